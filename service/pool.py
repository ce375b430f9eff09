"""Worker processes over one publication, and who gets one when.

Two lanes keep quick queries quick. Everybody starts among the quick; a query that runs for longer than a moment gives
up that place: its process goes on at low priority in the long lane, which has few places, and a new process takes the
place it leaves. Is the long lane full, the query is ended and waits for a place there. A query that was long before, or
of a form of which several were long, waits there at once. Queries of a form that nobody knows to be quick are guests
among the quick, and have half of the places only. So however many hopeless queries come, of whatever forms, what is
known to be cheap goes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Coroutine, Mapping
from pathlib import Path
from typing import Any, Final

from ontology.errors import KeregeError, QueryError, QueryTimeout, StoreError
from service.durations import Durations
from service.lanes import Lane
from service.settings import Settings
from service.worker import Raw, Worker, WorkerEnded

_TRIVIAL: Final[Mapping[str, Any]] = {
    "query": "ASK {}", "results": "application/sparql-results+json", "base": None,
    "default_graphs": (), "named_graphs": (),
}  # fmt: skip
"""What a new process is asked first."""
_MOMENTS: Final = 4
"""Moments that a query has to show that it is quick, if its process does not get the processor for them."""
_PAUSE: Final = 1.0
"""Seconds before another attempt to start a process."""
_log = logging.getLogger("kerege.service")


class Pool:
    """The workers of one publication."""

    def __init__(self, publication: Path, settings: Settings) -> None:
        """A pool that has no process before ``start``."""
        self.publication, self._settings = publication, settings
        limits = settings.limits
        self._quick = Lane(limits.queue, limits.waiting, self._lost, max(1, settings.workers // 2))
        self._slow = Lane(limits.queue, limits.waiting, self._lost, settings.long)
        self._spare: Worker | None = None
        self._durations = Durations()
        self._tasks: set[asyncio.Task[None]] = set()
        self._long = self._running = self.replaced = 0
        self._workers: set[Worker] = set()
        self._closed = self._providing = False

    async def start(self) -> None:
        """Start the processes."""
        for worker in await asyncio.gather(*(self._worker() for _ in range(self._settings.workers))):
            self._quick.add(worker)
        self._later(self._provide())

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
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _attempt(self, message: Mapping[str, Any], query: str, form: str) -> Raw:
        if self._durations.long(query, form):
            return await self._in_long_lane(message, query, form)
        worker = await self._quick.take(guest=not self._durations.quick(form))
        if self._durations.long(query, form):  # others of its form have shown it meanwhile
            self._quick.add(worker)
            return await self._in_long_lane(message, query, form)
        async with self._answering(worker, message) as answer:
            if await self._in_a_moment(worker, answer):
                raw = await answer
                self._durations.was_quick(query, form)
                return raw
            self._durations.was_long(query, form)
            if self._long < self._settings.long:
                self._long += 1
                worker.step_back()
                self._later(self._refill(worker))
                return await self._finish(answer)
            worker.kill()
        return await self._in_long_lane(message, query, form)

    async def _in_a_moment(self, worker: Worker, answer: asyncio.Future[Raw]) -> bool:
        """Whether the answer comes within a moment; if others keep the processors busy, within a few."""
        for _ in range(_MOMENTS):
            done, _ = await asyncio.wait((answer,), timeout=self._settings.moment)
            if done:
                return True
            if worker.spent() > self._settings.moment / 2:
                break
        return False

    async def _in_long_lane(self, message: Mapping[str, Any], query: str, form: str) -> Raw:
        if self._long < self._settings.long:
            self._long += 1
            try:
                worker = await self._fresh()
            except BaseException:
                self._long -= 1
                raise
            worker.step_back()
        else:
            worker = await self._slow.take(guest=True)
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with self._answering(worker, message) as answer:
            raw = await self._finish(answer)
        if loop.time() - began < self._settings.moment:
            self._durations.was_quick(query, form)
        return raw

    async def _finish(self, answer: asyncio.Future[Raw]) -> Raw:
        seconds = self._settings.limits.seconds
        done, _ = await asyncio.wait((answer,), timeout=seconds)
        if not done:
            raise QueryTimeout(f"The query was stopped after {seconds:g} seconds, the limit: ask for less.")
        return await answer

    @contextlib.asynccontextmanager
    async def _answering(self, worker: Worker, message: Mapping[str, Any]) -> AsyncGenerator[asyncio.Future[Raw]]:
        """Let a worker answer; it is taken back when it has, or when nobody waits for the answer any more."""
        answer = worker.answer(message)
        self._running += 1
        received = False
        try:
            yield answer
            received = _came(answer)
        finally:
            self._running -= 1
            if received:
                self._give_back(worker, answered=True)
            else:
                self._later(self._let_go(worker, answer))

    async def _let_go(self, worker: Worker, answer: asyncio.Future[Raw]) -> None:
        """Take back a worker whose answer nobody waits for: to end what is quick would cost more than to finish it."""
        if not worker.long:
            await asyncio.wait((answer,), timeout=self._settings.moment)
        if not answer.done():
            worker.kill()
        elif _came(answer) and (file := answer.result().file) is not None:
            file.unlink(missing_ok=True)
        self._give_back(worker, answered=_came(answer))

    def _lost(self, worker: Worker) -> None:
        self._give_back(worker, answered=False)

    def _give_back(self, worker: Worker, *, answered: bool) -> None:
        if self._closed:
            worker.kill()
        elif answered and worker.alive:
            self._lane(worker).add(worker)
        else:
            self.replaced += 1
            self._later(self._replace(worker))

    def _lane(self, worker: Worker) -> Lane:
        return self._slow if worker.long else self._quick

    async def _replace(self, worker: Worker) -> None:
        self._workers.discard(worker)
        ending = asyncio.create_task(worker.end())
        fresh = await self._surely()
        if worker.long:
            fresh.step_back()
        self._lane(fresh).add(fresh, instead_of=worker)
        await ending

    async def _refill(self, worker: Worker) -> None:
        """A new process among the quick, for one that has left them."""
        self._quick.add(await self._surely(), instead_of=worker)

    async def _surely(self) -> Worker:
        """A worker, as soon as one can be started."""
        while True:
            try:
                return await self._fresh()
            except (KeregeError, OSError, WorkerEnded) as error:
                _log.warning("A process that answers queries cannot be started: %s", error)
                await asyncio.sleep(_PAUSE)

    async def _fresh(self) -> Worker:
        """A worker that has not answered yet: the spare one, if it is ready."""
        spare, self._spare = self._spare, None
        self._later(self._provide())
        if spare is not None and not spare.alive:
            self._workers.discard(spare)
            spare = None
        return spare or await self._worker()

    async def _provide(self) -> None:
        """Have a spare worker: starting a process takes longer than most queries."""
        if self._spare is None and not self._providing:
            self._providing = True
            with contextlib.suppress(KeregeError, OSError, WorkerEnded):  # whoever needs it will say so
                self._spare = await self._worker()
            self._providing = False

    async def _worker(self) -> Worker:
        """A worker that is ready to answer; raises ``StoreError``, ``OSError`` and ``WorkerEnded``."""
        limits = self._settings.limits
        worker = await Worker.start(self.publication, limits.memory, limits.seconds)
        self._workers.add(worker)
        if self._closed:
            worker.kill()
        try:
            raw = await worker.answer(_TRIVIAL)
            if "error" in raw.head:
                raise StoreError(f"The publication {self.publication} cannot be opened: {raw.head['message']}.")
        except BaseException:
            worker.kill()
            self._workers.discard(worker)
            raise
        return worker

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _came(answer: asyncio.Future[Raw]) -> bool:
    return answer.done() and not answer.cancelled() and answer.exception() is None
