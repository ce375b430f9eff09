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
_OPTIONAL: Final = re.compile(r"[?*]|\{0?,")
_QUANTIFIER: Final = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_NONE: Final[frozenset[str]] = frozenset()


def sure_letters(pattern: str) -> frozenset[str]:
    """The characters that stand in every text that a regular expression matches, as far as they can be told.

    >>> sorted(sure_letters(r"d?(?P<what>[TkC])s(?:o|n)L+")), sorted(sure_letters("ab|cb"))
    (['L', 's'], ['b'])
    """
    return _choice(pattern, 0)[0]


def _choice(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What all branches up to the closing bracket, or the end, have in common."""
    found, at = _sequence(pattern, at)
    while at < len(pattern) and pattern[at] == "|":
        branch, at = _sequence(pattern, at + 1)
        found &= branch
    return found, at


def _sequence(pattern: str, at: int) -> tuple[frozenset[str], int]:
    found: frozenset[str] = _NONE
    while at < len(pattern) and pattern[at] not in "|)":
        letters, at = _atom(pattern, at)
        if not _OPTIONAL.match(pattern, at):
            found |= letters
        quantifier = _QUANTIFIER.match(pattern, at)
        at = quantifier.end() if quantifier else at
    return found, at


def _atom(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What one part of a sequence surely holds, and where the next begins."""
    if (group := _GROUP.match(pattern, at)) is not None:
        letters, end = _choice(pattern, group.end())
        return (_NONE if group["look"] or group["other"] else letters), end + 1
    if (choice := _SET.match(pattern, at)) is not None:
        return _NONE, choice.end()
    if pattern[at] == "\\":
        return (_NONE if pattern[at + 1].isalnum() else frozenset(pattern[at + 1])), at + 2
    return (_NONE if pattern[at] in ".^$" else frozenset(pattern[at])), at + 1


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
