"""What a store is to those who only read from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from pyoxigraph import Quad


class Quads(Protocol):
    """A store to be read from, or something that looks like one."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any = None, /) -> Iterator[Quad]:
        """The quads that match; ``None`` matches everything."""
        ...

    def __contains__(self, key: Any, /) -> bool:
        """Whether a quad is there."""
        ...
