"""``kerege facts`` and ``kerege read`` need no store, and say the same for any number of workers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from conftest import ARTICLES, Run

REPORTS = sorted(ARTICLES.glob("*.md"))


def test_facts_go_into_a_file_for_each_article_with_exact_passages(kerege: Run, tmp_path: Path) -> None:
    done = kerege("facts", ARTICLES, "--out", tmp_path / "facts")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "facts").iterdir()} == {f"{path.stem}.jsonl" for path in REPORTS}
    for path in REPORTS:
        text = path.read_bytes().decode()
        lines = (tmp_path / "facts" / f"{path.stem}.jsonl").read_text("utf-8").splitlines()
        kinds = set()
        for fact in map(json.loads, lines):
            kinds.add(fact["kind"])
            assert fact["evidence"]
            assert all(text[p["start"] : p["end"]] == p["text"] for p in fact["evidence"])
            assert fact["modality"] in ("asserted", "planned")
        assert {"entity", "discussed", "statement"} <= kinds


def test_any_number_of_workers_writes_the_same_in_the_same_order(kerege: Run, tmp_path: Path) -> None:
    """And so does any hash seed, with which sets and dictionaries come in another order."""
    (tmp_path / "broken.txt").touch()
    inputs = (REPORTS[0], tmp_path / "broken.txt", *REPORTS[1:])
    alone, together = (
        kerege("facts", *inputs, "--all", "--workers", workers, env={"PYTHONHASHSEED": seed})
        for workers, seed in ((1, "0"), (3, "4242"))
    )
    assert alone.stdout == together.stdout
    assert alone.stdout.count("\n") > 100
    assert alone.stderr == together.stderr
    assert (alone.returncode, together.returncode) == (1, 1)


def test_two_articles_of_one_name_have_two_files(kerege: Run, tmp_path: Path) -> None:
    for folder, report in zip(("a", "b"), REPORTS, strict=False):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_bytes(report.read_bytes())
    kerege("facts", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "facts")
    assert sorted(path.name for path in (tmp_path / "facts").iterdir()) == ["news-2.jsonl", "news.jsonl"]


def test_a_reading_from_standard_input_is_that_of_the_file(kerege: Run) -> None:
    piped = kerege("facts", "-", input=REPORTS[0].read_bytes())
    direct = kerege("facts", REPORTS[0])
    assert piped.stdout == direct.stdout.replace(json.dumps(str(REPORTS[0]), ensure_ascii=False), '"<stdin>"')


def test_an_article_is_shown_with_its_facts_and_without_color_in_a_pipe(kerege: Run) -> None:
    done = kerege("read", REPORTS[0])
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    shown = re.sub(r"\s+", "", done.stdout)
    text = REPORTS[0].read_text("utf-8")
    for paragraph in text[text.index("---", 3) + 3 :].split("\n"):
        for sentence in re.findall(r"[A-Z][^.]+\.", paragraph):
            assert re.sub(r"\s+", "", sentence) in shown
    assert "OlzhasBektenovmetKubanychbekOmuraliev" in shown


def test_color_is_only_color(kerege: Run) -> None:
    plain = kerege("read", REPORTS[0]).stdout
    colored = kerege("read", REPORTS[0], env={"FORCE_COLOR": "1", "TERM": "xterm-256color"}).stdout
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
