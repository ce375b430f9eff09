"""Whether two tellings are of one deal, and how sure that is.

What speaks for it is weighed: the same purpose most, then the sum (the more digits it has, the less a matter of
chance), the recipient, the instrument, the time. Some things speak against it whatever else is the same: other sums,
a grant and a loan, two countries, two approvals months apart, a plan made when the loan was long paid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final

from graph.deals.tellings import DISTINCT, RANKS, Telling
from ontology.reference import Entry

CERTAIN: Final = 0.75
"""From this score on tellings are joined without asking."""
POSSIBLE: Final = 0.5
"""From this one on a person is asked."""
_ROUNDED: Final = Decimal("0.03")
"""What part of itself a sum may lose or gain by rounding or on its way through the stages."""
ALIKE: Final = 0.6
"""What part of the words of two names must be the same for them to be alike."""
_YEARS: Final = 365
_SLACK: Final = 150
"""Days by which news may lag behind, where the next stage comes soon."""
_PAID, _COMPLETED = RANKS["ongoing"], RANKS["completed"]
_LENDING: Final = frozenset({"loan", "credit-line"})
_NUMBERED: Final = re.compile(r"\b([a-z])-(?=\d)")
_EMPTY: Final = frozenset({"the", "of", "for", "and", "in", "on", "project", "program", "programme", "to", "a"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """How like one deal two tellings are."""

    score: float
    """From 0 to 1; 0 where something speaks against it."""
    reasons: tuple[str, ...] = ()
    """What speaks for it, or the one thing against it, in plain sentences."""

    @property
    def apart(self) -> bool:
        """Whether something speaks against it."""
        return self.score == 0.0


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares tellings, given the institutions that are units of others."""

    entries: Mapping[str, Entry]
    _wholes: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def compare(self, one: Telling, other: Telling) -> Comparison:
        """Compare two tellings of a sum in the same currency."""
        against = next((said for said in self._against(one, other) if said), None)
        if against:
            return Comparison(0.0, (against,))
        aim = self._aim(one, other)
        if not aim[0]:
            return Comparison(0.0, ("Nothing tells that they are for the same.",))
        found = [aim, *(said for said in self._points(one, other) if said[1])]
        score = min(sum(points for points, _ in found), 1.0)
        return Comparison(round(max(score, 0.01), 2), tuple(said for _, said in found))

    def related(self, one: str, other: str) -> bool:
        """Whether a financier is the other, or a unit of it, or the other way round."""
        return one == other or one in self._over(other) or other in self._over(one)

    def groups(self, telling: Telling) -> frozenset[str]:
        """The institutions at the top of those that a telling's financiers belong to."""
        return frozenset((one, *self._over(one))[-1] for one in telling.financiers)

    def _over(self, iri: str) -> tuple[str, ...]:
        if iri not in self._wholes:
            above: list[str] = []
            here = iri
            while (entry := self.entries.get(here)) and entry.unit_of and entry.unit_of not in (*above, iri):
                here = entry.unit_of
                above.append(here)
            self._wholes[iri] = tuple(above)
        return self._wholes[iri]

    def _against(self, one: Telling, other: Telling) -> Iterable[str | None]:
        if not any(self.related(a, b) for a in one.financiers for b in other.financiers):
            yield "The financiers are not the same."
        if one.currency != other.currency or not same_sum(one, other):
            yield "The sums are not the same."
        if one.article == other.article and one.value != other.value:
            yield "One article tells of both sums."
        if one.article == other.article and {m.passages for m in one.members} & {m.passages for m in other.members}:
            yield "One sentence tells of both sums."
        if one.instrument and other.instrument and not _same_instrument(one.instrument, other.instrument):
            yield f"One is a {one.instrument}, the other a {other.instrument}."
        yield _apart_by_aim(one, other)
        yield apart_by_time(one, other)

    def _points(self, one: Telling, other: Telling) -> Iterable[tuple[float, str]]:
        yield _sum(one, other)
        if one.recipients & other.recipients:
            yield 0.1, "The recipient is the same."
        if one.financiers & other.financiers:
            yield 0.05, "The financier is the same."
        if one.instrument and one.instrument == other.instrument:
            yield 0.05, f"Both are a {one.instrument}."
        yield from _times(one, other)

    def _aim(self, one: Telling, other: Telling) -> tuple[float, str]:
        if one.purposes & other.purposes:
            wide = one.wide and other.wide
            return (0.25, "Both are under the same framework.") if wide else (0.5, "The purpose is the same.")
        if one.under & other.purposes or other.under & one.purposes:
            return 0.3, "The one is for a program, the other for what belongs to it."
        if one.purposes and other.purposes:
            return 0.3, "The purposes have names alike."
        if one.recipients & other.recipients:
            return 0.15, "One of them does not tell its purpose."
        if one.recipients & self.countries(other) or other.recipients & self.countries(one):
            return 0.25, "The purpose of the one is in the country that the other is for."
        crossed = bool(one.purposes) != bool(other.purposes) and one.value == other.value and one.digits >= DISTINCT
        return (0.1, "The one tells for whom, the other for what.") if crossed else (0.0, "")

    def countries(self, telling: Telling) -> frozenset[str]:
        """The places where the purposes are, and the countries that these are in."""
        known = (self.entries[iri].country for iri in telling.places if iri in self.entries)
        return telling.places | {iri for iri in known if iri}


