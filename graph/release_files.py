"""All dumps of a release at once: every format, the whole and each part, plain and compressed, in two passes.

Writing one dump after the other (``graph.dump``) would read and sort the dataset 24 times; here it is sorted once
by line and once by subject, and each statement goes to all files that hold it. The bytes are the same
(``tests/test_releases.py``).
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.census import Census
from graph.dump import Format, graph_order, in_order, subject_order
from graph.parts import Part, part_of
from graph.stats import base_of
from graph.turtle import Turtle, prefixes

_PIECE: Final = 1 << 16
_BATCH: Final = 10_000
_PARTS: Final = tuple(Part)
_DEFAULT: Final = DefaultGraph()
Tagged = tuple[Quad, Part]
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpFile:
    """A dump of a release."""

    name: str
    part: Part | None
    """``None``: the whole."""
    format: Format
    compressed: bool
    size: int
    """Bytes."""
    sha256: str
    """In hexadecimal digits."""
    statements: int

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> DumpFile:
        """The file whose fields JSON has given; ``ValueError``, ``KeyError`` or ``TypeError`` if it is none."""
        known: dict[str, Any] = dict(fields)
        known["part"] = Part(fields["part"]) if fields["part"] else None
        known["format"] = Format(fields["format"])
        return cls(**known)


def file_name(part: Part | None, format: Format) -> str:
    """The name of the dump of a part, or of the whole, before compression: ``kerege-facts.nt``."""
    return f"kerege-{part.value}.{format.value}" if part else f"kerege.{format.value}"


def write_dumps(store: Store, folder: Path, census: Census, note: Note, memory: int) -> list[DumpFile]:
    """Write all dumps of a published store into a folder, and make them last.

    ``census`` counts the default graph on the way, and ``note`` is told the IRI of each thing with a document, in
    order. At most ``memory`` statements are held at a time.
    """
    with ExitStack() as stack:
        outputs = {
            (part, format): stack.enter_context(_Output(folder, part, format))
            for part in (None, *Part)
            for format in Format
        }
        base = base_of(store)
        _write_lines(store, base, outputs, memory)
        _write_blocks(store, base, outputs, memory, census, note)
        return [file for output in outputs.values() for file in output.finish()]


class _Digested:
    """A file that knows its size and digest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._digest, self.size = hashlib.sha256(), 0

    def write(self, content: bytes) -> int:
        self._digest.update(content)
        self.size += len(content)
        return self._file.write(content)

    def flush(self) -> None:
        self._file.flush()

    def finish(self) -> str:
        """Make the file last; its digest."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._digest.hexdigest()

    def close(self) -> None:
        self._file.close()


class _Output:
    """One dump, written plain and compressed at once."""

    def __init__(self, folder: Path, part: Part | None, format: Format) -> None:
        self._part, self._format = part, format
        name = file_name(part, format)
        self._plain, self._packed = _Digested(folder / name), _Digested(folder / f"{name}.gz")
        # No name and no clock in it: the same content gives the same bytes.
        self._zipped = gzip.GzipFile("", "wb", 6, self._packed, mtime=0)
        self._waiting: list[str] = []
        self._size = self.statements = 0

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, *_: object) -> None:
        self._zipped.close()
        self._plain.close()
        self._packed.close()

    def write(self, text: str, statements: int = 0) -> None:
        self.statements += statements
        self._waiting.append(text)
        self._size += len(text)
        if self._size >= _PIECE:
            self._write()

    def finish(self) -> Iterator[DumpFile]:
        """Make both files last, and say what they are."""
        self._write()
        self._zipped.close()
        for file, compressed in ((self._plain, False), (self._packed, True)):
            digest = file.finish()
            yield DumpFile(
                name=file.path.name, part=self._part, format=self._format, compressed=compressed, size=file.size,
                sha256=digest, statements=self.statements,
            )  # fmt: skip

    def _write(self) -> None:
        content = "".join(self._waiting).encode("utf-8")
        self._plain.write(content)
        self._zipped.write(content)
        self._waiting.clear()
        self._size = 0


_Outputs = dict[tuple[Part | None, Format], _Output]


def _write_lines(store: Store, base: str, outputs: _Outputs, memory: int) -> None:
    """N-Triples and N-Quads, sorted by line; a line goes through the sorting with the number of its part behind it."""
    belongs = part_of(store, base)
    # A quad's own text is never followed by anything less than a tab, so the number does not change the order.
    lines = (f"{quad}\t{_PARTS.index(belongs(quad))}{'t' if quad.graph_name == _DEFAULT else 'q'}" for quad in store)
    for line in in_order(lines, memory):
        text, _, tag = line.rpartition("\t")
        for part in (None, _PARTS[int(tag[0])]):
            outputs[part, Format.N_QUADS].write(f"{text} .\n", 1)
            if tag[1] == "t":
                outputs[part, Format.N_TRIPLES].write(f"{text} .\n", 1)


def _write_blocks(store: Store, base: str, outputs: _Outputs, memory: int, census: Census, note: Note) -> None:
    """Turtle and TriG, one block a subject."""
    writer = Turtle(prefixes(base))
    for (_, format), output in outputs.items():
        if not format.is_lines:
            output.write(writer.header())
    tagged = _by_subject(store, part_of(store, base), memory)
    for graph, about_all in groupby(tagged, key=lambda one: one[0].graph_name):
        subjects = groupby(about_all, key=lambda one: one[0].subject)
        if isinstance(graph, DefaultGraph):
            for _, about in subjects:
                _write_default(list(about), writer, outputs, census, note)
        else:
            _write_graph(graph, (list(about) for _, about in subjects), writer, outputs)


def _write_default(about: list[Tagged], writer: Turtle, outputs: _Outputs, census: Census, note: Note) -> None:
    """One subject of the default graph."""
    if iri := census.add([quad for quad, _ in about]):
        note(iri)
    for part, quads, text in _shares(about, writer, ""):
        outputs[part, Format.TURTLE].write(text, len(quads))
        outputs[part, Format.TRIG].write(text, len(quads))


def _write_graph(
    graph: NamedNode | BlankNode, subjects: Iterable[list[Tagged]], writer: Turtle, outputs: _Outputs
) -> None:
    """A named graph: in the whole, and in each part that has some of it."""
    begun: set[Part | None] = set()
    for about in subjects:
        for part, quads, text in _shares(about, writer, "    "):
            output = outputs[part, Format.TRIG]
            if part not in begun:
                begun.add(part)
                output.write(f"\n{writer.term(graph)} {{\n")
            output.write(text, len(quads))
    for part in begun:
        outputs[part, Format.TRIG].write("}\n")


def _shares(about: Sequence[Tagged], writer: Turtle, indent: str) -> Iterator[tuple[Part | None, list[Quad], str]]:
    """A subject's block in the whole, and in every part that says something of it."""
    shares: defaultdict[Part, list[Quad]] = defaultdict(list)
    for quad, part in about:
        shares[part].append(quad)
    whole = [quad for quad, _ in about]
    text = "".join(writer.blocks(whole, indent))
    yield None, whole, text
    for part, quads in shares.items():
        yield part, quads, text if len(shares) == 1 else "".join(writer.blocks(quads, indent))


def _by_subject(store: Store, belongs: Callable[[Quad], Part], memory: int) -> Iterator[Tagged]:
    """All quads with their parts, by graph and subject; sorted as lines that are read back."""
    lines = in_order(
        (f"{graph_order(quad)}\t{subject_order(quad)}\t{quad} .\t{_PARTS.index(belongs(quad))}" for quad in store),
        memory,
    )
    while batch := [line.split("\t", 2)[2].rpartition("\t") for line in islice(lines, _BATCH)]:
        content = "\n".join(text for text, _, _ in batch)
        quads = parse(content.encode("utf-8"), RdfFormat.N_QUADS, lenient=True)
        yield from ((quad, _PARTS[int(tag)]) for quad, (_, _, tag) in zip(quads, batch, strict=True))
