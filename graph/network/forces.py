"""Places by forces: neighbors attract, all repel each other, the more the more neighbors they have.

The start are places whose distances are like those in the network (``graph.network.stress``), so that the whole is
unfolded before details count. The forces are those of ForceAtlas2 (Jacomy and others, PLoS ONE 9, 2014): attraction
grows with distance, repulsion with the product of degrees over distance, which keeps hubs apart. Repulsion between
groups that are far from each other is reckoned from their middles, as Barnes and Hut do for stars.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final

from graph.network.stress import Neighbors, unfolded

_GROUP: Final = 18
"""Nodes of a group."""
_FAR: Final = 1.4
"""Groups are far from each other if their middles are so many times as far as their radii reach."""
_ROUNDS: Final = 30
_LEAST: Final = 12
"""Rounds in large networks, of which the start decides more."""
_WORK: Final = 20_000
"""Rounds times nodes up to which every round is made."""
_NEARLY: Final = complex(1e-9, 1e-9)


def spread(neighbors: Neighbors, degrees: Sequence[int]) -> list[complex]:
    """A place for each node of a connected graph; ``degrees`` say how strongly they repel others."""
    at = unfolded(neighbors, degrees)
    if len(at) < 3:
        return at
    masses = [1.0 + degree for degree in degrees]
    pairs = [(one, other) for one, ends in enumerate(neighbors) for other in ends if one < other]
    at = _opened(at)
    heat = 0.1 * sqrt(len(at))
    rounds = max(_LEAST, min(_ROUNDS, _WORK // len(at)))
    for step in range(rounds):
        at = _moved(at, pairs, masses, heat * (1 - step / rounds) ** 1.5 + 0.01)
    return _level(at)


def _opened(at: Sequence[complex]) -> list[complex]:
    """The places about their middle, at the scale to which the forces lead."""
    middle = sum(at, 0j) / len(at)
    size = sqrt(sum(abs(place - middle) ** 2 for place in at) / len(at)) or 1.0
    return [(place - middle) * (1.5 * sqrt(len(at)) / size) for place in at]


def _moved(at: list[complex], pairs: Sequence[tuple[int, int]], masses: Sequence[float], heat: float) -> list[complex]:
    force = _repulsion(at, masses)
    for one, other in pairs:
        pull = at[other] - at[one]
        force[one] += pull
        force[other] -= pull
    moved: list[complex] = []
    for place, push, mass in zip(at, force, masses, strict=True):
        way = push / mass
        long = abs(way)
        moved.append(place + (way if long <= heat else way * (heat / long)))
    return moved


def _repulsion(at: list[complex], masses: Sequence[float]) -> list[complex]:
    """The sum of the pushes on each node."""
    force = [0j] * len(at)
    mirror = [place.conjugate() for place in at]  # since d / |d|² is 1 / conjugate(d)
    groups = _groups(at)
    middles, weights, radii = _outlines(groups, at, masses)
    for first, group in enumerate(groups):
        _push_each_other(group, mirror, masses, force)
        far = 0j
        for second, other in enumerate(groups):
            if first == second:
                continue
            between = middles[first] - middles[second]
            if abs(between) > _FAR * (radii[first] + radii[second]):
                far += weights[second] / between.conjugate()
            elif first < second:
                _push(group, other, mirror, masses, force)
        for one in group:
            force[one] += far * masses[one]
    return force


def _push_each_other(
    group: Sequence[int], mirror: Sequence[complex], masses: Sequence[float], force: list[complex]
) -> None:
    for place, one in enumerate(group, start=1):
        _push((one,), group[place:], mirror, masses, force)


def _push(
    group: Sequence[int],
    others: Sequence[int],
    mirror: Sequence[complex],
    masses: Sequence[float],
    force: list[complex],
) -> None:
    for one in group:
        here, mass, total = mirror[one], masses[one], 0j
        for other in others:
            push = 1 / ((here - mirror[other]) or _NEARLY)
            total += push * masses[other]
            force[other] -= push * mass * masses[other]
        force[one] += total * mass


def _groups(at: Sequence[complex]) -> list[list[int]]:
    """The nodes in groups of about the same number that lie together: slices from left to right, each cut across."""
    slices = max(1, round(sqrt(len(at) / _GROUP)))
    by_x = sorted(range(len(at)), key=lambda number: (at[number].real, number))
    groups: list[list[int]] = []
    for slice_ in _cut(by_x, slices):
        groups += _cut(sorted(slice_, key=lambda number: (at[number].imag, number)), slices)
    return groups


def _cut(numbers: Sequence[int], parts: int) -> list[list[int]]:
    size = max(1, ceil(len(numbers) / parts))
    return [list(numbers[begin : begin + size]) for begin in range(0, len(numbers), size)]


def _outlines(
    groups: Sequence[Sequence[int]], at: Sequence[complex], masses: Sequence[float]
) -> tuple[list[complex], list[float], list[float]]:
    """Middle, mass and radius of each group."""
    weights = [sum(masses[one] for one in group) for group in groups]
    middles = [
        sum((at[one] * masses[one] for one in group), 0j) / weight
        for group, weight in zip(groups, weights, strict=True)
    ]
    radii = [max(abs(at[one] - middle) for one in group) for group, middle in zip(groups, middles, strict=True)]
    return middles, weights, radii


def _level(at: Sequence[complex]) -> list[complex]:
    """The places turned so that they are wider than high, about their middle."""
    middle = sum(at, 0j) / len(at)
    moment = sum(((place - middle) ** 2 for place in at), 0j)
    turn = (moment.conjugate() / abs(moment)) ** 0.5 if moment else 1
    return [(place - middle) * turn for place in at]
