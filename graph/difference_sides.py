"""One of two graphs that are compared: cheap questions to its default graph, and what differs between two streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final, TypeVar, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.ledger import joined_into
from ontology import terms as k

T = TypeVar("T")
Values = tuple[str, ...]

_DEFAULT: Final = DefaultGraph()
_STEPS: Final = 20
"""Joins that are followed one after another."""


class Side:
    """A graph in an opened store."""

    def __init__(self, store: Store) -> None:
        """Only its default graph is looked at."""
        self.store = store

    def quads(self, name: NamedNode, value: NamedNode | None = None) -> Iterator[Quad]:
        """All that have this property (and value)."""
        return self.store.quads_for_pattern(None, name, value, _DEFAULT)

    def about(self, iri: str, name: NamedNode | None = None) -> Iterator[Quad]:
        """What is said of a thing (with this property)."""
        return self.store.quads_for_pattern(NamedNode(iri), name, None, _DEFAULT)

    def pointing(self, name: NamedNode, iri: str) -> Iterator[str]:
        """The things that this property leads to another from."""
        for quad in self.store.quads_for_pattern(None, name, NamedNode(iri), _DEFAULT):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def has(self, iri: str, name: NamedNode) -> bool:
        """Whether a thing has any value of a property."""
        return next(self.about(iri, name), None) is not None

    def is_a(self, iri: str, cls: NamedNode) -> bool:
        """Whether a thing has a class."""
        return Quad(NamedNode(iri), k.RDF_TYPE, cls, _DEFAULT) in self.store

    def values(self, iri: str, name: NamedNode) -> Values:
        """The values of a property, sorted."""
        found = (quad.object for quad in self.about(iri, name))
        return tuple(sorted(end.value for end in found if isinstance(end, NamedNode | Literal)))

    def ends(self, iri: str, name: NamedNode) -> Iterator[str]:
        """The things that a property leads to."""
        return (quad.object.value for quad in self.about(iri, name) if isinstance(quad.object, NamedNode))

    def properties(self, iri: str) -> dict[NamedNode, Values]:
        """All that is said of a thing."""
        found: dict[NamedNode, list[str]] = {}
        for quad in self.about(iri):
            if isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.predicate, []).append(quad.object.value)
        return {name: tuple(sorted(values)) for name, values in found.items()}

    def is_thing(self, iri: str) -> bool:
        """Whether a person, institution, place, undertaking or event goes by this IRI."""
        return self.has(iri, k.key)

    def is_fact(self, iri: str) -> bool:
        """Whether an IRI is of a fact that is stated: no other reading of one, nothing only inferred."""
        return self.is_a(iri, k.Fact) and not self.has(iri, k.mirrors) and not self.has(iri, k.inferredFrom)

    def called(self, key: str) -> set[str]:
        """The things that have this folded name."""
        return subjects(self.store.quads_for_pattern(None, k.key, Literal(key), _DEFAULT))

    def called_like(self, words: frozenset[str]) -> set[str]:
        """The things that have a folded name with all these words."""
        keys = ((quad.subject, quad.object) for quad in self.quads(k.key))
        return {
            thing.value
            for thing, key in keys
            if isinstance(thing, NamedNode) and isinstance(key, Literal) and words <= set(key.value.split())
        }

    def published(self, iri: str) -> str:
        """The IRI that a thing goes by, after all joins."""
        for _ in range(_STEPS):
            into = joined_into(self.store, iri)
            if into is None or into == iri:
                break
            iri = into
        return iri


def differing(ones: Iterable[T], others: Iterable[T]) -> tuple[set[T], set[T]]:
    """What only the one has, and what only the other has; neither has anything twice.

    Both are gone through side by side. Where they come in the same order, as quads of two stores do, the memory it
    takes is that of what differs; in any other order the result is the same.

    >>> differing("abcdf", "bcdef")
    ({'a'}, {'e'})
    """
    left, right = set[T](), set[T]()
    pairs = cast("Iterator[tuple[T | None, T | None]]", zip_longest(ones, others))
    for one, other in pairs:
        if one == other:
            continue
        if one is not None:
            if one in right:
                right.remove(one)
            else:
                left.add(one)
        if other is not None:
            if other in left:
                left.remove(other)
            else:
                right.add(other)
    return left, right


def differing_quads(
    before: Side, now: Side, name: NamedNode, value: NamedNode | None = None
) -> tuple[set[Quad], set[Quad]]:
    """The quads of a property that only the one graph has, and only the other."""
    return differing(before.quads(name, value), now.quads(name, value))


def subjects(quads: Iterable[Quad]) -> set[str]:
    """What quads are about."""
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
