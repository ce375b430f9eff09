"""Drawings set beside each other, so that they take little paper and none covers another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

Drawing: TypeAlias = Sequence[complex]
"""Places of nodes; the imaginary part goes down."""

_WIDER: Final = 1.6
"""About how much wider than high the whole is."""


class Step(NamedTuple):
    """A part of the lower border of what has been set: from where to where, and how far down."""

    left: float
    right: float
    low: float


def turned(places: Drawing) -> list[complex]:
    """A drawing around its middle, turned so that it is as wide as can be."""
    middle = sum(places) / len(places)
    moved = [place - middle for place in places]
    spread = sum((place * place for place in moved), 0j)
    angle = -math.atan2(spread.imag, spread.real) / 2 if abs(spread) > 1e-9 else 0.0
    turn = complex(math.cos(angle), math.sin(angle))
    return [place * turn for place in moved]


def packed(drawings: Sequence[Drawing], gap: float) -> list[list[complex]]:
    """Drawings beside and below each other, ``gap`` apart, each where there is room the furthest up."""
    bounds = [(min(p.real for p in drawing), min(p.imag for p in drawing)) for drawing in drawings]
    sizes = [
        (max(p.real for p in drawing) - left + gap, max(p.imag for p in drawing) - top + gap)
        for drawing, (left, top) in zip(drawings, bounds, strict=True)
    ]
    return [
        [place - complex(*bound) + corner for place in drawing]
        for drawing, bound, corner in zip(drawings, bounds, _corners(sizes), strict=True)
    ]


def _corners(sizes: Sequence[tuple[float, float]]) -> list[complex]:
    """Where the upper left corners of rectangles are, given their widths and heights."""
    width = max(
        max((wide for wide, _ in sizes), default=0.0), math.sqrt(sum(wide * high for wide, high in sizes) * _WIDER)
    )
    border = [Step(0.0, width, 0.0)]
    corners: list[complex] = []
    for wide, high in sizes:
        places = [(_low(border, step.left, step.left + wide), step.left) for step in border]
        low, left = min(place for place in places if place[1] == 0.0 or place[1] + wide <= width + 1e-6)
        corners.append(complex(left, low))
        border = sorted([*_beside(border, left, left + wide), Step(left, left + wide, low + high)])
    return corners


def _low(border: Sequence[Step], left: float, right: float) -> float:
    """How far down what has been set reaches between two sides."""
    return max((step.low for step in border if step.left < right - 1e-9 and left < step.right - 1e-9), default=0.0)


def _beside(border: Sequence[Step], left: float, right: float) -> Iterator[Step]:
    """The border without what is between two sides."""
    for step in border:
        if step.left < left - 1e-9:
            yield step._replace(right=min(step.right, left))
        if step.right > right + 1e-9:
            yield step._replace(left=max(step.left, right))
