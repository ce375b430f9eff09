"""Who shares what, and how much that weighs; measures of a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tied import ID, Told, stored

from graph.network import measures, projecting
from graph.network.building import network
from graph.network.measures import measured
from graph.network.model import Network
from graph.network.projecting import institutions_by_undertakings, people_by_events, projected
from ontology.errors import BadChoice

_GUESTS = st.dictionaries(
    st.sampled_from(("event/x", "event/y", "event/z")), st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1
)


@given(_GUESTS)
def test_the_pairs_of_a_guest_weigh_one_for_each_event(guests: dict[str, set[str]]) -> None:
    facts = [Told(f"person/{who}", "attended", event) for event, names in guests.items() for who in names]
    tied = people_by_events(network(stored(facts)))
    for who in "abcdef":
        events = [event for event, names in guests.items() if who in names and len(names) > 1]
        edges = [said for one, other, said in tied.edges(data=True) if f"{ID}person/{who}" in (one, other)]
        assert sum(said["weight"] for said in edges) == pytest.approx(len(events))
        assert sum(said["sharedCount"] for said in edges) == sum(len(guests[event]) - 1 for event in events)


def test_a_pair_says_what_it_shares() -> None:
    facts = [
        Told("institution/m", "finances", "undertaking/road", ("2025-01-01", "2025-02-01")),
        Told("institution/n", "implements", "undertaking/road", ("2025-03-01",)),
        Told("institution/n", "finances", "undertaking/canal"), Told("institution/m", "finances", "undertaking/canal"),
        Told("person/a", "attended", "event/x"), Told("person/b", "expectedAt", "event/x"),
    ]  # fmt: skip
    drawn = network(stored(facts))
    ((one, other, key, said),) = institutions_by_undertakings(drawn).edges(keys=True, data=True)
    assert (one, other) == (f"{ID}institution/m", f"{ID}institution/n")
    assert key.startswith("urn:kerege:edge:")
    expected = {
        "predicate": "institutions-by-undertakings", "label": "share undertakings", "directed": 0, "weight": 2.0,
        "shared": "CANAL; ROAD", "sharedIris": f"{ID}undertaking/canal {ID}undertaking/road", "sharedCount": 2,
        "articles": 1, "independentSources": 1, "evidence": 5, "first": "2025-01-01", "last": "2025-03-01",
    }  # fmt: skip
    assert {name: said[name] for name in expected} == expected
    people = network(stored(facts), predicates=projecting.SHARING)
    assert people_by_events(people).number_of_edges() == 0
    assert people_by_events(drawn).number_of_edges() == 1
    with pytest.raises(BadChoice, match="There is no projection people-by-people"):
        projected(drawn, "people-by-people")


def test_what_very_many_share_ties_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = network(stored(Told(f"person/{number}", "attended", "event/x") for number in range(4)))
    assert people_by_events(drawn).number_of_edges() == 6
    monkeypatch.setattr(projecting, "LARGEST", 3)
    assert people_by_events(drawn).number_of_edges() == 0


def _two_groups() -> Network:
    rings = [(f"person/{group}{one}", f"person/{group}{other}") for group, size in (("a", 4), ("b", 5))
             for one in range(size) for other in range(one)]  # fmt: skip
    facts = [Told(*sorted(ends)[:1], "metWith", *sorted(ends)[1:]) for ends in rings]
    return network(
        stored([*facts, Told("person/a0", "metWith", "person/b0"), Told("person/b1", "worksFor", "place/k")])
    )


def test_measures_are_those_of_the_literature() -> None:
    drawn = _two_groups()
    found = measured(drawn)
    plain = nx.Graph((one, other) for one, other, _ in drawn.edges)
    exact = nx.betweenness_centrality(plain)
    for iri, said in found.nodes(data=True):
        assert said["degree"] == plain.degree(iri)
        assert said["betweenness"] == pytest.approx(exact[iri])
    assert sum(said["pagerank"] for _, said in found.nodes(data=True)) == pytest.approx(1)
    assert found.graph["betweenness"] == "exact"
    groups = {iri: said["community"] for iri, said in found.nodes(data=True)}
    assert {groups[f"{ID}person/b{number}"] for number in range(5)} == {1} == {groups[f"{ID}place/k"]}
    assert {groups[f"{ID}person/a{number}"] for number in range(4)} == {2}
    assert "degree" not in drawn.nodes[f"{ID}person/a0"]
    assert len(measured(nx.MultiDiGraph())) == 0


def test_pagerank_goes_where_edges_lead() -> None:
    found = measured(network(stored(Told(f"person/{who}", "worksFor", "institution/m") for who in "abc")))
    ranks = {iri: said["pagerank"] for iri, said in found.nodes(data=True)}
    assert ranks[f"{ID}institution/m"] == max(ranks.values()) > 0.4


def test_a_large_network_is_measured_from_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "_WORK", 10)
    monkeypatch.setattr(measures, "_SAMPLE", 5)
    one, other = measured(_two_groups()), measured(_two_groups())
    assert one.graph["betweenness"] == "estimated from 5 things"
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))


def test_measures_do_not_depend_on_the_process() -> None:
    script = """
from test_network_projecting import _two_groups
from graph.network.measures import measured
print(sorted(measured(_two_groups()).nodes(data=True)))
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True, cwd=Path(__file__).parent,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
    assert "pagerank" in told.pop()
