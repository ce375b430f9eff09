"""The facts that become edges, read from a published store: one side of each, nothing inferred.

What a fact node says is found from the plain triple, since its IRI is made of that (``ontology.iris``): going over the
fact nodes themselves would read every assertion too, which has the same properties.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.network.columns import column, firsts
from graph.network.contract import OF_EVENTS, relations
from ontology import terms as k
from ontology.iris import Minter, digest

Triple: TypeAlias = tuple[str, str, str]
"""Subject, local name of the relation, object."""
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


class Window(NamedTuple):
    """Days between which something holds; ``None`` where a side is open."""

    since: date | None = None
    until: date | None = None

    def has(self, begin: str, end: str) -> bool:
        """Whether a span (ISO dates) has a day in the window; one without a day has none, save in an open window."""
        if self.since is None and self.until is None:
            return True
        begin, end = begin or end, end or begin
        if not begin:
            return False
        return (self.since is None or end >= self.since.isoformat()) and (
            self.until is None or begin <= self.until.isoformat()
        )


def all_triples(store: Store, predicates: Collection[str]) -> Iterator[Triple]:
    """The plain triples of some relations, given by local name."""
    for name in sorted(predicates):
        for quad in store.quads_for_pattern(None, NamedNode(k.K + name), None, DEFAULT):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                yield quad.subject.value, name, quad.object.value


def triples_of(store: Store, things: Iterable[str], predicates: Collection[str]) -> Iterator[Triple]:
    """The plain triples that one of the things is an end of; those between two of them come twice."""
    names = [(name, NamedNode(k.K + name)) for name in sorted(predicates)]
    for node in map(NamedNode, things):
        for name, relation in names:
            for quad in store.quads_for_pattern(node, relation, None, DEFAULT):
                if isinstance(quad.object, NamedNode):
                    yield node.value, name, quad.object.value
            for quad in store.quads_for_pattern(None, relation, node, DEFAULT):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject.value, name, node.value


def ties(
    store: Store, triples: Iterable[Triple], base: str, *, window: Window | None = None, min_sources: int = 1
) -> list[Tie]:
    """The ties that plain triples stand for, sorted; mirrored and inferred ones, and reference data, are none."""
    mint = Minter(base).fact
    found = {mint(subject, k.K + name, value): (subject, name, value) for subject, name, value in triples}
    sources = firsts(column(store, k.independentSources, found))
    found = {fact: found[fact] for fact, number in sources.items() if int(number) >= min_sources}
    two_sided = [fact for fact, (_, name, _) in found.items() if not relations()[name].directed]
    for mirrored in column(store, k.mirrors, two_sided):
        del found[mirrored]
    first = firsts(column(store, k.firstReported, found))
    for inferred in column(store, k.inferredFrom, [fact for fact in found if fact not in first]):
        del found[inferred]
    all_ties = _told(store, found, sources, first)
    return sorted(tie for tie in all_ties if window is None or window.has(tie.begin, tie.end))


def ties_of_facts(store: Store, facts: Mapping[str, Triple]) -> list[Tie]:
    """The ties that fact nodes (IRIs) are, whose ends are known; sorted."""
    sources, first = (firsts(column(store, name, facts)) for name in (k.independentSources, k.firstReported))
    return sorted(_told(store, facts, sources, first))


def edge_key(*parts: str) -> str:
    """The key of an edge that is no fact, made of what it says; the same in every publication."""
    return f"urn:kerege:edge:{digest(*parts)}"


def _told(
    store: Store, facts: Mapping[str, Triple], sources: Mapping[str, str], first: Mapping[str, str]
) -> Iterator[Tie]:
    """Facts with their counts and days."""
    last, articles = (firsts(column(store, name, facts)) for name in (k.lastReported, k.articles))
    times = _times(store, facts.values())
    for fact, triple in facts.items():
        span = first.get(fact, ""), last.get(fact, "")
        counts = int(articles.get(fact, 0)), int(sources.get(fact, 0))
        yield Tie(triple[0], triple[2], fact, triple[1], *counts, *span, *times.get(event_of(triple), span))


def event_of(triple: Triple) -> str:
    """The event whose time is that of the fact; empty if there is none."""
    subject, name, value = triple
    if name not in OF_EVENTS:
        return ""
    return subject if name in _EVENT_FIRST else value


def _times(store: Store, triples: Iterable[Triple]) -> dict[str, tuple[str, str]]:
    """Begin and end of the events among the ends of triples, where known."""
    events = {event for triple in triples if (event := event_of(triple))}
    begins, ends = (firsts(column(store, name, events)) for name in (k.begin, k.end))
    known = begins.keys() | ends.keys()
    return {iri: (begins.get(iri) or ends[iri], ends.get(iri) or begins[iri]) for iri in known}
