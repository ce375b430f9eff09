"""Networks as files that other programs read; the same network gives the same bytes.

Files are written piece by piece from the network as it is: none is held in memory as a whole but pictures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from graph.files import written
from graph.network.cytoscape import cytoscape
from graph.network.dot import dot
from graph.network.gexf import gexf
from graph.network.graphml import graphml
from graph.network.layout import laid_out
from graph.network.model import Network
from graph.network.node_link import node_link
from graph.network.svg import svg
from graph.network.tables import archive, edge_table, node_table
from ontology.errors import BadChoice, StoreError

Writer: TypeAlias = Callable[[Network], Iterable[str | bytes]]
"""Gives a file, piece by piece."""

_PIECE: Final = 1 << 16
"""Bytes that are handed on at a time."""


_ROOMY: Final = 60
"""Nodes that have room in a picture of usual size."""


class NetworkFormat(StrEnum):
    """A file format of networks; the value is the file name's ending."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    CYTOSCAPE = "cyjs"
    DOT = "dot"
    JSON = "json"
    NODES = "nodes.csv"
    EDGES = "edges.csv"
    TABLES = "zip"
    SVG = "svg"


TWO_TABLES: Final = "csv"
"""The ending that stands for two files, one of nodes and one of edges."""
PAGE: Final = "html"
"""The ending of pages to look around in, which have sentences: ``graph.network.page`` writes them."""
_OTHER_ENDINGS: Final = {"gv": NetworkFormat.DOT}


def write_network(drawn: Network, path: Path | str, format: NetworkFormat | None = None) -> tuple[Path, ...]:
    """Write a network to a file, which appears whole or not at all, and say which files were written.

    The format is what the file's name says unless given. NAME.csv is two files, NAME.nodes.csv and NAME.edges.csv;
    NAME.zip holds both. Raises ``BadChoice`` for a name that says no format and ``StoreError`` if the file cannot be
    written.
    """
    path = Path(path)
    wanted = {path: format} if format else targets(path)
    try:
        with ExitStack() as stack:
            files = {stack.enter_context(written(target)): form for target, form in wanted.items()}
            for file, form in files.items():
                file.writelines(network_pieces(drawn, form))
    except OSError as error:
        raise StoreError(f"The network {path} could not be written: {error.strerror or error}.") from error
    return tuple(wanted)


def network_bytes(drawn: Network, format: NetworkFormat) -> bytes:
    """A network as the content of a file."""
    return b"".join(network_pieces(drawn, format))


def network_pieces(drawn: Network, format: NetworkFormat) -> Iterator[bytes]:
    """A network as the content of a file, piece by piece."""
    pieces: list[bytes] = []
    size = 0
    for piece in WRITERS[format](drawn):
        pieces.append(piece if isinstance(piece, bytes) else piece.encode(errors="replace"))
        size += len(pieces[-1])
        if size >= _PIECE:
            yield b"".join(pieces)
            pieces.clear()
            size = 0
    yield b"".join(pieces)


def targets(path: Path) -> dict[Path, NetworkFormat]:
    """The files that a name stands for, with their formats. Raises ``BadChoice`` for a name that says no format."""
    for form in NetworkFormat:
        if path.name.endswith(f".{form.value}"):
            return {path: form}
    ending = path.name.rpartition(".")[2]
    if ending in _OTHER_ENDINGS:
        return {path: _OTHER_ENDINGS[ending]}
    if ending == TWO_TABLES:
        return {path.with_suffix(f".{form.value}"): form for form in (NetworkFormat.NODES, NetworkFormat.EDGES)}
    if ending == PAGE:
        raise BadChoice(f"The page {path} needs the sentences of the graph: graph.network.page.write_page writes it.")
    endings = ", ".join(sorted({f".{known}" for known in (*NetworkFormat, *_OTHER_ENDINGS, TWO_TABLES, PAGE)}))
    raise BadChoice(f"The name {path} says no network format. Let it end in one of {endings}.")


def _picture(drawn: Network) -> Iterator[str]:
    """A picture as large as its nodes need."""
    placed = drawn if all("x" in said and "y" in said for _, said in drawn.nodes(data=True)) else laid_out(drawn)
    title = f"{drawn.number_of_nodes():,} things and {drawn.number_of_edges():,} relations"
    scale = min(4.0, max(1.0, math.sqrt(len(drawn) / _ROOMY)))
    yield svg(placed, title=title, width=round(960 * scale), height=round(640 * scale))


WRITERS: Final[Mapping[NetworkFormat, Writer]] = {
    NetworkFormat.GRAPHML: graphml,
    NetworkFormat.GEXF: gexf,
    NetworkFormat.CYTOSCAPE: cytoscape,
    NetworkFormat.DOT: dot,
    NetworkFormat.JSON: node_link,
    NetworkFormat.NODES: node_table,
    NetworkFormat.EDGES: edge_table,
    NetworkFormat.TABLES: archive,
    NetworkFormat.SVG: _picture,
}
"""What writes each format."""
