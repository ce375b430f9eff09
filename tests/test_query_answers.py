"""Every stored query on a small publication: the rows an analyst should get."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from query_publication import TESTS, published

from graph.ask import Questions
from ontology.errors import BadParameter, UnknownQuery
from queries.catalogue import Catalogue

CASES: list[dict[str, Any]] = json.loads((TESTS / "query_answers.json").read_text("utf-8"))
WIDER: list[dict[str, Any]] = json.loads((TESTS / "query_answers_river.json").read_text("utf-8"))
ODDS: list[dict[str, Any]] = json.loads((TESTS / "query_answers_odds.json").read_text("utf-8"))
JOINED: list[dict[str, Any]] = json.loads((TESTS / "query_answers_identity.json").read_text("utf-8"))
RIGHTED: list[dict[str, Any]] = json.loads((TESTS / "query_answers_corrections.json").read_text("utf-8"))
REAL = Catalogue.load()


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    """Questions to the fixture."""
    with Questions(published(tmp_path_factory.mktemp("answers") / "store")) as asked:
        yield asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['query']}-{'-'.join(case['values'].values())}")
def test_golden_rows(questions: Questions, case: dict[str, Any]) -> None:
    """The rows, their columns and their order."""
    answer = questions.ask(case["query"], case["values"])
    assert list(answer.columns) == case["columns"]
    assert [list(row.values()) for row in json.loads(answer.json())] == case["rows"]


def test_every_query_has_golden_rows() -> None:
    """No stored query goes untested."""
    given = (*CASES, *WIDER, *ODDS, *JOINED, *RIGHTED)
    assert {case["query"] for case in given if case["rows"]} == {query.name for query in REAL}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['query']}-{'-'.join(case['values'].values())}")
def test_every_row_leads_back_to_its_sentence(questions: Questions, case: dict[str, Any]) -> None:
    """Sentence, article, link and number of independent sources, save for what the reference data add."""
    for row in questions.ask(case["query"], case["values"]).records():
        found = [bool(row[column]) for column in ("sentence", "article", "link", "sources")]
        assert found == [row.get("source") != "reference"] * 4


def test_a_meeting_has_the_same_sentences_from_either_side(questions: Questions) -> None:
    """Meeting is symmetric, and so is its evidence; a republished copy is no source of its own."""
    one, other = (questions.ask("who-met-whom", {"person": name}).records() for name in ("Sarsen", "Pavel Ronik"))
    assert [(row["sentence"], row["link"], row["sources"]) for row in one] == [
        (row["sentence"], row["link"], row["sources"]) for row in other
    ]
    assert [row["sources"] for row in one] == [2, 2, 2]


def test_an_optional_value_narrows_the_answer(questions: Questions) -> None:
    """Without it, everything is found; with it, only what fits."""
    assert len(questions.ask("who-said-what", {"about": "Miran canal"}).rows) == 3
    assert len(questions.ask("who-said-what", {"about": "Miran canal", "speaker": "Sarsen"}).rows) == 2
    later = questions.ask("who-met-whom", {"person": "Sarsen", "since": "2025-05-20"})
    assert [row["link"] for row in later.records()] == ["https://w3id.org/kerege/id/article/a2"]


def test_what_is_denied_is_told_only_by_the_article(questions: Questions) -> None:
    """A participant who is said not to have been there is none."""
    there = questions.ask("participants-of-event", {"event": "meeting of Aigul Sarsen and Pavel Ronik"}).records()
    assert {row["participant"] for row in there} == {"Aigul Sarsen", "Pavel Ronik"}
    said = questions.ask("what-an-article-says", {"article": "https://courier.example/road"}).records()
    assert [row["subject"] for row in said if row["modality"] == "denied"] == ["Lattice Finance"]


def test_an_empty_answer_says_what_the_graph_covers(questions: Questions) -> None:
    """Nothing found is told from nothing known."""
    answer = questions.ask("who-met-whom", {"person": "Orbis Fund"})
    assert answer.rows == ()
    assert answer.coverage == "The graph covers 4 articles, from 2025-05-13 to 2025-06-02: 4 people, 7 institutions."
    assert questions.ask("who-met-whom", {"person": "Sarsen"}).coverage is None


def test_what_is_wrong_with_a_call_is_said(questions: Questions) -> None:
    """The messages name what there is."""
    with pytest.raises(UnknownQuery, match="did you mean who-met-whom"):
        questions.ask("who-met", {})
    with pytest.raises(BadParameter, match="needs a value for person"):
        questions.ask("who-met-whom", {})
    with pytest.raises(BadParameter, match="no parameter who: it takes person, since"):
        questions.ask("who-met-whom", {"who": "Sarsen"})
    with pytest.raises(BadParameter, match="write a date"):
        questions.ask("who-met-whom", {"person": "Sarsen", "since": "May"})
    with pytest.raises(BadParameter, match="is empty"):
        questions.ask("who-met-whom", {"person": " "})


def test_csv_and_json(questions: Questions) -> None:
    """Plain values for spreadsheets and scripts."""
    answer = questions.query('SELECT ?b ?a { VALUES (?a ?b) { (1.50 "x, y") (true UNDEF) } } ORDER BY ?b')
    assert answer.csv() == 'b,a\r\n,true\r\n"x, y",1.5\r\n'
    assert json.loads(answer.json()) == [{"b": None, "a": True}, {"b": "x, y", "a": 1.5}]
    assert questions.query("ASK { ?x ?y ?z }").values() == [(True,)]
    built = questions.query("CONSTRUCT { ?x <http://a.example/is> 1 } WHERE { VALUES ?x { <http://a.example/b> } }")
    assert built.csv() == "subject,predicate,object\r\nhttp://a.example/b,http://a.example/is,1\r\n"


def test_of_store_needs_a_publication(tmp_path: Path) -> None:
    """A folder that is no store is refused with a sentence."""
    from ontology.errors import StoreError

    with pytest.raises(StoreError, match="no store"):
        Questions.of_store(tmp_path)
