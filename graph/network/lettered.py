"""Where names are written beside their nodes so that none covers another name or a node.

Greedy: the best connected nodes choose first, each the place around it that crosses the fewest lines; where no place is
free, a shorter form of the name is tried, then the name stays unwritten (and is shown when the node is pointed at).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.network.fitting import Box, Dot
from graph.network.lettering import LINE, lines, width

_CELL: Final = 8.0
_BLOCK: Final = 48.0
_PLACES: Final = (
    (1, 0), (-1, 0), (0, 1), (0, -1), (0.75, -0.75), (0.75, 0.75), (-0.75, -0.75), (-0.75, 0.75),
)  # fmt: skip
"""Directions of a name from its node, the ones that read best first."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name as it is written: lines, with the first one's baseline; ``anchor`` is that of SVG."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    size: float
    written: bool = True


class Room:
    """What of a picture is taken: by nodes and by names for good, by lines at a price."""

    def __init__(self, paper: Box, dots: Iterable[Dot], points: Iterable[tuple[float, float]]) -> None:
        """Names are to stay within ``paper``; ``points`` are those that lines run through."""
        self._paper = paper
        self._taken: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._lines = Counter((int(x // _CELL), int(y // _CELL)) for x, y in points)
        for dot in dots:
            self.take(dot.box)

    def take(self, box: Box) -> None:
        """Nothing else may be written there."""
        for block in _blocks(box, _BLOCK):
            self._taken[block].append(box)

    def price(self, box: Box) -> int | None:
        """How many lines a name there would cross, or None if it may not stand there."""
        if not box.within(self._paper):
            return None
        if any(box.meets(other) for block in _blocks(box, _BLOCK) for other in self._taken.get(block, ())):
            return None
        return sum(self._lines.get(cell, 0) for cell in _blocks(box, _CELL))


def placed(names: Sequence[tuple[str, str, float]], dots: Mapping[str, Dot], room: Room) -> dict[str, Label]:
    """Labels of nodes; ``names`` are IRI, name and font size, those first that choose first."""
    made: dict[str, Label] = {}
    for iri, name, size in names:
        made[iri] = _best(name, size, dots[iri], room)
    return made


def written(text: str, size: float, at: tuple[float, float], room: Room) -> Label | None:
    """A short text in the middle of a line, if there is room for it."""
    wide = width(text, size) / 2
    for offset in (0.0, -size, size):
        x, y = at[0], at[1] + offset
        box = Box(x - wide - 1, y - size * 0.6, x + wide + 1, y + size * 0.6)
        if room.price(box) is not None:
            room.take(box)
            return Label((text,), x, y + size * 0.35, "middle", size)
    return None


def _best(name: str, size: float, dot: Dot, room: Room) -> Label:
    for most, rows in ((size * 13, 2), (size * 10, 3), (size * 11, 1), (size * 7, 1)):
        forms = lines(name, size, most, rows)
        best: tuple[float, Label, Box] | None = None
        for rank, (label, box) in enumerate(_around(forms, size, dot)):
            price = room.price(box)
            if price is not None and (best is None or price * 3 + rank < best[0]):
                best = price * 3 + rank, label, box
        if best:
            room.take(best[2])
            return best[1]
    first, _ = next(_around(lines(name, size, size * 13), size, dot))
    return Label(first.lines, first.x, first.y, first.anchor, size, written=False)


def _around(forms: tuple[str, ...], size: float, dot: Dot) -> Iterator[tuple[Label, Box]]:
    """The places around a node, with what a name there covers."""
    wide, high = max(width(line, size) for line in forms), len(forms) * size * LINE
    for right, down in _PLACES:
        gap = dot.radius + (3.5 if not down else 2)
        x = dot.x + right * gap
        anchor = "start" if right > 0 else "end" if right < 0 else "middle"
        left = x if right > 0 else x - wide if right < 0 else x - wide / 2
        middle = dot.y + down * (gap + high / 2)
        baseline = middle - high / 2 + size * 0.9
        yield (
            Label(forms, x, baseline, anchor, size),
            Box(left - 1, middle - high / 2, left + wide + 1, middle + high / 2),
        )


def _blocks(box: Box, size: float) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // size), int(box.right // size) + 1):
        for row in range(int(box.top // size), int(box.bottom // size) + 1):
            yield column, row
