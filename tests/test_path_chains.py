"""How two things are connected: every shortest chain, the most telling first, each step with its sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator

import networkx as nx
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from river_publication import river

from graph.ask import Questions
from graph.connections import connection
from graph.paths import chains
from ontology import terms as k
from ontology.errors import UnknownName

THINGS = [f"https://example.org/{name}" for name in "abcdefgh"]
ties = st.sets(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)).filter(lambda pair: pair[0] != pair[1]), max_size=16
)


def told(pairs: set[tuple[str, str]]) -> Store:
    """A store with a fact node for each pair."""
    store = Store()
    for number, (one, other) in enumerate(sorted(pairs)):
        node = NamedNode(f"https://example.org/fact/{number}")
        store.extend(
            Quad(node, name, value)
            for name, value in (
                (k.subject, NamedNode(one)),
                (k.predicate, k.metWith),
                (k.object, NamedNode(other)),
                (k.independentSources, Literal(number + 1)),
            )
        )
    return store


def shortest(pairs: set[tuple[str, str]], one: str, other: str) -> set[tuple[str, ...]]:
    """What networkx finds."""
    graph = nx.Graph(list(pairs))
    if one not in graph or other not in graph or one == other or not nx.has_path(graph, one, other):
        return set()
    return {tuple(path) for path in nx.all_shortest_paths(graph, one, other)}


@given(ties, st.sampled_from(THINGS), st.sampled_from(THINGS))
def test_every_shortest_chain_is_found(pairs: set[tuple[str, str]], one: str, other: str) -> None:
    """The same as another library finds, from either end, and every step is a fact that is there."""
    store = told(pairs)
    expected = shortest(pairs, one, other)
    found = chains(store, one, other, longest=9, most=9999)
    assert {(one, *(step.end for step in chain)) for chain in found} == expected
    for chain in found:
        assert [step.start for step in chain] == [one, *(step.end for step in chain[:-1])]
        assert all((step.start, step.end) in pairs or (step.end, step.start) in pairs for step in chain)
    back = chains(store, other, one, longest=9, most=9999)
    assert {tuple(step.fact for step in chain) for chain in found} == {
        tuple(step.fact for step in reversed(chain)) for chain in back
    }


def test_what_has_few_ties_tells_more() -> None:
    """Of two chains of the same length the one through the thing that few have to do with comes first."""
    a, b, rare, hub, *others = THINGS
    store = told({(a, rare), (rare, b), (a, hub), (hub, b), *((hub, one) for one in others)})
    assert [chain[0].end for chain in chains(store, a, b)] == [rare, hub]
    assert [chain[0].end for chain in chains(store, a, b, most=1)] == [rare]
    assert [chain[0].end for chain in chains(store, a, b, avoiding=[rare])] == [hub]
    assert chains(store, a, b, longest=1) == []


def test_inferred_and_mirrored_facts_and_sectors_are_no_steps() -> None:
    """They would connect what nobody said to be connected, or say a thing twice."""
    a, b, *_ = THINGS
    for name, value in ((k.inferredFrom, NamedNode(a)), (k.mirrors, NamedNode(a))):
        store = told({(a, b)})
        store.add(Quad(NamedNode("https://example.org/fact/0"), name, value))
        assert chains(store, a, b) == []
    store = told({(a, b)})
    store.update("DELETE { ?f ?p ?o } INSERT { ?f ?p <" + k.sector.value + "> } WHERE { ?f ?p ?o FILTER(?o = <"
                 + k.metWith.value + ">) }")  # fmt: skip
    assert chains(store, a, b) == []


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    """Questions to a small world of invented names."""
    with Questions(river(tmp_path_factory.mktemp("river") / "store")) as asked:
        yield asked


def test_two_ministers_are_connected_by_whom_they_met_and_where_they_worked(questions: Questions) -> None:
    """Both chains have two steps, and each step its sentences, as they stand in the articles."""
    answer = connection(questions, "Moen", "Ada Lund")
    rows = answer.records()
    assert {str(row["path"]) for row in rows} == {
        "Dag Moen → Bo Karsk → Ada Lund",
        "Dag Moen → Ministry of Rivers of Norvia → Ada Lund",
    }
    first = [row for row in rows if "Karsk" in str(row["path"])]
    assert [(row["step"], row["subject"], row["relation"], row["object"], row["sources"]) for row in first] == [
        (1, "Bo Karsk", "met with", "Dag Moen", 1),
        (2, "Ada Lund", "met with", "Bo Karsk", 2),
        (2, "Ada Lund", "met with", "Bo Karsk", 2),
        (2, "Ada Lund", "met with", "Bo Karsk", 2),
    ]
    assert first[0]["sentence"] == (
        "Rivers Minister Dag Moen met Bo Karsk, Vice President of Meridian Bank (MB), in Skarn on 8 March 2024."
    )
    assert connection(questions, "Dag", "Lund").notes == ("“Dag” was taken for Dag Moen.",)


def test_a_denied_meeting_connects_nobody(questions: Questions) -> None:
    """Karsk and Wint did not meet: they are connected through the bridge that both their banks finance."""
    paths = {str(row["path"]) for row in connection(questions, "Bo Karsk", "Cora Wint").records()}
    assert paths == {
        "Bo Karsk → Meridian Bank → Skarn bridge → Harbor Fund → Cora Wint",
        "Bo Karsk → meeting of Dag Moen and Bo Karsk → Skarn bridge → Harbor Fund → Cora Wint",
    }
    nothing = connection(questions, "Bo Karsk", "Cora Wint", avoiding=["Skarn bridge"])
    assert nothing.rows == ()
    assert nothing.coverage is not None
    assert nothing.coverage.startswith("No chain of at most 6 facts.")


def test_an_unknown_name_has_suggestions(questions: Questions) -> None:
    """As in every question."""
    with pytest.raises(UnknownName, match="did you mean Ada Lund"):
        connection(questions, "Ada Lunt", "Bo Karsk")


def test_the_command_shows_each_path_with_its_sentences(kerege: Run, corpus: object) -> None:
    """In the terminal one table a path; as CSV and JSON all rows."""
    shown = kerege("path", "Bassani", "Azizi", "--store", corpus, env={"COLUMNS": "100"})
    assert shown.returncode == 0
    assert "Path: Antonella Bassani → Olzhas Bektenov → Nuriddin Azizi" in shown.stdout
    assert "“Bassani” was taken for Antonella Bassani." in shown.stderr
    rows = json.loads(kerege("path", "Bassani", "Azizi", "--store", corpus, "--format", "json", "--most", 1).stdout)
    assert [(row["step"], row["relation"]) for row in rows] == [(1, "met with"), (1, "met with"), (2, "met with")]
    unknown = kerege("path", "Bassani", "Ferdinand Vogel", "--store", corpus)
    assert unknown.returncode == 2
    assert "Ferdinand Vogel" in unknown.stderr
