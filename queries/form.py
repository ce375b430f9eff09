"""What form a query has, and which are refused before any engine sees them."""

from __future__ import annotations

from typing import Final

from ontology.errors import BadSparql
from queries.tokens import Token, code, unescaped

FORMS: Final = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


def form(text: str) -> str:
    """``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``.

    Raises ``BadSparql`` for updates and for ``SERVICE``, which would make HTTP requests from inside the engine. The
    text is looked at as it stands and with its code point escapes replaced: engines differ on when they do that.
    """
    found = code(text)
    _refuse_service(text, found)
    if "\\" in text:
        _refuse_service(text, code(unescaped(text)))
    word = next(iter(_after_prologue(found)), None)
    if word is None:
        raise BadSparql("The query is empty: write a SELECT, CONSTRUCT, ASK or DESCRIBE query.")
    if word.keyword in _UPDATES:
        raise BadSparql(f"{word.keyword} is an update, but this graph is only read: load articles to change it.")
    if word.keyword not in FORMS:
        line, column = position(text, word.start)
        raise BadSparql(
            f"Line {line}, column {column}: a query begins with SELECT, CONSTRUCT, ASK or DESCRIBE, not “{word.text}”."
        )
    return word.keyword


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted from one."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _refuse_service(text: str, found: list[Token]) -> None:
    for token in found:
        if token.kind == "word" and token.keyword == "SERVICE":
            line, column = position(text, min(token.start, len(text)))
            raise BadSparql(
                f"Line {line}, column {column}: SERVICE is refused, because it would send requests to other servers; "
                "ask them yourself and join the answers."
            )


def _after_prologue(found: list[Token]) -> list[Token]:
    """The tokens after the BASE and PREFIX declarations."""
    at = 0
    while at < len(found) and found[at].keyword in ("BASE", "PREFIX", "VERSION"):
        at += 3 if found[at].keyword == "PREFIX" else 2
    return found[at:]
