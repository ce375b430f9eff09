"""What is asked of a publication about agreement: facts by number of independent sources, figures side by side.

Both are asked of the index that ``graph.agreement_index`` makes; ``told`` then reads the facts of one page, with the
sentences that say them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode, Store

from graph.composing import document
from graph.contents import REPORTS, Content
from graph.documents import Document
from graph.lookups import Lookups, Memory
from ontology import terms as k

_LOOKED_AT: Final = 50
"""Assertions among which those that are shown of a fact are chosen."""
_ARTICLE: Final = (k.RDF_TYPE, k.title, k.publisher, k.url, k.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which facts are asked for; what is empty narrows nothing."""

    entities: tuple[str, ...] = ()
    """IRIs: about any of these."""
    kind: str = ""
    """Local name of the class: ``Fact`` for plain ones, ``Tenure``, ``Deal``, ``Observation``, ``Utterance``."""
    relation: str = ""
    """Local name of the property that a plain fact has."""
    publisher: str = ""
    """Name of one that reports it."""
    since: str = ""
    until: str = ""
    """ISO days: reported on one of them or between. What bears no date is left out then."""
    least: int = 1
    most: int | None = None
    """Independent sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact in a list."""

    iri: str
    kind: str
    relation: str
    sources: int
    articles: int
    first: str | None
    last: str | None
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one article says a number is, as an interval whose ends belong to it; an open end is infinite."""

    assertion: str
    low: Decimal
    high: Decimal
    begin: str
    end: str
    """ISO days; empty where nothing says of when it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two observations side by side; one, where its reports give the same number differently."""

    verdict: str
    """``differ`` or ``agree``."""
    facts: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What facts can be narrowed to, the commonest first, with how many there are."""

    kinds: tuple[tuple[str, int], ...]
    relations: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]


