"""What a matched rule tells of an event: who met whom, who visited, signed, approved, spoke to the press."""

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


def _people_first(drafts: list[Draft]) -> list[Draft]:
    """Persons where persons are named, else institutions and countries."""
    people = [d for d in drafts if d.kind is Kind.PERSON]
    return people or drafts


def _meet(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    left, right = _people_first(hit.drafts("a")), hit.drafts("b")
    right = _people_first(right) if left else right
    if hit.rule.kind == "meeting-of":
        left, right = left[:1], left[1:]
    everyone = list(dict.fromkeys([*left, *right]))
    if not left or not right or len(everyone) < 2 or all(d.kind is Kind.PLACE for d in everyone):
        return None
    tape = hit.clause.tape
    status = hit.rule.set.get("status", "held")
    same = next(
        (h for h in story.happenings if h.cls == "Meeting" and set(everyone) <= set(h.agents) and h.status == status),
        None,
    )
    if (
        same is None
        and hit.rule.id.endswith("discussed-together")
        and current is not None
        and set(everyone) <= set(current.agents)
    ):
        same = current
    meeting = same or story.make("Meeting", _meeting_name(everyone), hit.rule.id, tape, status)
    for agent in everyone:
        meeting.join(agent, tape)
    for a in left:
        for b in right:
            if a is not b:
                story.builder.add(
                    said.Met(
                        a=entity(a),
                        b=entity(b),
                        at=entity(meeting.draft),
                        evidence=evidence(tape),
                        rule=hit.rule.id,
                        modality=modality(status),
                    ),
                    frozenset((a.order, b.order)),
                )
    _where_and_when(story, meeting, tape)
    return meeting


def _body_met(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The steering committee has met at …”: a session of a body."""
    body = hit.one("a")
    if body is None:
        return None
    word = "session" if re.search(r"\b(?:council|parliament|assembly)\b", body.name.lower()) else "meeting"
    meeting = story.make("Meeting", f"{word} of the {body.name}", hit.rule.id, hit.clause.tape)
    _where_and_when(story, meeting, hit.clause.tape)
    return meeting


def _meeting_name(everyone: list[Draft]) -> str:
    names = [d.name for d in everyone]
    return f"meeting of {', '.join(names[:-1])} and {names[-1]}"


def modality(status: str) -> Modality:
    """What is planned is not yet a fact."""
    return Modality.PLANNED if status == "planned" else Modality.ASSERTED


def _subject_meets(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“In a meeting with Y, …”: the other side is the article's main person."""
    subject = next(
        (h.agents[0] for h in reversed(story.happenings) if h.agents and h.agents[0].kind is Kind.PERSON), None
    )
    subject = subject or next((p for p, _, _ in story.series), None)
    others = hit.drafts("b")
    inside = [
        c.draft.root
        for c in hit.clause.tape.chunks
        if c.code == "P" and c.draft is not None and c.draft.root not in others
    ]
    a = inside[0] if inside else subject
    if a is None or not others or a in others:
        return None
    tape = hit.clause.tape
    meeting = story.make("Meeting", _meeting_name([a, *others]), hit.rule.id, tape)
    for agent in (a, *others):
        meeting.join(agent, tape)
    for b in others:
        story.builder.add(
            said.Met(a=entity(a), b=entity(b), at=entity(meeting.draft), evidence=evidence(tape), rule=hit.rule.id),
            frozenset((a.order, b.order)),
        )
    _where_and_when(story, meeting, tape)
    return meeting


def _series(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    person, event = hit.one("a"), hit.one("e")
    if person is None or event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    happening.join(person, hit.clause.tape)
    story.series.append((person, event, hit.clause.tape))
    return None


def _chaired(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    event = hit.one("e")
    if event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    people = hit.drafts("a")
    for person in people:
        happening.join(person, hit.clause.tape)
    for i, a in enumerate(people):
        for b in people[i + 1 :]:
            story.builder.add(
                said.Met(
                    a=entity(a), b=entity(b), at=entity(event), evidence=evidence(hit.clause.tape), rule=hit.rule.id
                ),
                frozenset((a.order, b.order)),
            )
    return happening


def _attended(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    event = hit.one("e")
    if event is None:
        return None
    happening = story.named(event, hit.clause.tape, hit.rule.id)
    if hit.rule.set.get("status") == "planned":
        happening.status = "planned"
    for agent in hit.drafts("a"):
        happening.join(agent, hit.clause.tape)
    if happening.place is None and hit.one("l") is not None:
        happening.place = hit.one("l")
    return None


def _interview(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    person, outlet = hit.one("a"), hit.one("i")
    if person is None or outlet is None:
        return None
    happening = story.make("Interview", f"interview of {person.name} with {outlet.name}", hit.rule.id, hit.clause.tape)
    happening.join(person, hit.clause.tape)
    happening.join(outlet, hit.clause.tape)
    return happening


def _visit(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    person, place = hit.one("a"), hit.one("l")
    if person is None or place is None:
        return None
    if any(h.cls == "Visit" and person in h.agents and h.place is place for h in story.happenings):
        return None
    happening = story.make("Visit", f"visit of {person.name} to {place.name}", hit.rule.id, hit.clause.tape)
    happening.join(person, hit.clause.tape)
    happening.place = place
    _where_and_when(story, happening, hit.clause.tape)
    return None


def _signing(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    framework, parties = hit.one("w"), hit.drafts("a")
    if framework is None or not parties:
        return None
    sides = [p for p in parties if p.kind is not Kind.PERSON]
    if (
        not framework.names
        and len(sides) > 1
        and " of " not in framework.description.removeprefix("memorandum of understanding")
    ):
        framework.description += f" of {', '.join(s.name for s in sides[:-1])} and {sides[-1].name}"
    happening = story.make("Signing", f"signing of the {framework.name}", hit.rule.id, hit.clause.tape)
    for party in parties:
        happening.join(party, hit.clause.tape)
    for party in parties:
        if party.kind is not Kind.PERSON:
            story.builder.add(
                said.Party(
                    framework=entity(framework),
                    party=entity(party),
                    evidence=evidence(hit.clause.tape),
                    rule=hit.rule.id,
                ),
                framework.order,
                party.order,
            )
    _where_and_when(story, happening, hit.clause.tape)
    return None


def _took_place(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“The signing took place in …”: more on the event last spoken of."""
    word = hit.match["what"]
    cls = "Signing" if word.startswith("signing") or word == "ceremony" else "Meeting"
    happening = next((h for h in reversed(story.happenings) if h.cls == cls), None)
    if happening is not None:
        happening.tapes.append(hit.clause.tape)
        _where_and_when(story, happening, hit.clause.tape)
    return None


def _signatories(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """“X signed on one side, Y on the other”: those who put their names to what was signed."""
    happening = next((h for h in reversed(story.happenings) if h.cls == "Signing"), None)
    if happening is not None:
        for person in [*hit.drafts("a"), *hit.drafts("b")]:
            happening.join(person, hit.clause.tape)
    return None


def _approval(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    body, thing = hit.one("a"), hit.one("w")
    if body is None or thing is None:
        return None
    happening = story.make("Approval", f"approval of the {thing.name}", hit.rule.id, hit.clause.tape)
    happening.join(body, hit.clause.tape)
    _where_and_when(story, happening, hit.clause.tape)
    if thing.kind is Kind.FRAMEWORK and body.cls in {"Government", "Country"}:
        story.builder.add(
            said.Party(
                framework=entity(thing), party=entity(body), evidence=evidence(hit.clause.tape), rule=hit.rule.id
            ),
            thing.order,
            body.order,
        )
    return None


def _where_and_when(story: Chronicle, happening: Happening, tape: Tape) -> None:
    """Date, place and larger event that the same sentence gives."""
    dates = story.builder.spans(tape)
    if len(dates) == 1 and happening.date is None:
        happening.date = dates[0][1]
    for i, chunk in enumerate(tape.chunks):
        before = " ".join(c.lower for c in tape.chunks[max(0, i - 4) : i])
        if chunk.code == "E" and chunk.draft is not None and chunk.draft.root is not happening.draft:
            if re.search(r"(?:during|sidelines of|margins of|at|within|as part of|framework of)(?: the)?$", before):
                happening.during = happening.during or chunk.draft.root
        if (
            chunk.code == "L"
            and chunk.draft is not None
            and chunk.draft.cls != "Country"
            and happening.place is None
            and happening.cls != "Visit"
        ):
            if re.search(r"\b(?:in|at)(?: the)?(?: city of)?$", before) and chunk.start >= tape.sentence.dateline:
                happening.place = chunk.draft.root


MAKERS: Final = {
    "meeting": _meet,
    "meeting-of": _meet,
    "meeting-of-subject": _subject_meets,
    "series": _series,
    "chaired": _chaired,
    "body-met": _body_met,
    "attended": _attended,
    "interview": _interview,
    "visit": _visit,
    "signing": _signing,
    "took-place": _took_place,
    "signatories": _signatories,
    "approval": _approval,
}
