"""Places so that distances on paper are like distances in the network.

By stochastic gradient descent (Zheng, Pawar and Goodman, “Graph Drawing by Stochastic Gradient Descent”, 2018), here in
a fixed order; in large graphs with landmarks instead of all pairs (Ortmann, Klimenta and Brandes, “A Sparse Stress
Model”, 2016).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Final, TypeAlias

Neighbors: TypeAlias = Sequence[Sequence[int]]
"""For each node, by number, its neighbors: sorted, each once, not itself."""
Graph: TypeAlias = Sequence[Mapping[int, float]]
"""For each node its neighbors, with how far away they are to be."""
Pair: TypeAlias = tuple[int, int, float]

_ALL_PAIRS: Final = 150
"""Nodes of a graph up to which every distance counts; in larger ones, those to neighbors and landmarks."""
_LANDMARKS: Final = 20
_ROUNDS: Final = 24
_LAST: Final = 0.05
"""How much of what is wrong with a distance of one edge is mended in the last round."""


def unfolded(neighbors: Neighbors, degrees: Sequence[int]) -> list[complex]:
    """Places that keep the distances in a connected graph as well as they can be kept.

    An edge is the longer, the more neighbors its ends have that they do not share; ``degrees`` count all neighbors.
    """
    if len(neighbors) < 2:
        return [0j] * len(neighbors)
    graph = _lengths(neighbors, degrees)
    pairs = sorted(_pairs(graph), key=_shuffled)
    at = _begun(graph)
    longest, shortest = max(d for _, _, d in pairs), min(d for _, _, d in pairs)
    first, decay = longest**2, math.log(max(longest**2 / (_LAST * shortest**2), 1.0001)) / (_ROUNDS - 1)
    for step in range(_ROUNDS):
        eager = first * math.exp(-decay * step)
        for one, other, distance in pairs:
            apart = at[one] - at[other]
            length = abs(apart)
            if length < 1e-9:
                apart, length = complex(1e-3 * (one + 1), 1e-3 * (other + 1)), 1e-3
            part = eager / distance**2
            move = apart * ((length - distance) / (2 * length) * (part if part < 1 else 1.0))
            at[one] -= move
            at[other] += move
    return at


def _lengths(neighbors: Neighbors, degrees: Sequence[int]) -> Graph:
    found: list[Mapping[int, float]] = []
    for one, ends in enumerate(neighbors):
        own = set(ends)
        shared = {other: len(own.intersection(neighbors[other])) for other in ends}
        apart = {other: degrees[one] + degrees[other] - 2 * shared[other] - 2 for other in ends}
        found.append({other: 0.7 + 0.5 * math.sqrt(max(1, apart[other])) for other in ends})
    return found


def _shuffled(pair: Pair) -> int:
    """A number that puts pairs in an order without a pattern, always the same."""
    mixed = (pair[0] * 0x9E3779B1 ^ pair[1] * 0x85EBCA77) & 0xFFFFFFFF
    return (mixed ^ mixed >> 15) * 0x2C1B3C6D & 0xFFFFFFFF


def _pairs(graph: Graph) -> Iterator[Pair]:
    if len(graph) <= _ALL_PAIRS:
        for one in range(len(graph)):
            for other, distance in _distances(graph, one).items():
                if other < one:
                    yield other, one, distance
        return
    seen: dict[tuple[int, int], float] = {}
    for one, near in enumerate(graph):
        for other, distance in near.items():
            seen[min(one, other), max(one, other)] = distance
            for further, more in graph[other].items():
                if further != one and len(graph[other]) <= _LANDMARKS:
                    seen.setdefault((min(one, further), max(one, further)), distance + more)
    for landmark, distances in _landmarks(graph):
        for other, distance in distances.items():
            if other != landmark:
                seen.setdefault((min(landmark, other), max(landmark, other)), distance)
    for (one, other), distance in seen.items():
        yield one, other, distance


def _landmarks(graph: Graph) -> Iterator[tuple[int, dict[int, float]]]:
    """Nodes far from each other, with their distances to all."""
    nearest = [math.inf] * len(graph)
    at = max(range(len(graph)), key=lambda i: (len(graph[i]), -i))
    for _ in range(min(_LANDMARKS, len(graph))):
        distances = _distances(graph, at)
        yield at, distances
        for other, distance in distances.items():
            nearest[other] = min(nearest[other], distance)
        at = max(range(len(graph)), key=lambda i: (nearest[i], -i))


def _distances(graph: Graph, start: int) -> dict[int, float]:
    """Lengths of the shortest ways (Dijkstra)."""
    found: dict[int, float] = {}
    waiting = [(0.0, start)]
    while waiting:
        distance, here = heappop(waiting)
        if here not in found:
            found[here] = distance
            for other, more in graph[here].items():
                if other not in found:
                    heappush(waiting, (distance + more, other))
    return found


def _begun(graph: Graph) -> list[complex]:
    """Places to begin from: around the best connected node, as a tree that is opened like a fan."""
    root = max(range(len(graph)), key=lambda i: (len(graph[i]), -i))
    children: list[list[int]] = [[] for _ in graph]
    order, seen = [root], {root}
    for here in order:
        for other in graph[here]:
            if other not in seen:
                seen.add(other)
                children[here].append(other)
                order.append(other)
    leaves = [1] * len(graph)
    for here in reversed(order):
        leaves[here] = max(1, sum(leaves[child] for child in children[here]))
    at, span = [0j] * len(graph), {root: (0.0, 2 * math.pi, 0.0)}
    for here in order:
        begin, width, radius = span.pop(here)
        at[here] = radius * complex(math.cos(begin + width / 2), math.sin(begin + width / 2))
        for child in children[here]:
            part = width * leaves[child] / leaves[here]
            span[child] = (begin, part, radius + graph[here][child])
            begin += part
    return at
