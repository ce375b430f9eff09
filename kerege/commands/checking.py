"""``kerege check``: what in the graph cannot all be true, with the sentences that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import STORE, Store
from kerege.terminal import FAILED, note, out, write

if TYPE_CHECKING:
    from graph.checks.files import Check


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "check",
        epilog="Examples: kerege check · kerege check circle related-to-itself · kerege check --owl --shapes --json",
    )(check)


def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...", help="Only these checks; kerege check --list names all.", show_default=False
        ),
    ] = None,
    store: Store = STORE,
    owl: Annotated[
        bool, typer.Option("--owl", help="Ask HermiT as well whether it can all be true; needs Java.")
    ] = False,
    shapes: Annotated[
        bool, typer.Option("--shapes", help="Validate the shapes as well; needs pySHACL, slow on large graphs.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="Say what is checked, and check nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Look for what cannot all be true, show the sentences that say so, and say what to do; exit code 1 if any."""
    from graph.publications import open_published
    from kerege.findings import found_as_json, found_in_words, list_of_checks

    wanted = _wanted(names or ())
    if listed:
        out().print(list_of_checks(wanted))
        return
    graph = open_published(store)
    from graph.checks.running import findings

    found = list(findings(graph, wanted))
    beside = f"{len(wanted)} checks"
    if shapes:
        from graph.checks.shaped import shape_findings

        found += shape_findings(graph)
        beside += ", the shapes"
    if owl:
        from graph.checks.reasoned import owl_findings

        found += owl_findings(graph)
        beside += ", HermiT"
    if json:
        write(found_as_json(found))
    elif found:
        out().print(found_in_words(found))
    note(f"{beside}: {f'{len(found):,} found' if found else 'nothing found'}.")
    if found:
        raise typer.Exit(FAILED)


def _wanted(names: list[str] | tuple[str, ...]) -> tuple[Check, ...]:
    from graph.checks.files import checks
    from ontology.errors import BadChoice

    known = {one.name: one for one in checks()}
    for name in names:
        if name not in known:
            raise BadChoice(f"There is no check “{name}”; kerege check --list names them.")
    return tuple(known[name] for name in dict.fromkeys(names)) if names else checks()