def same_sum(one: Telling, other: Telling) -> bool:
    """Whether two sums can be one: equal, or the one the other rounded, or one of those that “about” leaves open."""
    if one.size == other.size:
        return True
    a, b = sorted((one.value, other.value))
    if b - a > _ROUNDED * b:
        return False
    low, high = max(one.interval[0], other.interval[0]), min(one.interval[1], other.interval[1])
    coarse = min((one, other), key=lambda telling: telling.digits)
    return low <= high or (one.digits != other.digits and 2 * (b - a) <= _unit(coarse.value))


def _unit(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _same_instrument(one: str, other: str) -> bool:
    return one == other or {one, other} <= _LENDING


def _apart_by_aim(one: Telling, other: Telling) -> str | None:
    countries = [{iri for iri in telling.recipients if "/id/place/" in iri} for telling in (one, other)]
    if all(countries) and not countries[0] & countries[1]:
        return "The countries are not the same."
    if not one.purposes or not other.purposes or one.purposes & other.purposes:
        return None
    if one.under & other.purposes or other.under & one.purposes or _alike(one, other):
        return None
    return "The purposes are not the same."


def _alike(one: Telling, other: Telling) -> bool:
    """Whether some purposes have names of the same words, but for small ones."""
    pairs = ((words(a), words(b)) for a in one.purposes for b in other.purposes)
    return any(len(a & b) >= ALIKE * len(a | b) > 0 for a, b in pairs)


@lru_cache(maxsize=1 << 16)
def words(iri: str) -> frozenset[str]:
    """The words of a name as they stand in an IRI, without small ones; “M-4” is “M4”."""
    return frozenset(_NUMBERED.sub(r"\1", iri.rpartition("/")[2]).split("-")) - _EMPTY


def _sum(one: Telling, other: Telling) -> tuple[float, str]:
    if one.value == other.value:
        return (0.0, 0.25, 0.33, 0.4)[min(one.digits, DISTINCT)], "The sum is the same."
    return 0.2, "The one sum is the other, rounded."


def _times(one: Telling, other: Telling) -> Iterable[tuple[float, str]]:
    days = [telling.dated[0] or telling.told for telling in (one, other)]
    if days[0] is None or days[1] is None:
        return
    between = abs(days[0] - days[1])
    if one.rank is not None and one.rank == other.rank and between <= 7:
        yield 0.2, "The stage is the same, in the same week."
    elif between <= _YEARS:
        yield 0.05, "Both are told within a year."
    if one.rank is not None and other.rank is not None and one.rank != other.rank:
        yield 0.05, "The stages follow each other."


def apart_by_time(one: Telling, other: Telling) -> str | None:
    """Why two tellings cannot be stages of one deal by their times; ``None`` if they can."""
    first, second = sorted((one, other), key=lambda t: (-1 if t.rank is None else t.rank, t.name))
    days = [telling.dated[0] or telling.told for telling in (one, other)]
    if days[0] is not None and days[1] is not None:
        years = 12 if (second.rank or 0) >= _PAID else 5
        if abs(days[0] - days[1]) > years * _YEARS:
            return f"More than {years} years lie between them."
    if first.rank is None or second.rank is None:
        return None
    if first.rank == second.rank:
        twice = first.rank in (RANKS["approved"], RANKS["signed"]) and _gap(first, second) > 31
        return "Each has a date of its own for the same stage." if twice else None
    begun = first.told if first.rank == 0 else first.dated[0]
    reached = second.dated[1] or second.told
    slack = 45 if second.rank >= _PAID and (first.rank == 0 or second.rank == _COMPLETED) else _SLACK
    if begun is not None and reached is not None and reached + slack < begun:
        return "The later stage came before the earlier one."
    return None


def _gap(one: Telling, other: Telling) -> int:
    """Days between the dates of two stages; none where one has no date of its own."""
    (a, b), (c, d) = one.dated, other.dated
    if a is None or b is None or c is None or d is None:
        return 0
    return max(a, c) - min(b, d)
