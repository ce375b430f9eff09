"""``kerege facts`` and ``kerege read``: what articles say, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import Everything, Reader, Workers
from kerege.terminal import FAILED, note, out, write

if TYPE_CHECKING:
    from rich.console import RenderableType

    from loaders.facts import Reading

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Articles: files, folders, or - for standard input.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("facts", epilog="Example: kerege facts news/*.txt --out facts")(facts)
    app.command("read", epilog="Example: kerege read news/visit.md")(read)


def facts(
    inputs: Inputs,
    folder: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write DIR/NAME.jsonl for each article NAME.txt.")
    ] = None,
    everything: Everything = False,
    workers: Workers = None,
    reader: Reader = None,
) -> None:
    """Write the facts of articles as JSON Lines, each with its evidence. Needs no store."""
    from kerege.readers import chosen, note_refused
    from loaders.exchange import lines
    from loaders.parallel import readings
    from loaders.sources import articles
    from ontology.errors import LoadError

    name, names = chosen(reader), _Names(folder)
    skipped = 0
    for outcome in readings(articles(inputs), workers=workers, reader=name):
        if isinstance(outcome, LoadError):
            note(str(outcome))
            skipped += 1
        else:
            names.write(outcome, "".join(lines(outcome, everything=everything)))
            note_refused(outcome.article.source, outcome.refused)
    if skipped:
        raise typer.Exit(FAILED)


def read(
    inputs: Inputs,
    everything: Everything = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell which rule said each fact, and why other sentences say none.")
    ] = False,
    reader: Reader = None,
) -> None:
    """Show articles with what was understood: entities in color, and under each sentence the facts it says."""
    from kerege.marking import marked
    from kerege.readers import chosen, note_refused
    from loaders.parallel import readings
    from loaders.readers.face import RULES
    from loaders.sources import articles
    from ontology.errors import BadParameter, LoadError

    if explain and reader not in (None, RULES):
        raise BadParameter(f"--explain tells of Kerege's own rules: leave out either it or --reader {reader}.")
    name, console, skipped = chosen(reader), out(), 0
    for outcome in readings(articles(inputs), workers=1, reader=name):
        if isinstance(outcome, LoadError):
            note(str(outcome))
            skipped += 1
        else:
            console.print(_explained(outcome, everything) if explain else marked(outcome, everything=everything))
            note_refused(outcome.article.source, outcome.refused)
    if skipped:
        raise typer.Exit(FAILED)


def _explained(reading: Reading, everything: bool) -> RenderableType:
    from kerege.explaining import explained
    from loaders.reading.accounts import accounts

    return explained(reading, accounts(reading.article), everything=everything)


class _Names:
    """Where the facts of each article go: a file of its own in a folder, or all to standard output."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._taken: dict[str, str] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def write(self, reading: Reading, text: str) -> None:
        if self._folder is None:
            write(text)
            return
        from graph.files import written

        with written(self._folder / self._name(reading.article.source), lasting=False) as file:
            file.write(text.encode("utf-8"))

    def _name(self, source: str) -> str:
        """``NAME.jsonl``; with a number where another folder's article of that name was before."""
        stem = "stdin" if source.startswith("<") else Path(source).stem
        name, more = stem, 1
        while name in self._taken:
            more += 1
            name = f"{stem}-{more}"
        self._taken[name] = source
        return f"{name}.jsonl"
