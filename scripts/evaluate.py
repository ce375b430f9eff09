"""Prints, in Markdown, how well articles are read for which there are gold facts (``make evaluate``).

    python scripts/evaluate.py [--locked] [--more NAME GOLD ARTICLES]… [--record]

Always the reports in ``articles/``; where ``../shared`` is, also the seeds and the articles ``dev/a*`` on which rules
may be developed, and, asked for by ``--locked``, the articles ``dev/b*``, which are scored seldom. ``--more`` adds
other articles with their gold, under a name.

``--record`` writes the headline scores to ``tests/gold/scores.json``, below which no change may fall by more than a
point; how often each rule is right, on all but the locked articles, to ``graph/rule_precision.tsv``; and the tables of
``docs/reading-quality.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from graph.reading_rules import FILE, table
from kerege.evaluation import page
from kerege.evaluation.report import markdown
from kerege.evaluation.running import Evaluation, evaluate
from kerege.evaluation.scoring import ArticleScore, all_kinds, counts, relations, rule_scores
from ontology.errors import FactsError

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RECORDED = ROOT / "tests" / "gold" / "scores.json"
PAGE = ROOT / "docs" / "reading-quality.md"
NAMES = {"own": "reports", "development": "seeds and development articles"}


def development() -> list[Path]:
    """The articles beside the repository on which rules may be developed; none where they are not present."""
    return [*sorted(SHARED.glob("seeds/*.txt")), *sorted(SHARED.glob("evaluation/dev/a*.txt"))]


def headline(articles: Iterable[ArticleScore]) -> dict[str, dict[str, float]]:
    """Precision and F1 as the record holds them."""
    held = tuple(articles)
    choices = {"lenient, all kinds": all_kinds(strict=False), "strict, relations": relations(strict=True)}
    found = {name: counts(held, choice) for name, choice in choices.items()}
    return {name: {"precision": round(c.precision, 4), "f1": round(c.f1, 4)} for name, c in found.items()}


def main() -> None:
    """Score, print, and record if asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--locked", action="store_true", help="score the locked articles, too")
    options.add_argument("--more", nargs=3, action="append", default=[], metavar=("NAME", "GOLD", "ARTICLES"))
    options.add_argument("--record", action="store_true", help="write the scores and the precision of each rule")
    given = options.parse_args()
    locked_articles = sorted(SHARED.glob("evaluation/dev/b*.txt"))
    if given.locked and not locked_articles:
        options.error(f"--locked: there are no locked articles in {SHARED / 'evaluation' / 'dev'}.")
    gold = SHARED / "evaluation" / "gold"
    sets: dict[str, Evaluation] = {"own": evaluate([ROOT / "articles"], ROOT / "tests" / "gold")}
    if development():
        sets["development"] = evaluate(development(), gold)
    for name, folder, articles in given.more:
        sets[name] = evaluate([articles], Path(folder))
    for name, scored in sets.items():
        sys.stdout.write(f"## {name}\n\n{markdown(scored)}\n")
    locked = evaluate(locked_articles, gold) if given.locked else None
    if locked:
        sys.stdout.write(f"## locked\n\n{markdown(locked)}\n")
    if given.record:
        record(sets, locked)


def record(sets: dict[str, Evaluation], locked: Evaluation | None) -> None:
    """Keep the headline scores, the precision of each rule, and the tables of the page."""
    kept = json.loads(RECORDED.read_text("utf-8")) if RECORDED.exists() else {}
    kept |= {name: headline(scored.articles) for name, scored in sets.items() if name in ("own", "development")}
    RECORDED.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    every = [article for scored in sets.values() for article in scored.articles]
    (ROOT / "graph" / FILE).write_text(table(rule_scores(every)), encoding="utf-8")
    text = PAGE.read_text("utf-8")
    blocks = {
        "scores": page.headline({NAMES.get(name, name): scored.articles for name, scored in sets.items()}),
        "scores by kind": page.by_kind(every),
        "commonest errors": page.commonest(every),
    }
    if locked:
        blocks["locked scores"] = f"{page.headline({'locked': locked.articles})}\n{page.by_kind(locked.articles)}"
    for name, content in blocks.items():
        text = page.renewed(text, name, content)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except FactsError as error:
        sys.exit(str(error))
