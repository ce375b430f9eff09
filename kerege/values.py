"""Values of answers as words for the terminal: grouped digits, a time in one column."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Final

from graph.answers import Answer, Value
from kerege.tables import Rows
from ontology.iris import BASE, ONTOLOGY

SENTENCES: Final = frozenset({"sentence"})
SOURCES: Final = frozenset({"article", "published", "url"})
"""Columns that stored questions have for where a row is from."""
LINKS: Final = frozenset({"link"})
MINOR: Final = (("low", "high"), ("former",), ("capacity",), ("attested",), ("bound",), ("manner",))
"""Columns that a table leaves out, in this order, where the others lack room; CSV and JSON always have them.

The two ends of an interval go together: one alone misleads.
"""
_TOLD: Final = frozenset({"detail", "object", "against"})
"""Columns in which stored questions put numbers into words: “400000 USD (planned)”."""
_GROUPS: Final = re.compile(r"(?<![\w.,/:-])\d{5,}(?![\w/:-])")
_BASES: Final = re.compile(f"^(?:{re.escape(ONTOLOGY)}|{re.escape(BASE)}(?=id/))")
_WHEN: Final = ("begin", "end")
_GROUPED: Final = 10_000
"""Numbers from here on have their digits in groups: 2025 may be a year."""


def rows_of(answer: Answer) -> Rows:
    """The rows of an answer in words."""
    columns, values = answer.headings(), answer.values()
    if answer.triples:
        values = [tuple(_short(value) for value in row) for row in values]
    numbers = frozenset(
        name
        for at, name in enumerate(columns)
        if any(row[at] is not None for row in values) and all(_is_number(row[at]) for row in values)
    )
    minor = {name for group in MINOR for name in group}
    told = [name not in minor or any(row[at] is not False for row in values) for at, name in enumerate(columns)]
    rows = [
        tuple(
            "" if not tells else _GROUPS.sub(_grouped, word(value)) if name in _TOLD else word(value)
            for name, value, tells in zip(columns, row, told, strict=True)
        )
        for row in values
    ]
    at = _times(columns)
    if at is not None:
        columns = (*columns[:at], "when", *columns[at + 2 :])
        rows = [(*row[:at], when(*old[at : at + 2]), *row[at + 2 :]) for row, old in zip(rows, values, strict=True)]
    return Rows(
        columns=columns,
        rows=tuple(rows),
        sentences=SENTENCES,
        sources=SOURCES,
        links=LINKS,
        numbers=numbers,
        minor=MINOR,
    )


def word(value: Value) -> str:
    """A value as people read it.

    >>> word(8_000_000_000), word(2025), word(Decimal("1234567.5")), word(True), word(None)
    ('8,000,000,000', '2025', '1,234,567.5', 'yes', '')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return f"{number:,f}" if abs(number) >= _GROUPED else f"{number:f}"
    return "" if value is None else str(value)


def when(begin: Value, end: Value) -> str:
    """A stretch of time in a few characters: a day, a month, years, or both ends; an open end is said.

    >>> when(date(2025, 5, 29), date(2025, 5, 30)), when(date(2020, 1, 1), date(2025, 12, 31))
    ('2025-05-29 – 05-30', '2020–2025')
    """
    if not isinstance(begin, date) or not isinstance(end, date):
        first, last = word(begin), word(end)
        return f"{first} – {last}" if first and last else f"from {first}" if first else f"until {last}" if last else ""
    if begin == end:
        return begin.isoformat()
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{begin.year}" if begin.year == end.year else f"{begin.year}–{end.year}"
    same_year = begin.year == end.year
    if same_year and begin.month == end.month and (begin.day, end.day) == (1, monthrange(*_month(end))[1]):
        return f"{begin:%Y-%m}"
    return f"{begin.isoformat()} – {end.isoformat()[5:] if same_year else end.isoformat()}"


def _short(value: Value) -> Value:
    """An IRI of ours without what all of them begin with."""
    return _BASES.sub(lambda found: "k:" if found[0] == ONTOLOGY else "", value) if isinstance(value, str) else value


def _grouped(number: re.Match[str]) -> str:
    return f"{int(number[0]):,}"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _times(columns: tuple[str, ...]) -> int | None:
    """Where the two columns of a time begin, if they stand side by side."""
    return next((at for at in range(len(columns)) if columns[at : at + 2] == _WHEN), None)


def _is_number(value: Value) -> bool:
    return value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool))
