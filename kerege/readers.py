"""Which reader a command uses, and what it says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kerege.terminal import note

if TYPE_CHECKING:
    from loaders.facts import Refused


def chosen(name: str | None) -> str:
    """The name of the reader that is asked for, which is installed; what its user should know is said.

    Raises ``UnknownReader``, or ``ReaderError`` for one that cannot be used.
    """
    from loaders.readers.face import RULES
    from loaders.readers.installed import reader_named

    reader = reader_named(name or RULES)
    if reader.notice:
        note(reader.notice)
    return reader.name


def note_refused(source: str, refused: Iterable[Refused], say: Callable[[str], None] = note) -> int:
    """Say which facts were refused and why; how many."""
    given = tuple(refused)
    for one in given:
        say(f"Refused: {source}, {one.place}: {one.reason}.")
    return len(given)
