"""Worker processes that answer queries over one publication, and can be killed.

The engine has no timeout and no cancel, and holds Ctrl-C back until a query ends. A worker is a plain child process
rather than one of ``multiprocessing``: that would import the caller's main module again, which costs a command its
start and fails in a script without a main guard; and a fork copies the threads of a service.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, cast

from ontology.errors import BadSparql, KeregeError, QueryError, QueryTimeout, QueryTooLarge, StoreError
from queries.form import form
from queries.mistakes import mistake

TIMEOUT: Final = 30.0
"""Seconds a query may take."""
MEMORY: Final = 2 << 30
"""Bytes a worker may allocate beyond what opening the publication takes."""
JSON: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"

_ENDS: Final = {-signal.SIGABRT: "memory", -signal.SIGSEGV: "deep"}
"""What an allocation that fails ends in, and a stack that overflows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query with the formats its results are wanted in (media types) and the dataset it is asked of."""

    query: str
    results: str = JSON
    """For SELECT and ASK."""
    graph: str = N_TRIPLES
    """For CONSTRUCT and DESCRIBE."""
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The results of a query, serialised."""

    form: str
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``."""
    columns: tuple[str, ...]
    """In the order of the SELECT clause; of ``SELECT *``, of first appearance."""
    body: bytes


class Runner(Protocol):
    """Who answers queries over one publication: ``Workers``, or those of a service."""

    @property
    def publication(self) -> Path:
        """The directory of the published store."""
        ...

    def run(self, request: Request) -> Reply:
        """Answer a query; raises as ``Workers.run`` does."""
        ...

    def close(self) -> None:
        """End what was started for it."""
        ...


class Workers:
    """Worker processes over one publication, started at once and again when one had to be killed.

    Safe to use from several threads: as many queries run at a time as there are workers.
    """

    def __init__(self, publication: Path, *, size: int = 1, timeout: float = TIMEOUT, memory: int = MEMORY) -> None:
        """Start the processes; ``publication`` is the directory of a published store, which nobody writes to."""
        self.publication = publication
        self.timeout = timeout
        self.memory = memory
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._closed = False
        for _ in range(size):
            self._idle.put(self._start())

    def run(self, request: Request, *, timeout: float | None = None) -> Reply:
        """Answer a query.

        Raises:
            BadSparql: the query is not valid (with line and column), or asks for an update or for SERVICE.
            QueryTimeout: it took longer than ``timeout`` seconds (by default, the workers').
            QueryTooLarge: it needed more memory than a worker may take.
            StoreError: the publication cannot be opened.
        """
        asked = form(request.query)
        seconds = self.timeout if timeout is None else timeout
        worker = self._take(seconds)
        try:
            head, body = worker.answer(request, seconds)
        finally:
            self._give_back(worker)
        if "error" in head:
            raise failure(head, request.query, self.memory, self.publication)
        return Reply(form=asked, columns=tuple(head["columns"]), body=body)

    def close(self) -> None:
        """End the processes; the object cannot be used afterwards."""
        self._closed = True
        while True:
            try:
                self._idle.get_nowait().kill()
            except queue.Empty:
                return

    def __enter__(self) -> Self:
        """The workers themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        self.close()

    def _start(self) -> _Worker:
        return _Worker(self.publication, self.memory, self.timeout)

    def _take(self, seconds: float) -> _Worker:
        if self._closed:
            raise QueryError("The publication was closed: open it again to ask.")
        try:
            return self._idle.get(timeout=seconds)
        except queue.Empty:
            raise QueryTimeout(f"All workers were busy for {seconds:g} seconds: ask again later.") from None

    def _give_back(self, worker: _Worker) -> None:
        if self._closed:
            worker.kill()
        else:
            self._idle.put(worker if worker.alive else self._start())


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, publication: Path, memory: int, seconds: float) -> None:
        path = [str(Path(entry).absolute()) for entry in sys.path]
        program = f"import sys; sys.path[:] = {path!r}; from graph.answering import main; main({str(publication)!r}, "
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with a program of our own
            [sys.executable, "-I", "-c", f"{program}{memory}, {seconds!r})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's Ctrl-C is for the parent, which then kills the worker
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def answer(self, request: Request, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait; the process is dead afterwards if it took too long or waiting was interrupted."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._expire, (late,))
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(request)
        except (OSError, EOFError):
            self.kill()
            if late.is_set():
                raise QueryTimeout(
                    f"The query was stopped after {seconds:g} seconds, the limit: ask for less, or raise the limit."
                ) from None
            ended = _ENDS.get(self._process.returncode, "failed")
            return {"error": ended, "message": "the process that answered it ended"}, b""
        except BaseException:
            self.kill()
            raise
        finally:
            timer.cancel()

    def kill(self) -> None:
        """End the process at once and wait for its end."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written to a dead process
                    continue
        self._process.wait()

    def _expire(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _exchange(self, request: Request) -> tuple[dict[str, Any], bytes]:
        sent, received = self._process.stdin, self._process.stdout
        if sent is None or received is None:
            raise EOFError
        message = {name: getattr(request, name) for name in request.__slots__}
        sent.write(json.dumps(message).encode() + b"\n")
        sent.flush()
        line = received.readline()
        if not line:
            raise EOFError
        head = cast("dict[str, Any]", json.loads(line))
        body = received.read(head["size"])
        if len(body) < head["size"]:
            raise EOFError
        return head, body


def failure(head: Mapping[str, Any], query: str, memory: int, publication: Path) -> KeregeError:
    """What went wrong, from what a worker says of it (``graph.answering``)."""
    message = head.get("message", "")
    match head["error"]:
        case "syntax":
            return BadSparql(mistake(query, head["line"], head["column"], message))
        case "memory":
            return QueryTooLarge(
                f"The query needed more than {memory / (1 << 20):.0f} MiB of memory, the limit: ask for less at a time."
            )
        case "deep":
            return BadSparql("The query is nested too deeply: ask for less at a time.")
        case "unanswerable":
            return BadSparql(f"The query cannot be answered: {message}.")
        case "store":
            return StoreError(f"The publication {publication} cannot be opened: {message.rstrip('.')}.")
        case _:
            return QueryError(f"The query could not be answered: {message}.")
