"""Answers that are kept: exact, since the publication they come from never changes, and bounded by their bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from service.keys import Fields, matches, unchanged_since

Headers = Sequence[tuple[bytes, bytes]]
_OF_BODY: Final = (b"content-length", b"content-type", b"content-encoding")


@dataclass(frozen=True)
class Kept:
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes

    def known(self, headers: Fields) -> bool:
        """Whether a client that sends these headers has the answer already."""
        if self.status != 200:
            return False
        tags = headers.get(b"if-none-match")
        if tags is not None:
            return bool(self.etag) and matches(tags, self.etag)
        since = headers.get(b"if-modified-since")
        return since is not None and any(
            name == b"last-modified" and unchanged_since(since, value) for name, value in self.headers
        )

    @property
    def headers_if_known(self) -> Headers:
        """Those of the answer 304, which has no body."""
        return [pair for pair in self.headers if pair[0] not in _OF_BODY]

    @cached_property
    def lines(self) -> bytes:
        """The headers as they are sent."""
        return _lines(self.headers)

    @cached_property
    def lines_if_known(self) -> bytes:
        """The headers of the answer 304 as they are sent."""
        return _lines(self.headers_if_known)

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + 3 * len(self.lines) + 500


def _lines(headers: Headers) -> bytes:
    lines = b"".join(b"%b: %b\r\n" % pair for pair in headers)
    if lines.count(b"\n") != len(headers) or lines.count(b"\r") != len(headers):
        raise ValueError("A header has a line break.")
    return lines


def weight(key: Hashable) -> int:
    """Bytes that what was asked takes, about: an address may be far longer than its answer."""
    if isinstance(key, tuple):
        return sum(weight(part) for part in cast("tuple[Hashable, ...]", key))
    return 50 + (len(key) if isinstance(key, str | bytes) else 0)


class Answers:
    """The answers used last, as many as fit."""

    def __init__(self, room: int) -> None:
        """``room`` is in bytes; an answer of more than an eighth of it is not kept."""
        self._room = room
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self.size = 0

    def get(self, key: Hashable) -> Kept | None:
        """The answer to a request, if it is kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep an answer, and let go of those used longest ago."""
        size = kept.size + weight(key)
        if size > self._room // 8:
            return
        old = self._kept.pop(key, None)
        self.size += size - (old.size + weight(key) if old else 0)
        self._kept[key] = kept
        while self.size > self._room:
            asked, gone = self._kept.popitem(last=False)
            self.size -= gone.size + weight(asked)

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)
