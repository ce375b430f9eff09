"""An index of the facts that networks consist of, beside a publication, so that a part of millions is found quickly.

Going over all facts takes a second for ten thousand of them; so they are read once for a publication, into one SQLite
file. What is found in it is what ``graph.network.choosing`` finds in the store.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.joining import KINDS, kind_of
from graph.network.choosing import Choice
from graph.network.contract import DEFAULT_PREDICATES, classes, relations
from graph.network.ties import Tie, all_triples, ties
from graph.stats import base_of
from ontology import terms as k

_TABLES: Final = """
CREATE TABLE tie (subject INTEGER NOT NULL, object INTEGER NOT NULL, fact TEXT NOT NULL, predicate TEXT NOT NULL,
  articles INTEGER NOT NULL, sources INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, begin TEXT NOT NULL,
  end TEXT NOT NULL);
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, weight INTEGER NOT NULL DEFAULT 0);
CREATE TABLE of_class (class TEXT NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (class, thing)) WITHOUT ROWID;
CREATE TABLE usual (things INTEGER NOT NULL, facts INTEGER NOT NULL);
"""
_INDEXES: Final = """
CREATE INDEX tie_subject ON tie (subject);
CREATE INDEX tie_object ON tie (object);
CREATE INDEX thing_weight ON thing (weight DESC, iri);
"""
_ENDS: Final = "SELECT subject AS id, sources FROM found UNION ALL SELECT object, sources FROM found"
_COLUMNS: Final = "a.iri, b.iri, fact, predicate, articles, sources, first, last, begin, end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The best-sourced part of what was asked for."""

    ties: list[Tie]
    """Sorted."""
    things: int
    """How many things the whole has."""
    facts: int


def build(publication: Path, file: Path) -> None:
    """Write the index of a published store (its directory) to a file that does not exist yet."""
    store = Store.read_only(str(publication))
    with closing(sqlite3.connect(file)) as index:
        index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        _write_ties(store, index)
        _write_classes(store, index)
        index.executescript(_INDEXES)
        index.commit()


