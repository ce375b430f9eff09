"""Roads that have a number for a name: “National Road 44”, “Highway 7”, “the M41 highway”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.naming import collapsed, words_of
from loaders.reading.tape import Chunk, Tape

AFTER: Final = re.compile(r"(?P<scope>[Mc]?)(?P<head>[Rc])(?P<number>[xAQ])(?![cMR])")
BEFORE: Final = re.compile(r"(?P<number>[Ax])(?P<head>[rR])")
_ROADS: Final = frozenset(
    {"road", "highway", "motorway", "route", "expressway", "freeway", "autobahn", "trunk road", "corridor"}
)
_SCOPES: Final = frozenset(
    {
        "national",
        "federal",
        "state",
        "provincial",
        "regional",
        "republican",
        "international",
        "carec",
        "trunk",
        "county",
    }
)
_NUMBER: Final = re.compile(r"(?:no\.? ?)?[a-z]{0,3}-?\d{1,4}[a-z]?")
_LETTERED: Final = re.compile(r"[a-z]{1,3}-?\d{1,4}[a-z]?")


def after(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“National Road 44”: the number stands after the noun, which is capitalized."""
    head = tape.chunks[match.start("head")]
    if head.lower not in _ROADS or not _NUMBER.fullmatch(tape.chunks[match.start("number")].lower):
        return None
    first = match.start()
    if match["scope"] and tape.chunks[first].lower not in _SCOPES:
        first = match.start("head")
    return _road(tape, first, match.end(), head.lower, lexicon)


def before(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“The M41 highway”: letters and a number before the noun."""
    head = tape.chunks[match.start("head")]
    if head.lower not in _ROADS or not _LETTERED.fullmatch(tape.chunks[match.start("number")].lower):
        return None
    return _road(tape, match.start(), match.end(), head.lower, lexicon)


def _road(tape: Tape, first: int, last: int, head: str, lexicon: Lexicon) -> tuple[int, int, Chunk]:
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, first, last), strength=2)
    draft.head = head
    return collapsed(tape, first, last, "J", draft)
