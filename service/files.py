"""Files over HTTP: conditions (RFC 9110, section 13), ranges (section 14), digests (RFC 9530)."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from werkzeug.http import parse_date, parse_range_header

from service.front import DONE, HEAD
from service.keys import matches
from service.problems import Problem

_PIECE: Final = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFile:
    """A file that does not change."""

    path: Path
    media: str
    size: int
    sha256: str
    """In hexadecimal digits."""
    modified: datetime
    """To the second, UTC."""

    @property
    def etag(self) -> str:
        """A strong entity tag: the same bytes have the same one, whatever release they are in."""
        return f'"{self.sha256[:32]}"'

    def answer(self, request: Request, headers: Mapping[str, str]) -> Response:
        """The response to a GET: the file, the part that is asked for, or that the client has it already.

        Several ranges at once are answered with the whole file, as is a ``Range`` that is not well-formed. Raises
        ``Problem`` 412 and 416.
        """
        common = {**headers, **self._headers()}
        require_unchanged(request.headers, self.etag, self.modified)
        if is_known(request.headers, self.etag, self.modified):
            return Response(status_code=304, headers=common)
        asked = None if HEAD in request.scope else self._range(request.headers)
        begin, end = asked or (0, self.size)
        if asked:
            common["Content-Range"] = f"bytes {begin}-{end - 1}/{self.size}"
        common |= {"Content-Length": str(end - begin), "Content-Type": self.media}
        request.scope[DONE]()  # a slow download keeps no worker of an older publication
        # Of what is empty one piece is sent, too: what comes in pieces goes to the client as it is.
        pieces = _pieces(self.path, begin, 0 if HEAD in request.scope else end - begin)
        return StreamingResponse(pieces, 206 if asked else 200, common)

    def _modified(self) -> str:
        return format_datetime(self.modified, usegmt=True)

    def _headers(self) -> dict[str, str]:
        digest = base64.b64encode(bytes.fromhex(self.sha256)).decode("ascii")
        return {
            "ETag": self.etag,
            "Last-Modified": self._modified(),
            "Accept-Ranges": "bytes",
            "Repr-Digest": f"sha-256=:{digest}:",
            "Digest": f"sha-256={digest}",
        }

    def _range(self, headers: Headers) -> tuple[int, int] | None:
        """Where what is asked for begins and ends, if it is a part."""
        condition = headers.get("if-range")
        if condition is not None and condition not in (self.etag, self._modified()):
            return None
        asked = parse_range_header(headers.get("range"))
        if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
            return None
        found = asked.range_for_length(self.size)
        if found is None:
            said = f"The file has {self.size:,} bytes, and the range asked for has none of them."
            raise Problem(416, said, headers={"Content-Range": f"bytes */{self.size}", "Accept-Ranges": "bytes"})
        return found[0], found[1]


def is_known(headers: Headers, etag: str, modified: datetime) -> bool:
    """Whether a client says that it has this representation."""
    known = headers.get("if-none-match")
    if known is not None:
        return matches(known.encode("latin-1"), etag.encode("latin-1"))
    since = parse_date(headers.get("if-modified-since"))
    return since is not None and modified <= since


def require_unchanged(headers: Headers, etag: str, modified: datetime) -> None:
    """Raise ``Problem`` 412 if a client wants a representation that this is not."""
    wanted = headers.get("if-match")
    since = parse_date(headers.get("if-unmodified-since"))
    if wanted is not None:
        # Strong comparison: a weak tag matches nothing here.
        changed = not (wanted.strip() == "*" or etag in [tag.strip() for tag in wanted.split(",")])
    else:
        changed = since is not None and modified > since
    if changed:
        raise Problem(412, "The file is another one by now: ask for it without a condition.", headers={"ETag": etag})


async def _pieces(path: Path, begin: int, length: int) -> AsyncIterator[bytes]:
    """Some bytes of a file, read beside the event loop."""
    with path.open("rb") as file:
        file.seek(begin)
        while True:
            piece = await anyio.to_thread.run_sync(partial(file.read, min(_PIECE, length)))
            yield piece
            length -= len(piece)
            if length <= 0 or not piece:
                return
