"""Every reading rule is right about its own examples."""

from __future__ import annotations

import re
from datetime import date

import pytest

from loaders.article import Article
from loaders.reading.patterns import Clause, Rule, compiled, matches, rules, triggered
from loaders.reading.reader import understand
from loaders.reading.segments import document
from loaders.reading.stages_of_money import instrument_of, stage_of
from loaders.reading.tables import table
from ontology.errors import RuleError
from ontology.reference import Knowledge

YES = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in rules() for n, text in enumerate(rule.yes)]
NO = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in rules() for n, text in enumerate(rule.no)]


def clauses(text: str) -> list[Clause]:
    """The sentences of a text as the rules see them."""
    tapes, _, _, _ = understand(document(Article(text=text, date=date(2025, 6, 2))), Knowledge.load())
    return [Clause.of(tape) for tape in tapes]


def fired(text: str) -> set[str]:
    """The rules that match some sentence of a text."""
    return {hit.rule.id for clause in clauses(text) for hit in matches(clause)}


def tried(rule: Rule, text: str) -> bool:
    """Whether some sentence of a text holds a trigger of the rule and entities for its slots."""
    signs = [set(re.findall("<[A-Z]", clause.text)) for clause in clauses(text) if rule in triggered(clause)]
    return any(all(need & there for need in rule.needs) for there in signs)


@pytest.mark.parametrize(("rule", "text"), YES)
def test_rule_finds_its_examples(rule: Rule, text: str) -> None:
    """A rule matches each sentence that it gives as an example."""
    assert rule.id in fired(text)


@pytest.mark.parametrize(("rule", "text"), NO)
def test_rule_leaves_its_counterexamples(rule: Rule, text: str) -> None:
    """A rule does not match a sentence that it names as none of its business, though it is tried on it: a near miss."""
    assert tried(rule, text)
    assert rule.id not in fired(text)


def test_every_rule_has_examples_of_both_kinds() -> None:
    """A rule that shows only what it reads, or only what it leaves, is a rule nobody can trust."""
    assert [rule.id for rule in rules() if not rule.yes] == []
    assert [rule.id for rule in rules() if not rule.no] == []


def test_malformed_pattern_is_named() -> None:
    """A pattern that is no regular expression is reported with the rule that has it."""
    with pytest.raises(RuleError, match="broken-rule"):
        compiled("{a:P} (met", "broken-rule")


@pytest.mark.parametrize("row", table("financing")["stage"], ids=lambda r: r["stage"])
def test_stage_of_financing(row: dict[str, object]) -> None:
    """Each stage is recognized in its examples and not in its counterexamples."""
    yes, no = row["yes"], row.get("no", [])
    assert isinstance(yes, list)
    assert isinstance(no, list)
    assert [stage_of(words) for words in yes] == [row["stage"]] * len(yes)
    assert row["stage"] not in [stage_of(words) for words in no]


@pytest.mark.parametrize("row", table("financing")["instrument"], ids=lambda r: r["instrument"])
def test_instrument_of_financing(row: dict[str, object]) -> None:
    """Each instrument is recognized in its examples."""
    yes = row["yes"]
    assert isinstance(yes, list)
    assert [instrument_of(words) for words in yes] == [row["instrument"]] * len(yes)
