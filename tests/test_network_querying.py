"""Networks of what queries find, by name and in SPARQL; the command and the Python face that ask for them."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run
from tied import ID, Told, stored

import kerege as face
from graph.answers import Answer
from graph.network.contract import NEUTRAL
from graph.network.model import Network
from graph.network.querying import network_of
from ontology import terms as k
from ontology.errors import BadChoice, UnknownName

MET = Told("person/a", "metWith", "person/b", ("2025-01-01", "2025-02-01"))
POST = Told("person/a", "worksFor", "institution/m")


def asked(store: ox.Store, query: str) -> Network:
    """The network of a query, as the workers would answer it."""
    found = store.query(f"PREFIX k: <{k.K}> PREFIX rdfs: <{k.RDFS}> {query}")
    if isinstance(found, ox.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        return network_of(store, Answer(form="SELECT", columns=names, rows=tuple(tuple(row) for row in found)))
    if isinstance(found, ox.QueryTriples):
        return network_of(store, Answer(form="CONSTRUCT", triples=tuple(found)))
    return network_of(store, Answer(form="ASK", truth=bool(found)))


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT WHERE { ?a k:metWith ?b }",
        "CONSTRUCT { ?f k:subject ?a ; k:predicate k:metWith ; k:object ?b ; k:articles ?n ; k:mirrors ?m }"
        " WHERE { ?f k:subject ?a ; k:predicate k:metWith ; k:object ?b ; k:articles ?n }",
        "SELECT ?fact WHERE { ?fact k:predicate k:metWith }",
        "SELECT (?a AS ?subject) (k:metWith AS ?relation) (?b AS ?object) WHERE { ?a k:metWith ?b }",
    ],
)
def test_a_fact_is_the_same_edge_however_it_is_asked_for(query: str) -> None:
    drawn = asked(stored([MET, POST]), query)
    ((one, other, key, said),) = drawn.edges(keys=True, data=True)
    assert (one, other, key) == (f"{ID}person/a", f"{ID}person/b", MET.iri)
    assert (said["independentSources"], said["evidence"], said["sentence"]) == (2, 2, "Said on 2025-01-01.")


def test_what_is_no_fact_is_an_edge_without_sources() -> None:
    store = stored([MET, POST])
    drawn = asked(store, "CONSTRUCT { ?b k:headquarters ?c ; rdfs:label 'B' ; a k:Person } WHERE { ?c k:metWith ?b }")
    again = asked(store, "CONSTRUCT { ?b k:headquarters ?c } WHERE { ?b k:metWith ?c }")
    assert set(drawn.edges(keys=True)) == set(again.edges(keys=True))
    assert drawn.number_of_edges() == 2
    said = drawn.get_edge_data(f"{ID}person/a", f"{ID}person/b")
    ((key, one),) = said.items()
    assert key.startswith("urn:kerege:edge:")
    assert (one["articles"], one["weight"], one["label"], one["color"]) == (0, 1.0, "headquarters", NEUTRAL)
    foreign = asked(
        store, "CONSTRUCT { <https://example.org/x#one> <https://example.org/y/likes> ?b } { ?b k:metWith ?a }"
    )
    assert foreign.nodes["https://example.org/x#one"]["label"] == "one"
    assert {said["predicate"] for *_, said in foreign.edges(data=True)} == {"likes"}


def test_tenures_and_deals_have_two_ends() -> None:
    store = stored([])
    for name, value in {k.member: "person/a", k.organization: "institution/m"}.items():
        store.add(ox.Quad(ox.NamedNode(f"{ID}fact/t"), name, ox.NamedNode(ID + value), ox.DefaultGraph()))
    ((one, other, key, said),) = asked(store, "SELECT ?fact { ?fact k:member ?x }").edges(keys=True, data=True)
    assert (one, said["predicate"], other, key) == (
        f"{ID}person/a", "worksFor", f"{ID}institution/m", f"{ID}fact/t"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK {}", "An ASK query gives no network"),
        ("SELECT ?x { ?x k:metWith ?y }", "The SELECT has no column subject: a network needs"),
        (
            "SELECT (?x AS ?subject) ('met' AS ?relation) (?y AS ?object) { ?x k:metWith ?y }",
            "The column relation of the SELECT must hold IRIs",
        ),
    ],
)
def test_a_query_that_says_no_edges_is_told_so(query: str, said: str) -> None:
    with pytest.raises(BadChoice, match=said):
        asked(stored([MET]), query)


def test_the_command_takes_names_and_queries(kerege: Run, corpus: Path, tmp_path: Path) -> None:
    def written(*arguments: str) -> dict[str, list[dict[str, object]]]:
        done = kerege("network", "n.json", *arguments, "--store", corpus, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        said.append(done.stderr)
        found: dict[str, list[dict[str, object]]] = json.loads((tmp_path / "n.json").read_text("utf-8"))
        return found

    said: list[str] = []
    near = written("--around", "Bassani", "--depth", "2", "--most", "9", "--measures")
    assert "“Bassani” was taken for Antonella Bassani." in said[-1]
    assert len(near["nodes"]) == 9
    assert {"x", "y", "pagerank", "community"} <= near["nodes"][0].keys()
    assert any(node["label"] == "Antonella Bassani" for node in near["nodes"])
    (tmp_path / "q.rq").write_text(f"PREFIX k: <{k.K}> CONSTRUCT WHERE {{ ?a k:metWith ?b }}")
    met = written("--query", "q.rq", "--no-positions")
    assert {edge["predicate"] for edge in met["edges"]} == {"metWith"}
    assert "x" not in met["nodes"][0]
    for arguments, sentence in {
        ("--around", "Antonela Basani"): "did you mean Antonella Bassani",
        ("--param", "person=x"): "--param gives a value to a stored question",
    }.items():
        done = kerege("network", "n.json", *arguments, "--store", corpus, cwd=tmp_path)
        assert done.returncode == 2
        assert sentence in done.stderr


def test_the_face_takes_the_same(corpus: Path) -> None:
    with face.open(corpus) as graph:
        near = graph.network(around="Bassani", relations=["metWith"], since="2000-01-01", positions=True)
        assert near.graph["notes"] == "“Bassani” was taken for Antonella Bassani."
        assert all("x" in said for _, said in near.nodes(data=True))
        with pytest.raises(BadChoice, match="“May” is no day"):
            graph.network(since="May")
        guests = graph.network(project="people-by-events", measures=True)
        assert {said["kind"] for _, said in guests.nodes(data=True)} == {"person"}
        assert graph.network(query="people-institution-network").number_of_edges() > 5
        with pytest.raises(BadChoice, match="A query says itself what is shown"):
            graph.network(query="people-institution-network", kinds=["person"])
        with pytest.raises(BadChoice, match="There is no projection x"):
            graph.network(project="x")
        with pytest.raises(UnknownName):
            graph.network(around=["Nobody Whosoever"])
