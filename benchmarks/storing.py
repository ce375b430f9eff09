"""Storing against pyoxigraph's bulk load of the same quads: what “each article whole or not at all” costs."""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path

from copies import copies
from measure import folder, seconds, tell, times_given
from pyoxigraph import RdfFormat, Store, serialize

from graph.store import GraphStore
from loaders.quads import quads
from loaders.reading.reader import read


def main() -> None:
    """Load readings into stores, and their quads, as N-Quads, into bare ones; the reading itself is not timed."""
    readings = [read(article) for article in copies(times_given(20, __doc__))]
    found = [quad for reading in readings for quad in quads(reading)]
    lines = io.BytesIO()
    serialize(found, lines, RdfFormat.N_QUADS)
    number = count()

    def ours(place: Path) -> None:
        with GraphStore(place / f"ours{next(number)}") as store:
            for _ in store.load(readings):
                pass

    def theirs(place: Path) -> None:
        store = Store(place / f"theirs{next(number)}")
        store.bulk_load(lines.getvalue(), RdfFormat.N_QUADS)
        store.flush()

    def extend(place: Path) -> None:
        store = Store(place / f"extend{next(number)}")
        store.extend(found)
        store.flush()

    with folder() as place:
        baseline = seconds(lambda: theirs(place))
        transaction = seconds(lambda: extend(place))
        measured = seconds(lambda: ours(place))
    print(f"{len(readings)} articles, {len(found):,} quads: {len(found) / measured:,.0f} quads a second.")
    tell(f"storing {len(readings)} articles", measured, baseline, "bulk load of the same quads")
    tell("one transaction of the same quads", transaction, baseline, "bulk load of the same quads")


if __name__ == "__main__":
    main()
