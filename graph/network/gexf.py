"""GEXF 1.3 (https://gexf.net/schema.html), with time for Gephi's timeline.

Nodes and edges are there from ``begin`` to ``end``; a month or a year counts from its first day or to its last one.
Color, position and size are written for display. Gephi keeps several edges between two nodes only if their kinds
differ: a second one of the same relation is of the kind "finances 2". There is no date of writing.
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.network.colors import edge_color, node_color
from graph.network.markup import attributes, escaped
from graph.network.model import Network
from graph.network.rows import Edge, Scalar, columns, directed, kinds, nodes, text

_OPENING: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>Kerege</creator><description>Things, and facts that articles state about them</description></meta>
"""
_TYPES: Final[Mapping[type[Scalar], str]] = {str: "string", int: "long", float: "double"}
_OF_NODES: Final = frozenset({"label", "color", "x", "y"})
_OF_EDGES: Final = frozenset({"label", "color", "weight"})
"""What the format has places of its own for."""
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def gexf(network: Network) -> Iterator[str]:
    """The file, piece by piece."""
    of_nodes = columns((said for _, said in network.nodes(data=True)), without=_OF_NODES)
    of_edges = columns((said for _, _, said in network.edges(data=True)), without=_OF_EDGES)
    yield _OPENING
    default = directed(network)
    yield f'<graph defaultedgetype="{"directed" if default else "undirected"}" idtype="string"{_time(network)}>\n'
    yield from _declared("node", of_nodes)
    yield from _declared("edge", of_edges)
    yield f'<nodes count="{network.number_of_nodes()}">\n'
    most = max((degree for _, degree in network.degree()), default=0) or 1
    for iri, said in nodes(network):
        yield _node(iri, said, of_nodes, 4 + 16 * math.sqrt(network.degree(iri) / most))
    yield f'</nodes>\n<edges count="{network.number_of_edges()}">\n'
    for edge, kind in kinds(network):
        yield _edge(edge, kind, of_edges, "undirected" if default and not edge.directed else None)
    yield "</edges>\n</graph>\n</gexf>\n"


def _time(network: Network) -> str:
    """How the graph lies in time, if anything in it does."""
    carried = (said for _, said in network.nodes(data=True))
    timed = any(map(_span, carried)) or any(_span(said) for _, _, said in network.edges(data=True))
    return ' mode="dynamic" timeformat="date" timerepresentation="interval"' if timed else ' mode="static"'


def _declared(owner: str, names: Mapping[str, type[Scalar]]) -> Iterator[str]:
    if names:
        yield f'<attributes class="{owner}" mode="static">\n'
        for name, kind in names.items():
            yield f'<attribute id="{escaped(name)}" title="{escaped(name)}" type="{_TYPES[kind]}"/>\n'
        yield "</attributes>\n"


def _node(iri: str, said: Mapping[str, Any], names: Iterable[str], size: float) -> str:
    own = attributes(id=iri, label=said.get("label", iri))
    place = attributes(x=text(said["x"]), y=text(said["y"]), z="0.0") if "x" in said and "y" in said else None
    return (
        f"<node{own}{_span(said)}>{_values(names, said)}{_color(node_color(said))}"
        f'{f"<viz:position{place}/>" if place else ""}<viz:size value="{round(size, 2)}"/></node>\n'
    )


def _edge(edge: Edge, kind: str, names: Iterable[str], direction: str | None) -> str:
    said = edge.said
    own = attributes(
        id=edge.key,
        source=edge.source,
        target=edge.target,
        type=direction,
        kind=kind or None,
        label=said.get("label"),
        weight=text(said["weight"]) if "weight" in said else None,
    )
    return f"<edge{own}{_span(said)}>{_values(names, said)}{_color(edge_color(said))}</edge>\n"


def _values(names: Iterable[str], said: Mapping[str, Any]) -> str:
    written = "".join(
        f'<attvalue for="{escaped(name)}" value="{escaped(text(said[name]))}"/>'
        for name in names
        if said.get(name) is not None
    )
    return f"<attvalues>{written}</attvalues>" if written else ""


def _color(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _span(said: Mapping[str, Any]) -> str:
    """When a node or an edge is there, as attributes; an end before its begin is left out."""
    begin, end = _day(said.get("begin"), last=False), _day(said.get("end"), last=True)
    return attributes(start=begin, end=None if begin and end and end < begin else end)


def _day(date: object, *, last: bool) -> str | None:
    """An ISO date as a day: the first or the last one of a month or a year."""
    found = _DAY.fullmatch(str(date or ""))
    if not found:
        return None
    year, month, day = found.groups()
    month = month or ("12" if last else "01")
    if not (1 <= int(month) <= 12 and int(year)):
        return None
    return f"{year}-{month}-{day or (f'{monthrange(int(year), int(month))[1]:02}' if last else '01')}"
