"""The stored queries on a small world that is read, published and joined like any other: the rows to get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from query_publication import TESTS
from river_publication import river

from graph.ask import Questions
from ontology.errors import UnknownName
from queries.catalogue import Catalogue

CASES: list[dict[str, Any]] = json.loads((TESTS / "query_answers_river.json").read_text("utf-8"))
each_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['query']}-{'-'.join(case['values'].values())[-40:]}"
)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Questions]:
    """Questions to that world."""
    with Questions(river(tmp_path_factory.mktemp("river") / "store")) as asked:
        yield asked


@each_case
def test_golden_rows(questions: Questions, case: dict[str, Any]) -> None:
    """The rows, their columns and their order; triples have none."""
    answer = questions.ask(case["query"], case["values"])
    rows = [list(row.values()) for row in json.loads(answer.json())]
    assert list(answer.headings()) == case["columns"]
    assert (sorted(rows) if answer.triples else rows) == case["rows"]


@each_case
def test_every_row_leads_back_to_its_sentence(questions: Questions, case: dict[str, Any]) -> None:
    """Save for what the reference data add, for totals, and for names that no sentence at hand holds."""
    query = Catalogue.load()[case["query"]]
    if query.kind == "construct" or "totals" in query.tags:
        pytest.skip("totals and graphs stand for many sentences")
    columns = ("article", "link", "sources") if query.name == "names-of" else ("sentence", "article", "link", "sources")
    for row in questions.ask(case["query"], case["values"]).records():
        assert [bool(row[name]) for name in columns] == [row.get("source") != "reference"] * len(columns)


def test_a_deal_is_counted_once(questions: Questions) -> None:
    """Two articles, two stages, one loan: in the year of the first stage, and with what the grant is in, apart."""
    rows = questions.ask("financing-totals", {"target": "Skarn bridge"}).records()
    assert [(row["year"], row["currency"], row["total"], row["deals"]) for row in rows] == [
        (2024, "EUR", 50_000_000, 1),
        (2024, "USD", 200_000_000, 1),
    ]


def test_a_copy_is_no_second_source(questions: Questions) -> None:
    """The meeting that two outlets report in the same words has one source."""
    rows = questions.ask("coming-events", {"after": "2025-02-27"}).records()
    assert {(row["event"], row["sources"]) for row in rows if row["status"] == "held"} == {
        ("February meeting of Lund and Karsk", 1)
    }


@pytest.mark.parametrize("words", ["trade-turnover", "Trade turnover", "bilateral TRADE", "trade between"])
def test_an_indicator_goes_by_many_words(questions: Questions, words: str) -> None:
    """Its notation, its label and the words of the news."""
    assert len(questions.ask("indicator-over-time", {"indicator": words, "entity": "Norvia"}).rows) == 3


def test_an_unknown_sector_has_suggestions(questions: Questions) -> None:
    """As names have."""
    with pytest.raises(UnknownName, match=r"knows no sector “transprt”: did you mean .*Transport"):
        questions.ask("about-sector", {"sector": "transprt"})
