"""Measures of a network's things, as attributes of its nodes.

    degree           with how many other things it has a fact
    weightedDegree   the weights of its edges, added up
    betweenness      how often it lies on a shortest way between two others, of 1 (Freeman 1977, by Brandes 2001)
    pagerank         how likely a reader who follows edges at random is there (Brin and Page 1998, damping 0.85)
    community        the number of the group it belongs to, from 1 for the largest (Blondel and others 2008, “Louvain”)

Ways and groups know no direction; PageRank follows an edge from subject to object, and one without direction either
way. Several facts between two things are one tie of their added weight. The same network has the same measures: things
are counted in the order of their IRIs, and what is drawn by lot is drawn with a fixed seed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, TypeAlias

import networkx as nx

from graph.network.model import Network

SEED: Final = 20220
"""Of the orders and samples that are drawn by lot."""
_WORK: Final = 3_000_000
"""Steps that the exact betweenness may take: things × (things + ties); beyond, it is estimated from a sample."""
_SAMPLE: Final = 100
"""Things that a sample has at least."""
_DAMPING: Final = 0.85
_ROUNDS: Final = 200
_CLOSE: Final = 1e-10
_DIGITS: Final = 9

_Plain: TypeAlias = "nx.Graph[int]"
"""A network without direction, its things by number."""


def measured(network: Network) -> Network:
    """A copy of the network whose nodes have the measures.

    The attribute ``betweenness`` of the network itself says ``exact``, or from how many things it was estimated.
    """
    order = sorted(network)
    plain = _plain(network, order)
    sampled = _sampled(plain)
    between = nx.betweenness_centrality(plain, k=sampled, seed=SEED)
    groups, ranks = _communities(plain), _pagerank(network, order)
    found: Network = network.copy()
    for number, iri in enumerate(order):
        found.nodes[iri].update(
            degree=int(plain.degree(number)) - 2 * plain.has_edge(number, number),
            weightedDegree=round(float(plain.degree(number, weight="weight")), _DIGITS),
            betweenness=round(between[number], _DIGITS),
            pagerank=round(ranks[number], _DIGITS),
            community=groups[number],
        )
    found.graph["betweenness"] = "exact" if sampled is None else f"estimated from {sampled} things"
    return found


def _plain(network: Network, order: list[str]) -> _Plain:
    number = {iri: place for place, iri in enumerate(order)}
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for subject, value, said in network.edges(data=True):
        one, other = sorted((number[subject], number[value]))
        weights[one, other] += float(said.get("weight", 1.0))
    plain: _Plain = nx.Graph()
    plain.add_nodes_from(range(len(order)))
    plain.add_weighted_edges_from((one, other, weights[one, other]) for one, other in sorted(weights))
    return plain


def _sampled(plain: _Plain) -> int | None:
    """How many things the betweenness is estimated from; ``None`` if it is exact."""
    size = len(plain) + plain.number_of_edges()
    if len(plain) * size <= _WORK:
        return None
    return min(len(plain), max(_SAMPLE, _WORK // size))


def _communities(plain: _Plain) -> dict[int, int]:
    """The number of each thing's group: the largest is 1, of two as large the one with the first IRI comes first."""
    groups = nx.community.louvain_communities(plain, weight="weight", seed=SEED)
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {number: rank for rank, group in enumerate(ordered, start=1) for number in group}


def _pagerank(network: Network, order: list[str]) -> list[float]:
    """By power iteration; who leads nowhere leads everywhere."""
    number = {iri: place for place, iri in enumerate(order)}
    ways: list[defaultdict[int, float]] = [defaultdict(float) for _ in order]
    for subject, value, said in sorted(network.edges(data=True), key=lambda edge: edge[:2]):
        one, other, weight = number[subject], number[value], float(said.get("weight", 1.0))
        ways[one][other] += weight
        if not said.get("directed", 1):
            ways[other][one] += weight
    outward = [sum(ends.values()) for ends in ways]
    ranks = [1 / len(order)] * len(order) if order else []
    for _ in range(_ROUNDS if order else 0):
        lost = sum(rank for rank, out in zip(ranks, outward, strict=True) if not out)
        new = [(1 - _DAMPING + _DAMPING * lost) / len(order)] * len(order)
        for place, ends in enumerate(ways):
            for end, weight in ends.items():
                new[end] += _DAMPING * ranks[place] * weight / outward[place]
        moved = sum(abs(one - other) for one, other in zip(ranks, new, strict=True))
        ranks = new
        if moved < _CLOSE:
            break
    return ranks
