"""What comes with the package: the reports, the demo on them, and the Python face."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import networkx
import pytest
import rdflib
from conftest import ARTICLES, Run

import kerege as face
from kerege.shipped import shipped_articles


def test_the_shipped_reports_are_those_of_the_repository() -> None:
    shipped = {path.name: path.read_bytes() for path in shipped_articles().iterdir()}
    assert shipped == {path.name: path.read_bytes() for path in ARTICLES.iterdir()}
    assert len([name for name in shipped if name.endswith(".md")]) >= 5


@pytest.mark.parametrize("package", ["ontology", "loaders", "queries", "graph", "kerege"])
def test_every_package_is_typed_and_has_no_stray_place(package: str) -> None:
    module = __import__(package)
    assert module.__file__ is not None
    folder = Path(module.__file__).parent
    assert (folder / "py.typed").exists()
    assert folder.parent == Path(face.__file__).parent.parent


def test_what_reading_web_pages_needs_is_asked_for_by_name() -> None:
    """By an extra alone, older versions of pip do not install it, and no page can be read."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"lxml_html_clean", "trafilatura"} <= {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}


def test_the_demo_answers_three_questions_and_writes_two_files(kerege: Run, tmp_path: Path) -> None:
    done = kerege("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("$ ") == 6
    assert done.stdout.count("“") >= 10
    for name in ("Antonella Bassani", "Country", "Almaty bypass road"):
        assert name in done.stdout
    assert "What to try next" in done.stdout
    turtle = rdflib.Graph().parse(tmp_path / "demo" / "graph.ttl")
    counted = face.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store=tmp_path / "demo" / "store").values()
    assert counted == [(len(turtle),)]
    network = networkx.read_graphml(tmp_path / "demo" / "network.graphml")
    assert network.number_of_edges() > 20
    again = kerege("demo", cwd=tmp_path)
    assert "5 articles: 5 unchanged." in again.stderr
    assert again.stdout == done.stdout


def test_every_command_that_the_demo_names_works(kerege: Run, tmp_path: Path) -> None:
    done = kerege("demo", cwd=tmp_path)
    named = done.stdout.partition("What to try next")[2].splitlines()
    import shlex

    for line in filter(None, named):
        arguments = shlex.split(line, comments=True)[1:]
        arguments = [str(ARTICLES) if argument == "FOLDER" else argument for argument in arguments]
        tried = kerege(*arguments, cwd=tmp_path)
        assert tried.returncode == 0, line
        assert "Nothing found" not in tried.stderr, line


def test_the_python_face_does_what_the_commands_do(tmp_path: Path) -> None:
    store = tmp_path / "store"
    outcomes = face.load([ARTICLES, tmp_path / "gone.txt"], store=store)
    assert [str(outcome) for outcome in outcomes if isinstance(outcome, face.LoadError)] == [
        f"{tmp_path / 'gone.txt'} does not exist."
    ]
    rows = face.ask("who-met-whom", store=store, person="Bektenov").records()
    with face.open(store) as graph:
        assert graph.ask("who-met-whom", {"person": "Bektenov"}).records() == rows
    assert {row["met"] for row in rows} >= {"Antonella Bassani"}
    assert face.dump(tmp_path / "graph.nq.gz", store=store) > 1000
    face.network(tmp_path / "network.gexf", store=store)
    assert (tmp_path / "network.gexf").stat().st_size > 1000
    with pytest.raises(face.KeregeError, match="did you mean Olzhas Bektenov"):
        face.ask("who-met-whom", store=store, person="Olzhas Bektenof")


def test_the_face_is_what_it_says() -> None:
    assert sorted(face.__all__) == face.__all__
    assert all(getattr(face, name).__doc__ for name in face.__all__)
