"""A bound on the processor time of what must not run away: not how fast it is, but that it comes to an end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def processor_seconds(limit: float) -> Iterator[None]:
    """Fail if the block takes more processor time; what other processes do does not count."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"took more than {limit:g} seconds of the processor")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
