"""``kerege explain``: the whole story of one fact by the installed command, as text, JSON and PROV-O."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from conftest import Run
from rich.cells import cell_len

import kerege
from kerege import Graph

PROV = "http://www.w3.org/ns/prov#"
MET = ("explain", "Olzhas Bektenov", "metWith", "Antonella Bassani")


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Run:
    """Runs the installed command."""
    found: Run = request.getfixturevalue("kerege")
    return found


@pytest.fixture(scope="module")
def graph(corpus: Path) -> Iterator[Graph]:
    """The reports, opened in Python, which tells what the command writes with ``--json``."""
    with kerege.open(corpus) as opened:
        yield opened


def story(graph: Graph, *asked: str) -> dict[str, Any]:
    """The first story as data."""
    found: dict[str, Any] = graph.explain(*asked).data()["stories"][0]
    return found


def test_json_is_what_python_tells(run: Run, corpus: Path, graph: Graph) -> None:
    done = run(*MET, "--store", corpus, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == graph.explain(*MET[1:]).data()


def test_a_fact_is_told_with_its_sentences_rules_and_reader(graph: Graph) -> None:
    told = story(graph, *MET[1:])
    assert told["says"] == "Olzhas Bektenov met with Antonella Bassani"
    assert (told["articles"], told["independentSources"], told["holds"]) == (2, 2, True)
    assert (told["firstReported"], told["lastReported"]) == ("2025-06-01", "2025-06-02")
    assert told["publishers"] == ["primeminister.kz"]
    for report in told["reports"]:
        assert report["reader"].startswith("kerege-rules ")
        assert report["article"]["title"]
        assert all("Bassani" in passage["text"] for passage in report["passages"])
        assert all(0 <= rule["low"] <= rule["precision"] <= rule["high"] <= 1 for rule in report["rules"])
    days = [report["article"]["date"] for report in told["reports"]]
    assert days == sorted(days)


@pytest.mark.parametrize("width", [80, 120])
def test_the_text_fits_the_terminal_and_says_it_all(run: Run, corpus: Path, width: int) -> None:
    done = run(*MET, "--store", corpus, env={"COLUMNS": str(width)})
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= width
    text = " ".join(done.stdout.split())
    assert "Stated by 2 articles, 2 independent sources. Published by primeminister.kz, 1–2 June 2025." in text
    assert "“Bektenov also met with Antonella Bassani, Vice President of the World Bank.” The subject was" in text
    assert "rule met-with, right in" in text
    assert "read by kerege-rules" in text


@pytest.mark.parametrize("relation", ["metWith", "k:metWith", "met with", "https://w3id.org/kerege/ontology#metWith"])
def test_names_and_relations_may_be_typed_in_any_way(graph: Graph, relation: str) -> None:
    usual = story(graph, *MET[1:])
    assert story(graph, "bektenov", relation, "Bassani") == usual
    assert story(graph, usual["fact"]) == usual
    assert story(graph, usual["subject"]["iri"], relation, usual["object"]["iri"]) == usual


def test_an_assertion_leads_to_the_fact_that_it_states(graph: Graph) -> None:
    usual = story(graph, *MET[1:])
    other = story(graph, usual["reports"][0]["assertion"])
    assert {other["subject"]["label"], other["object"]["label"]} == {"Olzhas Bektenov", "Antonella Bassani"}


def test_what_follows_is_told_with_the_axiom_and_what_it_follows_from(run: Run, corpus: Path, graph: Graph) -> None:
    told = story(graph, "Bassani", "works for", "World Bank Group")
    assert (told["origin"], told["reports"]) == (["inferred"], [])
    (ground,) = told["inferredFrom"]
    assert ground["axiom"]["says"] == "A works for B, and B is a unit of C; so A works for C"
    assert [(one["says"], one["origin"]) for one in ground["premises"]] == [
        ("Antonella Bassani works for World Bank", ["stated"]),
        ("World Bank is a unit of World Bank Group", ["reference"]),
    ]
    text = run("explain", "Bassani", "worksFor", "World Bank Group", "--store", corpus).stdout
    assert "By the ontology, A works for B, and B is a unit of C; so A works for C." in text


def test_reference_data_say_where_they_are_from(graph: Graph) -> None:
    told = story(graph, "World Bank", "unitOf", "World Bank Group")
    assert told["origin"] == ["reference"]
    assert told["reference"] == ["https://www.worldbank.org/"]


def test_a_type_is_a_fact_too(graph: Graph) -> None:
    told = story(graph, "Bektenov", "a", "person")
    assert told["says"] == "Olzhas Bektenov is a person"
    assert told["articles"] == len({report["article"]["iri"] for report in told["reports"]}) == 2
    wider = story(graph, "Bektenov", "type", "k:Agent")
    assert wider["inferredFrom"][0]["axiom"]["says"] == "every person is an agent"


def test_one_of_the_three_may_be_left_open(graph: Graph) -> None:
    found = graph.explain("Bektenov", "metWith", "-").data()
    assert len(found["stories"]) == 3
    says = [one["says"] for one in (*found["stories"], *found["others"])]
    assert {f"Olzhas Bektenov met with {who}" for who in ("Antonella Bassani", "Nuriddin Azizi")} <= set(says)
    between = graph.explain("Bektenov", "-", "Bassani").data()
    kinds = {one["class"] for one in between["stories"]}
    assert kinds >= {"Fact", "Utterance"}


def test_what_the_graph_does_not_hold_comes_with_what_is_near(run: Run, corpus: Path, graph: Graph) -> None:
    told = story(graph, "Bektenov", "finances", "Bassani")
    assert (told["holds"], told["fact"], told["reports"]) == (False, None, [])
    assert "Antonella Bassani met with Olzhas Bektenov" in [one["says"] for one in told["beside"]]
    done = run("explain", "Bektenov", "finances", "Bassani", "--store", corpus)
    assert done.returncode == 0
    assert "The graph does not hold this" in " ".join(done.stdout.split())


def test_two_that_nothing_ties_come_with_the_shortest_chain(graph: Graph) -> None:
    told = story(graph, "Azizi", "-", "Bassani")
    assert told["told"] == "No fact of the graph ties the two."
    assert len(told["beside"]) == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("Bektenov", "meets", "Bassani"), "The ontology has no relation “meets”: did you mean"),
        (("Bektenof Olshas", "metWith", "Bassani"), "The graph knows no agent, place, undertaking or event"),
        (("Bektenov",), "Say two of subject, relation and object"),
        (("https://w3id.org/kerege/id/fact/none",), "The graph knows no fact"),
        (("Bektenov", "a", "perzon"), "The ontology has no kind of thing “perzon”: did you mean Person"),
    ],
)
def test_what_nobody_knows_is_said_with_what_there_is(
    run: Run, corpus: Path, asked: tuple[str, ...], said: str
) -> None:
    done = run("explain", *asked, "--store", corpus)
    assert done.returncode == 2
    assert said in done.stderr


def test_turtle_leads_by_prov_from_the_fact_to_the_articles(run: Run, corpus: Path) -> None:
    text = run(*MET, "--store", corpus, "--format", "turtle").stdout
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    query = """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX k: <https://w3id.org/kerege/ontology#>
        SELECT ?words ?day ?reader { ?fact a k:Fact ; k:predicate k:metWith ; prov:wasDerivedFrom ?assertion .
        ?assertion a prov:Entity ; prov:wasGeneratedBy ?reading ; prov:wasDerivedFrom ?passage .
        ?passage prov:wasQuotedFrom ?article ; prov:value ?words . ?article dcterms:issued ?day .
        ?reading a prov:Activity ; prov:used ?article ; prov:wasAssociatedWith ?agent .
        ?agent a prov:SoftwareAgent ; <http://www.w3.org/2000/01/rdf-schema#label> ?reader }"""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    rows = sorted((str(row["day"].value), str(row["words"].value)) for row in found)
    assert [day for day, _ in rows] == ["2025-06-01", "2025-06-02"]
    assert all("Bassani" in words for _, words in rows)
