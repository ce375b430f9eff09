"""Prints, in Markdown, how well articles are joined that were labeled by hand (``make identity``).

    python scripts/identity.py [--record] [--errors] [--more NAME LABELS ARTICLES]…

Always the reports in ``articles/`` with, where they are present, the articles in ``../shared``, and the invented
reports in ``tests/identity``: the open half, on which joining may be developed, and the half that is held out, of
which only the figures are told, never an error. ``--errors`` tells what was wrongly joined or not joined elsewhere.
``--more`` adds other articles with their labels, under a name. ``--record`` writes the tables of
``docs/identity-quality.md``, and to ``tests/identity/scores.json`` the figures below which no change may fall.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kerege.evaluation import page
from kerege.evaluation.joining_report import RECORDED, as_record, table
from kerege.evaluation.labels import read_labels
from kerege.evaluation.who_is_who import Measured, measure

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "tests" / "identity"
PAGE = ROOT / "docs" / "identity-quality.md"
HELD = "invented reports, held out"


def sets() -> dict[str, tuple[Path, list[Path]]]:
    """The labels and the articles of each set that is measured."""
    beside = [folder for folder in (SHARED / "seeds", SHARED / "evaluation" / "dev") if folder.is_dir()]
    shipped = "shipped and evaluation articles" if beside else "shipped articles"
    return {
        shipped: (LABELS / "shipped.tsv", [ROOT / "articles", *beside]),
        "invented reports, open": (LABELS / "open.tsv", [LABELS / "open"]),
        HELD: (LABELS / "held.tsv", [LABELS / "held"]),
    }


def main() -> None:
    """Measure, print, and record if asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--record", action="store_true", help="write the tables of the page and the floors")
    options.add_argument("--errors", action="store_true", help="tell what is wrong, of what is not held out")
    options.add_argument("--more", nargs=3, action="append", default=[], metavar=("NAME", "LABELS", "ARTICLES"))
    given = options.parse_args()
    chosen = sets() | {name: (Path(labels), [Path(articles)]) for name, labels, articles in given.more}
    measured: dict[str, Measured] = {}
    for name, (labels, articles) in chosen.items():
        measured[name] = measure(articles, read_labels(labels))
        sys.stdout.write(f"## {name}\n\n{table(measured[name])}\n")
        if given.errors and name != HELD:
            sys.stdout.write("".join(f"- {line}\n" for line in told(measured[name])) + "\n")
    if given.record:
        record(measured)


def told(measured: Measured) -> list[str]:
    """What is wrong, and what the reader did not find."""
    missed = (f"{label.kind}: {label.name} is not found in {label.article}." for label in measured.missed)
    return [*measured.wrong, *missed]


def record(measured: dict[str, Measured]) -> None:
    """Keep the figures, and renew the tables of the page."""
    own = {name: one for name, one in measured.items() if name in sets()}
    (LABELS / RECORDED).write_text(json.dumps(as_record(own), indent=2) + "\n", encoding="utf-8")
    content = "\n".join(f"### {name[0].upper()}{name[1:]}\n\n{table(one)}" for name, one in measured.items())
    text = page.renewed(PAGE.read_text("utf-8"), "identity", content, "make identity RECORD=1")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
