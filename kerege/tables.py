"""Rows in the terminal: a line of short values, and beneath it, over the whole width, the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Row: TypeAlias = Sequence[str]

_GAP: Final = 2
_NARROWEST: Final = 8
"""No column of words is squeezed below this."""


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


def show(console: Console, answer: Rows) -> None:
    """Print the rows; neighbors that differ in their sentences only are one row with several sentences."""
    beneath = [i for i, name in enumerate(answer.columns) if name in answer.sentences | answer.sources | answer.links]
    across = [i for i in range(len(answer.columns)) if i not in beneath and any(row[i] for row in answer.rows)]
    heads = tuple(heading(answer.columns[i]) for i in across)
    values = [tuple(row[i] for i in across) for row in answer.rows]
    widths = fitted([heads, *values], console.width - 1)
    console.print(_line(heads, widths, "bold"))
    console.print(Text("─" * min(console.width, sum(widths) + _GAP * (len(widths) - 1)), style="dim"))
    for cells, group in groupby(answer.rows, key=lambda row: tuple(row[i] for i in across)):
        console.print(_line(cells, widths, ""))
        for row in dict.fromkeys(tuple(row[i] for i in beneath) for row in group):
            _beneath(console, answer, [answer.columns[i] for i in beneath], row)


def heading(name: str) -> str:
    """A variable's name as a heading: ``independentSources`` is “Independent sources”."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return words[:1].upper() + words[1:]


def fitted(rows: Sequence[Row], available: int) -> list[int]:
    """Widths of columns that fit into the terminal: the widest give way first, and words break last."""
    columns = tuple(zip(*rows, strict=True))
    widths = [max(map(cell_len, cells)) for cells in columns]
    words = [max((cell_len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    spare = available - _GAP * (len(widths) - 1)
    for least in (words, [_NARROWEST] * len(widths)):
        while sum(widths) > spare and (wide := [i for i, width in enumerate(widths) if width > least[i]]):
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _line(cells: Row, widths: list[int], style: str) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*(Text(cell, style=style) for cell in cells))
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
