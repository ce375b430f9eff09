"""The network of things and facts: what it holds, and its files as other programs read them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.background import Background
from graph.network.building import network
from graph.network.files import NetworkFormat, network_bytes, write_network
from graph.network.model import Network
from graph.publications import open_published
from graph.publish import publish
from graph.stats import coverage
from graph.store import GraphStore
from loaders.facts import Discussed, Finances, Met, Position
from ontology.errors import KeregeError, StoreError
from tests.test_publish_dataset import (
    ANNA,
    BANK,
    BORIS,
    CLARA,
    MET,
    RURITANIA,
    SAID,
    TRADE,
    article,
    background,
    event,
    framework,
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a few published articles."""
    path = tmp_path_factory.mktemp("network") / "s"
    loan = Finances(financier=BANK, target=RURITANIA, stage="signed", **SAID)
    text = "Anna\x0b & <Boris> “met”. And so on."
    with GraphStore(path) as store:
        readings = [
            article(2, MET, loan, text=text),
            article(1, replace(MET, evidence=((0, 5), (5, 9))), Met(a=CLARA, b=ANNA, **SAID)),
            article(3, Discussed(event=event(3, "forum"), about=framework("plan", "p"), **SAID), TRADE),
            article(
                4, Position(person=ANNA, title="head", of=BANK, **SAID), replace(TRADE, value=9e9, low=9e9, high=9e9)
            ),
        ]
        list(store.load(readings))
        publish(store, background())
    return path


@pytest.fixture(scope="module")
def published(path: Path) -> ox.Store:
    """What is published of it."""
    return open_published(path)


def test_every_fact_is_one_edge_keyed_by_its_fact_node(published: ox.Store) -> None:
    drawn = network(published)
    edges = {(s.rpartition("/")[2], a["predicate"], o.rpartition("/")[2]) for s, o, a in drawn.edges(data=True)}
    assert edges == {
        ("anna-aral", "metWith", "boris-balkhash"), ("anna-aral", "metWith", "clara-caspi"),
        ("steppe-bank", "finances", "ruritania"), ("anna-aral", "worksFor", "steppe-bank"),
    }  # fmt: skip
    assert drawn.number_of_edges() == 4
    for subject, value, key, _ in drawn.edges(keys=True, data=True):
        node = ox.NamedNode(key)
        about = {q.predicate.value.rpartition("#")[2]: q.object for q in published.quads_for_pattern(node, None, None)}
        assert (about["subject"], about["object"]) == (ox.NamedNode(subject), ox.NamedNode(value))


def test_nodes_and_edges_say_what_a_drawing_shows(published: ox.Store) -> None:
    drawn = network(published)
    assert drawn.nodes[BANK.iri] == {
        "label": "Steppe Bank of Development", "kind": "institution", "class": "DevelopmentBank",
        "begin": "2025-01-02", "end": "2025-01-04", "sources": 1, "evidence": 2, "color": "#54667e",
    }  # fmt: skip
    assert drawn.nodes[RURITANIA.iri]["class"] == "Country"
    (edge,) = drawn.get_edge_data(ANNA.iri, BORIS.iri).values()
    assert edge == {
        "predicate": "metWith", "label": "met with", "directed": 0, "articles": 2, "independentSources": 2,
        "evidence": 2, "weight": 2.0, "first": "2025-01-01", "last": "2025-01-02", "begin": "2025-01-01",
        "end": "2025-01-02", "color": "#c05a2a", "sentence": "Words",
    }  # fmt: skip


def test_kinds_and_relations_can_be_chosen(published: ox.Store) -> None:
    people = network(published, kinds=["person"])
    assert {data["kind"] for _, data in people.nodes(data=True)} == {"person"}
    assert people.number_of_edges() == 2
    talk = network(published, predicates=["discussed"])
    assert [data["label"] for _, data in talk.nodes(data=True)] == ["forum", "plan"]
    assert network(published, kinds=["place"]).number_of_nodes() == 0
    assert list(network(published, kinds=["place"], isolated=True)) == [RURITANIA.iri]


