"""A sentence turned round: “did not meet B” read as “met B”, so that the rules for what is said find what is denied.

The ways of turning stand in ``data/commitment.toml`` under ``turn``, the forms of verbs under ``verbs``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from loaders.facts import Modality
from loaders.reading.patterns import Clause
from loaders.reading.tables import table
from loaders.reading.tape import Chunk, Tape


class Twin(NamedTuple):
    """A sentence with its denial or doubt taken out, and where in its clause the words stand that it governed."""

    tape: Tape
    at: int
    modality: Modality
    only: frozenset[str]


class _Turn(NamedTuple):
    modality: Modality
    pattern: re.Pattern[str]
    into: str
    only: frozenset[str]


@cache
def _turns() -> tuple[_Turn, ...]:
    return tuple(
        _Turn(
            Modality(row["modality"]),
            re.compile(rf"(?<![\w’'<]){row['pattern']}"),
            row.get("into", ""),
            frozenset(row.get("only", ())),
        )
        for row in table("commitment")["turn"]
    )


@cache
def _past() -> dict[str, str]:
    """The past tense of each verb, by its base and its form in -ing."""
    forms = [line.split() for line in table("commitment")["verbs"]["forms"]]
    return {form: past for base, past, ing in forms for form in (base, ing)}


def affirmed(clause: Clause) -> Twin | None:
    """The clause the other way round by the first turn that fits it; ``None`` if none does."""
    for turn in _turns():
        match = turn.pattern.search(clause.text)
        if match is not None:
            twin = _turned(clause, turn, match)
            if twin is not None:
                return twin
    return None


def _turned(clause: Clause, turn: _Turn, match: re.Match[str]) -> Twin | None:
    chunks, starts = clause.tape.chunks, clause.starts()
    groups = match.groupdict()
    new = list(chunks)
    at = match.start()
    if groups.get("aux"):
        first, last = _range(starts, *match.span("aux"))
        new[first:last] = [_word(chunks[first], re.sub(r"n[’']t$", "", chunks[first].lower))]
    if groups.get("base") or groups.get("ing"):
        group = "base" if groups.get("base") else "ing"
        past = _past().get(match[group])
        if past is None:
            return None
        first, _ = _range(starts, *match.span(group))
        new[first] = _word(chunks[first], past)
    if groups.get("ing"):
        return _lifted(clause, turn, new, starts, match)
    if groups.get("cut"):
        first, last = _range(starts, *match.span("cut"))
        new[first:last] = [_word(chunks[first], turn.into)] if turn.into else []
        at = match.start("cut")
    return Twin(Tape(clause.tape.sentence, clause.tape.text, new), max(0, at - 1), turn.modality, turn.only)


def _lifted(clause: Clause, turn: _Turn, new: list[Chunk], starts: list[int], match: re.Match[str]) -> Twin | None:
    """“A left without meeting B” as “A met B”: the subject put before the verb."""
    first, _ = _range(starts, *match.span("ing"))
    subjects = [i for i, c in enumerate(clause.tape.chunks) if c.code in "PIL" and c.draft is not None]
    before = [i for i in subjects if i < first]
    if before:
        start = before[0]
        agents = [i for i in before if all(c.code in "PIL,a" for c in new[start : i + 1])]
        new = [*new[: agents[-1] + 1], *new[first:]]
    else:
        comma = next((i for i in range(first, len(new)) if new[i].code == ","), None)
        subject = next((i for i in subjects if comma is not None and i > comma), None)
        if comma is None or subject is None:
            return None
        new = [new[subject], *new[first:comma], new[-1]]
    return Twin(Tape(clause.tape.sentence, clause.tape.text, new), 0, turn.modality, turn.only)


def _word(chunk: Chunk, lower: str) -> Chunk:
    """A chunk that stands where another stood."""
    return Chunk(chunk.start, chunk.end, "d" if lower == "a" else "x", lower)


def _range(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """The half-open range of chunks that a stretch of the clause's text covers."""
    return bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
