"""The Python face as ``docs/python.md`` tells it, run line by line; one graph object from loading to a network."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import networkx
import pytest
import rdflib
from conftest import ARTICLES

import kerege
from graph.publications import newest_published

PAGE = Path(__file__).parent.parent / "docs" / "python.md"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped reports in ``articles``, as the working directory."""
    (tmp_path / "articles").symlink_to(ARTICLES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_example_of_the_page_runs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 9
    names: dict[str, object] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{PAGE.name}, block {number}", "exec"), names)  # noqa: S102 -- the page's own lines
    graph = names["graph"]
    assert isinstance(graph, kerege.Graph)
    graph.close()
    printed = capsys.readouterr().out
    assert "The graph covers 5 articles" in printed
    assert "Skipped: no-such-file.txt does not exist." in printed
    assert "did you mean Olzhas Bektenov" in printed
    assert "Antonella Bassani" in printed
    for name in ("graph.ttl", "graph.nq.gz", "facts.nt.gz", "facts.nt.gz.license", "who.graphml", "network.gexf"):
        assert (place / name).stat().st_size > 100


def test_the_page_names_every_public_function_and_method() -> None:
    text = PAGE.read_text("utf-8")
    methods = [name for name in vars(kerege.Graph) if not name.startswith("_")]
    assert {"load", "ask", "query", "dump", "network"} <= set(methods)
    assert [name for name in methods if f"graph.{name}(" not in text] == []
    assert [name for name in kerege.__all__ if name != "Graph" and f"kerege.{name}" not in text] == []


def test_four_lines_from_files_to_an_answer(place: Path) -> None:
    with kerege.open("store", create=True) as graph:
        outcomes = graph.load("articles")
        assert [getattr(outcome, "status", None) for outcome in outcomes] == ["loaded"] * 5
        met = {row["met"] for row in graph.ask("who-met-whom", person="Bektenov").records()}
    assert "Antonella Bassani" in met


def test_a_graph_is_the_one_that_was_opened_until_it_is_refreshed(place: Path) -> None:
    reports = sorted(Path("articles").glob("*.md"))
    kerege.load(reports[0], store="store")
    with kerege.open("store") as graph, kerege.open("store") as other:
        count = "SELECT (COUNT(?a) AS ?n) { ?a a <https://w3id.org/kerege/ontology#Article> }"
        other.load(reports[:3])
        assert other.query(count).values() == [(3,)]
        assert graph.query(count).values() == [(1,)]
        assert graph.coverage().startswith("The graph covers 1 article,")
        graph.refresh()
        assert graph.query(count).values() == [(3,)]
        assert graph.coverage().startswith("The graph covers 3 articles,")


def test_without_create_a_store_must_be_there(place: Path) -> None:
    with pytest.raises(kerege.KeregeError, match="There is no store at nowhere"):
        kerege.open("nowhere")
    graph = kerege.open("nowhere", create=True)
    with pytest.raises(kerege.KeregeError, match="There is no store at nowhere"):
        graph.query("ASK { ?s ?p ?o }")
    assert not Path("nowhere").exists()


def test_the_process_that_answers_ends_with_the_graph(corpus: Path) -> None:
    graph = kerege.open(corpus)
    graph.query("ASK { ?s ?p ?o }")
    assert graph._questions is not None
    process = graph._questions.workers._idle.queue[0]._process
    assert process.poll() is None
    del graph
    gc.collect()
    assert process.poll() is not None


def test_a_closed_graph_answers_again(corpus: Path) -> None:
    graph = kerege.open(corpus)
    assert graph.query("ASK { ?s ?p ?o }").truth
    graph.close()
    assert graph.query("ASK { ?s ?p ?o }").truth
    graph.close()
    graph.close()


def test_values_go_by_name_or_in_a_dictionary(corpus: Path) -> None:
    with kerege.open(corpus) as graph:
        by_name = graph.ask("who-met-whom", person="Bektenov", since="2025-01-01")
        assert graph.ask("who-met-whom", {"person": "Bektenov"}, since="2025-01-01") == by_name
        assert by_name.notes


def test_questions_are_those_of_the_catalogue(corpus: Path) -> None:
    with kerege.open(corpus) as graph:
        listed = graph.questions().records()
        assert {"question", "answers", "parameters"} == set(listed[0])
        (one,) = [row for row in listed if row["question"] == "who-met-whom"]
        assert str(one["parameters"]).split()[0] == "person"
        assert "[since]" in str(one["parameters"])
        assert graph._questions is None


def test_a_part_is_dumped_by_name(corpus: Path, tmp_path: Path) -> None:
    graph = kerege.open(corpus)
    assert graph.dump(tmp_path / "o.ttl", part="ontology") == len(rdflib.Graph().parse(tmp_path / "o.ttl"))
    with pytest.raises(kerege.KeregeError, match="There is no part passages; the parts are facts, assertions"):
        graph.dump(tmp_path / "x.ttl", part="passages")
    assert kerege.dump(tmp_path / "s.nt", store=corpus, part="sentences") == len(
        (tmp_path / "s.nt").read_text("utf-8").splitlines()
    )


def test_a_network_comes_with_or_without_a_file(corpus: Path, tmp_path: Path) -> None:
    graph = kerege.open(corpus)
    drawn = graph.network(kinds=["person"], relations=["metWith"])
    assert {kind for _, kind in drawn.nodes(data="kind")} == {"person"}
    graph.network(tmp_path / "n.graphml", kinds=["person"], relations=["metWith"])
    assert networkx.read_graphml(tmp_path / "n.graphml").number_of_edges() == drawn.number_of_edges() > 0


def test_a_graph_says_what_it_is(corpus: Path) -> None:
    graph = kerege.open(corpus)
    assert repr(graph) == f"<kerege.Graph {corpus}>"
    assert "The graph covers 5 articles" in graph._repr_html_()


def test_a_store_whose_publication_went_away_says_to_refresh(place: Path) -> None:
    reports = sorted(Path("articles").glob("*.md"))
    kerege.load(reports[0], store="store")
    graph = kerege.open("store")
    for upto in (2, 3, 4):
        kerege.load(reports[:upto], store="store")
    assert newest_published("store").number == 4
    with pytest.raises(kerege.KeregeError, match=r"call refresh\(\)"):
        graph.coverage()
    graph.refresh()
    assert "4 articles" in graph.coverage()
