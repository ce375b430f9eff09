"""Places for queries, each with a worker, given out in the order of asking."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ontology.errors import QueryRefused
from service.worker import Worker


@dataclass(eq=False, slots=True)
class _Waiter:
    guest: bool
    worker: asyncio.Future[Worker] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Lane:
    """Places, of which only some are for guests: queries of which it is not known that they are quick."""

    def __init__(self, waiting: int, seconds: float, lost: Callable[[Worker], None], guests: int) -> None:
        """So many may wait so many seconds, and so many guests be answered at once.

        ``lost`` is told of a worker that was found dead.
        """
        self._most, self._seconds, self._lost, self._places = waiting, seconds, lost, guests
        self._idle: list[Worker] = []
        self._guests: set[Worker] = set()
        self._waiters: dict[bool, deque[_Waiter]] = {True: deque(), False: deque()}
        """Those who wait; guests, and others."""

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiters.values()))

    async def take(self, *, guest: bool) -> Worker:
        """A worker; raises ``QueryRefused`` if too many wait already, or this one waited for too long."""
        if self.waiting >= self._most:
            raise QueryRefused(f"{self._most} queries wait already, the limit: ask again later.")
        waiter = _Waiter(guest)
        self._waiters[guest].append(waiter)
        self._give()
        if waiter.worker.done():
            return waiter.worker.result()
        try:
            await asyncio.wait((waiter.worker,), timeout=self._seconds)
        except asyncio.CancelledError:
            self._leave(waiter)
            raise
        if not waiter.worker.done():
            self._leave(waiter)
            raise QueryRefused(
                f"The query waited for its turn for {self._seconds:g} seconds, the limit: ask again later."
            )
        return waiter.worker.result()

    def add(self, worker: Worker, instead_of: Worker | None = None) -> None:
        """Give a worker to whoever waits longest, or keep it; it comes back, or for one that does not.

        Until then the place of a guest is taken, so that guests never have all workers that are left.
        """
        self._guests.discard(worker if instead_of is None else instead_of)
        self._idle.append(worker)
        self._give()

    def clear(self) -> None:
        """Give out no worker any more; those who wait are refused."""
        for waiters in self._waiters.values():
            for waiter in waiters:
                if not waiter.worker.done():
                    waiter.worker.set_exception(QueryRefused("The service is being stopped."))
            waiters.clear()
        self._idle.clear()

    def _give(self) -> None:
        """Give idle workers to those who wait: guests first, as long as they have places; the others have the rest."""
        while self._idle:
            guest = bool(self._waiters[True]) and len(self._guests) < self._places
            if not guest and not self._waiters[False]:
                return
            worker = self._idle.pop()
            if not worker.alive:
                self._lost(worker)
                continue
            self._waiters[guest].popleft().worker.set_result(worker)
            if guest:
                self._guests.add(worker)

    def _leave(self, waiter: _Waiter) -> None:
        """Stop waiting; a worker that came just then goes to the next."""
        if waiter in self._waiters[waiter.guest]:
            self._waiters[waiter.guest].remove(waiter)
        elif waiter.worker.done() and waiter.worker.exception() is None:
            self.add(waiter.worker.result())
