"""Files of networks as the programs that they are for read them."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pandas
import pytest
from conftest import clean_environment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.network.files import WRITERS, NetworkFormat, network_bytes, network_pieces, write_network
from graph.network.markup import legal
from graph.network.model import Network
from ontology.errors import BadChoice
from tests.test_service_clients import program, script

_GEXF = "{http://gexf.net/1.3}"
_VIZ = "{http://gexf.net/1.3/viz}"
_ODD = st.sampled_from(
    [
        "]]>",
        "<b>&amp;",
        'a"b\\',
        "\\N",
        "line\nline\r\ttab",
        "العربية (أ)",
        "👩🏽‍🌾",
        "a\x00b\x1b",
        "=1+1",
        "-",
        " x ",
        "",
        "&",
        "\\",
    ]
)
_TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | _ODD
_DAY = st.dates().map(str)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks with any names, parallel edges and loops."""
    drawn: Network = nx.MultiDiGraph()
    count = draw(st.integers(0, 4))
    for place in range(count):
        drawn.add_node(f"https://x.org/{place}", **draw(_attributes()))
    for place in range(draw(st.integers(0, 5)) if count else 0):
        ends = draw(st.tuples(*[st.integers(0, count - 1)] * 2))
        about = draw(_attributes()) | {"predicate": draw(st.sampled_from(["metWith", "finances"])), "directed": 1}
        drawn.add_edge(f"https://x.org/{ends[0]}", f"https://x.org/{ends[1]}", key=f"https://x.org/f/{place}", **about)
    return drawn


def _attributes() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"label": _TEXT, "sentence": _TEXT, "begin": _DAY | st.just(""), "end": _DAY | st.just("")},
        optional={
            "sources": st.integers(0, 2**40),
            "x": st.floats(0, 1000),
            "y": st.floats(0, 1000),
            "weight": st.floats(0, 1000),
            "color": st.sampled_from(["#a0b1c2", "red"]),
        },
    )


@pytest.fixture(scope="module")
def sample() -> Network:
    """Two people, a bank, and edges of all sorts."""
    drawn: Network = nx.MultiDiGraph()
    about: dict[str, dict[str, Any]] = {
        "anna": {
            "label": 'Anna "A" & <Aral>\nDr.',
            "kind": "person",
            "class": "Person",
            "begin": "2025-01",
            "end": "2025-02",
        },
        "bank": {"label": "=Bank\\", "kind": "institution", "class": "DevelopmentBank", "begin": "2020", "end": "2019"},
        "boris": {"label": "بوريس 👩🏽‍🌾", "kind": "person", "class": "Person", "begin": "", "end": ""},
    }
    for place, (name, said) in enumerate(about.items()):
        drawn.add_node(
            f"https://x.org/{name}", color="#112233", x=100.5 * place, y=200.25 * place, degree=place, **said
        )
    edges = [
        ("bank", "anna", "finances", 1, "1"), ("bank", "anna", "finances", 1, "2"),
        ("anna", "bank", "finances", 1, "3"), ("anna", "boris", "metWith", 0, "4"),
        ("boris", "boris", "follows", 1, "5"),
    ]  # fmt: skip
    for subject, value, predicate, directed, key in edges:
        drawn.add_edge(
            f"https://x.org/{subject}", f"https://x.org/{value}", key=f"https://x.org/fact/{key}", predicate=predicate,
            label=predicate, directed=directed, independentSources=3, weight=3.0, color="#445566", sentence="“It.” ]]>",
            first="2025-01-01", last="2025-02-01", begin="2025-01-01", end="2025-02-01",
        )  # fmt: skip
    return drawn


def said(network: Network) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a network says: nodes by IRI, edges by the fact's IRI with their ends."""
    nodes = {iri: dict(data) for iri, data in network.nodes(data=True)}
    edges = {key: (s, o, dict(data)) for s, o, key, data in network.edges(keys=True, data=True)}
    return nodes, edges


