"""Whether alignments hold against the vocabularies that they lead to.

What is known of these vocabularies is Turtle as well: the whole files that their authors publish, or the few facts
about the aligned terms that ``facts`` takes from them, which are enough to check alignments again without the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

import pyoxigraph as ox

from ontology import iris, terms
from ontology.triples import Triples

MATCHES: Final = tuple(terms.SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
AXIOMS: Final = (terms.RDFS + "subClassOf", terms.RDFS + "subPropertyOf")
LINKS: Final = (*AXIOMS, *MATCHES, terms.RDFS + "seeAlso")

_SCHEMA: Final = "https://schema.org/"
_ENDS: Final = {
    end: (terms.RDFS + end, f"{_SCHEMA}{end}Includes") for end in ("domain", "range")
}  # what is inferred, and what is usual
_CLASSES: Final = frozenset({terms.OWL + "Class", terms.RDFS + "Class"})
_RELATIONS: Final = frozenset({terms.OWL + "ObjectProperty"})
_VALUES: Final = frozenset({terms.OWL + "DatatypeProperty"})
_PROPERTIES: Final = frozenset({*_RELATIONS, *_VALUES, terms.RDF + "Property", terms.OWL + "AnnotationProperty"})
_DATA: Final = frozenset({
    terms.RDFS + "Literal",
    *(_SCHEMA + name for name in ("Boolean", "Date", "DateTime", "Float", "Integer", "Number", "Text", "Time", "URL")),
})  # fmt: skip
_OLD: Final = (terms.OWL + "deprecated", _SCHEMA + "supersededBy")
_STATUS: Final = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
_DISJOINT: Final = terms.OWL + "disjointWith"
_KEPT: Final = (
    terms.RDF_TYPE.value, *AXIOMS, terms.RDFS + "domain", terms.RDFS + "range", _SCHEMA + "domainIncludes",
    _SCHEMA + "rangeIncludes", _DISJOINT, *_OLD,
)  # fmt: skip


def problems(own: Triples, alignments: Triples, known: Triples) -> Iterator[str]:
    """What is wrong with the alignments of an ontology, as sentences; ``known`` is what the vocabularies say."""
    for subject, predicate, target in aligned(alignments):
        said = f"{_short(subject)} is aligned with {target}"
        types = set(known.iris(target, terms.RDF_TYPE.value))
        if not types:
            yield f"{said}, which does not exist."
            continue
        if any(known.objects(target, one) for one in _OLD) or _archaic(known, target):
            yield f"{said}, which is deprecated."
        if predicate != terms.RDFS + "seeAlso" and not _fits(own, subject, known, target, strictly=predicate in AXIOMS):
            yield f"{said}, which is of another kind."
    yield from _contradictions(own, alignments, known)


def aligned(alignments: Triples) -> Iterator[tuple[str, str, str]]:
    """Each alignment of an own term: its IRI, the property, and the IRI of the other term."""
    for subject in alignments:
        if subject.startswith(iris.ONTOLOGY):
            for predicate in LINKS:
                yield from ((subject, predicate, target) for target in alignments.iris(subject, predicate))


def facts(alignments: Triples, known: Triples) -> Iterator[ox.Triple]:
    """What the vocabularies say of the aligned terms that decides whether the alignments hold.

    That are their types, what is above them, domains, ranges and disjointness, also of what is above.
    """
    todo = {target for _, _, target in aligned(alignments)}
    seen: set[str] = set()
    while todo:
        term = todo.pop()
        seen.add(term)
        for other in known.subjects(_DISJOINT, term):  # which is said of one of the two, and true of both
            yield ox.Triple(ox.NamedNode(term), ox.NamedNode(_DISJOINT), ox.NamedNode(other))
            todo |= {other} - seen
        for predicate in _KEPT:
            for value in known.objects(term, predicate):
                if isinstance(value, ox.BlankNode) or term.startswith((terms.OWL, terms.RDF, terms.RDFS)):
                    continue
                yield ox.Triple(ox.NamedNode(term), ox.NamedNode(predicate), value)
                if predicate not in (terms.RDF_TYPE.value, *_OLD) and value.value not in seen:
                    todo.add(value.value)


def _short(iri: str) -> str:
    return f"k:{iri.removeprefix(iris.ONTOLOGY)}"


def _archaic(known: Triples, term: str) -> bool:
    return bool({"archaic", "deprecated"} & set(known.texts(term, _STATUS)))


def _fits(own: Triples, subject: str, known: Triples, target: str, *, strictly: bool) -> bool:
    """Whether both are classes, or both properties; strictly, both to things or both to values."""
    ours, theirs = (set(of.iris(one, terms.RDF_TYPE.value)) for of, one in ((own, subject), (known, target)))
    if ours & _CLASSES:
        return bool(theirs & _CLASSES)
    if not theirs & _PROPERTIES or theirs & _CLASSES:
        return False
    if not strictly or theirs & (_VALUES if ours & _VALUES else _RELATIONS):
        return True
    ranges = {one for predicate in _ENDS["range"] for one in known.iris(target, predicate)}
    values = {one for one in ranges if one in _DATA or one.startswith(terms.XSD)}
    return not theirs & (_VALUES | _RELATIONS) and (not ranges or bool(values if ours & _VALUES else ranges - values)
                                                    or f"{_SCHEMA}URL" in values)  # fmt: skip


def _contradictions(own: Triples, alignments: Triples, known: Triples) -> Iterator[str]:
    """Classes that could have no member, and properties that could never hold, were all that is said true."""
    sources = (own, alignments, known)
    apart = _apart(own) | {
        frozenset((one, other)) for one in known.subjects(_DISJOINT) for other in known.iris(one, _DISJOINT)
    }
    for cls in own.subjects(terms.RDF_TYPE.value, terms.OWL + "Class"):
        for one, other in _clash(above([cls], sources), apart):
            yield f"{_short(cls)} can have no member: it would be {one} and {other}."
    for property in (*own.subjects(terms.RDF_TYPE.value, terms.OWL + "ObjectProperty"),):
        lines = above([property], sources)
        for end, (inferred, _) in _ENDS.items():
            classes = [cls for one in lines for of in sources for cls in of.iris(one, inferred)]
            for one, other in _clash(above(classes, sources), apart):
                yield f"{_short(property)} can never hold: its {end} would be {one} and {other}."


def above(names: Iterable[str], sources: Iterable[Triples]) -> set[str]:
    """Classes or properties with all that is above them, according to any of the sources."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += (upper for of in sources for predicate in AXIOMS for upper in of.iris(one, predicate))
    return found


def _clash(classes: set[str], apart: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    return (pair for pair in combinations(sorted(classes), 2) if frozenset(pair) in apart)


def _apart(own: Triples) -> set[frozenset[str]]:
    groups = [
        [getattr(one, "value", "") for one in members]
        for node in own
        for members in own.lists(node, terms.OWL + "members")
    ]
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}
