"""JSON-LD is compact, and means the same as N-Triples to whoever reads it with the published context."""

from __future__ import annotations

import json
from importlib.resources import files

import pyoxigraph as ox
import pytest
from rdflib import Graph
from serving import Service

from ontology import generate_context
from ontology.context import Compact, derived, newest, published

DOCUMENTS = (
    "person/olzhas-bektenov", "place/kazakhstan", "sector/transport", "graph/reference", "dataset/part/facts",
    "rule/figure.continued", "query/names-of", "indicator/cost-reduction", "stage/signed",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # what rdflib reads it into
@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_reader_of_json_ld_finds_the_triples_of_the_document(served: Service, path: str) -> None:
    """rdflib fetches the context from where the document says."""
    read = Graph().parse(data=served(f"/doc/{path}.jsonld").body, format="json-ld")
    plain = Graph().parse(data=served(f"/doc/{path}.nt").body, format="nt")
    assert len(plain) > 5
    assert set(read) == set(plain)


def test_it_is_written_in_the_words_of_the_ontology(served: Service) -> None:
    whole = json.loads(served("/doc/person/olzhas-bektenov.jsonld").body)
    nodes = {node["@id"]: node for node in whole["@graph"]}
    thing = nodes["https://w3id.org/kerege/id/person/olzhas-bektenov"]
    assert thing["label"] == "Olzhas Bektenov"
    assert "Person" in thing["@type"]
    fact = next(node for node in nodes.values() if "Fact" in node["@type"] and "firstReported" in node)
    assert isinstance(fact["articles"], int)
    assert fact["firstReported"][:2] == "20"
    assert len(json.dumps(whole)) < len(served("/doc/person/olzhas-bektenov.nt").body) / 2


def test_the_context_is_published_for_ever(served: Service) -> None:
    address = json.loads(served("/doc/place/kazakhstan.jsonld").body)["@context"]
    assert address == f"{served.address}context/{newest()}.jsonld"
    answer = served(f"/context/{newest()}.jsonld")
    assert (answer.status, answer.media) == (200, "application/ld+json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "immutable" in answer.headers["cache-control"]
    assert int(answer.headers["cache-control"].partition("max-age=")[2].partition(",")[0]) > 30_000_000
    assert answer.json["@context"]["metWith"] == {"@id": "k:metWith", "@type": "@id"}
    for unknown in ("9.9.9", "..", "0.1.0.jsonld", "%2e%2e%2fterms"):
        assert served(f"/context/{unknown}.jsonld").status == 404


def test_the_newest_context_is_what_the_ontology_says() -> None:
    """After a change of the ontology: ``python -m ontology.generate_context``."""
    version, content = generate_context.source()
    assert version == newest()
    assert json.loads(content)["@context"] == published(version)


def test_any_literal_is_written_so_that_it_is_read_the_same() -> None:
    typed = [("1.5", "decimal"), ("5", "integer"), ("007", "integer"), ("9" * 30, "integer"), ("true", "boolean"),
             ("1", "boolean"), ("2025-01-01", "date"), ("2025", "gYear")]  # fmt: skip
    iris = [
        "urn:x:y",
        "https://w3id.org/kerege/ontology#metWith",
        "https://w3id.org/kerege/ontology#a/b",
        "mailto:a@b.c",
    ]
    values = [
        *(ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}")) for text, name in typed),
        *map(ox.Literal, ("plain", "https://example.org/", "k:x", "@id", "")),
        ox.Literal("word", language="en"),
        *map(ox.NamedNode, iris),
    ]
    names = [
        "ontology#value",
        "ontology#articles",
        "ontology#date",
        "ontology#metWith",
        "ontology#name",
        "else#strange",
    ]
    triples = [
        ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode(f"https://w3id.org/kerege/{name}"), value)
        for name in names
        for value in values
    ]
    ontology = files("ontology").joinpath("kerege.ttl").read_bytes()
    context = derived(quad.triple for quad in ox.parse(ontology, ox.RdfFormat.TURTLE))
    written = Compact(newest()).document(triples, context)
    read = {quad.triple for quad in ox.parse(written, ox.RdfFormat.JSON_LD)}
    assert read == set(triples)
