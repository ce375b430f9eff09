"""What a request to the SPARQL endpoint asks for: its address, headers and body (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from queries.binding import is_iri
from service.problems import Problem

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_FIELDS: Final = 1000
_PATIENCE: Final = 30.0
"""Seconds that a body may take to arrive."""
_LAST: Final = {"Connection": "close"}
_READ_ONLY: Final = "This graph is only read over HTTP: updates are refused. Load articles to change it: kerege load."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with its dataset; no query means that the service's description is asked for."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def asked(request: Request, *, body_limit: int, query_limit: int) -> Asked:
    """What a request asks for; limits are in bytes and characters.

    Raises ``Problem``: 400 for what is no query, 403 for updates, 413 and 414 for what is too large, 415 for bodies of
    other media types.
    """
    address = _fields(request.scope["query_string"])
    if request.method == "GET":
        return _checked(address, query_limit)
    media, charset = _media_type(request)
    if charset not in ("", "utf-8", "utf8"):
        raise Problem(415, f"The body is said to be in {charset}, and SPARQL is sent in UTF-8.")
    body = await read(request, body_limit)
    if media == UPDATE:
        raise Problem(403, _READ_ONLY)
    if media == FORM and request.method == "POST":
        if any(name in ("query", "update") for name, _ in address):
            raise Problem(400, "The query stands in the address and in the body: send it once.")
        return _checked([*address, *_fields(body)], query_limit)
    if media == QUERY:
        return _checked([*address, ("query", _text(body))], query_limit)
    known = (QUERY,) if request.method == "QUERY" else (QUERY, FORM)
    raise Problem(
        415,
        f"The body has the media type “{media or 'none'}”: send {' or '.join(known)}.",
        headers={"Accept-Query" if request.method == "QUERY" else "Accept-Post": ", ".join(known)},
    )


async def read(request: Request, limit: int) -> bytes:
    """The body of a request; raises ``Problem`` 413 as soon as it has more bytes than the limit, 408 if it is slow."""
    whole = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for piece in request.stream():
                whole += piece
                if len(whole) > limit:
                    raise Problem(413, f"The body has more than {limit:,} bytes, the limit.", headers=_LAST)
    except TimeoutError as error:
        late = f"The body did not arrive within {_PATIENCE:g} seconds, the limit."
        raise Problem(408, late, headers=_LAST) from error
    except ClientDisconnect as error:
        raise Problem(400, "The body ended before it was complete.") from error
    return bytes(whole)


def only(fields: Iterable[tuple[str, str]], name: str) -> str | None:
    """The one value of a field; raises ``Problem`` 400 if there are several."""
    values = [value for key, value in fields if key == name]
    if len(values) > 1:
        raise Problem(400, f"There are {len(values)} values of {name}, and one can be answered.")
    return values[0] if values else None


def _checked(fields: list[tuple[str, str]], query_limit: int) -> Asked:
    if any(name == "update" for name, _ in fields):
        raise Problem(403, _READ_ONLY)
    graphs: Mapping[str, list[str]] = {
        name: [value for key, value in fields if key == name] for name in ("default-graph-uri", "named-graph-uri")
    }
    for name, values in graphs.items():
        for value in values:
            if not is_iri(value):
                raise Problem(400, f"{name} is no absolute IRI: {value[:200]!r}.")
    query = only(fields, "query")
    if query is not None and len(query) > query_limit:
        raise Problem(414, f"The query has {len(query):,} characters, and {query_limit:,} are the limit.")
    return Asked(
        query=query,
        default_graphs=tuple(graphs["default-graph-uri"]),
        named_graphs=tuple(graphs["named-graph-uri"]),
    )


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise Problem(400, "The parameters are not in UTF-8.") from error
    except ValueError as error:
        raise Problem(400, f"There are more than {_FIELDS} parameters, the limit.") from error
    return [(name, value) for name, value in pairs if not _unpaired(value)]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(400, "The query is not in UTF-8.") from error


def _unpaired(value: str) -> bool:
    """Whether a value has code points that no text has."""
    return any("\ud800" <= character <= "\udfff" for character in value)


def _media_type(request: Request) -> tuple[str, str]:
    """Media type and charset of the body, in lower case; empty where not said."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    pairs = (part.strip().lower().partition("=") for part in rest.split(";"))
    charset = next((value for name, _, value in pairs if name == "charset"), "")
    return kind.strip().lower(), charset.strip('" ')
