"""The stored queries on agreement, asked of articles that disagree, read and loaded as any others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Run
from odds import written
from query_publication import TESTS

from graph.ask import Questions
from queries.catalogue import Catalogue

CASES: list[dict[str, Any]] = json.loads((TESTS / "query_answers_odds.json").read_text("utf-8"))
each_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['query']}-{'-'.join(case['values'].values())[-40:]}"
)


@pytest.fixture(scope="module")
def questions(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    """Questions to articles that disagree."""
    folder = tmp_path_factory.mktemp("odds")
    done = kerege("load", *written(folder), "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    with Questions.of_store(folder / "store") as asked:
        yield asked


@each_case
def test_golden_rows(questions: Questions, case: dict[str, Any]) -> None:
    """The rows, their columns and their order."""
    answer = questions.ask(case["query"], case["values"])
    assert list(answer.columns) == case["columns"]
    assert [list(row.values()) for row in json.loads(answer.json())] == case["rows"]


@each_case
def test_every_row_leads_back_to_its_sentence(questions: Questions, case: dict[str, Any]) -> None:
    """Sentence, article, link and number of independent sources."""
    for row in questions.ask(case["query"], case["values"]).records():
        assert all(row[column] for column in ("sentence", "article", "link", "sources"))


def test_a_republished_article_is_no_second_source_of_its_version(questions: Questions) -> None:
    """Two papers give one title in the same words, which are one text."""
    rows = questions.ask("differing-titles", {}).records()
    regional = [row for row in rows if row["said"].startswith("Regional")]
    assert [(row["article"], row["sources"]) for row in regional] == [
        ("Prime Minister and World Bank talk about the new strategy", 1), ("Strategy under discussion", 1),
    ]  # fmt: skip


def test_the_queries_say_which_way_they_are_run() -> None:
    """Each question on disagreements can be asked without naming anything."""
    for name in ("disagreements", "differing-dates", "differing-names", "differing-titles"):
        assert not [one.name for one in Catalogue.load()[name].parameters if one.required and one.default is None]
