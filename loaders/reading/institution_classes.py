"""What kind of institution a name means, and the chunk that a found name becomes."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.drafts import Draft
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

_PURPOSES: Final = {"development", "reconstruction"}


def class_of(name: str, words: Vocabulary, default: str) -> str:
    """The class that the head noun of an institution's name gives it."""
    tokens = [t.lower() for t in re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", name)]
    if tokens[-1:] in (["fund"], ["trust"]) and {"trust", "partnership", "solidarity"} & set(tokens):
        return "Organization"
    if tokens[-1:] == ["fund"] and not {"national", "state", "sovereign", "pension"} & set(tokens):
        return "InternationalOrganization"
    if tokens and {"bank", "fund"} & set(tokens) and _PURPOSES & set(tokens):
        return "DevelopmentBank"  # “the Isthmus Bank for Development”, “the Nordic Fund for Reconstruction”
    bare = tokens[: next((i for i, t in enumerate(tokens) if t in {"of", "for", "on"} and i), len(tokens))]
    for length in (3, 2, 1):
        for start in range(len(bare) - length, -1, -1):
            head = words.heads.get(tuple(bare[start : start + length]))
            if head and head.kind is Kind.INSTITUTION:
                return head.cls
    return default


def chunk_of(tape: Tape, first: int, last: int, code: str, draft: Draft, form: str = "name") -> Chunk:
    """A chunk that stands for a range of chunks and means the draft."""
    chunks = tape.chunks[first:last]
    start, end = chunks[0].start, chunks[-1].end
    return Chunk(start, end, code, tape.text[start:end].lower(), draft, form)


def owner_of(tape: Tape, match: re.Match[str], *groups: str) -> Draft | None:
    """The first entity in one of the named groups of a match."""
    for group in groups:
        if group in match.groupdict() and match[group]:
            return next((c.draft for c in tape.chunks[match.start(group) : match.end(group)] if c.draft), None)
    return None
