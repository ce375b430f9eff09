"""Events sentence by sentence: which one is spoken of, who takes part, what is discussed."""

from __future__ import annotations

import re
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.circumstances import (
    at_the_close,
    at_the_same,
    during_visit,
    frame,
    inherit,
    same_day,
)
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.dwelling import aside, dwell, goes_on
from loaders.reading.happenings import MAKERS
from loaders.reading.lead import at_the_dateline, lead_day, same_week
from loaders.reading.named_events import named_events
from loaders.reading.patterns import Found
from loaders.reading.tape import Tape
from loaders.reading.whereabouts import date_near, place_near

_HEADLESS: Final = re.compile(
    r"\bthose (?:present|attending)\b|\bduring the (?:meeting|talks)\b|\b(?:at|in) the meeting\b|\bthe meeting\b"
    r"|\ba (?:[\w-]+ )?meeting (?:was held|took place)\b"
    r"|\b(?:agenda|subject|topic|focus) of (?:a|the) (?:meeting|talks)\b"
    r"|\b(?:the |both )(?:sides|parties) (?:agreed|discussed|reviewed|considered|exchanged|noted)\b"
)
_REPORTED: Final = re.compile(
    r"\b(?:said|says|reported|reports|announced|told|stated|noted|informed|wrote|writes|learned|published)\b"
    r"(?: (?!and\b|that\b)[\w’'-]+){0,6}$"
)


def chronicle(
    tapes: list[Tape], found: dict[int, list[Found]], builder: Builder, lexicon: Lexicon, home: Draft | None
) -> Chronicle:
    """Go through the article sentence by sentence, keeping the event that is spoken of."""
    story = Chronicle(lexicon, builder, home=home, dateline=_dateline(tapes), tapes=tapes)
    story.replaced = _replaced(builder, lexicon)
    current: Happening | None = None
    for index, tape in enumerate(tapes):
        story.at = index
        made: list[Happening] = []
        current = _turned_to(story, current, tape) if current is not None else None
        for hit in found.get(index, []):
            happening = _from(story, hit, made[-1] if made else current)
            if happening is not None:
                made.append(happening)
        named_events(story, tape)
        before = current
        if made:
            meetings = [h for h in made if h.cls in {"Meeting", "Interview"}]
            latest = (meetings or made)[-1]
            current = latest if latest.status == "held" or current is None else current
        elif current is None:
            current = _headless(story, tape, tapes, index)
        at_the_close(story, tape)
        at_the_same(story, tape)
        same_day(story, tape)
        same_week(story, tape)
        during_visit(story, tape, before)
        if story.floor is not None:
            goes_on(story, story.floor, tape)
        if current is not None and not aside(story, current, tape):
            dwell(story, current, tape)
        story.speaker = _subject(tape) or story.speaker
        _note_day(story, tape)
    frame(story)
    lead_day(story)
    inherit(story)
    at_the_dateline(story)
    return story


def _replaced(builder: Builder, lexicon: Lexicon) -> set[Draft]:
    """Frameworks that others take the place of."""
    gone = {f.old.iri for f in builder.result() if isinstance(f, said.Follows)}
    return {d for d in lexicon.of(Kind.FRAMEWORK) if f"draft:{d.order}" in gone}


def _note_day(story: Chronicle, tape: Tape) -> None:
    """Keep the day that the sentence speaks of last."""
    days = [(i, s) for i, s in story.builder.spans(tape, "any") if s.precision == "day" and s.end in (None, s.begin)]
    if days:
        at, story.day = days[-1]
        story.reported = _REPORTED.search(tape.words(max(0, at - 8), at)) is not None


def untold(found: dict[int, list[Found]], builder: Builder, lexicon: Lexicon, home: Draft | None) -> Chronicle:
    """The events of matches that are denied or left open: each by itself, none is spoken of any further."""
    story = Chronicle(lexicon, builder, home=home)
    for hits in found.values():
        for hit in hits:
            _from(story, hit, None)
    return story


def _dateline(tapes: list[Tape]) -> Draft | None:
    """The place that the article is datelined."""
    for tape in tapes[:3]:
        for chunk in tape.chunks:
            if chunk.start < tape.sentence.dateline and chunk.code == "L" and chunk.draft is not None:
                return chunk.draft.root
    return None


def _subject(tape: Tape) -> Draft | None:
    """The person whom the sentence speaks of first."""
    return next((c.draft.root for c in tape.chunks if c.code == "P" and c.draft is not None), None)


def _turned_to(story: Chronicle, current: Happening, tape: Tape) -> Happening:
    """Of several meetings of one person, the one whose other side the sentence names first."""
    if current.cls != "Meeting":
        return current
    people = [c.draft.root for c in tape.chunks if c.code == "P" and c.draft is not None]
    fellows = [
        h for h in story.happenings if h.cls == "Meeting" and h.status == "held" and h.tapes[0] is current.tapes[0]
    ]
    for person in people:
        theirs = [h for h in fellows if person in h.agents]
        if len(theirs) == 1:
            return theirs[0]
    return current


def _from(story: Chronicle, hit: Found, current: Happening | None) -> Happening | None:
    """What a rule's match tells of an event; ``None`` if it is no event rule."""
    make = MAKERS.get(hit.rule.kind)
    return make(story, hit, current) if make is not None else None


def _headless(story: Chronicle, tape: Tape, tapes: list[Tape], index: int) -> Happening | None:
    """An article that opens in the middle of a meeting: “Addressing those present, …”."""
    text = " ".join(c.lower for c in tape.chunks)
    if not _HEADLESS.search(text) or any(h.cls in {"Signing", "Visit", "Forum"} for h in story.happenings):
        return None
    subject = next((c.draft.root for t in tapes for c in t.chunks if c.code == "W" and c.draft is not None), None)
    name = f"meeting on the {subject.name}" if subject else "meeting"
    meeting = story.make("Meeting", name, "headless-meeting", tape)
    at = next((i for i, c in enumerate(tape.chunks) if c.lower in {"meeting", "talks"}), None)
    if at is not None:
        meeting.date = date_near(story.builder, tape, at, at + 1)
        meeting.place = place_near(story, tape, at, at + 1)
    return meeting
