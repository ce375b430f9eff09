"""Scoring: facts found compared with gold, leniently and strictly; intervals; the command; gold that is broken."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, TESTS, Run
from hypothesis import given
from hypothesis import strategies as st

from graph.reading_rules import wilson
from kerege.evaluation.gold import FIELDS, read_gold
from kerege.evaluation.judging import KINDS
from kerege.evaluation.mistakes import mistakes
from kerege.evaluation.page import by_kind, commonest, headline, renewed
from kerege.evaluation.running import evaluate
from kerege.evaluation.scoring import (
    ArticleScore,
    Counts,
    all_kinds,
    article_score,
    bootstrap,
    counts,
    kinds,
    one_kind,
    relations,
    rule_scores,
)
from ontology.errors import FactsError

TEXT = "Aida Nurlan met Marta Kowalska in Osh on 3 May 2024. The bank lends $5 million for the Osh dam."
AIDA = {"name": "Aida Nurlan", "type": "Person"}
MARTA = {"name": "Marta Kowalska", "type": "Person", "aliases": ["Kowalska"]}
BANK = {"name": "Harbor Bank", "type": "Institution"}
DAM = {"name": "Osh dam", "type": "Project"}
MEETING = {"name": "meeting of Aida Nurlan and Marta Kowalska", "type": "Event"}
TALKS = {"name": "talks of Kowalska and Nurlan in Osh", "type": "Event"}


def fact(kind: str, start: int = 0, end: int = 53, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, **fields, "evidence": [{"text": TEXT[start:end], "start": start, "end": end}]}


def meeting(name: dict[str, str], date: str | None) -> list[dict[str, Any]]:
    return [
        fact("event", event=name, date=date, **{"class": "Meeting"}),
        fact("attended", agent=AIDA, event=name),
    ]


def loan(**fields: Any) -> dict[str, Any]:
    return fact(
        "finances", 54, len(TEXT), **{"financier": BANK, "target": DAM, "amount": 5e6, "currency": "USD", **fields}
    )


def judged(gold: list[dict[str, Any]], found: list[dict[str, Any]], *, strict: bool) -> Counts:
    return counts([article_score("one", gold, found, TEXT)], all_kinds(strict=strict))


@pytest.mark.parametrize(
    ("gold", "found", "lenient", "strict"),
    [
        pytest.param(
            [fact("met", a=AIDA, b=MARTA)],
            [fact("met", a={"name": "Kowalska", "type": "Person"}, b=AIDA)],
            *(Counts(1, 0, 0), Counts(1, 0, 0)),
            id="who met whom has no order, and a surname is enough",
        ),
        pytest.param(
            [fact("met", a=AIDA, b=MARTA)],
            [fact("met", 54, 60, a=AIDA, b=MARTA)],
            *(Counts(1, 0, 0), Counts(0, 1, 1)),
            id="evidence elsewhere",
        ),
        pytest.param(
            meeting(MEETING, "2024-05-03"),
            meeting(TALKS, "2024-05-03"),
            *(Counts(1, 1, 1), Counts(2, 0, 0)),
            id="events are aligned by class, date and guests, whatever they are called",
        ),
        pytest.param(
            meeting(MEETING, "2024-05"),
            meeting(MEETING, "2024-05-03"),
            Counts(2, 0, 0),
            Counts(2, 0, 0),
            id="a finer date",
        ),
        pytest.param(
            meeting(MEETING, "2024-05-03"),
            meeting(MEETING, "2024-05"),
            *(Counts(2, 0, 0), Counts(1, 1, 1)),
            id="a coarser date",
        ),
        pytest.param([loan()], [loan(amount=5_000_001)], Counts(1, 0, 0), Counts(1, 0, 0), id="a sum but for rounding"),
        pytest.param([loan()], [loan(amount=6e6)], Counts(1, 0, 0), Counts(0, 1, 1), id="another sum"),
        pytest.param(
            [loan(stage="signed")], [loan(stage="planned")], Counts(1, 0, 0), Counts(0, 1, 1), id="another stage"
        ),
        pytest.param(
            [loan()],
            [loan(target={"name": "Osh road", "type": "Project"})],
            *(Counts(0, 1, 1), Counts(0, 1, 1)),
            id="a name with a word of its own",
        ),
        pytest.param(
            [{**loan(), "optional": True}],
            [loan()],
            Counts(0, 0, 0),
            Counts(0, 0, 0),
            id="neither owed nor held against",
        ),
        pytest.param([loan()], [loan(), loan()], Counts(1, 1, 0), Counts(1, 1, 0), id="one gold fact, found twice"),
        pytest.param(
            [fact("statement", speaker=AIDA, text="the dam will be built next year", about=[], direct=False)],
            [fact("statement", speaker=AIDA, text="dam", about=[], direct=True)],
            *(Counts(1, 0, 0), Counts(0, 1, 1)),
            id="a piece of a statement",
        ),
    ],
)
def test_a_fact_is_judged(
    gold: list[dict[str, Any]], found: list[dict[str, Any]], lenient: Counts, strict: Counts
) -> None:
    assert judged(gold, found, strict=False) == lenient
    assert judged(gold, found, strict=True) == strict


def test_made_up_evidence_proves_nothing() -> None:
    wrong = fact("met", a=AIDA, b=MARTA)
    wrong["evidence"] = [{"text": "They met.", "start": 0, "end": 9}]
    assert judged([fact("met", a=AIDA, b=MARTA)], [wrong], strict=True) == Counts(0, 1, 1)


def test_every_kind_can_be_checked_and_judged() -> None:
    assert set(KINDS) == set(FIELDS)


def test_rules_are_scored_by_what_they_said() -> None:
    gold = [fact("met", a=AIDA, b=MARTA), {**loan(), "optional": True}]
    found = [
        {**fact("met", a=AIDA, b=MARTA), "rule": "met"},
        {**fact("met", a=BANK, b=MARTA), "rule": "met"},
        {**loan(), "rule": "lends"},
    ]
    lends, met = rule_scores([article_score("one", gold, found, TEXT)])
    assert (met.rule, met.right, met.wrong, met.unjudged) == ("met", 1, 1, 0)
    assert (lends.rule, lends.right, lends.wrong, lends.unjudged) == ("lends", 0, 0, 1)


@pytest.mark.parametrize(
    ("gold", "found", "sort"),
    [
        (fact("met", a=AIDA, b=MARTA), None, "missed"),
        (None, fact("met", a=AIDA, b=MARTA), "made up"),
        (loan(), loan(amount=6e6), "wrong in amount"),
        (loan(stage="signed"), loan(stage="planned", currency="EUR"), "wrong in currency and stage"),
        (fact("met", a=AIDA, b=MARTA), fact("met", 54, 60, a=AIDA, b=MARTA), "proven elsewhere"),
        (loan(amount=None), loan(), "wrong in what gold leaves open"),
        (
            fact("figure", about=BANK, **{"with": DAM}, measure="loan", value=5e6, unit="USD"),
            fact("figure", about=AIDA, **{"with": None}, measure="loan", value=5e6, unit="USD"),
            "wrong in about",
        ),
    ],
)
def test_an_error_is_told_by_what_differs(gold: dict[str, Any] | None, found: dict[str, Any] | None, sort: str) -> None:
    article = article_score("one", [gold] if gold else [], [found] if found else [], TEXT)
    ((mistake, count),) = mistakes([article])
    assert (mistake.kind, mistake.what, count) == ((gold or found or {})["kind"], sort, 1)


def test_a_page_is_renewed_between_its_marks() -> None:
    page = (TESTS.parent / "docs" / "reading-quality.md").read_text("utf-8")
    for name in ("scores", "locked scores", "scores by kind", "commonest errors"):
        other = renewed(page, name, "NEW\n")
        assert other != page
        assert renewed(other, name, "NEW\n") == other
        assert "\n\nNEW\n\n" in other
    with pytest.raises(FactsError, match="has no marks"):
        renewed("", "scores", "NEW")


def test_the_tables_of_the_page_hold_every_kind_and_set() -> None:
    articles = [article_score(name, [fact("met", a=AIDA, b=MARTA), loan()], [loan()], TEXT) for name in ("one", "two")]
    assert headline({"mine": articles}).splitlines()[2] == (
        "| mine | 2 | 1.000 | 0.667 | 0.67–0.67 | 1.000 | 0.667 | 0.67–0.67 |"
    )
    assert [line.split(" | ")[:2] for line in by_kind(articles).splitlines()[2:]] == [
        ["| `finances`", "2"],
        ["| `met`", "2"],
    ]
    assert commonest(articles).splitlines()[2] == "| `met` | missed | 2 | 100% |"


def test_wilson_s_interval() -> None:
    """The values of Brown, Cai and DasGupta, Interval estimation for a binomial proportion, 2001."""
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_bootstrap_draws_articles_and_is_the_same_each_time() -> None:
    def article(name: str, found: list[dict[str, Any]]) -> ArticleScore:
        return article_score(name, [fact("met", a=AIDA, b=MARTA)], found, TEXT)

    perfect = [article(str(i), [fact("met", a=AIDA, b=MARTA)]) for i in range(6)]
    mixed = [*perfect[:3], *(article(str(i), []) for i in range(3, 6))]
    choice = all_kinds(strict=True)
    assert bootstrap(perfect, choice, lambda found: found.f1) == (1.0, 1.0)
    low, high = bootstrap(mixed, choice, lambda found: found.recall) or (0, 0)
    assert low < 0.5 < high
    assert bootstrap(mixed, choice, lambda found: found.recall) == (low, high)
    assert bootstrap(perfect[:1], choice, lambda found: found.f1) is None


def test_the_scores_are_those_of_the_annotators_scorer(shared_dir: Path, kerege: Run, tmp_path: Path) -> None:
    files = [*sorted(shared_dir.glob("seeds/*.txt")), *sorted(shared_dir.glob("evaluation/dev/a*.txt"))]
    folder = shared_dir / "evaluation"
    (tmp_path / "gold").mkdir()
    for file in files:
        shutil.copy(folder / "gold" / f"{file.stem}.jsonl", tmp_path / "gold")
    done = kerege("facts", *files, "--out", tmp_path / "found")
    assert done.returncode == 0, done.stderr
    arguments = ["--gold", tmp_path / "gold", "--pred", tmp_path / "found", "--json"]
    places = ["--articles", shared_dir / "seeds", "--articles", folder / "dev"]
    report = subprocess.run(
        [sys.executable, folder / "score.py", *arguments, *places], capture_output=True, check=True
    ).stdout
    theirs = json.loads(report)
    ours = evaluate(files, folder / "gold", found=tmp_path / "found").articles
    for way, strict in (("lenient", False), ("strict", True)):
        for name, choice in (("micro", all_kinds(strict=strict)), ("relations", relations(strict=strict))):
            mine = counts(ours, choice)
            assert (mine.precision, mine.recall, mine.f1) == pytest.approx(theirs[way][name], abs=0.002), (way, name)
        for kind in kinds(ours):
            mine = counts(ours, one_kind(kind, strict=strict))
            assert mine.f1 == pytest.approx(theirs[way]["kinds"][kind][2], abs=0.02), (way, kind)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: this is no JSON"),
        ("[]", "line 1: a fact is a JSON object"),
        (json.dumps(fact("marries")), "the kind of fact 'marries' is not known"),
        (json.dumps(fact("met", a=AIDA)), "'b' of met must be an entity"),
        (json.dumps(fact("met", a=AIDA, b=MARTA, c=1)), "'c' is no field of met"),
        (json.dumps(fact("met", a=AIDA, b={"name": "X", "type": "Thing"})), "must be of type Institution or"),
        (json.dumps(fact("attended", agent=AIDA, event=BANK)), "must be of type Event, not 'Institution'"),
        (json.dumps(fact("topic", about=DAM, sector="dams")), "'sector' of topic must be one of"),
        (json.dumps(loan(stage="soon")), "'stage' of finances must be one of planned"),
        (json.dumps(loan(amount="5m")), "'amount' of finances must be a plain number"),
        (json.dumps(loan(date="last year")), "'date' of finances must be a date or a stretch"),
        (json.dumps(fact("entity", entity=AIDA, **{"class": "City"})), "a Person has no class 'City'"),
        (json.dumps({**loan(), "evidence": []}), "'evidence' must be a list of passages"),
        (json.dumps({**loan(), "evidence": [{"text": "Nobody said so."}]}), "the article does not say"),
        (json.dumps({**loan(), "evidence": [{"text": "Aida", "start": 1, "end": 5}]}), "at 1–5 the article says"),
    ],
)
def test_a_broken_gold_fact_is_named_with_its_line(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(FactsError, match=said.replace("(", r"\(")) as caught:
        read_gold(path, TEXT)
    assert f"{path}, line 1" in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = sorted({name for fields in FIELDS.values() for name in fields} | {"evidence", "optional"})


@given(kind=st.sampled_from(KINDS) | JSON, fields=st.dictionaries(st.sampled_from(NAMES), JSON, max_size=9), sound=JSON)
def test_whatever_stands_in_gold_it_is_read_or_refused(kind: Any, fields: dict[str, Any], sound: Any) -> None:
    """No other error than the one with file and line, and what is read can be judged."""
    evidence = [{"text": TEXT}] if sound else fields.get("evidence")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.jsonl"
        path.write_text(json.dumps({"kind": kind, **fields, "evidence": evidence}), encoding="utf-8")
        facts, refused = outcome(path)
    assert refused is None or refused.startswith(f"{path}, line 1: ")
    assert judged(facts, facts, strict=True).wrong == 0


def outcome(path: Path) -> tuple[list[dict[str, Any]], str | None]:
    """The gold facts in a file, or why they are refused."""
    try:
        return read_gold(path, TEXT), None
    except FactsError as error:
        return [], str(error)


def test_gold_that_cannot_be_read_is_told_without_codes(tmp_path: Path) -> None:
    folder, other = tmp_path / "folder.jsonl", tmp_path / "other.jsonl"
    folder.mkdir()
    other.write_bytes(b"\xff")
    with pytest.raises(FactsError, match=r"cannot be read: [^\[]+\.$"):
        read_gold(folder, TEXT)
    with pytest.raises(FactsError, match=r"not in UTF-8; save them so"):
        read_gold(other, TEXT)


def test_offsets_and_what_readers_add_may_stand_in_gold(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    with_rule = {**fact("met", a=AIDA, b=MARTA), "rule": "met", "article": "x.txt", "modality": "asserted"}
    without_offsets = {**loan(), "evidence": [{"text": TEXT[54:]}]}
    path.write_text("".join(json.dumps(one) + "\n" for one in (with_rule, without_offsets)), encoding="utf-8")
    assert judged(read_gold(path, TEXT), [fact("met", a=AIDA, b=MARTA), loan()], strict=True) == Counts(2, 0, 0)


def test_the_command_prints_tables_and_errors(kerege: Run) -> None:
    done = kerege("evaluate", ARTICLES, "--gold", TESTS / "gold", "--errors", 1)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 articles\n")
    assert "strict, relations" in done.stdout
    assert "By rule, strictly" in done.stdout
    assert "\nmissed " in done.stdout
    marked = kerege("evaluate", ARTICLES, "--gold", TESTS / "gold", "--format", "markdown")
    assert "\n| `met` | " in marked.stdout
    assert "Commonest errors" in marked.stdout


def test_the_command_scores_facts_that_another_reader_wrote(kerege: Run, tmp_path: Path) -> None:
    done = kerege("facts", ARTICLES, "--out", tmp_path / "facts")
    assert done.returncode == 0
    arguments = ("evaluate", ARTICLES, "--gold", TESTS / "gold", "--format", "json")
    read, given = (kerege(*arguments, *more) for more in ((), ("--facts", tmp_path / "facts")))
    assert given.stdout == read.stdout
    scores = json.loads(given.stdout)
    assert scores["strict"]["relations"]["right"] > 100
    for path in (tmp_path / "facts").iterdir():
        path.write_text("", encoding="utf-8")
    nothing = json.loads(kerege(*arguments, "--facts", tmp_path / "facts").stdout)
    assert nothing["strict"]["relations"]["f1"] == 0


def test_what_has_no_gold_is_named_or_refused(kerege: Run, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(TEXT, encoding="utf-8")
    some = kerege("evaluate", ARTICLES, tmp_path / "other.txt", "--gold", TESTS / "gold")
    assert some.returncode == 0
    assert f"Left out, for want of gold facts: {tmp_path / 'other.txt'}." in some.stderr
    none = kerege("evaluate", tmp_path / "other.txt", "--gold", TESTS / "gold")
    assert none.returncode == 1
    assert "None of these articles has gold facts" in none.stderr
    absent = kerege("evaluate", tmp_path / "absent.txt", "--gold", TESTS / "gold")
    assert absent.returncode == 1
    assert "absent.txt" in absent.stderr
    assert "None of these articles" not in absent.stderr, "what is not there is no article without gold"
