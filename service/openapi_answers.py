"""What descriptions of operations have in common, as OpenAPI writes it: answers, errors, media types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from service.accept import HTML, JSON, PROBLEM

Fields = dict[str, Any]
TEXTS: Final = ("text/plain", HTML)
"""Formats of errors, beside problem details."""
_ERRORS: Final[Mapping[str, str]] = {
    "400": "The request cannot be understood; what is wrong is said, with line and column where it is SPARQL.",
    "404": "There is nothing of that name or at that address.",
    "406": "None of the formats asked for is available; those that are, are listed.",
    "503": "The query took too long, or too many wait: ask again after the seconds of Retry-After.",
    "507": "The query needs more memory, or its answer has more bytes, than the limit.",
}


def contents(medias: Iterable[str]) -> Fields:
    """Contents in these formats, each once."""
    return {media: _content(media) for media in dict.fromkeys(medias)}


def _content(media: str) -> Fields:
    if media == JSON:
        return {"schema": {"$ref": "#/components/schemas/Table"}}
    return {"schema": {} if "json" in media else {"type": "string"}}


def answers(medias: Iterable[str], errors: Sequence[str], summary: str = "The answer.") -> Fields:
    """Responses: what is asked for, in these formats, and these errors."""
    known = {"304": {"description": "The answer that the client has is still the answer."}}
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}, **contents(TEXTS)}
    return {
        "200": {"description": summary, "content": contents(medias)},
        **known,
        **{status: {"description": _ERRORS[status], "content": content} for status in errors},
        "default": {"description": "Another error, in the same shape.", "content": content},
    }


def operation(tag: str, name: str, summary: str, responses: Fields) -> Fields:
    """An operation without parameters."""
    return {"tags": [tag], "operationId": name, "summary": summary, "responses": responses}
