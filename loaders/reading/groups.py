"""Meetings of people whom the sentence does not name: of “the two”, of “the guest”, of “the ministers of A and B”."""

from __future__ import annotations

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.meetings import meeting_name, met, note, status
from loaders.reading.patterns import Found
from loaders.reading.present import guests, pair, trip
from loaders.reading.whereabouts import settle


def pair_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The two had a conversation about …”: a meeting of the two last named, unless it is the one told before."""
    people = pair(story)
    if len(people) != 2:
        return None
    if current is not None and current.cls == "Meeting" and set(people) <= set(current.agents):
        return current
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
