"""Where a query calls other endpoints: SERVICE, which makes HTTP requests from inside the engine.

Tokens do not tell: the engine reads ``trueSERVICE<…>{`` as two words, and which ``<`` begins an IRI depends on the
grammar around it. So what is looked for is what the grammar asks of every call (SPARQL 1.1 Federated Query, section 4),
at any place of the text: the word, an endpoint and a brace, whatever stands before the word. It is found in comments
and strings, too: a call too many is told, none is missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ontology.errors import BadSparql
from queries.tokens import ESCAPED, LATER

_WORD: Final = re.compile(rf"[?$][{LATER}]++|(?P<call>service)", re.IGNORECASE)
"""The word, unless it is the end of a variable's name."""
_SPACE: Final = re.compile(r"(?:[ \t\r\n]++|\#[^\r\n]*+)*+")
_SILENT: Final = re.compile("silent", re.IGNORECASE)
_ENDPOINT: Final = re.compile(rf"<([^>]*+)>|[?$][{LATER}]++|[{LATER}.-]*+:(?:[{LATER}:.-]|{ESCAPED})*+")
_WORK: Final = 1_000_000
"""Characters of spaces and comments after the word that are looked at."""


class Call(NamedTuple):
    """A place where an endpoint may be called."""

    start: int
    endpoint: str | None
    """The IRI, where it is written in full."""


def calls(text: str) -> Iterator[Call]:
    """Yield whatever may be a call; raises ``BadSparql`` where finding out would take too long."""
    work = 0

    def after_space(at: int) -> int:
        nonlocal work
        found = _SPACE.match(text, at)
        end = found.end() if found else at
        work += end - at
        if work > _WORK:
            raise BadSparql("The word SERVICE stands before too many comments: leave them out.")
        return end

    for word in _WORD.finditer(text):
        if word["call"] is None:
            continue
        at = after_space(word.end())
        silent = _SILENT.match(text, at)
        for begin in {at, after_space(silent.end()) if silent else at}:
            endpoint = _ENDPOINT.match(text, begin)
            if endpoint is not None and text.startswith("{", after_space(endpoint.end())):
                yield Call(word.start(), endpoint[1])
