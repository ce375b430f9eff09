"""Finding things by their names in the index of a publication, which a process of its own makes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, TypeVar

import anyio

from graph import name_search
from graph.changes import Changes
from graph.name_search import Found, Suggestions, Thing
from ontology.errors import StoreError

_PATIENCE: Final = 1.5
"""Seconds from the beginning that pages which would do without the index wait for it; later they do without at once."""
_log: Final = logging.getLogger("kerege.service")
T = TypeVar("T")


class Finder:
    """The index of one publication."""

    def __init__(self, publication: Path) -> None:
        """``publication`` is the directory of a published store; nothing is read before ``start``."""
        self._publication = publication
        self._folder = tempfile.TemporaryDirectory(prefix="kerege-names-")
        self._file = Path(self._folder.name) / "names.sqlite"
        self._built: asyncio.Task[None] | None = None
        self._began = 0.0

    def start(self) -> None:
        """Begin to make the index, beside the event loop."""
        self._built = asyncio.create_task(self._build())
        self._began = asyncio.get_running_loop().time()

    async def ready(self) -> bool:
        """Whether it is made; waits a little if it is not."""
        if self._built is None:
            self.start()
        if self._built is None:
            return False
        patience = self._began + _PATIENCE - asyncio.get_running_loop().time()
        if patience > 0:
            await asyncio.wait([self._built], timeout=patience)
        return self.made

    @property
    def made(self) -> bool:
        """Whether it is made."""
        built = self._built
        return built is not None and built.done() and not built.cancelled() and built.exception() is None

    async def close(self) -> None:
        """Stop making it, and remove it."""
        if self._built is not None:
            self._built.cancel()
            await asyncio.gather(self._built, return_exceptions=True)
        self._folder.cleanup()

    async def search(self, text: str, *, kind: str | None = None, skip: int = 0, count: int = 25) -> Found:
        """Things of a class with a name that has words beginning as those of ``text`` do, the best known first."""
        return await self._asked(lambda index: name_search.search(index, text, kind, skip, count))

    async def suggestions(self, text: str, kinds: Sequence[str], count: int) -> Suggestions:
        """What a name of a thing of some classes that is being typed may become."""
        return await self._asked(lambda index: name_search.suggestions(index, text, kinds, count))

    async def most_connected(self, kind: str, count: int) -> tuple[Thing, ...]:
        """The things of a class (by local name) that stand in most facts."""
        return await self._asked(lambda index: name_search.most_connected(index, kind, count))

    async def newest(self, count: int) -> tuple[Thing, ...]:
        """The newest articles."""
        return await self._asked(lambda index: name_search.newest(index, count))

    async def changes(self) -> Changes | None:
        """What changed since the publication before; ``None`` if there is none."""
        return await self._asked(name_search.changes)

    def copies(self, article: str) -> tuple[Thing, ...]:
        """The other articles with nearly the same text; none as long as it is not made. To be called in a thread."""
        return self._ask(lambda index: name_search.copies(index, article)) if self.made else ()

    async def _asked(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        if self._built is None:
            self.start()
        built = self._built
        if built is not None:
            await asyncio.shield(built)

        return await anyio.to_thread.run_sync(self._ask, ask)

    def _ask(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=ro&immutable=1", uri=True)) as index:
            return ask(index)

    async def _build(self) -> None:
        path = [str(Path(entry).absolute()) for entry in sys.path]
        program = (
            f"import sys; sys.path[:] = {path!r}; from pathlib import Path; from graph.name_index import build; "
            f"build(Path({str(self._publication)!r}), Path({str(self._file)!r}))"
        )
        # A process of its own, so that a large publication does not keep the service from answering meanwhile.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", program, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, start_new_session=True
        )
        try:
            _, said = await process.communicate()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        if process.returncode:
            _log.error("The index of names could not be made: %s", said.decode("utf-8", "replace").strip())
            raise StoreError("The names of this publication cannot be searched; the log of the service says why.")
