"""The published dataset as files: the same bytes for the same content, and never half a file under its name.

The line formats (N-Triples, N-Quads) are sorted by line; Turtle and TriG are made to be read (``graph.turtle``).
Sorting holds as many statements in memory as it is told; the others wait in temporary files, so any size fits.

A dump can be of one part of the dataset (``graph.parts``), which has one license: no statement is in two parts, and all
parts together are the whole. The license stands in the dump, and in a text ``FILE.license`` beside it.
"""

from __future__ import annotations

import gzip
import heapq
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.files import written
from graph.parts import Part, notice, part_of
from graph.stats import base_of
from graph.turtle import Turtle, prefixes
from ontology.errors import BadChoice, StoreError

MEMORY: Final = 500_000
"""Statements that sorting holds in memory unless told otherwise: some 200 MB."""

_Output = IO[bytes] | io.BufferedWriter


class Format(StrEnum):
    """A format of dumps; the value is the file name's ending."""

    TURTLE = "ttl"
    TRIG = "trig"
    N_TRIPLES = "nt"
    N_QUADS = "nq"

    @property
    def has_graphs(self) -> bool:
        """Whether it holds the named graphs; the others hold the default graph alone."""
        return self in (Format.TRIG, Format.N_QUADS)

    @property
    def is_lines(self) -> bool:
        """Whether every line is one statement."""
        return self in (Format.N_TRIPLES, Format.N_QUADS)


def format_of(path: Path) -> tuple[Format, bool]:
    """Format and compression that a file name asks for: ``graph.nq.gz`` is N-Quads, compressed.

    Raises ``BadChoice`` if the name says no known format.
    """
    name = path.name.removesuffix(".gz")
    try:
        return Format(name.rpartition(".")[2]), path.name.endswith(".gz")
    except ValueError as error:
        endings = ", ".join(f".{known.value}" for known in Format)
        raise BadChoice(f"The name {path} says no format. Let it end in {endings}, and .gz to compress.") from error


def dump(
    store: Store,
    path: Path | str,
    *,
    format: Format | None = None,
    compress: bool | None = None,
    part: Part | None = None,
    memory: int = MEMORY,
) -> int:
    """Write the dataset to a file, which appears whole or not at all, and return the number of statements.

    Format and compression are what the file's name says unless given. With a ``part``, only that one is written, and
    its terms to ``FILE.license``. Raises ``StoreError`` if the file cannot be written.
    """
    path = Path(path)
    if format is None or compress is None:
        asked, packed = format_of(path) if format is None else (format, path.name.endswith(".gz"))
        format, compress = format or asked, packed if compress is None else compress
    try:
        if part is not None:
            with written(path.with_name(f"{path.name}.license")) as beside:
                beside.write(notice(part).encode("utf-8"))
        with written(path) as file:
            if not compress:
                return write(store, file, format, part=part, memory=memory)
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as zipped:
                buffered = io.BufferedWriter(zipped, 1 << 16)
                count = write(store, buffered, format, part=part, memory=memory)
                buffered.flush()
                return count
    except OSError as error:
        raise StoreError(f"The dump {path} could not be written: {error.strerror or error}.") from error


def write(store: Store, output: _Output, format: Format, *, part: Part | None = None, memory: int = MEMORY) -> int:
    """Write the dataset, its default graph or a part to an open binary file; the number of statements written."""
    base = base_of(store)
    found = _Counted(_quads(store, base, format, part))
    pieces = _lines(found, memory) if format.is_lines else _blocks(found, memory, base)
    for piece in pieces:
        output.write(piece.encode("utf-8"))
    return found.count


def _quads(store: Store, base: str, format: Format, part: Part | None) -> Iterator[Quad]:
    found = store.quads_for_pattern(None, None, None, None if format.has_graphs else DefaultGraph())
    if part is None:
        return found
    belongs = part_of(store, base)
    return (quad for quad in found if belongs(quad) is part)


class _Counted:
    """Quads, counted as they go by."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads, self.count = quads, 0

    def __iter__(self) -> Iterator[Quad]:
        for quad in self._quads:
            self.count += 1
            yield quad


def _lines(quads: Iterable[Quad], memory: int) -> Iterator[str]:
    return (f"{line} .\n" for line in in_order(map(str, quads), memory))


def _blocks(quads: Iterable[Quad], memory: int, base: str) -> Iterator[str]:
    writer = Turtle(prefixes(base))
    yield writer.header()
    for graph, about in groupby(_by_subject(quads, memory), key=lambda quad: quad.graph_name):
        if isinstance(graph, DefaultGraph):
            yield from writer.blocks(about)
        else:
            yield from writer.graph(graph, about)


def _by_subject(quads: Iterable[Quad], memory: int) -> Iterator[Quad]:
    """The quads by graph, the default graph first, and by subject; sorted as lines that are read back."""
    lines = in_order((f"{graph_order(quad)}\t{subject_order(quad)}\t{quad} ." for quad in quads), memory)
    while batch := list(islice(lines, 10_000)):
        content = "\n".join(line.split("\t", 2)[2] for line in batch)
        yield from parse(content.encode("utf-8"), RdfFormat.N_QUADS, lenient=True)


def graph_order(quad: Quad) -> str:
    """What sorts quads by graph, the default graph first."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def subject_order(quad: Quad) -> str:
    """What sorts quads by subject."""
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)


def in_order(lines: Iterable[str], memory: int) -> Iterator[str]:
    """Lines sorted by code point, at most ``memory`` of them in memory at a time; lines hold no line break."""
    remaining = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterator[str]] = []
        while batch := sorted(islice(remaining, memory)):
            if not runs and len(batch) < memory:
                yield from batch
                return
            run = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            run.writelines(f"{line}\n" for line in batch)
            run.seek(0)
            runs.append(line.removesuffix("\n") for line in run)
        yield from heapq.merge(*runs)
