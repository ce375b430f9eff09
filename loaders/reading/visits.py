"""Visits: who went where and when, and visits told only by the way."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.meetings import status
from loaders.reading.patterns import Found
from loaders.reading.relative_days import lasting
from loaders.reading.whereabouts import place_near, put_off_to, settle

_BY_THE_WAY: Final = re.compile(
    r"\b(?:during|on the occasion of|in the course of|as part of) (?:an? |the )?(?:[\w-]+ ){0,2}$"
)
"""Words that tell of a visit only as the frame of something else."""
_BOUNDARY: Final = re.compile(
    r"\b(?:ended|ends|began|begins|started|starts|concluded|wound up|wrapped up|kicked off|will begin|will end)"
    r"(?: here| there| (?:in )?<L\d+>)* (?:on )?<D(\d+)>"
)
"""The day on which a visit ended or began."""


_ITS_DAYS: Final = re.compile(r" (?:\( ?|on |from |, )?(?:on |from )?<D(\d+)>")
"""The days of a visit, right after where it went."""


def visit(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X arrived in Y”, “X's visit to Y”: one visit of a person or delegation to a place."""
    guests = [*hit.drafts("a"), *hit.drafts("b"), *hit.drafts("c")]
    where = hit.one("l") or hit.one("j")
    state = "planned" if re.search(r"\barriv(?:es|ing) ", hit.match[0]) else status(hit)
    if where is None and state == "held" and guests and _BY_THE_WAY.search(hit.clause.text[: hit.match.start()]):
        there = place_near(story, hit.clause.tape, *hit.bounds())
        where = there if there is not None and there.cls == "City" else story.dateline
    if not guests or guests[0] is where or (where is None and state in {"held", "planned"}):
        return None
    known = next(
        (h for h in story.happenings if h.cls == "Visit" and set(guests) & set(h.agents) and h.status == state), None
    )
    known = known or next((h for h in story.happenings if _same_trip(h, guests, where, state)), None)
    if known is not None and (known.place is None or where is None or known.place is where):
        for guest in guests:
            known.join(guest, hit.clause.tape)
        settle(story, known, hit)
        return None
    names = " and ".join(g.name for g in guests)
    name = f"visit of {names} to {where.name}" if where is not None else f"visit of {names}"
    happening = story.make("Visit", name, hit.rule.id, hit.clause.tape, state)
    for guest in guests:
        happening.join(guest, hit.clause.tape)
    if where is not None:
        happening.place = where if where.kind is Kind.PLACE else next(iter(where.places), None)
    if state == "postponed":
        happening.date = put_off_to(story, hit)
    settle(story, happening, hit)
    if happening.date is None and (end := _BOUNDARY.search(hit.clause.text, hit.match.end())) is not None:
        happening.date = story.builder.span_of(hit.clause.tape.chunks[int(end[1])])
    words = hit.clause.tape.words(0, len(hit.clause.tape.chunks))
    happening.date = lasting(words, words, happening.date)
    return happening if current is None else None


def _same_trip(known: Happening, guests: list[Draft], where: Draft | None, state: str) -> bool:
    """Whether the visit of a bank's mission is that of its head, told before."""
    if known.cls != "Visit" or known.status != state or where is None or known.place is not where:
        return False
    served = {e.root for a in known.agents for e in a.employers}
    serving = {e.root for g in guests for e in g.employers}
    return bool(served & set(guests) or serving & set(known.agents))


def their_visit(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“… on the second day of her visit to Y”: a visit of the one person whom the sentence or the one before names."""
    tape, where = hit.clause.tape, hit.one("l")
    people = list(dict.fromkeys(c.draft.root for c in tape.chunks if c.code == "P" and c.draft is not None))
    guest = people[0] if len(people) == 1 else story.speaker if not people else None
    if guest is None or where is None or any(h.cls == "Visit" and guest in h.agents for h in story.happenings):
        return None
    trip = story.make("Visit", f"visit of {guest.name} to {where.name}", hit.rule.id, tape)
    trip.join(guest, tape)
    trip.place = where
    days = _ITS_DAYS.match(hit.clause.text, hit.match.end())
    trip.date = story.builder.span_of(tape.chunks[int(days[1])]) if days is not None else None
    for happening in story.happenings:
        if tape in happening.tapes and happening.cls in {"Meeting", "Signing"} and guest in happening.agents:
            happening.during = happening.during or trip.draft
    return None


def visit_told(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“During the visit, X will also meet Z”: a visit told only by the way, to where X met somebody before."""
    person = hit.one("a")
    if person is None or any(h.cls == "Visit" and person in h.agents for h in story.happenings):
        return None
    place = next((h.place for h in reversed(story.happenings) if person in h.agents and h.place), None)
    if place is None or place.cls != "City":
        return None
    trip = story.make("Visit", f"visit of {person.name} to {place.name}", hit.rule.id, hit.clause.tape)
    trip.join(person, hit.clause.tape)
    trip.place = place
    for happening in story.happenings:
        if happening.tapes[0] is hit.clause.tape and happening.cls in {"Meeting", "Signing"} and happening is not trip:
            happening.during = trip.draft
    return None
