"""Annotated articles are read as well as ``tests/gold/scores.json`` records (``make evaluate RECORD=1``)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ARTICLES, TESTS

from kerege.evaluation.running import Evaluation, evaluate
from kerege.evaluation.scoring import all_kinds, counts, relations

GOLD = TESTS / "gold"
RECORDED = json.loads((GOLD / "scores.json").read_text("utf-8"))
CHOICES = {"lenient, all kinds": all_kinds(strict=False), "strict, relations": relations(strict=True)}
POINT = 0.01


@pytest.fixture(scope="module")
def own() -> Evaluation:
    """The shipped reports."""
    return evaluate([ARTICLES], GOLD)


@pytest.fixture(scope="module")
def development(shared_dir: Path) -> Evaluation:
    """The articles on which rules may be developed."""
    files = [*sorted(shared_dir.glob("seeds/*.txt")), *sorted(shared_dir.glob("evaluation/dev/a*.txt"))]
    return evaluate(files, shared_dir / "evaluation" / "gold")


def fallen(evaluation: Evaluation, recorded: dict[str, dict[str, float]]) -> list[str]:
    """The headline scores that are more than a point below what is recorded."""
    found = {name: counts(evaluation.articles, choice) for name, choice in CHOICES.items()}
    return [
        f"{measure} ({name}): {getattr(found[name], measure):.4f}, recorded {value:.4f}"
        for name, measures in recorded.items()
        for measure, value in measures.items()
        if getattr(found[name], measure) < value - POINT
    ]


def test_every_report_has_gold_facts(own: Evaluation) -> None:
    assert {article.name for article in own.articles} == {path.stem for path in ARTICLES.glob("*.md")}
    assert (own.without_gold, own.skipped) == ((), ())


def test_the_record_holds_all_headline_scores() -> None:
    assert RECORDED.keys() == {"own", "development"}
    assert all(scores.keys() == CHOICES.keys() for scores in RECORDED.values())


def test_the_reports_are_read_as_well_as_recorded(own: Evaluation) -> None:
    assert fallen(own, RECORDED["own"]) == []


def test_the_development_articles_are_read_as_well_as_recorded(development: Evaluation) -> None:
    assert fallen(development, RECORDED["development"]) == []


def test_a_fall_of_more_than_a_point_would_be_seen(own: Evaluation) -> None:
    found = counts(own.articles, CHOICES["strict, relations"])
    higher = {"strict, relations": {"precision": found.precision + 0.011, "f1": found.f1 + 0.009}}
    assert [line.split(":")[0] for line in fallen(own, higher)] == ["precision (strict, relations)"]
