"""Where the things of a network stand in a drawing: the same network, the same places.

Connected parts are laid out one by one and packed beside each other. In a part, things with a single neighbor stand in
rings around it, on the side where there is room (``Part``); the others are placed by forces
(``graph.network.forces``), then pushed apart until none, with its rings, covers another (``graph.network.packing``).
Everything goes by the order of the IRIs, so neither the order in which a network was built nor the process counts.
"""

from __future__ import annotations

from cmath import phase, rect
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, pi
from typing import Final

from graph.network.forces import spread
from graph.network.model import Network
from graph.network.packing import apart, packed
from graph.network.stress import Neighbors

SIZE: Final = 1000.0
"""Width and height of the box that the places lie in, about its middle."""
MANY: Final = 2_000
"""Things beyond which a layout takes long, and a drawing shows little."""
_FIRST_RING: Final = 1.4
"""Distance of the first ring from its middle, where 1 is the least distance of two things."""


def laid_out(network: Network) -> Network:
    """A copy of the network whose nodes have a place, ``x`` and ``y``, in a box from 0 to ``SIZE``; y goes down."""
    placed: Network = network.copy()
    for iri, (x, y) in positions(network).items():
        placed.nodes[iri].update(x=x, y=y)
    return placed


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """The place of each node, to two decimals."""
    order = sorted(network)
    neighbors = _neighbors(network, order)
    parts = [(part, _placed(part, neighbors)) for part in _parts(neighbors)]
    at = [0j] * len(order)
    for (part, places), shift in zip(parts, packed([places for _, places in parts]), strict=True):
        for number, place in zip(part, places, strict=True):
            at[number] = place + shift
    left, top = (min(values, default=0.0) for values in ([p.real for p in at], [p.imag for p in at]))
    wide, high = (max(values, default=0.0) for values in ([p.real - left for p in at], [p.imag - top for p in at]))
    scale = SIZE / max(wide, high, 1.0)
    begin = complex(SIZE - wide * scale, SIZE - high * scale) / 2
    shown = [begin + (place - complex(left, top)) * scale for place in at]
    return {iri: (round(place.real, 2), round(place.imag, 2)) for iri, place in zip(order, shown, strict=True)}


@dataclass(frozen=True, slots=True)
class _Ring:
    """Where leaves stand around their neighbor."""

    distance: float
    leaves: int
    whole: int
    """Leaves that it has room for."""


def _neighbors(network: Network, order: Sequence[str]) -> Neighbors:
    number = {iri: place for place, iri in enumerate(order)}
    found: list[set[int]] = [set() for _ in order]
    for subject, value in network.edges():
        if subject != value:
            found[number[subject]].add(number[value])
            found[number[value]].add(number[subject])
    return [sorted(ends) for ends in found]


def _parts(neighbors: Neighbors) -> list[list[int]]:
    """The connected parts, the largest first."""
    seen: set[int] = set()
    parts: list[list[int]] = []
    for start in range(len(neighbors)):
        if start in seen:
            continue
        part, todo = {start}, [start]
        while todo:
            new = [end for end in neighbors[todo.pop()] if end not in part]
            part.update(new)
            todo += new
        seen |= part
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part))


def _placed(part: Sequence[int], neighbors: Neighbors) -> list[complex]:
    """The places of a connected part, in its order; the least distance of two is 1."""
    leaves: dict[int, list[int]] = {}
    for one in part:
        if len(neighbors[one]) == 1 and len(neighbors[neighbors[one][0]]) > 1:
            leaves.setdefault(neighbors[one][0], []).append(one)
    folded = {leaf for several in leaves.values() for leaf in several}
    core = [one for one in part if one not in folded]
    place = {one: number for number, one in enumerate(core)}
    inner = [[place[end] for end in neighbors[one] if end in place] for one in core]
    rings = [_rings(len(leaves.get(one, ()))) for one in core]
    radii = [ring[-1].distance + 0.5 if ring else 0.5 for ring in rings]
    ties = [(one, other) for one, ends in enumerate(inner) for other in ends if one < other]
    at = apart(spread(inner, [len(neighbors[one]) for one in core]), radii, ties)
    found = dict(zip(core, at, strict=True))
    for one in core:
        middle, number = found[one], place[one]
        free = _free_direction([found[core[end]] - middle for end in inner[number]])
        for leaf, way in zip(leaves.get(one, ()), _ways(rings[number], free), strict=True):
            found[leaf] = middle + way
    return [found[one] for one in part]


def _rings(leaves: int) -> list[_Ring]:
    """As many rings as the leaves need, each filled before the next."""
    rings: list[_Ring] = []
    while leaves > 0:
        distance = _FIRST_RING + len(rings)
        room = floor(2 * pi * distance)
        rings.append(_Ring(distance, min(leaves, room), room))
        leaves -= room
    return rings


def _free_direction(ways: Sequence[complex]) -> float:
    """The direction in the middle of the widest gap between some ways, as an angle."""
    angles = sorted(phase(way) for way in ways if way)
    if not angles:
        return 0.0
    gaps = [(after - before, before) for before, after in zip(angles, [*angles[1:], angles[0] + 2 * pi], strict=True)]
    width, begin = max(gaps, key=lambda gap: (round(gap[0], 9), -gap[1]))
    return begin + width / 2


def _ways(rings: Sequence[_Ring], free: float) -> list[complex]:
    """The ways from the middle to each leaf: even around whole rings, side by side about the free direction else."""
    ways: list[complex] = []
    for ring in rings:
        half = ring.leaves <= ring.whole // 2
        step = min(3 * pi / ring.whole, pi / ring.leaves) if half else 2 * pi / ring.leaves
        begin = free - step * (ring.leaves - 1) / 2
        ways += [rect(ring.distance, begin + step * number) for number in range(ring.leaves)]
    return ways
