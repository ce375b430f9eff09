"""The store on disk: what every loaded article says, each article whole or not at all.

    DIRECTORY/format            version of this layout, base of the IRIs
    DIRECTORY/lock              held by the one writer
    DIRECTORY/live/             Oxigraph: per article two graphs, and one graph that says what is loaded
    DIRECTORY/archive/          the texts (``graph.archive``)
    DIRECTORY/corrections/      what people put right (``graph.corrected``), unless that is kept elsewhere
    DIRECTORY/publications/     what readers see (``graph.publications``)
    DIRECTORY/releases/         its dumps (``graph.releases``)

The live store is no dataset to query: an article's assertions lie in a graph of their own, so that replacing and
forgetting touch nothing else. ``graph.publish`` makes the dataset of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.archive import Archive, version_of
from graph.directory import locked, require_store, settled_base, settled_corrections, settled_share
from graph.quads import Quads
from loaders.article import Article
from loaders.facts import Reading, Refused
from loaders.quads import Share, quads
from ontology import terms as k
from ontology.errors import StoreError
from ontology.iris import Minter

ASSERTIONS: Final = "urn:kerege:live:assertions:"
"""Where the graphs begin in which the live store keeps what articles put into the default graph."""
_LOADED: Final = NamedNode("urn:kerege:live:loaded")
_CONTENT: Final = NamedNode("urn:kerege:live:content")
_SHARE: Final = NamedNode("urn:kerege:live:share")
_VERSION: Final = NamedNode("urn:kerege:live:version")
_DEFAULT: Final = DefaultGraph()
_SETTLE_EVERY: Final = 500
"""Articles after which a long load is made to survive a power failure."""


class Status(StrEnum):
    """What loading did to one article."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one reading."""

    article: str
    """The article's IRI."""
    status: Status
    source: str
    """Where the article came from, for messages."""
    refused: tuple[Refused, ...] = ()
    """What its reader said besides, and was not let in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An article that the store holds."""

    iri: str
    key: str
    digest: str
    """SHA-256 of its text."""
    reader: str
    """Name and version of the reader that read it."""
    share: Share
    """How much of its text its quads hold."""
    version: str
    """Of its text and what is known about it (``graph.archive.version_of``)."""
    content: str
    """Digest of its quads: the same content publishes the same."""


