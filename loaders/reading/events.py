"""Events: meetings with their participants, named forums, visits, signings, approvals, interviews – and what was discussed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from loaders import facts as said
from loaders.facts import Kind, Modality, Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.patterns import Found
from loaders.reading.tape import Tape

_MEETING_WORDS: Final = re.compile(
    r"\b(?:the|this|their) (?:\w+ )?(?:meeting|talks|negotiations|session|conversation|discussions)\b"
    r"|\b(?:those (?:present|attending)|(?:the |both |two )(?:sides|parties|officials|ministers|interlocutors)|(?:the )?participants(?: in the meeting)?)\b"
)
_HEADLESS: Final = re.compile(
    r"\bthose (?:present|attending)\b|\b(?:the |both )(?:sides|parties) (?:agreed|discussed|reviewed|considered|exchanged|noted)\b|\bduring the meeting\b|\bthe meeting\b"
)
_NOT_HELD: Final = re.compile(r"\b(?:did not|didn[’']t|never|refused to|failed to|no)\b")
_PLANNED: Final = re.compile(r"\b(?:will|is to|are to|plans? to|expected to|scheduled|upcoming|to be held)\b")


@dataclass(slots=True, eq=False)
class Happening:
    """An event with what the article says of it."""

    draft: Draft
    cls: str
    rule: str
    tapes: list[Tape]
    agents: list[Draft] = field(default_factory=list[Draft])
    date: Span | None = None
    place: Draft | None = None
    during: Draft | None = None
    status: str = "held"
    about: list[tuple[Draft, Tape]] = field(default_factory=list[tuple[Draft, Tape]])
    agent_tapes: dict[int, list[Tape]] = field(default_factory=dict[int, list[Tape]])

    def join(self, agent: Draft, tape: Tape) -> None:
        """Note a participant and the sentence that says so."""
        agent = agent.root
        if agent not in self.agents:
            self.agents.append(agent)
        self.agent_tapes.setdefault(agent.order, []).append(tape)


@dataclass(slots=True)
class Chronicle:
    """All events of an article, in the order in which they come up."""

    lexicon: Lexicon
    builder: Builder
    happenings: list[Happening] = field(default_factory=list[Happening])
    series: list[tuple[Draft, Draft, Tape]] = field(default_factory=list[tuple[Draft, Draft, Tape]])

    def of(self, draft: Draft) -> Happening | None:
        """The happening of an event, if it is known."""
        return next((h for h in self.happenings if h.draft.root is draft.root), None)

    def named(self, draft: Draft, tape: Tape, rule: str) -> Happening:
        """The happening of an event with a name."""
        known = self.of(draft)
        if known is None:
            known = Happening(draft.root, draft.root.cls, rule, [tape])
            self.happenings.append(known)
        return known

    def make(self, cls: str, name: str, rule: str, tape: Tape, status: str = "held") -> Happening:
        """An event without a name of its own, under a short one that begins with what it is."""
        draft = self.lexicon.described(Kind.EVENT, cls, name)
        known = self.of(draft)
        if known is None:
            known = Happening(draft, cls, rule, [tape], status=status)
            self.happenings.append(known)
        elif tape not in known.tapes:
            known.tapes.append(tape)
        return known


def chronicle(
    tapes: list[Tape], found: dict[int, list[Found]], builder: Builder, lexicon: Lexicon, home: Draft | None
) -> Chronicle:
    """Go through the article sentence by sentence, keeping the meeting that is spoken of."""
    story = Chronicle(lexicon, builder)
    current: Happening | None = None
    for index, tape in enumerate(tapes):
        made: list[Happening] = []
        for hit in found.get(index, []):
            happening = _from(story, hit, current)
            if happening is not None:
                made.append(happening)
        _named_events(story, tape)
        meetings = [h for h in made if h.cls in {"Meeting", "Interview"} or h.draft.names]
        if meetings:
            current = meetings[-1]
        elif current is None:
            current = _headless(story, tape, tapes, index)
        if current is not None:
            _dwell(story, current, tape, made)
    _inherit(story)
    return story


def _from(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """What a rule's match tells of an event; ``None`` if it is no event rule or the event is denied."""
    make = _MAKERS.get(hit.rule.kind)
    if make is None or _NOT_HELD.search(hit.match[0]):
        return None
    return make(story, hit, current)


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
                        modality=_modality(status),
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


def _modality(status: str) -> Modality:
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


