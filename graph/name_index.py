"""An index of a publication's names beside it: what goes by a word, what is connected most, which articles are newest.

SPARQL has no index over the words of names, and counting connections goes over the whole graph. So both are computed
once for a publication, into one small SQLite file; asking it takes a millisecond however large the graph is. Things
are numbered from the best known on, articles after them from the newest on: what is asked for comes in this order.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.changes import changes, facts_aside
from graph.finest import finest
from graph.stats import base_of
from loaders.copies import Text, originals
from ontology import terms as k
from ontology.iris import fold

_DEFAULT: Final = DefaultGraph()
_SUBCLASS: Final = NamedNode(k.RDFS + "subClassOf")
_ENDS: Final = (
    k.subject, k.object, k.member, k.organization, k.financier, k.recipient, k.purpose, k.about, k.counterpart,
    k.speaker, k.onBehalfOf,
)  # fmt: skip
"""Properties by which a fact node leads to what it is about."""
ARTICLE: Final = "Article"
_SHORTEST: Final = 4
"""Letters of a word that is worth comparing with others that look alike."""
_LITTLE: Final = frozenset({"and", "de", "des", "du", "for", "in", "of", "on", "the", "to"})
"""Words without a letter in an acronym."""
_TABLES: Final = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL,
  facts INTEGER NOT NULL, date TEXT, publisher TEXT);
CREATE TABLE class (kind TEXT NOT NULL, thing INTEGER NOT NULL, facts INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, thing INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE word (word TEXT NOT NULL, thing INTEGER NOT NULL, PRIMARY KEY (word, thing)) WITHOUT ROWID;
CREATE TABLE piece (piece TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (piece, word)) WITHOUT ROWID;
CREATE TABLE changes (json TEXT NOT NULL);
CREATE TABLE copy (article TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES: Final = """
CREATE INDEX class_facts ON class (kind, facts DESC);
CREATE INDEX class_thing ON class (thing, kind);
CREATE INDEX name_key ON name (key);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX copy_original ON copy (original);
CREATE INDEX thing_article ON thing (iri) WHERE kind = 'Article';
CREATE INDEX thing_date ON thing (date DESC) WHERE date IS NOT NULL;
"""


def build(publication: Path, file: Path) -> None:
    """Write the index of a published store (its directory) to a file that does not exist yet."""
    store = Store.read_only(str(publication))
    with closing(sqlite3.connect(file)) as index:
        index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        writing = _Writing(store, index)
        writing.things()
        writing.articles()
        writing.pieces()
        writing.copies()
        writing.changes(publication)
        index.executescript(_INDEXES)
        index.commit()


class _Writing:
    def __init__(self, store: Store, index: sqlite3.Connection) -> None:
        self.store, self.index = store, index
        self.aside = facts_aside(store)
        self.facts, self.of_articles = _connections(store, self.aside)
        self.above = _above(store)

    def things(self) -> None:
        """What has names: people, institutions, places, undertakings, events."""
        keys = (quad.subject for quad in self.store.quads_for_pattern(None, k.key, None, _DEFAULT))
        nodes = {node.value for node in keys if isinstance(node, NamedNode)}
        for node in sorted(nodes, key=lambda iri: (-self.facts[iri], iri)):
            names = self._texts(node, k.name)
            label = next(iter(self._texts(node, k.RDFS_LABEL)), None) or next(iter(names), node)
            classes = self._classes(node)
            self._add(node, label, self._finest(node, classes), self.facts[node], {label, *names}, classes)

    def articles(self) -> None:
        """Articles go by their titles."""
        found = self.store.quads_for_pattern(None, k.RDF_TYPE, k.Article, _DEFAULT)
        iris = {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
        dates = {iri: next(iter(self._texts(iri, k.date)), None) for iri in sorted(iris)}
        for iri, date in sorted(dates.items(), key=lambda item: item[1] or "", reverse=True):
            title = next(iter(self._texts(iri, k.title)), iri)
            publisher = next(iter(self._texts(iri, k.publisher)), None)
            count = self.of_articles[iri.rpartition("/")[2]]
            self._add(iri, title, ARTICLE, count, {title}, {ARTICLE}, date, publisher)

    def _add(
        self, iri: str, label: str, kind: str, facts: int, names: set[str], classes: set[str],
        date: str | None = None, publisher: str | None = None,
    ) -> None:  # fmt: skip
        row = (iri, label, kind, facts, date, publisher)
        insert = "INSERT INTO thing (iri, label, kind, facts, date, publisher) VALUES (?, ?, ?, ?, ?, ?)"
        number = self.index.execute(insert, row).lastrowid
        keys = {(fold(name), name) for name in names}
        self.index.executemany("INSERT INTO name VALUES (?, ?, ?)", ((key, number, name) for key, name in keys))
        words = {word for key, _ in keys for word in key.split()}
        if kind != ARTICLE:
            words |= {fold(short) for name in names if (short := acronym(name))}
        self.index.executemany("INSERT INTO word VALUES (?, ?)", ((word, number) for word in words))
        self.index.executemany("INSERT INTO class VALUES (?, ?, ?)", ((one, number, facts) for one in classes))

    def copies(self) -> None:
        """The articles that have nearly the same text as another, with the one that stands for all of them."""
        texts = {
            iri: Text(next(iter(self._texts(iri, k.textKey)), iri), next(iter(self._texts(iri, k.sketch)), ""))
            for (iri,) in self.index.execute("SELECT iri FROM thing WHERE kind = ? ORDER BY iri", (ARTICLE,))
        }
        found = originals(texts)
        having = Counter(found.values())
        pairs = ((article, original) for article, original in found.items() if having[original] > 1)
        self.index.executemany("INSERT INTO copy VALUES (?, ?)", pairs)

    def changes(self, publication: Path) -> None:
        """What changed since the publication before, if there is one."""
        found = changes(publication, self.store, lambda iri: self._finest(iri, self._classes(iri)))
        if found is not None:
            self.index.execute("INSERT INTO changes VALUES (?)", (found.as_json(),))

    def _finest(self, iri: str, classes: set[str]) -> str:
        """The class that a thing is shown with."""
        return next(iter(finest(iri, classes, self.above.__getitem__)), "Thing")

    def pieces(self) -> None:
        """The pieces of all words, by which those that look alike are found."""
        words = [word for (word,) in self.index.execute("SELECT DISTINCT word FROM word")]
        pairs = ((piece, word) for word in words if len(word) >= _SHORTEST for piece in pieces(word))
        self.index.executemany("INSERT INTO piece VALUES (?, ?)", pairs)

    def _classes(self, iri: str) -> set[str]:
        found = self.store.quads_for_pattern(NamedNode(iri), k.RDF_TYPE, None, _DEFAULT)
        values = (quad.object.value for quad in found if isinstance(quad.object, NamedNode))
        return {value.removeprefix(k.K) for value in values if value.startswith(k.K)}

    def _texts(self, iri: str, name: NamedNode) -> list[str]:
        found = self.store.quads_for_pattern(NamedNode(iri), name, None, _DEFAULT)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))


def acronym(name: str) -> str | None:
    """The initials of a name that may have them for a short name.

    >>> acronym("Development Bank of Kazakhstan"), acronym("World Bank"), acronym("road from Astana")
    ('DBK', None, None)
    """
    words = [word for word in re.split(r"[\W_]+", name) if word and word.casefold() not in _LITTLE]
    initials = "".join(word[0] for word in words)
    return initials if len(words) > 2 and initials.isalpha() and initials.isupper() else None


def pieces(word: str) -> set[str]:
    """The pieces of three letters of a word, its beginning and end among them.

    >>> sorted(pieces("bank"))
    [' ba', 'ank', 'ban', 'nk ']
    """
    whole = f" {word} "
    return {whole[place : place + 3] for place in range(len(whole) - 2)}


def _connections(store: Store, beside: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """How many facts each thing stands in, by IRI, and how many each article states, by key.

    What stands ``beside`` does not count (``graph.changes.facts_aside``).
    """
    start = f"{base_of(store)}id/fact/"
    things = Counter[str]()
    for name in _ENDS:
        for quad in store.quads_for_pattern(None, name, None, _DEFAULT):
            fact, end = quad.subject, quad.object
            if isinstance(fact, NamedNode) and isinstance(end, NamedNode) and fact.value.startswith(start):
                things[end.value] += fact.value not in beside
    articles = Counter[str]()
    for article, reported in _reported(store):
        articles[article] += reported not in beside
    return things, articles


def _reported(store: Store) -> Iterator[tuple[str, str]]:
    """Pairs of an article's key and a fact that it states, each once."""
    seen: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, k.reports, None, _DEFAULT):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            seen[quad.subject.value.split("/")[-2]].add(quad.object.value)
    return ((article, fact) for article, facts in seen.items() for fact in facts)


def _above(store: Store) -> dict[str, set[str]]:
    """By class (local name), all that it is a subclass of."""
    direct: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, _SUBCLASS, None, _DEFAULT):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            direct[quad.subject.value.removeprefix(k.K)].add(quad.object.value.removeprefix(k.K))

    def closure(name: str, known: frozenset[str]) -> set[str]:
        news = direct.get(name, set()) - known
        return news.union(*(closure(one, known | news) for one in news)) if news else set()

    return defaultdict(set, {name: closure(name, frozenset()) for name in list(direct)})
