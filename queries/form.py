"""What form a query has, and which are refused before any engine sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ontology.errors import BadSparql
from queries.services import calls
from queries.tokens import Token, code, unescaped

FORMS: Final = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


def form(text: str, services: Collection[str] = ()) -> str:
    """``SELECT``, ``CONSTRUCT``, ``ASK`` or ``DESCRIBE``.

    Raises ``BadSparql`` for updates and for ``SERVICE``, which makes HTTP requests from inside the engine, unless its
    endpoint is written in full and is one of ``services``. The text is looked at as it stands and with its code point
    escapes replaced: engines differ on when they do that.
    """
    _refuse_services(text, services)
    if "\\" in text and not services:
        _refuse_hidden_services(unescaped(text))
    word = next(iter(_after_prologue(code(text))), None)
    if word is None:
        raise BadSparql("The query is empty: write a SELECT, CONSTRUCT, ASK or DESCRIBE query.")
    if word.keyword in _UPDATES:
        raise BadSparql(f"{word.keyword} is an update, but this graph is only read: load articles to change it.")
    if word.keyword not in FORMS:
        line, column = position(text, word.start)
        wanted = "a query begins with SELECT, CONSTRUCT, ASK or DESCRIBE"
        raise BadSparql(f"Line {line}, column {column}: {wanted}, not “{word.text[:40]}”.")
    return word.keyword


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted from one."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _refuse_services(text: str, services: Collection[str]) -> None:
    found = next((call for call in calls(text) if call.endpoint not in services), None)
    if found is None:
        return
    line, column = position(text, found.start)
    allowed = f"; allowed are {', '.join(services)}, written in full" if services else ""
    raise BadSparql(
        f"Line {line}, column {column}: SERVICE is refused, because it would send requests to other servers"
        f"{allowed}; ask them yourself and join the answers. It must not stand in comments or strings, either."
    )


def _refuse_hidden_services(text: str) -> None:
    """Refuse a ``SERVICE`` that shows when code point escapes are replaced before anything else is read."""
    for token in code(text):
        if token.keyword == "SERVICE" or (token.kind == "open" and "service" in token.text.lower()):
            raise BadSparql("SERVICE is refused, also where it is written with code point escapes.")


def _after_prologue(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens after the BASE and PREFIX declarations."""
    at = 0
    while at < len(found) and found[at].keyword in ("BASE", "PREFIX", "VERSION"):
        at += 3 if found[at].keyword == "PREFIX" else 2
    return found[at:]
