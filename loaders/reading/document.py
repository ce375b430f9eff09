"""The article under reading: tokens and sentences over text that never changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from loaders.facts import Bound, Entity, Span


class Zone(StrEnum):
    """What part of an article a sentence stands in."""

    HEADLINE = "headline"
    """A title or an intermediate heading: no full sentence."""
    BODY = "body"
    BOILERPLATE = "boilerplate"
    """Photo credits, "follow us", "read also", comment counters: nothing is read from it."""


class Token(NamedTuple):
    """A word, number or punctuation mark; ``start`` and ``end`` count code points of the article's text."""

    start: int
    end: int
    text: str


class Sentence(NamedTuple):
    """A sentence: its place in the text, and its tokens as a half-open range of the document's token list."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    zone: Zone
    dateline: int
    """Where the sentence proper begins: after a dateline such as ``ASTANA — ``, else ``start``."""


class Quantity(NamedTuple):
    """A number with its unit, found by the value grammar.

    ``text[start:end]`` covers bound words, number and unit: ``over $8bn``, ``up to 1 billion US dollars annually``,
    ``14 projects``, ``two-thirds``, ``3,450 kilometers``. ``core`` is where the bare number begins (after ``over``).
    """

    start: int
    end: int
    core: int
    value: float
    unit: str
    bound: Bound
    low: float | None
    high: float | None
    family: str
    """``money``, ``percent``, ``times``, ``measure`` (unit symbol), ``years``, ``count`` (noun), ``number`` (bare)."""
    per_year: bool = False


class When(NamedTuple):
    """A date or period found by the date grammar, resolved against the article's date where that is possible."""

    start: int
    end: int
    span: Span | None
    """``None`` where the words cannot be resolved (the article has no date)."""
    role: str
    """``date``: a point or short stretch, as of an event; ``period``: two ends or one open end; ``modifier``: the
    ``2020-2025`` of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article's text with what the first stages found in it."""

    text: str
    body: int
    date: date | None
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    whens: tuple[When, ...]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds ``offset``, or the one before it."""
        i = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[max(i, 0)]


class Form(StrEnum):
    """How a mention refers to its entity."""

    NAME = "name"
    ACRONYM = "acronym"
    PART = "part"
    """A part of a name known from elsewhere in the article: a surname, “the Kambarata project”."""
    DEMONYM = "demonym"
    """“Kazakh”, “the Uzbek side”."""
    DEFINITE = "definite"
    """“the bank”, “the new framework”, “the Prime Minister”."""
    PRONOUN = "pronoun"


class Mentioned(NamedTuple):
    """A place in the text that refers to an entity.

    ``start``–``end`` is the bare reference (``Olzhas Bektenov``, ``the Bank``); ``outer_start``–``outer_end`` the whole
    noun group around it, with determiner, posts before it and apposition after it (``Kazakh Prime Minister Olzhas
    Bektenov``).
    Until the last stage, an entity's IRI is provisional.
    """

    start: int
    end: int
    entity: Entity
    form: Form
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A document with all references to entities resolved, as far as the reader is sure of them."""

    document: Document
    mentions: tuple[Mentioned, ...]
    """Sorted by ``start``; they do not overlap each other (outer groups may nest)."""

    def between(self, start: int, end: int) -> tuple[Mentioned, ...]:
        """The mentions that lie wholly in ``text[start:end]``."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        found: list[Mentioned] = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return tuple(found)
