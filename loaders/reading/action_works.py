"""Works told by what is done to a thing or by what is to be raised: “the modernisation of the city's water mains”.

Such a description names one work where money is for it or somebody speaks of it, and where its thing is physical and
told apart by a place or an owner, or by more than one word.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import VAGUE, collapsed, places_in, plural, words_of
from loaders.reading.raised_works import STOPS
from loaders.reading.tape import Chunk, Tape

ACTION: Final = re.compile(r"(?<=d)(?P<act>[xr])o(?P<thing>d?[^o.;()\"hD,:])")
RAISED: Final = re.compile(r"(?<=d)(?P<pre>[xN]{1,3})(?P<head>r)(?=[.,;)hnxabw(DtfQ]|$)")
_ACTIONS: Final = {
    "modernisation", "modernization", "rehabilitation", "reconstruction", "construction", "upgrade", "upgrading",
    "renovation", "refurbishment", "electrification", "deepening", "dredging", "widening", "resurfacing", "conversion",
    "expansion", "extension", "restoration", "overhaul", "rebuilding", "doubling", "completion", "dualling", "repair",
    "replacement", "paving", "renewal",
}  # fmt: skip
_PHYSICAL: Final = re.compile(
    r"\b(?:networks?|systems?|canals?|roads?|railways?|lines?|plants?|stations?|ports?|airports?|hospitals?|schools?"
    r"|grids?|pipelines?|substations?|dams?|bridges?|streets?|buildings?|highways?|sewers?|mains|tracks?|pumps?"
    r"|reservoirs?|tunnels?|clinics?|terminals?|harbou?rs?|wells?|drains?|drainage|embankments?|markets?|sewerage"
    r"|waterworks|locks?|depots?|stadiums?|water supply|greenhouses?|boilers?|turbines?)\b"
)
_MEANT: Final = re.compile(
    r"\b(?:for|on|towards?|into|financ\w+|co-financ\w+|fund\w*|support\w*|including|includes?|covers?|is|out|complet\w+"
    r"|carry out|carries out|carrying out|begin\w*|start\w*|launch\w*|praised|about|namely|are|with|and) the $"
)
_RAISING: Final = re.compile(
    r"\b(?:build|builds|building|built|construct|constructs|constructing|erect|erecting|set up|sets up|setting up|open"
    r"|opens|opening|inaugurat\w+|commissioned|construction of|completed|completing|plans|finance|finances|financing)"
    r" an? $"
)
_LONGEST: Final = 12


def action_works(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse them; runs when works with names are found, whose parts and repairs are no works of their own."""
    for index, tape in enumerate(tapes):
        near = any("J" in t.codes for t in tapes[max(0, index - 1) : index + 1])
        tape.rewrite(ACTION, lambda t, m, n=near: _action(t, m, n, lexicon))  # type: ignore[misc]
        if "r" in tape.codes:
            tape.rewrite(RAISED, lambda t, m: _raised(t, m, lexicon))


def _action(tape: Tape, match: re.Match[str], near: bool, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“for the modernisation of the city’s water and wastewater systems”."""
    first = match.start("act")
    if tape.chunks[first].lower not in _ACTIONS or not _MEANT.search(tape.words(max(0, first - 3), first) + " "):
        return None
    if near and not re.search(
        r"[Jx],?ad$|J,d$", tape.codes[max(0, first - 4) : first]
    ):  # a part of the work that is named
        return None
    last = match.start("thing")
    while last < len(tape.chunks) and not re.match(r"[.;()\"hD,:QJWPE]", tape.codes[last]):
        if tape.chunks[last].lower in STOPS or last - first > _LONGEST:
            break
        last += 1
    if tape.codes[last : last + 1] in {"J", "W"}:
        return None
    while last > match.start("thing") and tape.codes[last - 1] in "oftnuwab,dCB":
        last -= 1
    codes, words = tape.codes[match.start("thing") : last], tape.words(match.start("thing"), last)
    told = re.search(r"[LNcI]|xs", codes)
    if not _PHYSICAL.search(words) or not (told or len(codes.strip("d")) > 1):
        return None
    draft = lexicon.described(Kind.PROJECT, "Project", words_of(tape, first, last))
    draft.head = "project"
    draft.places = draft.places or places_in(tape, first, last) or _owner(tape, first, last, lexicon)
    return collapsed(tape, first, last, "J", draft)


def _owner(tape: Tape, first: int, last: int, lexicon: Lexicon) -> list[Draft]:
    """“the city's mains”, “the port of Bocaserena”: the city last spoken of, or the name after “of”."""
    named = re.search(r"od?r?o(c{1,2})$", tape.codes[first:last])
    if named is not None:
        return [lexicon.named(Kind.PLACE, "Place", words_of(tape, last - len(named[1]), last))]
    there = re.search(r"n(c{1,2})$", tape.codes[first:last])
    if there is not None:
        return [lexicon.named(Kind.PLACE, "City", words_of(tape, last - len(there[1]), last))]
    if re.search(r"\b(?:city|town|capital) ['’]s?\b", tape.words(first, last)):
        cities = [d for d in lexicon.of(Kind.PLACE) if d.cls in {"City", "Place"}]
        return cities[:1] if len(cities) == 1 else []
    return []


def _raised(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“In Osh, Globex is building a tractor plant”: told apart by what it makes, and where the sentence begins."""
    first, last = match.start("pre"), match.end("head")
    words = [c.lower for c in tape.chunks[first : match.start("head")] if c.lower not in VAGUE and c.code == "x"]
    head = tape.chunks[last - 1].lower
    if not words or plural(head) or head == "project" or any(re.search(r"(?:ed|ly|ing)$", w) for w in words):
        return None
    if any(w in STOPS for w in words) or not _RAISING.search(tape.words(max(0, first - 3), first) + " "):
        return None
    while tape.chunks[first].lower in VAGUE:
        first += 1
    place = _opening(tape)
    name = words_of(tape, first, last) + (f" in {place.name}" if place is not None else "")
    draft = lexicon.described(Kind.PROJECT, "Project", name)
    draft.head = head
    if place is not None and place not in draft.places:
        draft.places.append(place)
    return collapsed(tape, first, last, "J", draft)


def _opening(tape: Tape) -> Draft | None:
    """The place below the country that the sentence begins with: “In Osh, a town in …, …”."""
    if tape.codes[:2] != "nL" or tape.chunks[0].lower not in {"in", "near", "at"}:
        return None
    draft = tape.chunks[1].draft
    return draft.root if draft is not None and draft.root.cls != "Country" else None
