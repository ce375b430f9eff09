"""What a deal is by all that report it: one sum, though its stages tell of it in rounder and in more exact numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.statements import Pair, Term
from ontology import terms as k

_SIDES: Final = (k.financier, k.recipient, k.purpose)
_PLANNED: Final = NamedNode(k.STAGE + "planned")


class Report(NamedTuple):
    """That an assertion of an article states a fact, with what it says beside."""

    article: str
    assertion: str
    seen: tuple[Pair, ...] = ()


def deal_properties(reports: Sequence[Report]) -> Iterator[Pair]:
    """Who finances what for whom, and the sum that the reports agree on best, with what it can be."""
    yield from {pair for report in reports for pair in report.seen if pair[0] in _SIDES}
    for name in (k.currency, k.instrument):
        yield from _commonest(reports, name)
    by_sum: dict[Term, list[Report]] = defaultdict(list)
    for report in reports:
        for name, term in report.seen:
            if name == k.value:
                by_sum[term].append(report)
    if by_sum:
        best = min(by_sum, key=lambda term: _doubt(term, by_sum[term]))
        yield k.value, best
        yield from narrowest(pair for report in by_sum[best] for pair in report.seen)


def _doubt(value: Term, reports: Sequence[Report]) -> tuple[bool, bool, int, int, Decimal]:
    """Lowest for the sum to go by: agreed before planned, exact before rounded, then what most articles say."""
    said = [set(report.seen) for report in reports]
    planned = all((k.stage, _PLANNED) in one for one in said)
    exact = any((k.bound, Literal("exact")) in one for one in said)
    number = Decimal(value.value)
    digits = len(number.normalize().as_tuple().digits)
    return planned, not exact, -len({report.article for report in reports}), -digits, number


def _commonest(reports: Sequence[Report], name: NamedNode) -> Iterator[Pair]:
    counts = Counter(term for report in reports for seen, term in report.seen if seen == name)
    if counts:
        yield name, min(counts, key=lambda term: (-counts[term], term.value))


def narrowest(seen: Iterable[Pair]) -> Iterator[Pair]:
    """What a number can be by all reports together: the narrowest interval; the stated number lies in each."""
    given = list(seen)
    for name, choose in ((k.low, max), (k.high, min)):
        if terms := [term for seen_name, term in given if seen_name == name]:
            yield name, choose(terms, key=_number)
    if bounds := {term for name, term in given if name == k.bound}:
        exact = Literal("exact")
        yield k.bound, exact if exact in bounds else min(bounds, key=lambda term: term.value)


def _number(term: Term) -> tuple[Decimal, str]:
    return Decimal(term.value), term.value
