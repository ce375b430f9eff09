"""What people corrected, asked of the shipped articles after a few corrections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ARTICLES, Run
from put_right import corrections
from query_publication import TESTS

from graph.ask import Questions

CASES: list[dict[str, Any]] = json.loads((TESTS / "query_answers_corrections.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def questions(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    """Questions to corrected articles."""
    folder = tmp_path_factory.mktemp("corrected")
    kerege("load", ARTICLES, "--store", folder / "store", "--corrections", corrections(folder / "corrections"))
    with Questions.of_store(folder / "store") as asked:
        yield asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['query']}-{'-'.join(case['values'].values())}")
def test_golden_rows(questions: Questions, case: dict[str, Any]) -> None:
    """The rows, their columns and their order."""
    answer = questions.ask(case["query"], case["values"])
    assert list(answer.columns) == case["columns"]
    assert [list(row.values()) for row in json.loads(answer.json())] == case["rows"]


def test_what_is_rejected_keeps_its_sentence_and_counts_for_nothing(questions: Questions) -> None:
    (row,) = questions.ask("corrections", {"action": "reject"}).records()
    assert "Haoliang Xu" in str(row["sentence"])
    assert row["link"]
    assert row["sources"] is None
    met = questions.ask("who-met-whom", {"person": "Olzhas Bektenov"}).records()
    assert "Haoliang Xu" not in {other["met"] for other in met}
