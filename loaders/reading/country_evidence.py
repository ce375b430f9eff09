"""What proves that an unknown name is a country's: datelines, adjectives made from it, what only countries have and do.

Each proof is a construction that towns, companies and persons do not share: “PORTVALE, Kestovia –”, “Ambassador to
Kestovia”, “Kestovia's economy”, “trade between Kestovia and Sarnland”, “Kestovia joined the bank”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from loaders.reading.naming import words_of
from loaders.reading.tape import Chunk, Tape

_NAME: Final = r"(?P<name>c(?:c(?![cMkGRVi-]))?)"
_END: Final = r"(?![cMkGRVLi-])"
_LINE: Final = re.compile(rf"[cL]{{1,3}};{_NAME}(?=[;D(]|$)")
_ENVOY: Final = re.compile(rf"(?P<what>T)(?:[fnto])d?{_NAME}{_END}")
_COMES: Final = re.compile(rf"(?P<what>[xm])F{_NAME}{_END}")
_TO: Final = re.compile(rf"T(?:od?(?:c|L))t(?:d?){_NAME}{_END}")
_PACT: Final = re.compile(r"(?P<what>[gG])(?:D|y)?Bd?(?P<name>c)ad?(?:I|A|c{1,4}k)")
_IN: Final = re.compile(r"n(?:L|c),(?P<name>c)(?=\.)")
_SEATED: Final = re.compile(rf"(?P<what>[TkmxR])(?:od?[ILc]{{1,4}}|\([AcI]\))*(?:[fnt])d?{_NAME}{_END}")
_FOR_STATE: Final = re.compile(rf"T(?:c(?:-?[ci]){{1,3}}|P)f{_NAME}(?=[,.;axnuwbD]|$)")
_HAS: Final = re.compile(rf"(?<![cCMkAHi-]){_NAME}s(?P<what>[xMckmGgT]{{1,3}})")
_BETWEEN: Final = re.compile(r"(?P<what>[xCvVM])B(?P<one>[cL])a(?P<two>[cL])(?![cMkGRVi-])")
_STYLED: Final = re.compile(rf"(?P<what>c)od?{_NAME}{_END}")
_NAMED: Final = re.compile(rf"(?P<what>[xrgm])(?:od?[ILc]{{1,4}})?[ofw]d?{_NAME}{_END}")
_APPOSED: Final = re.compile(rf"{_NAME},d(?P<what>x{{1,4}})")
_DOES: Final = re.compile(r"(?<![cCMkAHTPiodb-])(?P<name>c)(?P<what>x{1,3})")
_COMPASS: Final = {"northern", "southern", "eastern", "western", "central", "greater", "republic"}
_STYLES: Final = {"kingdom", "sultanate", "emirate", "principality", "duchy", "federation", "commonwealth", "republic"}
_ENVOYS: Final = re.compile(
    r"\b(?:ambassadors?|envoy|consul(?: general)?|country (?:\w+ )?(?:director|manager|representative|head)"
    r"|resident (?:representative|coordinator)|resident director)$"
)
_POSSESSIONS: Final = re.compile(
    r"^(?:\w+ ){0,2}(?:economy|economies|gdp|gross domestic product|government|parliament|central bank|capital|exports"
    r"|imports|foreign trade|external debt|public debt|currency|president|prime|province|region|oblast"
    r"|independence|constitution|treasury|population|budget|embassy|ambassador|armed forces|state budget"
    r"|national|strategy|state|foreign|power sector|private sector|energy sector|government's|ministry|senate"
    r"|membership|accession|finance minister)\b"
)
_CAPITALS: Final = {"capital", "capital of", "capital city"}
_TIES: Final = {"trade", "turnover", "relations", "ties", "diplomatic", "border", "commerce", "friendship", "talks"} | {
    "negotiations",
    "consultations",
}
_PAPERS: Final = {"strategy", "country strategy", "country partnership strategy", "country partnership framework"} | {
    "country engagement plan", "country cooperation framework", "embassy", "citizens", "independence", "territory",
    "partnership strategy", "partnership framework", "constitution", "parliament",
}  # fmt: skip
_COUNTRY: Final = re.compile(
    r"^(?:\w+(?:-\w+)* ){0,3}(?:country|nation|kingdom|republic|state|island nation|archipelago)$"
)
_STATES: Final = frozenset({"country", "nation", "kingdom", "republic", "state", "archipelago"})
_DONE: Final = frozenset({"ratified", "acceded", "became", "become", "imports", "exports", "imported", "exported"})
_DEEDS: Final = re.compile(
    r"^(?:has |have |had |also |formally )?(?:ratified|acceded|became a member|has become a member"
    r"|became the \w+ member|imports|exports|imported|exported)\b"
)


def surnames(tapes: list[Tape]) -> set[str]:
    """Lower-case words that follow a capitalized word or a post, as surnames do."""
    return {
        t.chunks[m.end() - 1].lower
        for t in tapes
        for m in re.finditer(r"(?<=[ciTH])-?c", t.codes)
        if not (m.start() == 1 and t.chunks[0].lower.endswith(("ed", "ing")))  # “Titled Kestovia 2030, the plan …”
        and t.chunks[m.start() - 1].lower not in _COMPASS
    }


def standing_as_places(tapes: list[Tape]) -> set[str]:
    """Lower-case single words that stand as places do (“in Kestovia”, “Kestovia's”) and never as surnames do."""
    chunks = [(t, m) for t in tapes for m in re.finditer(r"[nFtB]c(?![cikMGRV-])|(?<![ciA-])cs", t.codes)]
    found = {next(c.lower for c in t.chunks[m.start() : m.end()] if c.code == "c") for t, m in chunks}
    return found - surnames(tapes)


def country_names(tape: Tape, places: set[str], persons: set[str]) -> Iterator[str]:
    """The unknown names of countries that one sentence proves, as they are spelled.

    What only persons or only ``places`` may do proves a country of those.
    """
    line = "".join(c.code for c in tape.chunks if c.start < tape.sentence.dateline)
    match = _LINE.match(line)
    if match is not None and tape.text[tape.chunks[match.start("name")].start + 1].islower():
        yield words_of(tape, *match.span("name"))
    if "c" not in tape.codes:
        return
    words = {c.lower for c in tape.chunks}
    for pattern, fits, code, cues in _PROOFS:
        if code not in tape.codes or (cues and cues.isdisjoint(words)):
            continue
        for match in pattern.finditer(tape.codes):
            if fits(tape.words(*match.span("what")) if "what" in pattern.groupindex else ""):
                if pattern is _HAS and tape.chunks[match.start("name")].lower in persons:
                    continue
                if pattern in (_DOES, _JOINED) and tape.chunks[match.start("name")].lower not in places:
                    continue
                yield from _names(tape, match)


def _names(tape: Tape, match: re.Match[str]) -> Iterator[str]:
    for group in ("name", "one", "two"):
        if group in match.re.groupindex and "L" not in match[group]:
            name = words_of(tape, *match.span(group))
            if name[0].isupper() and name[1:2].islower():
                yield name


def _member(words: str) -> bool:
    return words.split()[0] in {"joined", "joins"}


_JOINED: Final = re.compile(r"(?<![cCMkAHTPiodb-])(?P<name>c)(?P<what>x)d?(?:[IA]|c{1,3}k)")
_COMERS: Final = {"delegation", "companies", "exporters", "firms", "experts", "investors", "visitors", "officials"} | {
    "exports", "imports", "businesses", "students", "migrants", "entrepreneurs", "ministers", "tourists",
}  # fmt: skip
_Fits = Callable[[str], bool]
_PROOFS: Final[tuple[tuple[re.Pattern[str], _Fits, str, frozenset[str]], ...]] = (
    (_ENVOY, lambda w: bool(_ENVOYS.search(w)), "T", frozenset()),
    (_FOR_STATE, lambda w: True, "f", frozenset()),
    (_COMES, lambda w: w in _COMERS, "F", frozenset(_COMERS)),
    (_IN, lambda w: True, ",", frozenset()),
    (_TO, lambda w: True, "t", frozenset()),
    (_PACT, lambda w: True, "B", frozenset()),
    (_HAS, lambda w: bool(_POSSESSIONS.match(w)), "s", frozenset()),
    (_BETWEEN, lambda w: w in _TIES, "B", frozenset()),
    (_STYLED, lambda w: w in _STYLES, "o", frozenset(_STYLES)),
    (_NAMED, lambda w: w in _PAPERS, "c", frozenset(_PAPERS)),
    (_APPOSED, lambda w: bool(_COUNTRY.match(w)), ",", _STATES),
    (_DOES, lambda w: bool(_DEEDS.match(w)), "x", _DONE),
    (_JOINED, _member, "x", frozenset({"joined", "joins"})),
)
"""Construction, what its words must be, and the code and one of the words that a sentence must have for it."""

_ADJECTIVES: Final = re.compile(r"(?:n|an|ian|i|ese|ish|ic|er|ar|en|ri|ni|ti)$")
_SURE: Final = re.compile(r"(?:n|an|ian|i|ese|ish|(?<=and)ic)$")
_SHORTEST: Final = 4
"""Letters that a country's stem must have for adjectives to be made from it."""


def adjective_of(word: str, country: str, endings: re.Pattern[str] = _ADJECTIVES) -> bool:
    """Whether a lower-case word is made from a country's name: “valdorian”, “koryangese”."""
    stem = re.sub(r"[aeiouy]+$", "", country)
    return (
        len(stem) >= _SHORTEST
        and word != country
        and word.startswith(stem)
        and endings.fullmatch(word[len(stem) :]) is not None
    )


def with_adjectives(tapes: list[Tape]) -> Iterator[str]:
    """Unknown names that stand where places do (“in Kestovia”) and have an adjective (“the Kestovian exporters”)."""
    nouns: dict[str, str] = {}
    adjectives: set[str] = set()
    for tape in tapes:
        for i, chunk in enumerate(tape.chunks):
            if chunk.code != "c" or chunk.draft is not None or len(chunk.lower) < _SHORTEST:
                continue
            before, after = tape.codes[i - 1 : i] if i else "", tape.codes[i + 1 : i + 2]
            if after in {"x", "m", "k", "T", "M", "r", "g"} and before not in {"c", "i", "A"}:
                adjectives.add(chunk.lower)
            if before not in {"c", "i", "A", "k", "H", "T"} and after not in {"c", "i", "k", "G", "R", "-"}:
                nouns.setdefault(chunk.lower, _spelled(tape, chunk))
    for word in sorted(adjectives):
        yield from (name for noun, name in nouns.items() if adjective_of(word, noun, _SURE))


def _spelled(tape: Tape, chunk: Chunk) -> str:
    return tape.text[chunk.start : chunk.end]
