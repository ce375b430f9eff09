"""The triples of a document by subject, in the order in which they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

import pyoxigraph as ox

from ontology import terms

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

_FIRST: Final = terms.RDF + "first"
_REST: Final = terms.RDF + "rest"
_NIL: Final = terms.RDF + "nil"
_NOTHING: Final[Mapping[str, list[Node]]] = {}


class Triples:
    """What a document says, to be asked by subject and property."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Triples whose objects are quoted triples are left out."""
        self._of: defaultdict[str, defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode | ox.BlankNode) and not isinstance(triple.object, ox.Triple):
                self._of[triple.subject.value][triple.predicate.value].append(triple.object)

    @classmethod
    def of_turtle(cls, *turtle: bytes) -> Triples:
        """Those of documents in Turtle; nodes without a name stay apart."""
        return cls(
            quad.triple
            for text in turtle
            for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=len(turtle) > 1)
        )

    def __iter__(self) -> Iterator[str]:
        """The subjects: IRIs, and names of nodes without one."""
        return iter(tuple(self._of))

    def objects(self, subject: str, predicate: str) -> tuple[Node, ...]:
        """The values of a property."""
        return tuple(self._of.get(subject, _NOTHING).get(predicate, ()))

    def predicates(self, subject: str) -> tuple[str, ...]:
        """The properties that a subject has."""
        return tuple(self._of.get(subject, _NOTHING))

    def iris(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The IRIs among the values of a property."""
        return tuple(one.value for one in self.objects(subject, predicate) if isinstance(one, ox.NamedNode))

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The literals among the values of a property, as text."""
        return tuple(one.value for one in self.objects(subject, predicate) if isinstance(one, ox.Literal))

    def text(self, subject: str, predicate: str) -> str:
        """The first literal among the values of a property, or nothing."""
        return next(iter(self.texts(subject, predicate)), "")

    def lists(self, subject: str, predicate: str) -> Iterator[tuple[Node, ...]]:
        """The members of each RDF list among the values of a property."""
        for head in self.objects(subject, predicate):
            members: list[Node] = []
            node = head.value
            while node != _NIL and (first := self.objects(node, _FIRST)):
                members.append(first[0])
                node = self.objects(node, _REST)[0].value
            if members:
                yield tuple(members)

    def subjects(self, predicate: str, value: str | None = None) -> tuple[str, ...]:
        """The subjects that have a property, or that have it with this IRI as a value."""
        found = (subject for subject in self if predicate in self._of[subject])
        return tuple(one for one in found if value is None or value in self.iris(one, predicate))
