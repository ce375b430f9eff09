"""When and where an event is: the date, the place and the larger event that its own clause gives.

Only what stands near the words that tell of the event counts: a date further on in the sentence (“to discuss the
celebrations in 2023”) is another's, and the day of the dateline is the day of the report.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.facts import Kind, Span
from loaders.reading.builder import Builder
from loaders.reading.chronicle import Chronicle, Happening
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.relative_days import relative_day
from loaders.reading.seat_of_state import capital, named_capital
from loaders.reading.tape import Chunk, Tape

_REACH: Final = 16
"""How many chunks after the words that tell of it an event's date or place may stand."""
_STOP: Final = frozenset(
    {
        "that",
        "which",
        "where",
        "who",
        "whose",
        "said",
        "says",
        "told",
        "noted",
        "announced",
        "announces",
        "stated",
        "after",
        "before",
        "because",
        "while",
    }
    | {"including", "reports", "reported", "according", "following", "since", "when", "aimed", "designed", "providing"}
    | {";", ".", '"', "("}
)
"""Where the clause of an event ends."""
_BREAK: Final = re.compile(r"[tf]d?x|,(?:dx{0,2}|x?)T|a[un]D|a[PC]x|[xm][xr]{0,2}nd?L(?=s)")
"""A purpose (“to discuss …”, “for the repair of …”) or the post of somebody."""
_CLAUSE: Final = re.compile(r"a[un]D")
"""“… and on Tuesday …”: another clause with a day of its own."""
_NOUN: Final = re.compile(r"(?!headquarters|premises|offices|talks)\b[a-z]{3,}s (?:in|at)(?: the)?$")
_NOT_ITS_DATE: Final = frozenset(
    ["since", "by", "until", "till", "before", "after", "for", "through", "of", "from", "between"]
)
_INSIDE: Final = re.compile(
    r"(?:during|side-?lines of|side - lines of|margins of|fringes of|at|within|as part of|framework of|occasion of"
    r"|course of|day of|opening of|parallel with)(?: the| its| their)?(?: [\w-]+ [’']s)?"
    r"(?: [\w-]+ (?:session of|meeting of) the|(?: [\w-]+){1,2})?$"
)
_IN: Final = re.compile(
    r"\b(?:in|at|near|outside)(?: the)?(?: [\w-]+)?(?: (?:city|town|village|port|capital) of| capital ,| capital)?$"
)
_SAME_PLACE: Final = re.compile(r"\bin the same (?:city|town|place)\b")
_AT: Final = re.compile(r"\b(?:at|in)(?: the)?$")
_VENUE: Final = re.compile(
    r"\b(?:at|in) (?:the |his |her |its )?(?:[\w’'-]+ ){0,4}(?:villa|palace|house|headquarters|building|hall"
    r"|cent(?:er|re)|hotel|office|residence|university|secretariat|complex|chancellery|airport|village) ,(?: in)?$"
)
_NTH_TIME: Final = re.compile(r"for the (?:very )?[a-z]+ time$|for the \d+\w\w time$")
_SEAT: Final = re.compile(r"(?:headquarters|offices?|premises|hq|seat)$")
_AT_ITS: Final = re.compile(r"\b(?:at|in)(?: the| its| their)?(?: [\w’'-]+){0,2}$")
_MARGINS: Final = re.compile(r"\bon (?:the|its) (?:side-?lines|margins|fringes)(?! (?:of|-))")
_CAPITAL: Final = re.compile(r"\b(?:in the(?: \w+)?)$")
"""“in the Lao capital”."""
_NEW_PLACE: Final = re.compile(r"n(?P<name>[cR]c{0,2})(?=uD|D|u?d?x?D|[,.;]|x|wx)")
_PLANNED: Final = re.compile(
    r"\b(?:will|shall|is to|are to|to be held|to take place|expected to|scheduled|due to|set to|plans? to|planned"
    r"|would hold|would convene|intends? to|upcoming|forthcoming|is expected|are expected|slated)\b"
)


