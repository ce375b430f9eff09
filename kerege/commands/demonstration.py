"""``kerege demo``: the whole way on the reports that come with the program."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kerege.terminal import out

if TYPE_CHECKING:
    from graph.ask import Questions

QUESTIONS: Final = (
    ("who-met-whom", ("Olzhas Bektenov",)),
    ("frameworks-between", ("Kazakhstan", "World Bank")),
    ("projects-of-institution", ("World Bank",)),
)
NEXT: Final = (
    ("ask --store {store}", "all stored questions"),
    ('ask who-met-whom "Antonella Bassani" --store {store}', "the same from the other side"),
    ("read {article}", "an article, and what was understood of it"),
    ("load FOLDER", "articles of your own, into the store kerege-store"),
    ("--help", "all commands"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo", epilog="Example: kerege demo")(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the store and the files go.")] = Path("demo"),
) -> None:
    """Load the reports that come with Kerege, answer three questions, and write the graph as Turtle and GraphML."""
    from graph.ask import Questions
    from graph.publications import newest_published
    from kerege.commands.loading import load
    from kerege.commands.networks import network
    from kerege.commands.publishing import dump
    from kerege.shipped import shipped_articles

    store, articles, called = folder / "store", _near(shipped_articles()), _called()
    turtle, graphml = folder / "graph.ttl", folder / "network.graphml"
    _title("The reports that come with Kerege", f"{called} load {articles} --store {store}")
    load([str(articles)], store=store)
    with Questions(newest_published(store).store) as questions:
        for name, values in QUESTIONS:
            quoted = " ".join(f'"{value}"' for value in values)
            _title(questions.catalogue[name].summary, f"{called} ask {name} {quoted} --store {store}")
            _answer(questions, name, values)
    _title("The graph in Turtle", f"{called} dump {turtle} --store {store}")
    dump(turtle, store=store)
    _title(
        "The network in GraphML, to draw with Gephi, yEd or Cytoscape", f"{called} network {graphml} --store {store}"
    )
    network(graphml, store=store)
    _title("What to try next")
    _next({"store": store, "article": next(iter(sorted(articles.glob("*.md"))))}, called)


def _answer(questions: Questions, name: str, values: tuple[str, ...]) -> None:
    from kerege.answers import write_answer
    from kerege.commands.asking import given
    from kerege.options import Format

    write_answer(questions.ask(name, given(questions.catalogue[name], values)), Format.TABLE)


def _title(title: str, command: str = "") -> None:
    from rich.text import Text

    console = out()
    console.print()
    console.print(Text(title, style="bold green"))
    if command:
        console.print(Text(f"$ {command}", style="dim"), soft_wrap=True)


def _next(places: dict[str, Path], called: str) -> None:
    from rich.text import Text

    for command, what in NEXT:
        out().print(Text.assemble(f"{called} {command.format(**places)}", (f"  # {what}", "dim")), soft_wrap=True)


def _called() -> str:
    """The command as it can be typed here: its path, if the shell would not find it by its name."""
    program = Path(sys.argv[0])
    found = shutil.which("kerege")
    return "kerege" if found and Path(found).resolve() == program.resolve() else str(_near(program))


def _near(path: Path) -> Path:
    """The path from the current folder, if it lies in there."""
    relative = Path(os.path.relpath(path))
    return path if ".." in relative.parts else relative
