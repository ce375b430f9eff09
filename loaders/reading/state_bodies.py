"""Bodies of a state: its government, municipalities, embassies, central bank."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.institution_classes import chunk_of, class_of, owner_of
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

GOVERNMENT: Final = re.compile(r"(?:(?P<name2>[km])od?(?P<own2>[LI])|(?P<own>[LI]s|N|[LI])?(?P<name>[km]))")
MUNICIPALITY: Final = re.compile(r"(?P<head>[ck])o(?P<name>L|c)(?![ck])")
AKIMAT: Final = re.compile(r"(?:(?P<own>L)s?)?(?P<head>[mk])(?:od?(?P<name>L))?")
_LOCAL: Final = {
    "akimat", "hokimiyat", "khokimiyat", "municipality", "city council", "city hall", "city administration",
    "regional administration", "mayor's office", "town council", "prefecture", "governor's office", "rural council",
}  # fmt: skip
OF_COUNTRY: Final = re.compile(r"(?P<head>k)od?(?P<name>L)")
_GOVERNMENTS: Final = {"government", "cabinet", "cabinet of ministers"}
_OF_STATES: Final = {
    "embassy",
    "parliament",
    "senate",
    "national bank",
    "central bank",
    "bank",
    "treasury",
    "reserve bank",
} | {"monetary authority"}


def state_bodies(tape: Tape, words: Vocabulary, lexicon: Lexicon, home: Draft | None) -> None:
    """Collapse what a country or town names: “the Kazakh government”, “the City of Zenica”, “Embassy of Japan”."""
    tape.rewrite(MUNICIPALITY, lambda t, m: _municipality(t, m, lexicon))
    tape.rewrite(AKIMAT, lambda t, m: _akimat(t, m, lexicon))
    tape.rewrite(OF_COUNTRY, lambda t, m: _of_country(t, m, words, lexicon))
    tape.rewrite(GOVERNMENT, lambda t, m: _government(t, m, lexicon, home))


def _government(
    tape: Tape, match: re.Match[str], lexicon: Lexicon, home: Draft | None
) -> tuple[int, int, Chunk] | None:
    group = "name" if match["name"] else "name2"
    at = match.start(group)
    if tape.chunks[at].lower not in _GOVERNMENTS:
        return None
    owner = owner_of(tape, match, "own", "own2") or home
    bare = not match["own"] and not match["own2"] and tape.chunks[at - 1].code != "d"
    if bare and (at == 0 or not tape.text[tape.chunks[at].start].isupper()):
        return None  # “government agencies”
    if not match["own"] and not match["own2"] and tape.chunks[at - 1].lower in {"his", "her", "their", "each", "a"}:
        return None  # whose government, only its speaker tells
    if owner is None or owner.kind is not Kind.PLACE:
        return None
    surface = tape.text[tape.chunks[match.start()].start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "Government", f"Government of {owner.name}", strength=3, owner=owner)
    draft.head = "government"
    if match["own"] or match["own2"]:
        lexicon.alias(draft, surface)
    return (
        match.start(),
        match.end(),
        chunk_of(tape, match.start(), match.end(), "I", draft, "name" if surface != surface.lower() else "definite"),
    )


def _municipality(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the City of Zenica” owns and borrows: its administration."""
    first, last = match.span()
    if (
        tape.chunks[first].lower not in {"city", "municipality", "town"}
        or not tape.text[tape.chunks[first].start].isupper()
    ):
        return None
    name = tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "GovernmentAgency", name, strength=2)
    place = tape.chunks[last - 1].draft
    if place is not None and place not in draft.places:
        draft.places.append(place)
    return first, last, chunk_of(tape, first, last, "I", draft)


def _akimat(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the akimat of Karsu Region”, “the Velin city council”: the administration of a place below the country."""
    group = "own" if match["own"] else "name"
    if tape.chunks[match.start("head")].lower not in _LOCAL or not match[group] or (match["own"] and match["name"]):
        return None
    place = tape.chunks[match.start(group)].draft
    if place is None or place.cls == "Country":
        return None
    name = tape.text[tape.chunks[match.start()].start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, "Government", name, strength=2)
    draft.head = tape.chunks[match.start("head")].lower
    if place not in draft.places:
        draft.places.append(place)
    return match.start(), match.end(), chunk_of(tape, match.start(), match.end(), "I", draft)


def _of_country(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Embassy of Japan”, “Bank of Orvane”: a body named by its country alone."""
    head, owner = tape.chunks[match.start("head")].lower, tape.chunks[match.start("name")].draft
    if re.search(r"To[Mka,]*a$", tape.codes[: match.start()]):
        return None  # “Minister of Finance and Treasury of …”
    cls = "GovernmentAgency" if head in _OF_STATES else class_of(head, words, "")
    if owner is None or owner.cls != "Country" or (head not in _OF_STATES and cls != "DevelopmentBank"):
        return None
    name = tape.text[tape.chunks[match.start()].start : tape.chunks[match.end() - 1].end]
    draft = lexicon.named(Kind.INSTITUTION, cls, name, strength=2, owner=owner)
    draft.head = head
    return match.start(), match.end(), chunk_of(tape, match.start(), match.end(), "I", draft)