class Agreement:
    """Asks the index of one publication, over a connection that is used by one thread at a time."""

    def __init__(self, index: sqlite3.Connection) -> None:
        """An open index."""
        self._index = index

    def choices(self, most: int = 60) -> Choices:
        """What there is to choose from."""
        kinds = "SELECT kind, SUM(facts) AS n FROM tally GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
        relations = "SELECT relation, SUM(facts) FROM tally WHERE relation != '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
        publishers = "SELECT name, facts FROM published ORDER BY 2 DESC, 1 LIMIT ?"
        found = [tuple(self._index.execute(query, (most,)).fetchall()) for query in (kinds, relations, publishers)]
        return Choices(kinds=found[0], relations=found[1], publishers=found[2])

    def distribution(self, wanted: Wanted) -> tuple[tuple[int, int], ...]:
        """How many facts have how many independent sources, from one on."""
        where, values = _where(wanted)
        if not (wanted.entities or wanted.publisher or wanted.since or wanted.until):
            query = f"SELECT sources, SUM(facts) FROM tally WHERE {where} GROUP BY 1 ORDER BY 1"  # noqa: S608
        else:
            query = f"SELECT sources, COUNT(*) FROM fact WHERE {where} GROUP BY 1 ORDER BY 1"  # noqa: S608
        return tuple(self._index.execute(query, values).fetchall())

    def facts(self, wanted: Wanted, *, skip: int = 0, count: int = 25) -> tuple[Fact, ...]:
        """Facts, those with the most independent sources first, then those reported last."""
        where, values = _where(wanted)
        query = (  # no value stands in it
            "SELECT iri, kind, relation, sources, articles, first, last, conflicts FROM fact "  # noqa: S608
            f"WHERE {where} ORDER BY id LIMIT ? OFFSET ?"
        )
        return tuple(
            Fact(
                iri=iri, kind=kind, relation=relation, sources=sources, articles=articles, first=first, last=last,
                conflicts=conflicts,
            )
            for iri, kind, relation, sources, articles, first, last, conflicts in self._index.execute(
                query, (*values, count, skip)
            )
        )  # fmt: skip

    def compared(self, wanted: Wanted, verdict: str) -> int:
        """How many comparisons have that verdict, of figures that are wanted."""
        where, values = _compared(wanted)
        query = f"SELECT COUNT(*) FROM comparison WHERE verdict = ? {where}"  # noqa: S608
        return int(self._index.execute(query, (verdict, *values)).fetchone()[0])

    def comparisons(
        self, wanted: Wanted, verdict: str, *, skip: int = 0, count: int = 10
    ) -> tuple[Compared, ...]:  # fmt: skip
        """Comparisons with that verdict, those of the best supported figures first."""
        where, values = _compared(wanted)
        query = (
            "SELECT id, (SELECT iri FROM fact WHERE fact.id = one), (SELECT iri FROM fact WHERE fact.id = other) "  # noqa: S608
            f"FROM comparison WHERE verdict = ? {where} ORDER BY id LIMIT ? OFFSET ?"
        )
        found = self._index.execute(query, (verdict, *values, count, skip)).fetchall()
        return tuple(
            Compared(verdict=verdict, facts=tuple(dict.fromkeys((one, other))), figures=self._figures(number))
            for number, one, other in found
        )

    def _figures(self, comparison: int) -> tuple[Figure, ...]:
        query = "SELECT assertion, low, high, begin, end FROM figure WHERE comparison = ? ORDER BY assertion"
        return tuple(
            Figure(assertion=assertion, low=Decimal(low), high=Decimal(high), begin=begin, end=end)
            for assertion, low, high, begin, end in self._index.execute(query, (comparison,))
        )


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    """The condition on a fact, with its values."""
    conditions: list[str] = ["sources >= ?"]
    values: list[object] = [wanted.least]
    if wanted.most is not None:
        conditions.append("sources <= ?")
        values.append(wanted.most)
    for column, value in (("kind", wanted.kind), ("relation", wanted.relation)):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    if wanted.entities:
        marks = ", ".join("?" * len(wanted.entities))
        conditions.append(
            f"id IN (SELECT fact FROM of_entity JOIN entity ON entity.id = entity WHERE entity.iri IN ({marks}))"  # noqa: S608
        )
        values += wanted.entities
    if wanted.publisher:
        conditions.append(
            "id IN (SELECT fact FROM of_publisher JOIN publisher ON publisher.id = publisher WHERE name = ?)"
        )
        values.append(wanted.publisher)
    if wanted.since:
        conditions.append("last >= ?")
        values.append(wanted.since)
    if wanted.until:
        conditions.append("first <= ?")
        values.append(wanted.until)
    return " AND ".join(conditions), values


def _compared(wanted: Wanted) -> tuple[str, list[object]]:
    """The condition on a comparison: that one of its observations is wanted."""
    if wanted == Wanted():
        return "", []
    where, values = _where(wanted)
    fits = f"SELECT id FROM fact WHERE kind = 'Observation' AND {where}"  # noqa: S608
    return f"AND (one IN ({fits}) OR other IN ({fits}))", [*values, *values]


def told(store: Store, base: str, facts: Mapping[str, Sequence[str]]) -> Document:
    """Facts by their IRIs, as the document of nothing in particular: in groups, each with the sentences that say it.

    Of each fact come the reports (IRIs of assertions) that are given with it; where none are, the first few, of
    several articles if there are.
    """
    lookups = Lookups(store, Memory())
    shown = {fact: tuple(reports) or _some(fact, lookups) for fact, reports in facts.items()}
    for fact, reports in shown.items():
        lookups.about(fact)
        for report in reports:
            for name, end in lookups.about(report):
                if name in (k.evidence, k.quotation):
                    lookups.about(end.value)
                elif name == k.statedIn:
                    lookups.some(end.value, *_ARTICLE)
    for neighbor in sorted(lookups.neighbors()):
        lookups.names(neighbor)
    return document(
        Content(
            iri=f"{base}agreement", kind="", lookups=lookups, facts=tuple(shown), reports_of=shown, total=len(shown)
        )
    )


def _some(fact: str, lookups: Lookups) -> tuple[str, ...]:
    found = sorted(lookups.pointing(k.reports, NamedNode(fact), _LOOKED_AT))
    of_each = {report.rpartition("/")[0]: report for report in reversed(found)}
    others = (report for report in found if report not in of_each.values())
    return tuple((*sorted(of_each.values()), *others)[:REPORTS])
