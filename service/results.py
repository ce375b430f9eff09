"""Results of SELECT queries as bytes: put together, turned into another format, looked at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, Triple, parse_query_results

from service.accept import JSON

Term = NamedNode | BlankNode | Literal | Triple
_NOTHING: Final = b'"bindings":[]'


def joined(bodies: Sequence[bytes]) -> bytes:
    """The rows of several answers in JSON to queries with the same columns, each once, in order."""
    parts: list[dict[str, Any]] = [json.loads(body) for body in bodies]
    rows = {json.dumps(row, sort_keys=True): row for part in parts for row in part["results"]["bindings"]}
    return json.dumps({**parts[0], "results": {"bindings": list(rows.values())}}, ensure_ascii=False).encode("utf-8")


def converted(body: bytes, media: str) -> bytes:
    """An answer in JSON in another format of the SPARQL standards."""
    if media == JSON:
        return body
    format = QueryResultsFormat.from_media_type(media)
    return parse_query_results(body, QueryResultsFormat.JSON).serialize(format=format) or b""


def is_empty(body: bytes, media: str) -> bool:
    """Whether an answer has no row and no triple."""
    if media == JSON:
        return _NOTHING in body[-200:].replace(b" ", b"")
    if media == "application/sparql-results+xml":
        return b"<result>" not in body
    if media in ("text/csv", "text/tab-separated-values"):
        return body.count(b"\n") <= 1
    return not body.strip() if media == "application/n-triples" else len(body) < 10_000 and b" " not in _content(body)


def _content(body: bytes) -> bytes:
    """A document without the lines that declare prefixes."""
    return b"\n".join(line for line in body.splitlines() if line and not line.startswith(b"@prefix"))


def rows(body: bytes, columns: Sequence[str]) -> list[list[Term | None]]:
    """The rows of a SELECT that was answered in JSON; of an ASK, one row with its answer."""
    found = parse_query_results(body, QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return [[Literal(bool(found))]]
    if [variable.value for variable in found.variables] == list(columns):  # by name takes as long as there are columns
        return [list(solution) or [None] for solution in found]
    return [[solution[name] for name in columns] for solution in found]
