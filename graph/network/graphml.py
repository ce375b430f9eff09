"""GraphML (http://graphml.graphdrawing.org/specification.html), as networkx, igraph, yEd, Gephi and Cytoscape read it.

Nodes and edges have their IRIs as ids. Where any edge has a direction, all are written as directed, since networkx
refuses a mixture: which ones are not is said by their attribute ``directed``. Empty text is written too, so that every
node has what it had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.network.markup import escaped
from graph.network.model import Network
from graph.network.rows import Scalar, about, columns, directed, edges, nodes, text

_OPENING: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES: Final[Mapping[type[Scalar], str]] = {str: "string", int: "long", float: "double"}


def graphml(network: Network) -> Iterator[str]:
    """The file, piece by piece."""
    of_nodes = columns(said for _, said in network.nodes(data=True))
    of_edges = columns(said for _, _, said in network.edges(data=True))
    said_of_all = columns([about(network)])
    yield _OPENING
    yield from _keys("node", of_nodes)
    yield from _keys("edge", of_edges)
    yield from _keys("graph", said_of_all)
    yield f'<graph id="network" edgedefault="{"directed" if directed(network) else "undirected"}">\n'
    yield _data("graph", said_of_all, about(network))
    for iri, said in nodes(network):
        yield f'<node id="{escaped(iri)}">{_data("node", of_nodes, said)}</node>\n'
    for edge in edges(network):
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        yield f'<edge id="{escaped(edge.key)}" {ends}>{_data("edge", of_edges, edge.said)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _keys(owner: str, names: Mapping[str, type[Scalar]]) -> Iterator[str]:
    for place, (name, kind) in enumerate(names.items()):
        yield f'<key id="{owner[0]}{place}" for="{owner}" attr.name="{escaped(name)}" attr.type="{_TYPES[kind]}"/>\n'


def _data(owner: str, names: Mapping[str, type[Scalar]], said: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{owner[0]}{place}">{_value(said[name])}</data>'
        for place, name in enumerate(names)
        if said.get(name) is not None
    )


def _value(value: object) -> str:
    return escaped(_SPECIAL.get(written := text(value), written) if isinstance(value, float) else text(value))


_SPECIAL: Final = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}
"""Numbers that XML Schema spells in its own way."""
