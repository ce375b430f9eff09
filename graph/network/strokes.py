"""Edges as they are drawn: straight, or bent apart where several join the same two nodes, with heads of arrows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph.network.fitting import Dot
from graph.network.markup import number
from graph.network.model import Network
from graph.network.rows import Edge

Point: TypeAlias = tuple[float, float]

_ARROW: Final = 7.0
"""Length of the head of an arrow."""
_BEND: Final = 13.0
"""How far neighboring edges between the same two nodes are apart in their middle."""
_CLEAR: Final = 6.0
"""How far an edge keeps from a node that it would otherwise run through."""
_COMPARED: Final = 100_000
"""Pairs of an edge and a node that are compared for that, some 50 ms of them: in larger pictures edges are straight."""
_STEPS: Final = 7.0
"""About how far apart the points are by which an edge is known to be in a label's way."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line of an edge, as the data of SVG paths, and points that it runs through, an arrow's tip more than once."""

    line: str
    arrow: str
    points: tuple[Point, ...]


def strokes(network: Network, dots: Mapping[str, Dot]) -> list[tuple[Edge, Stroke]]:
    """Every edge with its line; the same for the same network, in whatever order its edges were added."""
    between: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for subject, value, key, said in network.edges(keys=True, data=True):
        between[min(subject, value), max(subject, value)].append(Edge(subject, value, str(key), said))
    drawn: list[tuple[Edge, Stroke]] = []
    for (one, other), edges in sorted(between.items()):
        edges.sort(key=lambda edge: (str(edge.said.get("predicate")), edge.key))
        bends = _bends(dots[one], dots[other], len(edges))
        if one != other and len(between) * len(dots) <= _COMPARED and (aside := _aside(dots[one], dots[other], dots)):
            bends = [aside + math.copysign(bend - bends[0], aside) for bend in bends]
        for place, edge in enumerate(edges):
            if one == other:
                drawn.append((edge, _loop(dots[one], _outward(network, one, dots), place)))
            else:
                bend = bends[place] if edge.source == one else -bends[place]
                drawn.append((edge, _curve(dots[edge.source], dots[edge.target], bend, edge.directed)))
    return drawn


def _bends(one: Dot, other: Dot, count: int) -> Sequence[float]:
    """How far each of ``count`` edges between two nodes is bent; many of them share what room there is."""
    room = math.hypot(other.x - one.x, other.y - one.y) * 0.6
    step = min(_BEND, room / max(1, count - 1))
    return [(place - (count - 1) / 2) * step for place in range(count)]


def _aside(one: Dot, other: Dot, dots: Mapping[str, Dot]) -> float:
    """How far an edge is bent, to which side, so that it does not seem to end at a node on its way; 0 if none is."""
    length = math.hypot(other.x - one.x, other.y - one.y) or 1.0
    along = (other.x - one.x) / length, (other.y - one.y) / length
    left = right = 0.0
    for dot in dots.values():
        x, y = dot.x - one.x, dot.y - one.y
        part = (x * along[0] + y * along[1]) / length
        off = y * along[0] - x * along[1]
        if 0.02 < part < 0.98 and abs(off) < dot.radius + 1:
            rise = 4 * part * (1 - part)
            left = max(left, (off + dot.radius + _CLEAR) / rise)
            right = max(right, (dot.radius + _CLEAR - off) / rise)
    bend = left if left <= right else -right
    return math.copysign(min(abs(bend), length / 3), bend)


def _curve(start: Dot, end: Dot, bend: float, directed: bool) -> Stroke:
    """An edge that leaves the straight line by ``bend`` in its middle, from rim to rim."""
    length = math.hypot(end.x - start.x, end.y - start.y) or 1.0
    across = (start.y - end.y) / length, (end.x - start.x) / length
    middle = (start.x + end.x) / 2, (start.y + end.y) / 2
    control = middle[0] + 2 * bend * across[0], middle[1] + 2 * bend * across[1]
    first = _toward((start.x, start.y), control, start.radius)
    tip = _toward((end.x, end.y), control, end.radius + 1)
    directed = directed and length > start.radius + end.radius + _ARROW + 3
    last = _toward((end.x, end.y), control, end.radius + _ARROW - 1) if directed else tip
    bow = "L" if abs(bend) < 0.05 else f"Q{_at(control)} "
    line = f"M{_at(first)}{bow}{_at(last)}"
    steps = max(4, int(length / _STEPS))
    points = tuple(_on(first, control, last, step / steps) for step in range(steps + 1))
    return Stroke(line, _arrow(tip, control) if directed else "", points + (tip,) * (3 * directed))


def _loop(dot: Dot, outward: float, place: int) -> Stroke:
    """An edge from a node to itself, on the side where the fewest others are; further ones are larger."""
    size = dot.radius + 16 + 9 * place

    def out(angle: float, distance: float) -> Point:
        return dot.x + distance * math.cos(outward + angle), dot.y + distance * math.sin(outward + angle)

    first, last = out(-0.7, dot.radius), out(0.7, dot.radius + 4)
    one, other = out(-0.75, size * 1.7), out(0.75, size * 1.7)
    tip = out(0.7, dot.radius + 1)
    line = f"M{_at(first)}C{_at(one)} {_at(other)} {_at(last)}"
    return Stroke(line, _arrow(tip, other), tuple(out(a, size * 1.3) for a in (-0.5, -0.25, 0, 0.25, 0.5)))


def _outward(network: Network, iri: str, dots: Mapping[str, Dot]) -> float:
    """The direction away from a node's neighbors; up, if there is none."""
    dot, neighbors = dots[iri], sorted({*network.successors(iri), *network.predecessors(iri)} - {iri})
    x = sum(dot.x - dots[other].x for other in neighbors)
    y = sum(dot.y - dots[other].y for other in neighbors)
    return math.atan2(y, x) if math.hypot(x, y) > 1e-6 else -math.pi / 2


def _arrow(tip: Point, origin: Point) -> str:
    """The head of an arrow that comes from ``origin``."""
    angle = math.atan2(tip[1] - origin[1], tip[0] - origin[0])
    sides = [
        (tip[0] - _ARROW * math.cos(angle + turn), tip[1] - _ARROW * math.sin(angle + turn)) for turn in (0.42, -0.42)
    ]
    return f"M{_at(tip)}L{_at(sides[0])} {_at(sides[1])}Z"


def _toward(start: Point, end: Point, distance: float) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return start[0] + (end[0] - start[0]) * distance / length, start[1] + (end[1] - start[1]) * distance / length


def _on(first: Point, control: Point, last: Point, part: float) -> Point:
    """A point of a quadratic Bézier curve."""
    a, b, c = (1 - part) ** 2, 2 * part * (1 - part), part**2
    return a * first[0] + b * control[0] + c * last[0], a * first[1] + b * control[1] + c * last[1]


def _at(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"
