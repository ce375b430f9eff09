"""Where the quotations of an article are: pairs of quotation marks, with the slips that news copy has.

A quotation may run over paragraphs, each of which opens with a mark while only the last one closes; an opening mark
may be lost at the beginning of a paragraph, or a closing one at its end. Single marks count only around words that end
in a punctuation mark, so that apostrophes and names of things are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from loaders.reading.document import Document, Zone

LONGEST_RUN: Final = 12
"""Paragraphs that one quotation may run over."""

_MARK: Final = re.compile(r"[\"“”„‟«»]|''")
_SINGLE: Final = re.compile(r"(?<![\w’'])[‘']((?:[^‘’'\n]|(?<=\w)[’'](?=\w)){15,1500}(?<=[,.!?…]))[’'](?![\w’'])")
_LOST: Final = re.compile(r"[’'](?=,?\s{1,3}(?:said|says|added|noted|stated|stressed|remarked|concluded)\b)")
_OPENING: Final = "“„«‟"
_TRAILING: Final = " \t\n\r,;:–—-\u00a0"


class Quotation(NamedTuple):
    """A quotation: the words between the marks, and the whole with its marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int


class _Open(NamedTuple):
    """A quotation that has begun and not ended yet."""

    start: int
    outer: int
    nested: int = 0


def quotations(document: Document) -> tuple[Quotation, ...]:
    """The stretches of the body between quotation marks, in order; they do not overlap."""
    paragraphs = _paragraphs(document)
    found: list[Quotation] = []
    carried: _Open | None = None
    run = 0
    for i, (start, end) in enumerate(paragraphs):
        closed, carried = _paragraph(document.text, start, end, carried)
        found += closed
        if carried is None:
            run = 0
            continue
        run += 1
        follows = i + 1 < len(paragraphs) and document.text[paragraphs[i + 1][0]] in _OPENING + '"'
        if not follows or run >= LONGEST_RUN:
            single = _LOST.search(document.text, max(start, carried.start), end)
            stop, after = single.span() if single else (end, end)
            found += _quotation(document.text, carried.start, stop, carried.outer, after)
            carried, run = None, 0
    return _with_singles(document.text, paragraphs, found)


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    """First and last offset of every paragraph of the body."""
    body = [s for s in document.sentences if s.zone is Zone.BODY]
    groups = [list(group) for _, group in groupby(body, key=lambda s: s.paragraph)]
    return [(group[0].dateline, group[-1].end) for group in groups]


def _paragraph(text: str, start: int, end: int, carried: _Open | None) -> tuple[list[Quotation], _Open | None]:
    """The quotations that end in one paragraph, and the one that is left open at its end."""
    found: list[Quotation] = []
    now = carried
    for mark in _MARK.finditer(text, start, end):
        at, after = mark.span()
        if now is not None and carried is not None and at == start:
            continue  # the mark that opens every paragraph of a long quotation
        if now is None:
            if _opens(text, start, at, after, end):
                now = _Open(after, at)
            elif not found and _closes(text, start, at, after, end):
                found += _quotation(text, start, at, start, after)
        elif mark[0] in _OPENING and not _closes(text, start, at, after, end):
            now = now._replace(nested=now.nested + 1)
        elif now.nested:
            now = now._replace(nested=now.nested - 1)
        else:
            found += _quotation(text, now.start, at, now.outer, after)
            now = None
    return found, now


def _opens(text: str, start: int, at: int, after: int, end: int) -> bool:
    """Whether a mark stands where a quotation may begin: before a word, after a space or bracket."""
    if after >= end or text[after].isspace():
        return False
    return at == start or not (text[at - 1].isalnum() or text[at - 1] in ",.!?…")


def _closes(text: str, start: int, at: int, after: int, end: int) -> bool:
    """Whether a mark stands where a quotation may end: after a word or its punctuation, not before a word."""
    return at > start and not text[at - 1].isspace() and (after >= end or not text[after].isalnum())


def _quotation(text: str, start: int, end: int, outer_start: int, outer_end: int) -> Iterator[Quotation]:
    """The quotation with the spaces and the comma at its ends cut off, if anything is left."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        yield Quotation(start, end, outer_start, outer_end)


def _with_singles(text: str, paragraphs: list[tuple[int, int]], doubles: list[Quotation]) -> tuple[Quotation, ...]:
    """The quotations in double marks, and those in single marks outside them."""
    starts = [q.outer_start for q in doubles]
    singles: list[Quotation] = []
    for start, end in paragraphs:
        for found in _SINGLE.finditer(text, start, end):
            i = bisect_right(starts, found.start()) - 1
            inside = i >= 0 and found.start() < doubles[i].outer_end
            across = i + 1 < len(doubles) and found.end() > doubles[i + 1].outer_start
            if not inside and not across:
                singles += _quotation(text, found.start(1), found.end(1), found.start(), found.end())
    return tuple(sorted([*doubles, *singles]))
