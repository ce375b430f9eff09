"""What the sentences before a number were about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from loaders.facts import Entity, Fact, Finances, Kind, PartOf, Passage, Position
from loaders.reading.document import Document, Form, Mentioned, Quantity, Sentence, Zone
from loaders.reading.figure_rules import BEFORE
from loaders.reading.outline import Outline, pattern
from loaders.reading.subjects import Subjects

_OPENING: Final = pattern(r"\s*(?:In|Across|Throughout) (?:the )?{about:place}")
UNDERTAKINGS: Final = frozenset({Kind.PROJECT, Kind.FRAMEWORK})
NO_BEARERS: Final = frozenset({"Goals", "NationalPlan"})
"""Frameworks that numbers of a loan or a project are not about, though it serves them."""
_ORGAN: Final = re.compile(r"\b(?:board|directors|management|press service|secretariat)\b", re.IGNORECASE)
_BANK: Final = re.compile(r"\b(?:bank|fund)\b", re.IGNORECASE)
_AHEAD: Final = 250
"""How far behind the sentence the project that it describes may be named first."""
_LASTING: Final = 3
"""How many sentences a place named once goes on being where the weather is."""
_FAR: Final = 1500
"""How many characters back the project that an article is about may have been named last."""


class Bearer(NamedTuple):
    """Whose a number is, and how that is known."""

    about: Entity
    counterpart: Entity | None
    rule: str
    source: Passage | None
    """The sentence that names it, where it is another one."""


class Background:
    """What an article is about at a place, apart from the sentence itself."""

    __slots__ = ("_document", "_first", "_funded", "_home", "_lender", "_only", "_outline", "_subjects", "_wholes")

    def __init__(self, document: Document, outline: Outline, subjects: Subjects, facts: Sequence[Fact]) -> None:
        """``facts`` tell what is financed, and which boards belong to which institutions."""
        self._document = document
        self._outline = outline
        self._subjects = subjects
        given = [f for f in facts if isinstance(f, Finances) and f.target.kind in UNDERTAKINGS]
        funded = {f.target.iri: f.target for f in given if f.stage != "planned"} or {
            f.target.iri: f.target for f in given
        }
        self._funded = frozenset(funded)
        self._only = next(iter(funded.values())) if len(funded) == 1 else None
        parts = [f for f in facts if isinstance(f, PartOf) and f.relation == "unit" and _ORGAN.search(f.part.name)]
        self._wholes = {f.part.iri: f.whole for f in parts}
        everything = [*outline.after(0, len(outline.text))]
        self._first = _firsts(m for m in everything if m.entity.kind in UNDERTAKINGS)
        self._home = _most(m.entity for m in everything if m.entity.cls == "Country")
        employers = [f.of for f in facts if isinstance(f, Position) and f.of is not None]
        banks = [self.whole(e) for e in (*(m.entity for m in everything), *employers)]
        banks = [e for e in banks if e.cls == "DevelopmentBank"]
        self._lender = _most(e for e in banks if "bank" in e.name.lower()) or _most(banks)

    def whole(self, e: Entity) -> Entity:
        """The institution whose board or press service ``e`` is, else ``e`` itself."""
        return self._wholes.get(e.iri, e)

    def topic(self, number: int) -> Bearer | None:
        """The subject of the sentence before, or the place that it opens with."""
        if number == 0:
            return None
        last, s = self._document.sentences[number - 1], self._document.sentences[number]
        if last.paragraph != s.paragraph or last.zone is not Zone.BODY:
            return None
        own = self._subjects.first(last.dateline, min(last.end, last.dateline + BEFORE))
        opening = _OPENING.match(self._outline.text, last.dateline, last.end)
        place = self._outline.mention(opening.start("about")) if opening else None
        found = place or own
        return Bearer(found.entity, None, "sentence-before", (last.start, last.end)) if found else None

    def main(self, s: Sentence, kinds: frozenset[Kind] = frozenset({Kind.PROJECT})) -> Bearer | None:
        """The article's one financed project, or the project named most in the sentences before; else its first one."""
        counts: Counter[str] = Counter()
        first: dict[str, Mentioned] = {}
        leading = {m.entity.iri for m in self._first[:1]}
        for m in self._outline.before(s.start, max(0, s.start - _FAR)):
            if m.entity.kind in kinds and m.entity.cls not in NO_BEARERS:
                counts[m.entity.iri] += 1 + 5 * (m.entity.iri in self._funded) + 2 * (m.entity.iri in leading)
                first[m.entity.iri] = m
        if not counts:
            told = next((m.start for m in self._first if self._only and m.entity.iri == self._only.iri), s.start)
            if self._only and self._only.kind in kinds and told < s.start:
                return Bearer(self._only, None, "financed-project", None)
            ahead = next((m for m in self._first if m.entity.kind in kinds and m.entity.cls not in NO_BEARERS), None)
            lead = next((x for x in self._document.sentences if x.zone is Zone.BODY), s)
            if ahead is None or ahead.entity.kind is not Kind.PROJECT or s.start != lead.start:
                return None
            if ahead and not s.end <= ahead.start <= s.end + _AHEAD:
                return None
            return self._from(ahead, "first-project") if ahead else None
        return self._from(min(first.values(), key=lambda m: (-counts[m.entity.iri], m.start)), "main-project")

    def _from(self, m: Mentioned, rule: str) -> Bearer:
        home = self._document.sentence_at(m.start)
        return Bearer(m.entity, None, rule, (home.start, home.end))

    def near(self, s: Sentence, kinds: frozenset[Kind], head: str) -> Bearer | None:
        """The undertaking named last before a sentence whose name ends in the noun ``head``."""
        for m in self._outline.before(s.start, max(0, s.start - _FAR)):
            if m.entity.kind in kinds and any(n.lower().endswith(head) for n in (m.entity.name, *m.entity.names)):
                return self._from(m, "same-noun")
        return None

    def just_told(self, s: Sentence) -> Bearer | None:
        """The one project or framework that the sentence before names, in the same paragraph."""
        last = self._document.sentence_at(max(0, s.start - 1))
        named = [m for m in self._outline.before(last.end, last.dateline) if m.entity.kind in UNDERTAKINGS]
        things = {m.entity.iri: m for m in named if m.entity.cls not in NO_BEARERS}
        if len(things) != 1 or last.start == s.start or last.paragraph != s.paragraph:
            return None
        return self._from(next(iter(things.values())), "just-told")

    def event_before(self, s: Sentence) -> Bearer | None:
        """The one event that the sentence before names, in the same paragraph."""
        last = self._document.sentence_at(max(0, s.start - 1))
        events = {m.entity.iri: m for m in self._outline.before(last.end, last.start) if m.entity.kind is Kind.EVENT}
        if len(events) != 1 or last.start == s.start or last.paragraph != s.paragraph:
            return None
        return self._from(next(iter(events.values())), "event-before")

    @property
    def empty(self) -> bool:
        """Whether the article speaks of no undertaking at all."""
        return not self._first

    def lender(self) -> Bearer | None:
        """The development bank that the article names most."""
        return Bearer(self._lender, None, "lender-of-article", None) if self._lender else None

    def lender_before(self, s: Sentence) -> Bearer | None:
        """The bank or fund named last before the sentence, else the one the article names most, else an acronym."""
        named = [m for m in self._outline.before(s.start, max(0, s.start - _FAR)) if m.entity.kind is Kind.INSTITUTION]
        for m in named:
            if m.entity.cls in {"DevelopmentBank", "InternationalOrganization"} or _BANK.search(m.entity.name):
                return self._from(m, "lender-before")
        unknown = next((m for m in named if m.entity.cls == "Organization" and m.entity.name.isupper()), None)
        return self.lender() or (self._from(unknown, "lender-before") if unknown else None)

    def country(self) -> Bearer | None:
        """The country that the article is about."""
        return Bearer(self._home, None, "country-of-article", None) if self._home else None

    def place_before(self, q: Quantity, number: int) -> Bearer | None:
        """The place named last in the paragraph: weather goes on being its weather."""
        s = self._document.sentences[number]
        start = s.start
        for last in reversed(self._document.sentences[max(0, number - _LASTING) : number]):
            start = last.start if last.paragraph == s.paragraph else start
        country: Mentioned | None = None
        for m in self._outline.before(q.start, start):
            if m.entity.kind is not Kind.PLACE or m.form is Form.DEMONYM:
                continue
            if m.entity.cls != "Country":
                return self._from(m, "place-before")
            country = country or m
        return self._from(country, "place-before") if country else None

    def holding(self, q: Quantity) -> Bearer | None:
        """The project or framework whose description holds the number: “a railway of 115 km between …”."""
        for m in self._outline.around(q.start):
            if m.entity.kind in UNDERTAKINGS:
                return Bearer(m.entity, None, "in-description", None)
        return None

    def built(self, q: Quantity, s: Sentence) -> Bearer | None:
        """Kilometers and megawatts belong to what is built, not to who builds it."""
        text = self._outline.text
        behind = [m for m in self._outline.after(q.end, min(s.end, q.end + 80)) if "," not in text[q.end : m.start]]
        for m in [*self._outline.before(q.start, max(s.dateline, q.start - 150)), *behind]:
            if m.entity.kind is Kind.PROJECT:
                return Bearer(m.entity, None, "size-of-project", None)
        return None

    def told_before(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The undertaking named last before the number in its sentence."""
        near = self._outline.before(q.start, max(s.dateline, q.start - BEFORE))
        found = next((m for m in near if m.entity.kind in UNDERTAKINGS and m.entity.cls not in NO_BEARERS), None)
        return Bearer(found.entity, None, "undertaking-before", None) if found else None

    def priced(self, q: Quantity, s: Sentence) -> Bearer | None:
        """A cost belongs to the project that the sentence speaks of, or the one before."""
        for m in self._outline.before(q.start, max(s.dateline, q.start - BEFORE)):
            if m.entity.kind is Kind.PROJECT:
                return Bearer(m.entity, None, "cost-of-project", None)
        return self.main(s) or self.main(s, UNDERTAKINGS)


def _firsts(mentions: Iterable[Mentioned]) -> tuple[Mentioned, ...]:
    """The first mention of each thing."""
    found: dict[str, Mentioned] = {}
    for m in mentions:
        found.setdefault(m.entity.iri, m)
    return tuple(found.values())


def _most(entities: Iterable[Entity]) -> Entity | None:
    """The one that comes most often, the first of several."""
    counts: Counter[str] = Counter()
    known: dict[str, Entity] = {}
    for e in entities:
        counts[e.iri] += 1
        known.setdefault(e.iri, e)
    return max(known.values(), key=lambda e: counts[e.iri], default=None)
