"""Answers that are kept: exact, since the publication they come from never changes, and bounded by their bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 500


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
        if kept.size > self._room // 8:
            return
        old = self._kept.pop(key, None)
        self.size += kept.size - (old.size if old else 0)
        self._kept[key] = kept
        while self.size > self._room:
            _, gone = self._kept.popitem(last=False)
            self.size -= gone.size

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)
