"""A publication of any size: what a small one says, said again of other people, projects and events.

Loading a million facts as articles takes the better part of an hour; a graph of that size is also had by writing the
triples of a small publication many times, each time with other IRIs and names for all but the reference data. So its
hubs (a country, a bank) grow with it, as those of a real graph do.
"""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from graph.catalogue import VOID
from graph.publications import Publications, newest_published
from graph.stats import base_of
from ontology import terms as k
from ontology.iris import Minter

_VARIED: Final = re.compile(r"(?:person|institution|place|undertaking|event|article|assertion|passage|fact)/")
_NAMING: Final = {k.RDFS_LABEL, k.name, k.key, k.title}
_MARK: Final = "\ue000"
"""Where the number of a copy stands in its pattern; no text holds it."""
_SLOT: Final = re.compile("\ue001([0-9]+)\ue001")
"""Where the IRI of a plain fact stands, which is a digest of what it says."""
_AT_ONCE: Final = 200
"""Copies that are written together."""


def amplified(source: Path, times: int, target: Path, *, named: bool = False) -> int:
    """Write a store whose one publication holds the newest of ``source``, and what it says ``times`` − 1 times more.

    Its articles cannot be read again: it is there to be asked. ``named`` multiplies the named graphs too. Returns how
    many facts it has.
    """
    published = newest_published(source)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("archive", "live", "releases"))
    place = Publications(target).path / str(published.number) / "store"
    shutil.rmtree(place)
    store = Store(str(place))
    store.bulk_extend(Store.read_only(str(published.store)))
    pattern = _Pattern(store, named=named)
    for begin in range(1, times, _AT_ONCE):
        copies = "".join(pattern.copy(number) for number in range(begin, min(begin + _AT_ONCE, times)))
        store.bulk_load(io.BytesIO(copies.encode("utf-8")), RdfFormat.N_QUADS)
    _recount(store, pattern, times - 1)
    store.flush()
    store.optimize()
    return sum(1 for _ in store.quads_for_pattern(None, k.RDF_TYPE, k.Fact, DefaultGraph()))


class _Pattern:
    """What is said of things that are not reference data, with a mark in every IRI and name of theirs."""

    def __init__(self, store: Store, *, named: bool = False) -> None:
        self._start = f"{base_of(store)}id/"
        self._minter = Minter(base_of(store))
        self._known = {
            quad.subject for graph in _reference(store) for quad in store.quads_for_pattern(None, None, None, graph)
        }
        self._said: list[tuple[str, ...]] = []
        self._facts = dict(self._plain_facts(store))
        text = self._text(store, DefaultGraph())
        self.counts = Counter(_counted(line) for line in text.splitlines())
        """How many triples the default graph has of each property, and instances of each class."""
        self.triples = text.count("\n")
        """How many it has in all."""
        for graph in store.named_graphs() if named else ():
            text += self._text(store, graph)
        self._pieces = [piece.split(_MARK) for piece in _SLOT.sub("\ue001", text).split("\ue001")]
        self._slots = [int(found[1]) for found in _SLOT.finditer(text)]

    def copy(self, number: int) -> str:
        """The pattern in N-Quads with a number in the marks."""
        mark = f"-{number}"
        facts = [self._minter.fact(*(part.replace(_MARK, mark) for part in said)) for said in self._said]
        pieces = [mark.join(piece) for piece in self._pieces]
        told = zip(pieces, [*(facts[slot] for slot in self._slots), ""], strict=True)
        return "".join(part for pair in told for part in pair)

    def _text(self, store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> str:
        found = io.StringIO()
        place = "" if isinstance(graph, DefaultGraph) else f"{self._term(graph)} "
        for quad in store.quads_for_pattern(None, None, None, graph):
            subject, value = self._term(quad.subject), self._term(quad.object)
            if (subject, value) != (str(quad.subject), str(quad.object)) or _MARK in place:
                if quad.predicate in _NAMING and isinstance(quad.object, Literal):
                    value = str(Literal(f"{quad.object.value} {_MARK}"))
                found.write(f"{subject} {quad.predicate} {value} {place}.\n")
        return found.getvalue()

    def _plain_facts(self, store: Store) -> Iterator[tuple[str, int]]:
        for quad in store.quads_for_pattern(None, k.predicate, None, DefaultGraph()):
            fact = str(quad.subject)[1:-1]
            subject, value = (next(store.quads_for_pattern(quad.subject, end, None)).object for end in _ENDS)
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                said = (subject.value, str(quad.object)[1:-1], value.value)
                marked = tuple(self._marked(part) for part in said)
                if fact == self._minter.fact(*said) and marked != said:
                    self._said.append(marked)
                    yield fact, len(self._said) - 1

    def _term(self, term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        slot = self._facts.get(term.value)
        return f"<{self._marked(term.value)}>" if slot is None else f"<\ue001{slot}\ue001>"

    def _marked(self, iri: str) -> str:
        if not iri.startswith(self._start) or NamedNode(iri) in self._known:
            return iri
        path = iri.removeprefix(self._start)
        if not _VARIED.match(path):
            return iri
        kind, _, rest = path.partition("/")
        head, slash, tail = rest.partition("/")  # an article's key comes first in the IRIs of its parts
        return f"{self._start}{kind}/{head}{_MARK}{slash}{tail}"


_ENDS: Final = (k.subject, k.object)


def _counted(line: str) -> str:
    """What the catalogue counts a triple under: its property, or the class that it gives."""
    _, relation, rest = line.split(" ", 2)
    return rest.removesuffix(" .") if relation == str(k.RDF_TYPE) else relation


def _recount(store: Store, pattern: _Pattern, times: int) -> None:
    """Let the catalogue tell what is there, as the service goes by the size of a graph."""
    for what, unit in (("class", "entities"), ("property", "triples")):
        for quad in list(store.quads_for_pattern(None, NamedNode(VOID + what), None)):
            for old in list(store.quads_for_pattern(quad.subject, NamedNode(VOID + unit), None, quad.graph_name)):
                store.remove(old)
                number = int(old.object.value) + pattern.counts[str(quad.object)] * times
                store.add(Quad(old.subject, old.predicate, Literal(number), old.graph_name))
    for old in [*store.quads_for_pattern(NamedNode(f"{base_of(store)}dataset"), NamedNode(VOID + "triples"), None)]:
        store.remove(old)
        number = int(old.object.value) + pattern.triples * times
        store.add(Quad(old.subject, old.predicate, Literal(number), old.graph_name))


def _reference(store: Store) -> Iterator[NamedNode]:
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.endswith("/reference"):
            yield graph
