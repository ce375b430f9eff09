"""Unknown places by the words around them: “the Gulf of Sarmat”, “Velin, a town in …”, “from Osh to Karsu and Talin”.

Runs after countries and before institutions; what is found here is proved for the whole article.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import words_of
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import vocabulary

_NAME: Final = r"c(?:(?:-|i{0,2})c){0,2}"
_END: Final = r"(?=[,.;:Dnuotfwba()hF]|x|$)"
WATERS: Final = re.compile(rf"(?P<what>[cR])od?(?P<name>{_NAME}|L)(?![ckGM-])")
KIND_OF: Final = re.compile(rf"(?P<what>[xr])od?(?P<name>{_NAME}){_END}")
HELD_BY: Final = re.compile(rf"(?P<what>T)od?(?P<name>{_NAME}){_END}")
APPOSED: Final = re.compile(rf"(?<![cCMkAHRi-])(?P<name>{_NAME}),d(?:[xN]|y){{0,3}}?(?P<what>[xr])(?=[nohdFwQ,.]|$)")
PORT: Final = re.compile(r"(?<=[nFt])(?P<name>Rc{1,2})(?=[,.;Dutanwfb)]|x|$)")
PORTS_TOWN: Final = re.compile(r"(?:^|(?<=[abofwB,.;(\"xh-]))(?P<name>Rc)(?![cCMkGRVAI-])")
_ITEM: Final = r"d?(?:L|c(?:-?c){0,2})"
LISTED: Final = re.compile(rf"(?<=(?P<lead>[nFtBx]))(?P<names>{_ITEM}(?:,{_ITEM})*,?a{_ITEM})(?=[,.;:Dxhnub()t]|$)")
FROM_TO: Final = re.compile(rf"F(?:L|{_NAME})t(?P<name>{_NAME}){_END}")
GONE: Final = re.compile(rf"(?<=x)t(?P<name>{_NAME})(?=[,.;Dfunta]|$)")
_GONE: Final = {"came", "come", "travelled", "traveled", "flew", "flown", "journeyed", "returned", "headed", "arriving"}
_WATERS: Final = {"gulf", "bay", "strait", "straits", "cape", "isthmus", "isle", "valley", "lake", "sea", "horn"}
_PROVINCES: Final = {"province", "canton", "governorate", "oblast", "prefecture"}
_OF: Final = {
    "port": "City", "city": "City", "town": "City", "capital": "City", "suburb": "Place", "village": "Place",
    "settlement": "Place", "island": "Place", "province": "Region", "region": "Region", "district": "Region",
    "municipality": "Region", "governorate": "Region", "county": "Region", "prefecture": "Region", "oblast": "Region",
    "state": "Region", "department": "Region", "valley": "Region", "port city": "City", "commune": "Place",
    "resort": "Place", "coast": "Place", "outskirts": "City", "environs": "City", "harbor": "City", "harbour": "City",
    "crossing": "Place", "checkpoint": "Place", "strait": "Place",
}  # fmt: skip
_APPOSED: Final = {
    "city", "town", "port", "village", "suburb", "settlement", "island", "province", "region", "district",
}  # fmt: skip
_INTO: Final = {"in", "from", "to", "near", "at"}
_HEADS: Final = {"governor": "Region", "akim": "Region", "hokim": "Region", "khokim": "Region", "mayor": "City"}
_JOINS: Final = {
    "connect", "connects", "connecting", "connected", "link", "links", "linking", "linked", "join", "joins", "joining",
    "through", "via", "across", "cross", "crosses", "crossing", "serve", "serves", "serving", "reach", "reaches",
}  # fmt: skip
"""What lines do to the places at their ends and on their way."""
_RUNS: Final = {
    "line", "road", "highway", "railway", "route", "track", "section", "underground", "elevated", "km", "runs",
    "flights", "flight", "trains", "train", "ferry", "buses", "bus", "link", "border", "distance", "bridge", "pipeline",
    "motorway", "corridor", "tunnel", "crossings",
}  # fmt: skip
"""Things that run from one place to another."""
_PORTS: Final = {"port", "bridge", "harbor", "harbour", "station"}


def place_phrases(tape: Tape, lexicon: Lexicon) -> None:
    """Collapse the unknown places of one sentence that a phrase of these kinds proves."""
    if "c" not in tape.codes:
        return
    for pattern, make in (
        (WATERS, _waters),
        (KIND_OF, _kind_of),
        (HELD_BY, _held),
        (APPOSED, _apposed),
        (PORT, _port),
        (PORTS_TOWN, _ports_town),
        (FROM_TO, _plain),
        (GONE, _gone),
    ):
        tape.rewrite(pattern, partial(make, lexicon=lexicon))


def listed_places(tape: Tape, lexicon: Lexicon) -> None:
    """Collapse what stands beside a known place in a list: “in Denarau and Natadola”, “connects A, B and C”."""
    if "a" not in tape.codes or "c" not in tape.codes or "L" not in tape.codes:
        return
    for match in [*LISTED.finditer(tape.codes)][::-1]:
        if "c" not in match["names"] or "L" not in match["names"] or not _leads(tape, match.start()):
            continue
        chunks = tape.chunks[match.start() : match.end()]
        classes = [c.draft.cls for c in chunks if c.code == "L" and c.draft is not None]
        if tape.chunks[match.start() - 1].lower not in _JOINS:
            classes = [cls for cls in classes if cls != "Country"]
        cls = next((cls for cls in classes if cls in {"City", "Region", "Country"}), "Place")
        for item in [*re.finditer(r"c(?:-?c){0,2}", match["names"])][::-1]:
            first, last = match.start() + item.start(), match.start() + item.end()
            made = _made(tape, first, last, cls, lexicon)
            if made is not None:
                made[2].parts = tuple(tape.chunks[first:last])
                tape.chunks[first:last] = [made[2]]
        tape.recode()


def _leads(tape: Tape, at: int) -> bool:
    """Whether the word before a list is one that places follow."""
    word = tape.chunks[at - 1].lower
    if word in {"between", "to", "from"}:
        return tape.words(max(0, at - 2), at - 1) in _GONE or bool(
            _RUNS & {w for c in tape.chunks[max(0, at - 5) : at] for w in c.lower.split()}
        )
    return word in _INTO or word in _JOINS


def _waters(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Gulf of Suez”: the whole is the place's name."""
    at = match.start("what")
    if not tape.text[tape.chunks[at].start].isupper():
        return None
    if tape.chunks[at].lower in _PROVINCES and match["name"] == "L" and at:
        return _made(tape, at, match.end("name"), "Region", lexicon)  # “the Province of Buenos Aires”
    if tape.chunks[at].lower not in _WATERS:
        return None
    for chunk in tape.chunks[at : match.end("name")]:
        chunk.draft = None  # the town of Suez is not spoken of
    return _made(tape, at, match.end("name"), "Place", lexicon)


