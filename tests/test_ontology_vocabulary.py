"""Every term and concept is described, and the schemes agree with the facts."""

from __future__ import annotations

import typing
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import strategies

from loaders import facts
from ontology import generate_terms, iris, vocabulary
from ontology import terms as k

FOLDER = generate_terms.FOLDER
OWL, SKOS, RDFS = k.OWL, k.SKOS, k.RDFS
KINDS = {"money", "percent", "times", "measure", "years", "count"}
SECTORS = [
    "transport",
    "energy",
    "water",
    "agriculture",
    "environment-climate",
    "digital",
    "education",
    "health",
    "finance",
    "private-sector",
    "industry-mining",
    "trade",
    "governance",
    "social-protection-jobs",
    "urban-housing",
    "tourism-culture",
    "humanitarian-security",
    "regional-integration",
    "science-innovation",
]
"""The sectors of the exchange format."""

Values = dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]]


def read(name: str) -> Values:
    """Subject, predicate and objects of one file of the ontology."""
    values: Values = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE):
        values[str(getattr(quad.subject, "value", ""))][quad.predicate.value].append(quad.object)
    return values


def own_terms() -> list[str]:
    """The terms that the ontology declares."""
    turtle = (FOLDER / "kerege.ttl").read_bytes()
    return [name for _, owl_type in generate_terms.SECTIONS for name in generate_terms.local_names(turtle, owl_type)]


def test_every_term_is_described() -> None:
    """One English label, one comment with an example, and where it is defined."""
    values = read("kerege.ttl")
    for name in own_terms():
        term = values[iris.ONTOLOGY + name]
        (label,), (comment,), (defined,) = (term[RDFS + p] for p in ("label", "comment", "isDefinedBy"))
        assert isinstance(label, ox.Literal), name
        assert label.language == "en", name
        assert isinstance(comment, ox.Literal), name
        assert "Example: " in comment.value, name
        assert defined == ox.NamedNode(iris.ONTOLOGY.rstrip("#")), name


def test_no_term_is_used_that_is_not_declared() -> None:
    """A misspelled domain would be a new class that nobody meant."""
    declared = {iris.ONTOLOGY + name for name in own_terms()}
    for name in ("kerege.ttl", "alignments.ttl", "sectors.ttl", "indicators.ttl", "financing.ttl", "shapes.ttl"):
        used = {
            term.value
            for quad in ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE)
            for term in (quad.subject, quad.predicate, quad.object)
            if isinstance(term, ox.NamedNode) and term.value.startswith(iris.ONTOLOGY)
        }
        assert used <= declared, name


def test_labels_of_classes_and_of_properties_are_told_apart() -> None:
    """Within each kind of term no two have one label."""
    values = read("kerege.ttl")
    turtle = (FOLDER / "kerege.ttl").read_bytes()
    for _, owl_type in generate_terms.SECTIONS:
        names = generate_terms.local_names(turtle, owl_type)
        labels = [str(values[iris.ONTOLOGY + name][RDFS + "label"][0]) for name in names]
        assert len(set(labels)) == len(labels), owl_type


def test_transitive_properties_stay_simple_elsewhere() -> None:
    """OWL 2 DL allows no transitive property, and none with a chain, to be asymmetric, irreflexive or functional."""
    values = read("kerege.ttl")
    types = {name: {str(t) for t in values[iris.ONTOLOGY + name][k.RDF_TYPE.value]} for name in own_terms()}
    composite = {name for name in own_terms() if f"<{OWL}TransitiveProperty>" in types[name]}
    assert composite == {"unitOf", "within"}
    composite |= {name for name in own_terms() if OWL + "propertyChainAxiom" in values[iris.ONTOLOGY + name]}
    for name in composite:
        for forbidden in (
            "AsymmetricProperty",
            "IrreflexiveProperty",
            "FunctionalProperty",
            "InverseFunctionalProperty",
        ):
            assert f"<{OWL}{forbidden}>" not in types[name]
    assert "owl:onProperty" not in (FOLDER / "kerege.ttl").read_text(encoding="utf-8"), "no cardinalities"


def test_classes_of_the_exchange_format_are_classes() -> None:
    """The ``class`` of a fact is a local name of the ontology."""
    names = {cls for classes in strategies.CLASSES.values() for cls in classes}
    assert names <= set(own_terms())


def test_the_sectors_are_those_of_the_exchange_format() -> None:
    """Same keys, same order."""
    assert list(vocabulary.sectors()) == SECTORS


