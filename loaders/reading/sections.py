"""Which stretch of an article tells of which meeting, and who its two sides are.

News reports one meeting after the other: what is said from the first sentence about a meeting to the first sentence
about the next belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.facts import Attended, Entity, Event, Fact, Kind, Met, PartOf, Position
from loaders.reading.document import Form, Understood

Pair = tuple[Entity, Entity]

_LARGE: Final = re.compile(r"\b(?:Annual|Spring|Autumn) (?:Meetings?|Session)\b|\b(?:General )?Assembly\b")
"""Meetings of whole organizations, on whose sidelines others are held."""
GATHERINGS: Final = frozenset({"Meeting", "Forum", "Visit", "Signing", "Event"})
_TALKS: Final = frozenset({"Meeting", "Visit", "Signing", "Interview"})
_STATE: Final = frozenset({"Government", "Ministry", "GovernmentAgency"})
_LENDERS: Final = frozenset({"DevelopmentBank", "InternationalOrganization"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of the article that begins at ``start`` and tells of ``event``."""

    start: int
    event: Event
    sides: Pair | None
    """The two countries or institutions that met; ``None`` if they are not exactly two."""


class Sections:
    """The sections of an article in the order of the text."""

    __slots__ = ("_country", "_fallback", "_homes", "_mentions", "_starts", "items")

    def __init__(self, u: Understood, facts: Sequence[Fact]) -> None:
        """Find the meetings among ``facts`` and where the article begins to tell of each."""
        events = [f for f in facts if isinstance(f, Event) and f.event.cls in GATHERINGS | _TALKS]
        shared = Counter(p for f in events for p in set(f.evidence))
        self._homes = homes = _homes(facts)
        self._mentions = u.mentions
        guests = _guests(facts)
        named = _named(u)
        country = named["country"][0][1] if _clear(named["country"], 1) else None
        self._country = country
        found = [
            Section(start=_opening(f, shared), event=f, sides=_two(guests.get(f.event.iri, ()), homes, country))
            for f in events
            if f.evidence
        ]
        self.items = tuple(sorted(found, key=lambda s: (s.start, s.event.event.iri)))
        self._starts = [s.start for s in self.items]
        self._fallback = _prominent(named)

    def meeting(self, offset: int) -> Section | None:
        """The meeting that the text at ``offset`` tells of; an article with one meeting is about it throughout."""
        every = [s for s in self.items if s.event.event.cls == "Meeting"]
        talks = [s for s in every if s.event.status != "planned" and not _LARGE.search(s.event.event.name)] or every
        if len(talks) == 1:
            return talks[0]
        before = [s for s in talks if s.start <= offset]
        return before[-1] if before else None

    def gathering(self, offset: int) -> Entity | None:
        """The forum named before ``offset``, else the visit or the one meeting."""
        before = [s.event.event for s in self.items if s.start <= offset]
        forums = [e for e in before if e.cls == "Forum"]
        visits = [e for e in before if e.cls == "Visit"]
        talks = [e for e in before if e.cls == "Meeting"]
        found = forums[-1:] or visits[-1:] or (talks if len(talks) == 1 else [])
        return found[0] if found else None

    def visit(self) -> Section | None:
        """The one visit of an article that tells of no meeting."""
        visits = [s for s in self.items if s.event.event.cls == "Visit"]
        return visits[0] if len(visits) == 1 else None

    def pair(self, offset: int) -> Pair | None:
        """The two sides whose cooperation the text at ``offset`` speaks of."""
        i = bisect_right(self._starts, offset)
        for section in reversed(self.items[:i]):
            if section.event.event.cls in _TALKS and section.sides:
                return section.sides
        sides = [s.sides for s in self.items if s.sides]
        return sides[0] if len(sides) == 1 else self._fallback

    def countries(self, offset: int) -> Pair | None:
        """The two sides whose trade the text at ``offset`` speaks of: two countries, if one of them is a bank.

        They are those of the two officials named last before; who is of no country that is told is of the article's.
        """
        pair = self.pair(offset)
        if pair is not None and all(e.kind is Kind.PLACE or e.cls == "InternationalOrganization" for e in pair):
            return pair
        near: dict[str, Entity] = {}
        first = bisect_right(self._mentions, offset, key=lambda m: m.start)
        for m in reversed(self._mentions[max(0, first - _MENTIONS) : first]):
            side = _side(m.entity, self._homes, self._country)
            side = self._country if side.kind is Kind.PERSON and self._country else side
            if side.cls == "Country":
                near.setdefault(side.iri, side)
            if len(near) == 2:
                a, b = near.values()
                return a, b
        return pair


