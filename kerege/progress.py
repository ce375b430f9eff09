"""How far a long command is, on a terminal; silent everywhere else."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


class Progress:
    """A counter on standard error, with notes above it; without a terminal only the notes."""

    def __init__(self, what: str) -> None:
        """A counter of what is done."""
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bars = Bars(
            *columns,
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bars.add_task(what, total=None)

    def __enter__(self) -> Self:
        """Begin to show."""
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop showing."""
        self._bars.stop()

    def advance(self) -> None:
        """One more is done."""
        self._bars.advance(self._task)

    def note(self, sentence: str) -> None:
        """Say something above the counter."""
        self._console.print(sentence)
