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
from loaders.reading.whereabouts import fate, settle, status_of

_YET_TO_COME: Final = re.compile(
    r"(?: ,)? (?:which )?(?:(?:will|is to|are to) (?:be held|take place|be hosted)|to be held|to take place"
    r"|(?:is |are )?(?:scheduled|planned|due|slated)) "
)
"""What follows words of a meeting that is still ahead: “…, which will be held in June”."""
_THEIR: Final = re.compile(r"(?:in|during|at|after|following) (?:his|her) ")
_WOULD: Final = re.compile(r" (?:would|could|might|may|should) (?!not )")
_WISHED: Final = re.compile(
    r"\b(?:propos\w+|suggest\w+|call(?:ed|s|ing) for|demand\w*|urg\w+|hop\w+ for|without|seek\w*|sought)"
    r" (?:(?:an?|the|another|further|new|early|joint) ){0,3}$"
)
_SEVERAL: Final = re.compile(r"\b(?:bilateral|separate|individual) (?:meetings|talks)\b|\bseparate(?:ly)?\b")
"""Words that tell of a meeting with each guest, not with all of them at once."""
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
    off = fate(hit.clause.text[hit.match.end() :])
    if off != "held":
        return off
    if _YET_TO_COME.match(hit.clause.text, hit.match.end()):
        return "planned"
    return hit.rule.set.get("status") or status_of(hit.match[0])


def meeting_name(everyone: list[Draft]) -> str:
    """“meeting of A, B and C”."""
    names = [d.name for d in everyone]
    return f"meeting of {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"meeting with {names[0]}"


def _agents(hit: Found, slot: str) -> list[Draft]:
    """Who fills a slot; a city or region is where something happens, nobody who acts."""
    found = [d for d in hit.drafts(slot) if d.cls != "NewsOutlet"]
    return [d for d in found if d.kind is not Kind.PLACE or d.cls == "Country"]


