"""Whose number it is: the entity a figure is about, and the other side of a number that belongs to two.

Rules over the number's surroundings come first (``data/figures.toml``), then the number before it in the same
sentence, then the sentence's subject, then what the sentences before were about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from loaders.facts import Entity, Fact, Finances, Kind, Passage
from loaders.reading.document import Mentioned, Quantity, Sentence, Understood, Zone
from loaders.reading.figure_rules import AFTER, BEFORE, BearerRule, figure_rules
from loaders.reading.outline import Outline, pattern
from loaders.reading.sections import Sections
from loaders.reading.subjects import Subjects

_RESULTS: Final = pattern(
    r"\b(?:results?|outcomes?|achievements?|impact) of {the}(?:\w+ ){0,2}{about:framework}"
    r"|(?:^|\W)(?:under|within|as part of|thanks to|in the framework of) {the}(?:\w+ ){0,2}{framework:framework}"
)
_HELD: Final = re.compile(r"\b(?:in|across|throughout|within|around) (?:the |all (?:of )?)?$", re.IGNORECASE)
_REACH: Final = 2
"""How many sentences further a list of results can still be about the same thing without naming it."""


class Bearer(NamedTuple):
    """Whose a number is, and how that is known."""

    about: Entity
    counterpart: Entity | None
    rule: str
    source: Passage | None
    """The sentence that names it, where it is another one."""


@dataclass(slots=True)
class _Running:
    """What the sentences before were about."""

    bearer: Bearer
    sentence: int
    listing: bool
    """A list of results was announced: even sentences with subjects of their own kind go on with it."""


class Bearers:
    """Finds the bearers of an article's numbers, which must be asked for in the order of the text."""

    __slots__ = (
        "_document",
        "_funded",
        "_only",
        "_outline",
        "_previous",
        "_running",
        "_sections",
        "_seen",
        "_sentences",
        "_subjects",
    )

    def __init__(self, u: Understood, outline: Outline, sections: Sections, facts: Sequence[Fact]) -> None:
        """Prepare to read ``u``."""
        self._outline = outline
        self._subjects = Subjects(outline)
        self._sections = sections
        self._sentences = u.document.sentences
        self._running: _Running | None = None
        self._previous: tuple[Quantity, Bearer] | None = None
        self._seen = 0
        self._document = u.document
        funded = {f.target.iri: f.target for f in facts if isinstance(f, Finances) and f.target.kind is Kind.PROJECT}
        self._funded = frozenset(funded)
        self._only = next(iter(funded.values())) if len(funded) == 1 else None

    def of(self, q: Quantity, words: str, number: int) -> Bearer | None:
        """The bearer of ``q``, which stands in the sentence with that ``number`` and reads ``words``."""
        self._announcements(number)
        s = self._sentences[number]
        bearer = self._holding(q) or self._ruled(q, words, s) or self._continued(q, s)
        listing = False
        if bearer is None:
            bearer = self._built(q, s) or self._subject(q, s) or self._listed(number)
            listing = bearer is not None and self._running is not None and bearer.about is self._running.bearer.about
        bearer = bearer or self._placed(q, s) or self._before(q, number)
        if bearer is not None:
            self._previous = (q, bearer)
            listing = listing and self._running is not None and self._running.listing
            self._running = _Running(_sourced(bearer, s), number, listing or self._is_listing(bearer, number))
        return bearer

    def _is_listing(self, bearer: Bearer, number: int) -> bool:
        running = self._running
        return bool(
            running and running.listing and running.bearer.about is bearer.about and number - running.sentence <= _REACH
        )

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
                if mention and (name == "about" or i < number):
                    bearer = Bearer(mention.entity, None, "results-of-framework", (s.start, s.end))
                    self._running = _Running(bearer, i, True)
        self._seen = max(self._seen, number + 1)

    def _ruled(self, q: Quantity, words: str, s: Sentence) -> Bearer | None:
        floor = max(s.dateline, q.start - BEFORE)
        left = self._outline.text[floor : q.start]
        right = self._outline.text[q.end : min(s.end, q.end + AFTER)]
        for rule in figure_rules().bearers:
            spans = rule.spans(q, words, left, right)
            if spans is None:
                continue
            origins = {"left": floor, "right": q.end}
            found = {name: self._outline.mention(origins[side] + at) for name, (side, at) in spans.items()}
            bearer = self._made(rule, found, q.start)
            if bearer:
                return bearer
        return None

    def _made(self, rule: BearerRule, found: dict[str, Mentioned | None], offset: int) -> Bearer | None:
        about, other = found.get("about"), found.get("with")
        if rule.pair == "no":
            if about is None or (other and other.entity.iri == about.entity.iri):
                return None
            return Bearer(about.entity, other.entity if other else None, rule.name, None)
        pair = self._sections.pair(offset)
        if rule.pair == "other" and about:
            rest = [e for e in pair or () if e.iri != about.entity.iri]
            return Bearer(about.entity, rest[0] if len(rest) == 1 else None, rule.name, None)
        if pair is None:
            return None
        club = [e for e in pair if e.cls == "InternationalOrganization"]
        if rule.name == "trade-of-the-article" and club:
            return Bearer(club[0], None, rule.name, None)  # trade among the members of a club, not with it
        return Bearer(pair[0], pair[1], rule.name, None)

    def _continued(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The bearer of the number before, unless a subject of its own stands between."""
        if self._previous is None or self._previous[0].start < s.start:
            return None
        own = self._subjects.first(self._previous[0].end, q.start)
        return None if own else self._previous[1]._replace(rule="continued")

    def _subject(self, q: Quantity, s: Sentence) -> Bearer | None:
        own = self._subjects.of(max(s.dateline, q.start - 2 * BEFORE), q.start)
        return Bearer(own.entity, self._partner(q, own, s), "subject", None) if own else None

    def _partner(self, q: Quantity, own: Mentioned, s: Sentence) -> Entity | None:
        """The country where an institution's money goes."""
        if q.family != "money" or own.entity.kind is not Kind.INSTITUTION:
            return None
        match = _TO_COUNTRY.match(self._outline.text, q.end, min(s.end, q.end + 100))
        target = self._outline.mention(match.start("with")) if match else None
        return target.entity if target and target.entity.cls == "Country" else None

    def _listed(self, number: int) -> Bearer | None:
        running = self._running
        if running and running.listing and number - running.sentence <= _REACH:
            return running.bearer
        return None

    def _placed(self, q: Quantity, s: Sentence) -> Bearer | None:
        """A place that the sentence sets the number in: first behind the number, then before it."""
        near = [
            *self._outline.after(q.end, min(s.end, q.end + BEFORE)),
            *self._outline.before(q.start, max(s.dateline, q.start - BEFORE)),
        ]
        for m in near:
            if m.entity.kind is Kind.PLACE and _HELD.search(self._outline.text[max(s.start, m.start - 20) : m.start]):
                return Bearer(m.entity, None, "placed", None)
        return None

    def _holding(self, q: Quantity) -> Bearer | None:
        """The project or framework whose description holds the number: “a railway of 115 km between …”."""
        for m in self._outline.around(q.start):
            if m.entity.kind in _UNDERTAKINGS:
                return Bearer(m.entity, None, "in-description", None)
        return None

    def _built(self, q: Quantity, s: Sentence) -> Bearer | None:
        """Kilometers and megawatts belong to what is built, not to who builds it."""
        if q.family != "measure" or q.unit not in _SIZES:
            return None
        near = [
            *self._outline.before(q.start, max(s.dateline, q.start - 150)),
            *self._outline.after(q.end, min(s.end, q.end + 80)),
        ]
        for m in near:
            if m.entity.kind is Kind.PROJECT:
                return Bearer(m.entity, None, "size-of-project", None)
        own = self._subjects.first(max(s.dateline, q.start - 2 * BEFORE), q.start)
        return None if own and own.entity.kind is Kind.PLACE else self._main(s)

    def _before(self, q: Quantity, number: int) -> Bearer | None:
        """What the sentences before were about."""
        s = self._sentences[number]
        running = self._running
        near = running.bearer._replace(rule="continued-list") if running and number - running.sentence <= 1 else None
        if q.family == "count" or (q.family == "measure" and q.unit in _SIZES):
            built = near if near and near.about.kind in _UNDERTAKINGS else None
            return built or self._main(s) or near or self._topic(number)
        return near or self._topic(number) or self._main(s)

    def _topic(self, number: int) -> Bearer | None:
        """The subject of the sentence before, or the place that it opens with."""
        if number == 0:
            return None
        last, s = self._sentences[number - 1], self._sentences[number]
        if last.paragraph != s.paragraph or last.zone is not Zone.BODY:
            return None
        own = self._subjects.first(last.dateline, min(last.end, last.dateline + BEFORE))
        opening = _OPENING.match(self._outline.text, last.dateline, last.end)
        place = self._outline.mention(opening.start("about")) if opening else None
        found = place or own
        return Bearer(found.entity, None, "sentence-before", (last.start, last.end)) if found else None

    def _main(self, s: Sentence) -> Bearer | None:
        """The article's one financed project, or the project named most in the sentences before."""
        counts: Counter[str] = Counter()
        first: dict[str, Mentioned] = {}
        for m in self._outline.before(s.start, max(0, s.start - 1500)):
            if m.entity.kind is Kind.PROJECT:
                counts[m.entity.iri] += 1 + 5 * (m.entity.iri in self._funded)
                first[m.entity.iri] = m
        if not counts:
            return Bearer(self._only, None, "financed-project", None) if self._only else None
        m = min(first.values(), key=lambda m: (-counts[m.entity.iri], m.start))
        home = self._document.sentence_at(m.start)
        return Bearer(m.entity, None, "main-project", (home.start, home.end))


_OPENING: Final = pattern(r"\s*(?:In|Across|Throughout) (?:the )?{about:place}")
_SIZES: Final = frozenset({"km", "m", "ha", "km2", "m2", "m3", "MW", "GW", "kW", "MWh", "GWh", "kWh", "t", "l"})
_UNDERTAKINGS: Final = frozenset({Kind.PROJECT, Kind.FRAMEWORK})
_TO_COUNTRY: Final = pattern(r"[^;:.,]{0,60}? (?:in|to|for|with) (?:the )?{with:place}")


def _sourced(bearer: Bearer, s: Sentence) -> Bearer:
    return bearer if bearer.source else bearer._replace(source=(s.start, s.end))
