"""Capitals that act: “Tokyo favours clean energy”, “the loan to Kyiv” speak of the state, not of the town."""

from __future__ import annotations

from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.tables import table
from loaders.reading.tape import Chunk, Tape

_ACTS: Final = frozenset[str](table("words")["state_acts"])
_GIVEN: Final = {"loan", "loans", "credit", "aid", "assistance", "grant", "grants", "support", "lending"}
_HELPERS: Final = {"has", "had", "will", "would", "also", "is", "was", "itself", "again", "now", "still", "wants"}


def capitals(tapes: list[Tape], lexicon: Lexicon) -> None:
    """Let a capital that does what states do mean its country, if the article names that."""
    countries = [d for d in lexicon.of(Kind.PLACE) if d.cls == "Country"]
    states = {d.entry.capital: d for d in countries if d.entry is not None and d.entry.capital}
    if not states:
        return
    for tape in tapes:
        for i, chunk in enumerate(tape.chunks):
            if chunk.code != "L" or chunk.draft is None or chunk.start < tape.sentence.dateline:
                continue
            entry = chunk.draft.root.entry
            state = states.get(entry.iri) if entry is not None else None
            if state is not None and state is not chunk.draft.root and (_acts(tape, i) or _gets(tape, i)):
                _turn(chunk, state)


def _acts(tape: Tape, i: int) -> bool:
    """Whether what states do stands straight after the name, and nothing before says “in”."""
    if i and tape.codes[i - 1] in "nFtoBLc-":
        return False
    words = [c.lower for c in tape.chunks[i + 1 : i + 4]]
    while words and words[0] in _HELPERS:
        words = words[1:]
    return bool(words) and words[0] in _ACTS


def _gets(tape: Tape, i: int) -> bool:
    return i > 1 and tape.chunks[i - 1].lower == "to" and tape.chunks[i - 2].lower in _GIVEN


def _turn(chunk: Chunk, state: Draft) -> None:
    chunk.draft, chunk.form, chunk.parts = state, "definite", ()