OVER_YEARS: Final = re.compile(r"\b(?:since|to date|so far|in total|altogether|over the (?:past|last))\b")
"""Words of sums that were approved or signed over many years, not by one act."""
_PUT_OFF: Final = re.compile(r"\b(?:postponed|postpones|rescheduled|put off|pushed back|delayed)\b")
_CALLED_OFF: Final = re.compile(
    r"\b(?:cancell?ed|cancels|called off|scrapped|axed|aborted|fell through|fallen through|abandoned)\b"
)
_FATE: Final = re.compile(
    r"^(?:[^<>.;\"]|<[DLW]\d+>){0,60}?(?<![\w<])"
    r"(?:(?:was|were|is|are|has been|have been|had been|will be|being|got) (?:\w+ )?"
    r"(?:postponed|rescheduled|put off|pushed back|delayed|cancell?ed|called off|scrapped|axed|aborted|abandoned)"
    r"|fell through|had to be (?:cancell?ed|postponed))\b"
)
"""What became of an event, told right after it."""


_PUT_TO: Final = re.compile(
    r"\b(?:postponed|rescheduled|put off|pushed back|delayed|moved)"
    r"(?:(?: [\w-]+){0,3}? (?:to|until|till|for))? (?:the )?<D(\d+)>"
)
"""The new day of what is put off; “until” may be a part of it."""


def put_off_to(story: Chronicle, hit: Found) -> Span | None:
    """The new day of what the clause of a match says is put off."""
    later = _PUT_TO.search(hit.clause.text, hit.match.start())
    span = story.builder.span_of(hit.clause.tape.chunks[int(later[1])]) if later is not None else None
    if span is None or span.begin is not None or span.end is None:
        return span
    return replace(span, begin=span.end.replace(day=1) if span.precision == "month" else span.end)


def fate(words: str) -> str:
    """Whether the words right after an event tell that it was put off or called off; else ``held``."""
    match = _FATE.match(words)
    return status_of(match[0]) if match is not None else "held"


def status_of(words: str) -> str:
    """Whether the words tell of something that was, will be, was put off or was called off."""
    if _PUT_OFF.search(words):
        return "postponed"
    if _CALLED_OFF.search(words):
        return "cancelled"
    return "planned" if _PLANNED.search(words) else "held"


def settle(story: Chronicle, happening: Happening, hit: Found) -> None:
    """Give an event the date, the place and the larger event that the clause of a match tells."""
    tape, (first, last) = hit.clause.tape, hit.bounds()
    own = " who " in hit.match[0]
    if happening.date is None:
        zone = _zone(tape, first, last)
        happening.date = date_near(story.builder, tape, first, last, own=own) or relative_day(
            tape.words(max(0, first - 6), max(last + 4, zone[-1] + 1 if zone else 0)),
            story.day,
            reported=story.reported,
        )
    if happening.place is None and happening.cls != "Visit":
        happening.place = place_near(story, tape, first, last)
    if happening.during is None:
        happening.during = larger(tape, first, last, happening.draft) or _its_margins(story, happening, tape)
    there = tape.chunks and tape.chunks[0].lower == "there"
    trip = next((h for h in reversed(story.happenings) if h.cls == "Visit"), None) if there else None
    if trip is not None and happening.cls in {"Meeting", "Signing"}:
        happening.place = happening.place or trip.place
        happening.during = happening.during or trip.draft


def _its_margins(story: Chronicle, happening: Happening, tape: Tape) -> Draft | None:
    """“On the sidelines a credit line was signed”: of the forum last spoken of."""
    if _MARGINS.search(tape.words(0, len(tape.chunks))) is None:
        return None
    forums = [
        h.draft for h in story.happenings if h.cls in {"Forum", "Meeting"} and h.draft.names and h is not happening
    ]
    return forums[-1] if forums else None


def _zone(tape: Tape, first: int, last: int) -> list[int]:
    """The chunks that may speak of the event: before the match without a break, in it, after it up to a break."""
    begin = first
    while begin and first - begin < _REACH and tape.chunks[begin - 1].lower not in _STOP:
        begin -= 1
        if _CLAUSE.match(tape.codes, begin):
            break
    found = list(range(begin, last))
    for i in range(last, min(len(tape.chunks), last + _REACH)):
        if tape.chunks[i].lower in _STOP:
            break
        if _BREAK.match(tape.codes, i) and not _NTH_TIME.match(tape.words(i, i + 4)):
            break
        found.append(i)
    return [i for i in found if tape.chunks[i].start >= tape.sentence.dateline]


