"""Rows in the terminal: a line of short values, and beneath it, over the whole width, the sentences that say so.

Rows of long values that columns would squeeze into towers of half words stand one value beneath the other.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.wording import heading

Row: TypeAlias = Sequence[str]

_GAP: Final = 2
_NARROWEST: Final = 8
"""No column of words is squeezed below this."""
_COMFORT: Final = 20
"""What a column of words needs to be read with ease."""
_LOOKED_AT: Final = 50
"""From so many rows it is told how all are best shown."""
_BROKEN: Final = 1.5
"""By how much a line with broken words is harder to read."""
_DATE: Final = re.compile(r"(?:(?:from |until )?\d{4}[\d–-]*(?: – [\d-]+)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a question yields, as words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentences: frozenset[str] = frozenset()
    """Columns that stand beneath their row, in quotation marks."""
    sources: frozenset[str] = frozenset()
    """Columns that stand beneath their row, small: where the sentence is from."""
    links: frozenset[str] = frozenset()
    """Columns with the address of the sentence in its source: a terminal that can opens it from there."""
    numbers: frozenset[str] = frozenset()
    """Columns of numbers, which stand to the right and never break."""
    minor: tuple[tuple[str, ...], ...] = ()
    """Columns that go first, in this order, where the others lack room; those of one group go together."""


def show(console: Console, answer: Rows) -> None:
    """Print the rows; neighbors that differ in their sentences only are one row with several sentences.

    What the first columns have in common in all rows stands once, above.
    """
    beneath = [i for i, name in enumerate(answer.columns) if name in answer.sentences | answer.sources | answer.links]
    across = [i for i in range(len(answer.columns)) if i not in beneath and any(row[i] for row in answer.rows)]
    common, across = _common(answer, across)
    across = _roomy(answer, across, console.width - 1)
    heads = tuple(heading(answer.columns[i]) for i in across)
    values = [tuple(row[i] for i in across) for row in answer.rows]
    rigid = frozenset(at for at, i in enumerate(across) if _rigid(answer, i))
    right = frozenset(at for at, i in enumerate(across) if answer.columns[i] in answer.numbers)
    widths = fitted([heads, *values], console.width - 1, rigid)
    if common:
        above = [f"{heading(answer.columns[i])}: {answer.rows[0][i]}" for i in common]
        console.print(Text(" · ".join(above), style="bold", overflow="fold"))
    listed = _reads_better_as_list(heads, list(dict.fromkeys(values)), widths, console.width)
    if not listed:
        console.print(_line(heads, widths, "bold", right))
        console.print(Text("─" * min(console.width, sum(widths) + _GAP * (len(widths) - 1)), style="dim"))
    for number, (cells, group) in enumerate(groupby(answer.rows, key=lambda row: tuple(row[i] for i in across))):
        if listed and number:
            console.print()
        console.print(_record(heads, cells) if listed else _line(cells, widths, "", right))
        for row in dict.fromkeys(tuple(row[i] for i in beneath) for row in group):
            _beneath(console, answer, [answer.columns[i] for i in beneath], row)


def _common(answer: Rows, across: list[int]) -> tuple[list[int], list[int]]:
    """The first columns that are the same in all rows, and the others; none where all rows are the same."""
    different = [len({row[i] for row in answer.rows}) > 1 for i in across]
    first = different.index(True) if True in different else 0
    return across[:first], across[first:]


def _roomy(answer: Rows, across: list[int], available: int) -> list[int]:
    """The columns without the minor ones that take the room of others."""
    kept = list(across)
    for group in answer.minor:
        wanted = [
            min(_COMFORT, max(map(cell_len, (heading(answer.columns[i]), *(row[i] for row in answer.rows)))))
            for i in kept
        ]
        if sum(wanted) + _GAP * (len(kept) - 1) <= available:
            break
        kept = [i for i in kept if answer.columns[i] not in group] or kept
    return kept


def _rigid(answer: Rows, column: int) -> bool:
    """Whether a column holds numbers or dates, which nobody can read in pieces."""
    return answer.columns[column] in answer.numbers or all(_DATE.fullmatch(row[column]) for row in answer.rows)


def fitted(rows: Sequence[Row], available: int, rigid: frozenset[int] = frozenset()) -> list[int]:
    """Widths of columns that fit into the terminal: the widest give way first; ``rigid`` ones break last."""
    columns = tuple(zip(*rows, strict=True))
    widths = [max(map(cell_len, cells)) for cells in columns]
    words = [max((cell_len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    spare = available - _GAP * (len(widths) - 1)
    words = [full if at in rigid else longest for at, (full, longest) in enumerate(zip(widths, words, strict=True))]
    broken = [full if at in rigid else _NARROWEST for at, full in enumerate(widths)]
    for least in (words, broken, [_NARROWEST] * len(widths)):
        while sum(widths) > spare and (wide := [i for i, width in enumerate(widths) if width > least[i]]):
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _line(cells: Row, widths: list[int], style: str, right: frozenset[int]) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for at, width in enumerate(widths):
        grid.add_column(width=width, overflow="fold", justify="right" if at in right else "left")
    grid.add_row(*(Text(cell, style=style) for cell in cells))
    return grid


def _reads_better_as_list(heads: Row, rows: Sequence[Row], widths: list[int], width: int) -> bool:
    """Whether columns break words, and spare too few lines to be worth that."""
    columns = list(zip(*rows[:_LOOKED_AT], strict=True))
    words = ((word, w) for cells, w in zip(columns, widths, strict=True) for cell in cells for word in cell.split())
    if all(cell_len(word) <= w for word, w in words):
        return False
    room = max(_NARROWEST, width - max(map(cell_len, heads)) - _GAP)
    side_by_side = sum(max(map(_lines, row, widths)) for row in rows[:_LOOKED_AT])
    return side_by_side * _BROKEN > sum(sum(_lines(cell, room) for cell in row) + 1 for row in rows[:_LOOKED_AT])


def _lines(cell: str, width: int) -> int:
    return len(textwrap.wrap(cell, width))


def _record(heads: Row, cells: Row) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    grid.add_column(width=max(map(cell_len, heads)))
    grid.add_column(overflow="fold")
    for head, cell in zip(heads, cells, strict=True):
        if cell:
            grid.add_row(Text(head, style="bold"), Text(cell))
    return grid


def _beneath(console: Console, answer: Rows, names: list[str], row: Row) -> None:
    said = [(name, value) for name, value in zip(names, row, strict=True) if value]
    for name, value in said:
        if name in answer.sentences:
            console.print(Padding(Text(f"“{' '.join(value.split())}”", style="italic"), (0, 2, 0, 2), expand=False))
    links = [value for name, value in said if name in answer.links]
    parts = [value for name, value in said if name in answer.sources]
    source = Text(" · ".join(parts), style="dim", overflow="fold")
    if links:
        source.stylize(f"link {links[0]}")
    if source:
        console.print(Padding(source, (0, 0, 0, 2), expand=False))
