"""``kerege diff-readings``: what came, went and changed between two readings of the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, Run

AIDA, MARTA, OMAR = ({"name": name, "type": "Person"} for name in ("Aida Nurlan", "Marta Kowalska", "Omar Sayed"))
BANK, DAM = {"name": "Harbor Bank", "type": "Institution"}, {"name": "Osh dam", "type": "Project"}


def fact(kind: str, rule: str = "one", sentence: str = "They met.", **fields: Any) -> dict[str, Any]:
    evidence = [{"text": sentence, "start": 0, "end": len(sentence)}]
    return {"kind": kind, **fields, "evidence": evidence, "article": "a", "rule": rule, "modality": "asserted"}


def folder(path: Path, **articles: list[dict[str, Any]]) -> Path:
    path.mkdir()
    for name, facts in articles.items():
        (path / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in facts), encoding="utf-8")
    return path


def compared(kerege: Run, tmp_path: Path, old: list[dict[str, Any]], new: list[dict[str, Any]], *more: str) -> str:
    before, after = folder(tmp_path / "before", visit=old), folder(tmp_path / "after", visit=new)
    done = kerege("diff-readings", before, after, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_came_went_and_changed_is_shown_by_article_and_kind(kerege: Run, tmp_path: Path) -> None:
    loan = {"financier": BANK, "target": DAM, "amount": 5_000_000, "currency": "USD"}
    old = [fact("finances", **loan, stage="planned"), fact("met", a=AIDA, b=MARTA), fact("met", a=AIDA, b=OMAR)]
    new = [fact("finances", **loan, stage="signed"), fact("met", a=MARTA, b=AIDA), fact("met", a=MARTA, b=OMAR)]
    shown = compared(kerege, tmp_path, old, new)
    assert shown.splitlines()[:6] == [
        "visit",
        "  finances",
        "    ~ financier Harbor Bank, target Osh dam, amount 5000000, currency USD, stage signed [one]"
        " (stage: planned → signed)",
        "  met",
        "    + a Marta Kowalska, b Omar Sayed [one]",
        "    - a Aida Nurlan, b Omar Sayed [one]",
    ]


def test_another_rule_or_sentence_is_no_difference_of_facts(kerege: Run, tmp_path: Path) -> None:
    old = [fact("met", a=AIDA, b=MARTA), fact("met", a=AIDA, b=OMAR)]
    new = [fact("met", rule="two", a=AIDA, b=MARTA), fact("met", sentence="They had met.", a=AIDA, b=OMAR)]
    assert compared(kerege, tmp_path, old, new) == ""
    moved = kerege("diff-readings", tmp_path / "before", tmp_path / "after", "--moved")
    assert "= a Aida Nurlan, b Marta Kowalska [two] (rule: one → two)" in moved.stdout
    assert "= a Aida Nurlan, b Omar Sayed [one] (other sentences)" in moved.stdout
    assert "0 came, 0 went, 0 changed; 2 are said by other sentences or rules only." in moved.stderr


def test_a_statement_with_more_words_is_the_same_statement(kerege: Run, tmp_path: Path) -> None:
    old = [fact("statement", speaker=AIDA, text=text, about=[], direct=False) for text in ("it rains", "all is well")]
    new = [fact("statement", speaker=AIDA, text=text, about=[], direct=False) for text in ("it rains hard", "no")]
    shown = compared(kerege, tmp_path, old, new)
    assert "~ speaker Aida Nurlan, text it rains hard, direct False [one] (text: it rains → it rains hard)" in shown
    assert "+ speaker Aida Nurlan, text no" in shown
    assert "- speaker Aida Nurlan, text all is well" in shown


def test_another_modality_is_a_change(kerege: Run, tmp_path: Path) -> None:
    old = fact("implements", agent=BANK, target=DAM)
    shown = compared(kerege, tmp_path, [old], [{**old, "modality": "planned"}])
    assert "(modality: asserted → planned)" in shown


def test_json_holds_the_whole_facts(kerege: Run, tmp_path: Path) -> None:
    gone = fact("met", a=AIDA, b=MARTA)
    found = json.loads(compared(kerege, tmp_path, [gone], [], "--json"))
    assert found == {"articles": {"visit": {"met": {"came": [], "went": [gone], "changed": [], "moved": []}}}}


def test_an_article_of_one_side_only_comes_or_goes_whole(kerege: Run, tmp_path: Path) -> None:
    met = fact("met", a=AIDA, b=MARTA)
    before, after = folder(tmp_path / "before", one=[met]), folder(tmp_path / "after", two=[met])
    shown = kerege("diff-readings", before, after).stdout.splitlines()
    assert [shown[0], shown[2][:6], shown[3], shown[5][:6]] == ["one", "    - ", "two", "    + "]


def test_one_reading_does_not_differ_from_itself_and_two_orders_say_the_same(kerege: Run, tmp_path: Path) -> None:
    assert kerege("facts", ARTICLES, "--out", tmp_path / "a").returncode == 0
    same = kerege("diff-readings", tmp_path / "a", tmp_path / "a", "--exit-code")
    assert (same.returncode, same.stdout, same.stderr) == (0, "", "Both readings are the same.\n")
    (tmp_path / "b").mkdir()
    for path in (tmp_path / "a").iterdir():
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (tmp_path / "b" / path.name).write_text("".join(reversed(lines)), encoding="utf-8")
    assert kerege("diff-readings", tmp_path / "a", tmp_path / "b", "--exit-code").returncode == 0
    first, *_ = sorted((tmp_path / "b").iterdir())
    first.write_text("".join(lines[:-9]), encoding="utf-8")
    files = [folder / first.name for folder in (tmp_path / "a", tmp_path / "b")]
    different = kerege("diff-readings", *files, "--exit-code")
    assert different.returncode == 1
    assert different.stderr.startswith("1 article differs. ")
    assert different.stdout.splitlines()[0] == first.stem


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({}, "does not exist"),
        ({"after": {}}, "There are no facts in"),
        ({"after": {"visit": "nonsense"}}, "line 1: this is no JSON"),
        ({"after": {"visit": '{"kind": "marries"}'}}, "line 1: this is no fact"),
    ],
)
def test_what_is_no_reading_is_named(kerege: Run, tmp_path: Path, made: dict[str, dict[str, str]], said: str) -> None:
    before = folder(tmp_path / "before", visit=[fact("met", a=AIDA, b=MARTA)])
    for name, articles in made.items():
        folder(tmp_path / name)
        for stem, text in articles.items():
            (tmp_path / name / f"{stem}.jsonl").write_text(text, encoding="utf-8")
    done = kerege("diff-readings", before, tmp_path / "after")
    assert done.returncode == 1
    assert said in done.stderr
    mixed = kerege("diff-readings", before, before / "visit.jsonl")
    assert "Compare two folders or two files" in mixed.stderr
