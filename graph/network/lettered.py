"""Where names are written beside their nodes so that none covers another name or a node.

Greedy: the best connected nodes choose first, each the place around it that crosses the fewest lines; where none is
free, a shorter form of the name is tried, then, for nodes that matter, a place further off that a line leads to.
Else the name stays unwritten, and is shown when the node is pointed at.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from graph.network.fitting import Box, Dot
from graph.network.lettering import LINE, lines, width

Point: TypeAlias = tuple[float, float]

_CELL: Final = 8.0
_BLOCK: Final = 48.0
_PLACES: Final = (
    (1, 0), (-1, 0), (0, 1), (0, -1), (0.75, -0.75), (0.75, 0.75), (-0.75, -0.75), (-0.75, 0.75),
)  # fmt: skip
"""Directions of a name from its node, the ones that read best first."""
_FURTHER: Final = (12.0, 24.0, 38.0, 54.0, 72.0)
"""Distances from its node at which a name may stand that a line leads to."""
_CROSSED: Final = 3
"""How many places further down the list a name goes rather than cross a line."""
_MATTERING: Final = 2.0
"""So many times the root of their number are the nodes whose names may stand further off."""
_AROUND: Final = tuple((math.cos(math.pi * turn / 8), math.sin(math.pi * turn / 8)) for turn in range(16))


@dataclass(frozen=True, slots=True)
class Label:
    """A name as it is written: lines, with the first one's baseline; ``anchor`` is that of SVG."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    size: float
    written: bool = True
    leader: tuple[Point, Point] | None = None


class Room:
    """What of a picture is taken: by nodes and by names for good, by lines at a price."""

    def __init__(self, paper: Box, dots: Iterable[Dot], points: Iterable[tuple[float, float]]) -> None:
        """Names are to stay within ``paper``; ``points`` are those that lines run through."""
        self.paper = paper
        self._taken: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._lines = Counter((int(x // _CELL), int(y // _CELL)) for x, y in points)
        for dot in dots:
            self.take(dot.box)

    def take(self, box: Box) -> None:
        """Nothing else may be written there."""
        for block in _blocks(box, _BLOCK):
            self._taken[block].append(box)

    def best(self, places: Iterable[tuple[Label, Box]]) -> Label | None:
        """The label that may stand where it would and crosses the fewest lines, of those that do the first one."""
        chosen: tuple[float, Label, Box] | None = None
        for rank, (label, box) in enumerate(places):
            price = self.price(box)
            if price is not None and (chosen is None or price * _CROSSED + rank < chosen[0]):
                chosen = price * _CROSSED + rank, label, box
        if chosen is None:
            return None
        self.take(chosen[2])
        return chosen[1]

    def share(self, box: Box, points: Iterable[Point]) -> int:
        """How much of the price of a box is that of a line which runs through these points."""
        cells = set(_blocks(box, _CELL))
        return sum((int(x // _CELL), int(y // _CELL)) in cells for x, y in points)

    def price(self, box: Box) -> int | None:
        """How many lines a name there would cross, or None if it may not stand there."""
        if not box.within(self.paper):
            return None
        if any(box.meets(other) for block in _blocks(box, _BLOCK) for other in self._taken.get(block, ())):
            return None
        return sum(self._lines.get(cell, 0) for cell in _blocks(box, _CELL))


def placed(names: Sequence[tuple[str, str, float]], dots: Mapping[str, Dot], room: Room) -> dict[str, Label]:
    """Labels of nodes; ``names`` are IRI, name and font size, those first that choose first."""
    made: dict[str, Label] = {}
    for rank, (iri, name, size) in enumerate(names):
        label = _near(name, size, dots[iri], room)
        if label is None and rank < _MATTERING * math.sqrt(len(names)):
            label = _far(name, size, dots[iri], room)
        made[iri] = label or _unwritten(name, size, dots[iri], room)
    return made


def written(text: str, size: float, points: Sequence[Point], room: Room) -> Label | None:
    """A short text on a line that runs through ``points``, if there is a place where no other line crosses it."""
    wide, high = width(text, size) / 2 + 1, size * 0.6
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):
        x, y = points[round((len(points) - 1) * part)]
        box = Box(x - wide, y - high, x + wide, y + high)
        price = room.price(box)
        if price is not None and price <= room.share(box, points):
            room.take(box)
            return Label((text,), x, y + size * 0.35, "middle", size)
    return None


def _near(name: str, size: float, dot: Dot, room: Room) -> Label | None:
    """A label beside its node."""
    for most, rows in ((size * 13, 2), (size * 10, 3), (size * 11, 1), (size * 7, 1)):
        forms = lines(name, size, most, rows)
        if label := room.best(_beside(forms, size, dot, right, down) for right, down in _PLACES):
            return label
    return None


def _far(name: str, size: float, dot: Dot, room: Room) -> Label | None:
    """A label that a line leads to."""
    forms = lines(name, size, size * 13)
    for distance in _FURTHER:
        there = (
            _beside(forms, size, Dot(dot.x + right * distance, dot.y + down * distance, dot.radius), right, down)
            for right, down in _AROUND
        )
        if label := room.best(there):
            return replace(label, leader=_leader(dot, label))
    return None


def _unwritten(name: str, size: float, dot: Dot, room: Room) -> Label:
    """A label to be shown when the node is pointed at."""
    forms = lines(name, size, size * 13)
    places = [_beside(forms, size, dot, right, down) for right, down in _PLACES]
    label, _ = next((place for place in places if place[1].within(room.paper)), places[0])
    return replace(label, written=False)


def _beside(forms: tuple[str, ...], size: float, dot: Dot, right: float, down: float) -> tuple[Label, Box]:
    """A label in a direction from a node, and what it covers."""
    wide, high = max(width(line, size) for line in forms), len(forms) * size * LINE
    gap = dot.radius + (4.5 if abs(down) < 0.1 else 2)
    middle = abs(right) < 0.1
    x = dot.x if middle else dot.x + right * gap
    left = x - wide / 2 if middle else x if right > 0 else x - wide
    top = dot.y + down * (gap + high / 2) - high / 2
    anchor = "middle" if middle else "start" if right > 0 else "end"
    return Label(forms, x, top + size * 0.9, anchor, size), Box(left - 1, top, left + wide + 1, top + high)


def _leader(dot: Dot, label: Label) -> tuple[Point, Point]:
    """The line from the rim of a node to its name."""
    top = label.y - label.size * 0.9
    low = top + len(label.lines) * label.size * LINE
    x = label.x + {"start": -2, "end": 2, "middle": 0}[label.anchor]
    y = (top + low) / 2 if label.anchor != "middle" else low if low < dot.y else top
    length = math.hypot(x - dot.x, y - dot.y) or 1.0
    return (dot.x + (x - dot.x) * dot.radius / length, dot.y + (y - dot.y) * dot.radius / length), (x, y)


def _blocks(box: Box, size: float) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // size), int(box.right // size) + 1):
        for row in range(int(box.top // size), int(box.bottom // size) + 1):
            yield column, row
