"""The tables of ``docs/network.md``, from the ontology: run ``python -m graph.network.contract_tables FILE``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph.network.contract import DEFAULT_PREDICATES, NEUTRAL, OF_EVENTS, classes, relations
from ontology.marked_page import with_part

BEGIN: Final = "<!-- contract: written by python -m graph.network.contract_tables -->"
END: Final = "<!-- end of contract -->"


def tables() -> str:
    """One Markdown table of relations, and one of classes with a color of their own."""
    columns = ("Relation", "Drawn as", "Direction", "Weight", "Time", "Color", "Unless asked for")
    rows = [columns, ("---",) * len(columns)]
    for name, relation in relations().items():
        if relation.inverse_of:
            continue
        rows.append((
            f"`{name}`",
            relation.label,
            "subject → object" if relation.directed else "none",
            "independent sources",
            "of the event, else of its reports" if name in OF_EVENTS else "of its reports",
            f"`{relation.color}`",
            "drawn" if name in DEFAULT_PREDICATES else "left out",
        ))  # fmt: skip
    inverse = ", ".join(f"`{name}` (`{one.inverse_of}`)" for name, one in relations().items() if one.inverse_of)
    own = {name: one for name, one in classes().items() if one.color != NEUTRAL}
    highest = {name: one for name, one in own.items() if not (one.above - {name}) & own.keys()}
    drawn = [("Things", "Color"), ("---", "---")] + [(f"`{name}`", f"`{one.color}`") for name, one in highest.items()]
    asked = f"Asked for by its inverse, a relation is drawn as facts state it: {inverse}."
    return f"{_table(rows)}\n{asked}\n\n{_table(drawn)}"


def renewed(page: str) -> str:
    """The page with its tables written anew, between the two marks; raises ``ValueError`` if one is missing."""
    return with_part(page, tables(), BEGIN, END)


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text("utf-8")), encoding="utf-8")
