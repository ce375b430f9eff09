"""The release of the publication that is served, made by a process of its own where there is none yet."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Final

from graph.releases import Release, Releases
from service.beside import failure
from service.current import Current
from service.generation import Generation
from service.problems import Problem

_EVERY: Final = 1.0
"""Seconds between two looks at whether a release is missing."""
_AGAIN: Final = 600.0
"""Seconds after which a release that could not be made is tried again."""
_SOON: Final = "10"
"""Seconds after which it is worth asking for what is being made."""
_log = logging.getLogger("kerege.service")


class Releasing:
    """Knows the releases, and has the missing one made."""

    def __init__(self, current: Current) -> None:
        """The releases of the store that is served; nothing is made before ``start``."""
        self._current, self._settings = current, current.settings
        self.releases = Releases(self._settings.store)
        self._watching: asyncio.Task[None] | None = None
        self._failed: dict[str, float] = {}

    async def start(self) -> None:
        """Look for a missing release from now on, and have it made, if the settings say so."""
        if self._settings.dumps:
            self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Stop, and end the process that makes a release; the next one removes what it leaves."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching

    def of(self, generation: Generation) -> Release | None:
        """The release of a generation, if it is made."""
        return self.releases.tagged(generation.content)

    def made(self, generation: Generation) -> Release:
        """The release of a generation; raises ``Problem`` 503 with the time to wait if it is not made yet."""
        release = self.of(generation)
        if release is not None:
            return release
        older = next((one.version for one in self.releases.all()), None)
        meanwhile = f" The release before is at {self._settings.top}dump/{older}/." if older else ""
        if self._watching is not None and generation.content not in self._failed:
            said = f"The dumps of this publication are being made: ask again soon.{meanwhile}"
            raise Problem(503, said, headers={"Retry-After": _SOON})
        said = f"The dumps of this publication are not made: kerege release makes them.{meanwhile}"
        raise Problem(503, said, headers={"Retry-After": f"{_AGAIN:.0f}"})

    async def _watch(self) -> None:
        while True:
            generation = self._current.ready
            if generation is not None and self._is_missing(generation):
                try:
                    await self._make(generation)
                except OSError as error:  # no process can be started just now
                    self._failed = {generation.content: time.monotonic()}
                    _log.warning("The dumps of publication %d could not be made: %s", generation.number, error)
            await asyncio.sleep(_EVERY)

    def _is_missing(self, generation: Generation) -> bool:
        failed = self._failed.get(generation.content)
        if failed is not None and time.monotonic() < failed + _AGAIN:
            return False
        return self.of(generation) is None

    async def _make(self, generation: Generation) -> None:
        said = await failure("graph.releases", "main", str(self._settings.store.absolute()), self._settings.releases)
        # What was newest when the process began may be newer than what is served: then the next look finds that.
        if said is not None:
            self._failed = {generation.content: time.monotonic()}
            reason = said.rpartition("\n")[2]
            _log.warning("The dumps of publication %d could not be made: %s", generation.number, reason)
        else:
            self._failed.pop(generation.content, None)
