"""How much an input may be, unpacked: what is larger is no news, or meant to do harm."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Protocol

from ontology.errors import MalformedArticle

MAX_BYTES: Final = 4_000_000
"""Of one article. A larger one is no news article, and reading it would hold up all the others."""
MAX_PAGE: Final = 16_000_000
"""Of one web page, most of which is markup, or one feed."""
MAX_JSON: Final = 200_000_000
"""Of one JSON document, which is parsed whole; JSON Lines and tables may be of any size."""
MAX_NESTED_ZIP: Final = 200_000_000
"""Of a zip archive that is not a file by itself, and has to be kept in memory or in a temporary file."""
MAX_UNPACKED: Final = 4_000_000_000
"""Of all that is unpacked from one input, in bytes."""
MAX_MEMBERS: Final = 200_000
"""Of one input, archives within archives counted."""
MAX_RATIO: Final = 200
"""Of unpacked to packed. News text shrinks to a third, JSON Lines of alike records to a twentieth."""
MAX_DEPTH: Final = 3
"""Of archives in archives."""
CHUNK: Final = 1 << 16

_HARMLESS: Final = 1_000_000
"""Unpacked bytes up to which no ratio is asked for: a short file of blanks does no harm."""


class TooMuch(MalformedArticle):
    """A limit of unpacking is passed, so that nothing further is read of the archive ``of``."""

    def __init__(self, sentence: str, *, of: str | None = None) -> None:
        """Without ``of`` it is the whole input that is given up."""
        super().__init__(sentence)
        self.of = of


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end."""
        ...


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one input; shared by all archives in it."""

    unpacked: int = MAX_UNPACKED
    members: int = MAX_MEMBERS
    largest: int = field(default=MAX_UNPACKED, init=False)

    def __post_init__(self) -> None:
        """Keep what the budget was, for messages."""
        self.largest = self.unpacked

    def take(self, size: int, name: str) -> None:
        """Count unpacked bytes; raises ``TooMuch`` when they are too many."""
        self.unpacked -= size
        if self.unpacked < 0:
            raise TooMuch(
                f"{name} unpacks to more than {self.largest / 1e9:g} GB: unpack it yourself, and load the folder."
            )

    def take_member(self, name: str) -> None:
        """Count a member of an archive; raises ``TooMuch`` when they are too many."""
        self.members -= 1
        if self.members < 0:
            raise TooMuch(f"{name} holds more than {MAX_MEMBERS:,} files: the rest of them is not read.")


class Unpacked(io.RawIOBase):
    """Unpacked bytes, counted while they are read: refuses what unpacks to far more than it is."""

    def __init__(self, stream: Readable, *, name: str, budget: Budget, packed: Packed) -> None:
        """The bytes of ``stream``; ``packed`` says how many packed ones they came from so far."""
        self._stream, self._name, self._budget, self._packed = stream, name, budget, packed
        self._size = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object, /) -> int:
        """Read the next bytes; raises ``TooMuch`` when a limit is passed."""
        view = memoryview(buffer)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        data = self._stream.read(min(len(view), CHUNK))
        self._size += len(data)
        self._budget.take(len(data), self._name)
        if self._size > _HARMLESS and self._size > MAX_RATIO * max(self._packed.size(), 1):
            raise TooMuch(
                f"{self._name} unpacks to more than {MAX_RATIO} times its size, as no news does: it is not read.",
                of=self._name,
            )
        view[: len(data)] = data
        return len(data)


class Packed:
    """Counts the packed bytes on their way to what unpacks them."""

    def __init__(self, stream: BinaryIO | None = None, *, size: int = 0) -> None:
        """Of a stream, or known beforehand."""
        self._stream, self._size = stream, size

    def read(self, size: int = -1, /) -> bytes:
        """The next packed bytes."""
        data = self._stream.read(size) if self._stream is not None else b""
        self._size += len(data)
        return data

    def size(self) -> int:
        """How many there were so far."""
        return self._size
