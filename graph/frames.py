"""Answers as data frames of pandas and polars, which are needed for this alone and need not be installed.

A column has one type, by all its values: truth, whole number, number, day or text. Where a number has a fraction, the
column is one of floats, as reckoning with frames is; ``Answer.values`` has them exactly. What is unbound is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ontology.errors import KeregeError

if TYPE_CHECKING:
    import pandas
    import polars

Cell = str | int | Decimal | float | bool | date | None
_WHOLE: Final = 1 << 63
"""Whole numbers from here on do not fit into 64 bits."""


class Kind(Enum):
    """What the values of a column are."""

    TRUTH = "truth"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"


_PANDAS: Final = {
    Kind.TRUTH: "boolean",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.DAY: "datetime64[s]",
    Kind.TEXT: "string",
}
_POLARS: Final = {
    Kind.TRUTH: "Boolean",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "Float64",
    Kind.DAY: "Date",
    Kind.TEXT: "String",
}


def pandas_frame(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> pandas.DataFrame:
    """Rows as a pandas frame with nullable columns; days are midnights.

    Raises ``KeregeError`` if pandas is not installed.
    """
    library = _required("pandas")
    columns = _columns(headings, rows)
    frame: pandas.DataFrame = library.DataFrame(
        {name: library.Series(cells, dtype=_PANDAS[kind]) for name, (kind, cells) in columns.items()},
        columns=list(headings),
    )
    return frame


def polars_frame(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> polars.DataFrame:
    """Rows as a polars frame.

    Raises ``KeregeError`` if polars is not installed.
    """
    library = _required("polars")
    columns = _columns(headings, rows)
    frame: polars.DataFrame = library.DataFrame(
        [library.Series(name, cells, getattr(library, _POLARS[kind])) for name, (kind, cells) in columns.items()]
    )
    return frame


def _required(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise KeregeError(
            f"A frame of {name} needs {name}, which is not installed: install it with “pip install {name}”, or Kerege "
            f"with its extra {name}."
        ) from error


def _columns(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[str, tuple[Kind, list[Cell]]]:
    return {name: _column([row[at] for row in rows]) for at, name in enumerate(headings)}


def _column(cells: list[Cell]) -> tuple[Kind, list[Cell]]:
    """The kind of a column, and its values as that kind."""
    kind = kind_of(cells)
    if kind is Kind.NUMBER:
        return kind, [None if cell is None else float(str(cell)) for cell in cells]
    if kind is Kind.TEXT:
        return kind, [None if cell is None else _text(cell) for cell in cells]
    return kind, cells


def kind_of(cells: Sequence[Cell]) -> Kind:
    """The kind of a column with these values; text if it has none, or values of different kinds.

    >>> kind_of([1, None, 2]), kind_of([1, Decimal("1.5")]), kind_of(["a", 1]), kind_of([None])
    (<Kind.WHOLE: 'whole number'>, <Kind.NUMBER: 'number'>, <Kind.TEXT: 'text'>, <Kind.TEXT: 'text'>)
    """
    there = [cell for cell in cells if cell is not None]
    types = {type(cell) for cell in there}
    if types == {bool}:
        return Kind.TRUTH
    if types == {date}:
        return Kind.DAY
    if types and types <= {int, Decimal, float}:
        fits = all(isinstance(cell, int) and -_WHOLE <= cell < _WHOLE for cell in there)
        return Kind.WHOLE if fits else Kind.NUMBER
    return Kind.TEXT


def _text(cell: Cell) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
