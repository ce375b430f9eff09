"""DOT (https://graphviz.org/doc/info/lang.html), for Graphviz: ``dot`` lays out anew, ``neato -n`` keeps positions.

Labels mean what they say: Graphviz would read escapes and entities in them, so backslashes are doubled and ``&`` is
written as an entity. In other attributes, which Graphviz does not read, only quotes are escaped, and a backslash is
written as a slash: the language has no way to end a text with one. Graphviz counts upwards, so ``y`` is turned around.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.network.colors import edge_color, node_color
from graph.network.markup import legal
from graph.network.model import Network
from graph.network.rows import Edge, edges, nodes, text

_OPENING: Final = """digraph network {
graph [charset="UTF-8", outputorder=edgesfirst];
node [shape=box, style="rounded,filled", fontname="Arial", fontsize=10, fontcolor=white, height=0.3, margin="0.1,0.04"];
edge [fontname="Arial", fontsize=8, arrowsize=0.6];
"""
_ROOM: Final = 0.15
"""Points of Graphviz for a unit of the layout and the root of the number of nodes: these are as wide as their names."""
_OWN: Final = frozenset({"label", "color", "x", "y", "weight", "pos", "id", "URL", "tooltip"})
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


def dot(network: Network) -> Iterator[str]:
    """The file, piece by piece."""
    scale = max(1.0, _ROOM * math.sqrt(len(network)))
    yield _OPENING
    for iri, said in nodes(network):
        yield f"{_quoted(iri)} [{_attributes(_node(iri, said, scale), said)}];\n"
    for edge in edges(network):
        yield f"{_quoted(edge.source)} -> {_quoted(edge.target)} [{_attributes(_edge(edge), edge.said)}];\n"
    yield "}\n"


def _node(iri: str, said: Mapping[str, Any], scale: float) -> Iterator[tuple[str, str]]:
    yield "label", _shown(said.get("label", iri))
    color = _quoted(node_color(said))
    yield "color", color
    yield "fillcolor", color
    if "x" in said and "y" in said:
        yield "pos", f'"{said["x"] * scale:.2f},{-said["y"] * scale:.2f}"'
    yield "URL", _shown(iri)


def _edge(edge: Edge) -> Iterator[tuple[str, str]]:
    said, sources = edge.said, edge.said.get("independentSources", 1)
    yield "id", _shown(edge.key)
    yield "label", _shown(said.get("label", ""))
    yield "color", _quoted(edge_color(said))
    yield "fontcolor", _quoted(edge_color(said))
    if not edge.directed:
        yield "dir", "none"
    if isinstance(sources, int) and sources > 1:
        yield "penwidth", str(round(min(4.0, 1 + 0.5 * math.log2(sources)), 2))
    if "weight" in said:
        yield "weight", _quoted(text(said["weight"]))
    yield "URL", _shown(edge.key)
    yield "tooltip", _shown(said.get("sentence") or said.get("label", ""))


def _attributes(own: Iterator[tuple[str, str]], said: Mapping[str, Any]) -> str:
    others = (
        (name, _quoted(text(said[name])))
        for name in sorted(said)
        if name not in _OWN and said[name] is not None and _NAME.fullmatch(name)
    )
    return ", ".join(f"{name}={value}" for name, value in (*own, *others))


def _shown(value: object) -> str:
    """A text that Graphviz draws, as it is."""
    whole = legal(str(value)).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + whole.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n") + '"'


def _quoted(value: object) -> str:
    """A text that Graphviz only keeps."""
    return '"' + legal(str(value)).replace("\\", "/").replace('"', '\\"') + '"'
