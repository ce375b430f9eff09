"""Meetings of people whom the sentence does not name: of “the two”, of “the guest”, of “the ministers of A and B”."""

from __future__ import annotations

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.meetings import meeting_name, met, note, status
from loaders.reading.patterns import Found
from loaders.reading.present import guests, pair, trip
from loaders.reading.whereabouts import fate, settle


def pair_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The two had a conversation about …”: a meeting of the two last named, unless it is the one told before."""
    people, others = pair(story), hit.drafts("b")
    last = current if current is not None and current.cls == "Meeting" else None
    if hit.rule.id == "they-met-on" and last is None:
        return None
    if last is not None and (set(people) <= set(last.agents) or hit.rule.id == "they-met-on"):
        note(last, hit.clause.tape)
        settle(story, last, hit)
        for other in others:
            met(story, last.agents[:1], [other], last, hit)
            last.join(other, hit.clause.tape)
        return last
    if len(people) != 2:
        return None
    meeting = story.make("Meeting", meeting_name(people), hit.rule.id, hit.clause.tape, status(hit))
    for person in people:
        meeting.join(person, hit.clause.tape)
    met(story, people[:1], people[1:], meeting, hit)
    settle(story, meeting, hit)
    return meeting


def guest_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“Later the guest was received by X”: a meeting of whoever is on a visit, part of that visit."""
    hosts, visitors = hit.drafts("b"), guests(story)
    people = [v for v in visitors if v.kind is Kind.PERSON] or visitors
    people = [p for p in people if p not in hosts]
    if not people or not hosts:
        return None
    meeting = story.make("Meeting", meeting_name([*hosts, *people]), hit.rule.id, hit.clause.tape, status(hit))
    note(meeting, hit.clause.tape)
    for agent in [*hosts, *people]:
        meeting.join(agent, hit.clause.tape)
    met(story, hosts, people, meeting, hit)
    settle(story, meeting, hit)
    visit = trip(story)
    if visit is not None and meeting.during is None:
        meeting.during = visit.draft
    return meeting


def group_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The transport ministers of A, B and C will meet in L”: a meeting told by posts; the states took part."""
    states = [d for d in hit.drafts("a") if d.cls == "Country"]
    if len(states) < 2:
        return None
    names = [s.name for s in states]
    who = f"{hit.match['who']} of {', '.join(names[:-1])} and {names[-1]}"
    meeting = story.make("Meeting", f"meeting of the {who}", hit.rule.id, hit.clause.tape, status(hit))
    for state in states:
        meeting.join(state, hit.clause.tape)
    settle(story, meeting, hit)
    return meeting if meeting.status == "held" else None


def body_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A steering committee, co-chaired by A and B, is to meet on 20 April”: a meeting of a body without a name."""
    meeting = story.make("Meeting", f"meeting of the {hit.match['body']}", hit.rule.id, hit.clause.tape, status(hit))
    for person in [*hit.drafts("a"), *hit.drafts("b")]:
        meeting.join(person, hit.clause.tape)
    settle(story, meeting, hit)
    return meeting if meeting.status == "held" else None


def talks_told(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“Talks with the ministry have begun”: talks of which one side is told."""
    other, speaker = hit.one("b"), hit.one("a")
    if speaker is not None and "press" in hit.rule.set:
        name = f"meeting of {speaker.name} with the {hit.match['what']}"
        meeting = story.make("Meeting", name, hit.rule.id, hit.clause.tape)
        meeting.join(speaker, hit.clause.tape)
        settle(story, meeting, hit)
        return None
    if other is None:
        return None
    talks = story.make("Meeting", f"{hit.match['what']} with the {other.name}", hit.rule.id, hit.clause.tape)
    talks.join(other, hit.clause.tape)
    settle(story, talks, hit)
    return None


def met_each(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“Separate talks were held with X and with Y”: talks with each of them, part of the visit told of."""
    visit, last = trip(story), None
    for host in dict.fromkeys([*hit.drafts("b"), *hit.drafts("c")]):
        last = story.make("Meeting", f"talks with {host.name}", hit.rule.id, hit.clause.tape, status(hit))
        last.join(host, hit.clause.tape)
        settle(story, last, hit)
        if visit is not None and last.during is None:
            last.during = visit.draft
    return last


def guests_visit(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The mission also visited a health center in Y”: a visit that was part of the one told of."""
    visit, place = trip(story), hit.one("l") or hit.one("j")
    if visit is None or place is None or place is visit.place:
        return None
    where = place if place.kind is Kind.PLACE else next(iter(place.places), None)
    made = story.make("Visit", f"visit to {place.name}", hit.rule.id, hit.clause.tape, status(hit))
    for guest in visit.agents:
        made.join(guest, hit.clause.tape)
    made.place, made.during = where, visit.draft
    settle(story, made, hit)
    return None


def forum_ahead(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“a pledging conference scheduled for 24 January in Riga”: a forum to come that has no name."""
    off = fate(hit.clause.text[hit.match.end() :])
    forum = story.make("Forum", hit.match["what"], hit.rule.id, hit.clause.tape, off if off != "held" else "planned")
    settle(story, forum, hit)
    if forum.date is None and forum.place is None:
        story.happenings.remove(forum)
    return None
