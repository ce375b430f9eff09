"""Names and descriptions of projects: roads by their ends, works by their head nouns, programmes by what they do."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.naming import collapsed, head_of, places_in, plural, words_of
from loaders.reading.tables import table
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_ROUTE: Final = r"(?P<route>(?P<one>cL|Lc|L|cc?)-(?:(?P<mid>cL|Lc|L|cc?)-)?(?P<two>cL|Lc|L|cc?))"
SECTION: Final = re.compile(rf"{_ROUTE}(?P<head>x)(?P<of>od?J)?")
ROUTE: Final = re.compile(rf"{_ROUTE}(?P<gap>[xrR]{{0,3}})(?P<head>[Rr]+)(?!G)")
ROUTE_AFTER: Final = re.compile(r"(?P<head>[rR]+)(?P<ends>[cL]c?(?:-[cL]c?){1,7})(?![cLRrxG-])")
PROJECT: Final = re.compile(
    r"(?P<proper>(?:c{1,2}od?(?=[cL])|(?<=d)[cM]{2,3}[nf]d?(?=[cM]))?(?:[cLMNAI]s?|(?<=[cM])\(A\)(?=[cM])|R(?=[cM]{1,3}R)){1,12}(?:-?[cLQy])?)(?P<gap>[xMcRrmk]{0,6}?)(?P<head>[Rr]+)(?![cMRGk]{0,5}R)(?![cM]{0,2}G)(?P<of>od?L)?"
)
NUMBERED: Final = re.compile(r"(?P<proper>[cL]-?[yQ])(?P<gap>x{0,2})(?P<head>[Rr]+)")
ROUTE_OF: Final = re.compile(
    r"(?P<head>[Rr]+x?|x)(?:o?Q)?(?:[B]|F)(?:d[xN]{0,2}xo)?(?P<one>[cL]c?)(?:,[^.;,]{1,9},)?[at](?:d[xrN]{0,3}o)?(?P<two>[cL]c?)"
)
TO_DO: Final = re.compile(r"(?P<own>(?:d?(?:[ILN]s?|[km]s?))?)(?P<pre>[xMN]{0,3})(?P<head>[rg]+)(?P<verb>tx)")
_PARTICIPLE: Final = re.compile(r"(?:ed|ing|ly|s)$")
_NOUNS: Final = frozenset(table("projects")["compounds"])
"""Words on -ing, -s, -ly that are part of names, unlike the verbs “building”, “opens” and the adverb “quickly”."""
_EPONYMOUS: Final = frozenset(table("projects")["eponymous"])
_GENERIC_GAP: Final = {"financed", "funded", "backed", "joint", "investment", "infrastructure", "ongoing"}

_WATERS: Final = {"gulf", "bay", "strait", "port", "cape", "lake", "isle", "mount", "city", "sea", "valley"}
"""Words that “of” makes one name with what follows: “the Gulf of Suez wind farm”."""
_STRETCHES: Final = {"section", "stretch", "segment", "leg", "branch", "link"}
_COMPASS: Final = {"western", "eastern", "northern", "southern", "central", "upper", "lower", "greater"}
_NO_LINES: Final = frozenset(
    (
        "farm",
        "plant",
        "park",
        "dam",
        "hospital",
        "reservoir",
        "mine",
        "airport",
        "port",
        "hpp",
        "substation",
        "landfill",
    )
)
"""Works that stand in one place."""
_DIRECTIONS: Final = {"east", "west", "north", "south", "trans"}


def _ends(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> list[Draft]:
    ends: list[Draft] = []
    for group in ("one", "mid", "two"):
        if group not in match.re.groupindex or match[group] is None:
            continue
        first, last = match.span(group)
        chunk = tape.chunks[first]
        if chunk.code == "L" and last - first == 1 and chunk.draft is not None:
            ends.append(chunk.draft)
        elif tape.words(first, last) not in _DIRECTIONS:
            ends.append(lexicon.named(Kind.PLACE, _class_of_end(tape, first), words_of(tape, first, last)))
    return ends


def _class_of_end(tape: Tape, first: int) -> str:
    """“the Western China–Western Europe corridor” ends in regions."""
    return "Region" if tape.chunks[first].lower in _COMPASS else "Place"


def route(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Osh–Batken road”."""
    if _one_town(tape, match):
        return None
    name = words_of(tape, match.start(), match.end())
    draft = lexicon.named(Kind.PROJECT, "Project", name, strength=2)
    draft.head = tape.chunks[match.end() - 1].lower
    draft.places = draft.places or _ends(tape, match, lexicon)
    return collapsed(tape, match.start(), match.end(), "J", draft)


