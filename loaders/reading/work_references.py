"""“the project”, “the line”, “the water project”: works that an article speaks of again without their names."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite, recent
from loaders.reading.drafts import Draft
from loaders.reading.tape import Chunk, Tape

WORK: Final = re.compile(r"(?P<det>d)(?P<pre>x{0,2})(?P<head>[rR]+)")
_NEAR: Final = 3
"""Sentences in which the last work spoken of is meant."""
_LIKE: Final = (
    frozenset({"line", "railway", "railroad", "track"}),
    frozenset({"road", "highway", "motorway", "expressway", "corridor"}),
    frozenset({"plant", "station", "facility"}),
)
"""Words for the same kind of work."""


def work(tape: Tape, match: re.Match[str], before: list[Tape]) -> tuple[int, int, Chunk] | None:
    """“the project”, “the line”, “the water project”: the work last spoken of that the words fit.

    At the head of a paragraph it is the one that the article speaks of most; further back than three sentences, only
    the one that there is of the kind.
    """
    head = tape.chunks[match.end() - 1].lower
    if tape.chunks[match.start()].lower not in {"the", "this", "that"} or (
        head.endswith("s") and not head.endswith("ss")
    ):
        return None
    pre = [c.lower for c in tape.chunks[match.start("pre") : match.end("pre")]]
    pre = [w for w in pre if w not in {"new", "same", "entire", "whole"}]
    if match.end() < len(tape.codes) and tape.codes[match.end()] in "tof":
        return None
    here = [t for t in before[-_NEAR:] if t.sentence.paragraph == tape.sentence.paragraph]
    near = _works(recent(tape, match.start(), here), head, pre)
    if near:
        return definite(tape, match.start(), match.end(), near[0])
    near = _works(recent(tape, match.start(), before[-_NEAR:]), head, pre)
    far = _works(recent(tape, match.start(), before), head, pre)
    if near and match.start() > 1:
        return definite(tape, match.start(), match.end(), near[0])
    if near or len(far) == 1:
        return definite(tape, match.start(), match.end(), max(far, key=lambda d: _mentions(d, before)))
    return None


def _works(chunks: list[Chunk], head: str, pre: list[str]) -> list[Draft]:
    """The projects among the chunks that “the … head” can mean, each once."""
    found = [c.draft.root for c in chunks if c.draft is not None and c.draft.root.kind is Kind.PROJECT]
    return [d for d in dict.fromkeys(found) if _fits(d, head) and all(w in d.name.lower() for w in pre)]


def _fits(draft: Draft, head: str) -> bool:
    own = draft.head
    same = any({head.split()[-1], own.split()[-1]} <= group for group in _LIKE) if own else False
    return head == "project" or head == own or head in own.split() or own.endswith(f" {head}") or same


def _mentions(draft: Draft, tapes: list[Tape]) -> int:
    return sum(c.draft is not None and c.draft.root is draft for t in tapes for c in t.chunks)
