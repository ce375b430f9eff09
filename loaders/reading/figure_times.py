"""Which time a number is for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from loaders.facts import Entity, Kind, Passage, Span
from loaders.reading.dates_of_figures import BY, HAS_SINCE, WEATHER_UNITS, counts
from loaders.reading.document import Document, Mentioned, Quantity, Sentence, When

_CLAUSE: Final = 400
"""How far from a number the date of its clause may stand."""
_PHASE: Final = re.compile(
    r"\b(?:first|earlier|previous|initial|preceding|pilot|former) (?:phase|stage|round|edition)\b|\bas against\b",
    re.IGNORECASE,
)
_RIGHT_BEHIND: Final = re.compile(r" (?:in|for) (?:the )?(?:year |fiscal )?")
"""“From $6 billion in 2010 to $12 billion in 2017”."""
_DRAFTED: Final = re.compile(
    r"\b(?:while|when|before) (?:it|the \w+) (?:was|were) (?:being )?(?:drafted|drawn up|prepared|written|worked out)\b"
    r"|\b(?:consulted|consultations?|in preparation of|in preparing)\b",
    re.IGNORECASE,
)
"""Before the framework began."""
"""What belongs to another time than the framework’s own."""
_NOW: Final = re.compile(r"\b(?:currently|at present|now|today|already under way)\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\b[^,;.]*$", re.IGNORECASE)
_SINCE_THEN: Final = re.compile(
    r"\b(?:since then|(?:over|during|in|within) (?:this|that) (?:time|period)|(?P<to_date>to date|so far))\b",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)(?!\d)")
_YEARLY: Final = re.compile(
    r"(?:\b(?:annual|yearly)\b(?! (?:meeting|report|growth|inflation|rate))[^;:.,]{0,60}"
    r"|(?:annually|(?<!of )(?:every|each) year),? (?:[\w-]+ ){0,4}"
    r"|\b(?:annual|yearly|annually|a year|per year|each year)\b[^;:.]{0,60}, (?:sparing|saving|cutting|avoiding"
    r"|reducing"
    r"|preventing|displacing|offsetting)\b[^;:.,]{0,40}"
    r"|(?:annually|every year|each year|a year|per year),? and (?:to )?[a-z]+ [^;:.,\d]{0,40})$",
    re.IGNORECASE,
)
_YEARLY_AFTER: Final = re.compile(
    r"(?:CO2|[^;:.\d]){0,90}?\b(?:annually|yearly|per year|(?<!of )(?:each|every) year|per annum"
    r"|a year(?! (?:ago|earlier|later|before|after)))\b",
    re.IGNORECASE,
)
_BUILT: Final = re.compile(
    r"\b(?:built|complet\w+|commission\w+|constructed|finished|operational|operation|ready|implemented|launched"
    r"|put into (?:operation|service))\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_COMING: Final = re.compile(r"\b(?:will|may|might|could|expected|forecast|likely|is to|are to)\b", re.IGNORECASE)
_FROM_TO: Final = re.compile(
    r" to (?:\w+ ){0,2}\d[\d.,]*(?: ?%| ?\w+)?(?: \w+)?,? (?P<of>by|between|from|in|over) ", re.IGNORECASE
)
_LIFETIME: Final = re.compile(
    r"\b(?:over|during|throughout|within) (?:its|the|this|that|these|those) (?:whole |entire )?"
    r"(?:lifetime|lifespan|life|term|period|duration|(?:\w+ )?years)\b(?! of)",
    re.IGNORECASE,
)
"""The time of the framework that is spoken of."""
_NEXT_CLAUSE: Final = re.compile(r",? (?:and|while|but|whereas) ")
_FARTHER: Final = 60
"""How much nearer a date of the number’s own clause counts than one of the clause before."""
_BACK: Final = 8
"""How many references back that framework may stand."""
_BESIDE: Final = re.compile(
    r",? (?:(?:a|one) year (?:earlier|before|previously)|(?:in )?the (?:previous|preceding|prior) year|the year before"
    r"|(?P<later>(?:in )?the (?:year after|following year|next year)|a year later))\b"
)
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

    def of(self, q: Quantity, s: Sentence, about: Entity, source: Passage | None, *, planned: bool) -> Span | None:
        """The time said in the number's own clause, else the period of the framework whose result it is.

        What is only ``planned`` under a framework is no result. A temperature or wind speed goes on being of the day
        that the sentence ``source`` named.
        """
        text = self._document.text
        when = self._nearest(q, s, about, planned=planned)
        if when is not None and not self._now(q, s):
            if when.span and self._still_to_come(when, q, s):
                span = when.span
                return replace(span, begin=_later(span.begin), end=_later(span.end))
            moved = _year_beside(text, q, self._closed(when))
            return moved if not _starts_at(text, q, when) else None
        told = _SINCE_THEN.search(text, s.start, min(q.start, s.start + 100))
        since = self._since_then(s, told) if told else None
        if since is not None:
            return since
        if q.per_year:
            return None
        if source and q.unit in WEATHER_UNITS and source[1] <= s.start:
            i = bisect_left(self._starts, source[1]) - 1
            when = self._document.whens[i] if i >= 0 and self._starts[i] >= source[0] else None
            return when.span if when else None
        if _PHASE.search(text, max(s.start, q.start - 100), q.start) or _DRAFTED.search(text, s.start, s.end):
            return None
        if _LIFETIME.search(text, max(s.start, q.start - 100), min(s.end, q.end + 100)):
            return self._spoken_of(about, q)
        return None if planned or self._vague(s) else self.of_framework(about)

    def _vague(self, s: Sentence) -> bool:
        """Whether the sentence tells a time that cannot be resolved: “last year”, in an article without a date."""
        first = bisect_left(self._starts, s.start)
        return any(w.span is None for w in self._document.whens[first : bisect_left(self._starts, s.end)])

    def _spoken_of(self, about: Entity, q: Quantity) -> Span | None:
        """“Over its lifetime”: the period of the framework that the number is about, else of the one named last."""
        own = self.of_framework(about)
        if own is not None:
            return own
        last = bisect_right(self._named, q.start, key=lambda m: m.start)
        for m in reversed(self._named[max(0, last - _BACK) : last]):
            span = self.of_framework(m.entity)
            if span is not None:
                return span
        return None

    def yearly(self, q: Quantity, s: Sentence) -> bool:
        """Whether “annual” before a number or “every year” behind it makes it one of each year."""
        if q.per_year or q.family in {"percent", "times", "years"} or q.unit in WEATHER_UNITS:
            return q.per_year
        text = self._document.text
        left = text[max(s.start, q.start - 90) : q.start]
        return bool(_YEARLY.search(left) or _YEARLY_AFTER.match(text, q.end, min(s.end, q.end + 110)))

    def _now(self, q: Quantity, s: Sentence) -> bool:
        """Whether “at present” stands with the number."""
        text = self._document.text
        floor = max(s.start, text.rfind(", ", s.start, q.start) + 1, q.start - 60)
        pause = text.find(", ", q.end, q.end + 90)
        return _NOW.search(text, floor, min(s.end, q.end + 90 if pause < 0 else pause)) is not None

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

    def _nearest(self, q: Quantity, s: Sentence, about: Entity, *, planned: bool) -> When | None:
        """The date or period nearest to ``q`` within its part of the sentence."""
        text = self._document.text
        low, high = max(s.start, q.start - _CLAUSE), min(s.end, q.end + _CLAUSE)
        floor = text.rfind(";", low, q.start) + 1 or low
        ceiling = text.find(";", q.end, high)
        ceiling = high if ceiling < 0 else ceiling
        best: tuple[int, When] | None = None
        for w in self._document.whens[bisect_left(self._starts, floor) : bisect_left(self._starts, ceiling)]:
            if w.end > ceiling or not counts(self._document, w, q) or self._in_name(w, None if planned else about):
                continue
            if about.kind is Kind.PROJECT and q.family == "measure" and self._completed(w):
                continue
            if w.start >= q.end and _RIGHT_BEHIND.fullmatch(text, q.end, w.start):
                return w
            gap = q.start - w.end if w.end <= q.start else w.start - q.end
            if w.end <= q.start and _NEXT_CLAUSE.match(text, w.end, q.start):
                gap += _FARTHER
            if best is None or gap < best[0]:
                best = (gap, w)
        return best[1] if best else None

    def _in_name(self, w: When, about: Entity | None) -> bool:
        """“The 2021–2024 strategy”, “the strategy (2021–2024)”: years of a name are for what it names."""
        i = bisect_right(self._named, w.start, key=lambda m: m.start) - 1
        if i < 0:
            return False
        end, own = self._named[i].end, about is not None and self._named[i].entity.iri == about.iri
        return (w.end <= end and not own) or self._document.text[end : w.start] in (" (", " for ", " of ")

    def _completed(self, w: When) -> bool:
        """“The plant is to be built by 2027”: its size has no time."""
        return _BUILT.search(self._document.text, max(0, w.start - 60), w.start) is not None

    def _still_to_come(self, when: When, q: Quantity, s: Sentence) -> bool:
        """A weekday of a forecast is the one to come."""
        text, today, span = self._document.text, self._document.date, when.span
        if not (today and span and span.end and span.end < today and q.unit in WEATHER_UNITS):
            return False
        told = _WEEKDAY.search(text, when.start, when.end) is not None
        return told and _COMING.search(text, s.start, s.end) is not None

    def _closed(self, when: When) -> Span | None:
        """“Since 1992” ends with the article's year; “by 2030” means that year."""
        span = when.span
        today = self._document.date
        if span and span.begin and today and span.begin > today:
            return span
        if span and span.begin and today and span.precision == "year" and self._since(when):
            return _years(span.begin.year, today.year, span.text)
        if span is None or (span.begin and span.end):
            return span
        if span.begin and today:
            return Span(begin=span.begin, end=date(today.year, 12, 31), precision="year", text=span.text)
        if span.end and BY.search(self._document.text, max(0, when.start - 6), when.end):
            if span.precision == "month":
                return Span(begin=span.end.replace(day=1), end=span.end, precision="month", text=span.text)
            if span.precision == "day":
                return Span(begin=span.end, end=span.end, precision="day", text=span.text)
            return Span(begin=date(span.end.year, 1, 1), end=span.end, precision="year", text=span.text)
        return span

    def _since(self, when: When) -> bool:
        """“Since it joined in 1991”."""
        text = self._document.text
        left = _SINCE.search(text, max(0, when.start - 80), when.start)
        return left is not None or HAS_SINCE.match(text, when.end, when.end + 60) is not None

    def _since_then(self, s: Sentence, told: re.Match[str]) -> Span | None:
        """“Since then” counts from the last date of the sentence before, “to date” from a “since” there."""
        i = bisect_left(self._starts, s.start) - 1
        if i < 0 or s.start - self._starts[i] > 400 or self._document.date is None:
            return None
        last = self._document.whens[i]
        since = _SINCE.search(self._document.text, max(0, last.start - 60), last.start)
        span = last.span
        if (
            span is None
            or span.begin is None
            or span.begin > self._document.date
            or (told["to_date"] and not since and span.end)
        ):
            return None
        return _years(span.begin.year, self._document.date.year, told[0])


def _year_beside(text: str, q: Quantity, span: Span | None) -> Span | None:
    """“Up from 28% a year earlier”: the year before the one told."""
    beside = _BESIDE.match(text, q.end, q.end + 60)
    if span is None or beside is None or span.precision != "year" or not span.begin or not span.end:
        return span
    by = 1 if beside["later"] else -1
    return _years(span.begin.year + by, span.end.year + by, beside[0].strip())


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
