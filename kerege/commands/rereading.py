"""``kerege reread``: the archived texts, read again after an upgrade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from kerege.commands.loading import Publishing, publish_store, refused_facts
from kerege.options import STORE, Corrections, Format, Reader, Rows, Store, Workers
from kerege.terminal import FAILED, note, write

if TYPE_CHECKING:
    from graph.answers import Answer
    from kerege.rereading import Change


class Counted(Protocol):
    """Facts gained and lost, by kind."""

    @property
    def gained(self) -> Mapping[str, int]:
        """How many facts of each kind there are now that were not there before."""
        ...

    @property
    def lost(self) -> Mapping[str, int]:
        """How many facts of each kind were there before and are no more."""
        ...


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("reread", epilog="Examples: kerege reread · kerege reread --dry-run --format csv")(reread)


def reread(
    store: Store = STORE,
    force: Annotated[bool, typer.Option("--force", help="Also what the present reader has read.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    workers: Workers = None,
    publish: Publishing = True,
    form: Rows = Format.TABLE,
    reader: Reader = None,
    corrections: Corrections = None,
) -> None:
    """Read the archived articles again that an older reader has read, and show which facts that gains and loses."""
    from graph.store import GraphStore
    from kerege.progress import Progress
    from kerege.readers import chosen, note_refused
    from kerege.rereading import readers_of, rereading
    from ontology.errors import LoadError

    name = chosen(reader) if reader is not None else None
    changes: list[Change] = []
    skipped = refused = 0
    with GraphStore(store, corrections=corrections, create=False) as opened:
        for other in () if name else readers_of(opened, force=force):
            chosen(other)
        with Progress("Reading again") as progress:
            for outcome in rereading(opened, reader=name, force=force, workers=workers, dry=dry):
                if isinstance(outcome, LoadError):
                    progress.note(f"Left as it was: {outcome}")
                    skipped += 1
                else:
                    changes.append(outcome)
                    refused += note_refused(outcome.name, outcome.refused, progress.note)
                progress.advance()
        _show(changes, form)
        note(summary(changes, skipped, dry=dry))
        if refused:
            note(refused_facts(refused))
        if publish and not dry:
            publish_store(opened)
    if skipped:
        raise typer.Exit(FAILED)


def summary(changes: Sequence[Change], skipped: int, *, dry: bool = False) -> str:
    """How many articles were read again and how many changed; how many facts were gained and lost."""
    total = len(changes) + skipped
    if not total:
        return "Every article was read by the present reader; read all again with --force."
    changed = sum(change.changed for change in changes)
    counts = [(changed, "would change" if dry else "changed"), (len(changes) - changed, "as before")]
    parts = [f"{count} {what}" for count, what in (*counts, (skipped, "left as they were")) if count]
    gained, lost = (sum(sum(facts.values()) for facts in sides) for sides in _sides(changes))
    return (
        f"{total} {'article' if total == 1 else 'articles'} read again: {', '.join(parts)}. "
        f"Facts: {gained:,} gained, {lost:,} lost."
    )


def _sides(changes: Sequence[Counted]) -> tuple[list[Counter[str]], list[Counter[str]]]:
    return [Counter(change.gained) for change in changes], [Counter(change.lost) for change in changes]


def _show(changes: Sequence[Change], form: Format) -> None:
    from kerege.answers import write_answer

    rows = list(_rows(changes))
    whole = _answer(("article", "title", "kind", "gained", "lost"), rows)
    if form is Format.CSV:
        write(whole.csv())
    elif form is Format.JSON:
        write(whole.json())
    elif rows:
        write_answer(_answer(("title", "kind", "gained", "lost"), [row[1:] for row in rows]), form)
        if len(changes) > 1:
            show_totals(changes)


def _rows(changes: Iterable[Change]) -> Iterator[tuple[str, str, str, int, int]]:
    """One row for each article and kind of fact; one for an article in which something else is different."""
    for change in changes:
        kinds = sorted(change.gained.keys() | change.lost.keys())
        for kind in kinds:
            yield change.article, change.name, kind, change.gained.get(kind, 0), change.lost.get(kind, 0)
        if change.changed and not kinds:
            yield change.article, change.name, "only sentences, names or classes", 0, 0


def show_totals(changes: Sequence[Counted]) -> None:
    """Print, under what was printed before, how many facts of each kind all articles together gained and lost."""
    from kerege.answers import write_answer

    gained, lost = (sum(side, Counter[str]()) for side in _sides(changes))
    rows = [(kind, gained[kind], lost[kind]) for kind in sorted(gained.keys() | lost.keys())]
    if rows:
        typer.echo()
        write_answer(_answer(("in_total", "gained", "lost"), rows), Format.TABLE)


def _answer(columns: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> Answer:
    from pyoxigraph import Literal

    from graph.answers import Answer

    return Answer(form="SELECT", columns=columns, rows=tuple(tuple(map(Literal, row)) for row in rows))
