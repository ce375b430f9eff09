"""Loading: from files to the store, with what became of each input."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.store import GraphStore, Outcome, Status
from loaders.article import Article
from loaders.facts import Reading
from loaders.parallel import readings
from loaders.reading.reader import READER
from loaders.sources import articles
from ontology.errors import LoadError


def loading(
    store: GraphStore, inputs: Iterable[str | Path], *, workers: int | None = None
) -> Iterator[Outcome | LoadError]:
    """Load files and folders into an open store; for each article, in order, what became of it or why not.

    An article that the store holds already, read by this reader, is not read again.
    """
    aside: deque[Outcome | LoadError] = deque()

    def fresh() -> Iterator[Reading]:
        found = _unless_current(store, articles(inputs))
        items: Iterator[Reading | Outcome | LoadError] = readings(found, workers=workers, base=store.minter.base)
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


def _unless_current(store: GraphStore, items: Iterable[Article | LoadError]) -> Iterator[Article | Outcome | LoadError]:
    for item in items:
        if isinstance(item, Article) and store.is_current(item, READER):
            iri = store.minter.article(item.key)
            yield Outcome(article=iri, status=Status.UNCHANGED, source=item.source)
        else:
            yield item
