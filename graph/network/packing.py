"""Circles pushed apart, and the connected parts of a drawing packed beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil, floor, sqrt
from statistics import median
from typing import Final, TypeAlias

_AIR: Final = 2.6
"""How many times the area of its circles a drawing takes before they are pushed apart."""
_SHORT: Final = 1.7
"""How far apart neighbors are at first, half of them at most: so many times what their circles need."""
_ROUNDS: Final = 90
_LOOK: Final = 3
"""Rounds after which it is looked again which circles are near each other, that is, not further than this apart:"""
_MARGIN: Final = 0.2
_ONE_SPOT: Final = 1e-6
"""How near to each other two places are one."""
_ASPECT: Final = 1.5
"""Width by height of a whole drawing."""
_CELL: Final = 1.5
"""Side of the squares by which parts are packed."""

_Cell: TypeAlias = tuple[int, int]


def apart(at: Sequence[complex], radii: Sequence[float], ties: Sequence[tuple[int, int]]) -> list[complex]:
    """Places scaled and pushed until circles of these radii about them do not overlap; ``ties`` shall be short."""
    if len(at) < 2:
        return list(at)
    scale = _scale(at, radii, ties)
    places = [place * scale for place in at]
    near: list[tuple[int, int]] = []
    for step in range(_ROUNDS):
        if step % _LOOK == 0:
            near = _near(places, [radius + _MARGIN for radius in radii])
        overlaps = _pushed(places, radii, near)
        if not overlaps and step % _LOOK == 0:
            return places
    worst = max((_tightness(places, radii, pair) for pair in _near(places, radii)), default=1.0)
    return [place * max(1.0, worst) for place in places]


def packed(parts: Sequence[Sequence[complex]]) -> list[complex]:
    """How far to shift each part so that none covers another: each as near to the middle as there is room."""
    taken: set[_Cell] = set()
    around = list(_spiral(sum(len(_cells(part, 0j)) for part in parts)))
    begin: dict[frozenset[_Cell], int] = {}
    shifts: list[complex] = []
    for part in parts:
        middle = _middle(part)
        shape = frozenset(_cells(part, middle))
        for number in range(begin.get(shape, 0), len(around)):
            x, y = around[number]
            if not any((x + a, y + b) in taken for a, b in shape):
                begin[shape] = number
                taken.update((x + a, y + b) for a, b in shape)
                shifts.append(complex(x * _CELL, y * _CELL) - middle)
                break
    return shifts


def _scale(at: Sequence[complex], radii: Sequence[float], ties: Sequence[tuple[int, int]]) -> float:
    """The scale at which circles leave some air, or, of few, at which half of the ties are short, if that is less."""
    wide = max(place.real for place in at) - min(place.real for place in at)
    high = max(place.imag for place in at) - min(place.imag for place in at)
    room = sum(4 * radius * radius for radius in radii)
    long = [abs(at[one] - at[other]) / (radii[one] + radii[other]) for one, other in ties]
    by_ties = _SHORT * max(1.0, sqrt(len(at)) / 4) / median(long) if long and median(long) else 1.0
    return min(sqrt(_AIR * room / (wide * high)), by_ties) if wide * high else by_ties


def _pushed(at: list[complex], radii: Sequence[float], near: Sequence[tuple[int, int]]) -> bool:
    """Push circles that overlap apart, the smaller one further; whether there were any."""
    moves: dict[int, complex] = {}
    for one, other in near:
        way = at[one] - at[other]
        reach = radii[one] + radii[other]
        if abs(way) < reach - 1e-3:
            way = way if abs(way) > _ONE_SPOT else complex(_ONE_SPOT, _ONE_SPOT * (one - other))
            step = way * (reach * 1.02 / abs(way) - 1)
            share = radii[other] ** 2 / (radii[one] ** 2 + radii[other] ** 2)
            moves[one] = moves.get(one, 0j) + step * share
            moves[other] = moves.get(other, 0j) - step * (1 - share)
    for number, move in moves.items():
        at[number] += move
    return bool(moves)


def _near(at: Sequence[complex], radii: Sequence[float]) -> list[tuple[int, int]]:
    """The pairs of circles that may overlap, each once, in order."""
    cells: defaultdict[_Cell, list[int]] = defaultdict(list)
    for number, (place, radius) in enumerate(zip(at, radii, strict=True)):
        for x in range(floor(place.real - radius), floor(place.real + radius) + 1):
            for y in range(floor(place.imag - radius), floor(place.imag + radius) + 1):
                cells[x, y].append(number)
    return sorted({pair for several in cells.values() for pair in combinations(several, 2)})


def _tightness(at: Sequence[complex], radii: Sequence[float], pair: tuple[int, int]) -> float:
    one, other = pair
    return (radii[one] + radii[other]) / max(abs(at[one] - at[other]), _ONE_SPOT)


def _middle(part: Sequence[complex]) -> complex:
    x, y = [place.real for place in part], [place.imag for place in part]
    return complex(min(x) + max(x), min(y) + max(y)) / 2


def _cells(part: Sequence[complex], middle: complex) -> set[_Cell]:
    """The squares that a part covers, with some room about its things."""
    return {
        (round((place.real - middle.real) / _CELL) + x, round((place.imag - middle.imag) / _CELL) + y)
        for place in part
        for x in (-1, 0, 1)
        for y in (-1, 0, 1)
    }


def _spiral(cells: int) -> Iterator[_Cell]:
    """Squares about the middle, the nearest first; enough for so many to be taken."""
    reach = ceil(2 * sqrt(cells)) + 3
    wide, high = ceil(reach * sqrt(_ASPECT)), ceil(reach / sqrt(_ASPECT))
    found = [(x, y) for x in range(-wide, wide + 1) for y in range(-high, high + 1)]
    yield from sorted(found, key=lambda cell: ((cell[0] / _ASPECT) ** 2 + cell[1] ** 2, cell))
