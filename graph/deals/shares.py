"""Packages and their parts: 600 million that are 400 of one bank and 200 of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from graph.deals.tellings import Telling

_MOST: Final = 8
"""Sums of one article among which parts are looked for."""
_PARTS: Final = 6


def shares(told: Iterable[Telling], deal_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Parts of packages, each with its package, by their deals: an article tells of both, and the parts add up."""
    by_article: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for telling in told:
        if telling.value > 0:
            by_article[telling.article, telling.currency].append(telling)
    for group in by_article.values():
        once = list({deal_of[telling.name]: telling for telling in group}.values())
        for whole in once:
            for part in _parts(whole, once):
                yield deal_of[part.name], deal_of[whole.name]


def _parts(whole: Telling, told: Iterable[Telling]) -> tuple[Telling, ...]:
    """The fewest sums of the article that make up the whole one; none if there are none."""
    smaller = [other for other in told if other.value < whole.value and _aims_meet(whole, other)]
    if len(smaller) > _MOST:
        return ()
    for count in range(2, min(len(smaller), _PARTS) + 1):
        for chosen in combinations(smaller, count):
            if sum(part.value for part in chosen) == whole.value:
                return chosen
    return ()


def _aims_meet(one: Telling, other: Telling) -> bool:
    aims = [telling.purposes | telling.recipients for telling in (one, other)]
    return bool(aims[0] & aims[1])
