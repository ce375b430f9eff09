"""Errors over HTTP, in one shape everywhere: problem details (RFC 9457), plain text, or a page.

status  error
400     BadSparql, BadParameter, CorrectionError: with line and column where it is SPARQL
403     an update, where nothing can be changed
404     UnknownQuery, UnknownName, no such thing
406     no format on offer is acceptable
410     a thing that the graph knew once
413 414 431   a body, an address or headers that are larger than allowed
503     QueryTimeout, QueryRefused, a store or a list of watches that cannot be read just now: with Retry-After
507     QueryTooLarge
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import (
    BadChoice,
    BadParameter,
    BadSparql,
    CorrectionError,
    KeregeError,
    QueryRefused,
    QueryTimeout,
    QueryTooLarge,
    StoreError,
    UnknownName,
    UnknownQuery,
    WatchError,
)
from service.accept import ERRORS, HTML, PROBLEM, negotiated

_STATUSES: Final[Mapping[type[KeregeError], int]] = {
    BadSparql: 400,
    BadParameter: 400,
    BadChoice: 400,
    CorrectionError: 400,
    UnknownQuery: 404,
    UnknownName: 404,
    QueryTimeout: 503,
    QueryRefused: 503,
    StoreError: 503,
    WatchError: 503,
    QueryTooLarge: 507,
}
_PLACE: Final = re.compile(r"Line (\d+), column (\d+): ")
"""How the message begins where it is known at which place a query is wrong."""
GONE: Final = 499
"""Status in the log of a request whose client left before it was answered; nobody receives it."""
_LATER: Final = {QueryTimeout: 60, QueryRefused: 5, StoreError: 30, WatchError: 30}
"""Seconds after which it is worth asking again."""


class Problem(Exception):
    """Something that a request cannot have, as HTTP says it."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        """``detail`` is whole sentences that say what to do; ``more`` are further members of the problem details."""
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers: Mapping[str, str] = headers or {}
        self.more: Mapping[str, object] = more or {}

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase if self.status != GONE else "Client Closed Request"

    def as_json(self) -> bytes:
        """The problem as RFC 9457 writes it."""
        fields = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail, **self.more}
        return json.dumps(fields, ensure_ascii=False).encode("utf-8")


def problem_of(error: KeregeError) -> Problem:
    """What an error is over HTTP; 500 for one that nobody has thought of."""
    status = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 500)
    later = next((str(seconds) for kind, seconds in _LATER.items() if isinstance(error, kind)), None)
    place = _PLACE.match(str(error)) if isinstance(error, BadSparql) else None
    more = {"line": int(place[1]), "column": int(place[2])} if place else None
    return Problem(status, str(error), headers={} if later is None else {"Retry-After": later}, more=more)


def unacceptable(offers: Mapping[str, str]) -> Problem:
    """None of the formats on offer suits the request."""
    known = list(dict.fromkeys(offers.values()))
    return Problem(406, f"None of the formats asked for is available here: {', '.join(known)}.", more={"offers": known})


def answer(problem: Problem, request: Request, page: bytes | None = None) -> Response:
    """The response to a request that met a problem, in the form that suits it."""
    media = negotiated(request.headers.get("accept"), ERRORS) or "text/plain"
    headers = {**problem.headers, "Vary": "Accept", "Cache-Control": "no-store"}
    if media == PROBLEM:
        return Response(problem.as_json(), problem.status, headers, media_type=PROBLEM)
    if media == HTML and page is not None:
        return Response(page, problem.status, headers, media_type=HTML)
    return Response(f"{problem.title}: {problem.detail}\n".encode(), problem.status, headers, media_type="text/plain")
