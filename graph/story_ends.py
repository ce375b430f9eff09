"""The things that a fact is about: what else they are called, what was joined into them and why, what may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.documents import Named, Stated
from graph.inference import Edge
from graph.joining import KINDS, kind_of
from graph.lookups import Lookups, value, values
from graph.story import End, Joined, Matched
from ontology import terms as k

_MEMBERS: Final = 200
"""IRIs of one thing whose matches are told."""


def named(lookups: Lookups, iri: str) -> Named:
    """A thing, a relation or a class with its label."""
    if iri == k.RDF_TYPE.value:
        return Named(iri=iri, label="is a")
    pairs = lookups.names(iri)
    classes = tuple(sorted(cls.value for cls in values(pairs, k.RDF_TYPE)))
    label = value(pairs, k.RDFS_LABEL) or iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return Named(iri=iri, label=label, classes=classes)


def ends(lookups: Lookups, edge: Edge | None, fact: Stated | None, base: str) -> tuple[End, ...]:
    """The people, institutions, places, undertakings and events that a fact is about, each once."""
    every = [edge[0], edge[2]] if edge is not None else [one.iri for one in _named_in(fact)]
    return tuple(_end(lookups, iri) for iri in dict.fromkeys(every) if kind_of(iri, base) in KINDS)


def _named_in(fact: Stated | None) -> Iterator[Named]:
    for _, found in fact.properties if fact else ():
        yield from (one for one in found if not isinstance(one, Literal))


def _end(lookups: Lookups, iri: str) -> End:
    thing = named(lookups, iri)
    names = set(lookups.each(iri, k.name)) - {thing.label}
    joined = sorted(lookups.pointing(k.joinedInto, NamedNode(iri)))
    return End(
        thing=thing,
        names=tuple(sorted(names)),
        joined=tuple(Joined(iri=one, label=named(lookups, one).label) for one in joined),
        matches=tuple(_matches(lookups, [iri, *joined[:_MEMBERS]])),
    )


def _matches(lookups: Lookups, members: Sequence[str]) -> Iterator[Matched]:
    """What was found out about whether others are the same, the likeliest first."""
    nodes = {match for member in members for match in lookups.pointing(k.matched, NamedNode(member))}
    found: list[Matched] = []
    for node in nodes:
        said = lookups.about(node)
        sides = sorted(values(said, k.matched), key=lambda side: (side.value not in members, side.value))
        found.append(
            Matched(
                iri=node,
                one=named(lookups, sides[0].value),
                other=named(lookups, sides[-1].value),
                verdict=value(said, k.verdict) or "",
                score=float(value(said, k.score) or 0),
                reasons=tuple(sorted(reason.value for reason in values(said, k.reason))),
            )
        )
    yield from sorted(found, key=lambda match: (match.verdict, -match.score, match.iri))
