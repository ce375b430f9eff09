"""Which time a number is for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from loaders.facts import Entity, Kind, Passage, Span
from loaders.reading.document import Document, Mentioned, Quantity, Sentence, When

_CLAUSE: Final = 400
"""How far from a number the date of its clause may stand."""
_AWAY: Final = re.compile(
    r"\b(?:compared (?:with|to)|than|against|versus|(?:same|corresponding) period (?:of|in)"
    r"|up from|down from|from) (?:in )?$",
    re.IGNORECASE,
)
_ACT: Final = re.compile(r"\b(?:approved|signed|agreed|announced|concluded|ratified|adopted)\b[^,;]*$", re.IGNORECASE)
_ONCE: Final = re.compile(r"\W*(?:once|when|after|as soon as|upon)\b[^,;]{0,90}$", re.IGNORECASE)
"""“Once it is completed in 2027, …”: the year is that of the completion."""
_DEADLINE: Final = re.compile(
    r"\b(?:will|would|could|shall|plans? to|aims? to|intends? to) (?:\w+ )?(?:invest|replace|install|build|construct|lay|lend"
    r"|provide|train|plant|repair|rehabilitate|renovate|pave|purchase|buy|supply|equip|upgrade)\b",
    re.IGNORECASE,
)
"""“Will install 900 meters by 2029”: when the work must be done."""
_PHASE: Final = re.compile(
    r"\b(?:first|earlier|previous|initial|preceding|pilot|former) (?:phase|stage|round|edition)\b", re.IGNORECASE
)
"""What belongs to another time than the framework’s own."""
_NOW: Final = re.compile(r"\b(?:currently|at present|now|today|already under way)\b", re.IGNORECASE)
_BY: Final = re.compile(r"\b(?:by|until|till)\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\b[^,;.]*$", re.IGNORECASE)
_HAS_SINCE: Final = re.compile(r",? and (?:has|have) since\b|,? (?:has|have) since\b")
_SINCE_THEN: Final = re.compile(r"\bsince then\b", re.IGNORECASE)
_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)(?!\d)")
_YEARLY: Final = re.compile(
    r"(?:\b(?:annual|yearly)\b(?! (?:meeting|report|growth|inflation|rate))[^;:.,]{0,60}"
    r"|(?:annually|(?<!of )(?:every|each) year),? (?:[\w-]+ ){0,4}"
    r"|(?:annually|every year|each year|a year|per year),? and (?:to )?[a-z]+ [^;:.,\d]{0,40})$",
    re.IGNORECASE,
)
_YEARLY_AFTER: Final = re.compile(
    r"(?:CO2|[^;:.\d]){0,90}?\b(?:annually|yearly|per year|(?<!of )(?:each|every) year|per annum"
    r"|a year(?! (?:ago|earlier|later|before|after)))\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r", (?:approved|signed|launched|adopted|established|opened|founded|built|completed|commissioned|created|inaugurated"
    r"|ratified|concluded|closed|begun|started|finished|ended)(?: \w+){0,4}?(?: (?:in|on|by))? $",
    re.IGNORECASE,
)
_BUILT: Final = re.compile(
    r"\b(?:built|complet\w+|commission\w+|constructed|finished|operational|operation|ready|implemented|launched"
    r"|put into (?:operation|service))\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"\b(?:and|while|but|whereas),? (?:in |by )?$", re.IGNORECASE)
_OTHER: Final = re.compile(
    r", (?:and|but|while) [^;]*\b(?:is|are|was|were|will|has|have|rose|fell|dropped|grew)\b[^;]*\d|"
    r"\d[^;]*\b(?:and|but) (?:has|have|had|will|is|was|are|were|it|they)\b"
    r"|\b(?:and|but) (?:has|have|had|will|is|was|are|were|it|they)\b[^;]*\d"
    r"|\b(?:that|which|who) (?:will|would|is|was|has)\b[^;]*\d"
)
"""A clause with a number of its own lies between."""
_SINCE_BEFORE: Final = re.compile(r"\bsince $", re.IGNORECASE)
_LASTING: Final = re.compile(r"\b(?:will|would|to|may|must|shall|can|could) $")
"""“Will last 30 months” is no time past."""
_PAST_YEARS: Final = re.compile(r"\b(?:past|last|previous|coming|next) (?:\S+ )?(?:decades?|years)\b", re.IGNORECASE)
"""How long, rather than when."""
_RELATIVE: Final = re.compile(r", (?:which|who) [^,;]{0,90}$")
_RELATIVE_BEGINS: Final = re.compile(r", (?:which|who) ")
_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_COMING: Final = re.compile(r"\b(?:will|may|might|could|expected|forecast|likely|is to|are to)\b", re.IGNORECASE)
_AS_OF: Final = re.compile(r"\b(?:as of|as at|by|at the end of|as on) $", re.IGNORECASE)
_FROM_TO: Final = re.compile(
    r" to (?:\w+ ){0,2}\d[\d.,]*(?: ?%| ?\w+)?(?: \w+)?,? (?P<of>by|between|from|in|over) ", re.IGNORECASE
)
_WEATHER: Final = frozenset({"°C", "mps", "m/s", "km/h"})
"""Units of what lasts a day, so that the day of an event nearby is its time."""
_WITH_YEARS: Final = frozenset({Kind.FRAMEWORK, Kind.PROJECT, Kind.EVENT})


class Times:
    """Which time a number is for."""

    __slots__ = ("_document", "_named", "_periods", "_starts")

    def __init__(self, document: Document, periods: Mapping[str, Span], mentions: Sequence[Mentioned]) -> None:
        """``periods`` are those of frameworks, by IRI; years inside names are not the number's."""
        self._document = document
        self._periods = periods
        self._named = [m for m in mentions if m.entity.kind in _WITH_YEARS]
        self._starts = [w.start for w in document.whens]

    def of(self, q: Quantity, s: Sentence, about: Entity, source: Passage | None) -> Span | None:
        """The time said in the number's own clause, else the period of the framework whose result it is.

        A temperature or wind speed goes on being of the day that the sentence ``source`` named.
        """
        text = self._document.text
        clause = text[max(s.start, q.start - 60) : min(s.end, q.end + 40)]
        when = self._nearest(q, s, about)
        if when is not None and not _NOW.search(clause):
            if when.span and self._still_to_come(when, q, s):
                span = when.span
                return replace(span, begin=_later(span.begin), end=_later(span.end))
            return self._closed(when) if not _starts_at(text, q, when) else None
        if _SINCE_THEN.search(text, s.start, min(q.start, s.start + 100)):
            return self._since_then(s)
        if q.per_year:
            return None
        if source and q.unit in _WEATHER and source[1] <= s.start:
            i = bisect_left(self._starts, source[1]) - 1
            when = self._document.whens[i] if i >= 0 and self._starts[i] >= source[0] else None
            return when.span if when else None
        if _PHASE.search(text, max(s.start, q.start - 100), q.start):
            return None
        return self.of_framework(about)

    def yearly(self, q: Quantity, s: Sentence) -> bool:
        """Whether “annual” before a number or “every year” behind it makes it one of each year."""
        if q.per_year or q.family in {"percent", "times", "years"} or q.unit in _WEATHER:
            return q.per_year
        text = self._document.text
        left = text[max(s.start, q.start - 90) : q.start]
        return bool(_YEARLY.search(left) or _YEARLY_AFTER.match(text, q.end, min(s.end, q.end + 110)))

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

    def _nearest(self, q: Quantity, s: Sentence, about: Entity) -> When | None:
        """The date or period nearest to ``q`` within its part of the sentence."""
        text = self._document.text
        low, high = max(s.start, q.start - _CLAUSE), min(s.end, q.end + _CLAUSE)
        floor = text.rfind(";", low, q.start) + 1 or low
        ceiling = text.find(";", q.end, high)
        ceiling = high if ceiling < 0 else ceiling
        best: tuple[int, When] | None = None
        for w in self._document.whens[bisect_left(self._starts, floor) : bisect_left(self._starts, ceiling)]:
            if w.end > ceiling or not self._counts(w, q) or self._in_name(w, about):
                continue
            if about.kind is Kind.PROJECT and q.family == "measure" and self._completed(w):
                continue
            gap = q.start - w.end if w.end <= q.start else w.start - q.end
            if best is None or gap < best[0]:
                best = (gap, w)
        return best[1] if best else None

    def _in_name(self, w: When, about: Entity) -> bool:
        """“The 2021–2024 strategy”: years of a name are for the numbers of what it names."""
        i = bisect_right(self._named, w.start, key=lambda m: m.start) - 1
        return i >= 0 and w.end <= self._named[i].end and self._named[i].entity.iri != about.iri

    def _completed(self, w: When) -> bool:
        """“The plant is to be built by 2027”: its size has no time."""
        return _BUILT.search(self._document.text, max(0, w.start - 60), w.start) is not None

    def _still_to_come(self, when: When, q: Quantity, s: Sentence) -> bool:
        """A weekday of a forecast is the one to come."""
        text, today, span = self._document.text, self._document.date, when.span
        if not (today and span and span.end and span.end < today and q.unit in _WEATHER):
            return False
        told = _WEEKDAY.search(text, when.start, when.end) is not None
        return told and _COMING.search(text, s.start, s.end) is not None

    def _in_relative(self, w: When, q: Quantity) -> bool:
        """“AIIB, which began in 2016, has approved 190 projects”: the year of a relative clause is not the number's."""
        text = self._document.text
        if w.end <= q.start:
            left = _RELATIVE.search(text, max(0, w.start - 100), w.start)
            return left is not None and text[w.end : w.end + 1] == ","
        return _RELATIVE_BEGINS.search(text, q.end, w.start) is not None

    def _once(self, w: When, q: Quantity) -> bool:
        """Whether the date stands in a clause that opens the sentence and tells of another time."""
        s = self._document.sentence_at(q.start)
        text = self._document.text
        return text[w.end : w.end + 1] == "," and _ONCE.fullmatch(text, s.dateline, w.start) is not None

    def _deadline(self, w: When, q: Quantity) -> bool:
        """Whether the date tells until when something will have been done."""
        text = self._document.text
        by = text.startswith(("by ", "until "), w.start) or _BY.search(text, max(0, w.start - 18), w.start)
        return by is not None and by is not False and _DEADLINE.search(text, max(0, q.start - 120), q.start) is not None

    def _counts(self, w: When, q: Quantity) -> bool:
        since = _SINCE_BEFORE.search(self._document.text, max(0, w.start - 7), w.start) is not None
        if w.span is None or (w.role == "modifier" and not since) or (w.start < q.end and q.start < w.end):
            return False
        text = self._document.text
        if _PAST_YEARS.search(text, w.start, w.end) or self._in_relative(w, q):
            return False
        if w.end < q.start and self._once(w, q):
            return False
        if q.end < w.start and q.family in {"measure", "count", "money"} and self._deadline(w, q):
            return False
        if _LASTING.search(text, max(0, w.start - 8), w.start) and text.startswith("last", w.start):
            return False
        if _AWAY.search(text, max(0, w.start - 30), w.start) or _ASIDE.search(text, max(0, w.start - 80), w.start):
            return False
        apart = _OTHER.search(text, min(q.end, w.end), max(q.start, w.start)) is not None
        if apart and not _HAS_SINCE.match(text, w.end, w.end + 60):
            return False
        if q.end < w.start and _NEXT.search(text, max(q.end, w.start - 12), w.start):
            return False
        if (
            q.family == "money"
            and w.span.precision == "month"
            and _ACT.search(self._document.text, max(0, w.start - 80), w.start)
        ):
            return False
        if w.role == "period" or w.span.precision != "day" or q.unit in _WEATHER:
            return True
        return _AS_OF.search(text, max(0, w.start - 16), w.start) is not None

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
            if span.precision == "day":
                return Span(begin=span.end, end=span.end, precision="day", text=span.text)
            return Span(begin=date(span.end.year, 1, 1), end=span.end, precision="year", text=span.text)
        return span

    def _since(self, when: When) -> bool:
        """“Since it joined in 1991”."""
        text = self._document.text
        left = _SINCE.search(text, max(0, when.start - 80), when.start)
        return left is not None or _HAS_SINCE.match(text, when.end, when.end + 60) is not None

    def _since_then(self, s: Sentence) -> Span | None:
        """“Since then” counts from the last date of the sentence before."""
        i = bisect_left(self._starts, s.start) - 1
        if i < 0 or s.start - self._starts[i] > 400 or self._document.date is None:
            return None
        span = self._document.whens[i].span
        if span is None or span.begin is None:
            return None
        return _years(span.begin.year, self._document.date.year, "since then")


def _starts_at(text: str, q: Quantity, when: When) -> bool:
    """“From 61 percent to 100 percent by 2030”: the time is that of the second number."""
    if not when.start > q.end or not re.search(r"\bfrom $", text[max(0, q.start - 6) : q.start], re.IGNORECASE):
        return False
    return bool(_FROM_TO.match(text, q.end, when.start + 1) or _FROM_TO.match(text, q.end, when.end))


def _later(day: date | None) -> date | None:
    return day and day + timedelta(days=7)


def _years(begin: int, end: int, text: str) -> Span:
    return Span(begin=date(begin, 1, 1), end=date(end, 12, 31), precision="year", text=text)


def periods(facts: Sequence[tuple[str, Span]]) -> dict[str, Span]:
    """The first closed period of each thing, by IRI."""
    found: dict[str, Span] = {}
    for iri, span in facts:
        if span.begin and span.end:
            found.setdefault(iri, span)
    return found