def test_instruments_and_stages_are_those_of_the_facts() -> None:
    """Same keys, and stages in the order in which a financing passes them."""
    assert tuple(vocabulary.instruments()) == typing.get_args(facts.Instrument)
    assert tuple(vocabulary.stages()) == typing.get_args(facts.Stage)


def test_indicators_have_words_and_units() -> None:
    """An indicator without words could never be recognized."""
    assert len(vocabulary.indicators()) >= 60
    for indicator in vocabulary.indicators().values():
        assert indicator.names, indicator.key
        assert indicator.triggers, indicator.key
        assert indicator.unit_kinds, indicator.key
        assert indicator.unit_kinds <= KINDS, indicator.key
    assert "mutual trade" in vocabulary.indicators()["trade-turnover"].names


@pytest.mark.parametrize("file", ["sectors.ttl", "indicators.ttl", "financing.ttl"])
def test_schemes_are_well_formed_skos(file: str) -> None:
    """One preferred label, disjoint labels, one notation that is the end of the IRI, no blank nodes."""
    for iri, values in read(file).items():
        assert iri, "a blank node"
        (preferred,) = values[SKOS + "prefLabel"]
        assert values[RDFS + "label"] == [preferred]
        labels = [*values[SKOS + "altLabel"], *values[SKOS + "hiddenLabel"]]
        assert preferred not in labels, iri
        assert len(set(labels)) == len(labels), iri
        if SKOS + "inScheme" in values:
            (notation,) = values[SKOS + "notation"]
            assert isinstance(notation, ox.Literal)
            assert iri.endswith(notation.value)


@pytest.mark.parametrize("file", ["sectors.ttl", "financing.ttl"])
def test_mappings_lead_to_concepts_of_the_file(file: str) -> None:
    """Every sector, instrument and stage is mapped, to a code that is there."""
    values = read(file)
    for iri, properties in values.items():
        mapped = [o for p, found in properties.items() if p.startswith(SKOS) and p.endswith("Match") for o in found]
        assert all(isinstance(target, ox.NamedNode) and target.value in values for target in mapped), iri
        own = {str(t).strip("<>").removeprefix(iris.ONTOLOGY) for t in properties[k.RDF_TYPE.value]}
        assert bool(mapped) == bool(own & {"Sector", "Instrument", "Stage"}), iri


def test_alignments_never_equate() -> None:
    """No equivalence on a hunch, nothing imported, every own term on the left."""
    declaration = {OWL + t for t in ("Class", "ObjectProperty", "DatatypeProperty", "Ontology")}
    for quad in ox.parse(path=FOLDER / "alignments.ttl", format=ox.RdfFormat.TURTLE):
        assert "equivalent" not in quad.predicate.value
        assert not quad.predicate.value.endswith(("sameAs", "imports"))
        axiom = quad.predicate.value.endswith(("subClassOf", "subPropertyOf", "Match"))
        if axiom:
            assert isinstance(quad.subject, ox.NamedNode)
            assert quad.subject.value.startswith(iris.ONTOLOGY)
        elif quad.predicate == k.RDF_TYPE:
            assert getattr(quad.object, "value", "") in declaration


def test_vocabulary_is_read_from_beside_the_module() -> None:
    """Wherever the package is installed."""
    assert Path(vocabulary.__file__).parent == vocabulary.FOLDER == FOLDER


@pytest.mark.parametrize(
    ("measure", "unit_kind", "indicator"),
    [
        ("trade turnover", "money", "trade-turnover"),
        ("bilateral trade with Borduria", "money", "trade-turnover"),
        ("Reduction of travel time", "percent", "travel-time-reduction"),
        ("exports", "count", None),
        ("exporters of wool", "money", None),
        ("length of the railway to Kesh", "measure", "railway-length"),
        ("length of the railway to Kesh", "money", None),
        ("joint projects", "count", "joint-projects"),
        ("wind speed", "measure", None),
        ("", "count", None),
    ],
)
def test_an_indicator_is_told_by_whole_words_and_unit(measure: str, unit_kind: str, indicator: str | None) -> None:
    """A unit in which it is not counted, or half a word, is no proof."""
    assert vocabulary.indicator_of(measure, unit_kind) == indicator


def test_every_indicator_answers_to_its_own_label() -> None:
    """No other indicator's words are so near that they take it away."""
    for indicator in vocabulary.indicators().values():
        for kind in indicator.unit_kinds:
            assert vocabulary.indicator_of(indicator.label, kind) == indicator.key
