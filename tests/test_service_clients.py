"""Clients that people use get from the service what they ask for: each is the real one, and skipped where it is not."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import ARTICLES, Run, clean_environment
from pyoxigraph import Literal, QuerySolutions, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Service, serving
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TURTLE, XML, SPARQLWrapper

CLIENTS = Path(__file__).parent / "clients"
PERSON = "https://w3id.org/kerege/ontology#Person"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NAMES = f"SELECT ?name {{ ?who a <{PERSON}> ; <{LABEL}> ?name }} ORDER BY ?name"
TYPES = f"CONSTRUCT {{ ?who a <{PERSON}> }} WHERE {{ ?who a <{PERSON}> }}"


@pytest.fixture(scope="module")
def endpoint(served: Service) -> str:
    """The address of the SPARQL endpoint."""
    return f"{served.address}sparql"


@pytest.fixture(scope="module")
def names(served: Service) -> list[str]:
    """The names of the people in the graph, as the endpoint gives them to a plain request."""
    found = served.sparql(NAMES).column("name")
    assert len(found) > 3
    return found


def printed(*command: object) -> str:
    """What a command prints."""
    done = subprocess.run(list(map(str, command)), env=clean_environment(), capture_output=True, timeout=120, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def program(name: str, package: str) -> str:
    """A program of the system."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name} (Debian: {package})")
    return found


def script(name: str, package: str) -> tuple[str, Path]:
    """Node.js with a script of ours that needs a package from npm, which NODE_PATH leads to."""
    node = program("node", "nodejs")
    known = subprocess.run(
        [node, "-e", f"require.resolve('{package}')"], env=clean_environment(), capture_output=True, check=False
    )
    if known.returncode:
        pytest.skip(f"needs the npm package {package} in NODE_PATH")
    return node, CLIENTS / name


@pytest.fixture(scope="module")
def jena() -> list[str]:
    """Jena's ``rsparql``, from the jars that owlready2 brings along for its reasoner.

    Rows and truth values only: these jars' own reader of RDF/XML, which Jena asks for first, needs a newer Java.
    """
    java = program("java", "default-jre-headless")
    jars = Path(str(files("owlready2") / "pellet"))
    if not list(jars.glob("jena-arq*.jar")):
        pytest.skip("needs the jars of Jena that owlready2 brings along")
    return [java, "-cp", f"{jars}/*", "arq.rsparql"]


class TestSPARQLWrapper:
    @pytest.mark.parametrize("method", ["GET", POST])
    def test_rows_by_get_and_post(self, endpoint: str, names: list[str], method: str) -> None:
        wrapper = SPARQLWrapper(endpoint, returnFormat=JSON)
        wrapper.setQuery(NAMES)
        wrapper.setMethod(method)
        rows = wrapper.queryAndConvert()["results"]["bindings"]
        assert [row["name"]["value"] for row in rows] == names

    def test_rows_as_xml_and_csv(self, endpoint: str, names: list[str]) -> None:
        wrapper = SPARQLWrapper(endpoint, returnFormat=XML)
        wrapper.setQuery(NAMES)
        found = [node.firstChild.data for node in wrapper.queryAndConvert().getElementsByTagName("literal")]
        assert found == names
        wrapper.setReturnFormat(CSV)
        lines = list(csv.reader(io.StringIO(wrapper.queryAndConvert().decode())))
        assert lines == [["name"], *([name] for name in names)]

    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # what SPARQLWrapper uses
    @pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
    def test_graphs(self, endpoint: str, names: list[str], form: str) -> None:
        wrapper = SPARQLWrapper(endpoint, returnFormat=form)
        wrapper.setQuery(TYPES)
        found = wrapper.queryAndConvert()
        graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
        assert len(graph) == len(names)

    def test_a_truth_value(self, endpoint: str) -> None:
        wrapper = SPARQLWrapper(endpoint, returnFormat=JSON)
        wrapper.setQuery(f"ASK {{ ?who a <{PERSON}> }}")
        assert wrapper.queryAndConvert()["boolean"] is True


class TestRdflibStore:
    def test_a_query(self, endpoint: str, names: list[str]) -> None:
        graph = Graph(SPARQLStore(endpoint))
        assert [str(row[0]) for row in graph.query(NAMES)] == names

    def test_a_graph_to_walk(self, endpoint: str, names: list[str]) -> None:
        graph = Graph(SPARQLStore(endpoint))
        people = list(graph.subjects(RDF.type, URIRef(PERSON)))
        assert sorted(str(graph.value(who, RDFS.label)) for who in people) == sorted(names)


def test_another_oxigraph_asks_by_service(endpoint: str, names: list[str]) -> None:
    found = Store().query(f"SELECT ?name {{ SERVICE <{endpoint}> {{ {NAMES} }} }} ORDER BY ?name")
    assert isinstance(found, QuerySolutions)
    assert [one.value for row in found for one in row if isinstance(one, Literal)] == names


def test_roqet(endpoint: str, names: list[str]) -> None:
    out = printed(program("roqet", "rasqal-utils"), "-q", "-p", endpoint, "-r", "csv", "-e", NAMES)
    assert [row[0] for row in csv.reader(io.StringIO(out))] == ["name", *names]


class TestJena:
    def test_rows(self, jena: list[str], endpoint: str, names: list[str], tmp_path: Path) -> None:
        query = tmp_path / "names.rq"
        query.write_text(NAMES, "utf-8")
        out = printed(*jena, "--service", endpoint, "--query", query, "--results", "CSV")
        assert [row[0] for row in csv.reader(io.StringIO(out))] == ["name", *names]

    def test_a_truth_value(self, jena: list[str], endpoint: str, tmp_path: Path) -> None:
        query = tmp_path / "any.rq"
        query.write_text(f"ASK {{ ?who a <{PERSON}> }}", "utf-8")
        assert "yes" in printed(*jena, "--service", endpoint, "--query", query).lower()


class TestComunica:
    def test_rows(self, endpoint: str, names: list[str]) -> None:
        node, code = script("comunica.js", "@comunica/query-sparql")
        assert printed(node, code, NAMES, endpoint).splitlines() == names

    def test_two_endpoints_joined_by_their_descriptions(
        self, kerege: Run, endpoint: str, names: list[str], tmp_path: Path
    ) -> None:
        node, code = script("comunica.js", "@comunica/query-sparql")
        report = sorted(ARTICLES.glob("*.md"))[0]
        assert kerege("load", report, "--store", tmp_path / "one").returncode == 0
        with serving(tmp_path / "one") as other:
            here = other.sparql(NAMES).column("name")
            out = printed(node, code, NAMES.replace("SELECT", "SELECT DISTINCT"), endpoint, f"{other.address}sparql")
            described = [line for line in other.log.splitlines() if '"GET /sparql"' in line]
        assert sorted(out.splitlines()) == sorted({*names, *here})
        assert described, "the other endpoint was not asked what it is"


def test_fetch_sparql_endpoint(endpoint: str) -> None:
    node, code = script("fetch.js", "fetch-sparql-endpoint")
    out = printed(node, code, endpoint).splitlines()
    assert out[2:] == [PERSON, PERSON, "true"]
    assert all(line.startswith("https://w3id.org/kerege/id/person/") for line in out[:2])
