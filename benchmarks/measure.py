"""Timing and telling: every figure beside a baseline that was measured in the same run, on the same machine."""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

REPEATS = 3
"""Runs of which the median counts."""


def times_given(default: int, description: str | None) -> int:
    """How many copies of the shipped reports the command line asks for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--times", type=int, default=default, metavar="N", help=f"Copies of the reports ({default}).")
    given: int = parser.parse_args().times
    return given


def seconds(function: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """The median of the seconds that a function takes."""
    return statistics.median(_once(function) for _ in range(repeats))


def _once(function: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kerege-bench-") as name:
        yield Path(name)


def tell(what: str, measured: float, baseline: float, against: str) -> None:
    """Print a figure and its ratio to the baseline."""
    print(f"{what:<52} {spoken(measured):>9}  {measured / baseline:>7.2f} × {against} ({spoken(baseline)})", flush=True)


def spoken(value: float) -> str:
    """Seconds as people say them: “12 ms”, “3.4 s”."""
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"
