"""``kerege diff`` and ``publications``: what came, went and changed between two published graphs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kerege.options import STORE, Format, Rows, Store
from kerege.terminal import UNKNOWN, fail, note, out, write
from ontology.errors import KeregeError

if TYPE_CHECKING:
    from graph.difference import Difference, Item
    from graph.difference_opened import Source
    from graph.difference_told import Teller

DIFFERENT = 1
"""Exit code, as that of diff: something is different. What cannot be compared exits with 2."""


class Only(StrEnum):
    """What is compared."""

    FACTS = "facts"
    ENTITIES = "entities"
    FIGURES = "figures"
    ARTICLES = "articles"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        "diff",
        epilog='Examples: kerege diff · kerege diff 6 7 --about "World Bank" · kerege diff old.nq.gz kerege-store',
    )(diff)
    app.command("publications", epilog="Examples: kerege publications · kerege publications --keep 30")(publications)


def diff(
    one: Annotated[
        str | None,
        typer.Argument(
            metavar="A",
            help="The earlier graph: the number of a publication, a store, a dump or the folder of a release. By "
            "default the publication before the last.",
            show_default=False,
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(metavar="B", help="The later one. By default the last publication.", show_default=False),
    ] = None,
    store: Store = STORE,
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Only what is about this.", show_default=False)
    ] = None,
    only: Annotated[
        list[Only] | None, typer.Option("--only", help="Only these; may be given again.", show_default=False)
    ] = None,
    moved: Annotated[
        bool, typer.Option("--moved", help="Also the facts whose IRI is another since things were joined or split.")
    ] = False,
    sentences: Annotated[int, typer.Option("--sentences", min=0, help="Sentences of each fact.")] = 2,
    most: Annotated[int, typer.Option("--most", min=1, help="Lines of each group.")] = 10,
    everything: Annotated[bool, typer.Option("--all", help="All lines of each group.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write all of it as JSON Lines.")] = False,
) -> None:
    """Show what came, went and changed between two graphs, with the sentences. Exits with 0 if nothing did, else 1."""
    from graph.difference import Difference, How, What, difference
    from graph.difference_told import Teller

    try:
        with ExitStack() as stack:
            sources = _sources(one, other, store)
            before, now = (stack.enter_context(source.opened()) for source in sources)
            kinds = {
                Only.FACTS: What.FACT,
                Only.FIGURES: What.FIGURE,
                Only.ENTITIES: What.ENTITY,
                Only.ARTICLES: What.ARTICLE,
            }
            found = difference(before, now, only=[kinds[kind] for kind in only or Only])
            teller = Teller(before, now)
            if about is not None:
                found = Difference(items=tuple(teller.about(found.items, teller.named(about))))
            note(f"{sources[0].name} → {sources[1].name}")
            if as_json:
                _write_json(found.items, teller, sentences)
            else:
                hidden = () if moved else (How.MOVED,)
                show(found, teller, hidden, sentences, None if everything else most)
    except KeregeError as error:
        fail(str(error), UNKNOWN)
    if found:
        raise typer.Exit(DIFFERENT)


def _sources(one: str | None, other: str | None, store: Path) -> tuple[Source, Source]:
    from graph.difference_opened import last_two, newest, source

    if one is None:
        return last_two(store)
    return source(one, store), newest(store) if other is None else source(other, store)


def show(found: Difference, teller: Teller, hidden: Iterable[str], sentences: int, most: int | None) -> None:
    """Print a difference by groups, at most so many lines and sentences of each; all of them for ``None``."""
    from rich.text import Text

    from graph.difference import What
    from kerege.differing import counts, groups, heading, lines

    console = out()
    for line in counts(found) if found else ("Nothing is different.",):
        console.print(line)
    for what, how, items in groups(found):
        if what is not What.ENTITY and how in hidden:
            continue
        console.print(Text(f"\n{heading(what, how, len(items))}", style="bold"))
        for told in teller.told(teller.best_first(items)[:most], sentences):
            for shown in lines(told):
                console.print(shown)
        if most is not None and len(items) > most:
            console.print(Text(f"  … and {len(items) - most:,} more; --all shows them.", style="dim"))


def _write_json(items: tuple[Item, ...], teller: Teller, sentences: int) -> None:
    from kerege.differing import record

    for start in range(0, len(items), 500):
        for told in teller.told(items[start : start + 500], sentences):
            write(json.dumps(record(told), ensure_ascii=False) + "\n")


def publications(
    store: Store = STORE,
    keep: Annotated[
        int | None,
        typer.Option("--keep", metavar="N", help="Keep the last N from now on; at least two.", show_default=False),
    ] = None,
    form: Rows = Format.TABLE,
) -> None:
    """List the publications that a store keeps, and say how many it keeps from now on."""
    from pyoxigraph import Literal

    from graph.answers import Answer
    from graph.directory import locked
    from graph.publications import Publications, newest_published
    from kerege.answers import write_answer
    from ontology.terms import XSD_DATE

    newest_published(store)
    kept = Publications(store)
    if keep is not None:
        with locked(store):
            kept.keep(keep)
    rows: list[tuple[Literal, ...]] = []
    for one in kept.all():
        size, own = one.size()
        made = one.manifest()
        day = Literal(f"{one.published:%Y-%m-%d}", datatype=XSD_DATE)
        rows.append(
            (
                Literal(one.number),
                day,
                Literal(f"{one.published:%H:%M:%S}"),
                Literal(len(made.articles)),
                Literal(size),
                Literal(own),
            )
        )
    columns = ("publication", "date", "time", "articles", "bytes", "unshared")
    write_answer(Answer(form="SELECT", columns=columns, rows=tuple(rows)), form)
    note(f"The last {kept.kept} publications are kept.")
