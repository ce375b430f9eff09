"""The access log: a line for each request, written a few times a second, so that no request waits for its reader."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final, NamedTuple, TextIO

_EVERY: Final = 0.2
"""Seconds between two looks at what is to be written."""
_HELD: Final = 100_000
"""Lines that wait for a reader; those beyond are lost, and counted."""
_LONG: Final = 2000
"""Characters of an address that are shown."""


class Line(NamedTuple):
    """What is said of one request."""

    when: float
    """Seconds since 1970."""
    client: str
    method: str
    target: bytes
    """Path and query as they were sent."""
    status: int
    sent: int
    """Bytes of the body."""
    seconds: float


class AccessLog:
    """Takes lines from the event loop and writes them from a thread of its own."""

    def __init__(self, out: TextIO | None) -> None:
        """Nothing is written before ``start``, nor without ``out``."""
        self._out = out
        self._lines: deque[Line] = deque()
        self._lost = 0
        self._ended = threading.Event()
        self._writer = threading.Thread(target=self._write, name="access log", daemon=True)

    def start(self) -> None:
        """Write what comes."""
        if self._out is not None:
            self._writer.start()

    def add(self, line: Line) -> None:
        """Note a request."""
        if self._out is None:
            return
        if len(self._lines) < _HELD:
            self._lines.append(line)
        else:
            self._lost += 1

    def close(self, patience: float = 2.0) -> None:
        """Write what is left, for so many seconds at most."""
        self._ended.set()
        if self._writer.is_alive():
            self._writer.join(patience)

    def _write(self) -> None:
        ended = False
        while not ended:
            ended = self._ended.wait(_EVERY)
            text = "".join(_written(self._lines.popleft()) for _ in range(len(self._lines)))
            lost, self._lost = self._lost, 0
            if lost:
                text += f"{lost} requests are not in this log: it was read too slowly.\n"
            if text and self._out is not None:
                try:
                    self._out.write(text)
                    self._out.flush()
                except (OSError, ValueError):  # nobody reads any more
                    continue


def _written(line: Line) -> str:
    """A line without anything that a terminal would act on."""
    when = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(line.when))
    asked = f'{line.client[:100]} "{line.method} {line.target[:_LONG].decode("latin-1")}"'
    shown = asked.encode("unicode_escape").decode("ascii")
    return f"{when} {shown} {line.status} {line.sent} {1000 * line.seconds:.1f} ms\n"
