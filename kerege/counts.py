"""What a graph covers, in the terminal and for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.stats import Coverage

_TOGETHER = ("facts", "tenures", "deals", "observations", "utterances", "conflicts", "assertions", "triples")


def counts_table(console: Console, covered: Coverage) -> None:
    """Print the counts, one a line."""
    console.print(Text(covered.sentence()))
    for title, counts in (
        ("Things", dict(covered.entities)),
        ("What is said of them", {name: getattr(covered, name) for name in _TOGETHER}),
        ("Articles by outlet", dict(covered.outlets)),
    ):
        if counts:
            console.print()
            console.print(Text(title, style="bold"))
            grid = Table.grid(padding=(0, 2))
            grid.add_column(justify="right")
            for name, count in counts.items():
                grid.add_row(f"{count:,}", Text(name))
            console.print(grid)


def counts_csv(covered: Coverage) -> str:
    """Section, name and count as comma-separated values."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("section", "name", "count"))
    writer.writerow(("graph", "articles", covered.articles))
    writer.writerows(("graph", name, getattr(covered, name)) for name in _TOGETHER)
    for section in ("entities", "outlets", "classes", "properties"):
        writer.writerows((section, name, count) for name, count in getattr(covered, section).items())
    return text.getvalue()


def counts_json(covered: dict[str, Any]) -> str:
    """All counts as one object."""
    return json.dumps(covered, ensure_ascii=False, indent=2, default=str) + "\n"
