"""What a publication says of single things, by point lookups that cost microseconds; what was read is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.edition import DEFAULT
from ontology import terms as k

Term = NamedNode | Literal
Pair = tuple[NamedNode, Term]

_NAMES: Final = (k.RDFS_LABEL, k.RDF_TYPE, k.title)
"""What is told of neighbors."""
_SUBCLASS: Final = NamedNode(k.RDFS + "subClassOf")
_REMEMBERED: Final = 10_000
"""Things that are remembered from document to document: some 20 MB."""
_LONG: Final = 100
"""Statements about one thing from which on they are not remembered."""

_Known = dict[str, tuple[Pair, ...]]


class Memory:
    """What was read for earlier documents of a publication, which never changes; the names, and things as a whole."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self.names: _Known = {}
        self.whole: _Known = {}

    @staticmethod
    def keep(known: _Known, iri: str, pairs: tuple[Pair, ...]) -> None:
        """Remember something; when there is no more room, everything before is forgotten."""
        if len(known) >= _REMEMBERED:
            known.clear()
        if len(pairs) < _LONG:
            known[iri] = pairs


class Lookups:
    """Reads the default graph of a publication for one document, which holds every triple that was read.

    A thing is read either as a whole (``about``) or by its names only (``names``).
    """

    def __init__(self, store: Store, memory: Memory) -> None:
        """``memory`` is shared between the documents of one publication."""
        self.store, self._memory = store, memory
        self._whole: _Known = {}
        self._named: _Known = {}

    def about(self, iri: str) -> tuple[Pair, ...]:
        """All that is said of a thing; empty for what is not described."""
        found = self._whole.get(iri)
        if found is None and (found := self._memory.whole.get(iri)) is not None:
            self._whole[iri] = found
        if found is None:
            quads = self.store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT)
            pairs = ((q.predicate, q.object) for q in quads if isinstance(q.object, NamedNode | Literal))
            self._whole[iri] = found = tuple(sorted(pairs, key=_order))
            self._memory.keep(self._memory.whole, iri, found)
        return found

    def names(self, iri: str) -> tuple[Pair, ...]:
        """Types, label and title of a thing."""
        whole = self._whole.get(iri)
        if whole is not None:
            return tuple(pair for pair in whole if pair[0] in _NAMES)
        found = self._named.get(iri)
        if found is None and (found := self._memory.names.get(iri)) is not None:
            self._named[iri] = found
        if found is None:
            found = self._some(iri, _NAMES)
            self._memory.keep(self._memory.names, iri, found)
        return found

    def some(self, iri: str, *names: NamedNode) -> tuple[Pair, ...]:
        """Some properties of a thing, in place of all."""
        return self._whole.get(iri) or self._some(iri, names)

    def has(self, iri: str) -> bool:
        """Whether a thing was read as a whole."""
        return iri in self._whole

    def known(self, iri: str) -> tuple[Pair, ...]:
        """What was read of a thing so far."""
        return self._whole.get(iri) or self._named.get(iri, ())

    def limit(self, iri: str, pairs: tuple[Pair, ...]) -> None:
        """Let the document hold these of the statements about a thing, as if they were all."""
        self._whole[iri] = pairs

    def is_described(self, iri: str) -> bool:
        """Whether anything is said of a thing."""
        return next(self.store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT), None) is not None

    def pointing(self, name: NamedNode, value: Term, most: int | None = None) -> Iterator[str]:
        """The things that have this value; nothing of them is in the document thereby."""
        quads = self.store.quads_for_pattern(None, name, value, DEFAULT)
        for quad in islice(quads, most):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def value(self, iri: str, name: NamedNode) -> Term | None:
        """A value of one property; nothing of it is in the document thereby."""
        for quad in self.store.quads_for_pattern(NamedNode(iri), name, None, DEFAULT):
            if isinstance(quad.object, NamedNode | Literal):
                return quad.object
        return None

    @property
    def read(self) -> Collection[str]:
        """The IRIs of what was read, as a whole or by names."""
        return self._whole.keys() | self._named.keys()

    def finest(self, iri: str) -> tuple[str, ...]:
        """The classes of a thing that no other of its classes is below, sorted."""
        classes = {cls.value for cls in values(self.known(iri), k.RDF_TYPE)}
        above = {
            quad.object.value
            for cls in classes
            for quad in self.store.quads_for_pattern(NamedNode(cls), _SUBCLASS, None, DEFAULT)
            if isinstance(quad.object, NamedNode) and quad.object.value != cls
        }
        return tuple(sorted(classes - above))

    def triples(self) -> Iterator[Triple]:
        """All that was read, thing after thing in the order of reading."""
        for iri, pairs in self._whole.items():
            node = NamedNode(iri)
            for name, value in pairs:
                yield Triple(node, name, value)
        for iri, pairs in self._named.items():
            if iri not in self._whole:
                node = NamedNode(iri)
                for name, value in pairs:
                    yield Triple(node, name, value)

    def neighbors(self) -> set[str]:
        """What is pointed to by all that was read as a whole, and was not itself."""
        ends = {value.value for pairs in self._whole.values() for _, value in pairs if isinstance(value, NamedNode)}
        return ends - self._whole.keys()

    def _some(self, iri: str, names: tuple[NamedNode, ...]) -> tuple[Pair, ...]:
        found = self._named.get(iri)
        if found is None:
            node = NamedNode(iri)
            found = tuple(
                (name, quad.object)
                for name in names
                for quad in self.store.quads_for_pattern(node, name, None, DEFAULT)
                if isinstance(quad.object, NamedNode | Literal)
            )
            self._named[iri] = found
        return found


_FIRST: Final = {name.value: f" {place}" for place, name in enumerate((k.RDF_TYPE, k.RDFS_LABEL, k.title))}


def _order(pair: Pair) -> tuple[str, str]:
    """Types and names first, everything else by the alphabet."""
    name = pair[0].value
    return _FIRST.get(name, name), pair[1].value


def values(pairs: tuple[Pair, ...], name: NamedNode) -> list[Term]:
    """The values of one property."""
    return [value for key, value in pairs if key == name]


def value(pairs: tuple[Pair, ...], name: NamedNode) -> str | None:
    """The one value of a property as text, the first of several."""
    return next((value.value for key, value in pairs if key == name), None)
