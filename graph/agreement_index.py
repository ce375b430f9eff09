"""An index of a publication's facts by how well they are supported, and of its figures side by side, beside it.

How many facts have how many sources, and which figures can be compared, go over the whole graph; so both are computed
once for a publication, into one SQLite file, in which facts are numbered from the best supported one on. What is asked
of it is in ``graph.agreement``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph import agreement_matters
from graph.background import Background
from graph.comparing import Comparison, comparisons
from graph.facts import Source, Tally
from graph.lookups import Term
from graph.statements import Statements
from graph.stats import base_of
from loaders.copies import Text
from ontology import terms as k
from ontology.iris import Minter

_DEFAULT: Final = DefaultGraph()
_RICH: Final = (k.Tenure, k.Deal, k.Observation, k.Utterance)
ENDS: Final = frozenset(
    {
        k.subject, k.object, k.member, k.organization, k.financier, k.recipient, k.purpose, k.about, k.counterpart,
        k.speaker, k.onBehalfOf,
    }
)  # fmt: skip
"""Properties by which a fact node leads to what it is about."""
_TABLES: Final = """
CREATE TABLE raw (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, relation TEXT, sources INTEGER, articles INTEGER,
  first TEXT, last TEXT, conflicts INTEGER);
CREATE TABLE raw_entity (raw INTEGER, entity INTEGER);
CREATE TABLE raw_publisher (raw INTEGER, publisher INTEGER);
CREATE TABLE entity (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE publisher (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE fact (id INTEGER PRIMARY KEY, raw INTEGER NOT NULL, iri TEXT NOT NULL, kind TEXT NOT NULL,
  relation TEXT NOT NULL, sources INTEGER NOT NULL, articles INTEGER NOT NULL, first TEXT, last TEXT,
  conflicts INTEGER NOT NULL);
CREATE TABLE of_entity (entity INTEGER, fact INTEGER, PRIMARY KEY (entity, fact)) WITHOUT ROWID;
CREATE TABLE of_publisher (publisher INTEGER, fact INTEGER, PRIMARY KEY (publisher, fact)) WITHOUT ROWID;
CREATE TABLE comparison (id INTEGER PRIMARY KEY, verdict TEXT NOT NULL, one INTEGER NOT NULL, other INTEGER NOT NULL);
CREATE TABLE figure (comparison INTEGER NOT NULL, assertion TEXT NOT NULL, low TEXT NOT NULL, high TEXT NOT NULL,
  begin TEXT NOT NULL, end TEXT NOT NULL);
"""
_RANKED: Final = """
INSERT INTO fact SELECT ROW_NUMBER() OVER (ORDER BY sources DESC, last DESC, iri), id, iri, kind, relation, sources,
  articles, first, last, conflicts FROM raw;
CREATE UNIQUE INDEX fact_raw ON fact (raw);
CREATE UNIQUE INDEX fact_iri ON fact (iri);
INSERT OR IGNORE INTO of_entity SELECT entity, fact.id FROM raw_entity JOIN fact ON fact.raw = raw_entity.raw
  ORDER BY 1, 2;
INSERT OR IGNORE INTO of_publisher SELECT publisher, fact.id FROM raw_publisher
  JOIN fact ON fact.raw = raw_publisher.raw ORDER BY 1, 2;
DROP TABLE raw; DROP TABLE raw_entity; DROP TABLE raw_publisher;
CREATE INDEX fact_relation ON fact (relation, id);
CREATE INDEX fact_kind ON fact (kind, id);
CREATE TABLE tally AS SELECT sources, kind, relation, COUNT(*) AS facts FROM fact GROUP BY 1, 2, 3;
CREATE TABLE published AS SELECT name, COUNT(*) AS facts FROM of_publisher JOIN publisher ON id = publisher GROUP BY 1;
"""
_INDEXES: Final = """
CREATE INDEX comparison_verdict ON comparison (verdict, id);
CREATE INDEX comparison_one ON comparison (one);
CREATE INDEX comparison_other ON comparison (other);
CREATE INDEX figure_comparison ON figure (comparison);
"""


def build(publication: Path, file: Path) -> None:
    """Write the index of a published store (its directory) to a file that does not exist yet."""
    store = Store.read_only(str(publication))
    with closing(sqlite3.connect(file)) as index:
        index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        writing = _Facts(store, index)
        writing.write()
        index.executescript(_RANKED)
        _write_comparisons(store, index, writing.observations)
        index.executescript(agreement_matters.TABLES)
        agreement_matters.write(store, base_of(store), index)
        index.executescript(_INDEXES)
        index.commit()


class _Facts:
    """Writes the facts that articles state, each once, however many ways there are to read it."""

    def __init__(self, store: Store, index: sqlite3.Connection) -> None:
        self._store, self._index = store, index
        self._facts = f"{base_of(store)}id/fact/"
        self._entities: dict[str, int] = {}
        self._publishers: dict[str, int] = {}
        self.observations: list[str] = []

    def write(self) -> None:
        for quad in self._store.quads_for_pattern(None, k.independentSources, None, _DEFAULT):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(self._facts):
                self._write(quad.subject)
        for table, known in (("entity", self._entities), ("publisher", self._publishers)):
            self._index.executemany(f"INSERT INTO {table} VALUES (?, ?)", ((n, text) for text, n in known.items()))  # noqa: S608

    def _write(self, fact: NamedNode) -> None:
        told: dict[NamedNode, Term] = {}
        classes, entities, publishers, conflicts = list[Term](), list[str](), list[str](), 0
        for quad in self._store.quads_for_pattern(fact, None, None, _DEFAULT):
            name, value = quad.predicate, quad.object
            if name in (k.mirrors, k.inferredFrom):
                return
            if not isinstance(value, NamedNode | Literal):
                continue
            told[name] = value
            conflicts += name == k.conflictsWith
            if name == k.RDF_TYPE:
                classes.append(value)
            elif name == k.publisher:
                publishers.append(value.value)
            elif name in ENDS and isinstance(value, NamedNode):
                entities.append(value.value)
        kind = next((cls for cls in _RICH if cls in classes), k.Fact)
        if kind == k.Observation:
            self.observations.append(fact.value)
        said = [told.get(name) for name in (k.independentSources, k.articles, k.firstReported, k.lastReported)]
        sources, articles, first, last = (one.value if one is not None else None for one in said)
        row = (fact.value, _local(kind), _local(told.get(k.predicate)), int(sources or 0), int(articles or 0))
        number = self._index.execute(
            "INSERT INTO raw VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, first, last, conflicts)
        )
        for table, values, known in (
            ("raw_entity", entities, self._entities), ("raw_publisher", publishers, self._publishers),
        ):  # fmt: skip
            rows = [(number.lastrowid, known.setdefault(value, len(known) + 1)) for value in values]
            self._index.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608


def _local(term: Term | None) -> str:
    return term.value.replace("#", "/").rpartition("/")[2] if term is not None else ""


def _write_comparisons(store: Store, index: sqlite3.Connection, observations: list[str]) -> None:
    """The comparisons, those first that most sources have a part in, then the latest."""
    tallies, sources = _tallies(store, observations)
    rank = dict[str, int](index.execute("SELECT iri, id FROM fact WHERE kind = 'Observation'"))
    known = sorted(comparisons(tallies, sources), key=lambda one: sorted((rank[one.one], rank[one.other])))
    for number, one in enumerate(known, 1):
        row = (number, one.verdict, rank[one.one], rank[one.other])
        index.execute("INSERT INTO comparison VALUES (?, ?, ?, ?)", row)
        index.executemany("INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)", _figures(number, one))


def _figures(number: int, comparison: Comparison) -> Iterator[tuple[object, ...]]:
    for one in comparison.figures:
        yield number, one.assertion, str(one.low), str(one.high), one.begin, one.end


def _tallies(store: Store, observations: list[str]) -> tuple[dict[str, Tally], dict[str, Source]]:
    """What articles report of numbers, as publishing has understood it."""
    base = base_of(store)
    statements = Statements(minter=Minter(base), background=Background.load(base))
    tallies, sources = dict[str, Tally](), dict[str, Source]()
    for iri in observations:
        for quad in store.quads_for_pattern(None, k.reports, NamedNode(iri), _DEFAULT):
            if not isinstance(quad.subject, NamedNode):
                continue
            said: dict[NamedNode, list[Term]] = {}
            for other in store.quads_for_pattern(quad.subject, None, None, _DEFAULT):
                if isinstance(other.object, NamedNode | Literal):
                    said.setdefault(other.predicate, []).append(other.object)
            for terms in said.values():
                terms.sort(key=str)
            article = said[k.statedIn][0].value
            sources.setdefault(article, Source("", _date(store, article), Text("", "")))
            for stated in statements.of(quad.subject.value, said, (), plain=False):
                if stated.iri == iri:
                    tallies.setdefault(iri, Tally(stated)).add(article, quad.subject.value, stated)
    return tallies, sources


def _date(store: Store, article: str) -> str:
    found = store.quads_for_pattern(NamedNode(article), k.date, None, _DEFAULT)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), "")
