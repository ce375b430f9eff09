"""Figures: the numbers an article reports, with whose they are, what they measure and which time they are for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from loaders.facts import Bound, Entity, Fact, Figure, Modality, Passage, Period, Statement
from loaders.reading.background import UNDERTAKINGS, Bearer
from loaders.reading.bearers import Bearers
from loaders.reading.descriptions import WEATHER
from loaders.reading.document import Quantity, Sentence, Understood, Zone
from loaders.reading.figure_merging import merged
from loaders.reading.figure_rules import AFTER, figure_rules
from loaders.reading.figure_times import Times, periods
from loaders.reading.figure_units import Units
from loaders.reading.measures import measure
from loaders.reading.numbers import ends, equivalents
from loaders.reading.outline import Outline
from loaders.reading.sections import Sections
from ontology.vocabulary import indicator_of

_PLANNED: Final = re.compile(
    r"\b(?:will|would|could|can|may|might|shall"
    r"|plans? to\b|planned|intends?|expected|expects|is to|are to|to be|ready|readiness"
    r"|aims?|targets?|proposed?|potential|forecast|projected|prepared to|envisag\w+|foreseen|foresees?|due to)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|was|were|will|is|are) (?:not|never)(?! only)"
    r"|(?:did|has|have|had|was|were|is|wo)n[’']t"
    r"|failed to|denie[sd]|refused to|no longer|never)\b",
    re.IGNORECASE,
)
_POSSIBLE: Final = re.compile(
    r"^if\b|\b(?:if|whether|unless|allegedly|reportedly|(?:would|could|might) have \w+(?:ed|n|t)|rumou?red)\b",
    re.IGNORECASE,
)
"""Suppositions and hearsay before a number, in its clause."""
_TRAVEL: Final = re.compile(
    r"\b(?:travel\w*|journeys?|trips?|rides?|driv\w+|reach|commut\w+|flights?|get to|crossings?|the way)\b",
    re.IGNORECASE,
)
"""Hours that a way takes are no mere duration."""
_HOURS: Final = frozenset({"hour", "minute"})
_A_LIST: Final = 10
"""So many are no list of items any more."""
_GOES_ON: Final = frozenset(("figure.continued-list", "figure.continued"))
"""Rules by which a sentence goes on with what the one before was about."""
_RESULTS: Final = frozenset(("count", "percent", "measure"))
_MANY: Final = frozenset({"point", "facility", "section", "official", "leader", "head", "part"})
"""Nouns of lists, of which there are also many: “5,279 water points”."""
_RAIN: Final = re.compile(r"\b(?:rain\w*|precipitation|snow\w*|showers?|downpours?|hail)\b", re.IGNORECASE)
_MADE: Final = re.compile(r"\b(?:gauge|tracks?|rails?|pipes?|diameter|thick|wide|armou?r|caliber)\b", re.IGNORECASE)
_OF_IT: Final = re.compile(r" of (?:it|this|that|them|these|the total|this sum|this amount)\b")
"""“Energy accounted for $1.3bn of this”: a part of the sum before, of the same time."""
_CLAUSE: Final = re.compile(r"[;:]|, (?:and|but|while|which|who)\b| but ")


def figures(u: Understood, facts: Sequence[Fact]) -> tuple[Figure, ...]:
    """The figures of an article, in the order of the text; ``facts`` are what the stages before found in it."""
    if not u.document.quantities:
        return ()
    return tuple(merged(_Reader(u, facts).read()))


class _Reader:
    """Reads the figures of one article."""

    def __init__(self, u: Understood, facts: Sequence[Fact]) -> None:
        self._u = u
        self._text = u.document.text
        self._outline = Outline(u)
        self._bearers = Bearers(u, self._outline, Sections(u, facts), facts)
        self._times = Times(
            u.document, periods([(f.of.iri, f.span) for f in facts if isinstance(f, Period)]), u.mentions
        )
        self._speech = sorted((f for f in facts if isinstance(f, Statement)), key=lambda f: f.text)
        self._units = Units(u.document)
        self._time_said: tuple[int, Figure] | None = None

    def read(self) -> Iterator[Figure]:
        """Every figure, one after the other."""
        number = 0
        sentences = self._u.document.sentences
        again = {other.start for _, other in equivalents(self._text, self._u.document.quantities)}
        for i, q in enumerate(self._u.document.quantities):
            while number + 1 < len(sentences) and sentences[number + 1].start <= q.start:
                number += 1
            s = sentences[number]
            if s.zone is Zone.BOILERPLATE or q.start < self._u.document.body or q.start in again or self._bracketed(i):
                continue
            counted = self._units.completed(q, s)
            if counted is None or not self._is_figure(counted, s):
                continue
            bearer = self._bearers.of(counted, self._text[q.start : q.end], number)
            if bearer is not None:
                yield from self._figures(counted, i, s, bearer)

    def _bracketed(self, i: int) -> bool:
        """Whether number ``i`` is the same sum once more, its currency left out: “€330m (364m)”."""
        q, last = self._u.document.quantities[i], self._u.document.quantities[i - 1]
        beside = i > 0 and last.family == "money" and self._text[last.end : q.start] in (" (", "(")
        return beside and q.unit in ("m", "", "t") and self._text.startswith(")", q.end)

    def _is_figure(self, q: Quantity, s: Sentence) -> bool:
        rules = figure_rules()
        if q.family in {"years", "number"} or self._named(q):
            return False
        if q.family == "measure" and q.unit in rules.uncounted_units and not self._weather(q, s):
            return False
        noun = _singular(q.unit.split()[-1])
        counts = (noun in _MANY and q.value >= _A_LIST) or (
            noun in _HOURS
            and _TRAVEL.search(self._text, max(s.dateline, q.start - 200), min(s.end, q.end + AFTER)) is not None
        )
        if q.family == "count" and noun in rules.uncounted and not counts:
            return False
        left = self._outline.text[max(s.dateline, q.start - 60) : q.start]
        right = self._outline.text[q.end : min(s.end, q.end + AFTER)]
        return not any(rule.fits(q, left, right) for rule in rules.skips)

    def _weather(self, q: Quantity, s: Sentence) -> bool:
        """Millimeters of rain and centimeters of snow count; those of rails and pipes do not."""
        around = self._text[max(self._u.document.body, q.start - 300) : min(s.end, q.end + 60)]
        beside = self._text[max(s.start, q.start - 40) : min(s.end, q.end + 30)]
        return q.unit in WEATHER and _RAIN.search(around) is not None and _MADE.search(beside) is None

    def _named(self, q: Quantity) -> bool:
        """Whether the number is part of a name (the Council of 12 States) and says nothing by itself."""
        if q.family in {"money", "measure"}:
            return False
        return any(q.end <= m.end and m.entity.kind not in UNDERTAKINGS for m in self._outline.around(q.start))

    def _figures(self, q: Quantity, i: int, s: Sentence, bearer: Bearer) -> Iterator[Figure]:
        figure = self._timed(self._figure(q, i, s, bearer), q, s)
        sides = ends(q)
        if len(sides) == 1:
            yield figure
            return
        for value, bound in sides:
            low, high = (value, None) if bound is Bound.MIN else (None, value)
            yield replace(figure, value=value, bound=bound, low=low, high=high)

    def _timed(self, figure: Figure, q: Quantity, s: Sentence) -> Figure:
        """The figure, of the time of the one before where the article goes on counting results of the same thing."""
        last = self._time_said
        own = self._times.of_framework(figure.about) if figure.about else None
        timeless = figure.period in {None, own} and not figure.per_year and figure.modality is Modality.ASSERTED
        near = last is not None and self._u.document.sentence_at(s.start - 1).start <= last[0]
        if last and near and timeless and q.family == "money" and _OF_IT.match(self._text, q.end):
            figure = replace(figure, period=last[1].period)
        if last and near and timeless and q.family in _RESULTS and self._goes_on(last[1], figure):
            figure = replace(figure, period=last[1].period)
        self._time_said = (s.start, figure) if figure.period and figure.modality is Modality.ASSERTED else None
        return figure

    @staticmethod
    def _goes_on(last: Figure, figure: Figure) -> bool:
        """Whether ``figure`` is a share of the total just told, or one more result of the same year."""
        if last.about != figure.about or figure.about is None:
            return False
        span = last.period
        one = span is not None and span.begin is not None and span.end is not None and span.begin.year == span.end.year
        counted = one and figure.about.kind in UNDERTAKINGS and figure.rule in _GOES_ON
        return counted or figure.rule == "figure.share-of-total"

    def _figure(self, q: Quantity, i: int, s: Sentence, bearer: Bearer) -> Figure:
        evidence: tuple[Passage, ...] = ((s.start, s.end),)
        if bearer.source and bearer.source not in evidence:
            evidence = tuple(sorted((bearer.source, *evidence)))
        words = measure(self._text, self._u.document.quantities, i, s, floor=self._last_name(q, s), unit=q.unit)
        modality = self._modality(q, s)
        return Figure(
            evidence=evidence,
            rule=f"figure.{bearer.rule}",
            modality=modality,
            according_to=self._speaker(q),
            about=bearer.about,
            counterpart=bearer.counterpart,
            measure=words,
            value=q.value,
            unit=q.unit,
            bound=q.bound,
            low=q.low,
            high=q.high,
            period=self._times.of(q, s, bearer.about, bearer.source, planned=modality is Modality.PLANNED),
            per_year=self._times.yearly(q, s),
            indicator=indicator_of(words, q.family),
        )

    def _last_name(self, q: Quantity, s: Sentence) -> int:
        """Where the last reference before the number ends: what is measured is said behind it."""
        last = next(iter(self._outline.before(q.start, s.start)), None)
        return last.end if last else s.start

    def _modality(self, q: Quantity, s: Sentence) -> Modality:
        left = self._text[max(s.start, q.start - 120) : q.start]
        left = left[max((m.end() for m in _CLAUSE.finditer(left)), default=0) :]
        if _DENIED.search(left):
            return Modality.DENIED
        if _POSSIBLE.search(left) or self._text[s.start : s.end].rstrip('”" ').endswith("?"):
            return Modality.POSSIBLE
        right = self._text[q.end : min(s.end, q.end + 60)]
        cut = _CLAUSE.search(right)
        return (
            Modality.PLANNED
            if _PLANNED.search(left) or _PLANNED.search(right[: cut.start() if cut else None])
            else Modality.ASSERTED
        )

    def _speaker(self, q: Quantity) -> Entity | None:
        i = bisect_right(self._speech, q.start, key=lambda f: f.text[0]) - 1
        if i < 0 or self._speech[i].text[1] < q.end:
            return None
        return self._speech[i].speaker


def _singular(noun: str) -> str:
    noun = noun.lower()
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
