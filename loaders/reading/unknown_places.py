"""Countries and cities that the reference data do not know, proved by the words around them.

“Prime Minister of X”, “X's Ministry of Finance”, “the Republic of X” make X a country; datelines, “the town of X” and
“in X” make a place. A country proved once is found again by its name and by adjectives made from it.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.country_evidence import (
    SHARES,
    adjective_of,
    country_names,
    standing_as_places,
    surnames,
    with_adjectives,
)
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import words_of
from loaders.reading.place_phrases import listed_places, place_phrases
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import vocabulary

_NAME: Final = r"c(?:c(?![cMkGRV]))?"
_OF: Final = re.compile(rf"(?P<what>[TkmcCx])od?(?P<name>{_NAME})(?![ckGRVM-])")
_OF_BEFORE_PERSON: Final = re.compile(r"(?P<what>T)od?(?P<name>c)(?=cc(?![ck]))")
_OF_MINISTRY: Final = re.compile(r"(?P<what>k)o[MC]+(?:(?:,M+)*,?a[MC]+)?od?(?P<name>c)(?![ckGRVM-])")
_OF_SEVERAL: Final = re.compile(r"(?P<what>T)od?(?P<names>[cL](?:,[cL])*,?a[cL])(?![ckGRVM-])")
_REMIT: Final = re.compile(
    r"(?P<what>T)(?:od?I)?f(?P<one>[cL])a(?P<two>[cL])(?:(?=[ci](?:-?[ci]){1,2}(?:[^-ckGRVM]|$))|(?P<end>[,.;]))"
)
"""“Country Manager for Kestovia and Sarnland Mira Holt”: the second country stands right before the name."""
_OF_COUNTRIES: Final = ("ambassador", "country manager", "country director", "country representative")
_OWNER: Final = re.compile(rf"(?<![cCMkAH-])(?P<name>{_NAME})sx?(?P<what>[Tkm])")
_IN: Final = re.compile(r"(?P<before>[nF])(?P<name>c(?:(?:-|i{0,2})c(?:-c)?)?)(?=[,.;Duntfwba)]|x|$)")
_CALLED: Final = re.compile(r"(?P<what>x),?o?(?P<name>c{1,2})(?=[,.;Duntfwba)]|x|$)")
_AREAS: Final = re.compile(
    r"(?P<what>x)od?(?P<names>(?:c{1,3}|L)(?:,(?:c{1,3}|L))*,?a(?:c{1,3}|L))(?=[,.;Duntfwba)]|x|$)"
)
_AREAS_AFTER: Final = re.compile(r"(?P<names>(?:c{1,3}|L)(?:,(?:c{1,3}|L))*,?a(?:c{1,3}|L))(?P<what>x)")
_STATE_POSTS: Final = {
    "prime minister",
    "foreign minister",
    "deputy prime minister",
    "finance minister",
    "prime ministers",
    "king",
    "premier",
}
_STATE_BODIES: Final = {
    "government",
    "republic",
    "kingdom",
    "parliament",
    "cabinet",
    "ministry",
    "bank",
    "central bank",
}
_PLURAL_AREAS: Final = {
    "cities",
    "towns",
    "provinces",
    "regions",
    "districts",
    "oblasts",
    "states",
    "counties",
    "governorates",
    "departments",
}
_COMPASS: Final = {"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west"}
_SINGULAR: Final = {"provinces": "province", "regions": "region", "districts": "district", "oblasts": "oblast"} | {
    "governorates": "governorate"
}
_CAPITALS: Final = {"capital", "city", "town", "village"}
_FROM_WHOM: Final = {
    "over", "received", "support", "loan", "loans", "grant", "grants", "money", "funding", "financing", "help",
    "assistance", "credit", "borrowed", "questions", "reply", "letter", "message", "engineer", "learned", "heard",
    "invitation", "bought", "delegation", "million", "contributions", "input", "experts",
    "specialists", "consultants", "engineers", "expertise",
}  # fmt: skip
"""Words after which “from” names a person or a body."""


def unknown_places(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse unknown countries, their adjectives, and unknown towns."""
    countries = _countries(tapes, lexicon)
    for tape in tapes:
        _collapse(tape, countries, "L")
        _adjectives(tape, countries)
    for tape in tapes:
        _agency(tape, lexicon)
        _dateline(tape, lexicon)
        tape.rewrite(_CALLED, lambda t, m: _town(t, m, lexicon, _CAPITALS))
        _areas(tape, lexicon)
        place_phrases(tape, lexicon)
        tape.rewrite(_IN, lambda t, m: _town(t, m, lexicon, None))
        listed_places(tape, lexicon)
    _collapse_towns(tapes, lexicon)


