"""Meetings: who met whom, at a meeting of which body, and who else was there."""

from __future__ import annotations

import re
from typing import Final

from loaders import facts as said
from loaders.facts import Kind, Modality
from loaders.reading.builder import entity, evidence
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.tape import Tape
from loaders.reading.whereabouts import settle, status_of

_SESSION: Final = re.compile(r"\b(?:council|parliament|assembly|senate|cabinet)\b")
_ANY: Final = {"Meeting", "Forum", "Signing", "Event"}
_MEANT: Final = (
    (r"ceremony|signing", {"Signing", "Event"}),
    (r"meeting|talks|negotiations|session|discussions|conversation", {"Meeting"}),
    (r"forum|conference|summit", {"Forum"}),
)
"""Classes of event that a word for the event spoken of may mean."""
_TOGETHER: Final = ("discussed-together", "held-talks-together", "discussed-with")
"""Rules that tell of the meeting spoken of before, if it had the same participants."""


def people_first(drafts: list[Draft]) -> list[Draft]:
    """Persons where persons are named, else institutions and countries."""
    people = [d for d in drafts if d.kind is Kind.PERSON]
    return people or drafts


def modality(status: str) -> Modality:
    """What is planned, put off or called off is not yet a fact."""
    return Modality.ASSERTED if status == "held" else Modality.PLANNED


def status(hit: Found) -> str:
    """The status that a rule sets, or that the words of its match tell."""
    return hit.rule.set.get("status") or status_of(hit.match[0])


def meeting_name(everyone: list[Draft]) -> str:
    """“meeting of A, B and C”."""
    names = [d.name for d in everyone]
    return f"meeting of {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"meeting with {names[0]}"


def _agents(hit: Found, slot: str) -> list[Draft]:
    """Who fills a slot; a city or region is where something happens, nobody who acts."""
    return [d for d in hit.drafts(slot) if d.kind is not Kind.PLACE or d.cls == "Country"]


