"""``kerege path``: how two things are connected."""

from __future__ import annotations

from typing import Annotated

import typer

from kerege.options import STORE, TIMEOUT, Format, Rows, Seconds, Store


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "path",
        epilog="Examples: kerege path Bassani Azizi · kerege path Bassani Azizi --avoid Bektenov --most 1",
    )(path)


def path(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A person, institution, country, project, event …")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another one.")],
    avoid: Annotated[
        list[str] | None,
        typer.Option("--avoid", metavar="NAME", help="Go not through this; may be given again.", show_default=False),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many paths to show.")] = 3,
    longest: Annotated[int, typer.Option("--longest", min=1, help="How many facts a path may have.")] = 6,
    store: Store = STORE,
    form: Rows = Format.TABLE,
    timeout: Seconds = TIMEOUT,
) -> None:
    """Show how two things are connected: the shortest paths of facts between them, each with its sentences."""
    from dataclasses import replace
    from itertools import groupby

    from graph.ask import Questions
    from graph.connections import connection
    from graph.publications import newest_published
    from kerege.answers import write_answer

    with Questions(newest_published(store).store, timeout=timeout) as questions:
        answer = connection(questions, one, other, longest=longest, most=most, avoiding=avoid or ())
    if form is not Format.TABLE or not answer.rows:
        write_answer(answer, form)
        return
    for number, (_, rows) in enumerate(groupby(answer.rows, key=lambda row: row[0])):
        if number:
            typer.echo()
        write_answer(replace(answer, rows=tuple(rows), notes=() if number else answer.notes), form)
