"""What a comparison of two graphs tells of one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class What(StrEnum):
    """What changed."""

    ARTICLE = "article"
    ENTITY = "entity"
    """A person, institution, place, undertaking or event."""
    FACT = "fact"
    """A plain fact, a tenure, a deal or an utterance."""
    FIGURE = "figure"
    """An observation."""


class How(StrEnum):
    """How it changed."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    """Something is said of it otherwise: ``Item.fields``."""
    STRONGER = "better attested"
    """More independent sources say so than before."""
    WEAKER = "less attested"
    COPIED = "in more or fewer copies"
    """As many independent sources say so as before, in another number of articles."""
    RENAMED = "renamed"
    RETYPED = "retyped"
    JOINED = "joined"
    """It was a thing of its own, and is one with another now."""
    SPLIT = "split"
    """It was one with another, and is a thing of its own now."""
    MOVED = "moved"
    """The same goes by another IRI; of a fact, since things that it is about do."""


Fields = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""By property (local name, or the IRI where it is not the ontology's): the values before, and now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that changed."""

    what: What
    how: How
    iri: str
    """Its IRI in the later graph; of what went or was joined, in the earlier one."""
    other: str = ""
    """What it was joined into or split from; of what moved, or changed with its IRI, the IRI before."""
    fields: Fields = field(default_factory=dict[str, tuple[tuple[str, ...], tuple[str, ...]]])