def clean(network: Network) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same with U+FFFD in place of what XML forbids."""

    def legal_values(data: dict[str, Any]) -> dict[str, Any]:
        return {name: legal(value) if isinstance(value, str) else value for name, value in data.items()}

    nodes, edges = said(network)
    return (
        {iri: legal_values(data) for iri, data in nodes.items()},
        {key: (s, o, legal_values(data)) for key, (s, o, data) in edges.items()},
    )


@given(networks())
@settings(max_examples=40, deadline=None)
def test_networkx_reads_graphml_as_it_was(drawn: Network) -> None:
    content = network_bytes(drawn, NetworkFormat.GRAPHML)
    read = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    assert said(read) == clean(drawn)


@given(networks())
@settings(max_examples=40, deadline=None)
def test_networkx_reads_node_link_json_as_it_was(drawn: Network) -> None:
    content = json.loads(network_bytes(drawn, NetworkFormat.JSON))
    assert said(nx.node_link_graph(content, edges="edges")) == said(drawn)


@given(networks())
@settings(max_examples=40, deadline=None)
def test_networkx_reads_gexf_as_it_was(drawn: Network) -> None:
    read = nx.read_gexf(io.BytesIO(network_bytes(drawn, NetworkFormat.GEXF)))
    nodes, _ = clean(drawn)
    found = {iri: (data["label"], data["sentence"], data.get("sources")) for iri, data in read.nodes(data=True)}
    assert found == {iri: (data["label"], data["sentence"], data.get("sources")) for iri, data in nodes.items()}
    ends = sorted((s, o, data["predicate"]) for s, o, data in read.edges(data=True))
    assert ends == sorted((s, o, data["predicate"]) for s, o, data in drawn.edges(data=True))


@given(networks())
@settings(max_examples=40, deadline=None)
def test_tables_are_read_as_they_were(drawn: Network) -> None:
    for form, expected in (
        (NetworkFormat.NODES, drawn.number_of_nodes()),
        (NetworkFormat.EDGES, drawn.number_of_edges()),
    ):
        rows = list(csv.DictReader(io.StringIO(network_bytes(drawn, form).decode(), newline="")))
        assert len(rows) == expected
        for row in rows:
            data = drawn.nodes[row["id"]] if form is NetworkFormat.NODES else said(drawn)[1][row["id"]][2]
            assert row["label"].removeprefix("'") == data["label"].removeprefix("'")
            assert not row["label"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            assert {name: row[name] for name in ("x", "sources") if name in row} == {
                name: str(data.get(name, "")) for name in ("x", "sources") if name in row
            }


def test_gexf_has_time_and_what_gephi_shows(sample: Network) -> None:
    root = ElementTree.fromstring(network_bytes(sample, NetworkFormat.GEXF))  # noqa: S314
    assert (root.tag, root.get("version")) == (f"{_GEXF}gexf", "1.3")
    (graph,) = root.iter(f"{_GEXF}graph")
    assert graph.attrib == {
        "defaultedgetype": "directed", "idtype": "string", "mode": "dynamic", "timeformat": "date",
        "timerepresentation": "interval",
    }  # fmt: skip
    assert [part.tag.removeprefix(_GEXF) for part in graph] == ["attributes", "attributes", "nodes", "edges"]
    nodes = {node.get("id"): node for node in root.iter(f"{_GEXF}node")}
    spans = {iri.rpartition("/")[2]: (node.get("start"), node.get("end")) for iri, node in nodes.items() if iri}
    assert spans == {"anna": ("2025-01-01", "2025-02-28"), "bank": ("2020-01-01", None), "boris": (None, None)}
    bank = nodes["https://x.org/bank"]
    assert [part.tag for part in bank] == [f"{_GEXF}attvalues", f"{_VIZ}color", f"{_VIZ}position", f"{_VIZ}size"]
    assert bank[1].attrib == {"r": "17", "g": "34", "b": "51"}
    assert bank[2].attrib == {"x": "100.5", "y": "200.25", "z": "0.0"}
    edges = {edge.get("id"): edge for edge in root.iter(f"{_GEXF}edge")}
    assert edges.keys() == {key for _, _, key in sample.edges(keys=True)}
    assert edges["https://x.org/fact/4"].get("type") == "undirected"
    assert edges["https://x.org/fact/1"].get("weight") == "3.0"
    declared = {a.get("title"): a.get("type") for a in root.iter(f"{_GEXF}attribute")}
    assert (declared["degree"], declared["kind"]) == ("long", "string")


def test_networkx_reads_a_network_without_directions(sample: Network) -> None:
    met: Network = sample.edge_subgraph([("https://x.org/anna", "https://x.org/boris", "https://x.org/fact/4")]).copy()
    met.graph["betweenness"] = "exact"
    for read in (
        nx.read_gexf(io.BytesIO(network_bytes(met, NetworkFormat.GEXF))),
        nx.read_graphml(io.BytesIO(network_bytes(met, NetworkFormat.GRAPHML)), force_multigraph=True),
    ):
        assert not read.is_directed()
        assert set(read) == set(met)
    assert read.graph["betweenness"] == "exact"
    content = json.loads(network_bytes(met, NetworkFormat.JSON))
    assert nx.node_link_graph(content, edges="edges").graph == {"betweenness": "exact"}


def test_no_two_edges_between_the_same_things_are_of_one_kind(sample: Network) -> None:
    """Gephi, and the schema, would take them for one."""
    root = ElementTree.fromstring(network_bytes(sample, NetworkFormat.GEXF))  # noqa: S314
    edges = [(frozenset((e.get("source"), e.get("target"))), e.get("kind")) for e in root.iter(f"{_GEXF}edge")]
    assert len(set(edges)) == len(edges) == 5
    assert {kind for _, kind in edges} == {"finances", "finances 2", "finances 3", "metWith", "follows"}
    rows = csv.DictReader(io.StringIO(network_bytes(sample, NetworkFormat.EDGES).decode(), newline=""))
    assert sorted(row["kind"] for row in rows) == sorted(str(kind) for _, kind in edges)


def test_pandas_reads_the_tables(sample: Network, tmp_path: Path) -> None:
    files = write_network(sample, tmp_path / "who.csv")
    assert [file.name for file in files] == ["who.nodes.csv", "who.edges.csv"]
    nodes = pandas.read_csv(files[0], index_col="id")
    assert nodes.loc["https://x.org/anna", "label"] == 'Anna "A" & <Aral>\nDr.'
    assert nodes.loc["https://x.org/bank", "label"] == "'=Bank\\"
    assert nodes["x"].dtype == float
    edges = pandas.read_csv(files[1])
    assert list(edges.columns[:7]) == ["source", "target", "type", "kind", "id", "label", "weight"]
    made = nx.from_pandas_edgelist(edges, edge_attr=True, edge_key="id", create_using=nx.MultiDiGraph)
    assert said(made)[1].keys() == said(sample)[1].keys()
    assert list(edges["type"]).count("Undirected") == 1


def test_the_archive_holds_both_tables(sample: Network, tmp_path: Path) -> None:
    write_network(sample, tmp_path / "x.zip")
    write_network(sample, tmp_path / "y.csv")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.testzip() is None
        for part in ("nodes", "edges"):
            assert archive.read(f"network.{part}.csv") == (tmp_path / f"y.{part}.csv").read_bytes()


def test_cytoscape_reads_its_json(sample: Network, tmp_path: Path) -> None:
    node, code = script("cytoscape.js", "cytoscape")
    write_network(sample, tmp_path / "x.cyjs")
    done = subprocess.run(
        [node, str(code), str(tmp_path / "x.cyjs")],
        env=clean_environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    read = json.loads(done.stdout)
    nodes = {n["id"]: n for n in read["nodes"]}
    assert {iri: (n["label"], n["kind"], n["x"], n["y"], n["degree"]) for iri, n in nodes.items()} == {
        iri: (n["label"], n["kind"], n["x"], n["y"], n["degree"]) for iri, n in sample.nodes(data=True)
    }
    edges = {e["id"]: (e["source"], e["target"], e["predicate"], e["weight"]) for e in read["edges"]}
    assert edges == {k: (s, o, e["predicate"], e["weight"]) for s, o, k, e in sample.edges(keys=True, data=True)}
    assert (read["hub"], read["far"]) == ("https://x.org/anna", 1)


@given(networks())
@settings(max_examples=30, deadline=None)
def test_cytoscape_json_says_what_the_network_says(drawn: Network) -> None:
    read = json.loads(network_bytes(drawn, NetworkFormat.CYTOSCAPE))["elements"]
    assert {n["data"]["id"]: n["data"]["label"] for n in read["nodes"]} == dict(drawn.nodes(data="label"))
    assert {e["data"]["id"]: e["data"]["sentence"] for e in read["edges"]} == {
        key: data["sentence"] for _, _, key, data in drawn.edges(keys=True, data=True)
    }


def graphviz(content: bytes, *options: str) -> bytes:
    """What Graphviz makes of a DOT file; it must have no complaint."""
    done = subprocess.run(
        [program("dot", "graphviz"), *options], input=content, capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    return done.stdout


@given(networks())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_graphviz_draws_any_names(drawn: Network) -> None:
    picture = ElementTree.fromstring(graphviz(network_bytes(drawn, NetworkFormat.DOT), "-Tsvg"))  # noqa: S314
    groups = [g for g in picture.iter("{http://www.w3.org/2000/svg}g") if (g.get("class") or "").startswith("node")]
    shown: dict[str | None, str] = {}
    for group in groups:
        texts = ["".join(text.itertext()) for text in group.iter("{http://www.w3.org/2000/svg}text")]
        shown[group.findtext("{http://www.w3.org/2000/svg}title")] = "\n".join(texts)
    assert {iri: _words(text) for iri, text in shown.items()} == {
        iri: _words(label) for iri, label in drawn.nodes(data="label")
    }


def _words(text: str) -> list[str]:
    return legal(text).replace("\N{NO-BREAK SPACE}", " ").split()


def test_graphviz_keeps_positions_and_attributes(sample: Network) -> None:
    read = json.loads(graphviz(network_bytes(sample, NetworkFormat.DOT), "-Kneato", "-n", "-Tjson"))
    nodes = {node["name"]: node for node in read["objects"]}
    for iri, data in sample.nodes(data=True):
        assert (nodes[iri]["kind"], nodes[iri]["fillcolor"], nodes[iri]["URL"]) == (data["kind"], "#112233", iri)
    anna, boris = (
        [float(part) for part in nodes[f"https://x.org/{name}"]["pos"].split(",")] for name in ("anna", "boris")
    )
    assert boris[0] - anna[0] == pytest.approx(201, abs=0.1)
    assert boris[1] - anna[1] == pytest.approx(-400.5, abs=0.1)
    edges = {edge["id"]: edge for edge in read["edges"]}
    assert edges.keys() == {key for _, _, key in sample.edges(keys=True)}
    assert edges["https://x.org/fact/4"]["dir"] == "none"
    assert edges["https://x.org/fact/1"]["sentence"] == "“It.” ]]>"


@pytest.mark.parametrize("form", list(NetworkFormat))
def test_the_order_in_which_a_network_was_made_does_not_matter(sample: Network, form: NetworkFormat) -> None:
    nodes, edges = list(sample.nodes(data=True)), list(sample.edges(keys=True, data=True))
    random.Random(7).shuffle(nodes)  # noqa: S311
    other: Network = nx.MultiDiGraph()
    other.add_nodes_from(nodes)
    other.add_edges_from(reversed(edges))
    assert network_bytes(other, form) == network_bytes(sample, form)


@pytest.mark.parametrize("form", list(NetworkFormat))
def test_an_empty_network_can_be_written(form: NetworkFormat) -> None:
    assert network_bytes(nx.MultiDiGraph(), form)


def test_every_format_has_a_writer_and_the_names_say_which(sample: Network, tmp_path: Path) -> None:
    assert set(WRITERS) == set(NetworkFormat)
    for form in NetworkFormat:
        assert write_network(sample, tmp_path / f"x.{form}") == (tmp_path / f"x.{form}",)
        assert (tmp_path / f"x.{form}").read_bytes() == b"".join(network_pieces(sample, form))
    assert write_network(sample, tmp_path / "a.b.gv") == (tmp_path / "a.b.gv",)
    assert [file.name for file in write_network(sample, tmp_path / "a.b.csv")] == ["a.b.nodes.csv", "a.b.edges.csv"]
    with pytest.raises(BadChoice, match=r"\.csv, \.cyjs, \.dot"):
        write_network(sample, tmp_path / "x.xlsx")


def test_a_large_network_is_written_from_where_it_is() -> None:
    """No second copy of it is made: what writing takes at most is a small part of what is written."""
    drawn: Network = nx.MultiDiGraph()
    for place in range(300):
        drawn.add_node(f"https://x.org/{place}", label=f"Somebody {place}", kind="person", x=place / 7, y=1.0)
    for place in range(3000):
        ends = f"https://x.org/{place % 300}", f"https://x.org/{place * 7 % 300}"
        drawn.add_edge(*ends, key=f"https://x.org/f/{place}", predicate="metWith", sentence="Some words. " * 25)
    for form in set(NetworkFormat) - {NetworkFormat.SVG, NetworkFormat.TABLES, NetworkFormat.NODES}:
        tracemalloc.start()
        size = sum(len(piece) for piece in network_pieces(drawn, form))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size > 1_000_000
        assert peak < 500_000, form
