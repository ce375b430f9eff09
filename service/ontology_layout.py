"""Where the pictures of the ontology have their cards and lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.network.lettering import width
from service.ontology_cards import Card, Picture, Row, Tie

SIZE: Final = 13.0
"""Of letters."""
SMALL: Final = 11.5
ROW: Final = 19.0
"""Height of a line on a card."""
INDENT: Final = 13.0
PAD: Final = 11.0
STACK: Final = 74.0
"""Between two cards of a column, where the relations between them are written."""
MARGIN: Final = 10.0
LABEL: Final = 17.0
"""Height of a line between cards."""
SWATCH: Final = 8.0
AROUND: Final = 16.0
"""Between the words on a line and the cards at its ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a card is drawn."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its center."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is drawn."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: tuple[tuple[Tie, tuple[tuple[float, float], ...]], ...]


def layout(picture: Picture) -> Layout:
    """Cards in their columns, each column in the middle of the height; the others in rows below; lines between them."""
    sizes = {card.name: _size(card) for card in picture.cards}
    over = _over(picture)
    top = MARGIN + (sum(lettered(tie)[1] for tie in over) + AROUND * 2 if over else 0)
    tall = max(_stacked([sizes[card.name][1] for card in column]) for column in picture.columns)
    boxes: dict[str, Box] = {}
    left = MARGIN
    for at, column in enumerate(picture.columns):
        wide = max(sizes[card.name][0] for card in column)
        y = top + (tall - _stacked([sizes[card.name][1] for card in column])) / 2
        for card in column:
            across, down = sizes[card.name]
            boxes[card.name] = Box(left=left + (wide - across) / 2, top=y, width=across, height=down)
            y += down + STACK
        left += wide + _gutter(picture, at)
    right, bottom = max(box.right for box in boxes.values()), top + tall
    bottom = _place_others(picture, sizes, boxes, right, bottom)
    lines = tuple((tie, tuple(_line(tie, picture, boxes, over))) for tie in picture.ties)
    return Layout(right + 2 * MARGIN, bottom + MARGIN, boxes, lines)


def _stacked(heights: Sequence[float]) -> float:
    return sum(heights) + STACK * (len(heights) - 1)


def _size(card: Card) -> tuple[float, float]:
    across = max(PAD * 2 + width(row.text, size_of(row)) * 1.08 + max(row.depth, 0) * INDENT for row in card.rows)
    return across, len(card.rows) * ROW + PAD * 2 - 4 + (6 if len(card.rows) > len(card.classes) else 0)


def size_of(row: Row) -> float:
    """The size of the letters of a line on a card."""
    return SMALL if row.depth < 0 else SIZE


def _columns(picture: Picture) -> dict[str, int]:
    return {card.name: at for at, column in enumerate(picture.columns) for card in column}


def _over(picture: Picture) -> list[Tie]:
    """Ties between columns that are not side by side: they go around above."""
    at = _columns(picture)
    return [
        tie for tie in picture.ties if all(end in at for end in tie.ends) and abs(at[tie.ends[0]] - at[tie.ends[1]]) > 1
    ]


def _gutter(picture: Picture, at: int) -> float:
    """Room between a column and the next one, for what is written on the lines between them."""
    columns = _columns(picture)
    wide = [
        lettered(tie)[0] for tie in picture.ties if sorted(columns.get(end, -9) for end in tie.ends) == [at, at + 1]
    ]
    return max(wide, default=0) + 2 * AROUND


def _place_others(
    picture: Picture, sizes: Mapping[str, tuple[float, float]], boxes: dict[str, Box], right: float, bottom: float
) -> float:
    left, row_top, row_bottom = MARGIN, bottom + STACK / 2, bottom
    for card in picture.others:
        across, down = sizes[card.name]
        if left > MARGIN and left + across > right:
            left, row_top = MARGIN, row_bottom + AROUND
        boxes[card.name] = Box(left=left, top=row_top, width=across, height=down)
        words = [lettered(tie)[0] for tie in picture.ties if card.name in tie.ends]
        left, row_bottom = left + across + max(words, default=0) + 2 * AROUND, max(row_bottom, row_top + down)
    return row_bottom


def _line(tie: Tie, picture: Picture, boxes: Mapping[str, Box], over: Sequence[Tie]) -> Iterator[tuple[float, float]]:
    one, other = sorted((boxes[end] for end in tie.ends), key=lambda box: (box.left, box.top))
    if tie in over:
        above = MARGIN + AROUND / 2 + lettered(tie)[1] / 2
        yield from _up(one, above, boxes, -1)
        yield from reversed(list(_up(other, above, boxes, 1)))
    elif one.right < other.left:
        yield one.right, _level(one, other.middle[1])
        yield other.left, _level(other, _level(one, other.middle[1]))
    else:
        upper, lower = sorted((one, other), key=lambda box: box.top)
        x = (max(one.left, other.left) + min(one.right, other.right)) / 2
        yield x, upper.bottom
        yield x, lower.top


def _up(box: Box, above: float, boxes: Mapping[str, Box], side: int) -> Iterator[tuple[float, float]]:
    """The way from a card to above all others: straight up, or around what stands above it on the side told."""
    x, y = box.middle
    if any(one.left < x < one.right and one.bottom <= box.top for one in boxes.values()):
        edge = max(one.right for one in boxes.values()) if side > 0 else min(one.left for one in boxes.values())
        x = edge + side * AROUND / 2
        yield (box.right if side > 0 else box.left), y
        yield x, y
    else:
        yield x, box.top
    yield x, above


def _level(box: Box, y: float) -> float:
    """The height nearest to the wanted one at which a line may end at a card."""
    return min(max(y, box.top + 2 * PAD), box.bottom - 2 * PAD)


def lettered(tie: Tie) -> tuple[float, float]:
    """How much room the words on a line take."""
    rows = [*tie.forth, *tie.back]
    return max(width(row.text, SIZE) for row in rows) + SWATCH + 30, len(rows) * LABEL


def words_box(tie: Tie, points: Sequence[tuple[float, float]]) -> Box:
    """Where the words of a line stand: around the middle of its longest stretch."""
    (x1, y1), (x2, y2) = max(pairwise(points), key=lambda pair: math.dist(*pair))
    across, down = lettered(tie)
    return Box(left=(x1 + x2) / 2 - across / 2, top=(y1 + y2) / 2 - down / 2, width=across, height=down)
