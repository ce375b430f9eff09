"""What the graph infers is what other reasoners infer (owlrl by OWL 2 RL, HermiT by OWL 2 DL): no more and no less."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import ARTICLES
from hypothesis import HealthCheck, given, settings
from test_publish_property import background as a_little
from test_publish_property import some_corpora

from graph import consistency
from graph.background import Background, shipped_ontology
from graph.checks.files import Family, checks
from graph.checks.running import findings
from graph.consistency import check_owl
from graph.inference import Rules
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.article import Article
from loaders.facts import Reading
from loaders.reading.reader import read
from loaders.sources import articles
from ontology import terms as k

Edge = tuple[str, str, str]

needs_java = pytest.mark.skipif(consistency.java() is None, reason="no Java to run HermiT with")
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

DEFAULT = ox.DefaultGraph()
PROMISES = [check for check in checks() if check.family is Family.PROMISES]
VALUE = "urn:value"
"""Stands for all literals: which one it is entails nothing here, and that there is one may entail a type."""


MORE = """
    @prefix k: <https://w3id.org/kerege/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    k:employs owl:inverseOf k:worksFor .
    k:worksFor rdfs:subPropertyOf k:servesAt . k:servesAt rdfs:range k:ServedIn . k:ServedIn rdfs:subClassOf k:Served .
    k:hasUnit owl:inverseOf k:unitOf ; rdfs:domain k:Whole .
    k:metWith rdfs:subPropertyOf k:knows . k:knows a owl:SymmetricProperty ; rdfs:range k:Known .
    k:attendedBy rdfs:subPropertyOf k:involves . k:involves owl:inverseOf k:involvedIn .
    k:hosts owl:inverseOf k:locatedIn ; owl:propertyChainAxiom ( k:contains k:hosts ) .
    k:contains owl:inverseOf k:within .
    k:key rdfs:domain k:Keyed .
"""
"""Axioms that let the rules work on each other's results, which those of the ontology itself seldom do."""


def shipped() -> frozenset[ox.Triple]:
    return frozenset(shipped_ontology())


def extended() -> frozenset[ox.Triple]:
    """The shipped ontology with made-up axioms."""
    return shipped() | {quad.triple for quad in ox.parse(MORE, ox.RdfFormat.TURTLE)}


def owlrl_closure(axioms: Iterable[ox.Triple], said: Iterable[Edge]) -> set[Edge]:
    """What follows by OWL 2 RL, within the ontology's vocabulary, what is said included."""
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    for triple in axioms:
        if not isinstance(triple.object, ox.Literal):
            graph.add(tuple(_rdflib(term) for term in (triple.subject, triple.predicate, triple.object)))  # type: ignore[arg-type]
    for edge in said:
        graph.add(tuple(map(rdflib.URIRef, edge)))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    found = {(str(s), str(p), str(o)) for s, p, o in graph}
    return {edge for edge in found if _in_vocabulary(edge)}


def _rdflib(term: object) -> object:
    import rdflib

    return rdflib.URIRef(term.value) if isinstance(term, ox.NamedNode) else rdflib.BNode(str(term)[2:])


def _in_vocabulary(edge: Edge) -> bool:
    subject, name, value = edge
    if subject == VALUE or subject.startswith((k.OWL, k.RDF, k.RDFS, "http://www.w3.org/2001/XMLSchema#")):
        return False
    return name.startswith(k.K) or (name == k.RDF_TYPE.value and value.startswith(k.K))


def edges(quads: Iterable[ox.Quad]) -> Iterator[Edge]:
    for quad in quads:
        value = quad.object.value if isinstance(quad.object, ox.NamedNode) else VALUE
        edge = str(quad.subject.value), quad.predicate.value, value  # type: ignore[union-attr]
        if _in_vocabulary(edge):
            yield edge


def stated_and_inferred(graph: ox.Store) -> tuple[set[Edge], set[Edge]]:
    """The default graph, apart what is only inferred, and the inferred."""
    (place,) = {quad.subject for quad in graph.quads_for_pattern(None, k.RDF_TYPE, k.InferredGraph, DEFAULT)}
    inferred = set(edges(graph.quads_for_pattern(None, None, None, place)))  # type: ignore[arg-type]
    whole = set(edges(graph.quads_for_pattern(None, None, None, DEFAULT)))
    assert inferred <= whole, "what is inferred is in the default graph"
    return whole - inferred, inferred


