"""An index of hubs beside a publication: the facts of things that have many, in the order of their documents.

To put a hundred thousand facts in order takes seconds, which nobody who opens a page should wait for. Things with few
facts are not in it: theirs are ordered faster than found. Without the index the order is the same, and takes longer.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.fact_lists import packed
from graph.lookups import Lookups, Memory
from graph.ranking import LINKS, Ranking
from graph.stats import base_of

MANY: Final = 2000
"""Facts from which on a thing is a hub."""


def build(publication: Path, file: Path) -> None:
    """Write the index of a published store (its directory) to a file that does not exist yet."""
    store = Store.read_only(str(publication))
    base = base_of(store)
    ranking = Ranking(store, base)
    with closing(sqlite3.connect(file)) as index:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("CREATE TABLE list (thing TEXT PRIMARY KEY, facts BLOB NOT NULL) WITHOUT ROWID")
        for iri in hubs(store, base):
            facts = ranking.ranked(iri, Lookups(store, Memory()))
            index.execute("INSERT INTO list VALUES (?, ?)", (iri, packed(facts.part(0, len(facts)))))
        index.commit()


def hubs(store: Store, base: str) -> list[str]:
    """The things that many facts are about."""
    start, found = f"{base}id/fact/", Counter[str]()
    for link in LINKS:
        for quad in store.quads_for_pattern(None, link, None, DEFAULT):
            fact, thing = quad.subject, quad.object
            if isinstance(fact, NamedNode) and isinstance(thing, NamedNode) and fact.value.startswith(start):
                found[thing.value] += 1
    return sorted(iri for iri, count in found.items() if count >= MANY)
