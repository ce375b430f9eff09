"""``kerege explain``: the whole story of one fact."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kerege.options import STORE, TIMEOUT, Seconds, Store
from kerege.terminal import note, out, write


class StoryFormat(StrEnum):
    """How a story is written."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "explain",
        epilog="Examples: kerege explain Bektenov metWith Bassani · kerege explain Bektenov - Bassani"
        " · kerege explain Kazakhstan partyTo - --json",
    )(explain)


def explain(
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", help="A thing by name or IRI, - for any; or the IRI of a fact.")
    ],
    predicate: Annotated[
        str, typer.Argument(metavar="PREDICATE", help="A relation: its name (metWith), label (met with) or IRI.")
    ] = "-",
    value: Annotated[str, typer.Argument(metavar="OBJECT", help="Another thing.")] = "-",
    most: Annotated[int, typer.Option("--most", min=1, help="How many articles to quote.")] = 20,
    form: Annotated[StoryFormat, typer.Option("--format", "-f", help="How to write it.")] = StoryFormat.TEXT,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    store: Store = STORE,
    timeout: Seconds = TIMEOUT,
) -> None:
    """Tell the whole story of a fact: who says so in which words, why it follows, and what speaks against it."""
    from kerege.face import Graph

    with Graph(store, timeout=timeout) as graph:
        found = graph.explain(subject, predicate, value, most=most)
    for sentence in found.notes:
        note(sentence)
    if json or form is StoryFormat.JSON:
        write(found.json())
    elif form is StoryFormat.TURTLE:
        write(found.turtle())
    else:
        from kerege.stories import explanation

        out().print(explanation(found))
