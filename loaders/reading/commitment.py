"""How far a sentence commits itself to what the rules find in it: asserted, denied, or left open.

Rules are written for what is said. Words that deny, suppose, ask or doubt (data: ``data/commitment.toml``) govern a
part of a sentence; what a rule finds there is not told as a fact but kept as denied or possible. Scopes follow the
surface, as in NegEx (Chapman et al. 2001): from the word to the end of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from loaders.facts import Modality
from loaders.reading.affirmed import affirmed
from loaders.reading.patterns import Clause, Found, matches
from loaders.reading.tables import table
from loaders.reading.tape import Tape

_END: Final = re.compile(
    r" ; | : | \" | , (?:and|but|while|although|though|however|so|yet|which|who|whose|because|as|where|when|after"
    r"|whereas|not)\b"
    r"| (?:but|because|although|though|while|whereas) "
)
_COMMA: Final = re.compile(r" , | ; | \" ")
_LISTED: Final = re.compile(r"<([A-Z])\d+> , (?:and |or )?(?:the )?<\1\d+>(?: ,| and| or) (?:the )?<\1")
"""The comma of a list, which ends no clause."""
_OPENER: Final = re.compile(
    r"^(?:although|though|while|because|since|as|when|whereas|despite|even though|after|contrary)\b"
)
_RELATIVE: Final = re.compile(r" , (?:and )?(?:who|which|whose|although|though|while|despite|because)\b[^,;]*$")
_START: Final = re.compile(r" ; | \" | , (?:and|but|while|although|though|which|who) | : ")
_WORD: Final = r"(?<![\w’'<])"
"""Where a cue may begin."""
_ANCHORS: Final = "^\\"
"""What the patterns begin with that fit at one end of a sentence only."""
_WEAKER: Final = {Modality.ASSERTED: 0, Modality.PLANNED: 0, Modality.POSSIBLE: 1, Modality.DENIED: 2}
_PRESUPPOSED: Final = frozenset({"implements-apposed"})
"""What an apposition says holds whatever the sentence denies or supposes."""
NOT_TOLD: Final = (Modality.DENIED, Modality.POSSIBLE)


class Cue(NamedTuple):
    """Words that deny what they govern, or leave it open."""

    id: str
    modality: Modality
    scope: str
    pattern: re.Pattern[str]
    only: frozenset[str]
    """The kinds of rules that it concerns; empty for all."""


class Scope(NamedTuple):
    """What a cue governs in a clause."""

    start: int
    end: int
    modality: Modality
    only: frozenset[str]
    aside: bool
    """Whether it is a clause put between commas, over which another one reaches."""


@cache
def cues() -> tuple[Cue, ...]:
    """The cues of the table, in its order."""
    return tuple(
        Cue(
            row["id"],
            Modality(row["modality"]),
            row["scope"],
            re.compile(row["pattern"] if row["pattern"][0] in _ANCHORS else _WORD + row["pattern"]),
            frozenset(row.get("only", ())),
        )
        for row in table("commitment")["cue"]
    )


@cache
def _any() -> tuple[re.Pattern[str], ...]:
    """All cues at once, and each that fits at one end of a sentence only: most sentences have none."""
    patterns = [row["pattern"] for row in table("commitment")["cue"]]
    words = "|".join(pattern for pattern in patterns if pattern[0] not in _ANCHORS)
    return tuple(re.compile(p) for p in (f"{_WORD}(?:{words})", *(p for p in patterns if p[0] in _ANCHORS)))


def scopes(text: str) -> list[Scope]:
    """What the cues of a clause govern."""
    found = [match.start() for pattern in _any() if (match := pattern.search(text))]
    if not found:
        return []
    return [_scope(cue, match, text) for cue in cues() for match in cue.pattern.finditer(text, min(found))]


def _scope(cue: Cue, match: re.Match[str], text: str) -> Scope:
    start, after = match.span()
    aside = _RELATIVE.search(text[:start])
    if cue.scope == "sentence":
        return Scope(0, len(text), cue.modality, cue.only, aside=False)
    if cue.scope == "before":
        begin = max((m.end() for m in _START.finditer(text[:start])), default=0)
        return Scope(begin, after, cue.modality, cue.only, aside=False)
    stop = _stop(text, start, after, condition=aside is not None or cue.scope == "condition")
    return Scope(aside.start() if aside else start, stop, cue.modality, cue.only, aside is not None)


def _stop(text: str, start: int, after: int, *, condition: bool = False) -> int:
    """Where the clause of a cue ends: a condition, or a clause that comes before the main one, at its comma."""
    early = condition or (_OPENER.match(text) is not None and "," not in text[:start])
    for end in (_COMMA if early else _END).finditer(text, after):
        if not early or not _LISTED.match(text, max(0, text.rfind("<", 0, end.start()))):
            return end.start()
    return len(text)


def governed(hit: Found, found: Iterable[Scope]) -> Modality:
    """How far the sentence commits itself to a match: the farthest from told of the scopes that it lies in."""
    if hit.rule.kind in _PRESUPPOSED:
        return Modality.ASSERTED
    start, end = hit.match.span()
    here = [
        s.modality
        for s in found
        if start < s.end
        and end > s.start
        and (not s.only or hit.rule.kind in s.only)
        and not (s.aside and start < s.start and end > s.end)
    ]
    return max(here, key=_WEAKER.__getitem__, default=Modality.ASSERTED)


def reserved(tape: Tape, chunk: int) -> bool:
    """Whether words of a sentence deny, or leave open, what it tells at a chunk."""
    clause = Clause.of(tape)
    at = clause.starts()[chunk]
    return any(s.start <= at < s.end and not s.only and s.modality in NOT_TOLD for s in scopes(clause.text))


class Reserved(NamedTuple):
    """What is not told as a fact: the tapes it was found in, and the matches by the number of their sentence."""

    tapes: list[Tape]
    found: dict[int, list[Found]]
    turned: list[Tape]
    """Those of the tapes that are sentences turned round."""


Parted = tuple[dict[int, list[Found]], dict[Modality, Reserved]]


def parted(tapes: list[Tape], found: dict[int, list[Found]]) -> Parted:
    """The matches that are told, and those that are denied or left open."""
    reserved = {modality: Reserved(list(tapes), {}, []) for modality in NOT_TOLD}
    told = dict(found)
    for i, hits in found.items():
        clause = Clause.of(tapes[i])
        governing = scopes(clause.text)
        if governing:
            told[i] = _parted(i, hits, governing, reserved)
            _turned(i, clause, reserved)
    return told, reserved


def _parted(i: int, hits: list[Found], governing: list[Scope], reserved: dict[Modality, Reserved]) -> list[Found]:
    told: list[Found] = []
    for hit in hits:
        modality = governed(hit, scopes(hit.clause.text) if hit.clause.hidden else governing)
        if modality is Modality.ASSERTED:
            told.append(hit)
        else:
            reserved[modality].found.setdefault(i, []).append(hit)
    return told


def _turned(i: int, clause: Clause, reserved: dict[Modality, Reserved]) -> None:
    """Read the sentence once more with its denial taken out; what comes of the words that it governed is denied."""
    twin = affirmed(clause)
    if twin is None:
        return
    other = Clause.of(twin.tape)
    scope = Scope(twin.at, _stop(other.text, twin.at, twin.at), twin.modality, twin.only, aside=False)
    rest = scopes(other.text)
    kept = reserved[twin.modality]
    kept.tapes.insert(kept.tapes.index(clause.tape) + 1, twin.tape)
    kept.turned.append(twin.tape)
    kept.found.setdefault(i, []).extend(
        hit
        for hit in matches(other)
        if governed(hit, [scope]) is twin.modality and not _doubled(hit, rest, twin.modality)
    )


def _doubled(hit: Found, rest: list[Scope], modality: Modality) -> bool:
    """Whether other words govern the match as well, so that two denials may make a fact."""
    return governed(hit, rest) is Modality.DENIED and modality is Modality.DENIED
