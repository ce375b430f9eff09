"""Whose number it is: the entity a figure is about, and the other side of a number that belongs to two.

Rules over the number's surroundings come first (``data/figures.toml``), then the number before it in the same
sentence, then the sentence's subject, then what the sentences before were about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from loaders.facts import Entity, Fact, Kind
from loaders.reading.background import Background, Bearer
from loaders.reading.bearer_rules import Rules
from loaders.reading.cues import Cues
from loaders.reading.descriptions import WEATHER
from loaders.reading.document import Quantity, Sentence, Understood, Zone
from loaders.reading.fallbacks import Fallbacks, Running, physical
from loaders.reading.figure_rules import BEFORE, BearerRule, figure_rules
from loaders.reading.financed import Financed
from loaders.reading.outline import Outline, pattern
from loaders.reading.prices import is_price
from loaders.reading.sections import Sections
from loaders.reading.subjects import Subjects
from loaders.reading.sums import Sums

_RESULTS: Final = pattern(
    r"\b(?:results?|outcomes?|achievements?|impact) of {the}(?:\w+ ){0,2}{about:framework}"
    r"|(?:^|\W)(?:under|within|as part of|thanks to|in the framework of) {the}(?:\w+ ){0,2}{framework:framework}"
)
_ANNOUNCING: Final = frozenset({"under-framework", "under-framework-after", "results-of-framework", "under-which"})
"""Rules whose sentence may begin to tell the results of a programme; its paragraph goes on with them."""
_OPENS: Final = 40
"""How far into a sentence “under the programme” still announces what comes of it."""
_REACH: Final = 2
"""How many sentences further a list of results can still be about the same thing without naming it."""


class Bearers:
    """Finds the bearers of an article's numbers, which must be asked for in the order of the text."""

    __slots__ = (
        "_background",
        "_cues",
        "_fallbacks",
        "_financed",
        "_outline",
        "_previous",
        "_rules",
        "_running",
        "_sections",
        "_seen",
        "_sentences",
        "_subjects",
        "_sums",
    )

    def __init__(self, u: Understood, outline: Outline, sections: Sections, facts: Sequence[Fact]) -> None:
        """Prepare to read ``u``."""
        self._outline = outline
        self._subjects = Subjects(outline)
        self._sections = sections
        self._sentences = u.document.sentences
        self._running: Running | None = None
        self._previous: tuple[Quantity, Bearer] | None = None
        self._seen = 0
        self._financed = Financed(facts)
        self._sums = Sums(outline, u.document.quantities)
        self._background = Background(u.document, outline, self._subjects, facts)
        self._cues = Cues(outline, self._background, self._sums, facts)
        self._rules = Rules(outline, sections, self._cues)
        self._fallbacks = Fallbacks(outline, self._background, self._sums, self._sentences)

    def of(self, q: Quantity, words: str, number: int) -> Bearer | None:
        """The bearer of ``q``, which stands in the sentence with that ``number`` and reads ``words``."""
        self._announcements(number)
        s = self._sentences[number]
        if q.unit in figure_rules().guests:
            return self._guests(q, words, s)
        bearer = (self._fallbacks.beside(q, s) if q.unit in WEATHER else None) or self._here(q, words, s)
        listing = False
        if bearer is None and q.unit in WEATHER:
            bearer = self._subject(q, s) or self._fallbacks.placed(q, s) or self._background.place_before(q, number)
        elif bearer is None:
            bearer = self._subject(q, s) or self._listed(number)
            listing = bearer is not None and self._goes_on(bearer, number)
            bearer = bearer or self._fallbacks.of(q, number, self._running)
        if bearer is None:
            return None
        bearer = bearer._replace(about=self._background.whole(bearer.about))
        self._previous = (q, bearer)
        announced = bearer.rule in _ANNOUNCING and q.family != "money"
        listing = listing or announced or self._goes_on(bearer, number)
        self._running = Running(_sourced(bearer, s), number, listing)
        return bearer

    def _guests(self, q: Quantity, words: str, s: Sentence) -> Bearer | None:
        """The event that the guests come to; who was sent along with others before them counts too."""
        bearer = self._rules.bearer(q, words, s)
        last = self._previous
        bearer = bearer or self._background.event_before(s)
        if bearer is None and last and _AND.fullmatch(self._outline.text, last[0].end, q.start):
            bearer = last[1] if last[0].family == "count" else None
        if bearer is not None:
            self._previous = (q, bearer)
        return bearer

    def _here(self, q: Quantity, words: str, s: Sentence) -> Bearer | None:
        """The bearer by the number's own surroundings."""
        if self._running and _SHARE_OF.match(self._outline.text, s.dateline, q.start):
            return self._running.bearer._replace(rule="share-of-total")
        alone = q.family == "percent" and _OPENING.fullmatch(self._outline.text, s.dateline, q.start)
        if alone and self._running and _HAS.match(self._outline.text, q.end, s.end):
            return self._running.bearer._replace(rule="share-of-total")
        if q.family == "percent" and self._running and _SHARE_OF_DEALS.match(self._outline.text, q.end, s.end):
            return self._running.bearer._replace(rule="share-of-deals")
        found = self._worth(q, s) or self._cues.deals(q, s, self._sections)
        found = found or self._background.holding(q) or self._cues.respectively(q, s)
        if found is None and q.family == "money" and not self._sums.total(q, s):
            found = self._sums.purpose(q, s) or self._cues.purpose(q, s)
        costs = q.family == "money" and is_price(self._outline, q, s)
        if q.family == "money" and not costs:
            found = found or self._rules.bearer(q, words, s, _stated_givers())
        found = found or self._rules.bearer(q, words, s) or self._cues.we(q, s)
        found = found or self._cues.portfolio(q, s, self._running.bearer if self._running else None)
        if found is None and not costs:
            found = self._rules.bearer(q, words, s, figure_rules().givers)
            if found and not found.counterpart:
                found = found._replace(counterpart=self._partner(q, found.about, s))
            found = found or (self._financed.of(q, s) if q.family == "money" else None)
        if found is None and (physical(q) or q.unit in _JOURNEY):
            found = self._background.built(q, s)
        if found is None and costs:
            found = self._background.priced(q, s)
        found = found or self._members(q, words, s) or self._cues.lender(q, s) or self._cues.country_said(q, s)
        return found or self._continued(q, s) or self._cues.economy(q, s)

    def _members(self, q: Quantity, words: str, s: Sentence) -> Bearer | None:
        """“Its 43 member states” are those of the bank or organization spoken of."""
        return self._background.lender_before(s) if q.family == "count" and _MEMBERS.search(words) else None

    def _worth(self, q: Quantity, s: Sentence) -> Bearer | None:
        """“26 contracts worth $3 million”: the sum is of those whose the contracts are."""
        last = self._previous
        if last is None or last[0].family != "count" or last[0].start < s.start or q.family != "money":
            return None
        return (
            last[1]._replace(rule="continued") if _WORTH.fullmatch(self._outline.text, last[0].end, q.start) else None
        )

    def _goes_on(self, bearer: Bearer, number: int) -> bool:
        """Whether the sentence belongs to a list of results that was announced."""
        r = self._running
        return bool(r and r.listing and r.bearer.about.iri == bearer.about.iri and number - r.sentence <= _REACH)

    def _announcements(self, number: int) -> None:
        """Take note of sentences without numbers that announce the results of a framework."""
        for i in range(self._seen, number + 1):
            s = self._sentences[i]
            if s.zone is not Zone.BODY:
                continue
            match = _RESULTS.search(self._outline.text, s.start, min(s.end, s.start + 600))
            if match:
                name = "about" if match["about"] else "framework"
                mention = self._outline.mention(match.start(name))
                opens = match.start() <= s.dateline + _OPENS
                if mention and (name == "about" or (i < number and opens)):
                    bearer = Bearer(mention.entity, None, "results-of-framework", (s.start, s.end))
                    self._running = Running(bearer, i, True)
        self._seen = max(self._seen, number + 1)

    def _continued(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The bearer of the number before, unless a subject of its own stands between.

        What a bank's money brings about (people helped, megawatts installed) is not the bank's number.
        """
        if self._previous is None or self._previous[0].start < s.start:
            return None
        last, bearer = self._previous
        if bearer.about.kind is Kind.INSTITUTION and self._bought(q, s):
            return None
        if self._subjects.first(last.end, q.start):
            return None
        rest = q.family == "money" and _REST.search(self._outline.text, max(s.dateline, q.start - 20), q.start)
        return (self._background.main(s) if rest else None) or bearer._replace(rule="continued")

    def _bought(self, q: Quantity, s: Sentence) -> bool:
        """Whether ``q`` counts what the money just spoken of brings about."""
        last = self._previous[0] if self._previous and self._previous[0].start >= s.start else None
        bought = last is not None and last.family == "money" and q.family in {"count", "measure"}
        return bought and _DEALS.search(q.unit) is None

    def _subject(self, q: Quantity, s: Sentence) -> Bearer | None:
        own = self._subjects.of(max(s.dateline, q.start - 2 * BEFORE), q.start)
        if own is None or (own.entity.kind is Kind.INSTITUTION and (physical(q) or self._bought(q, s))):
            return None
        apart = ";" in self._outline.text[own.end : q.start]
        if own.entity.kind is Kind.INSTITUTION and apart and q.family in {"count", "measure"}:
            return None
        return Bearer(own.entity, self._partner(q, own.entity, s), "subject", None)

    def _partner(self, q: Quantity, own: Entity, s: Sentence) -> Entity | None:
        """The country where an institution's money goes."""
        if q.family != "money" or own.kind is not Kind.INSTITUTION or not self._sums.total(q, s):
            return None
        return self._sums.country_of(q, s)

    def _listed(self, number: int) -> Bearer | None:
        running = self._running
        if running is None or not running.listing or number - running.sentence > _REACH:
            return None
        if running.bearer.rule not in _ANNOUNCING:
            return running.bearer
        same = self._sentences[running.sentence].paragraph == self._sentences[number].paragraph
        return running.bearer if same else None


_JOURNEY: Final = frozenset({"hours", "minutes"})
_OPENING: Final = re.compile(
    r"\W*(?:(?:only|just|about|some|nearly|almost|so far|of these|a mere|but|yet),? )*", re.IGNORECASE
)
_HAS: Final = re.compile(r" (?:has|have|had|is|are|was|were|goes|go|went|will|would|came|comes)\b")
"""“Only a tenth has gone to farmers”: a share of what the sentence before told of."""
_REST: Final = re.compile(r"\bthe (?:remaining|other|rest,?) $", re.IGNORECASE)
"""“… the owner the remaining 6 million”: somebody else’s, but for the same thing."""
_MEMBERS: Final = re.compile(r"\b(?:member (?:states|countries|governments)|shareholders|shareholding)\b")
_STATED: Final = frozenset({"sum-given-by", "sum-from", "sum-that-gives"})
_WORTH: Final = re.compile(
    r"(?: in (?:the )?\ue003\ue000*)? (?:[a-z-]+ ){0,2}(?:worth|totall?ing|valued at|amounting to"
    r"|to the value of|with a (?:total|combined) value of)"
    r" (?:a total of |some )?"
)
_AND: Final = re.compile(r" and (?:[a-z]+ ){0,2}")
_DEALS: Final = re.compile(r"(?:projects|loans|grants|deals|transactions|operations|agreements|investments)$")
"""What a bank does count as its own."""
_SHARE_OF_DEALS: Final = re.compile(
    r" of (?:the |its |all |these |those |this )?(?:\w+ ){0,2}?(?:projects|investments?|loans|financing|portfolio"
    r"|lending|package|pledge|credit|grant|aid|sum|money|funds|amount|operations|beneficiaries|jobs"
    r"|total)\b(?! (?:in|of) [\ue001-\ue010])",
    re.IGNORECASE,
)
_SHARE_OF: Final = re.compile(r"\W*of (?:this|that|these|those|them|the total|the portfolio)\b", re.IGNORECASE)


@cache
def _stated_givers() -> tuple[BearerRule, ...]:
    """The rules that find who gives a sum right behind it: surer than what stands before."""
    return tuple(rule for rule in figure_rules().givers if rule.name in _STATED)


def _sourced(bearer: Bearer, s: Sentence) -> Bearer:
    return bearer if bearer.source else bearer._replace(source=(s.start, s.end))
