"""The W3C's tests of the SPARQL 1.1 Protocol and of Service Description, against a service as a process.

The manifest is read by path from the folder ``shared`` beside the repository. Tests of updates are run, too: a service
that is only read refuses them, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import SHARED
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from serving import Answer, Service, published, serving

FOLDER = SHARED / "w3c" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
HTS = Namespace("http://www.w3.org/2011/http-statusCodes#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
TABLES = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


def manifest(name: str) -> Graph:
    """The manifest of a group of tests; empty where there are none."""
    file = FOLDER / name / "manifest.ttl"
    return Graph().parse(file, publicID=f"http://manifest/{name}") if file.exists() else Graph()


PROTOCOL, DESCRIPTION = manifest("protocol"), manifest("service-description")


def names(tests: Graph) -> list[str]:
    """The tests of a manifest, in order."""
    head = next(tests.objects(None, MF.entries), None)
    return [str(entry).rpartition("#")[2] for entry in Collection(tests, head)] if head is not None else []


def entry(tests: Graph, name: str) -> URIRef:
    """A test by its name."""
    return next(one for one in tests.subjects(RDF.type) if isinstance(one, URIRef) and str(one).endswith(f"#{name}"))


@pytest.fixture(scope="module")
def w3c(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service over the graphs of the manifest."""
    if not FOLDER.is_dir():
        pytest.skip("needs ../shared/w3c, the test suite of the W3C, which is not part of the project")
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(DATA.format(number)))
        for number in (1, 2, 3)
        for quad in parse(path=FOLDER / "protocol" / f"data{number}.nt", format=RdfFormat.N_TRIPLES)
    ]
    with serving(published(tmp_path_factory.mktemp("w3c") / "store", quads), "--workers", 1) as service:
        yield service


def sent(service: Service, request: Any) -> Answer:
    """The answer to a request of the manifest."""
    body = PROTOCOL.value(request, HT.body)
    headers = {
        str(PROTOCOL.value(header, HT.fieldName)): str(PROTOCOL.value(header, HT.fieldValue))
        for header in Collection(PROTOCOL, PROTOCOL.value(request, HT.headers) or RDF.nil)
    }
    content = None
    if body is not None:
        encoding = str(PROTOCOL.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(PROTOCOL.value(body, CNT.chars)).encode(encoding)
    path = str(PROTOCOL.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    return service(path, method=str(PROTOCOL.value(request, HT.methodName)), headers=headers, body=content)


@pytest.mark.parametrize("name", names(PROTOCOL) or ["the manifest"])
def test_protocol(name: str, w3c: Service) -> None:
    """Queries are answered as the manifest says; updates are refused with 403, and a sentence that says why."""
    action = PROTOCOL.value(entry(PROTOCOL, name), MF.action)
    for request in Collection(PROTOCOL, PROTOCOL.value(action, HT.requests)):
        answer = sent(w3c, request)
        response = PROTOCOL.value(request, HT.resp)
        expected = {str(status)[-3] for status in PROTOCOL.objects(response, MF.expectedStatus)}
        if name.startswith("update_"):
            assert answer.status == 403
            assert "updates are refused" in answer.text
            return  # what follows asks whether the update was made
        assert str(answer.status)[0] in expected, answer.text
        if (boolean := PROTOCOL.value(response, MF.expectedBoolean)) is not None:
            assert answer.json["boolean"] is boolean.toPython()
        match str(PROTOCOL.value(response, MF.expectedFormat) or ""):
            case "boolean":
                assert answer.media in TABLES - {"text/csv", "text/tab-separated-values"}
            case "tabular":
                assert answer.media in TABLES
            case "RDF":
                assert answer.media in GRAPHS


def test_an_update_changes_nothing(w3c: Service) -> None:
    """After all of them, the graphs are what they were."""
    found = w3c.sparql("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")

    assert found.column("g") == [DATA.format(number) for number in (1, 2, 3)]


@pytest.mark.parametrize("name", names(DESCRIPTION) or ["the manifest"])
@pytest.mark.parametrize(
    ("accept", "format"),
    [
        (None, RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_service_description(name: str, accept: str | None, format: RdfFormat, w3c: Service) -> None:
    """A GET of the endpoint returns RDF, in which ``sd:endpoint`` is what was fetched, and which is well-formed."""
    answer = w3c("/sparql", headers={} if accept is None else {"Accept": accept})
    triples = {quad.triple for quad in parse(answer.body, format)}
    services = {one.subject for one in triples if one.predicate.value == str(SD.endpoint)}

    assert answer.status == 200
    assert {one.object.value for one in triples if one.predicate.value == str(SD.endpoint)} == {f"{w3c.address}sparql"}
    if name == "conforms-to-schema":
        known = {one.predicate.value: one for one in triples if one.subject in services}
        assert str(SD.supportedLanguage) in known
        assert all(not isinstance(one.object, Literal) for one in triples if one.predicate.value.startswith(str(SD)))
        classes = {one.object.value for one in triples if one.predicate.value == str(RDF.type)}
        assert {str(SD.Service), str(SD.Dataset), str(SD.Graph), str(SD.NamedGraph)} <= classes
        assert str(SD.BasicFederatedQuery) not in json.dumps([str(one) for one in triples])
