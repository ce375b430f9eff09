"""How often each reading rule is right stands in the graph, as it was measured."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from conftest import ARTICLES, TESTS

from graph.ask import Questions
from graph.publications import Publications, open_published
from graph.reading_rules import RulePrecision, described, measured, table, wilson
from kerege.evaluation.running import evaluate
from kerege.evaluation.scoring import rule_scores
from ontology import terms as k


def test_the_counts_that_ship_are_in_order() -> None:
    rules = measured()
    assert [one.rule for one in rules] == sorted({one.rule for one in rules})
    assert all(one.judged + one.unjudged > 0 for one in rules)
    assert sum(one.judged for one in rules) > 500


def test_most_of_what_the_reports_say_has_a_rule_with_a_precision() -> None:
    """Fresh counts know no rule that the recorded ones miss, but for rules written since they were recorded."""
    fresh = rule_scores(evaluate([ARTICLES], TESTS / "gold").articles)
    known = {one.rule for one in measured()}
    found = sum(one.judged for one in fresh)
    assert sum(one.judged for one in fresh if one.rule in known) > 0.8 * found


def test_a_table_is_sorted_and_whole() -> None:
    rules = [RulePrecision(rule=name, right=1, wrong=0, unjudged=2) for name in ("b", "a")]
    assert table(rules) == "rule\tright\twrong\tunjudged\na\t1\t0\t2\nb\t1\t0\t2\n"


def test_a_rule_that_nobody_judged_has_no_precision() -> None:
    said = {triple.predicate for triple in described([RulePrecision(rule="x", right=0, wrong=0, unjudged=3)])}
    assert said == {k.RDF_TYPE, k.ruleName, k.judgedRight, k.judgedWrong, k.unjudged}


def test_the_graph_tells_how_often_the_rule_of_an_assertion_is_right(corpus: Path) -> None:
    store = open_published(corpus)
    found = store.query(
        f"PREFIX k: <{k.K}> SELECT DISTINCT ?name ?right ?wrong ?rate ?low ?high {{ ?assertion k:rule ?name . "
        "?rule a k:ReadingRule ; k:ruleName ?name ; k:judgedRight ?right ; k:judgedWrong ?wrong ; k:precision ?rate ; "
        "k:precisionLow ?low ; k:precisionHigh ?high }"
    )
    assert isinstance(found, ox.QuerySolutions)
    rows = {row[0].value: [float(row[at].value) for at in range(1, 6)] for row in found}
    assert len(rows) > 20
    for right, wrong, rate, low, high in rows.values():
        assert abs(rate - right / (right + wrong)) < 0.001
        assert abs(low - wilson(int(right), int(right + wrong))[0]) < 0.001
        assert low <= rate <= high


def test_a_row_says_how_often_its_rule_is_right(corpus: Path) -> None:
    newest = Publications(corpus).newest()
    assert newest is not None
    counts = {one.rule: one for one in measured()}
    with Questions(newest.store) as questions:
        rows = questions.ask("rules-and-precision", {}).records()
        assert {row["rule"] for row in rows if row["precision"] is None or row["precision"] == ""} <= {
            row["rule"] for row in rows if row["rule"] not in counts or not counts[row["rule"]].judged
        }
        assert sum(row["assertions"] for row in rows) > 200
