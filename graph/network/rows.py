"""Nodes and edges one after the other, in an order of their own: what all files of networks are written from.

Nothing is copied but the names of the nodes, so that a large network needs little more memory to be written than to be
had; and the order in which a network was put together does not show in its files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from graph.network.model import Network

Scalar: TypeAlias = str | int | float
"""What attributes are in files: text, whole number, other number."""


class Edge(NamedTuple):
    """An edge: where from, where to, its IRI, what it carries."""

    source: str
    target: str
    key: str
    said: Mapping[str, Any]

    @property
    def directed(self) -> bool:
        """Whether it makes a difference which end is which; so it is taken to be unless it says otherwise."""
        return bool(int(self.said.get("directed", 1)))


def nodes(network: Network) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Nodes with what they carry, by IRI."""
    for iri in sorted(network):
        yield iri, network.nodes[iri]


def edges(network: Network) -> Iterator[Edge]:
    """Edges by the IRIs of source, target and fact."""
    for source in sorted(network):
        for target, between in sorted(network.succ[source].items()):
            for key in sorted(between, key=str):
                yield Edge(source, target, str(key), between[key])


def kinds(network: Network) -> Iterator[tuple[Edge, str]]:
    """Edges, each with a kind that no other edge between the same two nodes has: its relation, if need be numbered.

    Gephi takes edges of the same kind for one.
    """
    for source in sorted(network):
        for target in sorted(network.succ[source]):
            taken: Counter[str] = Counter()
            if target < source and network.has_edge(target, source):
                taken.update(str(said.get("predicate", "")) for said in network.succ[target][source].values())
            for key, said in sorted(network.succ[source][target].items(), key=lambda one: str(one[0])):
                name = str(said.get("predicate", ""))
                taken[name] += 1
                yield Edge(source, target, str(key), said), name if taken[name] == 1 else f"{name} {taken[name]}"


def directed(network: Network) -> bool:
    """Whether any edge has a direction."""
    return not network.number_of_edges() or any(edge.directed for edge in edges(network))


def about(network: Network) -> dict[str, Scalar]:
    """What is said of the network as a whole."""
    return {str(name): scalar(value) for name, value in sorted(network.graph.items()) if value is not None}


def columns(carried: Iterable[Mapping[str, Any]], without: Collection[str] = ()) -> dict[str, type[Scalar]]:
    """The names of what nodes or edges carry, in alphabetical order, each with the type that suits all its values."""
    found: dict[str, set[type[Scalar]]] = {}
    for said in carried:
        for name, value in said.items():
            if value is not None:
                found.setdefault(name, set()).add(type(scalar(value)))
    return {name: _widest(found[name]) for name in sorted(found) if name not in without}


def _widest(kinds: set[type[Scalar]]) -> type[Scalar]:
    return next(kind for kind in (str, float, int) if kind in kinds)


def scalar(value: object) -> Scalar:
    """A value as files hold it: truth values are 0 and 1, and what is neither text nor number is its text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else str(value)


def text(value: object) -> str:
    """A value as text; numbers so that the same number is read back."""
    value = scalar(value)
    return repr(value) if isinstance(value, float) else str(value)
