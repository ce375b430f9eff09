"""What a description may point back to: the entities before it, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.reading.drafts import Draft
from loaders.reading.tape import ENTITY, Chunk, Tape


def definite(tape: Tape, first: int, last: int, draft: Draft, outer: int | None = None) -> tuple[int, int, Chunk]:
    """A description as a chunk of the entity that it means; ``outer`` is where its noun group begins."""
    start, end = tape.chunks[first].start, tape.chunks[last - 1].end
    chunk = Chunk(start, end, ENTITY[draft.root.kind], tape.text[start:end].lower(), draft.root, "definite")
    if outer is not None:
        chunk.outer_start = tape.chunks[outer].start
        return outer, last, chunk
    return first, last, chunk


def recent(tape: Tape, at: int, context: Iterable[Tape]) -> list[Chunk]:
    """Entity chunks before ``at``: the same sentence first (left to right), then back sentence by sentence."""
    found = [c for c in tape.chunks[:at] if c.draft is not None]
    for earlier in reversed(list(context)):
        found += [c for c in earlier.chunks if c.draft is not None]
    return found
