"""A text reduced to its outline, so that rules can be written over kinds of things instead of their names.

Every reference to an entity is replaced by a mark of its kind and every quantity begins with a mark, character for
character: all offsets stay those of the text. Patterns name the marks in braces (``pattern``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Final

from loaders.facts import Kind
from loaders.reading.document import Mentioned, Quantity, Understood

FILL: Final = "\ue000"
QUANTITY: Final = "\ue010"
MARKS: Final = {
    Kind.PERSON: "\ue001",
    Kind.INSTITUTION: "\ue002",
    Kind.PLACE: "\ue003",
    Kind.PROJECT: "\ue004",
    Kind.FRAMEWORK: "\ue005",
    Kind.EVENT: "\ue006",
}
"""One private-use character for each kind; the rest of the reference becomes ``FILL``."""

_SETS: Final = {
    "person": "\ue001",
    "institution": "\ue002",
    "place": "\ue003",
    "project": "\ue004",
    "framework": "\ue005",
    "event": "\ue006",
    "agent": "\ue002\ue003",
    "party": "\ue001\ue002\ue003",
    "undertaking": "\ue004\ue005",
    "owner": "\ue002\ue003\ue004\ue005",
    "any": "\ue001-\ue006",
}
_PLACEHOLDER: Final = re.compile(r"\{(?:(\w+):)?([a-z]+)\}")
_NO_WORDS: Final[Mapping[str, str]] = {}


def pattern(source: str, words: Mapping[str, str] = _NO_WORDS) -> re.Pattern[str]:
    """A pattern over outlines; ``{agent}`` is a reference to an institution or place, ``{about:project}`` names it.

    ``{q}`` is the first character of a quantity, ``{the}`` an optional article, ``{name}`` what ``words`` has for it.
    Case is ignored.
    """
    with_words = _PLACEHOLDER.sub(lambda m: words.get(m[2], m[0]), source)
    return re.compile(_PLACEHOLDER.sub(_expanded, with_words), re.IGNORECASE)


def named_marks(source: str) -> tuple[frozenset[str], ...]:
    """For each reference that a pattern names (``{about:project}``), the marks of which one stands for it."""
    return tuple(frozenset(_members(kind)) for name, kind in _PLACEHOLDER.findall(source) if name)


def _members(kind: str) -> str:
    return "".join(MARKS.values()) if kind == "any" else _SETS[kind]


def _expanded(match: re.Match[str]) -> str:
    name, kind = match.groups()
    if kind == "q":
        return QUANTITY
    if kind == "the":
        return r"(?:the |an? |its |their |this |that )?"
    core = f"[{_SETS[kind]}]{FILL}*"
    return f"(?P<{name}>{core})" if name else core


class Outline:
    """The outline of an article's text and the way back from marks to what they stand for."""

    __slots__ = ("_mentions", "_starts", "text")

    def __init__(self, u: Understood) -> None:
        """Draw the outline of ``u``."""
        self._mentions = u.mentions
        self._starts = [m.start for m in u.mentions]
        self.text = _masked(u.document.text, u.mentions, u.document.quantities)

    def mention(self, start: int) -> Mentioned | None:
        """The mention that begins at ``start``."""
        i = bisect_left(self._starts, start)
        return self._mentions[i] if i < len(self._starts) and self._starts[i] == start else None

    def around(self, offset: int) -> Iterable[Mentioned]:
        """The mention that holds ``offset``, if any."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._mentions[i].end:
            yield self._mentions[i]

    def before(self, offset: int, floor: int) -> Iterable[Mentioned]:
        """The mentions that end before ``offset`` and begin after ``floor``, nearest first."""
        i = bisect_left(self._starts, offset) - 1
        while i >= 0 and self._starts[i] >= floor:
            if self._mentions[i].end <= offset:
                yield self._mentions[i]
            i -= 1

    def after(self, offset: int, ceiling: int) -> Iterable[Mentioned]:
        """The mentions from ``offset`` to ``ceiling``, nearest first."""
        i = bisect_left(self._starts, offset)
        while i < len(self._starts) and self._mentions[i].end <= ceiling:
            yield self._mentions[i]
            i += 1


def _masked(text: str, mentions: Iterable[Mentioned], quantities: Iterable[Quantity]) -> str:
    pieces: list[str] = []
    at = 0
    for m in mentions:
        if m.start < at:
            continue
        pieces += (text[at : m.start], MARKS[m.entity.kind], FILL * (m.end - m.start - 1))
        at = m.end
    pieces.append(text[at:])
    marked = "".join(pieces)
    pieces, at = [], 0
    for q in quantities:
        if q.start < at or FILL <= marked[q.start] <= MARKS[Kind.EVENT]:
            continue
        pieces += (marked[at : q.start], QUANTITY)
        at = q.start + 1
    pieces.append(marked[at:])
    return "".join(pieces)
