"""Where the things of a network stand in a drawing: the same network, the same places."""

from __future__ import annotations

from itertools import combinations
from math import hypot, pi, sqrt
from typing import Final

from graph.network.model import Network

SIZE: Final = 1000.0
"""Width and height of the box that the places lie in."""


def laid_out(network: Network) -> Network:
    """A copy of the network whose nodes have a place, ``x`` and ``y``, in a box from 0 to ``SIZE``; y goes down."""
    placed: Network = network.copy()
    for iri, (x, y) in positions(network).items():
        placed.nodes[iri].update(x=x, y=y)
    return placed


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """The place of each node (Fruchterman and Reingold, “Graph drawing by force-directed placement”, 1991)."""
    order = sorted(network)
    golden = pi * (3 - sqrt(5))
    at = [complex(sqrt(i + 0.5), 0) * 1j ** (i * golden * 2 / pi) for i in range(len(order))]
    number = {iri: i for i, iri in enumerate(order)}
    pairs = sorted({(min(a, b), max(a, b)) for a, b in ((number[s], number[o]) for s, o in network.edges()) if a != b})
    for step in range(60):
        move = [-0.02 * place for place in at]
        for a, b in combinations(range(len(at)), 2):
            apart = at[a] - at[b]
            push = apart / (abs(apart) ** 2 + 0.01)
            move[a] += push
            move[b] -= push
        for a, b in pairs:
            apart = at[a] - at[b]
            pull = apart * abs(apart) * 0.5
            move[a] -= pull
            move[b] += pull
        heat = sqrt(len(at)) * (1 - step / 60) * 0.3
        at = [p + m / max(abs(m), 1e-9) * min(abs(m), heat) for p, m in zip(at, move, strict=True)]
    low = complex(min((p.real for p in at), default=0), min((p.imag for p in at), default=0))
    high = complex(max((p.real for p in at), default=0), max((p.imag for p in at), default=0))
    scale = SIZE / max(high.real - low.real, high.imag - low.imag, hypot(1, 1))
    places = [(round((p - low).real * scale, 2), round((p - low).imag * scale, 2)) for p in at]
    return dict(zip(order, places, strict=True))
