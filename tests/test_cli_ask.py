"""Questions by the installed command: rows with their sentences, in every form, and help where a name is unknown."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import ARTICLES, Run, clean_environment
from rich.cells import cell_len

from queries.catalogue import Catalogue

MET = ("ask", "who-met-whom", "Olzhas Bektenov")
TEXTS = " ".join(" ".join(path.read_text("utf-8").split()) for path in sorted(ARTICLES.glob("*.md")))


def test_every_row_carries_a_sentence_of_an_article(kerege: Run, corpus: Path) -> None:
    rows = json.loads(kerege(*MET, "--store", corpus, "--format", "json").stdout)
    assert {row["met"] for row in rows} >= {
        "Antonella Bassani",
        "Kubanychbek Omuraliev",
        "Haoliang Xu",
        "Nuriddin Azizi",
    }
    for row in rows:
        assert " ".join(row["sentence"].split()) in TEXTS
        assert row["article"]
        assert row["sources"] >= 1


def test_csv_and_json_say_the_same(kerege: Run, corpus: Path) -> None:
    rows = json.loads(kerege(*MET, "--store", corpus, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(kerege(*MET, "--store", corpus, "--format", "csv").stdout)))
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == table


@pytest.mark.parametrize("width", [80, 120, 160])
def test_the_table_fits_any_terminal(kerege: Run, corpus: Path, width: int) -> None:
    done = kerege(*MET, "--store", corpus, env={"COLUMNS": str(width)})
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= width
    shown = " ".join(done.stdout.split())
    assert shown.count("Antonella Bassani") >= 2
    assert "“" in shown


def test_a_name_may_be_spelled_otherwise(kerege: Run, corpus: Path) -> None:
    usual = kerege(*MET, "--store", corpus, "--format", "csv").stdout
    for name in ("olzhas bektenov", "OLZHAS BEKTENOV", "Bektenov"):
        assert kerege("ask", "who-met-whom", name, "--store", corpus, "--format", "csv").stdout == usual
    by_name = kerege("ask", "who-met-whom", "--param", "person=Bektenov", "--store", corpus, "--format", "csv")
    assert by_name.stdout == usual


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("who-met-whom", "Olzhas Bektenof"), "did you mean Olzhas Bektenov?"),
        (("who-met-whom", "Ferdinand Vogel"), "“Ferdinand Vogel”"),
        (("who-met-who", "Olzhas Bektenov"), "who-met-whom"),
        (("who-met-whom",), "who-met-whom needs a value for person."),
        (("who-met-whom", "a", "b", "c"), "takes 2 values (person, since), and 3 are given."),
        (("who-met-whom", "Bektenov", "--param", "until=2025"), "who-met-whom has no parameter until"),
        (("who-met-whom", "Bektenov", "--param", "since"), "write --param NAME=VALUE"),
        (("who-met-whom", "Bektenov", "--param", "since=June"), "a date as YYYY-MM-DD"),
    ],
)
def test_what_is_unknown_is_answered_with_what_there_is(
    kerege: Run, corpus: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = kerege("ask", *arguments, "--store", corpus)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_empty_answer_says_what_the_graph_covers(kerege: Run, corpus: Path) -> None:
    done = kerege("ask", "who-met-whom", "Bektenov", "--param", "since=2030-01-01", "--store", corpus)
    assert done.returncode == 0
    assert re.search(r"Nothing found\. The graph covers 5 articles", done.stderr)


def test_without_a_name_the_questions_are_listed_with_what_they_take(kerege: Run) -> None:
    listed = kerege("ask")
    assert listed.returncode == 0
    words = " ".join(listed.stdout.split())
    for stored in Catalogue.load():
        assert re.search(rf"^{stored.name}\b", listed.stdout, re.MULTILINE)
        assert " ".join(stored.summary.split()) in words


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LABEL = (
    "CONSTRUCT { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?l } "
    "{ ?x a <https://w3id.org/kerege/ontology#Person> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
)


def test_rows_in_the_formats_of_sparql(kerege: Run, corpus: Path) -> None:
    def asked(form: str) -> str:
        done = kerege("query", COUNT, "--store", corpus, "--format", form)
        assert done.returncode == 0, done.stderr
        return done.stdout

    number = json.loads(asked("json"))[0]["n"]
    assert number > 1000
    assert json.loads(asked("sparql-json"))["results"]["bindings"][0]["n"]["value"] == str(number)
    assert asked("csv").split() == ["n", str(number)]
    assert asked("tsv").split() == ["?n", str(number)]
    literal = ET.fromstring(asked("sparql-xml")).find(".//{*}literal")  # noqa: S314 -- our own output
    assert literal is not None
    assert literal.text == str(number)
    assert str(number) in asked("table").replace(",", "")


def test_graphs_in_the_formats_of_rdf(kerege: Run, corpus: Path) -> None:
    import pyoxigraph

    graphs = {}
    for form, name in (("turtle", "TURTLE"), ("ntriples", "N_TRIPLES"), ("rdfxml", "RDF_XML"), ("jsonld", "JSON_LD")):
        done = kerege("query", LABEL, "--store", corpus, "--format", form)
        assert done.returncode == 0, done.stderr
        parsed = pyoxigraph.parse(done.stdout, getattr(pyoxigraph.RdfFormat, name))
        graphs[form] = {(str(q.subject), str(q.object)) for q in parsed}
    assert len(graphs["turtle"]) > 5
    assert all(graph == graphs["turtle"] for graph in graphs.values())


def test_a_query_from_a_file_and_from_standard_input(kerege: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "count.rq").write_text(COUNT)
    usual = kerege("query", COUNT, "--store", corpus, "--format", "csv").stdout
    assert kerege("query", tmp_path / "count.rq", "--store", corpus, "--format", "csv").stdout == usual
    assert kerege("query", "-", "--store", corpus, "--format", "csv", input=COUNT.encode()).stdout == usual
    assert kerege("query", "ASK { ?s ?p ?o }", "--store", corpus).stdout == "yes\n"


@pytest.mark.parametrize(
    ("sparql", "form", "code", "said"),
    [
        ("SELECT * { ?s ?p }", "table", 2, "is not valid SPARQL"),
        ("DELETE WHERE { ?s ?p ?o }", "table", 2, "only read"),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "table", 2, "SERVICE is refused"),
        (COUNT, "turtle", 2, "turtle is a format for graphs"),
        (LABEL, "tsv", 2, "tsv is a format for rows"),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "table", 1, "stopped after 0.5 seconds"),
    ],
)
def test_a_query_that_is_not_answered_says_why(
    kerege: Run, corpus: Path, sparql: str, form: str, code: int, said: str
) -> None:
    done = kerege("query", sparql, "--store", corpus, "--format", form, "--timeout", 0.5)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_a_question_at_once(command: Path, corpus: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        [command, "query", endless, "--store", corpus], stderr=subprocess.PIPE, env=clean_environment()
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Stopped." in said.decode()
    assert "Traceback" not in said.decode()
    assert time.monotonic() - started < 5


def test_a_sum_to_a_country_for_a_project_is_counted_once(kerege: Run, store: Path, tmp_path: Path) -> None:
    """It is a deal with the country and one with the project; asked for either, the total is that of one."""
    article = tmp_path / "loan.txt"
    article.write_text("Georgia and the World Bank signed a $70 million loan agreement for the Batumi Water Project.\n")
    assert kerege("load", article, "--store", store).returncode == 0
    for asked in ((), ("-p", "target=Georgia"), ("-p", "target=Batumi Water Project"), ("World Bank",)):
        done = kerege("ask", "financing-totals", *asked, "--store", store, "--format", "csv")
        assert done.stdout.splitlines()[1:] == [",USD,committed,70000000,1,1"], (asked, done.stderr)
