"""Worker processes over one publication, and who gets one when.

Two lanes keep quick queries quick. Everybody starts among the quick; a query that runs for longer than a moment gives
up that place: its process goes on at low priority in the long lane, which has few places, and a new process takes the
place it leaves. Is the long lane full, the query is ended and waits for a place there. A query that was long before, or
of a form of which several were long, waits there at once. So however many hopeless queries come, what is cheap waits
for no more than a moment.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Final

from ontology.errors import QueryError, QueryRefused, QueryTimeout
from service.settings import Settings
from service.worker import Raw, Worker, WorkerEnded

_LONG: Final = 3
"""Long queries of one form after which a query of that form counts as long before it is asked."""
_KNOWN: Final = 10_000
"""Queries and forms that are remembered."""


class Lane:
    """Places, each with a worker, given out in the order of asking."""

    def __init__(self, waiting: int, seconds: float, lost: Callable[[Worker], None]) -> None:
        """A lane in which so many may wait so many seconds; ``lost`` is told of a worker that was found dead."""
        self._most, self._seconds, self._lost = waiting, seconds, lost
        self._idle: list[Worker] = []
        self._waiters: deque[asyncio.Future[Worker]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiters)

    async def take(self) -> Worker:
        """A worker; raises ``QueryRefused`` if too many wait already, or this one waited for too long."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._lost(worker)
        if len(self._waiters) >= self._most:
            raise QueryRefused(f"{self._most} queries wait already, the limit: ask again later.")
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        received = False
        try:
            async with asyncio.timeout(self._seconds):
                worker = await waiter
                received = True
                return worker
        except TimeoutError:
            raise QueryRefused(
                f"The query waited for its turn for {self._seconds:g} seconds, the limit: ask again later."
            ) from None
        finally:
            if not received:
                self._leave(waiter)

    def add(self, worker: Worker) -> None:
        """Give a worker to whoever waits longest, or keep it."""
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._idle.append(worker)

    def clear(self) -> None:
        """Give out no worker any more; those who wait are refused."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_exception(QueryRefused("The service is being stopped."))
        self._idle.clear()

    def _leave(self, waiter: asyncio.Future[Worker]) -> None:
        """Stop waiting; a worker that came just then goes to the next."""
        with contextlib.suppress(ValueError):
            self._waiters.remove(waiter)
        if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
            self.add(waiter.result())


class Pool:
    """The workers of one publication."""

    def __init__(self, publication: Path, settings: Settings) -> None:
        """A pool that has no process before ``start``."""
        self.publication, self._settings = publication, settings
        limits = settings.limits
        self._quick = Lane(limits.queue, limits.waiting, self._lost)
        self._slow = Lane(limits.queue, limits.waiting, self._lost)
        self._known: OrderedDict[str, int] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._long = self._running = self.replaced = 0
        self._workers: set[Worker] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes."""
        for worker in await asyncio.gather(*(self._worker() for _ in range(self._settings.workers))):
            self._quick.add(worker)

    @property
    def figures(self) -> Mapping[str, int]:
        """How many queries run and wait, and how many processes had to be replaced."""
        return {
            "running": self._running,
            "waiting": self._quick.waiting + self._slow.waiting,
            "replaced": self.replaced,
        }

    async def run(self, message: Mapping[str, Any], query: str, form: str) -> Raw:
        """What a worker answers; ``query`` and ``form`` name the text and what it has in common with others like it.

        Raises ``QueryTimeout``, ``QueryRefused`` and ``QueryError``.
        """
        for attempt in (1, 2):
            try:
                return await self._attempt(message, query, form)
            except WorkerEnded as ended:
                if ended.why is not None:
                    return Raw(head={"error": ended.why}, body=b"")
                if attempt == 2:
                    raise QueryError("The process that answers ended twice with this query.") from ended
        raise AssertionError

    async def close(self) -> None:
        """End all processes, also those that are answering."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for lane in (self._quick, self._slow):
            lane.clear()
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def _attempt(self, message: Mapping[str, Any], query: str, form: str) -> Raw:
        if self._known.get(query, 0) or self._known.get(form, 0) >= _LONG:
            return await self._in_long_lane(message, query, form)
        worker = await self._quick.take()
        async with self._answering(worker, message) as answer:
            done, _ = await asyncio.wait((answer,), timeout=self._settings.moment)
            if done:
                raw = await answer
                self._known.pop(form, None)
                return raw
            self._remember(query, form)
            if self._long < self._settings.long:
                worker.step_back()
                self._long += 1
                self._later(self._refill())
                return await self._finish(answer)
        return await self._in_long_lane(message, query, form)

    async def _in_long_lane(self, message: Mapping[str, Any], query: str, form: str) -> Raw:
        if self._long < self._settings.long:
            self._long += 1
            try:
                worker = await self._worker()
            except BaseException:
                self._long -= 1
                raise
            worker.step_back()
        else:
            worker = await self._slow.take()
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with self._answering(worker, message) as answer:
            raw = await self._finish(answer)
        if loop.time() - began < self._settings.moment:
            self._known.pop(query, None)
            self._known.pop(form, None)
        return raw

    async def _finish(self, answer: asyncio.Future[Raw]) -> Raw:
        seconds = self._settings.limits.seconds
        done, _ = await asyncio.wait((answer,), timeout=seconds)
        if not done:
            raise QueryTimeout(f"The query was stopped after {seconds:g} seconds, the limit: ask for less.")
        return await answer

    @contextlib.asynccontextmanager
    async def _answering(self, worker: Worker, message: Mapping[str, Any]) -> AsyncGenerator[asyncio.Future[Raw]]:
        """Let a worker answer; if that is not waited for to its end, the process is ended and replaced."""
        answer = worker.answer(message)
        self._running += 1
        try:
            yield answer
        finally:
            self._running -= 1
            if not answer.done() or answer.cancelled() or answer.exception() is not None:
                answer.cancel()
                worker.kill()
            self._give_back(worker, answered=answer.done() and not answer.cancelled() and answer.exception() is None)

    def _lost(self, worker: Worker) -> None:
        self._give_back(worker, answered=False)

    def _give_back(self, worker: Worker, *, answered: bool) -> None:
        if self._closed:
            worker.kill()
        elif answered and worker.alive:
            (self._slow if worker.long else self._quick).add(worker)
        else:
            self.replaced += 1
            self._later(self._replace(worker))

    async def _replace(self, worker: Worker) -> None:
        long = worker.long
        self._workers.discard(worker)
        await worker.end()
        fresh = await self._worker()
        if long:
            fresh.step_back()
        self._give_back(fresh, answered=True)

    async def _refill(self) -> None:
        """A new process among the quick, for one that has left them."""
        self._give_back(await self._worker(), answered=True)

    async def _worker(self) -> Worker:
        limits = self._settings.limits
        worker = await Worker.start(self.publication, limits.memory, limits.seconds)
        self._workers.add(worker)
        if self._closed:
            worker.kill()
        return worker

    def _remember(self, query: str, form: str) -> None:
        for name in (query, form):
            self._known[name] = self._known.pop(name, 0) + 1
        while len(self._known) > _KNOWN:
            self._known.popitem(last=False)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
