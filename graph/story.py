"""The whole story of one fact: what it says, who says so, what it follows from, and what speaks against it.

``graph.story_telling.Teller`` tells it; ``kerege.stories`` puts it into words, ``graph.story_rdf`` into PROV-O.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph.documents import Named, Property, Report, Stated

_PARAGRAPH: Final = re.compile(r"\n\s*\n")


class Origin(StrEnum):
    """Where a fact comes from; it may come from several places."""

    STATED = "stated"
    """Some article states it."""
    MIRRORED = "mirrored"
    """Articles state it from the other side."""
    INFERRED = "inferred"
    """It follows from other facts by the ontology."""
    REFERENCE = "reference"
    """It stands in the reference data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A passage that bears a fact, in its context."""

    iri: str
    before: str
    """The words right before, as far as they are shared."""
    text: str | None
    """``None`` where no words are shared."""
    after: str
    page: str | None
    """The publisher's page, opened at these words."""
    start: int
    end: int
    """Code points of the article's text."""

    @property
    def context(self) -> tuple[str, str]:
        """The whole words before and after, of the same paragraph."""
        before, after = re.split(_PARAGRAPH, self.before)[-1], re.split(_PARAGRAPH, self.after)[0]
        cut = [before == self.before, after == self.after]
        words = before.split(), after.split()
        first = words[0][1:] if cut[0] else words[0]
        last = words[1][:-1] if cut[1] else words[1]
        return " ".join(first), " ".join(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A reading rule, with how often it was right on articles that people have annotated."""

    name: str
    iri: str | None
    """``None`` where the graph has no counts."""
    right: int = 0
    judged: int = 0
    precision: float | None = None
    low: float | None = None
    high: float | None = None
    """The precision lies between ``low`` and ``high`` with 95 % probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one article says about it."""

    report: Report
    reader: str
    """Name and version of who read the article."""
    passages: tuple[Quoted, ...]
    rules: tuple[Rule, ...]
    rejected_by: tuple[str, ...] = ()
    """IRIs of corrections because of which it is not relied on."""
    added_by: tuple[str, ...] = ()
    """IRIs of corrections that added it."""

    @property
    def outer(self) -> tuple[Quoted, ...]:
        """The passages that stand in no other one."""
        return tuple(
            one
            for one in self.passages
            if not any(other.start <= one.start and one.end <= other.end and other != one for other in self.passages)
        )

    @property
    def modality(self) -> str:
        """``asserted``, ``planned``, ``possible`` or ``denied``."""
        return self.report.modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Axiom:
    """What the ontology says that makes a fact follow from others."""

    kind: str
    """``transitive``, ``chain``, ``symmetric``, ``inverse``, ``subproperty``, ``subclass``, ``domain``, ``range``."""
    head: Named
    """The property of what follows; of types the class."""
    links: tuple[Named, ...]
    """The properties of what it follows from, in order; of a subclass that class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One way in which a fact follows from others."""

    axiom: Axiom
    premises: tuple[Premise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """A fact that another follows from, with what it follows from itself."""

    subject: Named
    predicate: Named
    object: Named
    origins: tuple[Origin, ...]
    fact: str | None
    """IRI of its fact node, if it has one."""
    sources: int
    """Independent sources that state it."""
    articles: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction by a person (``k:Correction``)."""

    iri: str
    label: str
    action: str
    """``reject``, ``add``, ``same``, ``different``, ``rename`` or ``retype``."""
    by: str
    on: str
    """ISO day."""
    why: str
    outcome: str
    """``applied``, ``unmatched``, ``inapplicable`` or ``overruled``."""
    effect: str
    """A sentence."""
    evidence: tuple[str, ...]
    """Articles, passages or pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """What one or more articles say of a matter on which articles disagree (``k:Version``)."""

    words: str
    articles: int
    sources: int
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A matter that articles put differently (``k:Disagreement``)."""

    iri: str
    about: tuple[Named, ...]
    regarding: Named
    """The property that it is about."""
    verdict: str
    """``differ``, where not all can be true; ``compatible``."""
    reason: str
    """A sentence."""
    versions: tuple[Worded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An IRI that articles gave a thing and that was joined into its own."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """That two IRIs were compared, and what came of it (``k:Match``)."""

    iri: str
    one: Named
    """The one that the thing goes by, or was joined into it."""
    other: Named
    verdict: str
    """``joined``, ``uncertain`` or ``refused``."""
    score: float
    """How likely it is that the two are one."""
    reasons: tuple[str, ...]
    """Whole sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of the things that a fact is about."""

    thing: Named
    names: tuple[str, ...]
    """What articles and reference data call it beside its label."""
    joined: tuple[Joined, ...]
    matches: tuple[Matched, ...]
    """Why they were joined, and what may be the same or seemed so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The story of one fact, there or not."""

    iri: str | None
    """Of the fact node; what is only in the reference data, and a type, have none."""
    subject: Named | None
    predicate: Named | None
    object: Named | None
    """The triple; ``None`` of tenures, deals, observations and utterances."""
    cls: str
    """Local name of its kind: ``Fact``, ``Tenure``, ``Deal``, ``Observation``, ``Utterance``."""
    label: str
    properties: tuple[Property, ...]
    origins: tuple[Origin, ...]
    """Empty for what the graph does not hold."""
    articles: int
    sources: int
    """Independent texts among the articles."""
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    """ISO days of the first and the last article that reports it."""
    tellings: tuple[Telling, ...]
    """What reports it, the oldest article first."""
    untold: int
    """Reports beyond those that are told."""
    reserved: tuple[Telling, ...]
    """What denies it, holds it possible, plans it without making it a fact, or is rejected by a correction."""
    grounds: tuple[Ground, ...]
    reference: tuple[str, ...]
    """Addresses that the reference data give as their source."""
    ends: tuple[End, ...]
    conflicts: tuple[Stated, ...]
    """Facts that cannot be true together with it."""
    disputes: tuple[Disputed, ...]
    """Matters on which what reports it disagrees with other articles."""
    corrections: tuple[Corrected, ...]
    """Of the fact, of what articles state of it, and of its things, the oldest first."""
    beside: tuple[Stated, ...]
    """Other facts between the same things; only of a fact that is not there."""

    @property
    def holds(self) -> bool:
        """Whether the graph holds it."""
        return bool(self.origins)
