"""One process that answers queries over a publication, driven from an event loop; it can be ended at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, cast

_WHY: Final = {-signal.SIGABRT: "memory", -signal.SIGSEGV: "deep"}


class WorkerEnded(Exception):
    """The process ended before it had answered."""

    def __init__(self, code: int | None = None) -> None:
        """``code`` is the exit code: the negative number of the signal that ended it."""
        super().__init__("The process that answers queries ended.")
        self.why = _WHY.get(code or 0)
        """``memory`` if an allocation failed, ``deep`` if the query was nested too deeply for the engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What a worker says: a head, and the results as bytes or in a file that the receiver removes."""

    head: Mapping[str, Any]
    body: bytes
    file: Path | None = None


class Worker:
    """A process of ``graph.answering``."""

    def __init__(self, transport: asyncio.SubprocessTransport, talk: _Talk) -> None:
        """Take over a started process."""
        self._transport, self._talk = transport, talk
        self._requests = cast(asyncio.WriteTransport, transport.get_pipe_transport(0))
        self._file: str | None = None
        """Where a large answer goes to."""
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
        transport, talk = await asyncio.get_running_loop().subprocess_exec(
            _Talk, sys.executable, "-I", "-c", program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        return cls(transport, talk)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._transport.get_pid()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._transport.get_returncode() is None and not self._talk.ended.done()

    def answer(self, message: Mapping[str, Any]) -> asyncio.Future[Raw]:
        """Send a request; the reply, in time. Whoever stops waiting must ``kill`` the worker.

        The future fails with ``WorkerEnded`` if the process ends meanwhile.
        """
        self._file = message.get("file")
        reply = self._talk.expect()
        if not reply.done():
            self._requests.write(json.dumps(message).encode() + b"\n")
        return reply

    def spent(self) -> float:
        """Seconds of processor time since its last reply; infinitely many where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return math.inf
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") - self._talk.spent

    def step_back(self) -> None:
        """Run at low priority from now on, so that quick queries are not slowed down by a long one."""
        self.long = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 15)

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self._transport.kill()

    async def end(self) -> None:
        """End the process and wait for its end; what it had written of a large answer is removed."""
        self.kill()
        await asyncio.wait((self._talk.ended,))
        if self._file is not None and not self._talk.replied:
            Path(self._file).unlink(missing_ok=True)


class _Talk(asyncio.SubprocessProtocol):
    """Puts together what a process replies: a line of JSON, and as many bytes as that says.

    Streams would do it, too; they take two tasks and three times as long for the small answers that most are.
    """

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[None] = loop.create_future()
        self._loop = loop
        self._transport: asyncio.SubprocessTransport | None = None
        self._reply: asyncio.Future[Raw] | None = None
        self._pieces: list[bytes] = []
        self._head: dict[str, Any] | None = None
        self._missing = 0
        self.spent = 0.0
        """Seconds of processor time that the process had taken at its last reply."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)

    def expect(self) -> asyncio.Future[Raw]:
        """The next reply."""
        self._reply = self._loop.create_future()
        if self.ended.done():
            self._reply.set_exception(WorkerEnded())
        return self._reply

    @property
    def replied(self) -> bool:
        """Whether the last reply was delivered."""
        reply = self._reply
        return reply is not None and reply.done() and not reply.cancelled() and reply.exception() is None

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if self._head is None:
            line, end, data = data.partition(b"\n")
            self._pieces.append(line)
            if not end:
                return
            self._head = cast("dict[str, Any]", json.loads(b"".join(self._pieces)))
            self._missing = self._head["size"]
            self._pieces.clear()
        self._missing -= len(data)
        self._pieces.append(data)
        if self._missing <= 0:
            self._complete(self._head)

    def _complete(self, head: dict[str, Any]) -> None:
        raw = Raw(head=head, body=b"".join(self._pieces), file=Path(head["file"]) if "file" in head else None)
        self._head = None
        self._pieces.clear()
        self.spent = head.get("spent", 0.0)
        if self._reply is not None and not self._reply.done():
            self._reply.set_result(raw)

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, and all that it wrote was read."""
        code = self._transport.get_returncode() if self._transport is not None else None
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(WorkerEnded(code))
        if not self.ended.done():
            self.ended.set_result(None)
