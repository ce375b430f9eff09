"""Which town “the capital” is, where an event is said to be in it."""

from __future__ import annotations

import re

from loaders.facts import Kind
from loaders.reading.chronicle import Chronicle
from loaders.reading.drafts import Draft
from loaders.reading.tape import Tape


def capital_in(story: Chronicle, tape: Tape) -> Draft | None:
    """The town that “the capital” is in a sentence that says so."""
    at = next((i for i, c in enumerate(tape.chunks) if c.lower == "capital"), None)
    return capital(story, tape, at) if at is not None else None


def named_capital(tape: Tape, at: int) -> bool:
    """“in the Ilvanian capital, Corvell”."""
    return bool(re.match(r",?L", tape.codes[at + 1 :]))


def capital(story: Chronicle, tape: Tape, at: int) -> Draft | None:
    """The town that “the capital” is: that of the people named before it, else the one of the dateline."""
    people = tape.chunks[at - 1].draft if at and tape.codes[at - 1] == "N" else story.home
    entry = people.root.entry if people is not None else None
    if entry is None or not entry.capital:
        return story.dateline
    towns = (d for d in story.lexicon.of(Kind.PLACE) if d.entry is not None and d.entry.iri == entry.capital)
    return next(towns, None)
