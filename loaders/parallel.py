"""Many articles read at once, by processes that share nothing; the readings come in the order of the articles."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeVar

from loaders.article import Article
from loaders.facts import Reading
from loaders.readers.face import RULES, Reader
from loaders.readers.installed import reader_named
from ontology.errors import LoadError
from ontology.iris import BASE
from ontology.reference import Knowledge

Other = TypeVar("Other")
ENOUGH: Final = 40
"""Fewer articles than this are read sooner in one process than others are started."""
_AHEAD: Final = 8
"""Articles given out per worker before the first of them is back: keeps all busy, and the memory bounded."""


def readings(
    articles: Iterable[Article | Other], *, workers: int | None = None, base: str = BASE, reader: str = RULES
) -> Iterator[Reading | LoadError | Other]:
    """A reading for each article, in order; what is no article passes through in its place.

    ``reader`` is the name of an installed reader. An article that it fails on yields a ``LoadError``. Raises
    ``UnknownReader`` for a name that none has, and ``ReaderError`` where the reader can read no article at all.

    ``workers`` is the number of processes; ``None`` takes one for each processor if there are many articles. The
    result is the same for any number. A script that asks for several must do so under ``if __name__ == "__main__":``,
    as with every use of ``multiprocessing``.
    """
    chosen = reader_named(reader)
    source = iter(articles)
    if workers is None:
        first = list(islice(source, ENOUGH))
        source = chain(first, source)
        workers = processors() if len(first) >= ENOUGH else 1
    if workers <= 1:
        knowledge = Knowledge.load(base)
        for article in source:
            yield _read(chosen, article, knowledge) if isinstance(article, Article) else article
    else:
        yield from _spread(source, workers, base, reader)


def processors() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spread(
    source: Iterator[Article | Other], workers: int, base: str, reader: str
) -> Iterator[Reading | LoadError | Other]:
    # Spawned, not forked: a fork would copy a store that is open for writing, and its threads half.
    context = multiprocessing.get_context("spawn")
    # Ctrl-C is the main process's business: it gives out no more articles and ends the workers.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=signal.signal, initargs=ignore)
    waiting: deque[_Pending | Other] = deque()
    try:
        for article in source:
            if isinstance(article, Article):
                waiting.append(_Pending(article.source, pool.submit(_work, article, base, reader)))
            else:
                waiting.append(article)
            if len(waiting) >= workers * _AHEAD:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Pending:
    """An article that was given out."""

    name: str
    future: Future[Reading | LoadError]


def _result(item: _Pending | Other) -> Reading | LoadError | Other:
    if not isinstance(item, _Pending):
        return item
    try:
        return item.future.result()
    except BrokenProcessPool as error:
        message = (
            f"A process ended while it read {item.name} or its neighbors, perhaps for lack of memory: try --workers 1."
        )
        raise LoadError(message) from error


def _work(article: Article, base: str, reader: str) -> Reading | LoadError:
    return _read(reader_named(reader), article, Knowledge.load(base))


def _read(reader: Reader, article: Article, knowledge: Knowledge) -> Reading | LoadError:
    """The reading; an article that the reader fails on is skipped like any other that cannot be read."""
    try:
        return reader.read(article, knowledge)
    except LoadError as error:
        return error