_MAKERS: Final = {
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


def _named_events(story: Chronicle, tape: Tape) -> None:
    """Every event with a name is an event; its date and place stand beside its name."""
    for i, chunk in enumerate(tape.chunks):
        if chunk.code != "E" or chunk.draft is None or not chunk.draft.root.names:
            continue
        happening = story.named(chunk.draft, tape, "named-event")
        if tape not in happening.tapes:
            happening.tapes.append(tape)
        after = tape.codes[i + 1 : i + 7]
        dates = [(j, s) for j, s in story.builder.spans(tape) if i < j <= i + 6]
        if dates and happening.date is None and re.match(r",?x{0,2}[unx]?D|[,x]?[nu]L[,u]?u?D", after):
            happening.date = dates[0][1]
        places = re.match(r",?nL", after)
        if places and happening.place is None:
            happening.place = tape.chunks[i + places.end()].draft
        if happening.place is None and happening.draft.places:
            happening.place = happening.draft.places[0]


def _headless(story: Chronicle, tape: Tape, tapes: list[Tape], index: int) -> Happening | None:
    """An article that opens in the middle of a meeting: “Addressing those present, …”."""
    text = " ".join(c.lower for c in tape.chunks)
    if not _HEADLESS.search(text):
        return None
    subject = next((c.draft.root for t in tapes for c in t.chunks if c.code == "W" and c.draft is not None), None)
    name = f"meeting on the {subject.name}" if subject else "meeting"
    return story.make("Meeting", name, "headless-meeting", tape)


def _dwell(story: Chronicle, current: Happening, tape: Tape, made: list[Happening]) -> None:
    """What this sentence adds to the event that is spoken of: participants and things discussed."""
    text = " ".join(c.lower for c in tape.chunks)
    if _MEETING_WORDS.search(text) and tape not in current.tapes and len(current.tapes) < 3:
        current.tapes.append(tape)
    if tape.sentence.zone != "body":
        return
    if current.rule == "headless-meeting":
        _speakers(current, tape)
    for chunk in tape.chunks:
        draft = chunk.draft.root if chunk.draft is not None else None
        if draft is None or draft.kind not in (Kind.PROJECT, Kind.FRAMEWORK):
            continue
        current.about.append((draft, tape))


def _speakers(current: Happening, tape: Tape) -> None:
    """Who speaks at a meeting without a named list of participants took part in it."""
    match = re.match(r"(?:[Cd]*xo)?d?(?:x{1,3})?(?P<who>[PI])x", tape.codes)
    if match is None:
        match = re.search(r"(?P<who>P)x", tape.codes[:8])
    if match is not None:
        who = tape.chunks[match.start("who")].draft
        if who is not None and tape.sentence.start < 10**9 and who.root.cls != "NewsOutlet":
            current.join(who, tape)


def _inherit(story: Chronicle) -> None:
    """“held several meetings during the forum on 29–30 May” holds for each of the person's meetings."""
    for person, event, tape in story.series:
        larger = story.of(event)
        for happening in story.happenings:
            if happening.cls == "Meeting" and person.root in happening.agents and happening.during is None:
                happening.during = event.root
                happening.tapes.append(tape)
                happening.date = happening.date or (larger.date if larger else None)
    for happening in list(story.happenings):
        larger = story.of(happening.during) if happening.during else None
        if larger is not None and happening.cls in {"Meeting", "Signing"}:
            for agent in happening.agents:
                for tape in happening.agent_tapes.get(agent.order, happening.tapes)[:1]:
                    larger.join(agent, tape)


def event_facts(story: Chronicle) -> None:
    """Write the events, their participants, and what they dealt with."""
    add = story.builder.add
    for h in story.happenings:
        date = h.date
        status = h.status
        article = story.builder.document.date
        if (
            status == "held"
            and article is not None
            and date is not None
            and date.begin is not None
            and date.begin > article
        ):
            status = "planned"
        larger = h.during if h.during is not None and story.of(h.during) else None
        add(
            said.Event(
                event=entity(h.draft),
                date=date,
                place=entity(h.place) if h.place else None,
                during=entity(larger) if larger else None,
                status="planned" if status == "planned" else "held",
                evidence=evidence(*h.tapes[:3]),
                rule=h.rule,
                modality=_modality(status),
            ),
            h.draft.order,
        )
        for agent in h.agents:
            tapes = h.agent_tapes.get(agent.order, h.tapes)
            add(
                said.Attended(
                    agent=entity(agent),
                    event=entity(h.draft),
                    evidence=evidence(*tapes[:2]),
                    rule=h.rule,
                    modality=_modality(status),
                ),
                agent.order,
                h.draft.order,
            )
        for about, tape in h.about:
            add(
                said.Discussed(
                    event=entity(h.draft), about=entity(about), evidence=evidence(tape), rule="spoken-of-at"
                ),
                h.draft.order,
                about.order,
            )
        if h.place is not None:
            add(
                said.Located(what=entity(h.draft), place=entity(h.place), evidence=evidence(*h.tapes[:1]), rule=h.rule),
                h.draft.order,
                h.place.order,
            )
