"""What the columns of an answer hold, as far as it can be drawn: things, stretches of time, numbers with their units.

Stored queries name their columns alike: ``begin`` and ``end``, ``value``, ``unit``, ``low`` and ``high``, ``amount``
and ``currency``, ``sentence``, ``published``. In other answers the types of the values tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from service.named import Named, Names, Term
from service.wording import span

Row = Sequence[Term | None]
DRAWN: Final = 1000
"""Rows that a drawing is made of."""
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMERIC: Final = frozenset(
    {"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger"}
)
_PROVENANCE: Final = frozenset({"sentence", "article", "published", "link", "outlet", "source"})
_SUMS: Final = ("value", "amount", "total")
_NO_AMOUNTS: Final = frozenset({"sources", "low", "high", "year", "begin", "end"})
_TIMES: Final = (("begin", "end"), ("first", "last"), ("attested", "attested"), ("last", "last"))
"""Pairs of columns that are one stretch of time, the first that is there."""
_WORDS: Final = frozenset(
    {"unit", "currency", "bound", "modality", "standing", "status", "former", "capacity", "what", "kind", "direction"}
)
"""Columns that qualify others and name nothing."""


@dataclass(frozen=True)
class Answer:
    """An answer to be drawn."""

    columns: tuple[str, ...]
    rows: Sequence[Row]
    names: Names

    @cached_property
    def cells(self) -> tuple[Mapping[str, Term], ...]:
        """The values of the rows that are drawn, by column; without what is unbound."""
        return tuple(
            {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows[:DRAWN]
        )

    @cached_property
    def things(self) -> tuple[str, ...]:
        """The columns whose values are, for the most part, things of the graph."""
        return tuple(name for name in self.columns if name not in _PROVENANCE and self._names_things(name))

    @cached_property
    def times(self) -> tuple[str, str] | None:
        """The columns in which a stretch of time begins and ends; of what was said, the day of the article."""
        for begin, end in _TIMES:
            if {begin, end} <= set(self.columns) and any(
                day(row.get(begin)) or day(row.get(end)) for row in self.cells
            ):
                return begin, end
        dated = [name for name in self.columns if any(day(row.get(name)) for row in self.cells)]
        if {"article", "link"} <= set(
            self.columns
        ):  # the day of the article, which is the time of what is said in it alone
            dated = [name for name in dated if name != "published" or "words" in self.columns]
        own = [name for name in dated if name != "published"] or dated
        return (own[0], own[0]) if own else None

    @cached_property
    def amount(self) -> str | None:
        """The column of the numbers that a chart shows."""
        numbers = [name for name in self.columns if name not in _NO_AMOUNTS and self._has_numbers(name)]
        sums = [name for name in numbers if name in _SUMS]
        bounded = [
            name for name, after in zip(self.columns, self.columns[1:], strict=False)
            if after == "low" and name in numbers
        ]  # fmt: skip
        return next(iter((*sums, *bounded, *numbers)), None)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The columns of words that tell rows apart, at most two: what a number is of."""
        skipped = {*_PROVENANCE, *_WORDS, *(self.times or ()), "about", "period", "words", "link"}
        found = [name for name in self.columns if name not in skipped and self._tells_apart(name)]
        things = [name for name in found if name in self.things]
        return tuple(dict.fromkeys([*things[:1], *found]))[:2]

    def named(self, row: Mapping[str, Term], name: str) -> Iterator[Named]:
        """The things that a value names: itself, or each part of a list."""
        term = row.get(name)
        thing = self.names.thing(term)
        if thing is not None:
            yield thing
        elif isinstance(term, Literal) and "; " in term.value:
            parts = (self.names.thing(part) for part in dict.fromkeys(term.value.split("; ")[:50]))
            yield from (part for part in parts if part is not None)

    def label(self, row: Mapping[str, Term]) -> str:
        """What a row is about, in words."""
        return " · ".join(dict.fromkeys(found for name in self.labels if (found := text(row.get(name)))))

    def when(self, row: Mapping[str, Term]) -> tuple[date | None, date | None, str]:
        """The days of a row, and the same in words."""
        if self.times is None:
            return None, None, ""
        begin, end = day(row.get(self.times[0])), day(row.get(self.times[1]))
        return begin or end, end or begin, span(begin, end)

    def _names_things(self, name: str) -> bool:
        values = {text(row[name]): row for row in self.cells if name in row}
        if not values:
            return False
        found = sum(any(True for _ in self.named(row, name)) for row in values.values())
        return found > 0 and 2 * found >= len(values)

    def _tells_apart(self, name: str) -> bool:
        return not self._has_numbers(name) and len({text(row.get(name)) for row in self.cells}) > 1

    def _has_numbers(self, name: str) -> bool:
        values = [row[name] for row in self.cells if name in row]
        return bool(values) and all(number(value) is not None for value in values)


def number(term: Term | None) -> float | None:
    """The value of a numeric literal."""
    if not isinstance(term, Literal) or term.datatype.value.removeprefix(_XSD) not in _NUMERIC:
        return None
    try:
        found = float(term.value)
    except ValueError:
        return None
    return found if abs(found) < 1e300 else None  # no infinity, and no NaN either


def day(term: Term | None) -> date | None:
    """The day of a literal that has a date, or a date and a time."""
    if not isinstance(term, Literal) or term.datatype.value.removeprefix(_XSD) not in ("date", "dateTime"):
        return None
    try:
        return date.fromisoformat(term.value[:10])
    except ValueError:
        return None


def text(term: Term | None) -> str:
    """A value in words; empty for none."""
    if term is None:
        return ""
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
