"""How an article is laid out: paragraphs, headings, datelines, and what is no part of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from loaders.reading.tables import either, plain, table

_TABLE: Final = table("segments")
_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ENDS: Final = frozenset(".!?…:;,")
_CLOSERS: Final = "\"”’'»)] "
_BULLET: Final = re.compile(r"(?:[-–—•*·▪●►]|\(?\d{1,2}[.)])\s")
WRAP: Final = 120
"""Lines longer than this are whole paragraphs, never wrapped by hand."""
HEADING: Final = 160
"""A longer paragraph is no heading."""

_MONTHS: Final = either(table("calendar")["months"] | table("calendar")["short_months"])
_MONTHS_UP: Final = either(month.title() for month in table("calendar")["months"] | table("calendar")["short_months"])
_UPPER: Final = "A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŅŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽƏ"
_DATE: Final = (
    rf"(?:(?i:{_MONTHS})\.? \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? (?i:{_MONTHS})\.?(?:,? \d{{4}})?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_NAME: Final = rf"(?:St\. )?[{_UPPER}][\w'-]{{1,24}}"
_PLACE: Final = rf"{_NAME}(?: {_NAME}){{0,2}}"
_SOURCE: Final = rf"(?:\([^()\n]{{2,60}}\)|/[^/\n]{{2,40}}/|{either(_TABLE['agencies'])}(?!\w))"
_HEAD: Final = (
    rf"(?P<place>{_PLACE})(?:/{_PLACE})?(?P<country>(?:, (?!{_MONTHS_UP}){_PLACE}|, (?:[A-Z]\.){{2}}){{0,2}})"
    rf"(?P<date>[,.]? \(?{_DATE}\)?)?(?P<source>(?:(?: -| —)?[.,:]? {{0,2}}{_SOURCE}){{0,2}})"
)
_NEXT: Final = r"(?=[\"“«'‘]?[\w$€£])"
_DATELINES: Final = tuple(
    re.compile(_HEAD + end + _NEXT) for end in (r"(?: ?—\s*|[.:]? --?\s+|--|(?<=\))-\s+)", r" {1,3}", r"[.:/]{1,2}\s+")
)
_ALL: Final = re.compile(_HEAD + r"[.:]?")
"""Ended by a dash; by nothing, after a news agency; by a full stop or colon."""


def paragraphs(text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """The paragraphs of ``text[start:]`` as (start, end) without the white space around them, empty lines left out.

    A line is a paragraph, unless it goes on in the next one: lines broken by hand, all filled to about the same width,
    or a next line that begins with a small letter where the sentence has not ended.
    """
    lines: list[tuple[int, int]] = []
    found: list[tuple[int, int]] = []
    at = start
    for end, following in [*((m.start(), m.end()) for m in _BREAK.finditer(text, start)), (len(text), len(text))]:
        line = text[at:end]
        kept = line.strip()
        if kept:
            begin = at + line.index(kept[0])
            lines.append((begin, begin + len(kept)))
        else:
            found.extend(_joined(text, lines))
            lines = []
        at = following
    return (*found, *_joined(text, lines))


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines of one block, joined to paragraphs where they were broken by hand."""
    if len(lines) < 2:
        return lines
    wrapped = _is_wrapped(text, lines)
    found = [lines[0]]
    for begin, end in lines[1:]:
        before = found[-1]
        open_end = text[before[1] - 1] not in _ENDS and text[before[1] - 1] not in _CLOSERS
        if wrapped or (open_end and text[begin].islower()):
            found[-1] = (before[0], end)
        else:
            found.append((begin, end))
    return found


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether every line but the last is so full that the next line's first word did not fit."""
    width = max(end - begin for begin, end in lines)
    if len(lines) < 3 or width > WRAP:
        return False
    for (begin, end), (following, stop) in pairwise(lines):
        word = text[following:stop].split(maxsplit=1)[0]
        if end - begin + 1 + len(word) <= width:
            return False
    return any(text[begin].islower() for begin, _ in lines[1:])


def is_heading(text: str, blocks: tuple[tuple[int, int], ...], number: int) -> bool:
    """Whether a paragraph is a title or an intermediate heading: short, no final mark, no item of a list."""
    start, end = blocks[number]
    block = text[start:end]
    if len(block) > HEADING or len(blocks) == 1 or _BULLET.match(block) or not any(c.isalpha() for c in block):
        return False
    bare = block.rstrip(_CLOSERS)
    if not bare or bare[-1] in _ENDS or (block[0] in '"“«' and block[-1] in '"”»'):
        return False
    if number and text[blocks[number - 1][1] - 1] in ":;,":
        return False
    if number == len(blocks) - 1 or block[0].islower():
        words = [word for word in block.split() if len(word) > 3]
        return bool(words) and all(not word[0].islower() for word in words)
    return True


def is_boilerplate(text: str, start: int, end: int, *, whole: bool = False) -> bool:
    """Whether a sentence, or (``whole``) a paragraph, is a photo credit, an appeal to subscribe, a copyright line …"""
    block = plain(text[start : min(end, start + 200)])
    if _ANYWHERE.match(block):
        return True
    return whole and end - start <= HEADING and _ALONE.match(block) is not None


def _markers(*, alone: bool) -> re.Pattern[str]:
    chosen = [rule["pattern"] for rule in _TABLE["boilerplate"] if rule.get("alone", False) == alone]
    return re.compile("|".join(f"(?:{pattern})" for pattern in chosen), re.IGNORECASE)


_ANYWHERE: Final = _markers(alone=False)
_ALONE: Final = _markers(alone=True)


def dateline(text: str, start: int, end: int, *, leading: bool) -> int:
    """Where the paragraph proper begins after ``ASTANA — ``, ``ASTANA. KAZINFORM``, ``Brussels, 24 October 2023 –`` …

    A capitalized name and a dash alone count only in the ``leading`` paragraph. ``start`` where there is no dateline.
    """
    line = plain(text[start : min(end, start + 160)])
    for pattern, accepted in zip(_DATELINES, (_dashed, _sourced, _stopped), strict=True):
        match = pattern.match(line)
        if match and match["place"].split()[0] not in _TABLE["starters"] and accepted(match, leading):
            return start + match.end()
    alone = _ALL.fullmatch(line)
    return end if alone and alone["date"] and alone["country"] and end - start <= 160 else start


def _shouted(match: re.Match[str]) -> bool:
    return match["place"].isupper() and len(match["place"]) > 3


def _dashed(match: re.Match[str], leading: bool) -> bool:
    if _shouted(match) or match["date"] or match["source"]:
        return True
    return leading and not match.string[match.end()].islower()


def _stopped(match: re.Match[str], leading: bool) -> bool:
    return bool(match["date"]) or (_shouted(match) and (not match["country"] or bool(match["source"])))


def _sourced(match: re.Match[str], leading: bool) -> bool:
    return _shouted(match) and bool(match["source"])
