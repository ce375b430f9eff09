"""What a number measures, in a few words of the article around it, and which time it is for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from loaders.facts import Entity, Kind, Passage, Span
from loaders.reading.document import Document, Quantity, Sentence, When

_BOUNDARY: Final = re.compile(
    r"[;:()“”\"!?–—]|[,.](?!\d)|\b(?:which|that|while|whereas|but|said|according|worth|totall?ing|costing)\b"
)
_TRAILING: Final = re.compile(
    r"(?:\W|\b(?:of|by|at|to|for|with|in|on|a|an|the|total|as|than|nearly|almost|about|roughly|around|over|up|more|from"
    r"|some|approximately|and|is|was|were|are|has|have|had|been|reached|reaching|reaches|amounted|amounts|amounting"
    r"|stood|stands|totall?ed|totals?|worth|estimated|valued|will|would|could|be|its|his|their|it|also|another|exceeded"
    r"|exceeds|additional|level)\b)+$",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"^(?:['’]s\b|\W|\b(?:and|or|the|a|an|of|by|to|it|he|she|they|this|in total|as well as|also|has|have|had|were|was"
    r"|are|is|been|with|including|for|at|annually|US dollars?|dollars?|euros?)\b)+",
    re.IGNORECASE,
)
_WORTH: Final = re.compile(
    r"\b(?:worth|totall?ing|valued at|amounting to|for a total of|with a total (?:cost|value) of)\W+$"
)
_WORTH_BETWEEN: Final = re.compile(
    r" (?:worth|totall?ing|valued at|amounting to|for a total of|with a total (?:cost|value) of) "
)
_SHARE: Final = re.compile(r" (?:in|of) (?!\d)((?:[\w’'-]+ ?){1,3})")
_HEAD: Final = re.compile(r"\b(?:[Tt]he |[Aa] )?((?:[\w-]+ ){0,3}[\w-]+) (?:between|with) ")
_NEAR: Final = 60
_CLAUSE: Final = 400
"""How far from a number the date of its clause may stand."""
_AWAY: Final = re.compile(
    r"\b(?:compared (?:with|to)|than|against|versus|(?:same|corresponding) period (?:of|in)"
    r"|up from|down from|from) (?:in )?$",
    re.IGNORECASE,
)
_ACT: Final = re.compile(r"\b(?:approved|signed|agreed|announced|concluded|ratified|adopted)\b[^,;]*$", re.IGNORECASE)
_NOW: Final = re.compile(r"\b(?:currently|at present|now|today|already under way)\b", re.IGNORECASE)
_BY: Final = re.compile(r"\b(?:by|until|till)\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\b[^,;.]*$", re.IGNORECASE)
_SINCE_THEN: Final = re.compile(r"\bsince then\b", re.IGNORECASE)
_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)(?!\d)")
_WEATHER: Final = frozenset({"°C", "mps", "m/s", "km/h"})
"""Units of what lasts a day, so that the day of an event nearby is its time."""
_WORDS: Final = 6


def measure(text: str, quantities: Sequence[Quantity], i: int, s: Sentence, *, floor: int, unit: str) -> str:
    """A few words of the sentence that say what quantity number ``i`` measures; never empty.

    The words lie behind ``floor``; ``unit`` is the noun counted, which the quantity itself may leave out.
    """
    q = quantities[i]
    left, right = _left(text, quantities, i, max(floor, s.dateline)), _right(text, quantities, i, s)
    if q.family in {"count", "number"}:
        return f"{unit} {right}" if right else f"{left} {unit}".strip()
    worth = _WORTH.search(text, max(s.start, q.start - 30), q.start)
    if worth:
        before = text[max(floor, s.dateline, worth.start() - 60) : worth.start()]
        left = _TRAILING.sub("", " ".join(_LEADING.sub("", _BOUNDARY.split(before)[-1]).split()[-3:]))
        last = quantities[i - 1] if i else None
        counted = (
            last.unit
            if last and last.family == "count" and last.start >= s.start and q.start - last.end < _NEAR
            else left
        )
        return " ".join(f"worth of {counted or 'the whole'} {right}".split())
    share = _SHARE.match(text, q.end, min(s.end, q.end + 60))
    if share:
        return f"{left} {share[1]}".strip()
    if " " not in left and not right:
        head = _HEAD.search(text, max(s.dateline, q.start - 300), q.start)
        left = f"{head[1]} {left}".strip() if head else left
    return left or right or _left(text, quantities, i, s.dateline) or unit


def _left(text: str, quantities: Sequence[Quantity], i: int, floor: int) -> str:
    q = quantities[i]
    start = max(floor, q.start - 120, quantities[i - 1].end if i else 0)
    before = text[start : q.start]
    last = max((m.end() for m in _BOUNDARY.finditer(before)), default=0)
    words = before[last:].split() if last or start > q.start - 120 else before.split()[1:]
    return _LEADING.sub("", _TRAILING.sub("", " ".join(words[-_WORDS - 2 :])))


def _right(text: str, quantities: Sequence[Quantity], i: int, s: Sentence) -> str:
    """The words behind the number, past “worth $4 billion”, up to the next number or pause."""
    start = quantities[i].end
    after = quantities[i + 1] if i + 1 < len(quantities) else None
    if after and after.start < s.end and _WORTH_BETWEEN.fullmatch(text, start, after.start):
        start = after.end
        after = quantities[i + 2] if i + 2 < len(quantities) else None
    ceiling = min(s.end, start + 120, after.start if after else s.end)
    words = text[start:ceiling]
    stop = _BOUNDARY.search(words)
    cut = words[: stop.start() if stop else None].rstrip(" .").split()[:_WORDS]
    return _TRAILING.sub("", _LEADING.sub("", " ".join(cut)))


class Times:
    """Which time a number is for."""

    __slots__ = ("_document", "_periods", "_starts")

    def __init__(self, document: Document, periods: Mapping[str, Span]) -> None:
        """``periods`` are those of frameworks, by IRI."""
        self._document = document
        self._periods = periods
        self._starts = [w.start for w in document.whens]

    def of(self, q: Quantity, s: Sentence, about: Entity, source: Passage | None) -> Span | None:
        """The time said in the number's own clause, else the period of the framework whose result it is.

        A temperature or wind speed goes on being of the day that the sentence ``source`` named.
        """
        text = self._document.text
        clause = text[max(s.start, q.start - 60) : min(s.end, q.end + 40)]
        when = self._nearest(q, s)
        if when is not None and not _NOW.search(clause):
            return self._closed(when)
        if _SINCE_THEN.search(text, s.start, min(q.start, s.start + 100)):
            return self._since_then(s)
        if q.per_year:
            return None
        if source and q.unit in _WEATHER and source[1] <= s.start:
            i = bisect_left(self._starts, source[1]) - 1
            when = self._document.whens[i] if i >= 0 and self._starts[i] >= source[0] else None
            return when.span if when else None
        return self.of_framework(about)

    def of_framework(self, about: Entity) -> Span | None:
        """A framework's period, as stated or as its name gives it."""
        if about.kind is not Kind.FRAMEWORK:
            return None
        stated = self._periods.get(about.iri)
        if stated is not None:
            return stated
        for name in (about.name, *about.names):
            match = _YEARS.search(name)
            if match:
                begin, end = int(match[1]), int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])
                if begin < end:
                    return _years(begin, end, match[0])
        return None

    def _nearest(self, q: Quantity, s: Sentence) -> When | None:
        """The date or period nearest to ``q`` within its part of the sentence."""
        text = self._document.text
        low, high = max(s.start, q.start - _CLAUSE), min(s.end, q.end + _CLAUSE)
        floor = text.rfind(";", low, q.start) + 1 or low
        ceiling = text.find(";", q.end, high)
        ceiling = high if ceiling < 0 else ceiling
        best: tuple[int, When] | None = None
        for w in self._document.whens[bisect_left(self._starts, floor) : bisect_left(self._starts, ceiling)]:
            if w.end > ceiling or not self._counts(w, q):
                continue
            gap = q.start - w.end if w.end <= q.start else w.start - q.end
            if best is None or gap < best[0]:
                best = (gap, w)
        return best[1] if best else None

    def _counts(self, w: When, q: Quantity) -> bool:
        if w.span is None or w.role == "modifier" or (w.start < q.end and q.start < w.end):
            return False
        if _AWAY.search(self._document.text, max(0, w.start - 30), w.start):
            return False
        if (
            q.family == "money"
            and w.span.precision == "month"
            and _ACT.search(self._document.text, max(0, w.start - 80), w.start)
        ):
            return False
        return w.role == "period" or w.span.precision != "day" or q.unit in _WEATHER

    def _closed(self, when: When) -> Span | None:
        """“Since 1992” ends with the article's year; “by 2030” means that year."""
        span = when.span
        today = self._document.date
        if span and span.begin and today and span.precision == "year" and self._since(when):
            return _years(span.begin.year, today.year, span.text)
        if span is None or (span.begin and span.end):
            return span
        if span.begin and today:
            return Span(begin=span.begin, end=date(today.year, 12, 31), precision="year", text=span.text)
        if span.end and _BY.search(self._document.text, max(0, when.start - 6), when.end):
            return Span(begin=date(span.end.year, 1, 1), end=span.end, precision="year", text=span.text)
        return span

    def _since(self, when: When) -> bool:
        """“Since it joined in 1991”."""
        return _SINCE.search(self._document.text, max(0, when.start - 80), when.start) is not None

    def _since_then(self, s: Sentence) -> Span | None:
        """“Since then” counts from the last date of the sentence before."""
        i = bisect_left(self._starts, s.start) - 1
        if i < 0 or s.start - self._starts[i] > 400 or self._document.date is None:
            return None
        span = self._document.whens[i].span
        if span is None or span.begin is None:
            return None
        return _years(span.begin.year, self._document.date.year, "since then")


def _years(begin: int, end: int, text: str) -> Span:
    return Span(begin=date(begin, 1, 1), end=date(end, 12, 31), precision="year", text=text)


def periods(facts: Sequence[tuple[str, Span]]) -> dict[str, Span]:
    """The first closed period of each thing, by IRI."""
    found: dict[str, Span] = {}
    for iri, span in facts:
        if span.begin and span.end:
            found.setdefault(iri, span)
    return found
