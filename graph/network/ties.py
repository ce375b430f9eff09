"""The facts that become edges, read from a published store: one side of each, nothing inferred."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from graph.edition import DEFAULT
from graph.network.contract import OF_EVENTS
from graph.statements import Term
from ontology import terms as k

_EVENT_FIRST: Final = frozenset({"discussed", "during"})
"""Relations whose subject is the event; of the others of ``OF_EVENTS`` it is the object."""


class Tie(NamedTuple):
    """A fact between two things; days are ISO dates, empty where unknown."""

    subject: str
    object: str
    fact: str
    """IRI of the fact node."""
    predicate: str
    """Local name of the relation."""
    articles: int
    sources: int
    first: str
    """Day of the first article that states it."""
    last: str
    begin: str
    """Since when it holds: of an event, when that took place; otherwise ``first``."""
    end: str


class Ties:
    """Reads ties from a store."""

    def __init__(self, store: Store) -> None:
        """Of a published store."""
        self._store = store
        self._time = cache(self._time_of)

    def all(self, predicates: Collection[str]) -> Iterator[Tie]:
        """The ties of some relations, given by local name."""
        for name in sorted(predicates):
            for quad in self._store.quads_for_pattern(None, k.predicate, NamedNode(k.K + name), DEFAULT):
                if isinstance(quad.subject, NamedNode) and (tie := self.of_fact(quad.subject)):
                    yield tie

    def of_things(self, things: Iterable[str], predicates: Collection[str]) -> Iterator[Tie]:
        """The ties that one of the things is an end of; a tie of two of them comes twice."""
        for iri in things:
            for place in (k.subject, k.object):
                for quad in self._store.quads_for_pattern(None, place, NamedNode(iri), DEFAULT):
                    tie = self.of_fact(quad.subject) if isinstance(quad.subject, NamedNode) else None
                    if tie and tie.predicate in predicates:
                        yield tie

    def of_fact(self, fact: NamedNode) -> Tie | None:
        """The tie that a fact node is; ``None`` for what is no fact between things, or mirrored, or inferred."""
        said = said_of(self._store, fact)
        if k.independentSources not in said or k.subject not in said or k.mirrors in said or k.inferredFrom in said:
            return None
        subject, predicate, value = (said[name][0] for name in (k.subject, k.predicate, k.object))
        if not isinstance(value, NamedNode):
            return None
        name = predicate.value.removeprefix(k.K)
        first, last = text_of(said, k.firstReported), text_of(said, k.lastReported)
        begin, end = self._held(name, subject.value, value.value)
        return Tie(
            subject=subject.value,
            object=value.value,
            fact=fact.value,
            predicate=name,
            articles=int(text_of(said, k.articles)),
            sources=int(text_of(said, k.independentSources)),
            first=first,
            last=last,
            begin=begin or first,
            end=end or last,
        )

    def _held(self, predicate: str, subject: str, value: str) -> tuple[str, str]:
        if predicate not in OF_EVENTS:
            return "", ""
        return self._time(subject if predicate in _EVENT_FIRST else value)

    def _time_of(self, event: str) -> tuple[str, str]:
        begin, end = time_of(said_of(self._store, NamedNode(event)))
        return begin or end, end or begin


def time_of(said: Mapping[NamedNode, Sequence[Term]]) -> tuple[str, str]:
    """Begin and end of a thing by its properties, as ISO dates; empty where unknown."""
    return text_of(said, k.begin), text_of(said, k.end)


def text_of(said: Mapping[NamedNode, Sequence[Term]], name: NamedNode) -> str:
    """The value of a property, the first in the alphabet of several; empty if there is none."""
    return min((term.value for term in said.get(name, ())), default="")


def said_of(store: Store, subject: object) -> dict[NamedNode, list[Term]]:
    """What the default graph says of a subject, by property."""
    said: dict[NamedNode, list[Term]] = {}
    if isinstance(subject, NamedNode):
        for quad in store.quads_for_pattern(subject, None, None, DEFAULT):
            if isinstance(quad.object, NamedNode | Literal):
                said.setdefault(quad.predicate, []).append(quad.object)
    return said
