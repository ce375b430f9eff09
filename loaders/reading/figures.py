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
from loaders.reading.measures import measure
from loaders.reading.numbers import ends, equivalents
from loaders.reading.outline import Outline
from loaders.reading.sections import Sections
from ontology.vocabulary import indicator_of

_PLANNED: Final = re.compile(
    r"\b(?:will|would|could|can|may|might|shall"
    r"|plans?|planned|intends?|expected|expects|is to|are to|to be|ready|readiness"
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
_ANOTHER: Final = re.compile(
    r"\b(?:another|a further|and|with|of which|including|among them|of them|of these)\W*$", re.IGNORECASE
)
_OF_IT: Final = re.compile(r" of (?:it|which|this|that)\b")
_AND: Final = re.compile(r" (?:[a-z-]+ )?(?:and|or|to) ")
_A_LIST: Final = 10
"""So many are no list of items any more."""
_MANY: Final = frozenset({"point", "facility", "section", "official", "leader", "head", "part"})
"""Nouns of lists, of which there are also many: “5,279 water points”."""
_ACTIVE: Final = re.compile(
    r"\W*(?:(?:will be|are|were|have been|is|was|being|now|still|currently|already|more)\W+)*"
    r"(?:\w+ed|active|built|under\b|ongoing|new\b)",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r" (?:per|for every) \d[\d,. ]*\d [a-z]")
_RATED: Final = re.compile(
    r"\b(deaths|births|cases|infections|suicides|doctors|nurses|beds|marriages|divorces|crimes|murders)\b[^;.]{0,80}$",
    re.IGNORECASE,
)
"""“Deaths stand at 126 per 100,000 births” counts deaths."""
_RAIN: Final = re.compile(r"\b(?:rain\w*|precipitation|snow\w*|showers?|downpours?|hail)\b", re.IGNORECASE)
_MADE: Final = re.compile(r"\b(?:gauge|tracks?|rails?|pipes?|diameter|thick|wide|armou?r|caliber)\b", re.IGNORECASE)
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
        self._counted: Quantity | None = None
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
            if s.zone is Zone.BOILERPLATE or q.start < self._u.document.body or q.start in again:
                continue
            counted = self._completed(q, s)
            if counted is None or not self._is_figure(counted, s):
                continue
            bearer = self._bearers.of(counted, self._text[q.start : q.end], number)
            if bearer is not None:
                yield from self._figures(counted, i, s, bearer)

    def _completed(self, q: Quantity, s: Sentence) -> Quantity | None:
        """``q``, with the noun of the count before it if it leaves that out; ``None`` for a bare number."""
        if q.family == "count":
            self._counted = q
            return q
        if q.family != "number":
            return q
        i = bisect_right(self._u.document.quantities, q.start - 1, key=lambda other: other.start) - 1
        last = self._u.document.quantities[i] if i >= 0 else None
        if last and last.family == "money" and last.start >= s.start and _OF_IT.match(self._text, q.end):
            return q._replace(family="money", unit=last.unit)
        rated = _RATE.match(self._text, q.end, s.end) and _RATED.search(
            self._text, max(s.dateline, q.start - 100), q.start
        )
        if rated:
            return q._replace(family="count", unit=rated[1].lower())
        following = self._following(q, s)
        if following is not None:
            return q._replace(family="count", unit=following.unit)
        noun = self._counted
        if noun is None or noun.start < s.start:
            return None
        left = self._text[max(s.start, q.start - 20) : q.start]
        active = _ACTIVE.match(self._text, q.end, min(s.end, q.end + 60))
        return q._replace(family="count", unit=noun.unit) if active and _ANOTHER.search(left) else None

    def _following(self, q: Quantity, s: Sentence) -> Quantity | None:
        """“8 million rural and 3 million urban people”: the count behind names what both count."""
        quantities = self._u.document.quantities
        i = bisect_right(quantities, q.start, key=lambda other: other.start)
        if i >= len(quantities) or quantities[i].family != "count" or quantities[i].start >= s.end:
            return None
        return quantities[i] if _AND.fullmatch(self._text, q.end, quantities[i].start) else None

    def _is_figure(self, q: Quantity, s: Sentence) -> bool:
        rules = figure_rules()
        if q.family in {"years", "number"} or self._named(q):
            return False
        if q.family == "measure" and q.unit in rules.uncounted_units and not self._weather(q, s):
            return False
        noun = _singular(q.unit.split()[-1])
        if q.family == "count" and noun in rules.uncounted and not (noun in _MANY and q.value >= _A_LIST):
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
        figure = self._figure(q, i, s, bearer)
        sides = ends(q)
        if len(sides) == 1:
            yield figure
            return
        for value, bound in sides:
            low, high = (value, None) if bound is Bound.MIN else (None, value)
            yield replace(figure, value=value, bound=bound, low=low, high=high)

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
