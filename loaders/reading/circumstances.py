"""What events owe to those around them: the visit or forum that a meeting was part of, the day that both share."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.present import lately
from loaders.reading.tape import Tape

_THEN: Final = re.compile(
    r"(?:thereupon|on the same day|the same day|on the same occasion|afterwards|immediately after"
    r"|(?:shortly |just |immediately )?(?:after|following|before|ahead of|prior to|at the end of) the "
    r"(?:opening |signing )?(?:ceremony|session|meeting|talks|signing|negotiations|inauguration|launch))\b"
)
"""Words that put what is told now on the day of what was told before."""
_FURTHER: Final = re.compile(
    r"\b(?:also|on the same day|further|furthermore|separately|later|then|in addition|additionally)\b"
)
_GATHERING: Final = r"(?:session|meeting|talks|forum|summit|conference|negotiations|consultations|commission)"
_CLOSED: Final = re.compile(
    rf"\bthe (?:\w+ )?{_GATHERING} (?:was |were )?(?:closed|ended|concluded|culminated|wound up|wrapped up|resulted)"
    r" (?:with|in|by)\b"
    rf"|\b(?:concluded|closed|crowned|sealed|rounded off) the (?:\w+ )?{_GATHERING}\b"
    rf"|\bat the (?:end|close|conclusion) of the (?:\w+ )?{_GATHERING}\b"
)
_SAME: Final = re.compile(r"\b(?:at|during) the same (?:ceremony|event|meeting|forum|signing)\b")
_VISIT: Final = re.compile(
    r"\b(?:during|as part of|within|in the course of|in the framework of) (?:an?|the|this|his|her|their|its)"
    r"(?: [\w-]+){0,2} (?:visit|trip|stay|mission|tour)\b"
)
SOON: Final = 3
"""How many sentences after a visit its meetings are told."""
STATESMAN: Final = re.compile(r"\b(?:president|prime minister|minister|premier|king|queen|chancellor)\b(?! of the)")
_THERE: Final = re.compile(r", where \w")
_GUEST: Final = re.compile(
    r"\bwho (?:is|was|are|were) (?:\w+ )?(?:in (?:the )?(?:[\w’'-]+ ){1,3})?(?:on|for) (?:an? |his |her |their )"
    r"(?:[\w-]+ ){0,2}(?:visit|trip)\b"
)


def during_visit(story: Chronicle, tape: Tape, before: Happening | None) -> None:
    """“During his visit to L, X met Y. He also met Z”: what happened then was part of the visit."""
    text = " ".join(c.lower for c in tape.chunks)
    here = [h for h in story.happenings if h.tapes[0] is tape and h.during is None and h.cls in {"Meeting", "Signing"}]
    for happening in here:
        trip = _trip(story, happening, tape)
        if trip is None:
            continue
        same = tape in trip.tapes and (
            trip.rule in {"while-in", "who-is-in-on-visit"} or bool(_VISIT.search(text) or _GUEST.search(text))
        )
        later = tape not in trip.tapes and (trip.rule == "on-visit-to" or bool(_VISIT.search(text)))
        also = before is not None and bool(_FURTHER.search(text)) and trip.draft in (before.during, before.draft)
        ahead = tape in trip.tapes and trip.status == happening.status and bool(_THERE.search(text))
        later = later or (tape not in trip.tapes and _received_abroad(story, trip, happening))
        within = tape not in trip.tapes and (_within(trip, happening) or _hosted(story, trip, happening))
        if same or later or also or within or ahead:
            happening.during = trip.draft
        if ahead and happening.date is None and trip.status == "held":
            happening.date = trip.date if trip.date is not None and trip.date.begin == trip.date.end else None
        if same and trip.date is None and happening.date is not None and happening.date.precision == "day":
            trip.date = happening.date
    for happening in story.happenings:
        if happening.tapes[0] is not tape or happening.cls not in {"Meeting", "Signing"}:
            continue
        own = story.of(happening.during) if happening.during is not None else None
        if own is not None and own.cls == "Visit":
            _share(own, happening)


def _within(trip: Happening, happening: Happening) -> bool:
    """Whether an event fell on a day of the visit."""
    days, date = trip.date, happening.date
    if days is None or date is None or date.precision != "day" or days.precision != "day":
        return False
    if days.begin is None or days.end is None or date.begin is None or date.end is None:
        return False
    return days.begin <= date.begin and date.end <= days.end


def _hosted(story: Chronicle, trip: Happening, happening: Happening) -> bool:
    """Whether who is on a visit met somebody who serves the country visited, on no other day."""
    hosts = [a for a in happening.agents if a.kind is Kind.PERSON and a not in trip.agents]
    country = story.home if trip.place is not None and trip.place.cls == "City" else trip.place
    if country is None or trip.status != "held" or happening.status != "held" or not lately(story, trip):
        return False
    serving = [e.root for h in hosts for e in h.employers]
    here = any(e is country or (e.owner is not None and e.owner.root is country) for e in serving)
    return here and (happening.date is None or trip.date is None) and set(trip.agents) <= set(happening.agents)


def _received_abroad(story: Chronicle, trip: Happening, happening: Happening) -> bool:
    """Whether the guest of a visit told just before met a statesman whose country nobody needs to name."""
    near = story.at - story.tapes.index(trip.tapes[-1]) <= SOON
    if not near or trip.status != "held" or happening.status != "held" or happening.date is not None:
        return False
    if not set(trip.agents) <= set(happening.agents) or (happening.place is not None and happening.place.cls != "City"):
        return False
    hosts = [a for a in happening.agents if a.kind is Kind.PERSON and a not in trip.agents and not a.employers]
    return any(STATESMAN.search(post.lower()) for h in hosts for post in h.posts)


def _share(trip: Happening, happening: Happening) -> None:
    """What was part of a visit of one day to one city happened on that day, in that city."""
    if happening.place is None and trip.place is not None and trip.place.cls == "City":
        happening.place = trip.place
    told = trip.rule == "who-is-in-on-visit" or happening.rule in {"guest-was-received", "received-the-guest"}
    if told and happening.date is None and trip.date is not None and trip.date.begin == trip.date.end:
        happening.date = trip.date


def at_the_close(story: Chronicle, tape: Tape) -> None:
    """“The session closed with a protocol, to which both put their names”: signed during that session."""
    if not _CLOSED.search(tape.words(0, len(tape.chunks))):
        return
    signings = [h for h in story.happenings if h.cls == "Signing" and h.tapes[0] is tape and h.during is None]
    before = [h for h in story.happenings if h.cls in {"Meeting", "Forum"} and h.tapes[0] is not tape]
    if signings and before and before[-1].status == signings[0].status:
        larger = before[-1]
        for signing in signings:
            signing.during, signing.date = larger.draft, signing.date or larger.date
            signing.place = signing.place or larger.place


def at_the_same(story: Chronicle, tape: Tape) -> None:
    """“Grant agreements were concluded at the same ceremony”: part of the ceremony or signing told before."""
    if not _SAME.search(tape.words(0, len(tape.chunks))):
        return
    before = [h for h in story.happenings if h.cls in {"Signing", "Event", "Forum"} and h.tapes[0] is not tape]
    for signing in story.happenings:
        if signing.cls == "Signing" and signing.tapes[0] is tape and before and signing.during is None:
            larger = before[-1]
            signing.during, signing.date = larger.draft, signing.date or larger.date
            signing.place = signing.place or larger.place


def same_day(story: Chronicle, tape: Tape) -> None:
    """“Thereupon the agreement was signed”, “Following the session, …”: on the day of what was told before."""
    if not _THEN.match(tape.words(0, min(len(tape.chunks), 8))):
        return
    earlier = [h.date for h in story.happenings if h.tapes[0] is not tape and h.date and h.date.precision == "day"]
    for happening in story.happenings:
        if happening.tapes[0] is tape and happening.date is None and earlier and happening.status == "held":
            happening.date = earlier[-1]


def _trip(story: Chronicle, happening: Happening, tape: Tape) -> Happening | None:
    """The visit last spoken of that the event may have been part of."""
    for trip in reversed(story.happenings):
        if trip.cls == "Visit" and (tape in trip.tapes or set(trip.agents) & set(happening.agents)):
            return trip
    return None


def frame(story: Chronicle) -> None:
    """“X was there for the summit”, told after what X signed there: that was part of the visit."""
    trips = [h for h in story.happenings if h.cls == "Visit" and h.status == "held" and h.place is not None]
    for happening in story.happenings:
        if happening.cls not in {"Meeting", "Signing"} or happening.status != "held" or happening.during is not None:
            continue
        for trip in trips:
            guests = {a for a in trip.agents if a.kind is Kind.PERSON}
            there = happening.place is trip.place and trip.place is not None and trip.place.cls == "City"
            next_to = trip.rule == "is-in-to" and story.tapes.index(happening.tapes[0]) == 1 + story.tapes.index(
                trip.tapes[0]
            )
            beside = trip.rule == "her-visit-to" and trip.tapes[0] in happening.tapes
            if guests & set(happening.agents) and (beside or there or (next_to and happening.place is None)):
                happening.during = trip.draft
                _share(trip, happening)
                break


def inherit(story: Chronicle) -> None:
    """“held several meetings during the forum on 29–30 May” holds for each of the person's meetings."""
    for person, event, tape in story.series:
        larger = story.of(event)
        for happening in story.happenings:
            own = happening.cls == "Meeting" or (happening.cls == "Signing" and happening.tapes[0] is not tape)
            if own and person.root in happening.agents and happening.during is None:
                if happening.draft.root is event.root:
                    continue
                happening.during = event.root
                happening.tapes.append(tape)
                happening.date = happening.date or (larger.date if larger else None)
    for happening in list(story.happenings):
        larger = story.of(happening.during) if happening.during else None
        if larger is not None and larger.place is None and larger.cls != "Visit":
            larger.place = happening.place
        if larger is not None and happening.place is None and larger.place is not None and larger.cls != "Visit":
            happening.place = larger.place if larger.place.cls == "City" else None
            happening.place_shared = happening.place is not None
        if larger is None or happening.cls not in {"Meeting", "Signing", "Interview"} or larger.cls == "Visit":
            continue
        for agent in happening.agents:
            if larger.cls == "Meeting" and agent.kind is not Kind.PERSON:
                continue
            for tape in happening.agent_tapes.get(agent.order, happening.tapes)[:1]:
                larger.join(agent, tape)
