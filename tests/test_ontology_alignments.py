"""The alignments hold against the vocabularies that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, SDO, SKOS, TIME

from graph import consistency
from graph.consistency import check_owl
from ontology import iris, modules
from ontology import terms as k
from ontology.aligning import AXIOMS, aligned, facts, problems
from ontology.described import described
from ontology.triples import Triples

RECORDED = Path(__file__).with_name("aligned_terms.ttl")
ELSEWHERE = ("http://www.w3.org/ns/oa#", "http://semanticweb.cs.vu.nl/2009/11/sem/")
"""Vocabularies that it does not have."""
NEWER = {f"https://schema.org/{name}" for name in ("StatisticalVariable",)}
"""Terms that are newer than what it has."""
PREFIXES = "\n".join(f"@prefix {name}: <{space}> ." for name, space in modules.prefixes("alignments").items())
SPACES = (DCTERMS, FOAF, ORG, PROV, SDO, SKOS, TIME)
"""What RDFLib knows of other vocabularies, independently of the files that the facts are from."""


@pytest.fixture(scope="module")
def own() -> Triples:
    """The ontology."""
    return Triples.of_turtle(modules.source())


@pytest.fixture(scope="module")
def known() -> Triples:
    """What is recorded of the other vocabularies; after a change of alignments: scripts/validate_alignments.py."""
    return Triples.of_turtle(RECORDED.read_bytes())


def test_every_alignment_holds(own: Triples, known: Triples) -> None:
    """The other term is there, is not deprecated, is of the same kind, and nothing becomes impossible."""
    alignments = Triples.of_turtle(modules.source("alignments"))
    assert len(list(aligned(alignments))) > 120
    assert list(problems(own, alignments, known)) == []


def test_the_facts_are_those_of_the_aligned_terms(known: Triples) -> None:
    """Nothing more, nothing less: taking them from themselves gives them again."""
    alignments = Triples.of_turtle(modules.source("alignments"))
    recorded = {quad.triple for quad in ox.parse(RECORDED.read_bytes(), ox.RdfFormat.TURTLE)}
    assert set(facts(alignments, known)) == recorded


def test_another_library_knows_the_same_terms() -> None:
    """RDFLib has the terms of most of these vocabularies from elsewhere."""
    targets = {target for _, _, target in aligned(Triples.of_turtle(modules.source("alignments")))}
    found = {one for one in targets for space in SPACES if one.startswith(str(space)) and URIRef(one) in space}
    assert {one for one in targets - found if not one.startswith(ELSEWHERE)} <= NEWER
    assert len(found) > 70


@pytest.mark.parametrize(("alignment", "told"), [
    ("k:Person rdfs:subClassOf foaf:Persons .", "k:Person is aligned with .*Persons, which does not exist."),
    ("k:Person rdfs:seeAlso org:Nothing .", "which does not exist."),
    ("k:Person skos:closeMatch org:memberOf .", "k:Person is aligned with .*memberOf, which is of another kind."),
    ("k:metWith skos:closeMatch org:Post .", "k:metWith is aligned with .*Post, which is of another kind."),
    ("k:worksFor rdfs:subPropertyOf schema:latitude .", "k:worksFor is aligned with .*latitude, which is of another"),
    ("k:latitude rdfs:subPropertyOf org:memberOf .", "k:latitude is aligned with .*memberOf, which is of another"),
    ("k:text rdfs:subPropertyOf oa:old .", "k:text is aligned with .*old, which is deprecated."),
    ("k:Person rdfs:subClassOf foaf:Organization, foaf:Person .",
     "k:Person can have no member: it would be .*Organization and .*Person."),
    ("k:Ministry rdfs:subClassOf prov:Activity . k:Institution rdfs:subClassOf prov:Entity .",
     "k:Ministry can have no member"),
    ("k:Event rdfs:subClassOf prov:Activity . k:during rdfs:subPropertyOf prov:wasDerivedFrom .",
     "k:during can never hold: its domain would be .*Activity and .*Entity."),
    ("k:Place rdfs:subClassOf prov:Activity . k:locatedIn rdfs:subPropertyOf prov:wasDerivedFrom .",
     "k:locatedIn can never hold: its range would be .*Activity and .*Entity."),
])  # fmt: skip
def test_a_wrong_alignment_is_found(alignment: str, told: str, own: Triples) -> None:
    more = PREFIXES + "oa:old a owl:DatatypeProperty ; owl:deprecated true . prov:Activity a owl:Class . "
    known = Triples.of_turtle(RECORDED.read_bytes(), more.encode())
    found = list(problems(own, Triples.of_turtle((PREFIXES + alignment).encode()), known))
    assert any(re.search(told, problem) for problem in found), found


def foreign() -> Iterator[ox.Triple]:
    """What the other vocabularies say of the classes and relations that axioms lead to, as OWL."""
    known = Triples.of_turtle(RECORDED.read_bytes())
    relations = {
        subject for subject in known if k.OWL + "ObjectProperty" in known.iris(subject, k.RDF_TYPE.value)
    }  # fmt: skip
    for quad in ox.parse(RECORDED.read_bytes(), ox.RdfFormat.TURTLE):
        subject, predicate, value = quad.triple
        if predicate.value in (k.OWL + "disjointWith", AXIOMS[0]) or (
            isinstance(subject, ox.NamedNode) and subject.value in relations
            and predicate.value in (k.RDFS + "domain", k.RDFS + "range")
        ):  # fmt: skip
            for one in (subject, value) if predicate.value.endswith(("With", "Of")) else (value,):
                assert isinstance(one, ox.NamedNode)
                yield ox.Triple(one, k.RDF_TYPE, ox.NamedNode(k.OWL + "Class"))
            yield quad.triple


def populated() -> Iterator[ox.Triple]:
    """A member of every class, and every relation between members of its classes."""
    found = described(modules.source())
    for term in found.sections["Classes"]:
        yield ox.Triple(member(term.iri), k.RDF_TYPE, ox.NamedNode(term.iri))
    for term in found.sections["Relations between things"]:
        for one in (*term.domains, *term.usual_domains):
            for other in (*term.ranges, *term.usual_ranges):
                yield ox.Triple(member(one), ox.NamedNode(term.iri), member(other))


def member(cls: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/{cls.removeprefix(iris.ONTOLOGY).replace('/', '-')}")


@pytest.mark.skipif(consistency.java() is None, reason="no Java to run HermiT with")
def test_the_alignments_do_no_harm() -> None:
    """With all that the other vocabularies say of these classes and relations, every class can have members.

    And every relation can hold between the classes that it is for, says HermiT.
    """
    axioms = modules.triples("alignments")
    report = check_owl([*axioms, *foreign(), *populated()])
    assert report.consistent
    assert report.unsatisfiable == ()
    broken = ox.Triple(k.Meeting, ox.NamedNode(AXIOMS[0]), ox.NamedNode("http://www.w3.org/ns/prov#Entity"))
    activity = ox.Triple(k.Meeting, ox.NamedNode(AXIOMS[0]), ox.NamedNode("http://www.w3.org/ns/prov#Activity"))
    assert check_owl([*axioms, *foreign(), broken, activity]).unsatisfiable == (k.Meeting.value,)