def meet(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“A met B”: the sides are ``a`` and ``b``; ``c`` leads the delegation of ``g``."""
    if hit.rule.kind == "meeting-of" and _only_thought_of(hit):
        return None
    left = people_first(_agents(hit, "a"))
    guests = [*_agents(hit, "b"), *_agents(hit, "c")]
    groups = [*_agents(hit, "g"), *_agents(hit, "h")]
    right = people_first(guests or groups)
    if hit.rule.kind == "meeting-of":
        left, right = left[:1], left[1:] or right
        if not right:
            return partial(story, hit, left, current)
    right = [d for d in right if d not in left]
    told = hit.match[0] + hit.clause.text[hit.match.end() : hit.match.end() + 14]
    if len(right) > 1 and len(left) == 1 and _SEVERAL.search(told):
        return _one_by_one(story, hit, left[0], right)
    everyone = list(dict.fromkeys([*left, *right]))
    if not left or not right or all(d.kind is Kind.PLACE for d in everyone):
        return None
    meeting = _meeting(story, hit, everyone, current)
    for agent in [*everyone, *(groups if guests else ())]:
        meeting.join(agent, hit.clause.tape)
    met(story, left, right, meeting, hit)
    settle(story, meeting, hit)
    return meeting


def _only_thought_of(hit: Found) -> bool:
    """“A meeting between A and B would be useful”, “proposed a meeting of …”: no meeting yet, nor one agreed on."""
    text = hit.clause.text
    return bool(_WISHED.search(text, max(0, hit.match.start() - 60), hit.match.start())) or bool(
        _WOULD.match(text, hit.match.end())
    )


def _one_by_one(story: Chronicle, hit: Found, host: Draft, guests: list[Draft]) -> Happening | None:
    """“A held bilateral meetings with B, C and D”: a meeting with each."""
    meeting: Happening | None = None
    for guest in guests:
        meeting = story.make("Meeting", meeting_name([host, guest]), hit.rule.id, hit.clause.tape, status(hit))
        meeting.join(host, hit.clause.tape)
        meeting.join(guest, hit.clause.tape)
        met(story, [host], [guest], meeting, hit)
        settle(story, meeting, hit)
    return meeting


def _meeting(story: Chronicle, hit: Found, everyone: list[Draft], current: Happening | None) -> Happening:
    """The meeting of these: one already told of, or a new one."""
    state = status(hit)
    for h in story.happenings:
        if h.cls == "Meeting" and h.status == state and not h.draft.names and set(everyone) <= set(h.agents):
            note(h, hit.clause.tape)
            return h
        if h.cls == "Meeting" and h.status == state and not h.draft.names and _spoke_for(h, everyone):
            note(h, hit.clause.tape)
            h.draft.description = meeting_name(everyone)
            return h
    if current is not None and hit.rule.id in _TOGETHER and set(everyone) <= set(current.agents):
        return current
    if current is not None and _unfinished(current) and (current.other is None or current.other in everyone):
        current.other = None
        current.rule = hit.rule.id
        current.draft.description = meeting_name(everyone)
        note(current, hit.clause.tape)
        return current
    return story.make("Meeting", meeting_name(everyone), hit.rule.id, hit.clause.tape, state)


def _spoke_for(told: Happening, everyone: list[Draft]) -> bool:
    """Whether talks told of a person with an institution are those with the institution's man or woman."""
    bodies = [a for a in told.agents if a.kind is Kind.INSTITUTION]
    rest = [p for p in everyone if p not in told.agents]
    served = [e.root for p in rest for e in p.employers]
    return (
        len(told.agents) == 2
        and len(bodies) == 1
        and 0 < len(rest) < len(everyone)
        and all(any(e.root is bodies[0] for e in p.employers) for p in rest)
        and bodies[0] in served
    )


def note(meeting: Happening, tape: Tape) -> None:
    """Note one more sentence that tells of a meeting."""
    if tape not in meeting.tapes:
        meeting.tapes.append(tape)


def _unfinished(meeting: Happening) -> bool:
    """A meeting of which only one side, or none, was named so far."""
    return meeting.cls == "Meeting" and (
        meeting.other is not None or (meeting.rule == "headless-meeting" and not meeting.agents)
    )


def met(story: Chronicle, left: list[Draft], right: list[Draft], meeting: Happening, hit: Found) -> None:
    """Who met whom at a meeting that was held."""
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
    if story.speaker is not None and _THEIR.match(hit.match[0]):
        hosts = [story.speaker]
    host = next((d for d in [*inside, *hosts] if d not in side), None)
    everyone = [*([host] if host else []), *side]
    meeting = story.make("Meeting", meeting_name(everyone), hit.rule.id, hit.clause.tape, status(hit))
    for agent in everyone:
        meeting.join(agent, hit.clause.tape)
    if host is not None:
        met(story, [host], side, meeting, hit)
    else:
        meeting.other = side[0]
    settle(story, meeting, hit)
    return meeting


def subject_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“In a meeting with Y, …”: the other side is in the sentence, or the person spoken of before."""
    return partial(story, hit, people_first(hit.drafts("b")), current)


def host_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“Her third interlocutor was Y”: Y met who held the meeting told before."""
    last = next((h for h in reversed(story.happenings) if h.cls == "Meeting" and h.agents), None)
    guests = people_first(hit.drafts("b"))
    host = next((a for a in last.agents if a.kind is Kind.PERSON), None) if last is not None else None
    if host is None or last is None or not guests or host in guests:
        return None
    meeting: Happening | None = None
    for group in (people_first(hit.drafts("c")), guests):
        if group and host not in group:
            meeting = story.make("Meeting", meeting_name([host, *group]), hit.rule.id, hit.clause.tape, last.status)
            for agent in [host, *group]:
                meeting.join(agent, hit.clause.tape)
            met(story, [host], group, meeting, hit)
            if hit.rule.id == "there-were-talks-with":
                settle(story, meeting, hit)
                meeting.date, meeting.place = meeting.date or last.date, meeting.place or last.place
    return meeting


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
