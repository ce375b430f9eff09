"""Projects that are told apart by a long name or by a description.

“the Enhancing Access to Quality Education Project” is a name, whatever little words stand inside it; “a 100 MW solar
plant in the Navoi region” and “a project for the rehabilitation of rural roads in Laos” describe one thing well enough
to tell it from others. “Infrastructure projects” or “a road in Kazakhstan” do not.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading import companies, facilities, raised_works
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import VAGUE, collapsed, places_in, plural, words_of
from loaders.reading.raised_works import STOPS
from loaders.reading.tape import Chunk, Tape

_ANY: Final = "[cMACLNIkGRVJ]"
_LISTED: Final = r",a(?=[cM]{1,4}R)|(?<=[cM]),(?=[cM]{1,4}(?:,[cM]{1,4}){0,4},?a[cM]{1,4}R)"
LONG_NAME: Final = re.compile(
    rf"(?P<name>{_ANY}(?:s?-?{_ANY}|-?[aoft]d?{_ANY}|n(?=[cL])|\(A\)(?=R)|{_LISTED}){{1,16}})(?<=R)(?![cMRGk]{{0,5}}R)(?P<more>-?[cC][xC])?"
)
HEAD_FIRST: Final = re.compile(rf"(?<=d)(?P<head>R)(?P<tail>[fou]d?{_ANY}(?:{_ANY}|[aof]d?{_ANY}|d{_ANY}){{0,10}})")
DESCRIBED: Final = re.compile(
    r"(?:(?<=[do])|(?=Q))(?P<pre>[xsQMN-]{0,5})(?P<head>[rR]+)(?P<link>x?[no])d?(?P<area>N?[xr]{0,2}o?)(?P<place>L|c{1,3}[xrm]?)"
)
FOR_DOING: Final = re.compile(r"(?P<head>[rg])(?P<link>f|u|xn)(?P<first>d?[xQ])")
SECTOR: Final = re.compile(r"(?P<link>[tnfx])d?(?P<owner>[Lx])s(?P<field>x{1,3})(?P<head>x)")
_ENDS: Final = re.compile(r"[.;()\"hD,:]")


def works(tapes: list[Tape], lexicon: Lexicon, home: Draft | None) -> None:
    """Collapse what is described rather than named; runs after the names."""
    companies.acronyms(lexicon)
    for tape in tapes:
        tape.rewrite(DESCRIBED, lambda t, m: _described(t, m, lexicon))
        facilities.facilities(tape, lexicon)
        tape.rewrite(raised_works.BUILT, lambda t, m: raised_works.built(t, m, lexicon))
        tape.rewrite(FOR_DOING, lambda t, m: _for_doing(t, m, lexicon))
        if "Q" in tape.codes:
            tape.rewrite(SECTOR, lambda t, m: _sector(t, m, lexicon, home))
        if re.search("[cA]", tape.codes):
            companies.companies(tape, lexicon)


def long_names(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Collapse names of projects with little words inside; runs before the shorter names are looked for."""
    companies.boards(lexicon)
    for tape in tapes:
        if "R" in tape.codes:
            tape.rewrite(LONG_NAME, lambda t, m: _long_name(t, m, lexicon))
            tape.rewrite(HEAD_FIRST, lambda t, m: _head_first(t, m, lexicon))
        tape.rewrite(raised_works.SHORT_LONG, lambda t, m: raised_works.short_long(t, m, lexicon))
        tape.rewrite(raised_works.NAMED_WORK, lambda t, m: raised_works.named_work(t, m, lexicon))
        if '"' in tape.codes:
            tape.rewrite(raised_works.TITLED, lambda t, m: raised_works.titled(t, m, lexicon))


def _long_name(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.start(), match.end("name")
    if not tape.chunks[last - 1].lower.endswith("project"):
        return None
    codes = tape.codes
    for within in "n,":  # “Improving Corridors in Mindanao Road Project”, “the Water, Health, and Education Project”
        open_ended = tape.chunks[first].lower.endswith("ing") if within == "n" else codes[first - 1 : first] == "d"
        if within in codes[first:last] and not open_ended:
            first += codes[first:last].rindex(within) + 1
    if "s" in codes[first:last]:  # “Pakistan's Second Power Project”: the owner is no part of the name
        first += codes[first:last].rindex("s") + 1
    while first < last and (lead := re.match(r"[LINkG](?=[aoft])|[aoft]d?(?=[^d])", codes[first:last])):
        first += lead.end()
    while first < last and (codes[first] in "NJ" or _bank(tape.chunks[first])):
        first += 1
    if re.match(r"Mod|cod|Cod", codes[first:last]) and first == 0:  # “Completion of the Osh Road Project is expected”
        first += 3
    words = codes[first:last]
    if len(re.sub(r"[^cMACGVkR]", "", words)) < 3 or not re.search(r"[aoftCM-]", words):
        return None  # shorter names, and those without little words, are read as any others
    if tape.codes[first] == "C" and first == 0:
        return None
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, first, last), strength=3)
    draft.head = "project"
    draft.places = draft.places or places_in(tape, first, last)
    return collapsed(tape, first, last, "J", draft)