def _countries(tapes: list[Tape], lexicon: Lexicon) -> dict[str, Draft]:
    """Lower-case name → country, for every unknown name that some sentence proves to be one."""
    found: dict[str, Draft] = {}
    places, persons = standing_as_places(tapes), surnames(tapes)
    for tape in tapes:
        for pattern in (_OF, _OF_BEFORE_PERSON, _OF_MINISTRY, _OWNER):
            for match in pattern.finditer(tape.codes):
                what = tape.chunks[match.start("what")].lower
                if pattern is _OWNER and tape.chunks[match.end("name") - 1].lower in persons:
                    continue  # “Peña's government”
                if what in _STATE_POSTS or what in _STATE_BODIES or what.endswith("minister"):
                    _prove(words_of(tape, *match.span("name")), lexicon, found)
        _several(tape, lexicon, found)
        for match in _REMIT.finditer(tape.codes):
            if match["end"] and not tape.chunks[match.start("what")].lower.endswith(_OF_COUNTRIES):
                continue
            for chunk in (tape.chunks[match.start("one")], tape.chunks[match.start("two")]):
                if chunk.code == "c":
                    _prove(tape.text[chunk.start : chunk.end], lexicon, found)
        for name in country_names(tape, places, persons):
            _prove(name, lexicon, found)
    for name in with_adjectives(tapes):
        _prove(name, lexicon, found)
    return found


def _prove(name: str, lexicon: Lexicon, found: dict[str, Draft]) -> None:
    draft = lexicon.named(Kind.PLACE, "Country", name, strength=2)
    draft.names[name] -= 1  # counted where it is collapsed
    found[name.lower()] = draft


def _several(tape: Tape, lexicon: Lexicon, found: dict[str, Draft]) -> None:
    """“the transport ministers of A, B and C”: each a country."""
    for match in _OF_SEVERAL.finditer(tape.codes):
        if not tape.chunks[match.start("what")].lower.endswith(("ministers", "presidents", "premiers", "ambassadors")):
            continue
        for chunk in tape.chunks[match.start("names") : match.end("names")]:
            if chunk.code == "c":
                _prove(tape.text[chunk.start : chunk.end], lexicon, found)


def _collapse(tape: Tape, names: dict[str, Draft], code: str) -> None:
    for size in (2, 1) if names else ():
        at = 0
        while at + size <= len(tape.chunks):
            chunks = tape.chunks[at : at + size]
            draft = names.get(" ".join(c.lower for c in chunks)) if all(c.code == "c" for c in chunks) else None
            if draft is not None:
                start, end = chunks[0].start, chunks[-1].end
                draft.add(tape.text[start:end])
                draft.names = {n: k for n, k in draft.names.items() if k > 0}
                tape.chunks[at : at + size] = [Chunk(start, end, code, tape.text[start:end].lower(), draft)]
            at += 1
    tape.recode()


def _adjectives(tape: Tape, countries: dict[str, Draft]) -> None:
    """“Valdorian” from Valdoria, “Osmari” from Osmar."""
    for chunk in tape.chunks:
        if chunk.code != "c" or chunk.draft is not None:
            continue
        for name, draft in countries.items():
            if adjective_of(chunk.lower, name):
                chunk.code, chunk.draft, chunk.form = "N", draft, "demonym"
                break
    tape.recode()


def _dateline(tape: Tape, lexicon: Lexicon) -> None:
    """The capitalized words before the dateline's comma or dash are a town, written in its usual case."""
    last = 0
    while (
        last < len(tape.chunks) and tape.chunks[last].start < tape.sentence.dateline and tape.chunks[last].code in "cL"
    ):
        last += 1
    chunks = tape.chunks[:last]
    if not chunks or last > 3 or all(c.code == "L" for c in chunks):
        return
    start, end = chunks[0].start, chunks[-1].end
    draft = lexicon.named(Kind.PLACE, "City", tape.text[start:end].title(), strength=2)
    tape.chunks[:last] = [Chunk(start, end, "L", tape.text[start:end].lower(), draft)]
    tape.recode()


def _agency(tape: Tape, lexicon: Lexicon) -> None:
    """“KARONGA, Sept. 18 (Nyanja Wire) —”: the outlet in a dateline's brackets."""
    line = [c for c in tape.chunks if c.start < tape.sentence.dateline]
    opened = next((i for i, c in enumerate(line) if c.lower == "("), None)
    closed = next((i for i, c in enumerate(line) if c.lower == ")"), None)
    if opened is None or closed is None or closed - opened < 2 or any(c.code != "c" for c in line[opened + 1 : closed]):
        return
    start, end = line[opened + 1].start, line[closed - 1].end
    draft = lexicon.named(Kind.INSTITUTION, "NewsOutlet", tape.text[start:end], strength=2)
    tape.chunks[opened + 1 : closed] = [Chunk(start, end, "I", tape.text[start:end].lower(), draft)]
    tape.recode()


