"""What of a request its answer may depend on, and whether a client has the answer already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

Fields = Mapping[bytes, bytes]
"""Headers of a request by name in lower case."""


_HOST: Final = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_LONG: Final = 500
"""Bytes of a header that nobody sends in earnest."""


def fields(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name; several of one name are one, with commas between (RFC 9110, section 5.2)."""
    found: dict[bytes, bytes] = {}
    for name, value in pairs:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def key(path: bytes, query: bytes, scheme: str, headers: Fields) -> tuple[object, ...]:
    """All of a GET that its answer may depend on: two requests with one key have one answer."""
    return (
        path,
        query,
        scheme,
        headers.get(b"host"),
        headers.get(b"accept"),
        takes_gzip(headers),
        headers.get(b"range"),
    )


def is_host(headers: Fields) -> bool:
    """Whether a request says which host it is for, once (RFC 9112, section 3.2)."""
    return _HOST.fullmatch(headers.get(b"host", b"")) is not None


def own_host(server: tuple[str, int | None] | None) -> bytes:
    """What stands for the host in a request of HTTP/1.0, which need not name one: where the service listens.

    >>> own_host(("::1", 7878))
    b'[::1]:7878'
    """
    host, port = server or ("localhost", None)
    shown = f"[{host}]" if ":" in host else host
    return (shown if port is None else f"{shown}:{port}").encode("ascii", "replace")


def takes_gzip(headers: Fields) -> bool:
    """Whether an answer may be compressed (RFC 9110, section 12.5.3)."""
    accepted = headers.get(b"accept-encoding")
    return accepted is not None and (_takes_gzip(accepted) if len(accepted) < _LONG else False)


@lru_cache(maxsize=256)
def _takes_gzip(accepted: bytes) -> bool:
    qualities: dict[bytes, bool] = {}
    for one in accepted.lower().split(b","):
        name, _, rest = one.partition(b";")
        quality = rest.strip().removeprefix(b"q").strip().removeprefix(b"=").strip()
        qualities[name.strip().removeprefix(b"x-")] = not quality or bool(quality.strip(b"0."))
    return qualities.get(b"gzip", qualities.get(b"*", False))


def unchanged_since(said: bytes, modified: bytes) -> bool:
    """Whether what was modified then is known to who sends this ``If-Modified-Since`` (RFC 9110, section 13.1.3)."""
    try:
        return said == modified or parsedate_to_datetime(said.decode()) >= parsedate_to_datetime(modified.decode())
    except (ValueError, TypeError):  # no date, or one without a time zone
        return False


def matches(known: bytes, etag: bytes) -> bool:
    """Whether an ``If-None-Match`` names a representation (weak comparison, RFC 9110, section 13.1.2)."""
    tags = [tag.strip().removeprefix(b"W/") for tag in known.split(b",")]
    return etag in tags or b"*" in tags
