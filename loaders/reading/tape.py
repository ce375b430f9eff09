"""A sentence as a tape of chunks, each with a one-letter code, so that a grammar is a regular expression over letters.

This is the cascade of finite-state stages of FASTUS (Hobbs et al. 1997): a stage finds a pattern on the codes and
collapses what it covers into one chunk; later stages see the heads only.

Codes of words::

    c capitalized word   C the same, of a function word   M the same, of a portfolio (Finance, Affairs)
    A word in capitals, 2-6 letters   i initial or name particle
    k/m institution head    G/g framework head    R/r project head    V/v event head   (capitalized / not)
    T post (“Deputy Prime Minister”)              y year or years before a noun
    o of    f for    n in, at, near    a and, &    d determiner    s possessive 's    t to    w with    b by
    u on, about    F from    B between    h who, which
    U a web site's name    H honorific (Mr., Dr.)
    , ( ) - " . ;  the marks themselves (" for any quotation mark)         x any other word

Codes of what stages find: ``P`` person, ``I`` institution, ``L`` place, ``N`` demonym, ``J`` project, ``W`` framework,
``E`` event, ``Q`` quantity, ``D`` date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from loaders.facts import Kind
from loaders.reading.document import Sentence
from loaders.reading.drafts import Draft
from loaders.reading.sure_letters import sure_letters

ENTITY: Final = {
    Kind.PERSON: "P",
    Kind.INSTITUTION: "I",
    Kind.PLACE: "L",
    Kind.PROJECT: "J",
    Kind.FRAMEWORK: "W",
    Kind.EVENT: "E",
}


_SURE: Final[dict[int, tuple[frozenset[str], tuple[frozenset[str], ...]]]] = {}
"""By the identity of a grammar's pattern: the codes that every match holds, and the sets of which it holds one each."""
_KEPT: Final[list[re.Pattern[str]]] = []
"""Those patterns: while they are kept, no other has their identity."""


@dataclass(slots=True, eq=False, init=False)
class Chunk:
    """One or more tokens that a stage treats as one; ``start``–``end`` are offsets of the bare reference."""

    start: int
    end: int
    code: str
    lower: str
    """Its words, lower case, single spaces; of a found entity, of the bare reference."""
    draft: Draft | None
    form: str
    outer_start: int
    outer_end: int
    parts: tuple[Chunk, ...]
    """What a collapsed chunk was made of."""

    def __init__(
        self,
        start: int,
        end: int,
        code: str,
        lower: str,
        draft: Draft | None = None,
        form: str = "name",
        outer_start: int = -1,
        outer_end: int = -1,
        parts: tuple[Chunk, ...] = (),
    ) -> None:
        """Without ``outer_start``, a chunk has no noun group around it."""
        self.start, self.end, self.code, self.lower = start, end, code, lower
        self.draft, self.form, self.parts = draft, form, parts
        self.outer_start, self.outer_end = (start, end) if outer_start < 0 else (outer_start, outer_end)


@dataclass(slots=True, eq=False)
class Tape:
    """The chunks of one sentence and their codes, which change from stage to stage."""

    sentence: Sentence
    text: str
    """The whole article's text, which offsets count."""
    chunks: list[Chunk]
    codes: str = field(init=False, default="")
    letters: frozenset[str] = field(init=False, default=frozenset())
    """The codes that there are."""
    shown: str | None = field(init=False, default=None)
    """How the rules see it (``loaders.reading.patterns.Clause``), once they have."""

    def __post_init__(self) -> None:
        """Keep the codes beside the chunks."""
        self.recode()

    def recode(self) -> None:
        """Bring the codes up to date after chunks have changed."""
        codes = "".join([c.code for c in self.chunks])
        if codes != self.codes:
            self.codes, self.letters = codes, frozenset(codes)
        self.shown = None

    def rewrite(
        self, pattern: re.Pattern[str], make: Callable[[Tape, re.Match[str]], tuple[int, int, Chunk] | None]
    ) -> None:
        """Collapse, left to right, what ``make`` takes of each match of ``pattern``.

        ``make`` answers the half-open range of chunks to replace and the chunk to put there, or ``None`` to leave it.
        """
        try:
            every, some = _SURE[id(pattern)]
        except KeyError:
            every, some = _sure(pattern)
        there = self.letters
        if not every <= there:
            return
        for one in some:
            if one.isdisjoint(there):
                return
        at = 0
        while match := pattern.search(self.codes, at):
            made = make(self, match)
            if made is None:
                at = match.start() + 1
                continue
            first, last, chunk = made
            chunk.parts = tuple(self.chunks[first:last])
            self.chunks[first:last] = [chunk]
            self.recode()
            at = first + 1

    def words(self, first: int, last: int) -> str:
        """The lower-case words of a range of chunks."""
        return " ".join([c.lower for c in self.chunks[first:last]])

    def __iter__(self) -> Iterator[Chunk]:
        """The chunks in order."""
        return iter(self.chunks)


def _sure(pattern: re.Pattern[str]) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """What every match of a pattern holds, which is kept."""
    choices = sure_letters(pattern.pattern)
    every = frozenset[str]().union(*(choice for choice in choices if len(choice) == 1))
    some = tuple(sorted((c for c in choices if c.isdisjoint(every)), key=lambda c: (len(c), sorted(c))))
    _KEPT.append(pattern)
    found = _SURE[id(pattern)] = every, some
    return found
