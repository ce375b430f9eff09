"""The publication that is served now, and the change to a newer one without a failed request."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
from pathlib import Path
from typing import Final

from graph.publications import newest_published
from ontology.errors import KeregeError, StoreError
from service.generation import Generation
from service.settings import Settings

_EVERY: Final = 1.0
"""Seconds between two looks at what is published."""
_LATER: Final = 30.0
"""Seconds at most between two attempts at a publication that cannot be served."""
_log = logging.getLogger("kerege.service")


class Current:
    """Holds the generation that new requests belong to."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened before ``start``."""
        self.settings = settings
        self.spool = Path(tempfile.mkdtemp(prefix="kerege-answers-"))
        """Where large answers wait to be sent."""
        self._generation: Generation | None = None
        self._before: list[Generation] = []
        """Those that are still used, or were when they were looked at last."""
        self._watching: asyncio.Task[None] | None = None

    @property
    def ready(self) -> Generation | None:
        """The newest that is ready, if there is one."""
        return self._generation

    @property
    def generation(self) -> Generation:
        """The newest that is ready; raises ``StoreError`` if there is none."""
        if self._generation is None:
            raise StoreError("Nothing can be served yet: publish articles with kerege load.")
        return self._generation

    async def start(self) -> None:
        """Open the newest publication, and look for newer ones from now on; raises ``StoreError``.

        Nothing happens where it was started before.
        """
        if self._generation is not None:
            return
        try:
            newest = newest_published(self.settings.store)
            self._generation = await Generation.start(newest, self.settings)
        except BaseException:
            await self.close()
            raise
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """End all processes, and remove what waited to be sent."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        for generation in (*self._before, *filter(None, (self._generation,))):
            await generation.close()
        for file in self.spool.iterdir():
            file.unlink(missing_ok=True)
        self.spool.rmdir()

    async def renew(self) -> bool:
        """Change to a newer publication if there is one; whether there was."""
        newest = newest_published(self.settings.store)
        before = self._generation
        if before is not None and newest.path == before.path and newest.number == before.number:
            return False
        self._generation = await Generation.start(newest, self.settings)
        _log.info("Publication %d is served now.", newest.number)
        if before is not None:
            before.retire()
            self._before = [*(one for one in self._before if one.used_still), before]
        return True

    async def _watch(self) -> None:
        pause = _EVERY
        while True:
            await asyncio.sleep(pause)
            try:
                await self.renew()
                pause = _EVERY
            except (KeregeError, OSError) as error:
                pause = min(2 * pause, _LATER)
                _log.warning("The newest publication cannot be served, the one before stays: %s", error)
            except Exception:  # whatever it is, looking goes on
                pause = min(2 * pause, _LATER)
                _log.exception("The newest publication cannot be served, the one before stays.")
