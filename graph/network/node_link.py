"""The node-link form of networkx, in JSON: ``networkx.node_link_graph(json.load(file), edges="edges")``.

Numbers that JSON has no form for (infinite, not a number) are null. ``id`` of nodes, ``source``, ``target`` and ``key``
of edges are theirs; attributes of such names give way.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from graph.network.model import Network
from graph.network.rows import about, edges, nodes, scalar


def node_link(network: Network) -> Iterator[str]:
    """The file, piece by piece: a node or an edge on each line."""
    yield '{"directed": true, "multigraph": true, "graph": '
    yield dumped(shown(about(network))) + ', "nodes": ['
    yield from listed(shown(said) | {"id": iri} for iri, said in nodes(network))
    yield '], "edges": ['
    yield from listed(
        shown(edge.said) | {"source": edge.source, "target": edge.target, "key": edge.key} for edge in edges(network)
    )
    yield "]}\n"


def listed(items: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Objects between the brackets of a list, one a line."""
    comma = "\n"
    for item in items:
        yield comma + dumped(item)
        comma = ",\n"
    yield "\n"


def dumped(item: Mapping[str, Any]) -> str:
    """An object in JSON."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True, allow_nan=False).translate(_LONE)


def shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a node or an edge carries, as JSON can say it."""
    values = {name: scalar(value) for name, value in said.items() if value is not None}
    return {name: None if isinstance(v, float) and not math.isfinite(v) else v for name, v in values.items()}


class _Lone(dict[int, str]):
    """Halves of surrogate pairs, which UTF-8 cannot write, as escapes."""

    def __missing__(self, code: int) -> str:
        return f"\\u{code:04x}" if 0xD800 <= code <= 0xDFFF else chr(code)


_LONE = _Lone()
