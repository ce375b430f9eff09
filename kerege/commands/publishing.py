"""``kerege publish``, ``dump``, ``release`` and ``stats``: the published graph as a whole."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kerege.commands import networks
from kerege.options import STORE, Corrections, Format, Rows, Store
from kerege.terminal import UNKNOWN, fail, note, out, write


class DumpFormat(StrEnum):
    """The formats of dumps; Turtle and N-Triples hold the default graph, TriG and N-Quads all graphs."""

    TURTLE = "ttl"
    TRIG = "trig"
    N_TRIPLES = "nt"
    N_QUADS = "nq"


class DumpPart(StrEnum):
    """What is written: all, or a part with one license."""

    ALL = "all"
    FACTS = "facts"
    ASSERTIONS = "assertions"
    SENTENCES = "sentences"
    REFERENCE = "reference"
    ONTOLOGY = "ontology"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("publish", epilog="Example: kerege publish --corrections corrections")(publish)
    app.command(
        "dump",
        epilog="Examples: kerege dump graph.ttl · kerege dump facts.nt.gz --part facts · kerege dump -f nt | wc -l",
    )(dump)
    app.command("release", epilog="Example: kerege release --store news")(release)
    networks.register(app)
    app.command("stats", epilog="Example: kerege stats --format json")(stats)


def publish(
    store: Store = STORE,
    corrections: Corrections = None,
    anew: Annotated[bool, typer.Option("--anew", help="Compute all again, not only what changed.")] = False,
) -> None:
    """Publish what the store holds, with its corrections; loading does so too, unless it is told not to."""
    from graph.store import GraphStore
    from kerege.commands.loading import publish_store

    with GraphStore(store, corrections=corrections, create=False) as opened:
        publish_store(opened, anew=anew)


def dump(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Where to; .ttl, .trig, .nt or .nq, and .gz to compress.", show_default=False
        ),
    ] = None,
    store: Store = STORE,
    form: Annotated[
        DumpFormat | None,
        typer.Option("--format", "-f", help="The format, if the file's name does not say it.", show_default=False),
    ] = None,
    compress: Annotated[bool | None, typer.Option("--gzip/--no-gzip", help="Compress.", show_default=False)] = None,
    part: Annotated[
        DumpPart, typer.Option("--part", help="Only a part, with its license in FILE.license.")
    ] = DumpPart.ALL,
) -> None:
    """Write the graph as Turtle, TriG, N-Triples or N-Quads; without a file, to standard output."""
    from graph import dump as dumps
    from graph.parts import Part
    from graph.publications import open_published

    graph = open_published(store)
    chosen = None if part is DumpPart.ALL else Part(part.value)
    wanted = None if form is None else dumps.Format(form.value)
    if file is not None:
        count = dumps.dump(graph, file, format=wanted, compress=compress, part=chosen)
        note(f"{count:,} statements in {file}.")
    elif compress:
        fail("Name a file for a compressed dump, such as graph.ttl.gz.", UNKNOWN)
    else:
        dumps.write(graph, sys.stdout.buffer, wanted or dumps.Format.TURTLE, part=chosen)
        sys.stdout.buffer.flush()


def release(
    store: Store = STORE,
    releases: Annotated[int, typer.Option(min=0, help="Older releases that are kept.")] = 5,
) -> None:
    """Make all dumps of the published graph, whole and by part, as kerege serve offers them; unchanged ones stay."""
    from graph.releases import Releases

    made = Releases(store).make(keep=releases, began=lambda: note("The dumps are being made."))
    size = sum(one.size for one in made.files) / 1e6
    note(f"Release {made.version}: {len(made.files)} files, {size:,.1f} MB, in {made.path}.")


def stats(store: Store = STORE, form: Rows = Format.TABLE) -> None:
    """Show what the graph covers."""
    from dataclasses import asdict

    from graph.publications import open_published
    from graph.stats import coverage
    from kerege.counts import counts_csv, counts_json, counts_table

    covered = coverage(open_published(store))
    match form:
        case Format.TABLE:
            counts_table(out(), covered)
        case Format.CSV:
            write(counts_csv(covered))
        case Format.JSON:
            write(counts_json(asdict(covered)))
