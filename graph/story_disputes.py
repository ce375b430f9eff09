"""Matters on which articles disagree, as far as they touch what a story tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from graph.lookups import Lookups, value, values
from graph.story import Disputed, Worded
from graph.story_ends import named
from ontology import terms as k


def disputes(lookups: Lookups, assertions: Iterable[str]) -> tuple[Disputed, ...]:
    """The matters between these assertions and others, those that cannot all be true first."""
    nodes = {node for one in assertions for node in lookups.pointing(k.between, NamedNode(one))}
    found = (_disputed(lookups, node) for node in nodes)
    return tuple(sorted(found, key=lambda one: (one.verdict != "differ", one.iri)))


def _disputed(lookups: Lookups, node: str) -> Disputed:
    said = lookups.about(node)
    return Disputed(
        iri=node,
        about=tuple(named(lookups, thing.value) for thing in values(said, k.about)),
        regarding=named(lookups, value(said, k.regarding) or ""),
        verdict=value(said, k.verdict) or "",
        reason=value(said, k.reason) or "",
        versions=tuple(_versions(lookups, (version.value for version in values(said, k.version)))),
    )


def _versions(lookups: Lookups, nodes: Iterable[str]) -> Iterator[Worded]:
    """The versions, the best sourced first."""
    found: list[Worded] = []
    for node in nodes:
        said = lookups.about(node)
        found.append(
            Worded(
                words=value(said, k.words) or "",
                articles=int(value(said, k.articles) or 0),
                sources=int(value(said, k.independentSources) or 0),
                publishers=tuple(sorted(name.value for name in values(said, k.publisher))),
            )
        )
    yield from sorted(found, key=lambda one: (-one.sources, -one.articles, one.words))
