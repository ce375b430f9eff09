"""Events sentence by sentence: which one is spoken of, who takes part, what is discussed."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.circumstances import at_the_close, during_visit, inherit, same_day
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.happenings import MAKERS
from loaders.reading.meetings import complete
from loaders.reading.named_events import named_events
from loaders.reading.patterns import Found
from loaders.reading.tape import Tape
from loaders.reading.whereabouts import date_near, place_near

_MEETING_WORDS: Final = re.compile(
    r"\b(?:the|this|their) (?:\w+ )?(?:meeting|talks|negotiations|session|conversation|discussions)\b"
    r"|\b(?:those (?:present|attending)|(?:the )?participants(?: in the meeting)?"
    r"|(?:the |both |two )(?:sides|parties|officials|ministers|interlocutors))\b"
)
_HEADLESS: Final = re.compile(
    r"\bthose (?:present|attending)\b|\bduring the (?:meeting|talks)\b|\b(?:at|in) the meeting\b|\bthe meeting\b"
    r"|\ba (?:[\w-]+ )?meeting (?:was held|took place)\b"
    r"|\b(?:agenda|subject|topic|focus) of (?:a|the) (?:meeting|talks)\b"
    r"|\b(?:the |both )(?:sides|parties) (?:agreed|discussed|reviewed|considered|exchanged|noted)\b"
)
_BACKGROUND: Final = re.compile(
    r"\b(?:since|to date|so far|as of|cumulative(?:ly)?|was (?:founded|established|created)|headquartered"
    r"|is owned by|active portfolio|is outlined in|is designed to|aligns with"
    r"|is (?:an?|the) (?:leading|multilateral|international|regional)|is financing|are financing"
    r"|among (?:the |its )?(?:ongoing |current )?(?:ventures|projects|operations)"
    r"|total(?:s|led)|amount(?:s|ed) to|joined)\b"
)
_SPOKEN: Final = re.compile(r"[\"“”«»]|\b(?:said|says|noted|added|stressed|stated|he|she|emphasi[sz]ed|according)\b")
_REPORTED: Final = re.compile(
    r"\b(?:said|says|reported|reports|announced|told|stated|noted|informed|wrote|writes|learned|published)\b"
    r"(?: (?!and\b|that\b)[\w’'-]+){0,6}$"
)
_SIGNED: Final = re.compile(r"\b(?:sign(?:ed|ing|atures?)|names? to|inked|concluded)\b")
_SPEECH: Final = re.compile(r"[\"“”«»]|\b(?:said|says|noted|added|stressed|stated|emphasi[sz]ed|according)\b")
_PREPARED: Final = re.compile(r"\b(?:prepar\w+|discuss\w*|drafts?|agenda|took up|expected at|ahead of|readiness)\b")
_ADDED: Final = re.compile(
    r"\b(?:added|agreed|continued|echoed|replied|went on|told (?:the )?(?:guests|audience|gathering))\b"
)
_PLURAL: Final = re.compile(r"\b(?:agreements|contracts|protocols|memoranda|memorandums)$")
_UNSPOKEN: Final = re.compile(
    r"\b(?:not|never|neither|nobody|no one|\w+n[’']t|without|refused to|declined to|avoided) (?:[\w-]+ ){0,3}?"
    r"(?:discuss|rais|mention|address|touch|talk|speak)\w*"
)
_BOTH_SPOKE: Final = re.compile(
    r"\b(?:the sides|the parties|both sides|they) (?:also |further )?"
    r"(?:discussed|reviewed|considered|exchanged|touched)\b"
)


def chronicle(
    tapes: list[Tape], found: dict[int, list[Found]], builder: Builder, lexicon: Lexicon, home: Draft | None
) -> Chronicle:
    """Go through the article sentence by sentence, keeping the event that is spoken of."""
    story = Chronicle(lexicon, builder, home=home, dateline=_dateline(tapes), tapes=tapes)
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
        same_day(story, tape)
        during_visit(story, tape, before)
        if story.floor is not None:
            _goes_on(story, story.floor, tape)
        if current is not None and not _aside(story, current, tape):
            _dwell(story, current, tape)
        story.speaker = _subject(tape) or story.speaker
        _note_day(story, tape)
    inherit(story)
    return story


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


def _aside(story: Chronicle, current: Happening, tape: Tape) -> bool:
    """Whether the sentence tells of a ceremony or signing of its own and not of the event spoken of."""
    text = tape.words(0, len(tape.chunks))
    if tape in current.tapes or _MEETING_WORDS.search(text) or " which " in text or _SPOKEN.search(text):
        return False
    return any(
        h.tapes[0] is tape
        and (h.cls == "Visit" or (h.cls in {"Signing", "Event"} and not _people(h) <= set(current.agents)))
        for h in story.happenings
    )


def _people(happening: Happening) -> set[Draft]:
    """The persons at an event, or whoever was there if no person is named."""
    people = {a for a in happening.agents if a.kind is Kind.PERSON}
    return people or set(happening.agents)


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


def _dwell(story: Chronicle, current: Happening, tape: Tape) -> None:
    """What this sentence adds to the event that is spoken of: participants and things discussed."""
    text = " ".join(c.lower for c in tape.chunks)
    about_it = bool(_MEETING_WORDS.search(text))
    if about_it and tape not in current.tapes and len(current.tapes) < 3:
        current.tapes.append(tape)
    if tape.sentence.zone != "body" or _UNSPOKEN.search(text):
        return
    if current.rule == "headless-meeting":
        _speakers(current, tape)
    if current.other is not None and tape is not current.tapes[0]:
        speaker = re.search(r"P,?x", tape.codes[:10])
        draft = tape.chunks[speaker.start()].draft if speaker else None
        if draft is not None:
            complete(story, current, draft.root, tape)
    told = about_it or "P" in tape.codes or bool(_SPEECH.search(text)) or tape in current.tapes
    if not told and (_BACKGROUND.search(text) or story.background == tape.sentence.paragraph):
        story.background = tape.sentence.paragraph
        return
    both = bool(_BOTH_SPOKE.search(text))
    if current.cls in {"Signing", "Event"} and not both:
        return
    if current.rule in {"at-numbered-session", "at-its-session"} and not about_it and tape not in current.tapes:
        return
    for chunk in tape.chunks:
        draft = chunk.draft.root if chunk.draft is not None else None
        if draft is None or draft is current.draft:
            continue
        signed_here = draft in story.signed.values() and tape is not current.tapes[0] and bool(_SIGNED.search(text))
        if not draft.names and draft.kind is Kind.FRAMEWORK and (signed_here or _PLURAL.search(draft.description)):
            continue  # what is signed there is told by the signing
        planned = draft.kind is Kind.EVENT and tape is not current.tapes[0] and bool(_PREPARED.search(text))
        if draft.kind in (Kind.PROJECT, Kind.FRAMEWORK) or planned:
            current.about.append((draft, tape))


def _goes_on(story: Chronicle, ceremony: Happening, tape: Tape) -> None:
    """“At the launch, A said … “…,” B added”: who speaks right after was there too."""
    last = story.tapes[story.at - 1]
    if tape in ceremony.tapes:
        return
    if last not in ceremony.tapes or last.sentence.paragraph != tape.sentence.paragraph:
        story.floor = None
        return
    people = [c.draft.root for c in tape.chunks if c.code == "P" and c.draft is not None]
    if len(people) == 1 and _ADDED.search(tape.words(0, len(tape.chunks))):
        ceremony.join(people[0], tape)


def _speakers(current: Happening, tape: Tape) -> None:
    """Who speaks at a meeting without a named list of participants took part in it."""
    match = re.match(r"(?:[Cd]*[xT]o)?d?(?:x{1,3})?(?P<who>[PI])x", tape.codes)
    if match is None:
        match = re.search(r"(?P<who>P)x", tape.codes[:8])
    if match is not None:
        who = tape.chunks[match.start("who")].draft
        if who is not None and who.root.cls != "NewsOutlet":
            current.join(who, tape)
