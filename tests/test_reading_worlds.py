"""Worlds turned over: articles are read by what is said in them, not by whose names they are.

Every person, place, institution, project and road gets an invented name, drawn by a seed, in the text and in the gold
facts; strict F1 of the relations may fall by no more than ``FALL``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from conftest import ARTICLES, TESTS
from renaming import World

from kerege.evaluation.running import evaluate
from kerege.evaluation.scoring import counts, relations
from loaders import exchange, sources
from loaders.article import Article
from loaders.reading.reader import read

FALL = 0.07
SEEDS = range(8)


@cache
def own() -> Mapping[str, tuple[str, str]]:
    """The shipped reports: name → text and gold facts."""
    return {p.stem: (p.read_text("utf-8"), _gold(TESTS / "gold", p.stem)) for p in sorted(ARTICLES.glob("*.md"))}


def _gold(folder: Path, name: str) -> str:
    return (folder / f"{name}.jsonl").read_text("utf-8")


def turned_over(articles: Mapping[str, tuple[str, str]], seed: int, folder: Path, suffix: str) -> None:
    """Write the articles and their gold facts in the names of a new world."""
    world = World(seed)
    (folder / "gold").mkdir(parents=True)
    for name, (text, gold) in articles.items():
        (folder / f"{name}{suffix}").write_text(world.renamed(text), "utf-8")
        facts = [world.renamed_fact(json.loads(line), text) for line in gold.splitlines() if line]
        lines = "".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts)
        (folder / "gold" / f"{name}.jsonl").write_text(lines, "utf-8")


def test_every_name_is_another() -> None:
    """No old name is left in the renamed reports, and the same seed draws the same world."""
    world = World(3)
    assert world.names == World(3).names
    assert world.names != World(4).names
    text = "".join(world.renamed(text) for text, _ in own().values())
    assert [name for name in ("Kazakh", "Bektenov", "Almaty", "World Bank", "Astana", "ASTANA") if name in text] == []


def f1(folder: Path, gold: Path) -> float:
    """Strict F1 of the relations in a folder of articles."""
    return counts(evaluate(sorted(folder.glob("*.md")), gold, workers=1).articles, relations(strict=True)).f1


def test_reports_are_read_in_other_names(tmp_path: Path) -> None:
    """The shipped reports are read as well in the names of invented worlds, on the average of several."""
    before = f1(ARTICLES, TESTS / "gold")
    after: list[float] = []
    for seed in SEEDS:
        turned_over(own(), seed, tmp_path / str(seed), ".md")
        after.append(f1(tmp_path / str(seed), tmp_path / str(seed) / "gold"))
    assert before - sum(after) / len(after) <= FALL, after


def scored(folder: Path, gold: Path, scorer: Path) -> float:
    """Strict F1 of the relations in a folder of articles, by the common scorer."""
    (folder / "found").mkdir()
    for path in sorted(folder.glob("*.txt")):
        article = sources.read_file(path)
        assert isinstance(article, Article)
        (folder / "found" / f"{path.stem}.jsonl").write_text("".join(exchange.lines(read(article))), "utf-8")
    command = [sys.executable, scorer, "--gold", gold, "--pred", folder / "found", "--articles", folder, "--json"]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["strict"]
    return float(found["relations"][2])


def test_seeds_are_read_in_other_names(tmp_path: Path, shared_dir: Path) -> None:
    """So are the seeds, by the common scorer."""
    texts = {p.stem: p.read_text("utf-8") for p in sorted(shared_dir.glob("seeds/*.txt"))}
    articles = {name: (text, _gold(shared_dir / "evaluation" / "gold", name)) for name, text in texts.items()}
    scorer = shared_dir / "evaluation" / "score.py"
    (tmp_path / "old" / "gold").mkdir(parents=True)
    for name, (text, gold) in articles.items():
        (tmp_path / "old" / f"{name}.txt").write_text(text, "utf-8")
        (tmp_path / "old" / "gold" / f"{name}.jsonl").write_text(gold, "utf-8")
    before = scored(tmp_path / "old", tmp_path / "old" / "gold", scorer)
    after: list[float] = []
    for seed in SEEDS:
        turned_over(articles, seed, tmp_path / str(seed), ".txt")
        after.append(scored(tmp_path / str(seed), tmp_path / str(seed) / "gold", scorer))
    assert before - sum(after) / len(after) <= FALL, after