def _one_town(tape: Tape, match: re.Match[str]) -> bool:
    """“the Sary-Tash wind farm”: a farm or dam has no two ends; two unknown words with a hyphen are one name."""
    codes = match["route"]
    mark = tape.chunks[match.start("two") - 1]
    head = tape.chunks[match.end() - 1].lower.split()[-1]
    hyphen = tape.text[mark.start : mark.end] == "-"
    return hyphen and match["mid"] is None and "L" not in codes and head in _NO_LINES


def route_after(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the railway corridor Osh – Batken – Isfana”."""
    spans = [m.span() for m in re.finditer(r"[cL]c?", match["ends"])]
    places: list[Draft] = []
    for start, end in spans:
        first, last = match.start("ends") + start, match.start("ends") + end
        known = tape.chunks[first].draft if last - first == 1 else None
        places.append(known or lexicon.named(Kind.PLACE, "Place", words_of(tape, first, last)))
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, match.start(), match.end()), strength=2)
    draft.head, draft.places = tape.chunks[match.end("head") - 1].lower, draft.places or places
    return collapsed(tape, match.start(), match.end(), "J", draft)


def section(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Osh–Uzgen section of the Osh–Batken road”; runs after the roads themselves."""
    head = tape.chunks[match.start("head")].lower
    if head not in _STRETCHES:
        return None
    draft = lexicon.named(Kind.PROJECT, "Project", words_of(tape, match.start(), match.end()), strength=2)
    draft.head, draft.places = head, draft.places or _ends(tape, match, lexicon)
    if match["of"]:
        lexicon.alias(draft, words_of(tape, match.start(), match.end("head")))
    return collapsed(tape, match.start(), match.end(), "J", draft)


def route_of(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the road between Osh and Batken”."""
    noun = tape.chunks[match.end("head") - 1]
    if noun.code == "x" and noun.lower not in _STRETCHES:
        return None
    ends = _ends(tape, match, lexicon)
    head = words_of(tape, match.start("head"), match.end("head"))
    draft = lexicon.named(
        Kind.PROJECT,
        "Project",
        f"{words_of(tape, *match.span('one'))}–{words_of(tape, *match.span('two'))} {head.lower()}",
    )
    draft.head, draft.places = tape.chunks[match.end("head") - 1].lower, draft.places or ends
    return collapsed(tape, match.start(), match.end(), "J", draft)


def project(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the Batumi bypass road”: a proper name and the head noun of a work."""
    first, last = match.start("proper"), match.end("head")
    whole = re.match("(c+)od?", tape.codes[first:last])
    if whole is not None and tape.chunks[first + whole.end(1) - 1].lower not in _WATERS:
        return None  # “Reconstruction of the Osh road”: the name is tried again without what is done to it
    if tape.codes[first] == "C" or any(
        _PARTICIPLE.search(c.lower)
        for c in tape.chunks[match.start("gap") : match.end("gap")]
        if c.code == "x" and c.lower not in _NOUNS
    ):
        return None
    head = tape.chunks[last - 1].lower
    if plural(head):
        return None
    while first < match.end("proper") and tape.codes[first] in "NIs" and match.end("proper") - first > 1:
        first += 1
    proper = tape.codes[first : match.end("proper")]
    if (
        not re.search(r"[cLA]", proper)
        or (proper.strip("s") in {"I", "N", "A"})
        or _only_country(tape, first, match.end("proper"))
    ):
        return None
    if proper.startswith("s") or "s" in proper.rstrip("s"):
        first = match.start("proper") + match["proper"].rindex("s") + 1 if "s" in match["proper"] else first
        if first >= match.end("proper"):
            return None
    if any(c.lower in _GENERIC_GAP for c in tape.chunks[match.start("gap") : match.end("gap")]):
        return None
    name = words_of(tape, first, last)
    draft = lexicon.named(Kind.PROJECT, "Project", name, strength=2)
    draft.head = head
    if whole is None:  # Suez is not where the Gulf of Suez is
        draft.places = draft.places or places_in(tape, first, last) or _eponym(tape, first, match, head, lexicon)
    if head.endswith("project"):
        stem = words_of(tape, first, match.end("proper"))
        if re.search(r"\d", stem):
            lexicon.alias(draft, stem)
    return collapsed(tape, first, last, "J", draft, match.start("proper"))


def _eponym(tape: Tape, first: int, match: re.Match[str], head: str, lexicon: Lexicon) -> list[Draft]:
    """“the Cape Orsa wind farm”: works of this kind are named after where they are, unless a company has the name."""
    last = match.end("proper")
    if (
        not {head, tape.words(last, match.end("head"))} & _EPONYMOUS
        or not re.fullmatch("c{1,2}|c-c", tape.codes[first:last])
        or match["head"][-1] != "r"
    ):
        return []
    name = words_of(tape, first, last)
    if (
        re.search(r"\d", name)
        or re.search(rf"\b{re.escape(name)} [A-Z]", tape.text)
        or lexicon.find(Kind.INSTITUTION, name) is not None
    ):
        return []
    return [lexicon.named(Kind.PLACE, "Place", name)]


def _only_country(tape: Tape, first: int, last: int) -> bool:
    """“Kazakhstan's railways” and “Uzbek roads” name no project."""
    chunks = [c for c in tape.chunks[first:last] if c.code != "s"]
    return all(
        c.code in "NI" or (c.draft is not None and c.draft.cls in {"Country", "Region"} and c.draft.entry is not None)
        for c in chunks
    )


def to_do(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“program to connect remote communities to the Internet”, up to where the phrase ends."""
    head, text = head_of(tape, match, words)
    if (
        head is None
        or head.cls not in {"Project", "Programme", "NationalPlan"}
        or text.endswith(("s", " loan", " credit", " financing", " operation"))
        or "as" in tape.words(max(0, match.start() - 2), match.start()).split()  # “serve as a bridge to …”
        or tape.chunks[match.end() - 1].lower
        in {"be", "have", "come", "date", "win", "receive", "get", "obtain", "benefit"}
    ):
        return None
    last = _phrase_end(tape, match.end())
    if last - match.end() < 1 or last - match.end() > 16:
        return None
    first = match.start("head")
    owner = next((c.draft for c in tape.chunks[match.start("own") : match.end("own")] if c.draft), None)
    kind, cls = (
        (Kind.PROJECT, "Project")
        if head.kind is Kind.PROJECT
        else (Kind.FRAMEWORK, "Programme" if text in {"program", "programme"} else head.cls)
    )
    draft = lexicon.described(kind, cls, words_of(tape, first, last))
    draft.owner, draft.head = draft.owner or owner, text
    draft.places = draft.places or places_in(tape, first, last)
    return collapsed(tape, first, last, "J" if kind is Kind.PROJECT else "W", draft, match.start())


def _phrase_end(tape: Tape, at: int) -> int:
    """Where an infinitive phrase ends: a full stop, bracket or “which”, or a comma that begins no list."""
    codes, listed = tape.codes, False
    i = at
    while i < len(codes):
        if codes[i] in '.;()"hD':
            break
        if codes[i] == ",":
            rest = re.match(r",[^,.;]{1,4},?a[^,.;]{1,6}", codes[i:])
            if not rest and not (listed and re.match(r",?a[^,.;]", codes[i:])):
                break
            listed = True
        if tape.chunks[i].lower in {
            "as",
            "was",
            "were",
            "is",
            "are",
            "will",
            "has",
            "have",
            "that",
            "while",
            "when",
            "by",
        }:
            break
        if codes[i] == "a" and i + 1 < len(codes) and tape.chunks[i + 1].lower.endswith("ed"):
            break
        i += 1
    while i > at and codes[i - 1] in "oftnuwab,d":
        i -= 1
    return i
