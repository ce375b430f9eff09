"""Compression of answers: of which it pays, and how."""

from __future__ import annotations

import gzip
from functools import partial
from typing import Final

from anyio import to_thread

from service.cache import Headers

_SMALL: Final = 1000
"""Bytes below which compression does not pay."""
_LEVEL: Final = 5
_LARGE: Final = 100_000
"""Bytes that take some milliseconds to compress, for which other requests should not wait."""
_TEXTS: Final = (b"text/", b"application/", b"image/svg+xml")
_PACKED: Final = (b"application/gzip", b"application/zip")


async def compressed(body: bytes) -> bytes:
    """A body in gzip; a large one is compressed beside other requests."""
    if len(body) < _LARGE:
        return gzip.compress(body, _LEVEL, mtime=0)
    return await to_thread.run_sync(partial(gzip.compress, body, _LEVEL, mtime=0))


def is_packable(headers: Headers, body: bytes) -> bool:
    """Whether compressing an answer pays."""
    if len(body) < _SMALL or any(name in (b"content-encoding", b"content-range") for name, _ in headers):
        return False
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    return kind.startswith(_TEXTS) and not kind.startswith(_PACKED)


def varied(headers: Headers) -> tuple[bytes, bytes]:
    """The header by which caches know that an answer comes compressed or not (RFC 9110, section 12.5.5)."""
    others = [value for name, value in headers if name == b"vary"]
    return b"vary", b", ".join([*others, b"Accept-Encoding"])
