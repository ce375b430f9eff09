"""The facts of hubs in their order, as ``graph.hub_index`` keeps them beside a publication."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from graph.ranked import Given


def packed(facts: tuple[str, ...]) -> bytes:
    """A list of IRIs as it is kept."""
    return zlib.compress("\n".join(facts).encode("utf-8"), 1)


def listed(index: Path, iri: str) -> Given | None:
    """The facts of a thing; ``None`` if it has too few to be kept, or the index is gone with its publication."""
    try:
        with closing(sqlite3.connect(f"{index.as_uri()}?mode=ro&immutable=1", uri=True)) as lists:
            row = lists.execute("SELECT facts FROM list WHERE thing = ?", (iri,)).fetchone()
    except sqlite3.Error:
        return None
    return Given(tuple(zlib.decompress(row[0]).decode("utf-8").split("\n"))) if row else None