def meet(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A met B”: the sides are ``a`` and ``b``; ``c`` leads the delegation of ``g``."""
    left = people_first(_agents(hit, "a"))
    guests = [*_agents(hit, "b"), *_agents(hit, "c")]
    groups = [*_agents(hit, "g"), *_agents(hit, "h")]
    right = people_first(guests or groups)
    if hit.rule.kind == "meeting-of":
        left, right = left[:1], left[1:] or right
        if not right:
            return partial(story, hit, left, current)
    right = [d for d in right if d not in left]
    everyone = list(dict.fromkeys([*left, *right]))
    if not left or not right or all(d.kind is Kind.PLACE for d in everyone):
        return None
    meeting = _meeting(story, hit, everyone, current)
    for agent in [*everyone, *(groups if guests else ())]:
        meeting.join(agent, hit.clause.tape)
    _met(story, left, right, meeting, hit)
    settle(story, meeting, hit)
    return meeting


def _meeting(story: Chronicle, hit: Found, everyone: list[Draft], current: Happening | None) -> Happening:
    """The meeting of these: one already told of, or a new one."""
    state = status(hit)
    for h in story.happenings:
        if h.cls == "Meeting" and h.status == state and not h.draft.names and set(everyone) <= set(h.agents):
            _note(h, hit.clause.tape)
            return h
    if current is not None and hit.rule.id in _TOGETHER and set(everyone) <= set(current.agents):
        return current
    if current is not None and _unfinished(current) and (current.other is None or current.other in everyone):
        current.other = None
        current.rule = hit.rule.id
        current.draft.description = meeting_name(everyone)
        _note(current, hit.clause.tape)
        return current
    return story.make("Meeting", meeting_name(everyone), hit.rule.id, hit.clause.tape, state)


def _note(meeting: Happening, tape: Tape) -> None:
    if tape not in meeting.tapes:
        meeting.tapes.append(tape)


def _unfinished(meeting: Happening) -> bool:
    """A meeting of which only one side, or none, was named so far."""
    return meeting.cls == "Meeting" and (
        meeting.other is not None or (meeting.rule == "headless-meeting" and not meeting.agents)
    )


def _met(story: Chronicle, left: list[Draft], right: list[Draft], meeting: Happening, hit: Found) -> None:
    if meeting.status != "held":
        return  # who will meet has not met
    for a in left:
        for b in right:
            if a is not b:
                story.builder.add(
                    said.Met(
                        a=entity(a),
                        b=entity(b),
                        at=entity(meeting.draft),
                        evidence=evidence(hit.clause.tape),
                        rule=hit.rule.id,
                        modality=modality(meeting.status),
                    ),
                    frozenset((a.order, b.order)),
                )


def partial(story: Chronicle, hit: Found, side: list[Draft], current: Happening | None) -> Happening | None:
    """“A meeting was held with Y”: one side is named, the other is who the article speaks of."""
    if not side or side[0].kind is Kind.PLACE:
        return None
    known = next((h for h in story.happenings if h.cls == "Meeting" and side[0] in h.agents), None)
    if known is not None:
        return known
    inside = [c.draft.root for c in hit.clause.tape.chunks if c.code == "P" and c.draft is not None]
    hosts = current.agents[:1] if current is not None and current.cls != "Interview" else []
    hosts = [h for h in hosts if h.kind is Kind.PERSON] or ([story.speaker] if story.speaker else [])
    host = next((d for d in [*inside, *hosts] if d not in side), None)
    everyone = [*([host] if host else []), *side]
    meeting = story.make("Meeting", meeting_name(everyone), hit.rule.id, hit.clause.tape, status(hit))
    for agent in everyone:
        meeting.join(agent, hit.clause.tape)
    if host is not None:
        _met(story, [host], side, meeting, hit)
    else:
        meeting.other = side[0]
    settle(story, meeting, hit)
    return meeting


def subject_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“In a meeting with Y, …”: the other side is in the sentence, or the person spoken of before."""
    return partial(story, hit, people_first(hit.drafts("b")), current)


def complete(story: Chronicle, meeting: Happening, person: Draft, tape: Tape) -> None:
    """Who speaks at a meeting of which one side was named is the other side."""
    other = meeting.other
    if other is None or person is other or person in meeting.agents:
        return
    meeting.other = None
    meeting.draft.description = meeting_name([person, other])
    meeting.join(person, tape)
    story.builder.add(
        said.Met(
            a=entity(person),
            b=entity(other),
            at=entity(meeting.draft),
            evidence=evidence(meeting.tapes[0], tape),
            rule="speaks-at-meeting",
            modality=modality(meeting.status),
        ),
        frozenset((person.order, other.order)),
    )


def session(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The steering committee has met at …”, “a session of the council”: a meeting of a body, and who was there."""
    body = hit.one("i")
    if body is None:
        return None
    word = "session" if _SESSION.search(body.name.lower()) else "meeting"
    known = next((h for h in story.happenings if h.draft.description.endswith(f" of the {body.name}")), None)
    meeting = known or story.make("Meeting", f"{word} of the {body.name}", hit.rule.id, hit.clause.tape, status(hit))
    _note(meeting, hit.clause.tape)
    for person in [*hit.drafts("a"), *hit.drafts("b")]:
        meeting.join(person, hit.clause.tape)
    meeting.place = meeting.place or hit.one("l")
    settle(story, meeting, hit)
    return meeting


def topical(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A chaired a meeting on the project”: a meeting told by what it dealt with."""
    thing = hit.one("w")
    if thing is None:
        return None
    meeting = story.make("Meeting", f"meeting on the {thing.name}", hit.rule.id, hit.clause.tape, status(hit))
    for person in hit.drafts("a"):
        meeting.join(person, hit.clause.tape)
    settle(story, meeting, hit)
    return meeting


def chaired(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A and B chaired the 20th meeting of the commission.”"""
    event = hit.one("e")
    happening = story.named(event, hit.clause.tape, hit.rule.id) if event is not None else current
    if happening is None or happening.cls not in {"Meeting", "Forum", "Event"}:
        return None
    people = hit.drafts("a")
    for person in people:
        happening.join(person, hit.clause.tape)
    for i, a in enumerate(people):
        _met(story, [a], people[i + 1 :], happening, hit)
    settle(story, happening, hit)
    return happening


def joined(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The meeting was attended by …”, “also present were …”: more participants of the event spoken of."""
    word = hit.match.groupdict().get("what") or ""
    wanted = next((classes for pattern, classes in _MEANT if re.search(pattern, word)), _ANY)
    event = current if current is not None and current.cls in wanted else None
    if word not in {"", "event"} or event is None:
        event = next((h for h in reversed(story.happenings) if h.cls in wanted), event)
        if event is None and current is not None and current.cls in _ANY:
            event = current
    if event is not None and word.endswith("delegation") and event.during is not None:
        event = story.of(event.during) or event
    if event is None:
        return None
    for agent in [*hit.drafts("a"), *hit.drafts("b")]:
        if agent.cls != "NewsOutlet" and agent.cls not in {"City", "Region"}:
            event.join(agent, hit.clause.tape)
    _note(event, hit.clause.tape)
    return None


def series(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X held several meetings during the forum”: all of X's meetings belong to it."""
    person, event = hit.one("a"), hit.one("e")
    if person is None or event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    happening.join(person, hit.clause.tape)
    story.series.append((person, event, hit.clause.tape))
    return None
