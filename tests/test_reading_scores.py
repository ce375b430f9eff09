"""How well the reading does on the gold facts of ``../shared/evaluation``, by its own scorer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

SEEDS = (
    "000_553553f011bf3acf",
    "001_d98efda057e204f4",
    "002_d3a2f4f3c119993b",
    "003_df5d2e8732e68f7d",
    "004_4540d9a57aedd118",
)


@pytest.fixture(scope="module")
def scores(kerege: Run, shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The scorer's report on the five seeds, as the installed command reads them."""
    folder = tmp_path_factory.mktemp("scores")
    gold, predicted = folder / "gold", folder / "predicted"
    gold.mkdir()
    for name in SEEDS:
        shutil.copy(shared_dir / "evaluation" / "gold" / f"{name}.jsonl", gold)
    files = [shared_dir / "seeds" / f"{name}.txt" for name in SEEDS]
    done = kerege("facts", *files, "--out", predicted)
    assert done.returncode == 0, done.stderr
    scorer = shared_dir / "evaluation" / "score.py"
    arguments = ["--gold", gold, "--pred", predicted, "--articles", shared_dir / "seeds", "--json"]
    report = subprocess.run([sys.executable, scorer, *arguments], capture_output=True, check=True)
    return json.loads(report.stdout)


def test_relations_of_the_seeds_are_right_in_detail(scores: dict[str, Any]) -> None:
    """Strict reading, all relations: precision at least 0.85 and F1 at least 0.80 (owed: 0.70 and 0.40)."""
    precision, _, f1 = scores["strict"]["relations"]
    assert precision >= 0.85
    assert f1 >= 0.80


def test_facts_of_the_seeds_are_found(scores: dict[str, Any]) -> None:
    """Lenient reading, all kinds: F1 at least 0.85 (owed: 0.60)."""
    assert scores["lenient"]["micro"][2] >= 0.85


def test_every_kind_of_fact_is_read(scores: dict[str, Any]) -> None:
    """No kind of which the seeds have four or more facts is missed altogether."""
    counts = {kind: row for kind, row in scores["lenient"]["kinds"].items() if row[3] + row[5] >= 4}
    assert [kind for kind, row in counts.items() if row[3] == 0] == []


def test_all_evidence_stands_in_the_article(scores: dict[str, Any]) -> None:
    """Every passage given as evidence is in the article, word for word, at its offsets."""
    right, given = scores["evidence"]
    assert given > 300
    assert right == given
