"""Requests for what the client has already: answered before anything is asked of the graph."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from service.keys import matches


def known(request: Request, etag: str) -> Response | None:
    """The answer 304 to a GET whose ``If-None-Match`` names this entity tag, packed or not; else nothing.

    ``*`` does not count here: whether there is an answer at all is not known yet.
    """
    said = request.headers.get("if-none-match", "").encode("latin-1")
    if not said or request.method not in ("GET", "QUERY"):
        return None
    for tag in (etag, f'{etag[:-1]}-gzip"'):
        if b"*" not in said and matches(said, tag.encode()):
            return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept, Accept-Encoding"})
    return None