def assert_closed(graph: ox.Store, axioms: frozenset[ox.Triple]) -> None:
    """What is inferred is what owlrl adds, but for paths from a thing to itself, which are left out."""
    far = Rules.from_ontology(axioms).far
    stated, inferred = stated_and_inferred(graph)
    entailed = owlrl_closure(axioms, stated) - stated
    assert inferred <= entailed
    assert all(s == o and p in far for s, p, o in entailed - inferred)


def published(path: Path, readings: Iterable[Reading], background: Background) -> ox.Store:
    with GraphStore(path) as store:
        list(store.load(readings))
        publish(store, background)
    return open_published(path)


def reports() -> list[Reading]:
    return [read(found) for found in articles([ARTICLES]) if isinstance(found, Article)]


def test_the_shipped_reports_entail_what_owlrl_says(tmp_path: Path) -> None:
    assert_closed(published(tmp_path, reports(), Background.load()), shipped())


@settings(quick, max_examples=4)
@given(corpus=some_corpora)
def test_random_articles_entail_what_owlrl_says(corpus: list[Reading]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = published(Path(folder), corpus, a_little())
        assert_closed(graph, shipped())
        assert not list(findings(graph, PROMISES))


@settings(quick, max_examples=3)
@given(corpus=some_corpora, others=some_corpora)
def test_rules_work_on_what_other_rules_inferred(corpus: list[Reading], others: list[Reading]) -> None:
    """Subproperties of chains, inverses of transitive properties, domains of those; in two steps as in one."""
    background = Background.of(extended(), a_little().entries.values())
    with tempfile.TemporaryDirectory() as folder, GraphStore(Path(folder)) as store:
        list(store.load(corpus))
        publish(store, background)
        list(store.load(others))
        store.forget(next(store.articles()).iri)
        publish(store, background)
        stepwise = sorted(map(str, open_published(folder)))
        assert_closed(open_published(folder), extended())
        assert not list(findings(open_published(folder), PROMISES))
        publish(store, background, anew=True)
        assert sorted(map(str, open_published(folder))) == stepwise


def test_every_kind_of_axiom_that_the_ontology_uses_is_known() -> None:
    """A new kind would entail triples that the rules leave out in silence."""
    known = {
        "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology",
        "SymmetricProperty", "TransitiveProperty", "AllDisjointClasses", "AllDifferent",
        "inverseOf", "propertyChainAxiom", "members", "distinctMembers", "versionIRI", "versionInfo", "priorVersion",
        "disjointWith", "backwardCompatibleWith", "incompatibleWith", "unionOf",
    }  # fmt: skip
    terms = {
        term.value
        for triple in shipped()
        for term in (triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode)
    }
    assert {term.removeprefix(k.OWL) for term in terms if term.startswith(k.OWL)} <= known
    assert all(name.startswith((k.K, "http://")) for name in Rules.from_ontology(shipped()).domains)


def test_reference_data_state_nothing_that_has_another_side() -> None:
    """Other sides are looked for in articles only."""
    rules, background = Rules.from_ontology(shipped()), Background.load()
    relations = {t.predicate.value for iri in background.entries for t in background.reference(iri)}
    assert not relations & rules.across.keys()


@needs_java
def test_hermit_infers_the_same_relations_of_a_report(tmp_path: Path) -> None:
    graph = published(tmp_path, reports()[:1], a_little())
    stated, inferred = stated_and_inferred(graph)
    plain = {edge for edge in stated if VALUE not in edge and not edge[0].startswith(k.K)}
    people = {s for s, p, o in plain if o == k.Person.value}
    said = [
        ox.Triple(*map(ox.NamedNode, edge))
        for edge in plain
        if "/id/assertion/" not in edge[0] and "/id/fact/" not in edge[0]
    ]
    report = check_owl(said, relations=True)
    assert report.consistent
    assert people
    relations = {edge for edge in inferred if edge[1] != k.RDF_TYPE.value}
    assert relations
    assert {edge for edge in report.relations if edge not in stated} == relations
