"""Works told apart by a title, by capitals, or by being built somewhere: “a ward at Misuku will be built”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Lexicon
from loaders.reading.naming import collapsed, places_in, words_of
from loaders.reading.tape import Chunk, Tape

TITLED: Final = re.compile(r"(?P<head>[rgRGx]),?(?P<how>x{1,2}|udx)\"(?P<body>[^\".;]{1,12})[.,]?\"")
BUILT: Final = re.compile(
    r"(?<=d)(?P<what>[xm]{1,4}(?:f[xm])?)(?P<link>[dhx]xtxx|n)(?:nd?)?(?P<place>(?:L|R?c(?:-?c)?))(?P<after>[^.;\"]{0,6})"
)
NAMED_WORK: Final = re.compile(r"(?<=[do])(?P<name>[cL][cLMRk]{1,5})(?=[,.)x(ao])")
SHORT_LONG: Final = re.compile(r"(?P<name>[cM][cM]{0,3}(?:f|a|t)[cM]{1,4})(?P<head>r)")
_TITLES: Final = {
    "entitled",
    "titled",
    "called",
    "named",
    "dubbed",
    "named the",
    "known as",
    "under the name",
    "on the theme",
}
_TITLED_HEADS: Final = {"project": "Project", "proposal": "Project", "scheme": "Project", "programme": "Programme"} | {
    "program": "Programme",
    "initiative": "Programme",
}
_WORK_NOUNS: Final = {"upgrade", "rehabilitation", "expansion", "extension", "reconstruction", "modernization"} | {
    "modernisation",
    "electrification",
    "widening",
    "bypass",
    "upgrading",
}
_RAISING: Final = re.compile(
    r"\b(?:construction|opening|creation|establishment|building|launch|erection|setting up|set up|build|construct"
    r"|open|erect|establish|create|constructing|opening|inaugurat\w+) (?:of )?an? $"
)
_RAISED: Final = re.compile(
    r"(?:,? ?(?:and|to|will|would|is|are|was|were|has|have|being|be|been|also|now) ?){1,4}"
    r"(?:built|erected|constructed|set up|opened|established|completed|inaugurated)\b"
)
_NO_WORK: Final = {
    "meeting",
    "ceremony",
    "conference",
    "forum",
    "visit",
    "office",
    "branch",
    "session",
    "event",
    "embassy",
} | {
    "seminar",
    "workshop",
    "exhibition",
    "mission",
    "group",
    "round",
    "day",
    "account",
    "press",
    "stage",
    "phase",
    "summit",
}
STOPS: Final = {
    "as", "was", "were", "is", "are", "will", "has", "have", "that", "while", "when", "by", "would", "could", "said",
    "began", "with", "worth", "from", "financed", "funded", "approved", "signed", "launched", "which", "can", "under",
    "within", "through", "than",
}  # fmt: skip
"""Words that are no part of a description."""


def titled(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the proposal, entitled “Safe Shores””: a title makes a name; it may come without the country's later on."""
    cls = _TITLED_HEADS.get(tape.chunks[match.start("head")].lower)
    if cls is None or tape.words(*match.span("how")) not in _TITLES:
        return None
    first, last = match.span("body")
    if not words_of(tape, first, first + 1)[0].isupper():
        return None
    kind, code = (Kind.PROJECT, "J") if cls == "Project" else (Kind.FRAMEWORK, "W")
    draft = lexicon.named(kind, cls, words_of(tape, first, last), strength=3)
    draft.head = "project" if cls == "Project" else "programme"
    short = words_of(tape, first, last - 1)
    if tape.chunks[last - 1].code == "L" and last - first > 2 and tape.text.count(short) > 1:
        lexicon.alias(draft, short)
    return collapsed(tape, first, last, code, draft)


def short_long(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Safe Water for Schools project”."""
    first, last = match.start("name"), match.end("head")
    if tape.chunks[last - 1].lower not in {"project", "scheme"} or (first == 0 or tape.codes[first - 1] not in "dxs"):
        return None
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, first, last), strength=3)
    draft.head = "project"
    return collapsed(tape, first, last, "J", draft)


def named_work(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Southern Province Roads Upgrade”: capitalized works."""
    first, last = match.span("name")
    if tape.chunks[last - 1].lower not in _WORK_NOUNS or tape.codes[first:last].strip("L") == "":
        return None
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, first, last), strength=2)
    draft.head, draft.places = (
        tape.chunks[last - 1].lower,
        draft.places or places_in(tape, first, last),
    )
    return collapsed(tape, first, last, "J", draft)


def built(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the construction of a meat factory in Khovd”, “a ward at Misuku will be built”, “homes to be built in Osh”."""
    first, last = match.span("what")
    noun = tape.chunks[last - 1].lower
    if noun in _NO_WORK or noun.endswith(("ing", "ed", "ly")) or tape.chunks[first].lower in STOPS:
        return None
    if any(c.lower in STOPS or c.lower in {"two", "of"} for c in tape.chunks[first:last]):
        return None
    link = tape.words(*match.span("link"))
    if link in {"in", "at", "near"}:
        rest = tape.words(match.end("place"), min(len(tape.chunks), match.end("place") + 6))
        before = tape.words(max(0, first - 5), first) + " "
        if not _RAISING.search(before) and not _RAISED.match(rest):
            return None
    elif not re.fullmatch(r"(?:that|which) is to be (?:built|erected|constructed|opened)(?: in)?", link):
        return None
    place = tape.chunks[match.start("place")]
    name = words_of(tape, *match.span("place"))
    where = place.draft.root if place.draft is not None else lexicon.named(Kind.PLACE, "Place", name)
    prep = link if link in {"in", "at", "near"} else "in"
    draft = lexicon.described(Kind.PROJECT, "Project", f"{words_of(tape, first, last)} {prep} {name}")
    draft.head, draft.places = noun, [where]
    return collapsed(tape, first, match.end("place"), "J", draft)
