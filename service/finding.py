"""Finding things by their names in the index of a publication, which a process of its own makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph import name_search
from graph.changes import Changes
from graph.name_search import Found, Suggestions, Thing
from service.indexing import Index
from service.problems import Problem

_PATIENCE: Final = 8.0
"""Seconds from its beginning that pages which would do without the index wait for it; later they do without at once."""


class Finder:
    """The index of one publication."""

    def __init__(self, publication: Path) -> None:
        """``publication`` is the directory of a published store; nothing is read before ``start``."""
        self._index = Index(publication, "graph.name_index")
        self.patience = _PATIENCE

    def start(self) -> None:
        """Begin to make the index, beside the event loop."""
        self._index.start()

    async def ready(self) -> bool:
        """Whether it is made; waits a little if it is not."""
        return self.made or await self._index.ready(self.patience)

    async def awaited(self) -> None:
        """Wait a little for it; raises ``Problem`` 503 if it is still being made then."""
        if not await self.ready() and self._index.pending:
            raise Problem(503, "The names are being indexed just now: ask again soon.", headers={"Retry-After": "5"})

    @property
    def made(self) -> bool:
        """Whether it is made."""
        return self._index.made

    async def close(self) -> None:
        """Stop making it, and remove it."""
        await self._index.close()

    async def search(self, text: str, *, kind: str | None = None, skip: int = 0, count: int = 25) -> Found:
        """Things of a class with a name that has words beginning as those of ``text`` do, the best known first."""
        return await self._index.asked(lambda index: name_search.search(index, text, kind, skip, count))

    async def suggestions(self, text: str, kinds: Sequence[str], count: int) -> Suggestions:
        """What a name of a thing of some classes that is being typed may become."""
        return await self._index.asked(lambda index: name_search.suggestions(index, text, kinds, count))

    async def most_connected(self, kind: str, count: int) -> tuple[Thing, ...]:
        """The things of a class (by local name) that stand in most facts."""
        return await self._index.asked(lambda index: name_search.most_connected(index, kind, count))

    async def newest(self, count: int) -> tuple[Thing, ...]:
        """The newest articles."""
        return await self._index.asked(lambda index: name_search.newest(index, count))

    async def changes(self) -> Changes | None:
        """What changed since the publication before; ``None`` if there is none."""
        return await self._index.asked(name_search.changes)

    def copies(self, article: str) -> tuple[Thing, ...]:
        """The other articles with nearly the same text; none as long as it is not made. To be called in a thread."""
        return self._index.ask(lambda index: name_search.copies(index, article)) if self.made else ()
