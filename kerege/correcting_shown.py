"""What a correction would change, and what became of those that are there, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kerege.terminal import fail, hush, note

if TYPE_CHECKING:
    from graph.recorded import Recorded
    from graph.store import GraphStore
    from kerege.correcting import Draft
    from kerege.options import Format

_SENTENCES: Final = 1
_MOST: Final = 8
"""Lines of each group of what would change."""


def rehearse(store: GraphStore, made: Draft) -> Draft:
    """Show what would change, and give the draft as it is to be filed; end the command if it would do nothing."""
    while (rival := _tried(store, made)) is not None:
        made = made.after(rival)
    return made


def _tried(store: GraphStore, made: Draft) -> str | None:
    """Show what a draft would change; the name of a correction of the same day that it should come after, if any."""
    from graph.corrected import Corrections as Known
    from graph.difference import How, difference
    from graph.difference_told import Teller
    from graph.publications import open_published
    from graph.publish import rehearsed
    from graph.recorded import recorded
    from kerege.commands.diffing import show
    from kerege.correcting import recorded_of

    name = made.file.relative_to(store.corrections).as_posix().removesuffix(".toml")
    known = made.among(Known.of(store.corrections), store.corrections)
    with rehearsed(store, corrections=known) as now:
        became = recorded_of(name, recorded(now))
        if became.outcome == "overruled" and (rival := _of_the_same_day(became, recorded(now))):
            return rival
        if became.outcome != "applied":
            fail(f"It would not be applied: {became.effect}")
        before = open_published(store.path)
        try:
            show(difference(before, now), Teller(before, now), (How.MOVED,), _SENTENCES, _MOST)
        except BrokenPipeError:  # who reads this has seen enough, and wants the correction all the same
            hush()
        note(became.effect)
    return None


def _of_the_same_day(one: Recorded, several: Iterable[Recorded]) -> str | None:
    """The name of the correction that overrules another only since its name comes later in the alphabet."""
    return next(
        (o.name for o in several if (o.iri, o.date) == (one.overruled_by, one.date) and o.name > one.name), None
    )


def show_recorded(found: list[Recorded], form: Format) -> None:
    """Write a table of corrections and what became of them."""
    from pyoxigraph import Literal

    from graph.answers import Answer
    from kerege.answers import write_answer
    from ontology.terms import XSD_DATE

    columns = ("correction", "action", "what", "by", "date", "why", "outcome", "effect")
    rows = [
        (
            *map(Literal, (one.name, one.action, one.label.partition(": ")[2] or one.label, one.by)),
            Literal(one.date.isoformat(), datatype=XSD_DATE),
            *map(Literal, (one.why, one.outcome, one.effect)),
        )
        for one in found
    ]
    if rows:
        write_answer(Answer(form="SELECT", columns=columns, rows=tuple(rows)), form)


def suggest(store: Path, one: Recorded) -> None:
    """Say what a correction that fits nothing may have meant."""
    from graph.corrected_suggesting import suggestions

    for sentence in suggestions(store, one):
        note(f"{one.name}: {sentence}")
