"""Indexes beside a publication, in files that a process of their own makes, so that the service answers meanwhile."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, TypeVar

import anyio

from ontology.errors import StoreError
from service.beside import failure

_log: Final = logging.getLogger("kerege.service")
T = TypeVar("T")


class Index:
    """An index of one publication, made once."""

    def __init__(self, publication: Path, module: str) -> None:
        """``module`` has a function ``build`` of a publication's directory and a file; it begins with ``start``."""
        self._publication, self._module = publication, module
        self._folder = tempfile.TemporaryDirectory(prefix="kerege-index-")
        self._file = Path(self._folder.name) / "index.sqlite"
        self._built: asyncio.Task[None] | None = None
        self._began = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def file(self) -> Path:
        """Where it is, once it is made."""
        return self._file

    @property
    def made(self) -> bool:
        """Whether it is made."""
        built = self._built
        return built is not None and built.done() and not built.cancelled() and built.exception() is None

    @property
    def pending(self) -> bool:
        """Whether it is being made."""
        return self._built is not None and not self._built.done()

    def start_after(self, seconds: float) -> None:
        """Begin to make it then, so that what is asked for first comes first; or when somebody asks."""
        self._timer = asyncio.get_running_loop().call_later(seconds, self.start)

    def start(self) -> asyncio.Task[None]:
        """Begin to make it, beside the event loop, if that has not begun."""
        if self._built is None:
            self._began = asyncio.get_running_loop().time()
            self._built = asyncio.create_task(self._build())
        return self._built

    async def ready(self, patience: float) -> bool:
        """Whether it is made; waits for it until so many seconds after it was begun, and no longer."""
        built = self.start()
        left = self._began + patience - asyncio.get_running_loop().time()
        await asyncio.wait([built], timeout=max(0.05, left))
        return self.made

    async def close(self) -> None:
        """Stop making it, and remove it."""
        if self._timer is not None:
            self._timer.cancel()
        if self._built is not None:
            self._built.cancel()
            await asyncio.gather(self._built, return_exceptions=True)
        self._folder.cleanup()

    async def asked(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """What a function finds in it, in a thread, as soon as it is made; raises ``StoreError`` if it could not be."""
        await asyncio.shield(self.start())
        return await anyio.to_thread.run_sync(self.ask, ask)

    def ask(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        """What a function finds in it once it is made; to be called in a thread."""
        with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=ro&immutable=1", uri=True)) as index:
            return ask(index)

    async def _build(self) -> None:
        said = await failure(self._module, "build", self._publication, self._file)
        if said is not None:
            _log.error("The index of %s could not be made: %s", self._module, said)
            raise StoreError("An index of this publication could not be made; the log of the service says why.")
