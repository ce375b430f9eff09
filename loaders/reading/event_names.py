"""Names of forums, summits and sessions, by their head nouns and ordinals."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.naming import collapsed, head_of, places_in, words_of
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

EVENT: Final = re.compile(
    r"(?P<proper>(?:[cMACLNIGRkJ](?:-[cLI])?)+)(?P<head>V+)(?P<tail>[ofu]d?[cMCALINGRV]+(?:-[cL]+)?(?:[cM]|a[cM]+)*)?(?P<years>y)?"
)
OF_BODY: Final = re.compile(r"(?<=[dx])(?P<proper>[IA])(?P<head>v)(?=nL|n[cR]|nD|D|,|\\.|$)")
ORDINAL: Final = re.compile(r"(?P<ordinal>x)(?P<proper>[cMALNI]*)(?P<head>[Vv])(?P<tail>[ofu]d?(?:I|[ck][cMkou a]*))?")
APPOSED: Final = re.compile(r"(?P<proper>[cA]),d(?P<gap>x?[cM]*)(?P<head>V+)")
_GATHERINGS: Final = frozenset(("summit", "summits", "forum", "congress", "general assembly", "ministerial conference"))
_ORDINAL: Final = re.compile(
    r"\d+(?:st|nd|rd|th)$|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)$"
)


def event(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Astana International Forum”: a head noun with a proper name."""
    head, text = head_of(tape, match, words)
    first, last = match.start("proper"), match.end()
    while first < match.end("proper") and tape.codes[first] == "C":
        first += 1
    proper = tape.codes[first : match.end("proper")]
    if head is None or not re.search(r"[cMALI]", proper) or (proper in {"L", "N"} and not match["tail"]):
        return None
    if first > 0 and _ORDINAL.search(tape.chunks[first - 1].lower):
        first -= 1
    name = words_of(tape, first, last).removeprefix("The ")
    draft = lexicon.named(Kind.EVENT, head.cls, name, strength=2)
    draft.head = text
    draft.places = draft.places or places_in(tape, first, last)
    return collapsed(tape, first, last, "E", draft)


def apposed(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“COP29, the 29th Conference of …”: the head in apposition types the name."""
    head, text = head_of(tape, match, words)
    if head is None:
        return None
    at = match.start()
    draft = lexicon.named(Kind.EVENT, head.cls, words_of(tape, at, at + 1), strength=2)
    draft.head = text
    return collapsed(tape, at, at + 1, "E", draft)


def ordinal(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“20th meeting of the Intergovernmental Commission”: an ordinal makes an event of a session."""
    if not _ORDINAL.search(tape.chunks[match.start()].lower) or not (match["tail"] or match["proper"]):
        return None
    head, text = head_of(tape, match, words)
    if head is None:
        return None
    name = words_of(tape, match.start(), match.end())
    draft = lexicon.named(Kind.EVENT, head.cls, name, strength=2)
    draft.head = text
    return collapsed(tape, match.start(), match.end(), "E", draft)


def of_body(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“at the ASEAN summit in Phnom Penh”: the summit of an organization, told by its name."""
    head, text = head_of(tape, match, words)
    chunk = tape.chunks[match.start()]
    body = chunk.draft.root if chunk.draft is not None else None
    if head is None or text not in _GATHERINGS or chunk.form == "definite":
        return None
    if body is not None and body.cls not in {"InternationalOrganization", "Organization"}:
        return None
    name = words_of(tape, match.start(), match.end())
    draft = lexicon.named(Kind.EVENT, "Forum", name, strength=2)
    draft.head = text
    return collapsed(tape, match.start(), match.end(), "E", draft)
