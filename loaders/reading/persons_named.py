"""Persons without a post beside them: known by a verb of saying, an honorific, a given name, or who stands with them.

Each function takes a match on a tape's codes and gives the range of chunks that it covers with the person's own chunk,
or nothing.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.stated_posts import says_post
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_TAKES_PERSONS: Final = {
    "received",
    "receives",
    "met",
    "meets",
    "hosted",
    "welcomed",
    "visited",
    "told",
    "thanked",
    "congratulated",
    "invited",
    "briefed",
}
_SAID: Final = {
    "counterpart",
    "said",
    "added",
    "noted",
    "stressed",
    "stated",
    "emphasized",
    "explained",
    "remarked",
    "concluded",
    "commented",
}


def person(tape: Tape, first: int, last: int, lexicon: Lexicon) -> Draft | None:
    """The person whom the chunks name."""
    chunks = tape.chunks[first:last]
    if chunks[0].code == "P":
        return chunks[0].draft
    while chunks and chunks[0].code == "i" and not chunks[0].lower.endswith("."):
        chunks = chunks[1:]
    if not chunks or not any(c.code == "c" for c in chunks):
        return None
    return lexicon.named(Kind.PERSON, "Person", tape.text[chunks[0].start : chunks[-1].end], strength=2)


def single(name: str, lexicon: Lexicon) -> Draft | None:
    """“President Tokayev”: a surname alone is a person if a title stands before it."""
    for draft in lexicon.of(Kind.PERSON):
        if draft.name.split()[-1].lower() == name.lower():
            return draft
    return lexicon.named(Kind.PERSON, "Person", name, strength=1)


def made(tape: Tape, first: int, last: int, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """The chunks as one that names a person, if they can."""
    draft = person(tape, first, last, lexicon)
    if draft is None:
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    return first, last, Chunk(start, end, "P", tape.text[start:end].lower(), draft)


def bare(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """Two to five capitalized words before a verb that only persons do, or before “who”."""
    first, last = match.start("name"), match.end("name")
    follows = tape.chunks[last].lower if last < len(tape.chunks) else ""
    known = lexicon.find(Kind.PERSON, tape.text[tape.chunks[first].start : tape.chunks[last - 1].end])
    speaks = match["next"] == "x" and follows in words.speech
    who = match["next"] == "," and last + 1 < len(tape.chunks) and tape.chunks[last + 1].lower == "who"
    if (
        known is None
        and not speaks
        and not who
        and not (_looks_like_person(tape.chunks[first:last], words) and tape.codes[max(first - 1, 0)] not in "ntF")
    ):
        return None
    return made(tape, first, last, lexicon)


def holder(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Pilar Soto is the Minister of Trade”: who is, was or is not in a post is a person."""
    first, last = match.span("name")
    if any(c.lower in words.never_persons for c in tape.chunks[first:last]) or not says_post(
        tape.words(*match.span("verb"))
    ):
        return None
    return made(tape, first, last, lexicon)


def polite(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Mr. Jeng”: after an honorific even one name is a person; the honorific is no part of it."""
    first, last = match.start("name"), match.end("name")
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = single(name, lexicon) if last - first == 1 else person(tape, first, last, lexicon)
    if draft is None:
        return None
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    chunk = Chunk(start, end, "P", name.lower(), draft, "name", tape.chunks[match.start()].start, end)
    return match.start(), last, chunk


def said(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“…, said Amadou Diallo, …”: a name straight after a verb of saying."""
    if tape.chunks[match.start() - 1].lower not in _SAID:
        return None
    return made(tape, match.start("name"), match.end("name"), lexicon)


def alone(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Kasymaliev stressed …”: a surname whose bearer the article names nowhere in full."""
    chunk = tape.chunks[match.start()]
    if (
        tape.chunks[match.end() - 1].lower not in _SAID
        or len(chunk.lower) < 5
        or not chunk.lower.endswith(words.surname_endings)
    ):
        return None
    draft = single(tape.text[chunk.start : chunk.end], lexicon)
    return (match.start(), match.start() + 1, Chunk(chunk.start, chunk.end, "P", chunk.lower, draft)) if draft else None


def _looks_like_person(chunks: list[Chunk], words: Vocabulary) -> bool:
    """A known given name first, or a surname's ending last."""
    if (
        any(c.lower in words.never_persons or c.lower in words.portfolio for c in chunks)
        or sum(c.code != "-" for c in chunks) > 5
    ):
        return False
    first, last = chunks[0].lower, chunks[-1].lower
    return first in words.given_names or (len(last) > 4 and last.endswith(words.surname_endings))


def beside(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """After “X and …” where X is a person, or “met with …”."""
    first = match.start("name")
    before = tape.chunks[first - 2] if first > 1 else None
    if before is None or not (
        before.code == "P"
        or (tape.codes[first - 1] == "w" and before.lower in {"met", "talks", "meeting", "meetings", "negotiations"})
    ):
        return None
    return made(tape, first, match.end("name"), lexicon)


def of_organization(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“received Anna Berg of the Agency”: capitalized words after a verb that takes persons, before “of” and a body."""
    after = tape.chunks[match.end()].lower if match.end() < len(tape.chunks) else ""
    if (match.start() == 0 and after not in _SAID | {"joined", "attended", "took", "spoke", "signed"}) or (
        match.start() and tape.chunks[match.start() - 1].lower not in _TAKES_PERSONS
    ):
        return None
    return made(tape, match.start("name"), match.end("name"), lexicon)