def _bank(chunk: Chunk) -> bool:
    return chunk.code == "I" and chunk.draft is not None and chunk.draft.root.cls == "DevelopmentBank"


def _head_first(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Project for Improvement of Medical Equipment”."""
    first, last = match.start("head"), match.end("tail")
    if tape.chunks[first].lower != "project" or tape.codes[first + 1 : last] in {"fL", "fdL", "fI", "oI", "oL", "odL"}:
        return None
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, first, last), strength=3)
    draft.head = "project"
    draft.places = draft.places or places_in(tape, first, last)
    return collapsed(tape, first, last, "J", draft)


def _described(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“a 100 MW solar plant in the Navoi region”: a size, a kind or a place below the country tells it apart."""
    head = tape.chunks[match.end("head") - 1].lower
    first, last = match.start("pre"), match.end()
    while first < match.end("pre") and (tape.chunks[first].lower in VAGUE or tape.codes[first] in "N-"):
        first += 1
    modifiers = tape.codes[first : match.end("pre")]
    place = tape.chunks[match.start("place")]
    country = place.draft is not None and place.draft.root.cls == "Country"
    if {"city", "town"} & set(tape.words(*match.span("link")).split()):
        return None  # “the port city of X”
    if plural(head) or (head == "project" and not modifiers) or (country and not modifiers):
        return None
    if country and re.fullmatch(r"x", modifiers) and head in {"project", "road", "line", "corridor", "railway"}:
        return None
    if match["link"] in {"o", "xo"} and (place.code != "L" or country):
        return None
    if match["area"] not in {"", "N"} and not match["area"].endswith("o"):
        return None
    draft = lexicon.described(Kind.PROJECT, "Project", words_of(tape, first, last))
    draft.head = head
    if place.draft is not None and place.draft.root not in draft.places:
        draft.places.append(place.draft.root)
    return collapsed(tape, first, last, "J", draft)


def _for_doing(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“a project for the rehabilitation of rural roads in Laos”, “a programme aimed at …”."""
    head = tape.chunks[match.start("head")].lower
    if head not in {"project", "program", "programme"}:
        return None
    if match["link"] == "xn" and tape.chunks[match.start("link")].lower != "aimed":
        return None
    last = match.end("link")
    while last < len(tape.chunks) and not _ENDS.match(tape.codes[last]) and tape.chunks[last].lower not in STOPS:
        last += 1
    while last > match.end("link") and tape.codes[last - 1] in "oftnuwab,d":
        last -= 1
    if not 2 <= last - match.end("link") <= 14:
        return None
    kind, cls, code = (Kind.PROJECT, "Project", "J") if head == "project" else (Kind.FRAMEWORK, "Programme", "W")
    first = match.start("head")
    draft = lexicon.described(kind, cls, words_of(tape, first, last))
    draft.head, draft.places = head, draft.places or places_in(tape, first, last)
    return collapsed(tape, first, last, code, draft)


def _sector(tape: Tape, match: re.Match[str], lexicon: Lexicon, home: Draft | None) -> tuple[int, int, Chunk] | None:
    """“will put $1 billion into Kazakhstan's water sector”: what the money is for is a project of its own."""
    owner = tape.chunks[match.start("owner")].draft
    first, last = match.start("owner"), match.end()
    link = tape.chunks[match.start("link")].lower
    if tape.chunks[last - 1].lower != "sector" or link not in {"to", "in", "for", "into"}:
        return None
    if tape.words(*match.span("field")) in {"private", "public", "corporate"}:
        return None
    if owner is None and tape.chunks[first].lower != "country":
        return None
    if not re.search(r"Q[^.;]{0,12}$", tape.codes[:first]):
        return None
    field = words_of(tape, match.start("field"), match.end("field"))
    whose = owner or home
    if whose is None:
        return None
    draft = lexicon.described(Kind.PROJECT, "Project", f"project in {whose.root.name}’s {field} sector")
    draft.head, draft.places = "project", [whose.root]
    return collapsed(tape, first, last, "J", draft)
