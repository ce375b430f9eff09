"""``kerege network``: who works with whom, as a network to draw and to analyze."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from kerege.options import STORE, TIMEOUT, Seconds, Store
from kerege.terminal import UNKNOWN, fail, note

_DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        "network",
        epilog="Examples: kerege network who.graphml · kerege network meetings.gexf --kind person --relation metWith ·"
        ' kerege network bank.svg --around "World Bank" --depth 2 --most 80',
    )(network)


def network(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Where to; .html, .svg, .graphml, .gexf, .cyjs, .dot, .json, .csv or .zip.",
            show_default=False,
        ),
    ],
    store: Store = STORE,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help="Only person, institution, place, undertaking or event; repeatable."
        ),
    ] = None,
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="NAME", help="Only this class, such as DevelopmentBank; repeatable."),
    ] = None,
    relations: Annotated[
        list[str] | None,
        typer.Option("--relation", metavar="NAME", help="Only this relation, such as metWith or finances; repeatable."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=_DAY, metavar="DAY", help="Only what holds, or is reported, from then on."),
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=_DAY, metavar="DAY", help="Only what holds, or is reported, up to then.")
    ] = None,
    min_sources: Annotated[
        int, typer.Option("--min-sources", min=1, metavar="N", help="Only facts of so many independent sources.")
    ] = 1,
    around: Annotated[
        list[str] | None,
        typer.Option("--around", metavar="NAME", help="Only the neighborhood of this thing; repeatable."),
    ] = None,
    depth: Annotated[int, typer.Option(min=0, max=6, metavar="N", help="How many facts away from it.")] = 1,
    most: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the N best-sourced things.", show_default=False)
    ] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Also things without a relation.")] = False,
    query: Annotated[
        str | None,
        typer.Option(
            "--query", metavar="QUERY", help="What this finds instead: SPARQL, a file, -, or a question's name."
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the question.", show_default=False),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="A-by-B", help="Tie people-by-events, or others by what they share."),
    ] = None,
    measures: Annotated[
        bool, typer.Option("--measures", help="Add degree, betweenness, PageRank and communities.")
    ] = False,
    positions: Annotated[
        bool | None,
        typer.Option("--positions/--no-positions", help="Say where to draw things; up to 2,000 unless asked for."),
    ] = None,
    timeout: Seconds = TIMEOUT,
) -> None:
    """Write who works with whom, on what, as a network to draw; every edge is a fact with its sentence."""
    from graph.network.files import targets
    from graph.network.page import is_page
    from graph.network.wanted import NOTES
    from kerege.commands.asking import given, query_text
    from kerege.face import Graph
    from queries.catalogue import Catalogue

    names = str(file) if is_page(file) else " and ".join(map(str, targets(file)))
    values: dict[str, str] = {}
    text = query_text(query) if query is not None else None
    if parameters:
        if query is None or query not in Catalogue.load().queries:
            fail("--param gives a value to a stored question: name that with --query.", UNKNOWN)
        values = given(Catalogue.load()[query], (), parameters)
    with Graph(store, timeout=timeout) as graph:
        drawn = graph.network(
            file,
            kinds=kinds,
            classes=classes,
            relations=relations,
            since=_day(since),
            until=_day(until),
            min_sources=min_sources,
            around=around,
            depth=depth,
            most=most,
            isolated=isolated,
            query=text,
            values=values,
            project=project,
            measures=measures,
            positions=positions,
        )
    if notes := drawn.graph.get(NOTES):
        note(notes)
    note(f"{drawn.number_of_nodes():,} things and {drawn.number_of_edges():,} relations in {names}.")


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