def _kind_of(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the port of Sunhae”, “the suburb of Raspotočje”."""
    cls = _OF.get(tape.chunks[match.start("what")].lower, "")
    if not cls or match.start("what") == 0 or tape.codes[match.start("what") - 1] not in "dxNrI":
        return None
    if re.search(r"[cL],dx{0,3}$", tape.codes[: match.start("what")]):
        cls = "Country"  # “Ester-Hallen, the northern province of Lohmar”
    return _made(tape, *match.span("name"), cls, lexicon)


def _held(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Governor of Alta Cumbría”, “the mayor of Velin”."""
    cls = _HEADS.get(tape.chunks[match.start("what")].lower.split()[-1], "")
    return _made(tape, *match.span("name"), cls, lexicon) if cls else None


def _apposed(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Bilopil, a town in the north”, “Cartagena de Indias, the Colombian city where …”."""
    what = tape.chunks[match.start("what")].lower
    first = match.start("name")
    if what not in _APPOSED or (first and tape.codes[first - 1] not in 'nFtaf,;o."w('):
        return None
    return _made(tape, *match.span("name"), _OF[what], lexicon)


def _port(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“in Port Selwyn”: a work's head noun first is part of a town's name."""
    at = match.start("name")
    if tape.chunks[at].lower not in _PORTS or tape.chunks[at - 1].lower not in _INTO:
        return None
    return _made(tape, *match.span("name"), "City", lexicon)


def _ports_town(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“Port Ennis”, wherever it stands: no work's name begins with “Port”."""
    at = match.start("name")
    if tape.chunks[at].lower != "port" or tape.text[tape.chunks[at].start : tape.chunks[at].end] != "Port":
        return None
    return _made(tape, *match.span("name"), "City", lexicon)


def _gone(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“delegates have come to Ashgir for the forum”."""
    if tape.chunks[match.start() - 1].lower not in _GONE:
        return None
    return _made(tape, *match.span("name"), "City", lexicon)


def _plain(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“from Aminbazar to Bhatara”: the other end of what runs from a place."""
    before = [c for c in tape.chunks[match.start() : match.start("name")] if c.draft is not None]
    first, last = match.span("name")
    if not before and not _spans(tape, match):
        return None
    cls = next((d.cls for d in (c.draft for c in reversed(before)) if d is not None and d.cls != "Country"), "Place")
    return _made(tape, first, last, cls if cls in {"City", "Region"} else "Place", lexicon)


def _spans(tape: Tape, match: re.Match[str]) -> bool:
    """“a line from Hemayetpur to Aminbazar”: something that runs."""
    return bool(_RUNS & {w for c in tape.chunks[max(0, match.start() - 6) : match.start()] for w in c.lower.split()})


def _made(tape: Tape, first: int, last: int, cls: str, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    name = words_of(tape, first, last)
    if not name[0].isupper() or vocabulary().heads.get((name.split()[-1].lower(),)):
        return None
    known: Draft | None = lexicon.find(Kind.PLACE, name)
    draft = known.root if known is not None else lexicon.named(Kind.PLACE, cls, name, strength=2)
    if known is not None:
        draft.add(name)
    return first, last, Chunk(tape.chunks[first].start, tape.chunks[last - 1].end, "L", name.lower(), draft)
