"""The part of the plane that a map shows, and lines and areas cut to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Spot = tuple[float, float]
"""A place in a drawing: units to the right and downward."""

_CLOSE: Final = 1.1
"""Units nearer than which a point adds nothing to a line."""
_WHOLE: Final = 5.7
"""Radians of the plane that the whole world is wide, with a margin."""
_BEYOND: Final = 12.0
"""Units outside the frame where areas are cut, so that their outlines are not seen there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of the plane, drawn at a scale."""

    left: float
    top: float
    scale: float
    width: float
    """Of the drawing, in units."""
    height: float

    @classmethod
    def around(cls, spots: Sequence[Spot], *, width: float, tallest: float, least: float) -> Frame:
        """The frame that shows all spots with a margin, at least ``least`` of the plane wide, at most so tall."""
        xs, ys = [x for x, _ in spots] or [0.0], [y for _, y in spots] or [0.0]
        across, down = max(xs) - min(xs), max(ys) - min(ys)
        wide = min(_WHOLE, max(across * 1.35, least, down * 1.35 * width / tallest))
        scale = width / wide
        height = min(tallest, max(width * 0.45, down * 1.35 * scale))
        middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        return cls(
            left=middle_x - wide / 2, top=middle_y - height / scale / 2, scale=scale, width=width, height=round(height)
        )

    def place(self, spot: Spot) -> Spot:
        """Where a place of the plane is drawn."""
        return (spot[0] - self.left) * self.scale, (spot[1] - self.top) * self.scale

    def holds(self, spot: Spot, margin: float = 0.0) -> bool:
        """Whether a drawn place is in the frame, so far from its edge."""
        x, y = spot
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    def area(self, ring: Iterable[Spot]) -> str:
        """A ring of drawn places as a path, cut to the frame; empty if nothing of it is seen."""
        cut: list[Spot] = list(ring)
        for inside, meet in self._sides():
            cut = _cut(cut, inside, meet)
            if len(cut) < 3:
                return ""
        return f"{_path(cut)}z"

    def _sides(self) -> tuple[tuple[Callable[[Spot], bool], Callable[[Spot, Spot], Spot]], ...]:
        """For each side: whether a spot is within it, and where a line meets it."""
        west, east, north, south = -_BEYOND, self.width + _BEYOND, -_BEYOND, self.height + _BEYOND
        return (
            (lambda spot: spot[0] >= west, lambda a, b: _upright(a, b, west)),
            (lambda spot: spot[0] <= east, lambda a, b: _upright(a, b, east)),
            (lambda spot: spot[1] >= north, lambda a, b: _level(a, b, north)),
            (lambda spot: spot[1] <= south, lambda a, b: _level(a, b, south)),
        )


def line(spots: Sequence[Spot]) -> str:
    """A line as a path."""
    return _path(spots)


def thin(spots: Iterable[Spot]) -> list[Spot]:
    """Spots of a line without those that lie on one before."""
    found = list[Spot]()
    for x, y in spots:
        if not found or abs(x - found[-1][0]) + abs(y - found[-1][1]) > _CLOSE:
            found.append((x, y))
    return found


def _path(spots: Sequence[Spot]) -> str:
    """Steps between tenths of a unit: half as many characters as places have."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in spots]
    x, y = tenths[0]
    parts = [f"M{x / 10:g} {y / 10:g}l"]
    for right, down in tenths[1:]:
        if (right, down) != (x, y):
            parts.append(f"{(right - x) / 10:g} {(down - y) / 10:g} ")
            x, y = right, down
    return "".join(parts).rstrip().replace(" -", "-")


def _cut(ring: list[Spot], inside: Callable[[Spot], bool], meet: Callable[[Spot, Spot], Spot]) -> list[Spot]:
    """A ring cut along one side (I. Sutherland and G. Hodgman, 1974)."""
    kept = list[Spot]()
    if not ring:
        return kept
    before, was = ring[-1], inside(ring[-1])
    for spot in ring:
        now = inside(spot)
        if now != was:
            kept.append(meet(before, spot))
        if now:
            kept.append(spot)
        before, was = spot, now
    return kept


def _upright(a: Spot, b: Spot, x: float) -> Spot:
    return x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0])


def _level(a: Spot, b: Spot, y: float) -> Spot:
    return a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y
