"""Frameworks told only from those that replace them: “the preceding strategy”, “the one for 2014–2018”."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.antecedents import definite, recent
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.framework_names import years_in
from loaders.reading.tape import Chunk, Tape

ONE_FOR: Final = re.compile(r"(?P<one>dx)fd?(?P<years>D)")


def older(name: str, new: Draft, head: str, lexicon: Lexicon) -> Draft:
    """“the preceding strategy”: told only from the one that replaces it, and of its class."""
    draft = lexicon.described(Kind.FRAMEWORK, new.cls, name)
    draft.head, draft.upcoming, draft.successor = head, False, new
    return draft


def one_for(tape: Tape, match: re.Match[str], context: list[Tape], lexicon: Lexicon) -> tuple[int, int, Chunk] | None:
    """“the one for 2014–2018”: another framework of the kind spoken of."""
    first, last = match.span()
    years = years_in(tape.words(match.start("years"), last))
    if tape.words(*match.span("one")) not in {"the one", "that one"} or years is None or years[0] is None:
        return None
    near = [c.draft.root for c in recent(tape, first, context[-1:]) if c.code == "W" and c.draft is not None]
    if not near:
        return None
    start, end = tape.chunks[match.start("years")].start, tape.chunks[last - 1].end
    bare = re.sub(r"(?:,? (?:for|covering|of|from))? ?(?:19|20)\d\d.*$", "", near[0].name)
    draft = lexicon.named(Kind.FRAMEWORK, near[0].cls, f"{bare} for {tape.text[start:end]}", strength=2)
    draft.head, draft.years = near[0].head, years
    return definite(tape, first, last, draft)
