"""What form a query has, and which are refused before any engine sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ontology.errors import BadSparql
from queries.tokens import Token, code, unescaped

FORMS: Final = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


def form(text: str, services: Collection[str] = ()) -> str:
    """``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``.

    Raises ``BadSparql`` for updates and for ``SERVICE``, which makes HTTP requests from inside the engine, unless its
    endpoint is written in full and is one of ``services``. The text is looked at as it stands and with its code point
    escapes replaced: engines differ on when they do that.
    """
    found = code(text)
    _refuse_service(text, found, services)
    if "\\" in text:
        _refuse_service(text, code(unescaped(text)), services)
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


def _refuse_service(text: str, found: Sequence[Token], services: Collection[str]) -> None:
    for at, token in enumerate(found):
        if token.kind != "word" or token.keyword != "SERVICE":
            continue
        after = [other for other in found[at + 1 : at + 3] if other.keyword != "SILENT"]
        if after and after[0].kind == "iri" and after[0].text[1:-1] in services:
            continue
        line, column = position(text, min(token.start, len(text)))
        allowed = f"; allowed are {', '.join(services)}, written in full" if services else ""
        raise BadSparql(
            f"Line {line}, column {column}: SERVICE is refused, because it would send requests to other servers"
            f"{allowed}; ask them yourself and join the answers."
        )


def _after_prologue(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens after the BASE and PREFIX declarations."""
    at = 0
    while at < len(found) and found[at].keyword in ("BASE", "PREFIX", "VERSION"):
        at += 3 if found[at].keyword == "PREFIX" else 2
    return found[at:]
