"""Projections: things of one kind, tied by what they share, such as people by the events that both attended.

What is shared by many ties each two of them less: a pair of those n that share a thing weighs 1/(n−1) for it (M. E. J.
Newman, “Scientific collaboration networks II”, Physical Review E 64, 2001), so that everybody's pairs for one thing
add up to 1, and a forum of forty guests says no more of each of them than a talk of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Any, Final

import networkx as nx

from graph.network.contract import DEFAULT_PREDICATES, NEUTRAL
from graph.network.model import Attributes, Network
from graph.network.ties import edge_key
from ontology.errors import BadChoice

PLURALS: Final[Mapping[str, str]] = {
    "people": "person", "institutions": "institution", "places": "place", "undertakings": "undertaking",
    "events": "event",
}  # fmt: skip
"""The kinds of things, as the names of projections have them."""
SHARING: Final = tuple(name for name in DEFAULT_PREDICATES if name != "expectedAt")
"""The relations by which something is shared, unless others are chosen: who is only expected shares nothing yet."""
LARGEST: Final = 200
"""Things that more than so many share tie nobody: their pairs would be tens of thousands, of next to no weight."""

_Sharers = dict[str, list[dict[str, Any]]]
"""Who shares a thing, with the edges by which they do."""


def people_by_events(network: Network) -> Network:
    """People tied by the events that both attended."""
    return projected(network, "people-by-events")


def institutions_by_undertakings(network: Network) -> Network:
    """Institutions tied by the projects and frameworks that both finance, implement or are parties to."""
    return projected(network, "institutions-by-undertakings")


def projected(network: Network, name: str) -> Network:
    """The projection that a name such as ``people-by-events`` says; its kinds are those of ``PLURALS``.

    Two things are tied by an edge without direction; beside what every edge carries it has ``shared`` (the labels of
    what they share), ``sharedIris`` and ``sharedCount``. Its ``weight`` is Newman's, its ``independentSources`` and
    ``articles`` are those of the best-sourced thing shared, where that of the two which has fewer counts. Nodes keep
    what they carry, with ``sources`` and ``evidence`` of the new edges. Raises ``BadChoice`` for a name that says none.
    """
    kind, by = kinds_of(name)
    shared: defaultdict[str, _Sharers] = defaultdict(lambda: defaultdict(list))
    for subject, value, said in network.edges(data=True):
        for one, other in ((subject, value), (value, subject)):
            if one != other and network.nodes[one]["kind"] == kind and network.nodes[other]["kind"] == by:
                shared[other][one].append(said)
    pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for thing in sorted(shared):
        if len(shared[thing]) <= LARGEST:
            for pair in combinations(sorted(shared[thing]), 2):
                pairs[pair].append(thing)
    edges = {pair: _edge(network, name, shared, pair, things) for pair, things in sorted(pairs.items())}
    return _tied(network, name, edges)


def kinds_of(name: str) -> tuple[str, str]:
    """The kind of things that a projection ties, and the kind by which it does."""
    one, _, other = name.partition("-by-")
    if one in PLURALS and other in PLURALS and one != other:
        return PLURALS[one], PLURALS[other]
    kinds = ", ".join(PLURALS)
    raise BadChoice(
        f"There is no projection {name}. Write what is tied by what, such as people-by-events or"
        f" institutions-by-undertakings, with two of {kinds}."
    )


def _edge(
    network: Network, name: str, shared: Mapping[str, _Sharers], pair: tuple[str, str], things: list[str]
) -> Attributes:
    halves = [[shared[thing][end] for end in pair] for thing in things]
    every = [said for half in halves for edges in half for said in edges]
    colors = {str(said["color"]) for said in every}
    labels = sorted(str(network.nodes[thing]["label"]) for thing in things)
    return {
        "predicate": name,
        "label": f"share {name.partition('-by-')[2]}",
        "directed": 0,
        "articles": max(_shared_count(half, "articles") for half in halves),
        "independentSources": max(_shared_count(half, "independentSources") for half in halves),
        "evidence": sum(int(said["evidence"]) for said in every),
        "first": min((str(said["first"]) for said in every if said["first"]), default=""),
        "last": max((str(said["last"]) for said in every), default=""),
        "begin": min((str(said["begin"]) for said in every if said["begin"]), default=""),
        "end": max((str(said["end"]) for said in every), default=""),
        "weight": round(sum(1 / (len(shared[thing]) - 1) for thing in things), 9),
        "color": colors.pop() if len(colors) == 1 else NEUTRAL,
        "sentence": "",
        "shared": "; ".join(labels),
        "sharedIris": " ".join(things),
        "sharedCount": len(things),
    }


def _shared_count(half: list[list[dict[str, Any]]], name: str) -> int:
    """How well it is sourced that both ends share a thing: as well as the worse of the two."""
    return min(max(int(said[name]) for said in edges) for edges in half)


def _tied(network: Network, name: str, edges: Mapping[tuple[str, str], Attributes]) -> Network:
    around: defaultdict[str, list[Attributes]] = defaultdict(list)
    for pair, said in edges.items():
        for end in pair:
            around[end].append(said)
    tied: Network = nx.MultiDiGraph()
    for iri in sorted(around):
        sources = max(int(said["independentSources"]) for said in around[iri])
        evidence = sum(int(said["evidence"]) for said in around[iri])
        tied.add_node(iri, **{**network.nodes[iri], "sources": sources, "evidence": evidence})
    for pair, said in edges.items():
        tied.add_edge(pair[0], pair[1], key=edge_key(name, *pair), **said)
    return tied
