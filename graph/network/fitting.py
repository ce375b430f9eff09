"""Where in a picture the nodes of a network stand, and how large they are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from graph.network.model import Network
from ontology.errors import BadChoice

_STRETCH: Final = 1.5
"""How much more a layout may be stretched one way than the other to fill the picture."""
_SIDE: Final = 0.1
"""Part of the width that is left free at the sides, for names; the more nodes there are, the less."""
_FEW: Final = 11
"""So many nodes, or fewer, leave a margin free around them."""
_ROUNDS: Final = 30
"""How often nodes that cover each other are moved apart."""
_GAP: Final = 3.0
"""What is to be free between two nodes, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether nothing of it is outside the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Dot:
    """A node as it is drawn: its middle and its radius."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """What it covers."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def dots(network: Network, paper: Box) -> dict[str, Dot]:
    """The nodes as they stand within ``paper``: the layout fitted to it, none covered by another where there is room.

    Raises ``BadChoice`` if a node has no ``x`` and ``y``.
    """
    if not network:
        return {}
    placed = _positions(network)
    sizes = _radii(network, paper)
    margin = max(sizes.values()) + 4
    side = margin + (paper.right - paper.left) * _SIDE / max(1.0, math.sqrt(len(network) / 30))
    inner = Box(paper.left + side, paper.top + margin, paper.right - side, paper.bottom - margin)
    if len(network) <= _FEW:
        inner = _smaller(inner, math.sqrt(len(network) / (_FEW + 1)))
    fitted = _fitted(placed, inner)
    return _apart({iri: Dot(x, y, sizes[iri]) for iri, (x, y) in fitted.items()}, inner)


def _smaller(box: Box, part: float) -> Box:
    """The middle of a box: a few nodes do not stand in the corners of a large picture."""
    across, down = (box.right - box.left) * (1 - part) / 2, (box.bottom - box.top) * (1 - part) / 2
    return Box(box.left + across, box.top + down, box.right - across, box.bottom - down)


def _positions(network: Network) -> dict[str, tuple[float, float]]:
    try:
        return {iri: (float(said["x"]), float(said["y"])) for iri, said in network.nodes(data=True)}
    except KeyError as error:
        raise BadChoice("The network has no positions to draw. Lay it out first: laid_out(network).") from error


def _radii(network: Network, paper: Box) -> dict[str, float]:
    """Radii by degree: areas grow with it, and all shrink as the picture fills."""
    area = (paper.right - paper.left) * (paper.bottom - paper.top)
    least = min(7.0, max(2.5, math.sqrt(area / len(network)) * 0.065))
    degrees: dict[str, int] = dict(network.degree())
    most = max(degrees.values()) or 1
    spread = least * min(1.8, 0.35 * math.sqrt(most))
    return {iri: round(least + spread * math.sqrt(degree / most), 1) for iri, degree in degrees.items()}


def _fitted(placed: dict[str, tuple[float, float]], paper: Box) -> dict[str, tuple[float, float]]:
    """Positions stretched to fill the paper and set in its middle."""
    xs, ys = [x for x, _ in placed.values()], [y for _, y in placed.values()]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    across = (paper.right - paper.left) / wide if wide > 1e-9 else math.inf
    down = (paper.bottom - paper.top) / high if high > 1e-9 else math.inf
    if math.isinf(across) and math.isinf(down):
        across = down = 0.0
    across, down = min(across, down * _STRETCH), min(down, across * _STRETCH)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    center = (paper.left + paper.right) / 2, (paper.top + paper.bottom) / 2
    return {
        iri: (center[0] + (x - middle[0]) * across, center[1] + (y - middle[1]) * down)
        for iri, (x, y) in placed.items()
    }


def _apart(placed: dict[str, Dot], paper: Box) -> dict[str, Dot]:
    """Nodes moved until none covers another, as far as that succeeds in a few rounds."""
    cell = 2 * max(dot.radius for dot in placed.values()) + _GAP
    for _ in range(_ROUNDS):
        moves: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for one, other, (dx, dy) in _overlaps(placed, cell):
            moves[one] = moves[one][0] - dx, moves[one][1] - dy
            moves[other] = moves[other][0] + dx, moves[other][1] + dy
        if not moves:
            break
        placed = placed | {
            iri: replace(
                placed[iri],
                x=min(paper.right, max(paper.left, placed[iri].x + dx)),
                y=min(paper.bottom, max(paper.top, placed[iri].y + dy)),
            )
            for iri, (dx, dy) in moves.items()
        }
    return placed


def _overlaps(placed: dict[str, Dot], cell: float) -> Iterator[tuple[str, str, tuple[float, float]]]:
    """Pairs of nodes that are too near, with half the way that the second has to go."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for count, (iri, dot) in enumerate(placed.items()):
        column, row = int(dot.x // cell), int(dot.y // cell)
        for other in (o for i in (-1, 0, 1) for j in (-1, 0, 1) for o in cells.get((column + i, row + j), ())):
            near = placed[other]
            dx, dy = dot.x - near.x, dot.y - near.y
            distance = math.hypot(dx, dy)
            if distance < 1e-6:  # on the same spot: apart at an angle that none shares
                dx, dy, distance = math.cos(count * 2.4), math.sin(count * 2.4), 1.0
                lacking = dot.radius + near.radius + _GAP
            else:
                lacking = dot.radius + near.radius + _GAP - distance
            if lacking > 0.05:
                yield other, iri, (dx / distance * lacking / 2, dy / distance * lacking / 2)
        cells[column, row].append(iri)