class GraphStore:
    """The one writer of a store directory, to be used as a context manager."""

    def __init__(
        self,
        path: Path | str,
        *,
        base: str | None = None,
        share: Share | None = None,
        corrections: Path | str | None = None,
        create: bool = True,
    ) -> None:
        """Open the store for writing, making it if it is new.

        ``base`` is where instances' IRIs begin; a store keeps the one it was made with. ``share`` says how much of
        the texts the graph may hold, for the articles loaded from now on, ``corrections`` names the folder of the
        corrections that publishing applies; these are kept, too, until told otherwise.

        Raises ``StoreError`` if another process writes to the store, if it has another format or base, or if the
        directory is something else.
        """
        self.path = Path(path)
        self._lock: IO[str] | None = None
        require_store(self.path, create=create)
        self._lock = locked(self.path)
        try:
            self.minter = Minter(settled_base(self.path, base))
            self.share = settled_share(self.path, share)
            self.corrections = settled_corrections(self.path, corrections)
            self.archive = Archive(self.path / "archive")
            try:
                self.live = Store(self.path / "live")
            except OSError as error:
                raise StoreError(
                    f"The store {self.path} cannot be opened ({error}). If no other program has it open, it is"
                    " damaged: put it back from a copy, or load its articles into a new one."
                ) from error
            self.archive.sweep({(a.key, a.version) for a in self.articles()})
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Make everything lasting and let other writers in; closing twice does no harm."""
        if hasattr(self, "live"):
            self.settle()
            del self.live
        if self._lock:
            self._lock.close()
            self._lock = None

    def load(self, readings: Iterable[Reading]) -> Iterator[Outcome]:
        """Load readings one by one, each wholly or not at all, yielding what became of each.

        A reading whose article is there with the same text, read by the same reader, costs nothing more. When the
        iteration has ended, what was loaded survives a power failure.
        """
        count = 0
        try:
            for reading in readings:
                yield self._load(reading)
                count += 1
                if count % _SETTLE_EVERY == 0:
                    self.settle()
        finally:
            if count and hasattr(self, "live"):
                self.settle()

    def put(self, article: Article, reader: str, content: Iterable[Quad]) -> Outcome:
        """Load one article's quads as they are (``loaders.quads`` says how they must look), atomically.

        Raises ``StoreError`` if a quad is in another graph than the default one or the article's, or has a blank node.
        """
        iri = self.minter.article(article.key)
        before = self.state_of(article.key)
        new = tuple(content)
        _require_own(new, iri)
        loaded = Loaded(
            iri=iri,
            key=article.key,
            digest=article.digest,
            reader=reader,
            share=self.share,
            version=version_of(article),
            content=_digest(new),
        )
        placed = [*_placed(new, iri), *_marks(loaded)]
        self.archive.keep(article)
        if before:
            self.live.update(_replacement(iri, placed))
            if before.version != loaded.version:
                self.archive.drop(before.key, before.version)
        else:
            self.live.extend(placed)
        status = Status.REPLACED if before else Status.LOADED
        return Outcome(article=iri, status=status, source=article.source)

    def is_current(self, article: Article, reader: str) -> bool:
        """Whether the store holds this very text, read by this reader: ask before reading."""
        state = self.state_of(article.key)
        if state is None or (state.digest, state.reader, state.share) != (article.digest, reader, self.share):
            return False
        return state.version == version_of(article)

    def state_of(self, key: str) -> Loaded | None:
        """What the store holds of the article with this key (``Article.key``); ``None`` if nothing."""
        return _loaded(self.live, self.minter.article(key))

    def forget(self, article: str) -> bool:
        """Take away everything that only this article (its IRI) says, its text too; ``False`` if it is not there."""
        state = _loaded(self.live, article)
        if state is None:
            return False
        self.live.update(_replacement(article, ()))
        self.archive.drop(state.key, state.version)
        self.settle()
        return True

    def articles(self) -> Iterator[Loaded]:
        """Every article in the store, by IRI."""
        found = self.live.quads_for_pattern(None, _CONTENT, None, _LOADED)
        for iri in sorted(_iri(quad.subject) for quad in found):
            if state := _loaded(self.live, iri):
                yield state

    def texts(self) -> Iterator[Article]:
        """Every article as it was loaded, to be read again."""
        for loaded in self.articles():
            yield self.archive.article(loaded.key, loaded.version)

    def settle(self) -> None:
        """Make everything loaded so far survive a power failure."""
        self.archive.settle()
        self.live.flush()

    def _load(self, reading: Reading) -> Outcome:
        article = reading.article
        if self.is_current(article, reading.reader):
            iri = self.minter.article(article.key)
            return Outcome(article=iri, status=Status.UNCHANGED, source=article.source)
        outcome = self.put(article, reading.reader, quads(reading, self.minter, self.share))
        return replace(outcome, refused=reading.refused)


def assertions_of(live: Quads, article: str) -> Iterator[Quad]:
    """What an article puts into the default graph, in the graph where the live store keeps it."""
    return live.quads_for_pattern(None, None, None, NamedNode(ASSERTIONS + article))


def assertions_of_class(live: Store, article: str, cls: NamedNode) -> Iterator[NamedNode]:
    """The assertions of an article that are of a class."""
    for quad in live.quads_for_pattern(None, k.RDF_TYPE, cls, NamedNode(ASSERTIONS + article)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def described_in(live: Store, article: str, node: NamedNode) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """What an article says of one of its assertions or passages."""
    for quad in live.quads_for_pattern(node, None, None, NamedNode(ASSERTIONS + article)):
        if isinstance(quad.object, NamedNode | Literal):
            yield quad.predicate, quad.object


def date_in(live: Store, article: str) -> str:
    """The date of a loaded article, in ISO form; empty where unknown."""
    found = live.quads_for_pattern(NamedNode(article), k.date, None, NamedNode(ASSERTIONS + article))
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), "")


def content_of(live: Store, article: str) -> Iterator[Quad]:
    """An article's quads as they were loaded: those of the default graph, and those of its own graph."""
    for quad in assertions_of(live, article):
        yield Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
    yield from live.quads_for_pattern(None, None, None, NamedNode(article))


