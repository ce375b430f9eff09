"""Names and descriptions of projects, frameworks and events, typed by their head nouns.

A road has a name (“the Almaty bypass road”), a programme may only have a description (“a program to connect remote
villages to the Internet”). Either counts when it tells the thing apart from others; “infrastructure projects” does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Head, Vocabulary
from loaders.reading.works import long_names

_CAP: Final = "[cMACLNIGRVkmWP]"
_ROUTE: Final = r"(?P<route>(?P<one>cL|Lc|L|cc?)-(?P<two>cL|Lc|L|cc?))"
ROUTE: Final = re.compile(rf"{_ROUTE}(?P<gap>[xrR]{{0,3}})(?P<head>[Rr]+)")
PROJECT: Final = re.compile(
    r"(?P<proper>(?:[cLMNAI]s?)+(?:-[cLQy])?)(?P<gap>[xMcRrmk]{0,6}?)(?P<head>[Rr]+)(?![cMRGk]{0,5}R)(?P<of>od?L)?"
)
NUMBERED: Final = re.compile(r"(?P<proper>[cL]-?[yQ])(?P<gap>x{0,2})(?P<head>[Rr]+)")
ROUTE_OF: Final = re.compile(r"(?P<head>[Rr]+)(?:o?Q)?(?:[B]|F)(?P<one>[cL]c?)(?:,[^.;,]{1,9},)?[at](?P<two>[cL]c?)")
TO_DO: Final = re.compile(r"(?P<own>(?:d?(?:[ILN]s?|[km]s?))?)(?P<pre>[xMN]{0,3})(?P<head>[rg]+)(?P<verb>tx)")
QUOTED: Final = re.compile(r"(?P<head>[cMN]*[GRgr]+)[uo]?,?\"(?P<body>[^\".;]{2,14})[.,]?\"")
FRAMEWORK: Final = re.compile(
    rf"(?P<own>(?:[ILN]s)?)(?P<proper>y?(?:-y)?(?:{_CAP}(?:-?{_CAP})*a?)*?)(?P<gap>[xN]{{0,2}})(?P<head>[Gg]+)(?P<tail>[ofu]d?[cMACNGRVL]+(?:(?:,[cM]+)*,?a[cM]+)?)?(?P<years>-?y)?"
)
FOR_YEARS: Final = re.compile(
    r"(?P<pre>[xN]{0,2})(?P<head>[gG]+)(?P<of>ox)?(?P<sides>[wBf]d?[ILm](?:ad?[ILm])*)?(?P<prep>[fonu])d?x?(?P<years>D)"
)
EVENT: Final = re.compile(
    r"(?P<proper>(?:[cMACLNIGRkJ](?:-[cLI])?)+)(?P<head>V+)(?P<tail>[ofu]d?[cMCALINGRV]+(?:-[cL]+)?(?:[cM]|a[cM]+)*)?(?P<years>y)?"
)
ORDINAL: Final = re.compile(r"(?P<ordinal>x)(?P<proper>[cMALNI]*)(?P<head>[Vv])(?P<tail>od?(?:I|[ck][cMkou a]*))?")
APPOSED: Final = re.compile(r"(?P<proper>[cA]),d(?P<gap>x?[cM]*)(?P<head>V+)")

_PARTICIPLE: Final = re.compile(r"(?:ed|ing|ly|s)$")
_VERBS: Final = {"has", "have", "had", "will", "is", "was", "are", "were", "would", "also"} | {
    "signed",
    "approved",
    "adopted",
    "launched",
    "endorsed",
    "developed",
    "prepared",
    "unveiled",
    "presented",
    "ratified",
    "concluded",
    "inked",
    "announced",
    "implemented",
    "joined",
    "drafted",
    "introduced",
    "supports",
    "supported",
    "reviewed",
    "discussed",
    "praised",
    "replaced",
    "replaces",
    "follows",
    "succeeds",
}
"""Words before the head of a framework that are no part of its name."""
_NOT_PROPER: Final = {"joint", "new", "large-scale", "major", "world bank-financed"}
_GENERIC_GAP: Final = {"financed", "funded", "backed", "joint", "investment", "infrastructure", "ongoing"}
_UPCOMING: Final = {"new", "draft", "proposed", "upcoming", "future", "next", "forthcoming"}
_PAST: Final = {"previous", "past", "old", "former", "preceding", "last", "current"}
_ORDINAL: Final = re.compile(
    r"\d+(?:st|nd|rd|th)$|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)$"
)
_YEAR: Final = re.compile(r"((?:19|20)\d\d)(?:\s*[-–—]\s*((?:19|20)?\d\d))?")

Make = Callable[[Tape, re.Match[str]], tuple[int, int, Chunk] | None]


def undertakings(tapes: list[Tape], words: Vocabulary, lexicon: Lexicon) -> None:
    """Collapse projects, frameworks and events on every tape."""
    stages: list[tuple[re.Pattern[str], Make]] = [
        (QUOTED, lambda t, m: _quoted(t, m, words, lexicon)),
        (APPOSED, lambda t, m: _apposed(t, m, words, lexicon)),
        (EVENT, lambda t, m: _event(t, m, words, lexicon)),
        (ROUTE, lambda t, m: _route(t, m, lexicon)),
        (ROUTE_OF, lambda t, m: _route_of(t, m, lexicon)),
        (NUMBERED, lambda t, m: _project(t, m, words, lexicon)),
        (TO_DO, lambda t, m: _to_do(t, m, words, lexicon)),
        (FOR_YEARS, lambda t, m: _for_years(t, m, words, lexicon)),
        (FRAMEWORK, lambda t, m: _framework(t, m, words, lexicon)),
        (PROJECT, lambda t, m: _project(t, m, words, lexicon)),
        (ORDINAL, lambda t, m: _ordinal(t, m, words, lexicon)),
    ]
    long_names(tapes, lexicon)
    for pattern, make in stages:
        for tape in tapes:
            tape.rewrite(pattern, make)


def years_in(text: str) -> tuple[str | None, str | None] | None:
    """First and last year in a name: “2020–2025” → 2020, 2025; a lone year is an end (“2050 strategy”)."""
    match = _YEAR.search(text)
    if match is None:
        return None
    if match[2] is None:
        return None, match[1]
    return match[1], match[2] if len(match[2]) == 4 else match[1][:2] + match[2]


def _text(tape: Tape, first: int, last: int) -> str:
    return tape.text[tape.chunks[first].start : tape.chunks[last - 1].end]


def _collapsed(
    tape: Tape, first: int, last: int, code: str, draft: Draft, outer: int | None = None, form: str = "name"
) -> tuple[int, int, Chunk]:
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    chunk = Chunk(start, end, code, tape.text[start:end].lower(), draft, form)
    if outer is not None and outer < first:
        chunk.outer_start = tape.chunks[outer].start
        return outer, last, chunk
    return first, last, chunk


def _head_of(tape: Tape, match: re.Match[str], words: Vocabulary) -> tuple[Head | None, str]:
    """The head noun that the match ends in; the longest that is known."""
    lower = " ".join(c.lower for c in tape.chunks[match.start("head") : match.end("head")])
    before = tape.chunks[match.start("head") - 1].lower if match.start("head") else ""
    for text in (f"{before} {lower}", lower, lower.split()[-1]):
        head = words.heads.get(tuple(text.split()))
        if head is not None:
            return head, text
    return None, lower


def _places(tape: Tape, first: int, last: int, lexicon: Lexicon) -> list[Draft]:
    """Places inside a name; an unknown capitalized end of a route is a place too."""
    found: list[Draft] = []
    for chunk in tape.chunks[first:last]:
        if chunk.code == "L" and chunk.draft is not None:
            found.append(chunk.draft)
    return found


def _ends(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> list[Draft]:
    ends: list[Draft] = []
    for group in ("one", "two"):
        first, last = match.span(group)
        chunk = tape.chunks[first]
        if chunk.code == "L" and last - first == 1 and chunk.draft is not None:
            ends.append(chunk.draft)
        else:
            ends.append(lexicon.named(Kind.PLACE, "Region" if last - first > 1 else "City", _text(tape, first, last)))
    return ends


def _route(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    name = _text(tape, match.start(), match.end())
    draft = lexicon.named(Kind.PROJECT, "Project", name, strength=2)
    draft.head = tape.chunks[match.end() - 1].lower
    draft.places = draft.places or _ends(tape, match, lexicon)
    return _collapsed(tape, match.start(), match.end(), "J", draft)


def _route_of(tape: Tape, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    ends = _ends(tape, match, lexicon)
    head = _text(tape, match.start("head"), match.end("head"))
    draft = lexicon.named(
        Kind.PROJECT, "Project", f"{_text(tape, *match.span('one'))}–{_text(tape, *match.span('two'))} {head.lower()}"
    )
    draft.head, draft.places = tape.chunks[match.end("head") - 1].lower, draft.places or ends
    return _collapsed(tape, match.start(), match.end(), "J", draft)


def _project(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    first, last = match.start("proper"), match.end("head")
    if tape.codes[first] == "C" or any(
        _PARTICIPLE.search(c.lower)
        for c in tape.chunks[match.start("gap") : match.end("gap")]
        if c.code == "x"
        and c.lower not in {"bypass", "gas", "express", "access", "treatment", "crossing", "mining", "passenger"}
    ):
        return None
    head = tape.chunks[last - 1].lower
    if head.endswith("s") and head not in {"waterworks"}:
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
    name = _text(tape, first, last)
    draft = lexicon.named(Kind.PROJECT, "Project", name, strength=2)
    draft.head = head
    draft.places = draft.places or _places(tape, first, last, lexicon)
    if head.endswith("project"):
        stem = _text(tape, first, match.end("proper"))
        if re.search(r"\d", stem):
            lexicon.alias(draft, stem)
    return _collapsed(tape, first, last, "J", draft, match.start("proper"))


def _only_country(tape: Tape, first: int, last: int) -> bool:
    """“Kazakhstan's railways” and “Uzbek roads” name no project."""
    chunks = [c for c in tape.chunks[first:last] if c.code != "s"]
    return all(
        c.code in "NI" or (c.draft is not None and c.draft.cls in {"Country", "Region"} and c.draft.entry is not None)
        for c in chunks
    )


