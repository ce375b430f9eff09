"""The tables of words beside the grammars: TOML files in ``data/``, read once.

Rules are data: whatever names a unit, a month or an abbreviation stands in a table together with examples of what it
must and must not match (``yes`` and ``no``), which the tests run.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ontology.errors import RuleError

_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2212"
_APOSTROPHES: Final = "\u2019\u2018\u02bc\u0060\u00b4"
_SPACES: Final = "\t\u00a0\u2007\u2009\u202f"
_PLAIN: Final = tuple((c, to) for to, others in (("-", _HYPHENS), ("'", _APOSTROPHES), (" ", _SPACES)) for c in others)


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``data/NAME.toml``. Raises RuleError if it is not well-formed."""
    source = files("loaders.reading").joinpath("data", f"{name}.toml")
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"The table {name}.toml is not valid TOML: {error}. Mend it and start again.") from error


def either(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; a space in a word stands for one to three."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " {1,3}") for word in longest_first) + ")"


def plain(text: str) -> str:
    """The text, of the same length, with one kind of space, hyphen and apostrophe."""
    for character, to in _PLAIN:  # much faster than str.translate on text that is not ASCII
        if character in text:
            text = text.replace(character, to)
    return text


def lowered(text: str) -> str:
    """The text, of the same length, as ``plain`` and in lower case."""
    return plain(text).replace("\u0130", "i").lower()  # the one letter whose lower case is longer
