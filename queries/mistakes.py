"""Where a query is no SPARQL, for people: line and column, a sentence, and the line with a mark under the place.

Engines tell how far they came and what could have followed; that is turned into what is likely to be wrong.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from queries.tokens import Token, code

_WIDTH: Final = 100
"""Characters of a line that are shown."""
_KNOWN: Final = {
    "variable that is unbound": "SELECT has a variable that GROUP BY leaves out: name it there too, or count it",
    "Duplicated variable name": "SELECT gives two columns one name",
    "IRI parsing failed": "what stands between < and > is no IRI",
}
"""What the engine says beside what it expects, and what that means."""
_PAIRS: Final = (("{", "}"), ("(", ")"), ("[", "]"))
_KEYWORD: Final = re.compile(r"\b[A-Z]{2,}\b")
_UNSHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a query must not bring to a terminal, and tabs, which have no width of their own."""


def mistake(text: str, line: int, column: int, expected: str) -> str:
    """What is wrong with a query; ``line`` and ``column`` count from one, ``expected`` is what the engine says."""
    lines = text.split("\n")
    shown = _UNSHOWN.sub(" ", lines[line - 1]) if line <= len(lines) else ""
    first = max(0, min(column - 1 - _WIDTH // 2, len(shown) - _WIDTH))
    mark = " " * (column - 1 - first) + "^"
    reason = _reason(text, sum(len(one) + 1 for one in lines[: line - 1]) + column - 1, expected)
    return (
        f"Line {line}, column {column}: the query is not valid SPARQL: {reason}.\n"
        f"  {shown[first : first + _WIDTH]}\n  {mark}"
    )


def _reason(text: str, offset: int, expected: str) -> str:
    found = code(text)
    known = next((meaning for words, meaning in _KNOWN.items() if words in expected), None)
    return (
        _undeclared(found, offset)
        or known
        or _unclosed(found)
        or _misspelt(found, offset, expected)
        or _general(found, offset)
    )


def _undeclared(found: Sequence[Token], offset: int) -> str | None:
    declared: set[str] = set()
    for previous, token in pairwise(found):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and previous.keyword == "PREFIX":
            declared.add(prefix)
        elif token.kind == "name" and prefix not in declared and token.start < offset:
            return f"the prefix {prefix}: is not declared; write PREFIX {prefix}: <…> at the beginning"
    return None


def _unclosed(found: Sequence[Token]) -> str | None:
    if any(token.kind == "open" for token in found):
        return "a text begins with a quotation mark and does not end with one"
    marks = Counter(token.text for token in found if token.kind == "mark")
    for opening, closing in _PAIRS:
        if marks[opening] > marks[closing]:
            return f"a {opening} is not closed: there is a {closing} missing"
        if marks[opening] < marks[closing]:
            return f"there is a {closing} too many"
    return None


def _misspelt(found: Sequence[Token], offset: int, expected: str) -> str | None:
    """A word that is nearly one of those that could stand there."""
    keywords = _KEYWORD.findall(expected)
    near = [token for token in found if token.kind == "word" and token.start <= offset][-1:]
    for token in near:
        meant = difflib.get_close_matches(token.keyword, keywords, 1, 0.7)
        if meant and token.keyword not in keywords:
            return f"“{token.text}” is no word of SPARQL; perhaps {meant[0]} is meant"
    return None


def _general(found: Sequence[Token], offset: int) -> str:
    after = next((token for token in found if token.end > offset), None)
    if after is None:
        return "something is missing before its end"
    return f"“{after.text[:40]}” cannot stand at the mark, or something is missing before it"
