"""A document as people read it: a thing, its facts in groups, and for each fact the sentences that say it.

``graph.composing.document`` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something with a document of its own."""

    iri: str
    label: str
    classes: tuple[str, ...] = ()
    """IRIs of all its classes, wider ones included; empty for a class or property of the ontology."""


Value = Named | Literal
Property = tuple[Named, tuple[Value, ...]]
"""A property with its values, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A passage of an article."""

    iri: str
    start: int
    end: int
    """Code points of the article's text."""
    text: str | None
    """As much of it as is shared: ends in an ellipsis if these are the first words only."""
    page: str | None
    """The publisher's page, opened at these words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An article as others refer to it."""

    iri: str
    title: str | None
    publisher: str | None
    date: str | None
    """ISO date."""
    url: str | None
    """The publisher's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An assertion: what one article states, and where."""

    iri: str
    label: str
    """What it states, in a line."""
    cls: Named
    """``k:Assertion``, or which richer kind it is (Mention, Membership, Financing …)."""
    article: Paper
    modality: str
    """``asserted``, ``planned``, ``possible`` or ``denied``."""
    rules: tuple[str, ...]
    """The reading rules that found it."""
    according_to: Named | None
    passages: tuple[Words, ...]
    facts: tuple[Named, ...]
    """The fact nodes that it reports; in the document of another thing, those about that thing."""
    properties: tuple[Property, ...]
    """What it states, property by property."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fact node: one thing stated, and who reports it."""

    iri: str
    label: str
    """What is stated, in a line."""
    cls: Named
    """``k:Fact``, or which richer kind it is (Tenure, Deal, Observation, Utterance)."""
    other: Named | None
    """Of a plain fact in a thing's document: the thing at the other end."""
    properties: tuple[Property, ...]
    """What is stated, property by property; counts, dates and links between facts are left out."""
    articles: int
    sources: int
    """Independent texts among the articles."""
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    """ISO dates of the first and the last article."""
    inferred_from: tuple[Named, ...]
    """Facts that it follows from; empty for what some article states."""
    conflicts: tuple[Named, ...]
    """Facts that cannot be true together with it."""
    reports: tuple[Report, ...]
    more: bool
    """Whether more articles report it than ``reports`` shows; its own document has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The facts of one relation, or of one richer kind."""

    relation: Named
    """The property of plain facts; of others the class."""
    incoming: bool
    """Whether the document's thing is the object of this relation, not the subject."""
    facts: tuple[Stated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page of a document."""

    thing: Named
    kind: str
    """``person``, ``institution``, ``place``, ``undertaking``, ``event``, ``article``, ``passage``, ``assertion``,
    ``fact``, ``rule``, ``sector``, ``indicator``, ``instrument``, ``stage``, ``graph``, ``dataset``, ``query``."""
    properties: tuple[Property, ...]
    """What is said of the thing, plain facts that ``groups`` shows left out."""
    groups: tuple[Group, ...]
    """Facts about an entity or concept; what a fact follows from, is mirrored by, and cannot be true together with."""
    reports: tuple[Report, ...]
    """The assertions of a fact, an article, a passage, a rule; of an assertion, itself."""
    article: Paper | None
    """Of an article and what stands in one."""
    words: Words | None
    """Of a passage."""
    total: int
    """Facts or assertions on all pages."""
    page: int
    pages: int
