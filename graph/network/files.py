"""Networks as files that other programs read; the same network gives the same bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import networkx as nx

from graph.files import written
from graph.network.model import Network
from ontology.errors import BadChoice, StoreError

_META: Final = re.compile(r"\s*<meta .*?</meta>", re.DOTALL)
"""Where networkx writes today's date."""
_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NetworkFormat(StrEnum):
    """A file format of networks; the value is the file name's ending."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"


def write_network(drawn: Network, path: Path | str, format: NetworkFormat | None = None) -> None:
    """Write a network to a file, which appears whole or not at all.

    The format is what the file's name says unless given; GraphML and GEXF are read by Gephi, yEd and Cytoscape, the
    JSON is networkx's node-link form. Raises ``StoreError`` if the file cannot be written.
    """
    path = Path(path)
    content = network_bytes(drawn, format or _format_of(path))
    try:
        with written(path) as file:
            file.write(content)
    except OSError as error:
        raise StoreError(f"The network {path} could not be written: {error.strerror or error}.") from error


def network_bytes(drawn: Network, format: NetworkFormat) -> bytes:
    """A network as the content of a file."""
    return _WRITERS[format](drawn)


def _format_of(path: Path) -> NetworkFormat:
    try:
        return NetworkFormat(path.name.rpartition(".")[2])
    except ValueError as error:
        endings = ", ".join(f".{known.value}" for known in NetworkFormat)
        raise BadChoice(f"The name {path} says no network format. Let it end in {endings}.") from error


def _graphml(drawn: Network) -> bytes:
    output = io.BytesIO()
    nx.write_graphml_xml(_legal(drawn), output)
    return output.getvalue()


def _gexf(drawn: Network) -> bytes:
    text = "\n".join(nx.generate_gexf(_legal(drawn, ids=True)))
    return f"{_META.sub('', text, count=1)}\n".encode()


def _json(drawn: Network) -> bytes:
    data: Mapping[str, Any] = nx.node_link_data(drawn, edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


_WRITERS: Final[Mapping[NetworkFormat, Callable[[Network], bytes]]] = {
    NetworkFormat.GRAPHML: _graphml,
    NetworkFormat.GEXF: _gexf,
    NetworkFormat.JSON: _json,
}


def _legal(drawn: Network, *, ids: bool = False) -> Network:
    """The network without characters that XML forbids; with ``ids``, edges have their keys as an attribute too."""
    legal: Network = nx.MultiDiGraph()
    for iri, said in drawn.nodes(data=True):
        legal.add_node(iri, **{name: _clean(value) for name, value in said.items()})
    for subject, value, fact, about in drawn.edges(keys=True, data=True):
        shown = {name: _clean(text) for name, text in about.items()}
        legal.add_edge(subject, value, key=fact, **shown, **({"id": fact} if ids else {}))
    return legal


def _clean(value: object) -> object:
    return _NOT_IN_XML.sub("\ufffd", value) if isinstance(value, str) else value
