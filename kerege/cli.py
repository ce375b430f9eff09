"""The command line: ``kerege COMMAND``. Commands import what they need when they run, so that help is there at once."""

from __future__ import annotations

import signal
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kerege.commands import (
    agreeing,
    asking,
    checking,
    comparing,
    connecting,
    correcting,
    demonstration,
    describing,
    diffing,
    evaluating,
    explaining,
    loading,
    publishing,
    reading,
    rereading,
    serving,
    watching,
)
from kerege.terminal import FAILED, INTERRUPTED, exit_code, hush, note
from ontology.errors import KeregeError


class Commands(TyperGroup):
    """The commands, with every foreseeable error told in one sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command: 0 done, 1 something skipped or failed, 2 unknown name or wrong usage, 130 Ctrl-C."""
        try:
            return super().invoke(ctx)
        except KeregeError as error:
            note(str(error))
            raise typer.Exit(exit_code(error)) from error
        except KeyboardInterrupt as error:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # those of an impatient hand would break into the tidying up
            note("\nStopped. What was finished before is kept.")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:  # who reads our output has seen enough
            hush()
            raise typer.Exit from error
        except OSError as error:
            note(f"{error.filename}: {error.strerror}." if error.filename else f"{error}.")
            raise typer.Exit(FAILED) from error


app = typer.Typer(
    name="kerege",
    cls=Commands,
    help="A knowledge graph of development cooperation, read from news articles: every fact carries its sentence.",
    epilog="Start with: kerege demo",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kerege {version('kerege')}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read the options that stand before a command."""


_COMMANDS = (
    demonstration, loading, rereading, asking, explaining, connecting, agreeing, watching, reading, evaluating,
    comparing, diffing, checking, correcting, publishing, serving, describing,
)  # fmt: skip
for _commands in _COMMANDS:
    _commands.register(app)


def main() -> None:
    """Run the command line."""
    app()
