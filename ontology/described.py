"""The ontology as its documentation tells it: each term with its place among the others.

Everything is read from Turtle: the ontology, the alignments with other vocabularies, the shapes. Nothing is known here
of any term by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from ontology import iris, terms
from ontology.generate_terms import SECTIONS
from ontology.triples import Triples

SCHEMA: Final = "https://schema.org/"
ONTOLOGY: Final = iris.ONTOLOGY.removesuffix("#")
_MATCHES: Final = {
    terms.RDFS + "subClassOf": "every one is",
    terms.RDFS + "subPropertyOf": "whenever it holds, so does",
    terms.SKOS + "exactMatch": "the same as",
    terms.SKOS + "closeMatch": "much like",
    terms.SKOS + "broadMatch": "narrower than",
    terms.SKOS + "narrowMatch": "broader than",
    terms.SKOS + "relatedMatch": "related to",
    terms.RDFS + "seeAlso": "worth knowing",
}
"""What an alignment says, in words."""
_HIERARCHY: Final = (terms.RDFS + "subClassOf", terms.RDFS + "subPropertyOf")
_DISJOINT: Final = (terms.OWL + "disjointWith", terms.OWL + "propertyDisjointWith")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or individual of the ontology; other terms are IRIs, sorted by label where nothing is said."""

    name: str
    """Local name: what follows ``#`` in its IRI."""
    iri: str
    label: str
    comment: str
    """What it means, without the example."""
    example: str
    section: str
    """The heading below which it stands."""
    kinds: tuple[str, ...]
    """Characteristics of a property: ``Symmetric``, ``Transitive`` …"""
    types: tuple[str, ...]
    """Of an individual: the classes that it is said to be of."""
    above: tuple[str, ...]
    """Classes or properties directly above it, as the ontology says."""
    below: tuple[str, ...]
    path: tuple[tuple[str, ...], ...]
    """Every way from a topmost class or property down to it, itself left out."""
    disjoint: tuple[str, ...]
    """Classes or individuals that are none of it."""
    domains: tuple[str, ...]
    """What its subjects are, by inference."""
    usual_domains: tuple[str, ...]
    """What its subjects are as a rule, from which nothing is inferred (``schema:domainIncludes``)."""
    ranges: tuple[str, ...]
    usual_ranges: tuple[str, ...]
    inverses: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    """Chains of properties along which it follows."""
    subject_of: tuple[str, ...]
    """Of a class: the properties that are said of its members."""
    object_of: tuple[str, ...]
    """Of a class: the properties whose values are its members."""
    members: tuple[str, ...]
    """Of a class: the individuals of the ontology that are of it."""
    alignments: tuple[tuple[str, str], ...]
    """Terms of other vocabularies: how they relate, in words, and their IRI."""
    constraints: tuple[tuple[str, str], ...]
    """Shapes that check it: their local names and what they say."""
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A version of the ontology."""

    head: Mapping[str, tuple[str, ...]]
    """What the ontology says of itself, by the IRI of the property."""
    imports: tuple[str, ...]
    terms: Mapping[str, Term]
    """By IRI."""
    borrowed: Mapping[str, tuple[tuple[str, str], ...]]
    """Terms of other vocabularies that the graph uses, by IRI, with the shapes that check them."""

    @property
    def sections(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms by heading, each section in the alphabet of labels."""
        found: dict[str, tuple[Term, ...]] = {}
        for heading, _ in SECTIONS:
            of_it = [term for term in self.terms.values() if term.section == heading]
            found[heading] = tuple(sorted(of_it, key=lambda term: (term.label.casefold(), term.name)))
        return found

    def said(self, property: str) -> str:
        """The first value of a property of the ontology itself, by its IRI; nothing if it has none."""
        return next(iter(self.head.get(property, ())), "")


def described(ontology: bytes, alignments: bytes = b"", shapes: bytes = b"") -> Described:
    """An ontology in Turtle, with what other documents in Turtle say of its terms."""
    own, aligned = Triples.of_turtle(ontology), Triples.of_turtle(alignments)
    sections = {
        iri: heading
        for heading, kind in SECTIONS
        for iri in own.subjects(terms.RDF_TYPE.value, terms.OWL + kind)
        if iri.startswith(iris.ONTOLOGY)
    }
    checks = constraints(Triples.of_turtle(shapes))
    reader = _Reader(own, aligned, sections, checks)
    return Described(
        head={name: _values(own, name) for name in own.predicates(ONTOLOGY)},
        imports=own.iris(ONTOLOGY, terms.OWL + "imports"),
        terms={iri: reader.term(iri) for iri in sections},
        borrowed={iri: found for iri, found in sorted(checks.items()) if not iri.startswith(iris.ONTOLOGY)},
    )


def _values(own: Triples, predicate: str) -> tuple[str, ...]:
    return tuple(one.value for one in own.objects(ONTOLOGY, predicate) if not isinstance(one, ox.BlankNode))


