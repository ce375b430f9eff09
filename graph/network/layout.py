"""Where the things of a network stand in a drawing: the same network, the same places.

Connected parts are laid out by themselves, so that distances on paper are like distances in the network (Zheng,
Pawar and Goodman, “Graph Drawing by Stochastic Gradient Descent”, 2018, here in a fixed order; in large parts with
landmarks instead of all pairs, as in Ortmann, Klimenta and Brandes, “A Sparse Stress Model”, 2016), turned to be wide
rather than high, and set beside each other, the largest first.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Final, TypeAlias

from graph.network.model import Network
from graph.network.packing import packed, turned

SIZE: Final = 1000.0
"""Width and height of the box that the places lie in."""
MANY: Final = 2_000
"""Things beyond which a layout takes long, and a drawing shows little."""

Graph: TypeAlias = Sequence[Mapping[int, float]]
"""For each node its neighbors, with how far away they are to be."""
Pair: TypeAlias = tuple[int, int, float]

_ALL_PAIRS: Final = 150
"""Nodes of a part up to which every distance counts; in larger ones, those to neighbors and landmarks."""
_LANDMARKS: Final = 20
_ROUNDS: Final = 24
_LAST: Final = 0.05
"""How much of what is wrong with a distance of one edge is mended in the last round."""
_GAP: Final = 1.6
"""What is free between two parts, in lengths of an edge."""


def laid_out(network: Network) -> Network:
    """A copy of the network whose nodes have a place, ``x`` and ``y``, in a box from 0 to ``SIZE``; y goes down."""
    placed: Network = network.copy()
    for iri, (x, y) in positions(network).items():
        placed.nodes[iri].update(x=x, y=y)
    return placed


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """The place of each node."""
    parts = [(part, turned(_places(_graph(network, part)))) for part in _parts(network)]
    packed_parts = packed([places for _, places in parts], _GAP)
    at = {
        iri: place
        for (part, _), places in zip(parts, packed_parts, strict=True)
        for iri, place in zip(part, places, strict=True)
    }
    if not at:
        return {}
    low = min(p.real for p in at.values()), min(p.imag for p in at.values())
    high = max(p.real for p in at.values()), max(p.imag for p in at.values())
    scale = SIZE / max(high[0] - low[0], high[1] - low[1], 1.0)
    off = (SIZE - (high[0] - low[0]) * scale) / 2, (SIZE - (high[1] - low[1]) * scale) / 2
    return {
        iri: (round((at[iri].real - low[0]) * scale + off[0], 2), round((at[iri].imag - low[1]) * scale + off[1], 2))
        for iri in sorted(at)
    }


def _parts(network: Network) -> list[list[str]]:
    """Connected parts, the largest first."""
    left = set(network)
    parts: list[list[str]] = []
    for start in sorted(network):
        if start in left:
            left.discard(start)
            part, waiting = [start], deque([start])
            while waiting:
                here = waiting.popleft()
                near = left.intersection({*network.successors(here), *network.predecessors(here)})
                left -= near
                part += near
                waiting += near
            parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _graph(network: Network, part: Sequence[str]) -> Graph:
    """Neighbors and lengths: an edge is the longer, the more neighbors its ends have that they do not share."""
    number = {iri: place for place, iri in enumerate(part)}
    near = [{number[o] for o in (*network.successors(iri), *network.predecessors(iri))} - {number[iri]} for iri in part]
    return [
        {other: 0.7 + 0.5 * math.sqrt(max(1, len((near[other] ^ own) - {other, one}))) for other in sorted(own)}
        for one, own in enumerate(near)
    ]


def _places(graph: Graph) -> list[complex]:
    """Places that keep the distances as well as they can be kept."""
    count = len(graph)
    if count == 1:
        return [0j]
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
