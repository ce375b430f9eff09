"""``kerege read --explain``: the rule of every fact, and why other sentences have none."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import ARTICLES, Run

from kerege.explaining import reasons
from loaders.article import Article
from loaders.facts import Mention, Modality
from loaders.reading.accounts import Account, accounts, origin
from loaders.reading.nearness import nearest, needed, telling
from loaders.reading.patterns import Clause, matches, rules
from loaders.reading.reader import read, understand
from loaders.reading.segments import document
from loaders.sources import read_file
from ontology.reference import Knowledge

REPORTS = sorted(ARTICLES.glob("*.md"))
KNOWN = Knowledge.load()


def account(text: str, sentence: int = 0) -> Account:
    return accounts(Article(text=text, date=date(2025, 6, 2)), KNOWN)[sentence]


def clauses(article: Article) -> list[Clause]:
    return [Clause.of(tape) for tape in understand(document(article), KNOWN)[0]]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_sentence_has_facts_or_a_reason(path: Path) -> None:
    article = read_file(path)
    reading = read(article, KNOWN)
    passages = [p for fact in reading.facts if not isinstance(fact, Mention) for p in fact.evidence]
    silent = [one for one in accounts(article, KNOWN) if not any(s < one.end and one.start < e for s, e in passages)]
    assert all(reasons(one) for one in silent)
    assert silent


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_nearest_rule_is_triggered_and_does_not_match(path: Path) -> None:
    """And what it needs is what one of its slots takes."""
    found = 0
    for clause in clauses(read_file(path)):
        near = nearest(clause)
        if near is not None and near.rule.id not in {hit.rule.id for hit in matches(clause)}:
            words = clause.text[near.start : near.end].split()
            assert set(telling(near.rule)) & set(words)
            slots = {needed(codes) for codes in re.findall(r"\{[a-z_?]+:([A-Z]+)\+?\}", near.rule.source)}
            assert near.needs in {*slots, ""}
            assert 0 < near.share < 1
            found += 1
    assert found


def test_a_rule_that_lacks_one_thing_is_named_with_it() -> None:
    one = account("Aidar Sarin met with Zorba.")
    assert one.matched == ()
    assert one.near is not None
    said = reasons(one)
    assert re.search(r"The nearest is [\w-]+ \(rules/\w+\.toml\): “[^”]*met[^”]*” fits, but .+ should stand", said[0])
    assert said[-1] == "Taken for no name: “Zorba”."


def test_a_sentence_without_triggers_says_so() -> None:
    assert reasons(account("Rain fell."))[0] == "No word in it triggers a rule."


def test_headings_and_boilerplate_are_told_apart() -> None:
    text = (
        "Photo: Ministry of Finance press service\n\nTalks ahead\n\nRain fell on the roof of the old town hall today."
    )
    said = [reasons(one) for one in accounts(Article(text=text), KNOWN)]
    assert said[0] == ["Left out as a caption, a credit or boilerplate."]
    assert said[1] == ["A heading: its names count, but no rule reads it."]


def test_a_match_that_other_words_leave_open_is_told_as_such() -> None:
    one = account("If Olzhas Bektenov met with Antonella Bassani, nobody knows.")
    assert {match.modality for match in one.matched} == {Modality.POSSIBLE}
    assert reasons(one)[0] == (
        "“Olzhas Bektenov met with Antonella Bassani” matches the rule met-with, but the sentence leaves it open."
    )


def test_a_number_that_is_no_figure_is_named() -> None:
    assert reasons(account("It rained for 14 days on end."))[-1] == "No figure, or nothing says whose: “14 days”."


def test_every_pattern_rule_has_its_file_and_its_example() -> None:
    for rule in rules():
        found = origin(rule.id)
        assert found.file == rule.file
        assert found.file.startswith("rules/")
        assert found.example in rule.yes or not rule.yes
    assert origin("figure.between-two").file == "figures.toml"
    assert "[[" not in origin("figure.between-two").example
    assert origin("named").file is None


def test_the_command_gives_every_fact_its_rule(kerege: Run) -> None:
    shown, plain = kerege("read", REPORTS[0], "--explain"), kerege("read", REPORTS[0])
    assert shown.returncode == 0, shown.stderr
    text = re.sub(r"\s+", " ", shown.stdout)
    assert "Olzhas Bektenov met Antonella Bassani [met-with]" in text
    assert re.search(r"met-with – rules/events\.toml, makes: meeting; right in \d+ of \d+ facts; as in “", text)
    assert "Olzhas Bektenov (Person) [named]" in text
    facts = len(re.findall(r"^  · ", shown.stdout, re.MULTILINE))
    assert facts == len(re.findall(r"^  · ", plain.stdout, re.MULTILINE))
    assert len(re.findall(r"^  ○ ", shown.stdout, re.MULTILINE)) > 3
    assert kerege("read", REPORTS[0], "--explain").stdout == shown.stdout


def test_what_is_denied_is_pointed_to_until_it_is_shown(kerege: Run, tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("Olzhas Bektenov did not meet with Antonella Bassani.\n", encoding="utf-8")
    hidden, shown = (kerege("read", path, "--explain", *more).stdout for more in ((), ("--all",)))
    assert re.search(r"\d facts? (?:is|are) denied here; --all shows what\.", hidden)
    assert "(denied)" not in hidden
    assert "(denied) [" in re.sub(r"\s+", " ", shown)


def test_other_readers_have_no_rules_to_tell_of(kerege: Run) -> None:
    done = kerege("read", REPORTS[0], "--explain", "--reader", "kerege-chat")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--explain tells of Kerege's own rules: leave out either it or --reader kerege-chat." in done.stderr
    own = kerege("read", REPORTS[0], "--explain", "--reader", "kerege-rules")
    assert own.stdout == kerege("read", REPORTS[0], "--explain").stdout
