"""Asking watched questions of what a store has published, one after another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Store

from graph.ask import Questions
from graph.ledger import Ledger, standing
from graph.publications import newest_published
from graph.watching import News, Watch, news_of
from graph.watching_files import Watches
from graph.workers import TIMEOUT
from ontology.errors import QueryError
from queries.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A watch that could not be asked, and why; what is known of it stays as it was."""

    watch: Watch
    error: QueryError


def run(
    watches: Watches, store: Path, names: Collection[str] = (), *, timeout: float = TIMEOUT
) -> Iterator[News | Failed]:
    """Ask all watches, or those of some names, in the order of their file.

    The news of a watch is remembered when the next item is asked for, so that what was not told is told again after an
    interruption. Raises ``WatchError`` for a list or state that cannot be read, or is in use, and ``StoreError``.
    """
    wanted = [watches.named(name) for name in names] if names else watches.all()
    publication, catalogue = newest_published(store), Catalogue.load()
    with watches.locked():
        known, opened, ledger = watches.known(), Store.read_only(str(publication.store)), Ledger.of(publication.path)
        with Questions(publication.store, catalogue=catalogue, timeout=timeout) as questions:
            for watch in wanted:
                now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
                try:
                    news = news_of(
                        watch, questions, catalogue, known.get(watch.name),
                        lambda iri: standing(opened, ledger, iri), now,
                    )  # fmt: skip
                except QueryError as error:
                    yield Failed(watch=watch, error=error)
                    continue
                yield news
                known[watch.name] = news.known
                watches.learn(known)
