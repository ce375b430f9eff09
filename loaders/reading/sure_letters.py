"""What every match of a regular expression or of a rule holds: where it is missing, there is no need to search.

Only as much of the syntax is understood as grammars over codes use; where in doubt, no letter is sure.
"""

from __future__ import annotations

import re
from typing import Final

SLOT: Final = re.compile(r"\{(?P<name>[a-z_]+|\?):(?P<codes>[A-Z]+)(?P<many>\+?)\}")
"""A slot in the pattern of a rule: ``{a:PI+}``."""
_GROUP: Final = re.compile(r"\((?:\?(?:P<\w+>|:|(?P<look><?[=!])|(?P<other>.)))?")
_SET: Final = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_PLAIN_SET: Final = re.compile(r"\[([^\]\\^-]+-?)\]")
"""A set without ranges and classes."""
_OPTIONAL: Final = re.compile(r"[?*]|\{0?,")
_QUANTIFIER: Final = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
Choices = frozenset[frozenset[str]]
"""Sets of characters, of each of which one is there."""
_NONE: Final[Choices] = frozenset()
_MOST: Final = 12
"""How many characters a set may have, and how many sets there may be: with more, something of each is always there."""


def sure_letters(pattern: str) -> Choices:
    """Sets of characters, one of each of which stands in every text that a regular expression matches, if any do.

    >>> sorted(map(sorted, sure_letters(r"d?(?P<what>[TkC])s(?:o|n)L+")))
    [['C', 'T', 'k'], ['L'], ['n', 'o'], ['s']]
    """
    return _choice(pattern, 0)[0]


def _choice(pattern: str, at: int) -> tuple[Choices, int]:
    """What all branches up to the closing bracket, or the end, have in common."""
    found, at = _sequence(pattern, at)
    while at < len(pattern) and pattern[at] == "|":
        branch, at = _sequence(pattern, at + 1)
        found = _least({one | other for one in found for other in branch if len(one | other) <= _MOST})
    return found, at


def _least(found: set[frozenset[str]]) -> Choices:
    """The sets that no other of them is a part of, the smallest only."""
    least = [one for one in found if not any(other < one for other in found)]
    return frozenset(sorted(least, key=lambda one: (len(one), sorted(one)))[:_MOST])


def _sequence(pattern: str, at: int) -> tuple[Choices, int]:
    found: Choices = _NONE
    while at < len(pattern) and pattern[at] not in "|)":
        letters, at = _atom(pattern, at)
        if not _OPTIONAL.match(pattern, at):
            found |= letters
        quantifier = _QUANTIFIER.match(pattern, at)
        at = quantifier.end() if quantifier else at
    return found, at


def _atom(pattern: str, at: int) -> tuple[Choices, int]:
    """What one part of a sequence surely holds, and where the next begins."""
    if (group := _GROUP.match(pattern, at)) is not None:
        letters, end = _choice(pattern, group.end())
        return (_NONE if group["other"] or (group["look"] or "").endswith("!") else letters), end + 1
    if (choice := _SET.match(pattern, at)) is not None:
        plain = _PLAIN_SET.fullmatch(choice[0])
        return (frozenset([frozenset(plain[1])]) if plain else _NONE), choice.end()
    if pattern[at] == "\\":
        return (_NONE if pattern[at + 1].isalnum() else _one(pattern[at + 1])), at + 2
    return (_NONE if pattern[at] in ".^$" else _one(pattern[at])), at + 1


def _one(letter: str) -> Choices:
    return frozenset([frozenset(letter)])


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The signs of the slots that stand in no group and no choice, so that every match of the pattern fills them."""
    found: list[frozenset[str]] = []
    depth, at = 0, 0
    while at < len(pattern):
        slot = SLOT.match(pattern, at)
        if slot is not None:
            if depth == 0 and pattern[slot.end() : slot.end() + 1] not in ("?", "*"):
                found.append(frozenset(f"<{code}" for code in slot["codes"]))
            at = slot.end()
            continue
        if pattern[at] == "|" and depth == 0:
            return ()
        if pattern[at] == "[":
            at = _SET.match(pattern, at).end() - 1  # type: ignore[union-attr]
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        at += 2 if pattern[at] == "\\" else 1
    return tuple(dict.fromkeys(found))
