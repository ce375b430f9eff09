"""What is told of joining deals: the joins that hold each together, and pairs that may be one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from graph.deals.tellings import Telling
from graph.identity.matches import JOINED, UNCERTAIN, Match
from graph.unions import Unions

_ONE: Final = "One sentence tells of both, with one sum."
_STEEPNESS: Final = 18.4
"""What weighs 0.5 is as likely as not, what weighs 0.75 is right in 99 of 100 cases."""


class Compared(NamedTuple):
    """Two tellings by their names, that were compared; the surest are first in order."""

    doubt: float
    """The score, negative."""
    one: str
    other: str
    reasons: tuple[str, ...]


def matches(
    surest: Iterable[Compared],
    doubtful: Iterable[Compared],
    every: Mapping[str, Telling],
    deal_of: Mapping[str, str],
    keys: Mapping[str, str],
) -> Iterator[Match]:
    """The matches of deals: what is joined under the IRIs that deals have by themselves, what is not as published.

    ``every`` has the tellings and ``deal_of`` the published deal of each by their names; ``keys`` has that of each
    deal by itself.
    """
    unions = Unions()
    for telling in every.values():
        for one, other in combinations(sorted(telling.keys), 2):
            yield from _joined(one, other, 1.0, (_ONE,), unions, keys)
    for pair in surest:
        one, other = (min(every[name].keys) for name in (pair.one, pair.other))
        yield from _joined(one, other, likelihood(-pair.doubt), pair.reasons, unions, keys)
    told: set[tuple[str, str]] = set()
    for pair in sorted(doubtful):
        first, second = sorted((deal_of[pair.one], deal_of[pair.other]))
        if first != second and (first, second) not in told:
            told.add((first, second))
            yield Match(first, second, likelihood(-pair.doubt), pair.reasons, UNCERTAIN)


def _joined(
    one: str, other: str, score: float, reasons: tuple[str, ...], unions: Unions, keys: Mapping[str, str]
) -> Iterator[Match]:
    if one in keys and keys.get(one) == keys.get(other) and unions.top(one) != unions.top(other):
        unions.join(one, other)
        yield Match(min(one, other), max(one, other), score, reasons, JOINED)


def likelihood(weight: float) -> float:
    """How likely two tellings are of one deal, by what speaks for it."""
    return round(1 / (1 + math.exp(-_STEEPNESS * (weight - 0.5))), 3)