def _opening(fact: Event, shared: Mapping[tuple[int, int], int]) -> int:
    own = [p for p in fact.evidence if shared[p] == 1]
    return min(own or fact.evidence)[0]


def _homes(facts: Iterable[Fact]) -> dict[str, Entity]:
    """What a person speaks for, and the country that a ministry belongs to, by IRI."""
    homes: dict[str, Entity] = {}
    for f in facts:
        if isinstance(f, Position) and f.of is not None and not f.former:
            homes.setdefault(f.person.iri, f.of)
        elif isinstance(f, PartOf) and f.relation == "unit" and f.part.cls in _STATE:
            homes.setdefault(f.part.iri, f.whole)
    return homes


def _guests(facts: Iterable[Fact]) -> dict[str, list[Entity]]:
    guests: dict[str, list[Entity]] = {}
    for f in facts:
        if isinstance(f, Attended):
            guests.setdefault(f.event.iri, []).append(f.agent)
        elif isinstance(f, Met) and f.at is not None:
            guests.setdefault(f.at.iri, []).extend((f.a, f.b))
    return guests


def _two(guests: Iterable[Entity], homes: Mapping[str, Entity], country: Entity | None) -> Pair | None:
    """The two sides that the guests stand for; officials of a state stand for it."""
    sides: dict[str, Entity] = {}
    for guest in guests:
        side = _side(guest, homes, country)
        if side.kind is not Kind.PERSON:
            sides.setdefault(side.iri, side)
    if len(sides) > 2:
        sides = {iri: side for iri, side in sides.items() if side.cls == "Country"}
    if len(sides) != 2:
        return None
    a, b = sides.values()
    return a, b


def _side(guest: Entity, homes: Mapping[str, Entity], country: Entity | None) -> Entity:
    """Whom a guest stands for; officials of a state stand for ``country``, if it is given."""
    side = guest
    for _ in range(3):
        side = homes.get(side.iri, side)
    return country if side.cls in _STATE and country is not None else side


def _named(u: Understood) -> dict[str, list[tuple[int, Entity]]]:
    """How often the article names each country and each lender or organization, most often first."""
    counts: dict[str, Counter[str]] = {"country": Counter(), "lender": Counter()}
    entities: dict[str, Entity] = {}
    for m in u.mentions:
        role = "country" if m.entity.cls == "Country" else "lender" if m.entity.cls in _LENDERS else None
        if role and m.form is not Form.PRONOUN:
            entities[m.entity.iri] = m.entity
            counts[role][m.entity.iri] += 1
    return {
        role: [(c[iri], entities[iri]) for iri in sorted(c, key=lambda iri: (-c[iri], iri))]
        for role, c in counts.items()
    }


def _clear(ranking: Sequence[tuple[int, Entity]], n: int) -> bool:
    """Whether exactly the first ``n`` stand out."""
    return len(ranking) == n or (len(ranking) > n and ranking[n - 1][0] >= _CLEARLY * ranking[n][0])


def _prominent(named: Mapping[str, Sequence[tuple[int, Entity]]]) -> Pair | None:
    """The country and the lender or organization that the article clearly names most, else its two countries."""
    countries, lenders = named["country"], named["lender"]
    if _clear(countries, 1):  # a country's own development bank is no partner of it
        lenders = [(n, e) for n, e in lenders if countries[0][1].name.lower() not in e.name.lower()]
    if _clear(countries, 1) and _clear(lenders, 1):
        return lenders[0][1], countries[0][1]
    if not lenders and _clear(countries, 2):
        return countries[0][1], countries[1][1]
    return None


_CLEARLY: Final = 2
"""How many times more often than the next the main country or lender is named."""
_MENTIONS: Final = 12
"""How many references back the two countries whose trade is meant are looked for."""
