"""One process that answers queries over a publication, driven from an event loop; it can be ended at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

_LINE: Final = 1 << 20
"""Bytes that the first line of a reply may have."""
_PIECE: Final = 1 << 18


class WorkerEnded(Exception):
    """The process ended before it had answered; ``aborted`` if because an allocation failed."""

    def __init__(self, *, aborted: bool) -> None:
        """Say whether the process gave up for want of memory."""
        super().__init__("The process that answers queries ended.")
        self.aborted = aborted


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What a worker says: a head, and the results as bytes or in a file that the receiver removes."""

    head: Mapping[str, Any]
    body: bytes
    file: Path | None = None


class Worker:
    """A process of ``graph.answering``."""

    def __init__(self, process: Process) -> None:
        """Take over a started process."""
        self._process = process
        self.long = False
        """Whether it has been given back its place to those with quick queries, and runs at low priority."""

    @classmethod
    async def start(cls, publication: Path, memory: int, seconds: float) -> Self:
        """Start a process over the directory of a published store; limits in bytes and seconds of processor time."""
        path = [str(Path(entry).absolute()) for entry in sys.path]
        program = (
            f"import sys; sys.path[:] = {path!r}; from graph.answering import main; "
            f"main({str(publication)!r}, {memory}, {seconds!r})"
        )
        # A session of its own: Ctrl-C in a terminal is for the service, which then ends its workers in order.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LINE,
            start_new_session=True,
        )  # fmt: skip
        return cls(process)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.returncode is None

    async def answer(self, message: Mapping[str, Any]) -> Raw:
        """Send a request and wait for the reply. Whoever stops waiting must ``kill`` the worker.

        Raises ``WorkerEnded`` if the process ends meanwhile.
        """
        sent, received = self._process.stdin, self._process.stdout
        if sent is None or received is None:
            raise WorkerEnded(aborted=False)
        try:
            sent.write(json.dumps(message).encode() + b"\n")
            await sent.drain()
            line = await received.readline()
            if not line:
                raise WorkerEnded(aborted=await self._aborted())
            head = json.loads(line)
            body = await received.readexactly(head["size"]) if head["size"] else b""
        except (OSError, EOFError) as error:
            raise WorkerEnded(aborted=await self._aborted()) from error
        return Raw(head=head, body=body, file=Path(head["file"]) if "file" in head else None)

    def step_back(self) -> None:
        """Run at low priority from now on, so that quick queries are not slowed down by a long one."""
        self.long = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """End the process and wait for its end."""
        self.kill()
        await self._process.wait()

    async def _aborted(self) -> bool:
        """Whether the process ended as it does when an allocation fails."""
        self.kill()
        return await self._process.wait() == -signal.SIGABRT
