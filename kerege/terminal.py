"""What goes to the terminal: answers on standard output, everything said about them on standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import typer

from ontology.errors import BadChoice, BadParameter, BadSparql, KeregeError, UnknownName, UnknownQuery, UnknownReader

if TYPE_CHECKING:
    from rich.console import Console

FAILED = 1
"""Exit code: some input was skipped, or something went wrong."""
UNKNOWN = 2
"""Exit code: a name nobody knows, or a command used wrongly."""
INTERRUPTED = 130
"""Exit code: Ctrl-C."""
_UNKNOWN = (BadChoice, BadParameter, BadSparql, UnknownName, UnknownQuery, UnknownReader)


def out() -> Console:
    """Standard output; colors only on a terminal and without ``NO_COLOR``."""
    from rich.console import Console

    class Output(Console):
        """A console that leaves it to the command line to end when nobody reads its output any more."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Output(highlight=False, markup=False, emoji=False)


def note(sentence: str) -> None:
    """Say something about what is being done."""
    typer.echo(sentence, err=True)


def fail(sentence: str, code: int = FAILED) -> NoReturn:
    """End the command with a sentence."""
    note(sentence)
    raise typer.Exit(code)


def exit_code(error: KeregeError) -> int:
    """2 where the user asked for what there is not, 1 where something could not be done."""
    return UNKNOWN if isinstance(error, _UNKNOWN) else FAILED


def hush() -> None:
    """Let what is still to be written to standard output go nowhere, since nobody reads it any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def write(text: str) -> None:
    """Write to standard output as it is: no wrapping, no color, newlines untouched."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
