"""How near a rule came that a sentence triggered, but that did not match it: the longest piece of it that does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from loaders.reading.patterns import Clause, Rule, compiled, triggered
from loaders.reading.tables import table
from ontology.errors import RuleError

_SLOT: Final = re.compile(r"\{(?:[a-z_]+|\?):(?P<codes>[A-Z]+)\+?\}")
_CODES: Final = {
    "P": "a person",
    "I": "an institution",
    "L": "a place",
    "N": "a demonym",
    "J": "a project",
    "W": "a framework",
    "E": "an event",
    "Q": "a number",
    "D": "a date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A rule of which a piece matches a clause."""

    rule: Rule
    start: int
    end: int
    """Where the piece matches, in the clause's text."""
    share: float
    """What part of the rule's pieces matches, from 0 to 1."""
    needs: str
    """What should stand next to the match: “a person or an institution”, or empty for words."""
    before: bool
    """Whether that should stand before the match."""


def nearest(clause: Clause) -> Near | None:
    """The rule of which most matches, of those that the clause triggers; the first in rule order of several."""
    found = [near for rule in triggered(clause) if (near := _near(rule, clause))]
    return max(found, key=lambda near: (near.share, near.end - near.start), default=None)


def telling(rule: Rule) -> Iterator[str]:
    """The triggers of a rule that say something: no marks, no words that stand in any sentence."""
    everywhere = _everywhere()
    return (word for word in rule.triggers if word.isalpha() and word not in everywhere)


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(table("explaining")["everywhere"])


def needed(codes: str) -> str:
    """What a slot takes, in words."""
    return " or ".join(_CODES[code] for code in codes)


def _near(rule: Rule, clause: Clause) -> Near | None:
    """The longest beginning or end of a rule that matches with one of its triggers; ``None`` if none does."""
    pieces = _pieces(rule.source)
    for length in range(len(pieces) - 1, 0, -1):
        for before in (False, True):
            piece = "".join(pieces[-length:] if before else pieces[:length]).strip(" ")
            missing = pieces[-length - 1] if before else pieces[length]
            if match := _match(piece, rule, clause):
                slot = _SLOT.fullmatch(missing)
                return Near(
                    rule=rule,
                    start=match.start(),
                    end=match.end(),
                    share=length / len(pieces),
                    needs=needed(slot["codes"]) if slot else "",
                    before=before,
                )
    return None


def _match(piece: str, rule: Rule, clause: Clause) -> re.Match[str] | None:
    """Where a piece of a rule matches words that trigger it."""
    pattern = _compiled(piece, rule.id)
    for match in pattern.finditer(clause.text) if pattern else ():
        if set(telling(rule)) & set(match[0].split()):
            return match
    return None


@cache
def _compiled(piece: str, rule: str) -> re.Pattern[str] | None:
    """A piece as a pattern; ``None`` where it cannot stand alone."""
    try:
        pattern = compiled(piece, rule)
    except RuleError:
        return None
    return None if pattern.fullmatch("") else pattern


@cache
def _pieces(source: str) -> tuple[str, ...]:
    """A pattern cut at the slots that stand in no parentheses: slots and what is between them."""
    return tuple(piece for piece in _cut(source) if piece.strip())


def _cut(source: str) -> Iterator[str]:
    depth, start, at = 0, 0, 0
    bracket = False
    while at < len(source):
        character = source[at]
        slot = _SLOT.match(source, at) if depth == 0 and not bracket else None
        if slot:
            yield source[start:at]
            yield slot[0]
            start = at = slot.end()
            continue
        if character == "\\":
            at += 1
        elif bracket:
            bracket = character != "]"
        elif character == "[":
            bracket = True
        else:
            depth += (character == "(") - (character == ")")
        at += 1
    yield source[start:]
