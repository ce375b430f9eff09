"""Long names that an acronym in brackets spells out, commas and all: “the Water, Sanitation and Hygiene (WASH) plan”.

Where a name has a list in it, nothing but its acronym tells where it begins: every letter of the acronym is the initial
of a word, in order, the first letter of the first word (after Schwartz and Hearst 2003, “A simple algorithm for
identifying abbreviation definitions in biomedical text”). Names without a comma are found by their heads alone.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.naming import words_of
from loaders.reading.tape import ENTITY, Chunk, Tape
from loaders.reading.vocabulary import Head, Vocabulary

SPELLED: Final = re.compile(r"\((?P<short>[AcTkMG])\)(?P<head>[RrGgVvkm])?")
_SHORT: Final = re.compile(r"[A-Z][A-Za-z-]{2,11}")
_WORDS: Final = frozenset("cCMAkGRVLNTi")
_LINKS: Final = frozenset("oafnud,&-")
_LONGEST: Final = 16
"""Chunks that a name may have."""


def spelled_names(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse the names with a list in them that an acronym in brackets spells."""
    for tape in tapes:
        if "(" in tape.codes and "," in tape.codes:
            tape.rewrite(SPELLED, lambda t, m: _spelled(t, m, words, lexicon))


def _spelled(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    short = tape.chunks[match.start("short")]
    letters = tape.text[short.start : short.end]
    if not _SHORT.fullmatch(letters) or sum(letter.isupper() for letter in letters) < 3:
        return None
    first = _beginning(tape, match.start(), letters.replace("-", ""))
    if first is None or "," not in tape.codes[first : match.start()]:
        return None
    head = _head(tape, first, match, words)
    if head is None or head.kind not in ENTITY or head.kind is Kind.EVENT:
        return None
    name = words_of(tape, first, match.start())
    after = tape.chunks[match.start("head")] if match["head"] else None
    if after is not None:
        name = f"{name} {tape.text[after.start : after.end]}"
    draft = lexicon.named(head.kind, head.cls, name, strength=2)
    draft.head = after.lower if after is not None else tape.chunks[match.start() - 1].lower
    lexicon.alias(draft, letters)
    end = match.end() if match["head"] else match.end("short") + 1
    chunk = Chunk(
        tape.chunks[first].start, tape.chunks[end - 1].end, ENTITY[head.kind], name.lower(), draft.root, "name"
    )
    return first, end, chunk


def _beginning(tape: Tape, end: int, letters: str) -> int | None:
    """The chunk at which the name before ``end`` begins, if its initials in order are the letters."""
    wanted = letters.lower()
    at = end
    while at > max(0, end - _LONGEST) and (tape.codes[at - 1] in _WORDS or tape.codes[at - 1] in _LINKS):
        at -= 1
    for first in range(end - 1, at - 1, -1):
        chunk = tape.chunks[first]
        if chunk.lower[:1] == wanted[0] and tape.codes[first] in _WORDS and _in_order(tape, first, end, wanted):
            return first
    return None


def _in_order(tape: Tape, first: int, end: int, wanted: str) -> bool:
    """Whether the letters are initials of the words, in order; small words give one or none."""
    words = re.findall(r"[^\W\d_]+", tape.text[tape.chunks[first].start : tape.chunks[end - 1].end])
    capitals = [word[0].lower() for word in words if word[0].isupper()]
    every = [word[0].lower() for word in words]
    return len(capitals) <= len(wanted) + 2 and (_spells(capitals, wanted) or _spells(every, wanted))


def _spells(initials: list[str], wanted: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in wanted)


def _head(tape: Tape, first: int, match: re.Match[str], words: Vocabulary) -> Head | None:
    """What kind of thing it is: by the noun after the bracket, the last word of the name, or its first."""
    places = [match.start("head")] if match["head"] else [match.start() - 1, first]
    return next((found for at in places if (found := words.heads.get((tape.chunks[at].lower,))) is not None), None)
