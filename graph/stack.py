"""Room for deep recursion: the engine goes a level deeper for every bracket, sign and pattern of a query."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from typing import Final, TypeVar

T = TypeVar("T")

SHORT: Final = 2000
"""Characters of a query that the usual stack has room for, however deeply they nest."""
_STACK: Final = 512 << 20
"""Bytes of stack that a query of 100,000 characters may need; what is not used is not taken."""


def with_room(work: Callable[[], T]) -> T:
    """The result of some work, done in a thread with a large stack; its bound on memory moves by as much."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    with _more_memory(_STACK):
        before = threading.stack_size(_STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
        thread.join()
    if errors:
        raise errors[0]
    return results[0]


@contextlib.contextmanager
def _more_memory(more: int) -> Generator[None]:
    """Move the bound on the address space, where there is one, by so many bytes while the block runs."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (soft + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
