"""Bodies of institutions: their boards, offices and departments, by the words that join them to the whole."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.institution_classes import chunk_of, class_of
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

UNIT: Final = re.compile(
    r"(?P<own>[IL])(?P<gap>s?)(?P<name>(?:[cMCNL](?:-?[cMCLN]|a[cMN])*|x{0,2}|xx?)[km])(?P<place>[nt]d?L)?"
)
OF_STATE: Final = re.compile(r"(?P<what>x)(?P<head>m)")
OFFICE_OF_POST: Final = re.compile(r"(?P<name>(?:od?)?(?:L|N)?Ts[xcM]?[km])")
PART_OF: Final = re.compile(r"(?P<name>[mk]o)d?(?P<whole>I)")
ADJACENT: Final = re.compile(r"(?P<own>I)(?P<name>I)")
UNIT_HEADS: Final = {
    "board of directors",
    "board of executive directors",
    "board of governors",
    "division",
    "resident mission",
    "country office",
    "board",
    "office",
    "department",
    "directorate",
    "center",
    "centre",
    "regional center",
    "regional centre",
    "regional office",
    "senate",
    "national assembly",
    "press service",
    "secretariat",
    "commission",
    "committee",
    "council",
    "bureau",
    "administration",
    "institute",
    "foundation",
    "agency",
    "service",
    "embassy",
    "parliament",
    "ministry",
    "government",
    "delegation",
    "representation",
    "unit",
}
_BODIES: Final = {
    "delegation",
    "representation",
    "country office",
    "board of directors",
    "board of executive directors",
    "board of governors",
    "board",
    "council",
    "committee",
}


_OWNERS: Final = {"DevelopmentBank", "Organization"}
_POSTS_ABROAD: Final = ("office", "delegation", "representation", "embassy", "mission")


def units(tape: Tape, words: Vocabulary, lexicon: Lexicon, home: Draft | None) -> None:
    """Collapse bodies of known institutions, of posts and of the article's state."""
    tape.rewrite(UNIT, lambda t, m: _unit(t, m, words, lexicon))
    tape.rewrite(OFFICE_OF_POST, lambda t, m: _office(t, m, words, lexicon))
    tape.rewrite(ADJACENT, lambda t, m: _adjacent(t, m, lexicon))
    tape.rewrite(OF_STATE, lambda t, m: _of_state(t, m, lexicon, home))
    tape.rewrite(PART_OF, lambda t, m: _part(t, m, words, lexicon))


def _unit(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    owner = tape.chunks[match.start("own")].draft
    head = tape.chunks[match.end("name") - 1]
    if tape.codes[match.end("name") : match.end("name") + 1] == "T":
        return None  # “KfW Office Director”
    if owner is None or head.lower not in UNIT_HEADS or (match["own"] == "L" and not match["gap"]):
        return None
    if match["own"] == "L" and owner.cls != "Country":
        return None
    capital = any(c.code in "cMk" for c in tape.chunks[match.start("name") : match.end("name")])
    if not capital and match["own"] == "L":
        return None
    last = match.end("place") if match["place"] and head.code in "km" else match.end("name")
    first = match.start("name") if match["gap"] and capital else match.start("own")
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    if first == match.start("own") and tape.chunks[first].form == "definite":
        what = tape.text[tape.chunks[match.start("name")].start : tape.chunks[last - 1].end]
        name = f"{owner.root.name} {what}"  # “the bank's board” is that bank's board
    fallback = "GovernmentAgency" if owner.kind is Kind.PLACE else owner.cls
    if head.lower in _BODIES or (owner.cls in _OWNERS and head.lower.endswith(_POSTS_ABROAD)):
        cls = "Organization"
    else:
        cls = (
            fallback
            if owner.cls in {"InternationalOrganization", "DevelopmentBank"}
            else class_of(head.lower, words, fallback)
        )
    draft = lexicon.named(Kind.INSTITUTION, cls, name, strength=2, owner=owner)
    draft.head = head.lower
    if match["place"] and last == match.end("place"):
        place = tape.chunks[last - 1].draft
        if place and place not in draft.places:
            draft.places.append(place)
    chunk = chunk_of(tape, first, last, "I", draft)
    chunk.outer_start = tape.chunks[match.start("own")].start
    return match.start("own"), last, chunk


def _adjacent(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“OTS Council of Foreign Ministers”: a body straight after its organization."""
    own, body = tape.chunks[match.start("own")], tape.chunks[match.start("name")]
    if own.draft is None or body.draft is None or body.draft.entry is not None or body.draft.head not in UNIT_HEADS:
        return None
    draft = body.draft.root
    draft.owner = draft.owner or own.draft.root
    lexicon.alias(draft, tape.text[own.start : body.end])
    return match.start(), match.end(), chunk_of(tape, match.start(), match.end(), "I", draft)


def _of_state(tape: Tape, match: re.Match[str], lexicon: Lexicon, home: Draft | None) -> tuple[int, int, Chunk] | None:
    """“the presidential press service”: an office of the article's country."""
    what, head = tape.chunks[match.start("what")], tape.chunks[match.start("head")]
    if what.lower not in {"presidential", "parliamentary", "prime-ministerial"} or head.lower not in UNIT_HEADS:
        return None
    name = tape.text[what.start : head.end]
    draft = lexicon.named(Kind.INSTITUTION, "GovernmentAgency", name, strength=2, owner=home)
    draft.head = head.lower
    return match.start(), match.end(), chunk_of(tape, match.start(), match.end(), "I", draft)


def _office(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.start(), match.end()
    if tape.codes[first] == "o":
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(
        Kind.INSTITUTION, class_of(tape.chunks[last - 1].lower, words, "GovernmentAgency"), name, strength=2
    )
    draft.head = tape.chunks[last - 1].lower
    return first, last, chunk_of(tape, first, last, "I", draft)


def _part(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    whole = tape.chunks[match.start("whole")].draft
    head = tape.chunks[match.start("name")]
    if whole is None or head.lower not in UNIT_HEADS or head.lower in {"government", "agency", "administration"}:
        return None
    name = tape.text[head.start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(
        Kind.INSTITUTION, class_of(head.lower, words, "GovernmentAgency"), name, strength=2, owner=whole
    )
    draft.head = head.lower
    return match.start(), match.end(), chunk_of(tape, match.start(), match.end(), "I", draft)


def units_of_known(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """“the bank's board”: bodies of institutions that a description means, once that is resolved."""
    for tape in tapes:
        tape.rewrite(UNIT, lambda t, m: _unit(t, m, words, lexicon))
        tape.rewrite(PART_OF, lambda t, m: _part(t, m, words, lexicon) if _by_name(t, m) else None)


def _by_name(tape: Tape, match: re.Match[str]) -> bool:
    """“the board of the MIB”; “the board of the lender” may be another's."""
    return tape.chunks[match.start("whole")].form in {"name", "acronym"}