def test_an_unknown_kind_or_relation_is_named(published: ox.Store) -> None:
    with pytest.raises(KeregeError, match="no kind animal"):
        network(published, kinds=["animal"])
    with pytest.raises(KeregeError, match="no relation loves"):
        network(published, predicates=["loves"])
    with pytest.raises(KeregeError, match="no network format"):
        write_network(network(published), "x.png")
    with pytest.raises(StoreError, match="could not be written"):
        write_network(network(published), "/nowhere/x.json")


def _as_read(read: Any) -> tuple[dict[str, dict[str, Any]], list[tuple[str, str, str]]]:
    nodes = {iri: dict(data) for iri, data in read.nodes(data=True)}
    return nodes, sorted((s, o, data["predicate"]) for s, o, data in read.edges(data=True))


def test_graphml_and_gexf_and_json_give_the_same_network_back(published: ox.Store, tmp_path: Path) -> None:
    drawn = network(published)
    for format in NetworkFormat:
        write_network(drawn, tmp_path / f"x.{format}")
    read = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    assert _as_read(read) == _as_read(drawn)
    assert sorted(key for _, _, key, _ in read.edges(keys=True, data=True)) == sorted(
        key for _, _, key, _ in drawn.edges(keys=True, data=True)
    )
    assert _as_read(nx.node_link_graph(json.loads((tmp_path / "x.json").read_text()), edges="edges")) == _as_read(drawn)
    gexf = ElementTree.parse(tmp_path / "x.gexf")  # noqa: S314
    found = {(e.get("id"), e.get("source"), e.get("target")) for e in gexf.iter("{http://gexf.net/1.3}edge")}
    assert found == {(key, s, o) for s, o, key, _ in drawn.edges(keys=True, data=True)}
    directed: Network = drawn.edge_subgraph(e for e in drawn.edges(keys=True) if drawn.edges[e]["directed"])
    write_network(directed, tmp_path / "x.gexf")  # networkx takes no mixture of directed and other edges
    assert set(nx.read_gexf(tmp_path / "x.gexf")) == set(directed)


def test_the_files_hold_no_clock_and_do_not_depend_on_the_process(path: Path, published: ox.Store) -> None:
    script = """
import hashlib, sys
from graph.network.building import *
from graph.network.files import *
from graph.publications import open_published
drawn = network(open_published(sys.argv[1]))
print([hashlib.sha256(network_bytes(drawn, f)).hexdigest() for f in NetworkFormat])
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, str(path)],
            env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(answers) == 1
    assert b"lastmodified" not in network_bytes(network(published), NetworkFormat.GEXF)


def test_what_the_graph_covers_is_known_without_counting(published: ox.Store, tmp_path: Path) -> None:
    covered = coverage(published)
    assert (covered.articles, str(covered.first), str(covered.last)) == (4, "2025-01-01", "2025-01-04")
    assert covered.outlets == {f"Daily {n}": 1 for n in (1, 2, 3, 4)}
    assert covered.entities == {
        "people": 3, "institutions": 2, "places": 1, "projects": 0, "frameworks": 1, "events": 1
    }  # fmt: skip
    assert covered.conflicts == 1
    assert (covered.tenures, covered.deals, covered.observations) == (1, 1, 2)
    assert covered.facts == 5 + 1 + 1 + 2
    assert covered.triples == sum(1 for _ in published.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert covered.sentence() == (
        "The graph covers 4 articles, from 2025-01-01 to 2025-01-04:"
        " 3 people, 2 institutions, 1 place, 1 framework, 1 event."
    )
    with GraphStore(tmp_path / "s") as store:
        publish(store, Background.of((), ()))
    empty = coverage(open_published(tmp_path / "s"))
    assert (empty.articles, empty.facts, empty.sentence()) == (0, 0, "The graph holds no article yet.")
