"""What a publication says of single things, by point lookups that cost microseconds; what was read is remembered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeGuard

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.edition import DEFAULT
from graph.finest import finest
from ontology import terms as k

Term = NamedNode | Literal
Pair = tuple[NamedNode, Term]

_NAMES: Final = (k.RDFS_LABEL, k.RDF_TYPE, k.title)
"""What is told of neighbors."""
_SUBCLASS: Final = NamedNode(k.RDFS + "subClassOf")
_PROV: Final = "http://www.w3.org/ns/prov#"
_REMEMBERED: Final = 5000
"""Things of either kind that are remembered from document to document: some 30 MB."""
_LONG: Final = 100
"""Quads about one thing from which on they are not remembered."""


class _Said:
    """Quads about one thing."""

    __slots__ = ("pairs", "statements")

    def __init__(self, statements: Sequence[Quad]) -> None:
        self.statements = statements
        self.pairs: tuple[Pair, ...] = tuple((s.predicate, s.object) for s in statements if _is_term(s.object))


class Memory:
    """What was read for earlier documents of a publication, which never changes."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self._names: dict[str, _Said] = {}
        self._whole: dict[str, _Said] = {}
        self._above: dict[str, frozenset[str]] = {}

    def whole(self, iri: str, read: Callable[[str], _Said]) -> _Said:
        """All that is said of a thing, read if it is not remembered."""
        return self._whole.get(iri) or _kept(self._whole, read(iri), iri)

    def names(self, iri: str, read: Callable[[str], _Said]) -> _Said:
        """Its names, likewise."""
        return self._names.get(iri) or _kept(self._names, read(iri), iri)

    def above(self, cls: str, read: Callable[[str], frozenset[str]]) -> frozenset[str]:
        """The classes right above a class, likewise."""
        if cls not in self._above:
            self._above[cls] = read(cls)
        return self._above[cls]


def _kept(known: dict[str, _Said], said: _Said, iri: str) -> _Said:
    """Remember something; when there is no more room, everything before is forgotten."""
    if len(known) >= _REMEMBERED:
        known.clear()
    if len(said.pairs) < _LONG:
        known[iri] = said
    return said


class Lookups:
    """Reads the default graph of a publication for one document, which holds every triple that was read.

    A thing is read either as a whole (``about``) or by its names only (``names``).
    """

    def __init__(self, store: Store, memory: Memory) -> None:
        """``memory`` is shared between the documents of one publication."""
        self.store, self._memory = store, memory
        self._whole: dict[str, _Said] = {}
        self._named: dict[str, _Said] = {}

    def about(self, iri: str) -> tuple[Pair, ...]:
        """All that is said of a thing; empty for what is not described."""
        if iri not in self._whole:
            self._whole[iri] = self._memory.whole(iri, self._read)
        return self._whole[iri].pairs

    def names(self, iri: str) -> tuple[Pair, ...]:
        """Types, label and title of a thing."""
        if iri in self._whole:
            return tuple(pair for pair in self._whole[iri].pairs if pair[0] in _NAMES)
        if iri not in self._named:
            self._named[iri] = self._memory.names(iri, lambda one: self._read_some(one, _NAMES))
        return self._named[iri].pairs

    def some(self, iri: str, *names: NamedNode) -> tuple[Pair, ...]:
        """Some properties of a thing, in place of all."""
        if iri not in self._whole and iri not in self._named:
            self._named[iri] = self._read_some(iri, names)
        return self.known(iri)

    def has(self, iri: str) -> bool:
        """Whether a thing was read as a whole."""
        return iri in self._whole

    def known(self, iri: str) -> tuple[Pair, ...]:
        """What was read of a thing so far."""
        said = self._whole.get(iri) or self._named.get(iri)
        return said.pairs if said else ()

    def limit(self, iri: str, pairs: tuple[Pair, ...]) -> None:
        """Let the document hold these of the statements about a thing, as if they were all."""
        node = NamedNode(iri)
        self._whole[iri] = _Said([Quad(node, name, end) for name, end in pairs])

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

    def each(self, iri: str, name: NamedNode) -> Iterator[str]:
        """All values of one property as texts; nothing of it is in the document thereby."""
        for quad in self.store.quads_for_pattern(NamedNode(iri), name, None, DEFAULT):
            if isinstance(quad.object, NamedNode | Literal):
                yield quad.object.value

    @property
    def read(self) -> Collection[str]:
        """The IRIs of what was read, as a whole or by names."""
        return self._whole.keys() | self._named.keys()

    def finest(self, iri: str) -> tuple[str, ...]:
        """The classes that a thing is shown with, sorted (``graph.finest``); those of PROV where it has no other."""
        every = {cls.value for cls in values(self.known(iri), k.RDF_TYPE)}
        classes = {cls for cls in every if not cls.startswith(_PROV)} or every
        return finest(iri, classes, lambda cls: self._memory.above(cls, self._read_above))

    def statements(self) -> Iterator[Quad]:
        """All that was read, thing after thing in the order of reading."""
        for said in self._whole.values():
            yield from said.statements
        for iri, said in self._named.items():
            if iri not in self._whole:
                yield from said.statements

    def neighbors(self) -> set[str]:
        """What is pointed to by all that was read as a whole, and was not itself."""
        ends = {end.value for said in self._whole.values() for _, end in said.pairs if isinstance(end, NamedNode)}
        return ends - self._whole.keys()

    def _read(self, iri: str) -> _Said:
        return _Said(sorted(self.store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT), key=_order))

    def _read_some(self, iri: str, names: Iterable[NamedNode]) -> _Said:
        node = NamedNode(iri)
        return _Said([q for name in names for q in self.store.quads_for_pattern(node, name, None, DEFAULT)])

    def _read_above(self, cls: str) -> frozenset[str]:
        quads = self.store.quads_for_pattern(NamedNode(cls), _SUBCLASS, None, DEFAULT)
        ends = (quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        return frozenset(ends) - {cls}


_FIRST: Final = {name.value: f" {place}" for place, name in enumerate((k.RDF_TYPE, k.RDFS_LABEL, k.title))}


def _order(statement: Quad) -> tuple[str, str]:
    """Types and names first, everything else by the alphabet."""
    name = statement.predicate.value
    return _FIRST.get(name, name), str(statement.object)


def _is_term(end: object) -> TypeGuard[Term]:
    return isinstance(end, NamedNode | Literal)


def values(pairs: tuple[Pair, ...], name: NamedNode) -> list[Term]:
    """The values of one property."""
    return [value for key, value in pairs if key == name]


def value(pairs: tuple[Pair, ...], name: NamedNode) -> str | None:
    """The one value of a property as text, the first of several."""
    return next((value.value for key, value in pairs if key == name), None)
