"""What proves that an unknown name is a country's: datelines, adjectives made from it, what only countries have and do.

Each proof is a construction that towns, companies and persons do not share: “PORTVALE, Kestovia –”, “Ambassador to
Kestovia”, “Kestovia's economy”, “trade between Kestovia and Sarnland”, “Kestovia joined the bank”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
_FOR_STATE: Final = re.compile(rf"T(?:c(?:-?[ci]){{1,3}}|P)f{_NAME}(?=[,.;axnuwbD]|$)")
_HAS: Final = re.compile(rf"(?<![cCMkAHi-]){_NAME}s(?P<what>[xMckmGgT]{{1,3}})")
_BETWEEN: Final = re.compile(r"(?P<what>[xCvVM])B(?P<one>[cL])a(?P<two>[cL])(?![cMkGRVi-])")
_STYLED: Final = re.compile(rf"(?P<what>c)od?{_NAME}{_END}")
_NAMED: Final = re.compile(rf"(?P<what>[xrgm])(?:od?[ILc]{{1,4}})?[ofw]d?{_NAME}{_END}")
_APPOSED: Final = re.compile(rf"{_NAME},d(?P<what>x{{1,4}})")
_DOES: Final = re.compile(r"(?<![cCMkAHTPiodb-])(?P<name>c)(?P<what>x{1,3})")
_LENT: Final = re.compile(r"(?P<what>x)(?P<name>c(?:c(?![cMkGRVi-]))?)(?=Q|wd?Q)")
_LOAN_TO: Final = re.compile(rf"(?P<what>x)[tf]{_NAME}(?=[,.;axnuwbDQofh]|$)")
_COMPASS: Final = {"northern", "southern", "eastern", "western", "central", "greater", "republic"}
_STYLES: Final = {"kingdom", "sultanate", "emirate", "principality", "duchy", "federation", "commonwealth", "republic"}
_ENVOYS: Final = re.compile(
    r"\b(?:ambassadors?|envoy|consul(?: general)?|country (?:\w+ )?(?:director|manager|representative|head)"
    r"|resident (?:representative|coordinator)|resident director)$"
)
_POSSESSIONS: Final = re.compile(
    r"^(?:\w+ ){0,2}(?:economy|economies|gdp|gross domestic product|government|parliament|central bank|foreign trade"
    r"|external debt|public debt|prime|province|region|oblast|independence|constitution|population|embassy|armed forces"
    r"|state budget|national (?:assembly|bank|debt|currency|development|strategy|plan)|senate|accession"
    r"|finance minister|(?:energy|transport|water|development|climate|agriculture|education|health) (?:strategy|plan)"
    r"|foreign (?:minister|ministry|policy)|government's|ministry)\b"
)
"""What only countries have."""
_OWNED_TOO: Final = re.compile(
    r"^(?:\w+ ){0,2}(?:capital|exports|imports|currency|president|treasury|budget|ambassador|national|strategy|state"
    r"|foreign|power sector|private sector|energy sector|membership)\b"
)
"""What companies and towns may have too."""
_TIES: Final = {"trade", "turnover", "diplomatic", "border", "commerce", "friendship"}
SHARES: Final = {
    "stakes",
    "stake",
    "share",
    "shares",
    "invest",
    "invested",
    "investing",
    "interest",
    "equity",
    "holding",
}
_LENDS: Final = {
    "lend",
    "lends",
    "lent",
    "lending",
    "grant",
    "grants",
    "granted",
    "gives",
    "gave",
    "provides",
    "provided",
}
_LOANS: Final = {"loan", "loans", "credit", "credits", "grant", "grants", "lending", "aid", "assistance", "financing"}
_TALKS: Final = {"talks", "negotiations", "consultations", "relations", "ties", "cooperation"}
_PAPERS: Final = {"country strategy", "country partnership strategy", "country partnership framework"} | {
    "country engagement plan", "country cooperation framework", "embassy", "citizens", "independence", "territory",
    "partnership strategy", "partnership framework", "constitution", "parliament",
}  # fmt: skip
_COUNTRY: Final = re.compile(
    r"^(?:\w+(?:-\w+)* ){0,3}(?:country|nation|kingdom|republic|island state|island nation|archipelago)$"
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
    """Lower-case single words that stand as places do (“in Kestovia”), never as surnames or owned (“stake in”)."""
    found: set[str] = set()
    for tape in tapes:
        for match in re.finditer(r"nc(?![cikMGRV-])", tape.codes):
            at = match.start()
            if tape.chunks[at].lower in {"in", "near"} and tape.words(max(0, at - 1), at) not in SHARES:
                found.add(tape.chunks[at + 1].lower)
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
    for proof in _PROOFS:
        if proof.code not in tape.codes or (proof.cues and proof.cues.isdisjoint(words)):
            continue
        for match in proof.pattern.finditer(tape.codes):
            what = tape.words(*match.span("what")) if "what" in proof.pattern.groupindex else ""
            if not proof.fits(what):
                continue
            for name in _names(tape, match):
                known = name.lower() in places
                if known or (proof.alone and not (proof.pattern is _HAS and name.lower() in persons)):
                    yield name


def _names(tape: Tape, match: re.Match[str]) -> Iterator[str]:
    for group in ("name", "one", "two"):
        if group in match.re.groupindex and "L" not in match[group]:
            name = words_of(tape, *match.span(group))
            if name[0].isupper() and name[1:2].islower():
                yield name


def _member(words: str) -> bool:
    return words.split()[0] in {"joined", "joins"}


_JOINED: Final = re.compile(r"(?<![cCMkAHTPiodb-])(?P<name>c)(?P<what>x)d?(?:[IA]|c{1,3}k)")
_COMERS: Final = {"delegation", "exporters", "exports", "imports", "migrants", "ministers"}
_GUESTS: Final = {"companies", "firms", "experts", "investors", "visitors", "officials", "businesses", "students"} | {
    "entrepreneurs",
    "tourists",
}


@dataclass(frozen=True, slots=True)
class _Proof:
    """A construction, what its words must be, and what a sentence must hold for it to be tried."""

    pattern: re.Pattern[str]
    fits: Callable[[str], bool]
    code: str
    cues: frozenset[str] = frozenset()
    alone: bool = True
    """Whether it is proof enough; or else the name must stand somewhere as a place does."""


_PROOFS: Final = (
    _Proof(_ENVOY, lambda w: bool(_ENVOYS.search(w)), "T"),
    _Proof(_FOR_STATE, lambda w: True, "f"),
    _Proof(_COMES, lambda w: w in _COMERS, "F", frozenset(_COMERS)),
    _Proof(_COMES, lambda w: w in _GUESTS, "F", frozenset(_GUESTS), alone=False),
    _Proof(_IN, lambda w: True, ","),
    _Proof(_TO, lambda w: True, "t"),
    _Proof(_PACT, lambda w: w.startswith("country") or "partnership framework" in w, "B"),
    _Proof(_PACT, lambda w: True, "B", alone=False),
    _Proof(_HAS, lambda w: bool(_POSSESSIONS.match(w)), "s"),
    _Proof(_HAS, lambda w: bool(_OWNED_TOO.match(w)), "s", alone=False),
    _Proof(_BETWEEN, lambda w: w in _TIES, "B", frozenset(_TIES)),
    _Proof(_BETWEEN, lambda w: w in _TALKS, "B", frozenset(_TALKS), alone=False),
    _Proof(_STYLED, lambda w: w in _STYLES, "o", frozenset(_STYLES)),
    _Proof(_NAMED, lambda w: w in _PAPERS, "c", frozenset(_PAPERS)),
    _Proof(_NAMED, lambda w: w == "strategy", "c", frozenset({"strategy"}), alone=False),
    _Proof(_APPOSED, lambda w: bool(_COUNTRY.match(w)), ",", _STATES),
    _Proof(_DOES, lambda w: bool(_DEEDS.match(w)), "x", _DONE, alone=False),
    _Proof(_LENT, lambda w: w in _LENDS, "Q", frozenset(_LENDS), alone=False),
    _Proof(_LOAN_TO, lambda w: w in _LOANS, "c", frozenset(_LOANS), alone=False),
    _Proof(_JOINED, _member, "x", frozenset({"joined", "joins"}), alone=False),
)

_ADJECTIVES: Final = re.compile(r"(?:n|an|ian|i|ese|ish|ic|er|ar|en|ri|ni|ti)$")
_SURE: Final = re.compile(r"(?:n|an|ian|i|ese|ish)$")
_SHORTEST: Final = 4
"""Letters that a country's stem must have for adjectives to be made from it."""


def adjective_of(word: str, country: str, endings: re.Pattern[str] = _ADJECTIVES) -> bool:
    """Whether a lower-case word is made from a country's name: “valdorian”, “koryangese”, “dorg” from “dorgistan”."""
    people = re.sub(r"i?stan$", "", country)
    if people != country and len(people) >= _SHORTEST and word == people:
        return True
    stem = re.sub(r"[aeiouy]+$", "", country)
    return (
        len(stem) >= _SHORTEST
        and word != country
        and word.startswith(stem)
        and (endings.fullmatch(word[len(stem) :]) is not None or (stem.endswith("land") and word == stem + "ic"))
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
            if (
                before in {"n", "F", "t", "f", "B", "o"} or after == "s" or (i > 1 and tape.codes[i - 2 : i] == "od")
            ) and after not in {"c", "i", "k", "G", "R", "-"}:
                nouns.setdefault(chunk.lower, _spelled(tape, chunk))
    for word in sorted(adjectives):
        yield from (name for noun, name in nouns.items() if adjective_of(word, noun, _SURE))


def _spelled(tape: Tape, chunk: Chunk) -> str:
    return tape.text[chunk.start : chunk.end]
