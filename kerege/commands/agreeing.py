"""``kerege agreement``: what articles put differently, side by side, and what is best attested."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import STORE, Store
from kerege.terminal import note, out, write

if TYPE_CHECKING:
    from service.agreement_report import Report


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "agreement",
        epilog='Examples: kerege agreement · kerege agreement --about "World Bank" --html agreement.html',
    )(agreement)


def agreement(
    store: Store = STORE,
    about: Annotated[
        str, typer.Option("--about", metavar="NAME", help="Only what is about this thing.", show_default=False)
    ] = "",
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page for screen and paper.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show what articles disagree on, with the sentences of either side, and what is best attested."""
    import json
    from dataclasses import asdict

    found = _report(store, about)
    if html is not None:
        from service.agreement_sheet import write_sheet

        write_sheet(found, html)
        note(f"Written: {html}.")
    if as_json:
        write(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n")
    elif html is None:
        from kerege.agreement_text import show

        show(out(), found)


def _report(store: Path, about: str) -> Report:
    from pyoxigraph import Store as Graph

    from graph.publications import newest_published
    from service.agreement_report import report

    published = newest_published(store).store
    graph = Graph.read_only(str(published))
    if not about:
        return report(graph)
    from graph.ask import Questions
    from graph.connections import KINDS
    from queries.parameters import parameter

    with Questions(published) as questions:
        meant = questions.named(parameter("_thing_iri", kinds=KINDS), about)
    return report(graph, about, [term.value for term in meant.terms])
