"""Cytoscape's JSON (.cyjs), as Cytoscape and cytoscape.js (https://js.cytoscape.org/#notation/elements-json) read it.

``id``, ``source`` and ``target`` are the format's own; ``name`` and ``interaction`` are what Cytoscape shows of a node
and of an edge. Positions are those of the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.network.model import Network
from graph.network.node_link import dumped, listed, shown
from graph.network.rows import about, edges, nodes


def cytoscape(network: Network) -> Iterator[str]:
    """The file, piece by piece: a node or an edge on each line."""
    yield '{"format_version": "1.0", "generated_by": "Kerege", "target_cytoscapejs_version": "~3.0",\n'
    yield '"data": ' + dumped({"name": "Kerege", "shared_name": "Kerege"} | shown(about(network)))
    yield ', "elements": {"nodes": ['
    yield from listed(_node(iri, said) for iri, said in nodes(network))
    yield '], "edges": ['
    yield from listed(
        {
            "data": {"interaction": edge.said.get("predicate", "")}
            | shown(edge.said)
            | {"id": edge.key, "source": edge.source, "target": edge.target}
        }
        for edge in edges(network)
    )
    yield "]}}\n"


def _node(iri: str, said: Mapping[str, Any]) -> dict[str, Any]:
    carried = {name: value for name, value in shown(said).items() if name not in ("x", "y")}
    node: dict[str, Any] = {"data": {"name": said.get("label", iri)} | carried | {"id": iri}}
    if "x" in said and "y" in said:
        node["position"] = {"x": said["x"], "y": said["y"]}
    return node
