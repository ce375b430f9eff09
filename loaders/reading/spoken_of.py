"""What a sentence speaks of without its name: the work, programme or strategy told of just before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from loaders.facts import Kind
from loaders.reading.deals import main_work
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.tape import Chunk, Tape

_REACH: Final = 2
"""Sentences in which the thing last spoken of is still meant."""
_BUILDING: Final = re.compile(r"\b(?:works?|construction|rehabilitation|reconstruction|contractor|builder)\b")
"""Words of works on the ground, which are no programme's."""
_PASSING: Final = frozenset({"Agreement", "Goals"})
"""Frameworks that nobody builds and that do not run: papers and aims."""


def last_framework(hit: Found, tapes: list[Tape]) -> Draft | None:
    """The framework that the sentences before speak of first: what “it takes the place of …” is said of."""
    for tape in _before(hit, tapes):
        found = [c.draft.root for c in tape.chunks if c.code == "W" and c.draft is not None]
        if found:
            return found[0]
    return None


def last_work(hit: Found, tapes: list[Tape]) -> Draft | None:
    """The work that “it” or “the works” are: named just before, or the one that the article is about so far."""
    chunks = hit.clause.tape.chunks[: hit.bounds()[1]]
    near = _undertakings(reversed(chunks))
    for tape in _before(hit, tapes):
        near += [d for d in _undertakings(tape.chunks) if d not in near]
    works = [d for d in near if d.kind is Kind.PROJECT]
    if works:
        return works[0]
    i = next((n for n, t in enumerate(tapes) if t is hit.clause.tape), 0)
    main = main_work(tapes[:i])
    if main is not None and main.kind is Kind.PROJECT and _BUILDING.search(hit.match[0]):
        return main
    return near[0] if near else main


def last_works(hit: Found, tapes: list[Tape], number: int) -> list[Draft]:
    """The last ``number`` works or programmes spoken of, in the order of the text: “both”, “the former”."""
    chunks = hit.clause.tape.chunks[: hit.bounds()[0]]
    found = _undertakings(reversed(chunks))
    for tape in _before(hit, tapes, _REACH * 3):
        if sum(_built(d) for d in found) >= number:
            break
        found += [d for d in _undertakings(reversed(tape.chunks)) if d not in found]
    built = [d for d in found if _built(d)]
    return (built if len(built) >= number else found)[:number][::-1]


def _built(draft: Draft) -> bool:
    return draft.kind is Kind.PROJECT or draft.cls == "Programme"


def _before(hit: Found, tapes: list[Tape], reach: int = _REACH) -> list[Tape]:
    """The sentences before, the nearest first."""
    i = next((n for n, t in enumerate(tapes) if t is hit.clause.tape), 0)
    return tapes[max(0, i - reach) : i][::-1]


def _undertakings(chunks: Iterable[Chunk]) -> list[Draft]:
    """The works and programmes among the chunks, each once."""
    found = [c.draft.root for c in chunks if c.code in "JW" and c.draft is not None]
    return [d for d in dict.fromkeys(found) if d.kind is Kind.PROJECT or d.cls not in _PASSING]
