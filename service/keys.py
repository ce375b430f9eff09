"""What of a request its answer may depend on, and whether a client has the answer already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Fields = Mapping[bytes, bytes]
"""Headers of a request by name in lower case."""


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
        b"gzip" in headers.get(b"accept-encoding", b""),
        headers.get(b"range"),
    )


def matches(known: bytes, etag: bytes) -> bool:
    """Whether an ``If-None-Match`` names a representation (weak comparison, RFC 9110, section 13.1.2)."""
    tags = [tag.strip().removeprefix(b"W/") for tag in known.split(b",")]
    return etag in tags or b"*" in tags
