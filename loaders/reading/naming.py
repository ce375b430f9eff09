"""What all names of undertakings need: their words, head nouns and places, and how they are collapsed."""

from __future__ import annotations

import re
from typing import Final

from loaders.reading.drafts import Draft
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Head, Vocabulary

VAGUE: Final = frozenset(
    ("new", "modern", "large", "major", "big", "small", "huge", "whole", "entire", "first", "second", "third", "next")
) | {"own", "key"}
"""Words before a work that tell it from no other."""


def words_of(tape: Tape, first: int, last: int) -> str:
    """The words of a range of chunks as the article has them."""
    return tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]


def collapsed(
    tape: Tape, first: int, last: int, code: str, draft: Draft, outer: int | None = None, form: str = "name"
) -> tuple[int, int, Chunk]:
    """The answer of a ``rewrite`` for a name; ``outer`` is where its noun group begins."""
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    chunk = Chunk(start, end, code, tape.text[start:end].lower(), draft, form)
    if outer is not None and outer < first:
        chunk.outer_start = tape.chunks[outer].start
        return outer, last, chunk
    return first, last, chunk


def head_of(tape: Tape, match: re.Match[str], words: Vocabulary) -> tuple[Head | None, str]:
    """The head noun that the match ends in; the longest that is known."""
    lower = " ".join(c.lower for c in tape.chunks[match.start("head") : match.end("head")])
    before = tape.chunks[match.start("head") - 1].lower if match.start("head") else ""
    for text in (f"{before} {lower}", lower, lower.split()[-1]):
        head = words.heads.get(tuple(text.split()))
        if head is not None:
            return head, text
    return None, lower


def places_in(tape: Tape, first: int, last: int) -> list[Draft]:
    """The places inside a name, as far as they have been found."""
    return [c.draft for c in tape.chunks[first:last] if c.code == "L" and c.draft is not None]


def plural(head: str) -> bool:
    """Whether a head noun, lower case, means several things: “roads”, but not “bypass” and “waterworks”."""
    return head.endswith("s") and not head.endswith(("ss", "works"))
