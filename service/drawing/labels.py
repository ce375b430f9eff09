"""Names beside points, none over another: those of the greater points are placed first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from service.drawing.frame import Frame, Spot

_LETTER: Final = 0.56
"""Width of a letter of the page's font, in sizes of the font; rather too much than too little."""
_GAP: Final = 4.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name with where it is drawn."""

    x: float
    y: float
    """Of the base line."""
    anchor: str
    """As in SVG: ``start``, ``middle``, ``end``."""
    box: Box


class Labels:
    """Places names one after another."""

    def __init__(self, frame: Frame, points: Iterable[tuple[Spot, float]] = ()) -> None:
        """Names stay in a frame and clear of points, given with their radius."""
        self._frame = frame
        self._taken: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in points]

    def beside(self, text: str, spot: Spot, radius: float, size: float) -> Label | None:
        """A name at a point: to its right, left, above or below; none where there is no room."""
        x, y = spot
        away, base = radius + _GAP, size * 0.35
        return self._first(
            [
                _label(text, x + away, y + base, "start", size),
                _label(text, x - away, y + base, "end", size),
                _label(text, x, y - away, "middle", size),
                _label(text, x, y + away + size * 0.8, "middle", size),
            ]
        )

    def over(self, text: str, spot: Spot, size: float) -> Label | None:
        """A name in the middle of an area."""
        return self._first([_label(text, spot[0], spot[1] + size * 0.35, "middle", size)])

    def again(self, label: Label, text: str, size: float) -> bool:
        """Whether a name that has its place can have it in another size too."""
        return self._first([_label(text, label.x, label.y, label.anchor, size)]) is not None

    def _first(self, possible: Sequence[Label]) -> Label | None:
        for label in possible:
            if self._inside(label.box) and not any(_meet(label.box, other) for other in self._taken):
                self._taken.append(label.box)
                return label
        return None

    def _inside(self, box: Box) -> bool:
        return box[0] >= 2 and box[1] >= 2 and box[2] <= self._frame.width - 2 and box[3] <= self._frame.height - 2


def _label(text: str, x: float, y: float, anchor: str, size: float) -> Label:
    wide = len(text) * size * _LETTER
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Label(x=x, y=y, anchor=anchor, box=(left, y - size * 0.85, left + wide, y + size * 0.3))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
