"""Answers as tables for people: short values in a line, beneath it the sentences that say so and where they are from.

Stored queries name their columns alike: ``sentence`` is the quotation, ``article``, ``published`` and ``link`` say
where it is from, ``begin`` and ``end`` are one stretch of time. Any other answer is a plain table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from graph.quotations import page_at
from ontology import terms as k
from service.addresses import local, of_web
from service.named import Names
from service.wording import amount, heading, number, short, span

Term = NamedNode | BlankNode | Literal | Triple
Row = Sequence[Term | None]
SHOWN: Final = 1000
"""Rows of a table on a page; the other formats have them all."""
_SOURCE: Final = ("sentence", "article", "published", "link", "outlet")
_GAP: Final = " … "
"""What stands between the sentences of one row."""
_TIME: Final = ("begin", "end")
_PLAIN: Final = {"former": ("false", "0"), "modality": ("asserted",)}
"""Values that go without saying, by column."""
_CLASSES: Final = ("kind", "class", "otherClass")
"""Columns of classes by their local names."""
_SUMS: Final = ("value", "amount", "total")
_OF_SUMS: Final = ("unit", "currency", "bound", "low", "high")
"""Columns that a sum is told with, or that only programs need: other formats have them."""
_SHORT: Final = 24
"""Characters of a text that does not break."""
_MEMBERS: Final = 100
"""Parts of a list in one cell."""
_NUMERIC: Final = frozenset(
    {"integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger"}
)
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DEFAULT: Final = DefaultGraph()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value: its text, where it leads, how it is set."""

    text: str
    href: str | None = None
    parts: tuple[tuple[str, str | None], ...] = ()
    """Texts with where they lead, of a value that is a list."""
    style: str = ""
    """``figure`` for numbers, ``whole`` for what does not break, ``iri`` for addresses."""
    exact: str | None = None
    """The number in full where the text gives it in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence with where it is from."""

    text: str
    title: str
    date: str
    publisher: str | None
    article: str | None
    """Where the service shows the article."""
    page: str | None
    """The publisher's page, opened at the sentence."""
    passage: str | None = None
    """Where the service shows the passage."""
    address: str = ""
    """How the article is cited: the publisher's page, or its IRI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The short values of one or more rows, and what is quoted for them."""

    cells: tuple[Cell, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An answer as a page shows it."""

    common: tuple[tuple[str, Cell], ...]
    """Columns at the beginning that have the same value in all rows, with that value."""
    heads: tuple[Cell, ...]
    lines: tuple[Line, ...]
    count: int
    """Rows of the answer."""
    shown: int
    """Rows that the page has."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Makes tables over one publication."""

    store: Store
    base: str
    """Where the IRIs of its things begin."""
    top: str
    """Where the service's paths begin, with a slash at the end."""
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Names are looked up once for all cells."""
        object.__setattr__(self, "names", Names(self.store, self.base))

    def table(self, columns: Sequence[str], rows: Sequence[Row], *, stored: bool = False) -> Table:
        """The table of an answer; that of a ``stored`` query has its sentences beneath its lines."""
        some = rows[:SHOWN]
        beneath = [at for at, name in enumerate(columns) if stored and name in _SOURCE]
        if not any(columns[at] in ("sentence", "article") for at in beneath):
            beneath = []
        told = [at for at, name in enumerate(columns) if not stored or any(_tells(name, row[at]) for row in some)]
        if stored and any(name in _SUMS for name in columns):
            told = [at for at in told if columns[at] not in _OF_SUMS]
        times = _times(columns)
        if times & set(told):
            told = sorted(times.union(told))
        across = [at for at in told if at not in beneath]
        common = _common(across, some) if stored else []
        across = across[len(common) :]
        heads = tuple(self._heads(columns, across, some, stored=stored))
        lines: list[Line] = []
        told_as = [tuple(self._cells(columns, across, row, stored=stored)) for row in some]
        for _, group in groupby(range(len(some)), key=lambda at: told_as[at] if stored else at):
            numbers = list(group)
            quoted = [
                self._quotation({columns[at]: some[number][at] for at in beneath}) for number in numbers if beneath
            ]
            lines.append(Line(cells=told_as[numbers[0]], quotations=tuple(dict.fromkeys(one for one in quoted if one))))
        above = self._cells(columns, common, some[0], stored=True) if common else ()
        titled = zip((heading(columns[at]) for at in common), above, strict=False)
        return Table(common=tuple(titled), heads=heads, lines=tuple(lines), count=len(rows), shown=len(some))

    def cell(self, term: Term | None, *, stored: bool = False) -> Cell:
        """A term as a page shows it."""
        if term is None:
            return Cell(text="")
        if isinstance(term, NamedNode):
            here = local(term.value, self.base, self.top)
            return Cell(text=self._short(term.value), href=here or of_web(term.value), style="iri")
        if not isinstance(term, Literal):
            return Cell(text=term.value if isinstance(term, BlankNode) else str(term))
        kind = term.datatype.value.removeprefix(_XSD)
        if kind in _NUMERIC:
            return Cell(text=number(term.value), style="figure")
        if kind == "boolean":
            return Cell(text=("yes" if term.value in ("true", "1") else "no") if stored else term.value)
        if kind in ("date", "gYear"):
            return Cell(text=span(term.value, term.value) if stored else term.value, style="whole")
        if not stored:
            return Cell(text=term.value)
        parts = tuple((part, self._labeled(part)) for part in term.value.split("; ")[:_MEMBERS])
        if len(parts) > 1 and any(href for _, href in parts):
            return Cell(text=term.value, parts=parts)
        style = "whole" if len(term.value) <= _SHORT else ""
        return Cell(text=term.value, href=self._labeled(term.value), style=style)

    def _short(self, iri: str) -> str:
        """An IRI as it is read: with a prefix that people know, or without what all things of the graph begin with."""
        return short(iri).removeprefix(self.base)

    def _heads(
        self, columns: Sequence[str], across: Sequence[int], rows: Sequence[Row], *, stored: bool
    ) -> Iterator[Cell]:
        for at in across:
            when = at in _times(columns)
            if when and columns[at] == "end":
                continue
            values = [row[at] for row in rows if row[at] is not None]
            figures = bool(values) and all(_is_number(value) for value in values)
            title = heading(columns[at]) if stored else columns[at]
            yield Cell(text="When" if when else title, style="figure" if figures else "")

    def _cells(self, columns: Sequence[str], across: Sequence[int], row: Row, *, stored: bool) -> Iterator[Cell]:
        for at in across:
            name = columns[at]
            if at in _times(columns):
                if name == "begin":
                    yield Cell(text=span(_text(row[at]), _text(row[at + 1])), style="whole")
            elif stored and not _tells(name, row[at]):
                yield Cell(text="")
            elif stored and name in _CLASSES:
                yield Cell(text=heading(_text(row[at]) or ""), style="whole")
            elif stored and name in _SUMS and _is_number(row[at]):
                yield _sum(dict(zip(columns, row, strict=True)), name)
            else:
                yield self.cell(row[at], stored=stored)

    def _quotation(self, values: dict[str, Term | None]) -> Quotation | None:
        told = {name: _text(value) or "" for name, value in values.items()}
        if not any(told.values()):
            return None
        link, sentence = told.get("link", ""), " ".join(told.get("sentence", "").split())
        article = self._article(link)
        page = None if link.startswith(self.base) else of_web(link)
        return Quotation(
            text=sentence,
            title=told.get("article", ""),
            date=told.get("published", ""),
            publisher=told.get("outlet") or (self._publisher(article) if article else None),
            article=local(article.value, self.base, self.top) if article else None,
            page=page_at(page, sentence.partition(_GAP)[0]) if page else None,
        )

    def _article(self, link: str) -> NamedNode | None:
        """The article that a column ``link`` stands for: itself, or the one with that address."""
        if link.startswith(f"{self.base}id/article/"):
            return NamedNode(link)
        if of_web(link) is None:
            return None
        found = self.store.quads_for_pattern(None, k.url, NamedNode(link), _DEFAULT)
        return next((quad.subject for quad in found if isinstance(quad.subject, NamedNode)), None)

    def _publisher(self, article: NamedNode) -> str | None:
        found = self.store.quads_for_pattern(article, k.publisher, None, _DEFAULT)
        return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), None)

    def _labeled(self, text: str) -> str | None:
        """Where the one thing with that label is shown, if there is one alone."""
        iri = self.names.labeled(text)
        return local(iri, self.base, self.top) if iri else None


def _common(across: Sequence[int], rows: Sequence[Row]) -> list[int]:
    """The first columns that are the same in all rows; none where all columns are, or there is one row."""
    different = [len({row[at] for row in rows}) > 1 for at in across]
    return list(across[: different.index(True)]) if len(rows) > 1 and True in different else []


def _times(columns: Sequence[str]) -> set[int]:
    """The two columns of a stretch of time, if they stand side by side."""
    first = next((at for at in range(len(columns)) if tuple(columns[at : at + 2]) == _TIME), None)
    return {first, first + 1} if first is not None else set[int]()


def _tells(name: str, term: Term | None) -> bool:
    """Whether a value says something; that somebody is *not* a former holder goes without saying."""
    if isinstance(term, Literal):
        return bool(term.value) and term.value not in _PLAIN.get(name, ())
    return term is not None


def _sum(row: Mapping[str, Term | None], name: str) -> Cell:
    """A number with its unit and bound, large ones in words and, beside, in full."""
    value, bound = _text(row[name]) or "", _text(row.get("bound"))
    unit = _text(row.get("unit")) or _text(row.get("currency"))
    text, exact = amount(value, unit, bound), f"{number(value)} {unit or ''}".strip()
    return Cell(text=text, style="figure", exact=exact if exact not in text else None)


def _text(term: Term | None) -> str | None:
    return None if term is None else term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype.value.removeprefix(_XSD) in _NUMERIC
