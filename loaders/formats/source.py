"""One input on its way to articles: bytes with a name, read once from front to end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from loaders.article import Article
from loaders.formats.limits import CHUNK, Budget
from ontology.errors import LoadError, MalformedArticle

Found = Article | LoadError
"""What becomes of each article in an input: itself, or why there is none."""
_UNSHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a name must not bring to a terminal: control characters, changes of direction, bytes that are no text."""
HEAD: Final = CHUNK
"""Bytes that tell the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes from a file, a member of an archive, the web or standard input."""

    name: str
    """For messages, and an article's ``source``: a path, ``archive.zip!/member``, an address, ``<stdin>``."""
    stream: BinaryIO
    """Everything, from the first byte."""
    head: bytes
    """The first bytes, to tell the format by."""
    url: str | None = None
    """Where it was fetched from."""
    charset: str | None = None
    """What the web server says of its encoding."""
    depth: int = 0
    """In how many archives it lies."""
    budget: Budget = field(default_factory=Budget)

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in lower case, with its dot; empty if there is none."""
        return PurePosixPath(self.name).suffix.lower()

    def all_bytes(self, limit: int, *, hint: str) -> bytes:
        """Everything; raises ``MalformedArticle`` with the ``hint`` if that is more than ``limit``."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise MalformedArticle(f"{self.name} is larger than {limit // 1_000_000} MB: {hint}.")
        return data


def opened(
    stream: BinaryIO,
    *,
    name: str,
    url: str | None = None,
    charset: str | None = None,
    depth: int = 0,
    budget: Budget | None = None,
) -> Source:
    """A source from a stream at its beginning."""
    head = b"".join(_first(stream))
    name = _UNSHOWN.sub("\ufffd", name)
    if stream.seekable():
        stream.seek(0)
    else:
        stream = io.BufferedReader(_Joined(head, stream), CHUNK)
    return Source(name=name, stream=stream, head=head, url=url, charset=charset, depth=depth, budget=budget or Budget())


def _first(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while size < HEAD and (data := stream.read(HEAD - size)):
        size += len(data)
        yield data


class _Joined(io.RawIOBase):
    """What was read already, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)
