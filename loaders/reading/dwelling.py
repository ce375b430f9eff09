"""What a sentence adds to the event that is spoken of: who else was there, what was discussed."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.meetings import complete
from loaders.reading.tape import Tape

_MEETING_WORDS: Final = re.compile(
    r"\b(?:the|this|their) (?:\w+ )?(?:meeting|talks|negotiations|session|conversation|discussions)\b"
    r"|\b(?:those (?:present|attending)|(?:the )?participants(?: in the meeting)?"
    r"|(?<!by the )(?<!between the )(?<!of the )(?<!of )(?<!by )(?<!between )"
    r"(?:the |both |two )(?:sides|parties|officials|ministers|interlocutors))\b"
)
_BACKGROUND: Final = re.compile(
    r"\b(?:since|to date|so far|as of|cumulative(?:ly)?|was (?:founded|established|created)|headquartered"
    r"|is owned by|active portfolio|is outlined in|is designed to|aligns with"
    r"|is (?:an?|the) (?:leading|multilateral|international|regional)|is financing|are financing"
    r"|among (?:the |its )?(?:ongoing |current )?(?:ventures|projects|operations)"
    r"|total(?:s|led)|amount(?:s|ed) to|joined)\b"
)
_SPOKEN: Final = re.compile(r"[\"“”«»]|\b(?:said|says|noted|added|stressed|stated|he|she|emphasi[sz]ed|according)\b")
_SIGNED: Final = re.compile(r"\b(?:sign(?:ed|ing|atures?)|names? to|inked|concluded)\b")
_LASTING: Final = frozenset(
    {
        "has",
        "have",
        "had",
        "is",
        "are",
        "plays",
        "provides",
        "supports",
        "works",
        "aims",
        "helps",
        "operates",
        "strives",
    }
)
"""Verbs by which a body's work is told, not what it says at a meeting."""
_SPEECH: Final = re.compile(r"[\"“”«»]|\b(?:said|says|noted|added|stressed|stated|emphasi[sz]ed|according)\b")
_PREPARED: Final = re.compile(r"\b(?:prepar\w+|discuss\w*|drafts?|agenda|took up|expected at|readiness)\b")
_ADDED: Final = re.compile(
    r"\b(?:added|agreed|continued|echoed|replied|went on|told (?:the )?(?:guests|audience|gathering))\b"
)
_PLURAL: Final = re.compile(r"\b(?:agreements|contracts|protocols|memoranda|memorandums)$")
_UNSPOKEN: Final = re.compile(
    r"(?:\b(?:not|never|neither|nobody|no one|without|refused to|declined to|avoided)|n[’']t) (?:[\w-]+ ){0,3}?"
    r"(?:discuss|rais|mention|address|touch|talk|speak)\w*"
)
_BOTH_SPOKE: Final = re.compile(
    r"\b(?:the sides|the parties|both sides|they) (?:also |further )?"
    r"(?:discussed|reviewed|considered|exchanged|touched)\b"
)


def aside(story: Chronicle, current: Happening, tape: Tape) -> bool:
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


def dwell(story: Chronicle, current: Happening, tape: Tape) -> None:
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
    if not told and (current.cls == "Visit" or _BACKGROUND.search(text) or story.background == tape.sentence.paragraph):
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
        if current.rule == "at-session-of-platform" and draft.name and current.draft.name.endswith(draft.name):
            continue  # whose session it is
        signed_here = draft in story.signed.values() and tape is not current.tapes[0] and bool(_SIGNED.search(text))
        if not draft.names and draft.kind is Kind.FRAMEWORK and (signed_here or _PLURAL.search(draft.description)):
            continue  # what is signed there is told by the signing
        if draft in story.replaced and tape is not current.tapes[0]:
            continue  # “It will replace the strategy of 2019”
        planned = draft.kind is Kind.EVENT and tape is not current.tapes[0] and bool(_PREPARED.search(text))
        if draft.kind in (Kind.PROJECT, Kind.FRAMEWORK) or planned:
            current.about.append((draft, tape))


def goes_on(story: Chronicle, ceremony: Happening, tape: Tape) -> None:
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
        if match["who"] == "I" and tape.chunks[match.end("who")].lower in _LASTING:
            return  # “UNDP has supported the country since 1994”
        if who is not None and who.root.cls != "NewsOutlet":
            current.join(who, tape)
