"""Outlines of countries from coordinates that ship with Kerege (Natural Earth, public domain).

They are schematic, and no statement on where a border runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

Point = tuple[float, float]
"""Degrees east and north."""
BERING: Final = -169.0
"""The meridian where the map ends: what lies west of it is drawn in the far east, so that no country is torn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A country or territory."""

    code: str
    """Two letters of ISO 3166-1; empty for a place whose owner is disputed."""
    name: str
    middle: Point
    """Well inside its largest part."""
    rings: tuple[tuple[Point, ...], ...]
    """The largest first; longitudes run on beyond 180 where a ring crosses that meridian."""


@cache
def outlines() -> Mapping[str, Outline]:
    """All countries by code; read once."""
    told = json.loads(resources.files("service.drawing").joinpath("outlines.json").read_text("utf-8"))
    unit: int = told["unit"]
    arcs = [_line(arc, unit) for arc in told["arcs"]]
    return {
        code: Outline(
            code=code,
            name=told["names"].get(code, ""),
            middle=(told["middles"][code][0] / unit, told["middles"][code][1] / unit),
            rings=tuple(_ring(ring, arcs) for ring in rings),
        )
        for code, rings in told["countries"].items()
    }


def _line(steps: Sequence[int], unit: int) -> list[Point]:
    """The points of an arc, which is kept as its first point and the steps from each to the next."""
    x = y = 0
    line = list[Point]()
    for right, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + up
        line.append((x / unit, y / unit))
    return line


def _ring(parts: Sequence[int], arcs: Sequence[list[Point]]) -> tuple[Point, ...]:
    """Arcs end to end; a negative number is an arc backward."""
    ring = list[Point]()
    for at in parts:
        line = arcs[at] if at >= 0 else arcs[~at][::-1]
        turn = 360 * round((ring[-1][0] - line[0][0]) / 360) if ring else 0
        ring += [(x + turn, y) for x, y in (line[1:] if ring else line)]
    turn = 360 if max(x for x, _ in ring) < BERING else 0
    return tuple((x + turn, y) for x, y in ring)
