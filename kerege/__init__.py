"""Kerege: a knowledge graph of development cooperation, read from news articles.

    import kerege

    kerege.load(["news/"], store="graph")
    with kerege.open("graph") as graph:
        for row in graph.ask("who-met-whom", {"person": "Olzhas Bektenov"}).records():
            print(row["met"], row["sentence"])

Every function here does what the command of its name does, and raises the errors of ``ontology.errors``, whose base is
``KeregeError``. What they need is imported when they run.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import KeregeError, LoadError

if TYPE_CHECKING:
    from graph.answers import Answer
    from graph.ask import Questions
    from graph.store import Outcome

__all__ = ["KeregeError", "LoadError", "ask", "dump", "load", "network", "open", "query"]


def load(
    inputs: Iterable[str | Path], *, store: str | Path, workers: int | None = None, publish: bool = True
) -> list[Outcome | LoadError]:
    """Read files and folders into the store, which is made if it is new, and publish.

    For each article, in order, it says what became of it, or gives the error for which it was skipped. With several
    ``workers`` call it under ``if __name__ == "__main__":``.
    """
    from graph.publish import publish as publish_store
    from graph.store import GraphStore
    from kerege.loading import loading

    with GraphStore(store) as opened:
        outcomes = list(loading(opened, inputs, workers=workers))
        if publish:
            publish_store(opened)
    return outcomes


def open(store: str | Path, *, timeout: float = 30.0) -> Questions:
    """The published graph of a store, to ask several things (``ask``, ``query``); close it, or use ``with``.

    It stays as it is while others load and publish. ``timeout`` is in seconds.
    """
    from graph.ask import Questions
    from graph.publications import newest_published

    return Questions(newest_published(store).store, timeout=timeout)


def ask(name: str, *, store: str | Path, timeout: float = 30.0, **values: str) -> Answer:
    """The answer to a stored question, its parameters by name; ``records()`` of it are its rows."""
    with open(store, timeout=timeout) as questions:
        return questions.ask(name, values)


def query(sparql: str, *, store: str | Path, timeout: float = 30.0) -> Answer:
    """The answer to a SPARQL query over the published graph."""
    with open(store, timeout=timeout) as questions:
        return questions.query(sparql)


def dump(file: str | Path, *, store: str | Path) -> int:
    """Write the published graph to a file (.ttl, .trig, .nt or .nq, and .gz to compress); the number of statements."""
    from graph.dump import dump as write
    from graph.publications import open_published

    return write(open_published(store), file)


def network(file: str | Path, *, store: str | Path) -> None:
    """Write the network of who works with whom to a file (.graphml, .gexf or .json)."""
    from graph.network import network as drawn
    from graph.network import write_network
    from graph.publications import open_published

    write_network(drawn(open_published(store)), file)