def _to_do(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“program to connect remote communities to the Internet”, up to where the phrase ends."""
    head, text = _head_of(tape, match, words)
    if (
        head is None
        or head.cls not in {"Project", "Programme", "NationalPlan"}
        or text.endswith("s")
        or tape.chunks[match.end() - 1].lower in {"be", "have", "come", "date"}
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
    draft = lexicon.described(kind, cls, _text(tape, first, last))
    draft.owner, draft.head = draft.owner or owner, text
    draft.places = draft.places or _places(tape, first, last, lexicon)
    return _collapsed(tape, first, last, "J" if kind is Kind.PROJECT else "W", draft, match.start())


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


def _quoted(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the National Project on ‘Modernization of …’”: a head with a name in quotation marks."""
    head, text = _head_of(tape, match, words)
    body_first, body_last = match.span("body")
    if head is None or not _text(tape, body_first, body_first + 1)[0].isupper():
        return None
    first = match.start("head")
    name = _text(tape, first, match.end())
    code = "J" if head.kind is Kind.PROJECT else "W"
    name = re.sub(r"[.,]([\"”’'»])$", r"\1", name)
    draft = lexicon.named(head.kind, head.cls, name, strength=3)
    draft.head = text
    lexicon.alias(draft, _text(tape, body_first, body_last))
    return _collapsed(tape, first, match.end(), code, draft)


def _framework(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    head, text = _head_of(tape, match, words)
    gap = tape.chunks[match.start("gap") : match.end("gap")]
    if head is None or (text.endswith("s") and head.cls != "Goals") or any(c.lower in _VERBS for c in gap):
        return None
    first, last = match.start("proper"), match.end()
    if (
        match["head"].startswith("G")
        and not match["proper"]
        and not match["tail"]
        and not match["years"]
        and " " not in text
    ):
        return None
    while first < match.end("proper") and (tape.codes[first] in "Pm" or (tape.codes[first] == "C" and first == 0)):
        first += 1
    proper = tape.codes[first : match.end("proper")]
    capital = "G" in match["head"]
    specific = (
        (bool(re.search(r"[cMAG]", proper)) and capital)
        or "y" in proper
        or bool(match["years"])
        or (capital and " " in text)
        or (capital and bool(match["tail"]))
    )
    if not specific:
        return None
    if gap and capital and "y" not in proper:
        first = match.start("head")
    if match["tail"] and not capital:
        last = match.end("head")
    if tape.codes[first] in "LNI" and not re.match(r"[LNI]+[cMAk]*G", tape.codes[first:last]):
        return None
    owner = next(
        (
            c.draft
            for c in tape.chunks[match.start() : match.end("proper")]
            if c.draft and c.draft.kind in (Kind.PLACE, Kind.INSTITUTION)
        ),
        None,
    )
    name = _text(tape, first, last)
    draft = lexicon.named(
        Kind.FRAMEWORK,
        _class_of(head, text, name, lexicon),
        name,
        strength=2,
        owner=owner if owner and _owns(owner, name) else None,
    )
    draft.head = text
    draft.years = draft.years or years_in(name)
    return _collapsed(tape, first, last, "W", draft, match.start())


def _class_of(head: Head, text: str, name: str, lexicon: Lexicon) -> str:
    """A plain strategy, plan or framework is of the partnership or of the nation where its name or fellows say so."""
    if head.cls != "Framework":
        return head.cls
    lower = name.lower()
    if "partnership" in lower:
        return "PartnershipStrategy"
    if {"national", "state"} & set(lower.split()) and text in {"plan", "strategy", "framework"}:
        return "NationalPlan"
    fellows = [d for d in lexicon.of(Kind.FRAMEWORK) if d.cls == "PartnershipStrategy"]
    return "PartnershipStrategy" if text == "strategy" and fellows else head.cls


def _for_years(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“a partnership strategy with Kazakhstan for 2026–2031”: years and sides after the head name a framework."""
    head, text = _head_of(tape, match, words)
    years = years_in(_text(tape, match.start("years"), match.end("years")))
    if head is None or text.endswith("s") or years is None or years[0] is None or "G" in match["head"]:
        return None
    first = match.start("head")
    before = tape.chunks[first - 1].lower if first else ""
    if before in {
        "cooperation",
        "partnership",
        "country",
        "national",
        "state",
        "action",
        "joint",
        "development",
        "investment",
        "reform",
    }:
        first -= 1
    name = _text(tape, first, match.end())
    draft = lexicon.named(Kind.FRAMEWORK, _class_of(head, text, name, lexicon), name, strength=2)
    draft.head, draft.years = text, draft.years or years
    sides = (
        [c.draft.root for c in tape.chunks[match.start("sides") : match.end("sides")] if c.draft is not None]
        if match["sides"]
        else []
    )
    draft.parties += [s for s in sides if s not in draft.parties]
    if match["sides"] and match["sides"][0] == "w" and (subject := _subject(tape, first)) is not None:
        draft.parties.append(subject)
    return _collapsed(tape, first, match.end(), "W", draft)


def _subject(tape: Tape, before: int) -> Draft | None:
    """The institution or country that opens the sentence."""
    chunk = next((c for c in tape.chunks[:before] if c.code in "IL" and c.start >= tape.sentence.dateline), None)
    return chunk.draft.root if chunk is not None and chunk.draft is not None else None


def _owns(owner: Draft, name: str) -> bool:
    return owner.kind is Kind.INSTITUTION or owner.cls == "Country"


def _event(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    head, text = _head_of(tape, match, words)
    first, last = match.start("proper"), match.end()
    while first < match.end("proper") and tape.codes[first] == "C":
        first += 1
    proper = tape.codes[first : match.end("proper")]
    if head is None or not re.search(r"[cMALI]", proper) or (proper in {"L", "N"} and not match["tail"]):
        return None
    if first > 0 and _ORDINAL.search(tape.chunks[first - 1].lower):
        first -= 1
    name = _text(tape, first, last).removeprefix("The ")
    draft = lexicon.named(Kind.EVENT, head.cls, name, strength=2)
    draft.head = text
    draft.places = draft.places or _places(tape, first, last, lexicon)
    return _collapsed(tape, first, last, "E", draft)


def _apposed(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“COP29, the 29th Conference of …”: the head in apposition types the name."""
    head, text = _head_of(tape, match, words)
    if head is None:
        return None
    at = match.start()
    draft = lexicon.named(Kind.EVENT, head.cls, _text(tape, at, at + 1), strength=2)
    draft.head = text
    return _collapsed(tape, at, at + 1, "E", draft)


def _ordinal(tape: Tape, match: re.Match[str], words: Vocabulary, lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“20th meeting of the Intergovernmental Commission”: an ordinal makes an event of a session."""
    if not _ORDINAL.search(tape.chunks[match.start()].lower) or not (match["tail"] or match["proper"]):
        return None
    head, text = _head_of(tape, match, words)
    if head is None:
        return None
    name = _text(tape, match.start(), match.end())
    draft = lexicon.named(Kind.EVENT, head.cls, name, strength=2)
    draft.head = text
    return _collapsed(tape, match.start(), match.end(), "E", draft)
