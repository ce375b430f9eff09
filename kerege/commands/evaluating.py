"""``kerege evaluate``: how well articles are read that someone has annotated."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import Reader, Workers
from kerege.terminal import FAILED, note, out, write

if TYPE_CHECKING:
    from kerege.evaluation.report import Section

Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Articles: files, folders, web addresses.", show_default=False)
]


class Form(StrEnum):
    """How scores are written."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("evaluate", epilog="Example: kerege evaluate news --gold gold --errors 5")(evaluate)


def evaluate(
    inputs: Inputs,
    gold: Annotated[
        Path, typer.Option("--gold", metavar="DIR", help="The right facts: DIR/NAME.jsonl for each article NAME.txt.")
    ],
    found: Annotated[
        Path | None,
        typer.Option("--facts", metavar="DIR", help="Score the facts in DIR/NAME.jsonl instead of reading now."),
    ] = None,
    most: Annotated[
        int, typer.Option("--errors", min=0, metavar="N", help="Show up to N wrong and N missed facts of each kind.")
    ] = 0,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to write the scores.")] = Form.TABLE,
    workers: Workers = None,
    reader: Reader = None,
) -> None:
    """Score the reading of articles against facts that people wrote down by hand, by kind and by rule."""
    from kerege.evaluation import report, running
    from kerege.readers import chosen

    scored = running.evaluate(inputs, gold, found=found, workers=workers, reader=chosen(reader))
    for sentence in scored.skipped:
        note(sentence)
    if scored.without_gold:
        note(f"Left out, for want of gold facts: {', '.join(scored.without_gold)}.")
    if form is Form.JSON:
        write(report.written(scored))
    elif form is Form.MARKDOWN:
        write(report.markdown(scored))
    else:
        _show(report.sections(scored))
    if most and form is not Form.JSON:
        write("\n" + "".join(f"{line}\n" for line in report.errors(scored.articles, most)))
    if scored.skipped:
        raise typer.Exit(FAILED)


def _show(tables: Iterable[Section]) -> None:
    from rich.text import Text

    from kerege.tables import show

    console = out()
    for at, table in enumerate(tables):
        console.print(Text(("\n" if at else "") + table.title, style="bold"))
        show(console, table.rows)
