"""Binding values to a stored query: a parameter's token is replaced by a serialised RDF term.

Only tokens of the query are replaced, never parts of strings, IRIs or comments, and a term is written so that no value
can end it early; that is what keeps a value a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.errors import BadParameter
from queries.tokens import tokens

_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_ESCAPES: Final = {'"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f]*")


def bind(text: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    """The query with the variables of these names (no question mark) replaced by terms; the others stay as they are.

    >>> bind('?x k:name ?_who . # ?_who', {"_who": Literal('O"Hara')})
    '?x k:name  "O\\\\"Hara"  . # ?_who'
    """
    pieces: list[str] = []
    for token in tokens(text):
        term = terms.get(token.text[1:]) if token.kind == "variable" else None
        pieces.append(token.text if term is None else f" {written(term)} ")
    return "".join(pieces)


def written(term: NamedNode | Literal) -> str:
    """A term as SPARQL; raises ``BadParameter`` for what cannot stand in a query."""
    if isinstance(term, NamedNode):
        return f"<{checked_iri(term.value)}>"
    quoted = f'"{_quoted(term.value)}"'
    if "service" in quoted.lower():  # so that it is not taken for a request (queries.services)
        quoted = quoted.replace("{", "\\u007B")
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype.value == _XSD_STRING else f"{quoted}^^<{checked_iri(term.datatype.value)}>"


def checked_iri(value: str) -> str:
    """The IRI, if it is absolute and holds no character that would end it; else ``BadParameter``."""
    if not is_iri(value):
        raise BadParameter(f"“{value}” is no absolute IRI: write it in full, as https://w3id.org/kerege/id/….")
    return value


def is_iri(value: str) -> bool:
    """Whether a text is an absolute IRI that the engine takes, too: ``http://[`` looks like one."""
    if not _IRI.fullmatch(value) or not _encodable(value):
        return False
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True


def checked_text(value: str) -> str:
    """The text, if every character of it can be written; else ``BadParameter``."""
    if not _encodable(value):
        raise BadParameter("The value holds half of a surrogate pair, which is no character: leave it out.")
    return value


def _quoted(value: str) -> str:
    r"""The inside of a string between double quotes.

    A ``u`` after a backslash is itself written as an escape: an engine that replaces ``\u0022`` before it parses would
    otherwise take a value's own backslash for the beginning of one.
    """
    pieces: list[str] = []
    before = ""
    for character in value:
        if character == "\\":
            pieces.append("\\\\")
        elif character in "uU" and before == "\\":
            pieces.append(f"\\u{ord(character):04X}")
        else:
            pieces.append(_ESCAPES.get(character, character))
        before = character
    return "".join(pieces)


def _encodable(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)
