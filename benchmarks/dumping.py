"""Dumping against pyoxigraph's own dump: what sorted lines, readable Turtle and parts cost."""

from __future__ import annotations

from collections.abc import Callable

from copies import copies
from measure import folder, seconds, tell, times_given
from pyoxigraph import DefaultGraph, RdfFormat

from graph.dump import dump
from graph.parts import Part
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.reading.reader import read

LIMIT = 50_000
"""Statements in memory: few, so that sorting has to go by temporary files."""


def main() -> None:
    """Dump one published graph in every format, ours and theirs."""
    readings = [read(article) for article in copies(times_given(20, __doc__))]
    with folder() as place:
        with GraphStore(place / "store") as store:
            for _ in store.load(readings):
                pass
            publish(store)
        graph, default = open_published(place / "store"), DefaultGraph()
        ours: dict[str, Callable[[], object]] = {
            "x.nt": lambda: dump(graph, place / "x.nt"),
            "x.nq": lambda: dump(graph, place / "x.nq"),
            "x.ttl": lambda: dump(graph, place / "x.ttl"),
            "x.nt, sorted outside memory": lambda: dump(graph, place / "x.nt", memory=LIMIT),
            "x.nt, facts only": lambda: dump(graph, place / "x.nt", part=Part.FACTS),
        }
        theirs: dict[str, Callable[[], object]] = {
            "x.nt": lambda: graph.dump(str(place / "y"), RdfFormat.N_TRIPLES, from_graph=default),
            "x.nq": lambda: graph.dump(str(place / "y"), RdfFormat.N_QUADS),
            "x.ttl": lambda: graph.dump(str(place / "y"), RdfFormat.TURTLE, from_graph=default),
        }
        baselines = {name: seconds(function) for name, function in theirs.items()}
        count = sum(1 for _ in graph.quads_for_pattern(None, None, None, default))
        print(f"{len(graph):,} quads, {count:,} of them in the default graph.")
        for name, function in ours.items():
            tell(name, seconds(function), baselines[name.partition(",")[0]], "pyoxigraph's")


if __name__ == "__main__":
    main()