def _town(tape: Tape, match: re.Match[str], lexicon: Lexicon, cues: set[str] | None) -> tuple[int, int, Chunk] | None:
    first, last = match.span("name")
    if cues is not None and tape.chunks[match.start("what")].lower not in cues:
        return None
    if cues is None and not _place_follows(tape, match):
        return None
    if cues is None and last < len(tape.chunks) and tape.chunks[last].lower in vocabulary().place_heads:
        return None  # “in Upper Lesvana province”: the whole is a name
    name = words_of(tape, first, last)
    if cues is None and tape.chunks[first].lower in _COMPASS:
        return None  # “in Northern Lohmar” names no town
    if cues is not None and "o" in match[0] and tape.chunks[match.start("what")].lower == "capital":
        draft = lexicon.named(Kind.PLACE, "Country", name, strength=2)  # “Ravnsholm, the capital of Vestmark”
        return first, last, Chunk(tape.chunks[first].start, tape.chunks[last - 1].end, "L", name.lower(), draft)
    cls = vocabulary().place_heads.get(tape.chunks[last - 1].lower, "City")
    draft = lexicon.named(Kind.PLACE, cls, name, strength=1)
    return first, last, Chunk(tape.chunks[first].start, tape.chunks[last - 1].end, "L", name.lower(), draft)


def _place_follows(tape: Tape, match: re.Match[str]) -> bool:
    """“in X”, “near X”, “from X”; but not “took over from X”, who is a person or a body."""
    at = match.start("before")
    word = tape.chunks[at].lower
    if word == "from":
        return tape.words(max(0, at - 1), at) not in _FROM_WHOM and "over as" not in tape.words(0, at)
    return word in {"in", "near"} and tape.words(max(0, at - 1), at) not in SHARES


def _areas(tape: Tape, lexicon: Lexicon) -> None:
    """“the provinces of Tafea and Malampa”, “Khorezm and Surkhandarya regions”: each a region."""
    for match in [*_AREAS.finditer(tape.codes), *_AREAS_AFTER.finditer(tape.codes)]:
        what = tape.chunks[match.start("what")].lower
        if what not in _PLURAL_AREAS or tape.codes[slice(*match.span())] != match[0]:
            continue
        cls = "City" if what in {"cities", "towns"} else "Region"
        for item in [*re.finditer(r"c{1,3}|L", match["names"])][::-1]:
            first, last = match.start("names") + item.start(), match.start("names") + item.end()
            _area(tape, first, last, cls, _SINGULAR.get(what, ""), lexicon)
        tape.recode()


def _area(tape: Tape, first: int, last: int, cls: str, what: str, lexicon: Lexicon) -> None:
    """One of a list of areas; a region of the same name as a known town is another place."""
    name, chunk = words_of(tape, first, last), tape.chunks[first]
    if chunk.code == "L" and chunk.draft is not None:
        if chunk.draft.entry is None and chunk.draft.cls != "Country":
            chunk.draft.cls = cls
        if chunk.draft.entry is not None and chunk.draft.cls == "City" and cls == "Region" and what:
            chunk.draft = lexicon.named(Kind.PLACE, cls, f"{name} {what}", strength=2)
        return
    draft = lexicon.named(Kind.PLACE, cls, name, strength=2)
    tape.chunks[first:last] = [Chunk(chunk.start, tape.chunks[last - 1].end, "L", name.lower(), draft)]


def _collapse_towns(tapes: list[Tape], lexicon: Lexicon) -> None:
    """The same names elsewhere, where no other word claims them."""
    towns = {d.name.lower(): d for d in lexicon.of(Kind.PLACE) if d.entry is None}
    starts = {name.split()[0] for name in towns}
    for tape in tapes:
        for at in range(len(tape.chunks) - 1, -1, -1):
            if tape.chunks[at].code != "c" or tape.chunks[at].lower not in starts:
                continue
            for size in (2, 1):
                chunks = tape.chunks[at : at + size]
                name = " ".join(c.lower for c in chunks)
                if name in towns and all(c.code == "c" for c in chunks) and _stands_alone(tape, at, size):
                    start, end = chunks[0].start, chunks[-1].end
                    towns[name].add(tape.text[start:end])
                    tape.chunks[at : at + size] = [Chunk(start, end, "L", name, towns[name])]
                    tape.recode()
                    break


def _stands_alone(tape: Tape, at: int, size: int) -> bool:
    """Not between other capitalized words, where it may be part of a longer name."""
    before = tape.codes[at - 1] if at else ""
    after = tape.codes[at + size] if at + size < len(tape.codes) else ""
    return before not in ("c", "i", "A") and after not in ("c", "k", "G", "V", "M")
