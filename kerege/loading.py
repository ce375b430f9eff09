"""Loading: from files to the store, with what became of each input."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.store import GraphStore, Outcome, Status
from loaders.article import Article
from loaders.facts import Reading
from loaders.parallel import readings
from loaders.readers.face import RULES
from loaders.readers.installed import reader_named
from loaders.sources import articles
from ontology.errors import LoadError


def loading(
    store: GraphStore, inputs: Iterable[str | Path], *, workers: int | None = None, reader: str = RULES
) -> Iterator[Outcome | LoadError]:
    """Load files and folders into an open store; for each article, in order, what became of it or why not.

    ``reader`` is the name of an installed reader; an article that the store holds already, read by this one, is not
    read again.
    """
    version = reader_named(reader).version
    aside: deque[Outcome | LoadError] = deque()

    def fresh() -> Iterator[Reading]:
        found = _unless_current(store, articles(inputs), version)
        items: Iterator[Reading | Outcome | LoadError] = readings(
            found, workers=workers, base=store.minter.base, reader=reader
        )
        for item in items:
            if isinstance(item, Reading):
                yield item
            else:
                aside.append(item)

    for outcome in store.load(fresh()):
        while aside:
            yield aside.popleft()
        yield outcome
    yield from aside


def _unless_current(
    store: GraphStore, items: Iterable[Article | LoadError], version: str
) -> Iterator[Article | Outcome | LoadError]:
    for item in items:
        if isinstance(item, Article) and store.is_current(item, version):
            iri = store.minter.article(item.key)
            yield Outcome(article=iri, status=Status.UNCHANGED, source=item.source)
        else:
            yield item
