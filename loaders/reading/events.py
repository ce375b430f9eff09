"""Events sentence by sentence: which one is spoken of, who takes part, what is discussed."""

from __future__ import annotations

import re
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.happenings import MAKERS, modality
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
    make = MAKERS.get(hit.rule.kind)
    if make is None or _NOT_HELD.search(hit.match[0]):
        return None
    return make(story, hit, current)


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
                modality=modality(status),
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
                    modality=modality(status),
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
