"""Which assertions the corrections of a folder reject, in the identities of a publication.

To reject a fact is to rely on no assertion that states it, whatever else that one states. A fact is found by its IRI,
by what it states, however the things it is about have been joined since, or, if it is no plain triple, by the
assertions that stated it when the correction was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode

from graph.corrected import Corrections, Filed
from graph.statements import Stated
from ontology.iris import Minter

StatedBy = Callable[[str], Iterable[Stated]]
"""What an assertion states, whether it is relied on or not; nothing for one that is not there."""


class Identified(Protocol):
    """Tells the published IRI of a thing."""

    def __call__(self, iri: str, /) -> str:
        """The published IRI of a thing; of anything else, its own."""
        ...


@dataclass(frozen=True, slots=True)
class Rejections:
    """What is rejected in one publication."""

    corrections: Corrections
    by_fact: Mapping[str, tuple[Filed, ...]]
    """The corrections that reject a fact, by the IRI that it has in this publication."""

    @classmethod
    def of(cls, corrections: Corrections, minter: Minter, published: Identified, stated_by: StatedBy) -> Rejections:
        """The rejections in the identities of a publication."""
        found: dict[str, list[Filed]] = defaultdict(list)
        for one in corrections.rejected_facts:
            for fact in facts_of(one, minter, published, stated_by):
                found[fact].append(one)
        return cls(corrections, {fact: tuple(several) for fact, several in found.items()})

    def of_assertion(
        self, article: str, assertion: str, rules: Iterable[str], facts: Iterable[str], adding: Iterable[Filed]
    ) -> tuple[Filed, ...]:
        """The corrections because of which an assertion that states these facts is not relied on, by name.

        One that a correction adds is rejected by later corrections only: ``adding`` are those that add it.
        """
        found = {one.name: one for one in self.corrections.rejected_assertions.get(assertion, ())}
        for rule in rules:
            found.update((one.name, one) for one in self.corrections.rejected_rules.get((article, rule), ()))
        for fact in facts:
            found.update((one.name, one) for one in self.by_fact.get(fact, ()))
        last = max((one.rank for one in adding), default=None)
        return tuple(one for _, one in sorted(found.items()) if last is None or one.rank > last)


def facts_of(one: Filed, minter: Minter, published: Identified, stated_by: StatedBy) -> frozenset[str]:
    """The IRIs that the fact which a correction rejects may have in a publication."""
    return frozenset(_facts_of(one, minter, published, stated_by))


def _facts_of(one: Filed, minter: Minter, published: Identified, stated_by: StatedBy) -> Iterator[str]:
    said = one.correction
    if said.fact:
        yield said.fact
    if said.subject and said.predicate and said.object:
        yield minter.fact(published(said.subject), said.predicate, published(said.object))
    if said.cls:
        cls = NamedNode(said.cls)
        for assertion in said.reports:
            yield from (stated.iri for stated in stated_by(assertion) if stated.cls == cls)
