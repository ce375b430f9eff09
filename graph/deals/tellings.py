"""What one article tells of one sum: the financings of one sentence that are about the same money.

“A loan of $240 million to Ruritania for the Sava–Kesh highway” is two financings, one of the country and one of the
road; “the two banks will provide $600 million” is one for each bank. Each of them is one telling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Final

from graph.deals.financings import Financing, Financings
from graph.unions import Unions

RANKS: Final = {"planned": 0, "approved": 1, "signed": 2, "ongoing": 3, "completed": 4}
"""The order in which a deal goes through its stages."""
DISTINCT: Final = 3
"""From so many digits on it is no chance that two sums are the same."""
_Ends = dict[str, set[str]]


@dataclass(frozen=True)
class Telling:
    """Financings of one article that are about one sum, or one financing without a sum."""

    article: str
    date: str
    """Of the article; empty where unknown."""
    members: tuple[Financing, ...]
    under: frozenset[str]
    """The programs that the purposes belong to."""
    places: frozenset[str] = frozenset()
    """Where the purposes are."""

    @cached_property
    def name(self) -> str:
        """Tells it from all others, and orders them."""
        return self.members[0].assertion

    @cached_property
    def financiers(self) -> frozenset[str]:
        """Who gives the money."""
        return self._all("financier")

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Institutions and places that get it."""
        return self._all("recipient")

    @cached_property
    def purposes(self) -> frozenset[str]:
        """Projects and frameworks that it is for."""
        return self._all("purpose")

    @cached_property
    def wide(self) -> bool:
        """Whether all purposes are frameworks that many things are financed under."""
        return all(member.wide for member in self.members if member.purpose)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The deals that its financings would be by themselves."""
        return self._all("key")

    @cached_property
    def value(self) -> Decimal:
        """The sum; zero where none is told."""
        return Decimal(self.members[0].value or 0)

    @cached_property
    def size(self) -> float:
        """The sum, to be compared quickly."""
        return float(self.value)

    @cached_property
    def digits(self) -> int:
        """How many digits of the sum count: 3 of 238 million."""
        return len(self.value.normalize().as_tuple().digits)

    @cached_property
    def interval(self) -> tuple[Decimal, Decimal]:
        """What the sum can be."""
        lows, highs = ([Decimal(one) for one in self._all(name)] for name in ("low", "high"))
        return max(lows, default=Decimal("-Infinity")), min(highs, default=Decimal("Infinity"))

    @property
    def currency(self) -> str:
        """ISO 4217; empty where unknown."""
        return self.members[0].currency

    @cached_property
    def instrument(self) -> str:
        """Such as ``loan``; empty where unknown."""
        return min(self._all("instrument"), default="")

    @cached_property
    def rank(self) -> int | None:
        """How far the deal has come, in ``RANKS``; ``None`` where unknown."""
        return max((RANKS[stage] for stage in self._all("stage")), default=None)

    @cached_property
    def told(self) -> int | None:
        """The day of the article, as an ordinal."""
        return _ordinal(self.date)

    @cached_property
    def dated(self) -> tuple[int | None, int | None]:
        """The first and last day of the stage, as ordinals, where the article gives them."""
        begins, ends = (min(self._all(name), default="") for name in ("begin", "end"))
        return _ordinal(begins), _ordinal(ends)

    @property
    def earliest(self) -> str:
        """A date to tell by which deal came first."""
        return min(self._all("begin"), default="") or self.date

    def _all(self, name: str) -> frozenset[str]:
        return frozenset(value for member in self.members if (value := str(getattr(member, name))))


def tellings(articles: Mapping[str, Financings]) -> list[Telling]:
    """What articles tell, one for each sum of each; the same for the same articles.

    What belongs to which program, and where it is, is taken from all of them.
    """
    programs: _Ends = defaultdict(set)
    places: _Ends = defaultdict(set)
    for known in articles.values():
        for ends, edges in ((programs, known.under), (places, known.places)):
            for one, other in edges:
                ends[one].add(other)
    found = (one for article, known in articles.items() for one in _tellings(article, known, programs, places))
    return sorted(found, key=lambda telling: telling.name)


def _tellings(article: str, known: Financings, programs: _Ends, places: _Ends) -> Iterator[Telling]:
    unions = Unions(member.assertion for member in known.financings)
    for one, other in combinations(known.financings, 2):
        if _one_sum(one, other):
            unions.join(one.assertion, other.assertion)
    by_name = {member.assertion: member for member in known.financings}
    for group in unions.groups():
        members = tuple(sorted(by_name[name] for name in group))
        above, where = (
            frozenset(end for member in members for end in ends.get(member.purpose, ())) for ends in (programs, places)
        )
        yield Telling(article, known.date, members, above, where)


def _one_sum(one: Financing, other: Financing) -> bool:
    """Whether two financings of one article are about the same money."""
    alike = ("value", "currency", "instrument", "stage")
    if not one.value or any(getattr(one, name) != getattr(other, name) for name in alike):
        return False
    if one.passages != other.passages:
        return False
    if one.financier == other.financier:  # a country and its road: one sum, unless it is told twice
        crossed = bool(one.purpose) != bool(other.purpose)
        return crossed if one.once is None else one.once or crossed
    return bool(one.once and other.once)


def _ordinal(day: str) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
