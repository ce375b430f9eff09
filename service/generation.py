"""One publication as it is served: its workers, its answers, and who still uses it.

A request belongs to one generation from its beginning to its end, so that no answer mixes two publications. A newer
publication makes a new generation; the old one is closed when its last request is answered.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Self

from pyoxigraph import Store

from graph.ask import Questions
from graph.ledger import Ledger
from graph.network.page import STATIC as DRAWN
from graph.publications import Manifest, Publication
from graph.releases import tag_of
from graph.stats import Coverage, base_of, coverage
from ontology.errors import StoreError
from service.cache import Answers
from service.finding import Finder
from service.indexing import Index
from service.pool import Pool
from service.runner import Runner
from service.settings import Settings
from service.worker import WorkerEnded

_LATER: Final = 10.0
"""Seconds after which what few ask for is made ready, if nobody has asked before."""
_SOON: Final = 2.0
"""The same where it takes a moment."""
LARGE: Final = 20_000
"""Facts beyond which an index is needed to choose some of them in a moment."""
_IMPATIENT: Final = 1.5
"""Seconds from the beginning that pages wait for the index of names of a large graph, which takes minutes."""
_BROKEN: Final = (OSError, RuntimeError, ValueError, WorkerEnded)
"""What a store that is damaged, or that no process can be started for, is met with."""


@cache
def _program() -> bytes:
    """A digest of the service's own files: another version may write other pages of the same publication."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(file for folder in (Path(__file__).parent, DRAWN.parent) for file in folder.rglob("*")):
        if file.suffix in (".py", ".html", ".css", ".js", ".svg"):
            digest.update(file.read_bytes())
    return digest.digest()


class Generation:
    """One publication as it is served."""

    def __init__(self, publication: Publication, settings: Settings) -> None:
        """Open the publication; raises ``StoreError`` if it cannot be opened. Workers start with ``start``."""
        self.publication, self._settings = publication, settings
        self.manifest: Manifest = publication.manifest()
        try:
            self.store = Store.read_only(str(publication.store))
            self.base = base_of(self.store)
        except _BROKEN as error:
            raise _unreadable(publication, error) from error
        self.pool = Pool(publication.store, settings)
        self.answers = Answers(settings.cache)
        self.finder = Finder(publication.store)
        self.agreement = Index(publication.store, "graph.agreement_index")
        self.ties = Index(publication.store, "graph.network.tie_index")
        self.hubs = Index(publication.store, "graph.hub_index")
        changed = (publication.path / "manifest.json").stat().st_mtime
        self.published = datetime.fromtimestamp(int(changed), UTC)
        self._users, self._retired = 0, False
        self._ledger: Ledger | None = None
        self._closed: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, publication: Publication, settings: Settings) -> Self:
        """A generation whose workers run; raises ``StoreError`` if they cannot, and leaves no process behind then."""
        generation = cls(publication, settings)
        try:
            await generation.pool.start()
            generation.finder.start()
            await asyncio.to_thread(lambda: generation.coverage)
            large = generation.coverage.facts > LARGE
            generation.agreement.start_after(_LATER if large else _SOON)
            if large:
                generation.finder.patience = _IMPATIENT
                generation.ties.start_after(_LATER)
                generation.hubs.start()
        except BaseException as error:
            await generation.close()
            if isinstance(error, _BROKEN):
                raise _unreadable(publication, error) from error
            raise
        return generation

    @property
    def number(self) -> int:
        """Of the publication."""
        return self.publication.number

    @property
    def path(self) -> Path:
        """The folder of the publication."""
        return self.publication.path

    @property
    def hub_file(self) -> Path | None:
        """Where the index of hubs is, once it is made; small graphs have none."""
        return self.hubs.file if self.hubs.made else None

    @cached_property
    def last_modified(self) -> str:
        """When it was published, as HTTP writes dates."""
        return format_datetime(self.published, usegmt=True)

    @cached_property
    def content(self) -> str:
        """What its release is known by (``graph.releases``)."""
        return tag_of(self.manifest)

    @cached_property
    def tag(self) -> str:
        """What its answers depend on: what it was made of, this version of the service, settings that they show."""
        told = self._settings
        shown = repr((told.public, told.prefix, told.services, told.limits)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(self.manifest.as_json() + _program() + shown, digest_size=8).hexdigest()

    @cached_property
    def coverage(self) -> Coverage:
        """What the graph covers; read when the generation starts."""
        return coverage(self.store)

    def etag(self, *parts: str) -> str:
        """The entity tag of a representation; ``parts`` are all that it depends on beside the publication."""
        whole = "\x1f".join((self.tag, *parts)).encode("utf-8", "surrogatepass")
        return f'"{hashlib.blake2b(whole, digest_size=12).hexdigest()}"'

    @cached_property
    def runner(self) -> Runner:
        """Who answers queries over it; made in the event loop."""
        return Runner(self.pool, self.publication.store, self.base, self._settings)

    @cached_property
    def questions(self) -> Questions:
        """The stored queries, asked of this publication; to be called from other threads than the event loop's."""
        return Questions(self.publication.store, runner=self.runner)

    def ledger(self) -> Ledger:
        """What earlier publications described and this one does not; read when it is first needed, so in a thread."""
        if self._ledger is None:
            self._ledger = Ledger.of(self.path)
        return self._ledger

    @contextmanager
    def used(self) -> Generator[Callable[[], None]]:
        """Keep it open as long as the block runs, or until what is yielded is called."""
        using = True
        self._users += 1

        def end() -> None:
            nonlocal using
            if using:
                using = False
                self._users -= 1
                self._close_if_unused()

        try:
            yield end
        finally:
            end()

    def retire(self) -> None:
        """Close it as soon as nobody uses it."""
        self._retired = True
        self._close_if_unused()

    @property
    def used_still(self) -> bool:
        """Whether it is not closed, nor being closed."""
        return self._closed is None or not self._closed.done()

    async def close(self) -> None:
        """Close it now."""
        await self.pool.close()
        await self.finder.close()
        await self.agreement.close()
        await self.ties.close()
        await self.hubs.close()

    def _close_if_unused(self) -> None:
        if self._retired and not self._users and self._closed is None:
            self._closed = asyncio.create_task(self.close())


def _unreadable(publication: Publication, error: Exception) -> StoreError:
    reason = " ".join(str(error).split()).rstrip(".")
    return StoreError(f"The publication {publication.path} cannot be opened: {reason}. Publish anew: kerege load.")