class _Reader:
    """Reads terms from the triples of the ontology."""

    def __init__(
        self,
        own: Triples,
        aligned: Triples,
        sections: Mapping[str, str],
        constraints: Mapping[str, tuple[tuple[str, str], ...]],
    ) -> None:
        self._own, self._aligned, self._sections, self._constraints = own, aligned, sections, constraints
        self._apart = _apart(own)

    def term(self, iri: str) -> Term:
        """All about one term."""
        own = self._own
        said, _, example = own.text(iri, terms.RDFS + "comment").partition(" Example: ")
        types = [one for one in own.iris(iri, terms.RDF_TYPE.value) if not one.startswith(terms.OWL)]
        return Term(
            name=iri.removeprefix(iris.ONTOLOGY),
            iri=iri,
            label=self._label(iri),
            comment=said,
            example=example,
            section=self._sections[iri],
            kinds=tuple(self._characteristics(iri)),
            types=tuple(types),
            above=self._above(iri),
            below=self._sorted({one for p in _HIERARCHY for one in own.subjects(p, iri)}),
            path=self._paths(iri),
            disjoint=self._sorted(self._apart.get(iri, set())),
            domains=own.iris(iri, terms.RDFS + "domain"),
            usual_domains=own.iris(iri, SCHEMA + "domainIncludes"),
            ranges=own.iris(iri, terms.RDFS + "range"),
            usual_ranges=own.iris(iri, SCHEMA + "rangeIncludes"),
            inverses=self._sorted(
                {*own.iris(iri, terms.OWL + "inverseOf"), *own.subjects(terms.OWL + "inverseOf", iri)}
            ),
            chains=tuple(
                tuple(one.value for one in found) for found in own.lists(iri, terms.OWL + "propertyChainAxiom")
            ),
            subject_of=self._having(iri, "domain"),
            object_of=self._having(iri, "range"),
            members=self._sorted(own.subjects(terms.RDF_TYPE.value, iri)),
            alignments=tuple(
                (words, one) for predicate, words in _MATCHES.items() for one in self._aligned.iris(iri, predicate)
            ),
            constraints=self._constraints.get(iri, ()),
            color=own.text(iri, terms.color.value),
        )

    def _label(self, iri: str) -> str:
        return self._own.text(iri, terms.RDFS + "label") or iri.replace("#", "/").rpartition("/")[2]

    def _sorted(self, found: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(found, key=lambda iri: (self._label(iri).casefold(), iri)))

    def _above(self, iri: str) -> tuple[str, ...]:
        return tuple(one for predicate in _HIERARCHY for one in self._own.iris(iri, predicate))

    def _paths(self, iri: str, seen: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], ...]:
        above = [one for one in self._above(iri) if one not in seen]
        return tuple((*way, one) for one in above for way in self._paths(one, seen | {iri}) or ((),))

    def _having(self, cls: str, end: str) -> tuple[str, ...]:
        found = {*self._own.subjects(terms.RDFS + end, cls), *self._own.subjects(f"{SCHEMA}{end}Includes", cls)}
        return self._sorted(found)

    def _characteristics(self, iri: str) -> Iterable[str]:
        for type in self._own.iris(iri, terms.RDF_TYPE.value):
            name = type.removeprefix(terms.OWL).removesuffix("Property")
            if type.startswith(terms.OWL) and type.endswith("Property") and name not in _DECLARING:
                yield name


_DECLARING: Final = frozenset({"Object", "Datatype", "Annotation"})


def _apart(own: Triples) -> dict[str, set[str]]:
    """For each class or individual, those of which it is said to be none."""
    groups = [
        {one.value for one in members}
        for node in own
        for predicate in (terms.OWL + "members", terms.OWL + "distinctMembers")
        for members in own.lists(node, predicate)
    ]
    groups += [{one, other} for one in own for predicate in _DISJOINT for other in own.iris(one, predicate)]
    found: dict[str, set[str]] = {}
    for group in groups:
        for one in group:
            found.setdefault(one, set()).update(group - {one})
    return found


_SH: Final = "http://www.w3.org/ns/shacl#"
_TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "path")


def constraints(shapes: Triples) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each term, the shapes with a message that check it: its members, its values, or where it may stand."""
    found: dict[str, list[tuple[str, str]]] = {}
    for shape in shapes:
        message = shapes.text(shape, _SH + "message")
        if not message:
            continue
        name = shape.rpartition("#")[2]
        holders = [shape, *shapes.subjects(_SH + "property", shape)]
        for term in sorted({term for holder in holders for term in _targets(shapes, holder)}):
            found.setdefault(term, []).append((name, message))
    return {term: tuple(sorted(checks)) for term, checks in found.items()}


def _targets(shapes: Triples, shape: str) -> Iterable[str]:
    for name in _TARGETS:
        yield from shapes.iris(shape, _SH + name)
    for path in shapes.lists(shape, _SH + "path"):
        yield from (one.value for one in path if isinstance(one, ox.NamedNode))
