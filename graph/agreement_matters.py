"""Matters that articles put differently, in the index of agreement: found by thing, kind, publisher and time."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Store

from graph.agreement import Wanted
from graph.disagreements.matters import DIFFER
from graph.disagreements.told import Disputes

TABLES: Final = """
CREATE TABLE matter (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, verdict TEXT NOT NULL, regarding TEXT NOT NULL,
  sources INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL);
CREATE TABLE matter_entity (matter INTEGER NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (iri, matter)) WITHOUT ROWID;
CREATE TABLE matter_publisher (matter INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (name, matter)) WITHOUT ROWID;
CREATE INDEX matter_verdict ON matter (verdict, regarding, id);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """Matters that were asked for."""

    iris: tuple[str, ...]
    """Of disagreements, the best supported first."""
    kinds: tuple[tuple[str, int], ...]
    """What there are of, of whatever kind, with how many; the commonest first."""
    differing: int
    agreeing: int
    """How many differ and how many are compatible, of the kind that was asked for."""


def write(store: Store, base: str, index: sqlite3.Connection) -> None:
    """Write the matters of a publication into its index."""
    for number, one in enumerate(Disputes(store, base).matters(), 1):
        first = min((side.first for side in one.sides if side.first), default="")
        last = max((side.last for side in one.sides), default="")
        row = (number, one.iri, one.verdict, one.regarding, one.sources, first, last)
        index.execute("INSERT INTO matter VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        index.executemany("INSERT INTO matter_entity VALUES (?, ?)", ((number, iri) for iri, _ in one.about))
        publishers = {name for side in one.sides for name in side.publishers}
        index.executemany("INSERT INTO matter_publisher VALUES (?, ?)", ((number, name) for name in sorted(publishers)))


def matters(
    index: sqlite3.Connection, wanted: Wanted, verdict: str, regarding: str, *, skip: int = 0, count: int = 10
) -> Matters:
    """Matters with that verdict, of one kind if ``regarding`` names one."""
    where, values = _where(wanted)
    kinds = index.execute(
        f"SELECT regarding, COUNT(*) FROM matter WHERE verdict = ? AND {where} GROUP BY 1 ORDER BY 2 DESC, 1",  # noqa: S608
        (verdict, *values),
    ).fetchall()
    if regarding:
        where, values = f"{where} AND regarding = ?", [*values, regarding]
    counts = dict[str, int](
        index.execute(f"SELECT verdict, COUNT(*) FROM matter WHERE {where} GROUP BY 1", values)  # noqa: S608
    )
    found = index.execute(
        f"SELECT iri FROM matter WHERE verdict = ? AND {where} ORDER BY id LIMIT ? OFFSET ?",  # noqa: S608
        (verdict, *values, count, skip),
    ).fetchall()
    differing = counts.pop(DIFFER, 0)
    return Matters(
        iris=tuple(iri for (iri,) in found), kinds=tuple(kinds), differing=differing, agreeing=sum(counts.values())
    )


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    """The condition on a matter, with its values."""
    conditions: list[str] = ["sources >= ?"]
    values: list[object] = [wanted.least]
    if wanted.most is not None:
        conditions.append("sources <= ?")
        values.append(wanted.most)
    if wanted.entities:
        marks = ", ".join("?" * len(wanted.entities))
        conditions.append(f"id IN (SELECT matter FROM matter_entity WHERE iri IN ({marks}))")  # noqa: S608
        values += wanted.entities
    if wanted.publisher:
        conditions.append("id IN (SELECT matter FROM matter_publisher WHERE name = ?)")
        values.append(wanted.publisher)
    if wanted.since:
        conditions.append("last >= ?")
        values.append(wanted.since)
    if wanted.until:
        conditions.append("first <= ? AND first != ''")
        values.append(wanted.until)
    return " AND ".join(conditions), values
