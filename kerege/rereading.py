"""Reading the archived texts again with a newer reader, and what that changes.

Each article is replaced by one transaction when its new reading is there, so an interruption leaves every article as
the old reader or as the new one has read it, and the next run goes on with those that are left. An article that cannot
be read again stays as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from graph.store import GraphStore, Loaded, content_of
from loaders.article import Article
from loaders.facts import Reading, Refused
from loaders.parallel import readings
from loaders.quads import quads
from loaders.readers.installed import name_of, reader_named
from ontology import terms as k
from ontology.errors import LoadError, ReaderError, StoreError

_SETTLE_EVERY: Final = 100
"""Articles after which what was read again is made to survive a power failure."""
_HOW: Final = frozenset({k.RDF_TYPE, k.rule, k.statedIn, k.evidence, k.quotation})
"""Properties of an assertion that do not tell what it states."""

Told = frozenset[tuple[str, frozenset[tuple[str, str]]]]
"""What an article states: kind of fact, and the properties that tell it from others of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What reading one article again changed."""

    article: str
    """The article's IRI."""
    name: str
    """Its title, else where it came from."""
    reader: str
    """The reader that had read it."""
    facts: int
    """How many facts it has now, mentions included."""
    gained: Mapping[str, int]
    """Facts that it did not have before, by kind."""
    lost: Mapping[str, int]
    """Facts that it has no more, by kind."""
    changed: bool
    """Whether anything is different, also where no fact is: a sentence, a spelling, a class, a rule."""
    refused: tuple[Refused, ...] = ()
    """What its reader said now, and was not let in."""


def due(store: GraphStore, *, reader: str | None = None, force: bool = False) -> list[Loaded]:
    """The articles that are not read as the present version of their reader, or of ``reader``, would; all by ``force``.

    Those of one reader stand together. An article whose reader is not installed is due.
    """
    states = [state for state in store.articles() if force or state.reader != _present(reader or name_of(state.reader))]
    return sorted(states, key=lambda state: name_of(state.reader)) if reader is None else states


def readers_of(store: GraphStore, *, force: bool = False) -> list[str]:
    """The names of the readers that will read what is due again, of those that can."""
    names = sorted({name_of(state.reader) for state in due(store, force=force)})
    return [name for name in names if _present(name) is not None]


def _present(reader: str) -> str | None:
    try:
        return reader_named(reader).version
    except ReaderError:
        return None


def rereading(
    store: GraphStore,
    *,
    reader: str | None = None,
    force: bool = False,
    workers: int | None = None,
    dry: bool = False,
) -> Iterator[Change | LoadError]:
    """Read again what is due, and keep it unless ``dry``; for each article, what changed or why it stays as it was.

    Each is read by the reader that had read it, in its present version, or by the one named ``reader``.
    """
    if reader is not None:
        reader_named(reader)
    states = due(store, reader=reader, force=force)
    for name, group in groupby(states, key=lambda state: reader or name_of(state.reader)):
        yield from _by(name, store, list(group), workers=workers, dry=dry)


def _by(
    reader: str, store: GraphStore, states: list[Loaded], *, workers: int | None, dry: bool
) -> Iterator[Change | LoadError]:
    try:
        reader_named(reader)
    except ReaderError as error:
        yield from (LoadError(f"{state.iri} was read by {reader}: {error}") for state in states)
        return
    done = 0
    try:
        for reading in readings(_texts(store, states), workers=workers, base=store.minter.base, reader=reader):
            if isinstance(reading, LoadError):
                yield reading
                continue
            yield _reread(store, reading, dry=dry)
            done += 1
            if done % _SETTLE_EVERY == 0:
                store.settle()
    finally:
        if done and not dry:
            store.settle()


def _texts(store: GraphStore, states: Iterable[Loaded]) -> Iterator[Article | LoadError]:
    for state in states:
        try:
            yield store.archive.article(state.key, state.version)
        except StoreError as error:
            yield LoadError(str(error))


def _reread(store: GraphStore, reading: Reading, *, dry: bool) -> Change:
    article = reading.article
    before = store.state_of(article.key)
    if before is None:
        raise StoreError(f"The article {article.source} vanished from the store while it was read again.")
    store.share = before.share
    fresh = list(quads(reading, store.minter, before.share))
    as_stored = Store()  # which writes literals as the live store does
    as_stored.extend(fresh)
    old, new = set(content_of(store.live, before.iri)), set(as_stored)
    if not dry:
        store.put(article, reading.reader, fresh)
    was, now = told(old), told(new)
    return Change(
        article=before.iri,
        name=article.title or article.source,
        reader=before.reader,
        facts=len(now),
        gained=_by_kind(now - was),
        lost=_by_kind(was - now),
        changed=_without_reader(old) != _without_reader(new),
        refused=reading.refused,
    )


def told(content: Iterable[Quad]) -> Told:
    """What an article's quads state; two assertions that differ in their sentences or rules only are one."""
    about: dict[str, list[Quad]] = {}
    for quad in content:
        if isinstance(quad.subject, NamedNode):
            about.setdefault(quad.subject.value, []).append(quad)
    return frozenset(
        (
            _kind(said),
            frozenset((quad.predicate.value, str(quad.object)) for quad in said if quad.predicate not in _HOW),
        )
        for said in about.values()
        if any(quad.predicate == k.statedIn for quad in said)
    )


def _kind(said: Iterable[Quad]) -> str:
    """An assertion's kind in words: its class, or its relation where it has no other class than Assertion.

    “financing”, “event report”, “met with”.
    """
    types = [quad.object for quad in said if quad.predicate == k.RDF_TYPE and quad.object != k.Assertion]
    terms = types or [quad.object for quad in said if quad.predicate == k.predicate]
    names = sorted(term.value.removeprefix(k.K) for term in terms if isinstance(term, NamedNode))
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names[0]).lower() if names else "assertion"


def _by_kind(facts: Told) -> dict[str, int]:
    counts = Counter(kind for kind, _ in facts)
    return {kind: counts[kind] for kind in sorted(counts)}


def _without_reader(content: set[Quad]) -> set[Quad]:
    return {quad for quad in content if quad.predicate != k.reader}
