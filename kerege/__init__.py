"""Kerege: a knowledge graph of development cooperation, read from news articles.

    import kerege

    graph = kerege.open("kerege-store", create=True)
    graph.load("news/")
    graph.ask("who-met-whom", person="Olzhas Bektenov").to_pandas()

The functions here do the same at once, without an object to keep. Everything does what the command of its name does,
and raises the errors of ``ontology.errors``, whose base is ``KeregeError``. What is needed is imported when it is used.
``docs/python.md`` tells the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kerege.face import Graph
from ontology.errors import KeregeError, LoadError

if TYPE_CHECKING:
    from graph.answers import Answer
    from graph.network.model import Network
    from graph.store import Outcome

__all__ = ["Graph", "KeregeError", "LoadError", "ask", "dump", "load", "network", "open", "query"]


def open(store: str | Path, *, timeout: float = 30.0, create: bool = False) -> Graph:
    """The published graph of a store, to load into, to ask several things, to write out.

    ``timeout`` is in seconds, for each question. With ``create`` the store need not exist before something is loaded.
    """
    return Graph(store, timeout=timeout, create=create)


def load(
    inputs: str | Path | Iterable[str | Path],
    *,
    store: str | Path,
    workers: int | None = None,
    publish: bool = True,
    reader: str | None = None,
) -> list[Outcome | LoadError]:
    """Read files and folders into the store, which is made if it is new, and publish.

    For each article, in order, it says what became of it, or gives the error for which it was skipped. With several
    ``workers`` call it under ``if __name__ == "__main__":``. ``reader`` is the name of an installed reader.
    """
    if publish:
        return Graph(store, create=True).load(inputs, workers=workers, reader=reader)
    from graph.store import GraphStore
    from kerege.loading import loading
    from loaders.readers.face import RULES

    with GraphStore(store) as opened:
        given = [inputs] if isinstance(inputs, str | Path) else inputs
        return list(loading(opened, given, workers=workers, reader=reader or RULES))


def ask(name: str, *, store: str | Path, timeout: float = 30.0, **values: str) -> Answer:
    """The answer to a stored question, its parameters by name; ``records()`` of it are its rows."""
    with open(store, timeout=timeout) as graph:
        return graph.ask(name, values)


def query(sparql: str, *, store: str | Path, timeout: float = 30.0) -> Answer:
    """The answer to a SPARQL query over the published graph."""
    with open(store, timeout=timeout) as graph:
        return graph.query(sparql)


def dump(file: str | Path, *, store: str | Path, part: str = "all") -> int:
    """Write the published graph, or a part, to a file (.ttl, .trig, .nt, .nq; .gz compresses); how many statements."""
    return Graph(store).dump(file, part=part)


def network(
    file: str | Path,
    *,
    store: str | Path,
    kinds: Collection[str] | None = None,
    relations: Collection[str] | None = None,
) -> Network:
    """Write the network of who works with whom to a file (.graphml, .gexf or .json), and give it."""
    return Graph(store).network(file, kinds=kinds, relations=relations)
