"""``kerege watch``: stored questions that are asked again and again, and what is new in their answers."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import STORE, TIMEOUT, Format, Rows, Seconds, Store
from kerege.terminal import FAILED, UNKNOWN, fail, note, out, write

if TYPE_CHECKING:
    from graph.watching_files import Watches

List = Annotated[
    Path | None,
    typer.Option(
        "--watches",
        metavar="FILE",
        help="Where the list is; by default beside the store.",
        show_default="DIR/watches.toml",
    ),
]
_LONGEST = 60
"""Characters of a name that is made of a question and its values."""


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    watch = typer.Typer(
        name="watch", no_args_is_help=True,
        help="Watch stored questions: what is new in their answers since last time?",
        epilog='Example: kerege watch add who-met-whom "Olzhas Bektenov" · kerege watch run',
    )  # fmt: skip
    watch.command(
        "add",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        epilog='Examples: kerege watch add who-met-whom --person "Olzhas Bektenov" · kerege watch add coming-events',
    )(add)
    watch.command("list", epilog="Example: kerege watch list --format json")(listed)
    watch.command("remove", epilog="Example: kerege watch remove who-met-whom-olzhas-bektenov")(remove)
    watch.command("run", epilog="Examples: kerege watch run · kerege watch run --quiet --atom news.atom")(run)
    watch.command("feed", epilog="Example: kerege watch feed news.atom")(feed)
    app.add_typer(watch)


def add(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUESTION", help="A stored question; kerege ask lists them.")],
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VALUE",
            help="What it asks about, or --PARAMETER VALUE: --person “Olzhas Bektenov”.",
            show_default=False,
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter by its name.", show_default=False),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", "-n", help="What the watch is called.", show_default="made of the question")
    ] = None,
    store: Store = STORE,
    watches: List = None,
) -> None:
    """Watch a stored question, its values as for kerege ask or as options that are called as the parameters."""
    from graph.watching import Watch
    from kerege.commands.asking import given
    from queries.catalogue import Catalogue

    stored = Catalogue.load()[query]
    plain, named = _split([*(values or []), *context.args])
    wanted = given(stored, plain, [*named, *(parameters or [])])
    stored.given(wanted)
    meant = name or _named(query, wanted.values())
    listed = _list(store, watches)
    listed.add(Watch(name=meant, query=query, values=wanted))
    note(f"{meant} is watched from now on, in {listed.file}: kerege watch run asks it.")


def listed(store: Store = STORE, watches: List = None, form: Rows = Format.TABLE) -> None:
    """List the watches, with what they ask, when they were asked last, and how many rows their answers had."""
    from pyoxigraph import Literal

    from graph.answers import Answer
    from kerege.answers import write_answer

    found = _list(store, watches)
    known = found.known()
    rows: list[tuple[Literal | None, ...]] = []
    for watch in found.all():
        values = "; ".join(f"{name}: {value}" for name, value in watch.values.items())
        last = known.get(watch.name)
        last = last if last is not None and last.of(watch) else None
        told = (Literal(last.asked), Literal(len(last.rows))) if last else (None, None)
        rows.append((Literal(watch.name), Literal(watch.query), Literal(values), *told))
    columns = ("watch", "question", "values", "asked", "rows")
    write_answer(Answer(form="SELECT", columns=columns, rows=tuple(rows)), form)


def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="A watch.", show_default=False)],
    store: Store = STORE,
    watches: List = None,
) -> None:
    """Watch something no more."""
    found = _list(store, watches)
    for name in names:
        found.remove(name)
        note(f"{name} is watched no more.")


def run(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Only these watches.", show_default=False)
    ] = None,
    store: Store = STORE,
    watches: List = None,
    gone: Annotated[bool, typer.Option("--gone", help="Also what the answers have no more.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the news as JSON Lines.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing of watches without news.")] = False,
    atom: Annotated[
        Path | None,
        typer.Option("--atom", metavar="FILE", help="Write the news as an Atom feed, too.", show_default=False),
    ] = None,
    timeout: Seconds = TIMEOUT,
) -> None:
    """Ask the watched questions, and say what is new in their answers since last time, with the sentences."""
    from graph.watching_run import Failed
    from graph.watching_run import run as ask
    from kerege.watched import headline, is_news, records, show_news
    from queries.catalogue import Catalogue

    found, failed = _list(store, watches), False
    if not found.all():
        fail(f"Nothing is watched in {found.file} yet: add a question with kerege watch add.", UNKNOWN)
    for news in ask(found, store, names or (), timeout=timeout):
        if isinstance(news, Failed):
            note(f"{news.watch.name}: {news.error}")
            failed = True
            continue
        told = is_news(news, gone=gone)
        if told or news.since is None or not quiet:
            note(headline(news))
        if as_json:
            for record in records(news, gone=gone):
                write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
        elif told:
            show_news(out(), news, Catalogue.load(), gone=gone)
            sys.stdout.flush()
    if atom is not None:
        _write_feed(found, str(atom), None)
    if failed:
        raise typer.Exit(FAILED)


def feed(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to; - for standard output.")],
    name: Annotated[
        str | None, typer.Option("--watch", metavar="NAME", help="Only the news of this watch.", show_default=False)
    ] = None,
    store: Store = STORE,
    watches: List = None,
) -> None:
    """Write what was new whenever the watches were asked as an Atom feed; nothing is asked now."""
    _write_feed(_list(store, watches), file, name)


def _write_feed(watches: Watches, file: str, name: str | None) -> None:
    from graph.files import written
    from graph.watching_feed import all_feed, watch_feed
    from queries.catalogue import Catalogue

    known, catalogue = watches.known(), Catalogue.load()
    if name is not None:
        found = watch_feed(watches.named(name), known.get(name), catalogue)
    else:
        found = all_feed(watches.id, [(watch, known.get(watch.name)) for watch in watches.all()], catalogue)
    if file == "-":
        write(found.xml().decode("utf-8"))
        return
    try:
        with written(Path(file)) as output:
            output.write(found.xml())
    except OSError as error:
        why = error.strerror or error
        fail(f"The feed {file} could not be written: {why}. The news are kept: kerege watch feed FILE writes them.")


def _list(store: Path, file: Path | None) -> Watches:
    """The list of watches; that of a store only if there is one."""
    from graph.directory import require_store
    from graph.watching_files import FILE, Watches

    if file is None:
        require_store(store, create=False)
    return Watches(file or store / FILE)


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Values in order, and those that are given as ``--name value`` or ``--name=value``, as ``name=value``."""
    plain: list[str] = []
    named: list[str] = []
    rest = iter(words)
    for word in rest:
        option = re.fullmatch(r"--([A-Za-z][A-Za-z0-9]*)(?:=(.*))?", word, re.DOTALL)
        if option is None:
            plain.append(word)
            continue
        value = option[2] if option[2] is not None else next(rest, None)
        if value is None:
            fail(f"{word} needs a value.", UNKNOWN)
        named.append(f"{option[1]}={value}")
    return plain, named


def _named(query: str, values: Iterable[str]) -> str:
    """The name of a watch that is given none."""
    from ontology.iris import slug

    return "-".join((query, *map(slug, values)))[:_LONGEST].strip("-")
