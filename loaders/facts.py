"""The facts that reading yields: one frozen dataclass for each kind, every one with its evidence.

The kinds and their fields are those of the exchange format (``docs/facts.md``); ``loaders.exchange`` writes them as
JSON Lines and ``loaders.quads`` as RDF. Passages are (start, end) pairs of code points in the article's text, end
exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from loaders.article import Article

Passage = tuple[int, int]
Precision = Literal["day", "month", "year"]


class Kind(StrEnum):
    """The coarse type of an entity, as the exchange format names it."""

    PERSON = "Person"
    INSTITUTION = "Institution"
    PLACE = "Place"
    PROJECT = "Project"
    FRAMEWORK = "Framework"
    EVENT = "Event"


class Modality(StrEnum):
    """How the article commits itself to a fact."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"


class Bound(StrEnum):
    """How a stated number bounds the real one."""

    EXACT = "exact"
    MIN = "min"
    MAX = "max"
    APPROX = "approx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time: two calendar dates, either of them open, as exact as ``precision`` says.

    A month or year is the span of its days: May 2025 is ``begin=2025-05-01, end=2025-05-31, precision="month"``.
    """

    begin: date | None = None
    end: date | None = None
    precision: Precision = "day"
    text: str = ""
    """The words of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, institution, place, project, framework or event, as one article knows it."""

    iri: str
    kind: Kind
    cls: str
    """Local name of its ontology class, such as ``DevelopmentBank``."""
    name: str
    """The fullest form of its name in the article."""
    names: tuple[str, ...] = ()
    """All its proper names in the article (no pronouns or definite descriptions), ``name`` included, sorted."""
    join_keys: tuple[str, ...] = ()
    """Exact typed keys; entities of different articles that share one are the same thing (``ontology.iris``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every kind of fact has."""

    kind: ClassVar[str]

    evidence: tuple[Passage, ...]
    rule: str
    """Name of the rule that said so."""
    modality: Modality = Modality.ASSERTED
    according_to: Entity | None = None
    """The speaker to whom the article attributes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """The article names or clearly describes an entity."""

    kind: ClassVar[str] = "entity"
    entity: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Fact):
    """A person holds a post (or held it, if ``former``)."""

    kind: ClassVar[str] = "position"
    person: Entity
    title: str
    of: Entity | None = None
    remit: str | None = None
    """The territory or field inside the title, as “for Central Asia”; the title keeps it too."""
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf(Fact):
    """One thing is a unit of, a member of, or lies within another."""

    kind: ClassVar[str] = "part_of"
    part: Entity
    whole: Entity
    relation: Literal["unit", "member", "within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """Something that happened or will."""

    kind: ClassVar[str] = "event"
    event: Entity
    date: Span | None = None
    place: Entity | None = None
    during: Entity | None = None
    status: Literal["held", "planned", "postponed", "cancelled"] = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended(Fact):
    """An agent took part in an event (or is expected to, if the event is to come)."""

    kind: ClassVar[str] = "attended"
    agent: Entity
    event: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Met(Fact):
    """Two agents met or held talks; unordered."""

    kind: ClassVar[str] = "met"
    a: Entity
    b: Entity
    at: Entity | None = None
    """The meeting, as an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Fact):
    """An institution or country is a party to a framework, or owns it."""

    kind: ClassVar[str] = "party"
    framework: Entity
    party: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Fact):
    """The time during which a framework or project runs."""

    kind: ClassVar[str] = "period"
    of: Entity
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows(Fact):
    """A framework succeeds another."""

    kind: ClassVar[str] = "follows"
    new: Entity
    old: Entity


Instrument = Literal["loan", "grant", "guarantee", "equity", "credit-line", "bond", "insurance", "technical-assistance"]
Stage = Literal["planned", "approved", "signed", "ongoing", "completed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finances(Fact):
    """A financier funds, lends to, invests in, grants to or guarantees for a target."""

    kind: ClassVar[str] = "finances"
    financier: Entity
    target: Entity
    amounts: tuple[float, ...] = ()
    """The sums of this act, scaled out; more than one only where the article gives no total."""
    currency: str | None = None
    """ISO 4217."""
    bound: Bound | None = None
    instrument: Instrument | None = None
    stage: Stage | None = None
    date: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Implements(Fact):
    """An agent carries out, builds, runs or owns a project or framework."""

    kind: ClassVar[str] = "implements"
    agent: Entity
    target: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Under(Fact):
    """A project or framework belongs to a larger framework."""

    kind: ClassVar[str] = "under"
    project: Entity
    framework: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Located(Fact):
    """A project, institution or event is in, runs through or connects a place."""

    kind: ClassVar[str] = "located"
    what: Entity
    place: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussed(Fact):
    """Something was talked about at an event."""

    kind: ClassVar[str] = "discussed"
    event: Entity
    about: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Fact):
    """An entity is about a sector."""

    kind: ClassVar[str] = "topic"
    about: Entity
    sector: str
    """Key of a sector of ``ontology/sectors.ttl``, such as ``private-sector``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number the article reports."""

    kind: ClassVar[str] = "figure"
    about: Entity | None
    measure: str
    """A few words of the article that say what is measured."""
    value: float
    unit: str
    """ISO 4217 code, ``percent``, ``times``, a unit symbol, ``years``, or the plural noun counted."""
    bound: Bound = Bound.EXACT
    low: float | None = None
    high: float | None = None
    """What the number can be, from its bound and significant digits; ``None`` where open."""
    counterpart: Entity | None = None
    """The other side of a number that belongs to two."""
    period: Span | None = None
    per_year: bool = False
    indicator: str | None = None
    """Key of an indicator of ``ontology/indicators.ttl``, where the words match one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """Speech or a reported statement."""

    kind: ClassVar[str] = "statement"
    speaker: Entity
    text: Passage
    """Where the words stand: inside the quotation marks, or the reported clause."""
    about: tuple[Entity, ...] = ()
    direct: bool = False
    on_behalf_of: Entity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A fact of a reader that was not let in."""

    number: int
    """Which of the reader's facts, from 1."""
    kind: str
    """Its kind; empty where it has none that is known."""
    reason: str
    """The reason, a sentence without its full stop."""

    @property
    def place(self) -> str:
        """Which fact it is, as “fact 3 (met)”."""
        return f"fact {self.number} ({self.kind})" if self.kind else f"fact {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one article says."""

    article: Article
    facts: tuple[Fact, ...]
    reader: str
    """Name and version of the reader."""
    entities: tuple[Entity, ...] = field(default=())
    """Every entity that some fact refers to, each once, sorted by IRI."""
    refused: tuple[Refused, ...] = ()
    """What its reader said besides, and was not let in."""