def date_near(builder: Builder, tape: Tape, first: int, last: int, *, own: bool = False) -> Span | None:
    """The date of the event's clause, if it has one; ``own``: of its relative clause, not of what stands before."""
    zone = {i for i in _zone(tape, first, last) if not own or i >= first}
    found: list[tuple[int, Span]] = []
    if builder.document.date is not None:
        day = builder.document.date
        found = [
            (i, Span(begin=day, end=day, precision="day", text="today"))
            for i in zone
            if tape.chunks[i].lower == "today" and tape.chunks[i].code in "xC"
        ]
    for i, span in builder.spans(tape):
        before = tape.chunks[i - 1].lower if i else ""
        if before == "for" and i > 1 and tape.chunks[i - 2].lower in {"scheduled", "planned", "set", "slated", "due"}:
            before = ""
        if i in zone and before not in _NOT_ITS_DATE and not tape.chunks[i].lower.startswith(("since", "by ", "until")):
            found.append((i, span))
    if not found:
        return None
    inside = [(i, s) for i, s in found if first <= i < last] or found
    after = [(i, s) for i, s in inside if i >= first] or inside[::-1]
    return after[0][1]


def place_near(story: Chronicle, tape: Tape, first: int, last: int) -> Draft | None:
    """The narrowest place that the event's clause says it is in."""
    found: list[Draft] = []
    for i in _zone(tape, first, last):
        chunk = tape.chunks[i]
        if chunk.lower == "here" and story.dateline is not None:
            return story.dateline
        if chunk.lower == "capital" and _CAPITAL.search(tape.words(max(0, i - 3), i)) and not named_capital(tape, i):
            town = capital(story, tape, i)
            if town is not None:
                return town
        if chunk.code == "I" and chunk.draft is not None and i >= first and _AT.search(tape.words(max(0, i - 2), i)):
            found += [p.root for p in chunk.draft.root.places if p.cls == "City"]
        if chunk.code != "L" or chunk.draft is None:
            continue
        before = " ".join(c.lower for c in tape.chunks[max(0, i - 5) : i])
        if _SEAT.match(tape.words(i + 1, i + 2)) and _AT_ITS.search(before):
            found.append(chunk.draft.root)  # “at the Fund's Vienna headquarters”
        if _VENUE.search(tape.words(max(0, i - 8), i)):
            found.append(chunk.draft.root)  # “at the Presidential Villa, Abuja”
        if i > 1 and tape.codes[i - 1] == "n" and tape.codes[i - 2] in ("TRrmg" if i >= last else "T"):
            continue  # “her representative in Georgia”
        if re.search(r"xnd?$", tape.codes[:i]) and i > last + 1 and _NOUN.search(before):
            continue  # “its programmes in the Caucasus”
        if _IN.search(before) or (i > 1 and tape.codes[i - 1] == "s" and tape.codes[i - 2] == "L" and _inside(tape, i)):
            found.append(chunk.draft.root)
    if not found and _SAME_PLACE.search(tape.words(first, min(last + _REACH, len(tape.chunks)))):
        found += [h.place for h in story.happenings[::-1] if h.place is not None][:1]
    narrow = [d for d in found if d.cls not in {"Country", "Region"}]
    return next(iter(narrow), None) or _unknown(story, tape, first, last) or next(iter(found), None)


def _unknown(story: Chronicle, tape: Tape, first: int, last: int) -> Draft | None:
    """“in Port Lindis on Monday”: a place that only its preposition and what follows give away."""
    zone = _zone(tape, first, last)
    for i in zone:
        match = _NEW_PLACE.match(tape.codes, i)
        if match is not None and tape.chunks[i].lower == "in":
            name = tape.text[tape.chunks[match.start("name")].start : tape.chunks[match.end("name") - 1].end]
            if not name[0].isupper():
                continue
            return story.lexicon.named(Kind.PLACE, "City", name)
    return None


def _inside(tape: Tape, at: int) -> bool:
    """“in Saudi Arabia's Jeddah”."""
    return at > 2 and tape.codes[at - 3] == "n"


def larger(tape: Tape, first: int, last: int, own: Draft) -> Draft | None:
    """The event that the clause says the event was part of."""
    for i in range(len(tape.chunks)):
        chunk = tape.chunks[i]
        if chunk.code != "E" or chunk.draft is None or chunk.draft.root is own.root:
            continue
        before = " ".join(c.lower for c in tape.chunks[max(0, i - 7) : i])
        if _INSIDE.search(before) and not _other(tape.chunks[last:i]):
            return chunk.draft.root
        if "on its sidelines" in tape.words(i, len(tape.chunks)):
            return chunk.draft.root
    return None


def _other(between: list[Chunk]) -> bool:
    """Whether a purpose or a clause of its own stands between an event and what it may be part of."""
    return any(c.lower in {"that", "which", "who", "said", "to"} for c in between)
