"""``kerege ask`` and ``kerege query``: questions to the published graph."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import STORE, TIMEOUT, Format, Rows, Seconds, Store
from kerege.terminal import UNKNOWN, fail, out, write

if TYPE_CHECKING:
    from queries.catalogue import StoredQuery


class QueryFormat(StrEnum):
    """How the results of a free query are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TSV = "tsv"
    SPARQL_JSON = "sparql-json"
    SPARQL_XML = "sparql-xml"
    TURTLE = "turtle"
    N_TRIPLES = "ntriples"
    RDF_XML = "rdfxml"
    JSON_LD = "jsonld"


_RESULTS = {
    QueryFormat.TSV: "text/tab-separated-values",
    QueryFormat.SPARQL_JSON: "application/sparql-results+json",
    QueryFormat.SPARQL_XML: "application/sparql-results+xml",
}
_GRAPHS = {
    QueryFormat.TURTLE: "text/turtle",
    QueryFormat.N_TRIPLES: "application/n-triples",
    QueryFormat.RDF_XML: "application/rdf+xml",
    QueryFormat.JSON_LD: "application/ld+json",
}


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        "ask", epilog='Examples: kerege ask · kerege ask who-met-whom "Olzhas Bektenov" --param since=2025-01-01'
    )(ask)
    app.command(
        "query",
        epilog="Examples: kerege query 'SELECT * { ?s ?p ?o } LIMIT 9' · kerege query people.rq --format csv",
    )(query)


def ask(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A stored question.", show_default=False)] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VALUE", help="What it asks about, in any spelling the graph knows.", show_default=False
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter by its name.", show_default=False),
    ] = None,
    store: Store = STORE,
    form: Rows = Format.TABLE,
    timeout: Seconds = TIMEOUT,
) -> None:
    """Ask a stored question; without a name, list the questions. Each row comes with its sentence and article."""
    from queries.catalogue import Catalogue

    catalogue = Catalogue.load()
    if name is None:
        _list(list(catalogue))
        return
    wanted = given(catalogue[name], values or [], parameters or [])
    from graph.ask import Questions
    from graph.publications import newest_published
    from kerege.answers import write_answer

    with Questions(newest_published(store).store, catalogue=catalogue, timeout=timeout) as questions:
        write_answer(questions.ask(name, wanted), form)


def query(
    text: Annotated[
        str, typer.Argument(metavar="SPARQL", help="A query, a file that holds one, or - for standard input.")
    ],
    store: Store = STORE,
    form: Annotated[QueryFormat, typer.Option("--format", "-f", help="How to write the results.")] = QueryFormat.TABLE,
    timeout: Seconds = TIMEOUT,
) -> None:
    """Ask in SPARQL. The graph is only read."""
    from graph.ask import Questions
    from graph.publications import newest_published
    from graph.workers import Request
    from kerege.answers import write_answer
    from queries.form import form as form_of

    text = query_text(text)
    rows = form_of(text) in ("SELECT", "ASK")
    if form in (_GRAPHS if rows else _RESULTS):
        fail(f"{form} is a format for {'graphs' if rows else 'rows'}, and this query yields the other.", UNKNOWN)
    with Questions(newest_published(store).store, timeout=timeout) as questions:
        if form in _RESULTS or form in _GRAPHS:
            media = _RESULTS[form] if rows else _GRAPHS[form]
            request = Request(query=text, results=media) if rows else Request(query=text, graph=media)
            write(questions.serialized(request).body.decode("utf-8"))
        else:
            write_answer(questions.query(text), Format(form.value))


def query_text(given: str) -> str:
    """The query that the command line names: a file's content, that of standard input (-), or the words themselves."""
    if given == "-":
        return sys.stdin.read()
    if given.endswith((".rq", ".sparql")):
        return Path(given).read_text("utf-8")
    return given


def given(stored: StoredQuery, values: Sequence[str], named: Sequence[str] = ()) -> dict[str, str]:
    """The values by name of parameter: those in order go to the required ones first; ``named`` are ``NAME=VALUE``."""
    order = sorted(stored.parameters, key=lambda parameter: not parameter.required)
    if len(values) > len(order):
        names = ", ".join(parameter.name for parameter in order) or "none"
        fail(f"{stored.name} takes {len(order)} values ({names}), and {len(values)} are given.", UNKNOWN)
    whole = {parameter.name: value for parameter, value in zip(order, values, strict=False)}
    for pair in named:
        name, equals, value = pair.partition("=")
        if not equals:
            fail(f"“{pair}” is no parameter: write --param NAME=VALUE.", UNKNOWN)
        whole[stored.parameter(name.strip()).name] = value
    return whole


def _list(questions: list[StoredQuery]) -> None:
    """The stored questions by their subject, with what they ask about and an example."""
    from rich.padding import Padding
    from rich.text import Text

    console = out()
    subject = ""
    for stored in sorted(questions, key=lambda one: (one.tags[:1], one.name)):
        if stored.tags and stored.tags[0] != subject:
            if subject:
                console.print()
            subject = stored.tags[0]
            console.print(Text(subject.upper(), style="bold underline"))
        line = Text(stored.name, style="bold")
        for parameter in sorted(stored.parameters, key=lambda one: not one.required):
            line.append(f" {parameter.name.upper()}" if parameter.required else f" [{parameter.name}]", style="cyan")
        console.print(line)
        console.print(Padding(Text(stored.summary), (0, 0, 0, 2), expand=False))
        example = " ".join(f'"{one.example}"' for one in stored.parameters if one.required and one.example)
        console.print(
            Padding(Text(f"kerege ask {stored.name} {example}".rstrip(), style="dim"), (0, 0, 0, 2), expand=False)
        )