def part(file: Path, choice: Choice, most: int) -> Part:
    """At most so many things of what a (checked) choice of every kind asks for, with the facts between them."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as index:
        index.executescript("PRAGMA temp_store = MEMORY; CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
        asking = _Asking(index, choice)
        if choice == Choice().checked():
            things, facts = index.execute("SELECT things, facts FROM usual").fetchone()
            ranked = "SELECT id FROM thing WHERE weight > 0 ORDER BY weight DESC, iri"
        else:
            things, facts = asking.found()
            ranked = (
                f"SELECT id FROM (SELECT id, SUM(sources) AS total FROM ({_ENDS}) GROUP BY id) JOIN thing USING (id) "  # noqa: S608
                "LEFT JOIN reached USING (id) ORDER BY level, total DESC, iri"
            )
        index.execute(f"INSERT INTO kept {ranked} LIMIT ?", (most,))
        return Part(ties=asking.kept(), things=things, facts=facts)


class _Asking:
    """A choice put to an index; what is found stands in temporary tables."""

    def __init__(self, index: sqlite3.Connection, choice: Choice) -> None:
        self._index, self._choice = index, choice
        index.executescript(
            "CREATE TEMP TABLE reached (id INTEGER PRIMARY KEY, level INTEGER NOT NULL);"
            "CREATE TEMP TABLE shown (id INTEGER PRIMARY KEY);"
            "CREATE TEMP TABLE found (tie INTEGER, subject INTEGER, object INTEGER, sources INTEGER);"
        )
        named = [(iri,) for iri in choice.around]
        index.executemany("INSERT INTO reached SELECT id, 0 FROM thing WHERE iri = ?", named)
        index.executemany("INSERT INTO shown SELECT id FROM thing WHERE iri = ?", named)
        of_class = "INSERT OR IGNORE INTO shown SELECT thing FROM of_class WHERE class = ?"
        index.executemany(of_class, [(name,) for name in choice.classes])
        self._fits, self._values = _fitting(choice)

    def found(self) -> tuple[int, int]:
        """Find the ties that fit; how many things and ties they are."""
        around = self._choice.around
        if around:
            self._reach()
        ties = "reached CROSS JOIN tie ON subject = id" if around else "tie"
        among = " AND object IN (SELECT id FROM reached)" if around else ""
        insert = "INSERT INTO found SELECT tie.rowid, subject, object, sources FROM"
        self._index.execute(f"{insert} {ties} WHERE {self._fits}{among}", self._values)
        facts = self._one("SELECT COUNT(*) FROM found")
        ends = "SELECT subject AS id FROM found UNION SELECT object FROM found"
        things = self._one(f"SELECT COUNT(*) FROM ({ends})")  # noqa: S608
        tied = self._one(f"SELECT COUNT(*) FROM reached WHERE level = 0 AND id IN ({ends})")  # noqa: S608
        return things + len(around) - tied, facts

    def kept(self) -> list[Tie]:
        """The ties between the things that are kept, sorted."""
        query = (
            f"SELECT {_COLUMNS} FROM kept CROSS JOIN tie ON subject = kept.id JOIN thing a ON a.id = subject "  # noqa: S608
            f"JOIN thing b ON b.id = object WHERE {self._fits} AND object IN (SELECT id FROM kept)"
        )
        return sorted(Tie(*row) for row in self._index.execute(query, self._values))

    def _reach(self) -> None:
        """Go as many steps as are asked for, each a tie that fits."""
        for level in range(self._choice.depth):
            for near, far in (("subject", "object"), ("object", "subject")):
                ties = f"SELECT {far}, ? FROM reached CROSS JOIN tie ON {near} = id WHERE level = ? AND {self._fits}"  # noqa: S608
                self._index.execute(f"INSERT OR IGNORE INTO reached {ties}", (level + 1, level, *self._values))

    def _one(self, query: str) -> int:
        return int(self._index.execute(query).fetchone()[0])


def _fitting(choice: Choice) -> tuple[str, tuple[str | int, ...]]:
    """The condition that a tie fits, with its values; the class of things asked about does not matter."""
    names = sorted(choice.predicates)
    parts = [f"predicate IN ({', '.join('?' * len(names))})", "sources >= ?"]
    values: list[str | int] = [*names, choice.min_sources]
    if choice.since or choice.until:
        parts.append("begin || end <> ''")
    if choice.since:
        parts.append("COALESCE(NULLIF(end, ''), begin) >= ?")
        values.append(choice.since.isoformat())
    if choice.until:
        parts.append("COALESCE(NULLIF(begin, ''), end) <= ?")
        values.append(choice.until.isoformat())
    if choice.classes:
        parts += ["subject IN (SELECT id FROM shown)", "object IN (SELECT id FROM shown)"]
    return " AND ".join(parts), tuple(values)


def _write_ties(store: Store, index: sqlite3.Connection) -> None:
    """All ties, relation by relation, and the things at their ends."""
    base, numbers = base_of(store), dict[str, int]()
    for name in relations():
        if relations()[name].inverse_of:
            continue
        found = (tie for tie in ties(store, all_triples(store, (name,)), base) if _between_things(tie, base))
        rows = ((_number(tie.subject, numbers), _number(tie.object, numbers), *tie[2:]) for tie in found)
        index.executemany("INSERT INTO tie VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    index.executemany("INSERT INTO thing (id, iri) VALUES (?, ?)", ((number, iri) for iri, number in numbers.items()))
    usual = f"predicate IN ({', '.join('?' * len(DEFAULT_PREDICATES))})"
    for end in ("subject", "object"):
        index.execute(
            f"WITH own AS (SELECT {end} AS id, SUM(sources) AS total FROM tie WHERE {usual} GROUP BY {end}) "  # noqa: S608
            "UPDATE thing SET weight = weight + own.total FROM own WHERE own.id = thing.id",
            DEFAULT_PREDICATES,
        )
    index.execute(
        "INSERT INTO usual SELECT (SELECT COUNT(*) FROM thing WHERE weight > 0), "  # noqa: S608
        f"(SELECT COUNT(*) FROM tie WHERE {usual})",
        DEFAULT_PREDICATES,
    )


def _write_classes(store: Store, index: sqlite3.Connection) -> None:
    """The classes of things, with those above."""
    for iri, number in index.execute("SELECT iri, id FROM thing").fetchall():
        own = store.quads_for_pattern(NamedNode(iri), k.RDF_TYPE, None, DEFAULT)
        names = {quad.object.value.removeprefix(k.K) for quad in own if isinstance(quad.object, NamedNode)}
        above = {name for cls in names if cls in classes() for name in classes()[cls].above}
        index.executemany("INSERT INTO of_class VALUES (?, ?)", [(name, number) for name in sorted(above)])


def _between_things(tie: Tie, base: str) -> bool:
    return kind_of(tie.subject, base) in KINDS and kind_of(tie.object, base) in KINDS


def _number(iri: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(iri, len(numbers))
