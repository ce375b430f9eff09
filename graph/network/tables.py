"""A network as two tables in CSV (RFC 4180), one of nodes and one of edges, for Gephi, pandas and spreadsheets.

The columns that Gephi looks for come first: ``id`` and ``label``; ``source``, ``target``, ``type``, ``kind``, ``id``,
``label`` and ``weight``. A text that a spreadsheet would take for a formula has an apostrophe before it, as OWASP says
(https://owasp.org/www-community/attacks/CSV_Injection); numbers and IRIs never need one.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from graph.network.model import Network
from graph.network.rows import columns, kinds, nodes, text

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The date of files in an archive: the earliest there is, since a clock would show."""


def node_table(network: Network) -> Iterator[str]:
    """The table of nodes, piece by piece."""
    names = list(columns((said for _, said in network.nodes(data=True)), without=("id", "label")))
    head = ["id", "label", *names]
    rows = ([iri, _cell(said.get("label", iri)), *_cells(said, names)] for iri, said in nodes(network))
    yield from _table(head, rows)


def edge_table(network: Network) -> Iterator[str]:
    """The table of edges, piece by piece."""
    first = ("source", "target", "type", "kind", "id", "label", "weight")
    names = list(columns((said for _, _, said in network.edges(data=True)), without=first))
    rows = (
        [
            edge.source,
            edge.target,
            "Directed" if edge.directed else "Undirected",
            _cell(kind),
            edge.key,
            *_cells(edge.said, ["label", "weight", *names]),
        ]
        for edge, kind in kinds(network)
    )
    yield from _table([*first, *names], rows)


def archive(network: Network, name: str = "network") -> Iterator[bytes]:
    """Both tables in a ZIP archive, piece by piece."""
    sink = _Sink()
    tables: tuple[tuple[str, Callable[[Network], Iterator[str]]], ...] = (("nodes", node_table), ("edges", edge_table))
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for title, table in tables:
            info = zipfile.ZipInfo(f"{name}.{title}.csv", _LONG_AGO)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with made.open(info, "w") as file:
                for piece in table(network):
                    file.write(piece.encode(errors="replace"))
                    yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What is written, until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._written.append(bytes(data))
        return len(self._written[-1])

    def taken(self) -> bytes:
        whole = b"".join(self._written)
        self._written.clear()
        return whole


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    lines = _Lines()
    writer = csv.writer(lines)
    for row in chain([list(map(_cell, head))], rows):
        writer.writerow(row)
        yield lines.line


class _Lines:
    """Takes a line at a time."""

    line = ""

    def write(self, text: str, /) -> None:
        self.line = text


def _cells(said: Mapping[str, Any], names: list[str]) -> list[str]:
    return [_cell(said.get(name)) for name in names]


def _cell(value: object) -> str:
    """A value that stays what it is in a spreadsheet; nothing for none."""
    if value is None:
        return ""
    written = text(value)
    return f"'{written}" if isinstance(value, str) and written.startswith(_FORMULA) else written
