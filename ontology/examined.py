"""An ontology as those who look for its pitfalls see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from ontology import iris, terms
from ontology.triples import Triples

SCHEMA: Final = "https://schema.org/"
KINDS: Final = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
PROPERTIES: Final = KINDS[1:3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitfall:
    """Something that reviewers of ontologies look for, found."""

    code: str
    """That of the OOPS! catalogue (``P06``), of the ROBOT report (``R-…``), or an own one (``K-…``)."""
    term: str
    """Local name of the term that it is about; of the ontology itself, nothing."""
    message: str
    """What is wrong, as a sentence."""


Check = Callable[["Examined"], Iterator[Pitfall]]


class Examined:
    """An ontology and what it says of its terms, which are told by local name; others by IRI."""

    def __init__(self, turtle: bytes, used: Collection[str] | None = None) -> None:
        """An ontology in Turtle; ``used`` are the local names that something reads or writes, if that is known."""
        self.triples = Triples.of_turtle(turtle)
        self.used = used
        self.kinds: dict[str, list[str]] = {
            kind: [
                iri.removeprefix(iris.ONTOLOGY)
                for iri in self.triples.subjects(terms.RDF_TYPE.value, terms.OWL + kind)
                if iri.startswith(iris.ONTOLOGY)
            ]
            for kind in KINDS
        }

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every own term that is declared."""
        return tuple(dict.fromkeys(name for names in self.kinds.values() for name in names))

    @property
    def properties(self) -> tuple[str, ...]:
        """Object and datatype properties."""
        return tuple(name for kind in PROPERTIES for name in self.kinds[kind])

    def values(self, name: str, predicate: str) -> tuple[str, ...]:
        """The IRIs that a term has for a property, own ones by local name."""
        found = self.triples.iris(iris.ONTOLOGY + name, predicate)
        return tuple(iri.removeprefix(iris.ONTOLOGY) for iri in found)

    def texts(self, name: str, local: str) -> tuple[str, ...]:
        """The literals that a term has for a property of RDFS."""
        return self.triples.texts(iris.ONTOLOGY + name, terms.RDFS + local)

    def types(self, name: str) -> frozenset[str]:
        """The local names of the OWL types of a term, such as ``SymmetricProperty``."""
        found = self.triples.iris(iris.ONTOLOGY + name, terms.RDF_TYPE.value)
        return frozenset(iri.removeprefix(terms.OWL) for iri in found if iri.startswith(terms.OWL))

    def ends(self, name: str, end: str) -> tuple[str, ...]:
        """The classes at an end (``domain``, ``range``) of a property, inferred or usual."""
        return (*self.values(name, terms.RDFS + end), *self.values(name, f"{SCHEMA}{end}Includes"))

    def above(self, name: str) -> tuple[str, ...]:
        """The classes or properties directly above a term."""
        return (*self.values(name, terms.RDFS + "subClassOf"), *self.values(name, terms.RDFS + "subPropertyOf"))

    def ancestors(self, name: str) -> frozenset[str]:
        """All classes or properties above a term; the term itself only in a cycle."""
        found: set[str] = set()
        todo = list(self.above(name))
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += self.above(one)
        return frozenset(found)

    @cached_property
    def apart(self) -> frozenset[frozenset[str]]:
        """The pairs of classes, properties or individuals that are declared to share nothing."""
        groups = [
            {getattr(one, "value", "").removeprefix(iris.ONTOLOGY) for one in members}
            for node in self.triples
            for predicate in (terms.OWL + "members", terms.OWL + "distinctMembers")
            for members in self.triples.lists(node, predicate)
        ]
        for name in self.names:
            for predicate in ("disjointWith", "propertyDisjointWith", "differentFrom"):
                groups += [{name, other} for other in self.values(name, terms.OWL + predicate)]
        return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two classes share nothing, for what is above them."""
        wholes = ({one, *self.ancestors(one)}, {other, *self.ancestors(other)})
        return any(frozenset((a, b)) in self.apart for a in wholes[0] for b in wholes[1] if a != b)
