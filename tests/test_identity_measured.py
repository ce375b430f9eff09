"""Labeled articles are joined as well as ``tests/identity/scores.json`` records (``make identity RECORD=1``)."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from conftest import ARTICLES, TESTS
from hypothesis import given
from hypothesis import strategies as st

from kerege.evaluation.clusters import Pairs, b_cubed, ceaf_e, ceaf_m, joined_pairs, pairs
from kerege.evaluation.joining_report import all_pairs, as_record, table
from kerege.evaluation.labels import read_labels
from kerege.evaluation.who_is_who import Measured, measure
from ontology.errors import FactsError

LABELS = TESTS / "identity"
RECORDED = json.loads((LABELS / "scores.json").read_text("utf-8"))
POINT = 0.01


@pytest.fixture(scope="module")
def open_half() -> Measured:
    """The invented reports on which joining may be developed."""
    return measure([LABELS / "open"], read_labels(LABELS / "open.tsv"))


@pytest.fixture(scope="module")
def held_half() -> Measured:
    """The invented reports whose errors nobody looks at."""
    return measure([LABELS / "held"], read_labels(LABELS / "held.tsv"))


def fallen(measured: Measured, name: str) -> list[str]:
    """The figures that are more than a point below what is recorded."""
    found = as_record({name: measured})[name]
    return [
        f"{kind}, {figure}: {found[kind][figure]}, recorded {value}"
        for kind, figures in RECORDED[name].items()
        for figure, value in figures.items()
        if found[kind][figure] < value - POINT
    ]


def test_invented_reports_are_joined_as_well_as_recorded(open_half: Measured) -> None:
    assert fallen(open_half, "invented reports, open") == []


def test_reports_held_out_are_joined_as_well_as_recorded(held_half: Measured) -> None:
    assert fallen(held_half, "invented reports, held out") == []


def test_shipped_and_evaluation_articles_are_joined_as_well_as_recorded(shared_dir: Path) -> None:
    articles = [ARTICLES, shared_dir / "seeds", shared_dir / "evaluation" / "dev"]
    measured = measure(articles, read_labels(LABELS / "shipped.tsv"))
    assert fallen(measured, "shipped and evaluation articles") == []


def test_most_labeled_mentions_are_found_by_the_reader(open_half: Measured, held_half: Measured) -> None:
    """So that the figures are about the labels, and not about the few of them that are easy to read."""
    for measured in (open_half, held_half):
        labels = sum(score.mentions + score.missed for score in measured.kinds)
        assert len(measured.missed) <= 0.2 * labels


def test_what_is_one_from_reading_and_what_publishing_joined_are_counted_apart(open_half: Measured) -> None:
    for score in open_half.kinds:
        assert 0 <= score.published.right <= score.pairs.right <= score.pairs.same
        assert score.published.joined <= score.pairs.joined
    assert table(open_half).splitlines()[-1].startswith("| all |")
    assert all_pairs(open_half).joined == sum(score.pairs.joined for score in open_half.kinds)


def test_the_example_of_bagga_and_baldwin() -> None:
    """Their key has clusters of 5, 2 and 5; joining the two of 5 costs more than joining 5 with 2."""
    key = dict.fromkeys("12345", "a") | dict.fromkeys("67", "b") | dict.fromkeys("89ABC", "c")
    worse = key | dict.fromkeys("89ABC", "a")
    better = key | dict.fromkeys("89ABC", "b")
    assert b_cubed(key, worse).precision == pytest.approx(7 / 12)
    assert b_cubed(key, better).precision == pytest.approx(16 / 21, abs=0.01)
    assert b_cubed(key, worse).recall == b_cubed(key, better).recall == 1


def test_the_example_of_luo() -> None:
    """His figures for the same key: CEAF by items 7/12 and 10/12, by clusters as given in table 1."""
    key = dict.fromkeys("12345", "a") | dict.fromkeys("67", "b") | dict.fromkeys("89ABC", "c")
    one = key | dict.fromkeys("89ABC", "b")
    two = key | dict.fromkeys("89ABC", "a")
    every = dict.fromkeys(key, "a")
    alone = {item: item for item in key}
    assert [round(ceaf_m(key, found).f1, 3) for found in (one, two, every, alone)] == [0.833, 0.583, 0.417, 0.25]
    assert [round(ceaf_e(key, found).f1, 3) for found in (one, two, every, alone)] == [0.733, 0.667, 0.294, 0.178]


partitions = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9)


@given(partitions)
def test_clusters_are_paired_as_well_as_can_be(drawn: list[tuple[int, int]]) -> None:
    gold, found = ({n: pair[side] for n, pair in enumerate(drawn)} for side in (0, 1))
    mine, yours = sorted(set(gold.values())), sorted(set(found.values()))
    few, many, swap = (mine, yours, False) if len(mine) <= len(yours) else (yours, mine, True)
    best = max(
        sum(drawn.count((b, a) if swap else (a, b)) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    assert ceaf_m(gold, found).f1 == pytest.approx(best / len(drawn))
    assert ceaf_m(gold, gold).f1 == ceaf_e(gold, gold).f1 == b_cubed(gold, gold).f1 == 1


def test_pairs_are_of_different_articles() -> None:
    gold = {"a": 1, "b": 1, "c": 1, "d": 2}
    found = {"a": 1, "b": 1, "c": 2, "d": 1}
    origin = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert pairs(gold, found, origin) == Pairs(joined=2, right=0, same=2)
    assert joined_pairs(gold, gold, origin, {"a": 1, "b": 2, "c": 1, "d": 3}) == Pairs(joined=1, right=1, same=1)


def test_a_line_that_is_no_label_is_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.tsv"
    for line in ("ship\ta\tb=c", "person\ta", "person\ta\tb"):
        file.write_text(f"# a comment\n\n{line}\n")
        with pytest.raises(FactsError, match="line 3"):
            read_labels(file)