def is_article_graph(graph: object) -> bool:
    """Whether a graph of the live store is one that gets published as it is."""
    return isinstance(graph, NamedNode) and not graph.value.startswith("urn:kerege:live:")


def article_of_graph(graph: object) -> str | None:
    """The article to which a graph of the live store belongs."""
    if not isinstance(graph, NamedNode) or graph == _LOADED:
        return None
    return graph.value.removeprefix(ASSERTIONS)


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise StoreError(f"The live store holds {term} where an IRI belongs; load its articles into a new store.")
    return term.value


def _loaded(live: Store, iri: str) -> Loaded | None:
    found = {q.predicate: q.object for q in live.quads_for_pattern(NamedNode(iri), None, None, _LOADED)}
    if not found:
        return None
    text = {name: term.value for name, term in found.items() if isinstance(term, Literal)}
    return Loaded(
        iri=iri,
        key=iri.rpartition("/")[2],
        digest=text[k.digest],
        reader=text[k.reader],
        share=Share(text[_SHARE]),
        version=text[_VERSION],
        content=text[_CONTENT],
    )


def _marks(loaded: Loaded) -> Iterator[Quad]:
    node = NamedNode(loaded.iri)
    yield Quad(node, k.digest, Literal(loaded.digest), _LOADED)
    yield Quad(node, k.reader, Literal(loaded.reader), _LOADED)
    yield Quad(node, _SHARE, Literal(loaded.share.value), _LOADED)
    yield Quad(node, _VERSION, Literal(loaded.version), _LOADED)
    yield Quad(node, _CONTENT, Literal(loaded.content), _LOADED)


def _require_own(content: tuple[Quad, ...], iri: str) -> None:
    own = (_DEFAULT, NamedNode(iri))
    for quad in content:
        if quad.graph_name not in own:
            raise StoreError(f"The article {iri} may not write to the graph {quad.graph_name}.")
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            raise StoreError(f"Blank nodes and triple terms are not stored; mint an IRI instead: {quad}")


def _placed(content: tuple[Quad, ...], iri: str) -> Iterator[Quad]:
    aside = NamedNode(ASSERTIONS + iri)
    for quad in content:
        yield Quad(quad.subject, quad.predicate, quad.object, aside) if quad.graph_name == _DEFAULT else quad


def _replacement(iri: str, content: Iterable[Quad]) -> str:
    """One update, so one transaction, that swaps an article's quads for others."""
    old = f"DROP SILENT GRAPH <{iri}> ; DROP SILENT GRAPH <{ASSERTIONS}{iri}> ;\n"
    old += f"DELETE WHERE {{ GRAPH {_LOADED} {{ <{iri}> ?p ?o }} }}"
    graphs: dict[str, list[str]] = {}
    for quad in content:
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object}")
    new = "\n".join(f"GRAPH {graph} {{ {' . '.join(triples)} }}" for graph, triples in graphs.items())
    return f"{old} ;\nINSERT DATA {{ {new} }}" if new else old


def _digest(content: tuple[Quad, ...]) -> str:
    return hashlib.sha256("\n".join(sorted(map(str, content))).encode("utf-8")).hexdigest()
