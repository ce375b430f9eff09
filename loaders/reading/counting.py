"""The plural noun that a number counts: ``48 joint projects``, ``1,200 permanent jobs``, ``five million people``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.reading.tables import table

_TABLE: Final = table("quantities")["counted"]
_PLURALS: Final = frozenset[str](_TABLE["plurals"])
_SINGULAR: Final = frozenset[str](_TABLE["singular"])
_STOPS: Final = frozenset[str](_TABLE["stops"])
_WORD: Final = re.compile(r" {1,3}(?P<word>[^\W\d_][\w&-]{0,40}(?:'[a-z]{1,2})?)(?P<comma>,?)")
_MODIFIERS: Final = 4


class Counted(NamedTuple):
    """A counted noun: lower case, where it ends, and whether a capitalized word stands between it and the number."""

    noun: str
    end: int
    named: bool


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in _PLURALS:
        return True
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "suio" and word not in _SINGULAR and word not in _STOPS


def noun_after(flat: str, low: str, at: int) -> Counted | None:
    """The plural noun after the number that ends at ``at``, past at most four modifiers; ``None`` if there is none."""
    named = joined = False
    for passed in range(_MODIFIERS + 1):
        match = _WORD.match(low, at)
        if match is None:
            return None
        word = match["word"]
        if word in ("and", "or") and passed and not joined:
            joined = True
        elif word in _STOPS or word.endswith("'s"):
            return None
        elif is_plural(word):
            return _last_of(flat, low, match, named)
        named = named or flat[match.start("word")].isupper()
        if match["comma"]:
            if joined:
                return None
            joined = True
        at = match.end()
    return None


def _last_of(flat: str, low: str, match: re.Match[str], named: bool) -> Counted:
    """The last of plural words in a row: “sports facilities”."""
    while not match["comma"]:
        following = _WORD.match(low, match.end())
        if following is None or not is_plural(following["word"]):
            break
        named = named or flat[match.start("word")].isupper()
        match = following
    return Counted(match["word"], match.end("word"), named)
