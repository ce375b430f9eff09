"""Which observations cannot both be true.

Two observations disagree when two of their figures are about the same sides (rolled up to groups), measure the same
(same indicator, or the same folded words) in the same unit, for overlapping periods, and the intervals of what the
numbers can be do not meet. A figure without a period is read as of the calendar year of its article; without either
it disagrees with nothing. Plans disagree with nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from graph.facts import Source, Tally
from graph.statements import Term
from ontology import iris
from ontology import terms as k

_EARLY, _LATE = "0000", "9999"


class Figure(NamedTuple):
    """What one article says a number is, as an interval."""

    low: Decimal
    high: Decimal
    """Both ends belong to it; infinite where the article leaves them open."""
    begin: str
    end: str
    """The days that it is of, in ISO form."""
    assertion: str
    article: str


Label = tuple[str, ...]
"""What a figure measures: two figures under one label are of the same sides, measure and unit."""


def conflicts(
    observations: Mapping[str, Tally], sources: Mapping[str, Source], of: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of observations that disagree, each once and sorted, with at least one member in ``of``."""
    groups = by_label(observations, sources)
    found: set[tuple[str, str]] = set()
    for members in groups.values():
        for one, other in combinations(sorted(members), 2):
            if (one in of or other in of) and (one, other) not in found and _disagree(members[one], members[other]):
                found.add((one, other))
                yield one, other


def by_label(
    observations: Mapping[str, Tally], sources: Mapping[str, Source]
) -> Mapping[Label, Mapping[str, list[Figure]]]:
    """By what is measured: the observations that measure it, with their figures."""
    groups: dict[Label, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for iri, tally in observations.items():
        for label, figure in figures(tally, sources):
            groups[label][iri].append(figure)
    return groups


def figures(tally: Tally, sources: Mapping[str, Source]) -> Iterator[tuple[Label, Figure]]:
    """The figures of an observation, each under every label that says what it measures."""
    key = dict(tally.stated.key)
    if k.modality in key or not tally.stated.sides:
        return
    common = (*tally.stated.sides, "", *(key[name].value if name in key else "" for name in (k.unit, k.perYear)))
    value = key[k.value]
    for report in tally.reports:
        said: dict[object, Term] = dict(report.seen)
        if period := _period(said, sources[report.article].date):
            figure = Figure(*interval(said, value), *period, report.assertion, report.article)
            if indicator := key.get(k.indicator) or said.get(k.indicator):
                yield (*common, "indicator", indicator.value), figure
            if measure := iris.fold(said[k.measure].value if k.measure in said else ""):
                yield (*common, "measure", measure), figure


def interval(said: Mapping[object, Term], value: Term) -> tuple[Decimal, Decimal]:
    """What a number can be by what one article says beside it."""
    low, high = said.get(k.low), said.get(k.high)
    bound = said[k.bound].value if k.bound in said else "exact"
    return _end(low, value, bound, "max", "-Infinity"), _end(high, value, bound, "min", "Infinity")


def _end(given: Term | None, value: Term, bound: str, open_for: str, infinite: str) -> Decimal:
    """One end of what a number can be: as given, else open where its bound leaves it open, else the number itself."""
    if given is not None:
        return Decimal(given.value)
    return Decimal(infinite) if bound == open_for else Decimal(value.value)


def _period(said: Mapping[object, Term], article_date: str) -> tuple[str, str] | None:
    begin, end = said.get(k.begin), said.get(k.end)
    if begin is not None or end is not None:
        return begin.value if begin is not None else _EARLY, end.value if end is not None else _LATE
    year = article_date[:4]
    return (f"{year}-01-01", f"{year}-12-31") if year else None


def _disagree(ones: list[Figure], others: list[Figure]) -> bool:
    return any(
        (one.low > other.high or other.low > one.high) and of_one_time(one, other) for one in ones for other in others
    )


def of_one_time(one: Figure, other: Figure) -> bool:
    """Whether the days of two figures overlap."""
    return one.begin <= other.end and other.begin <= one.end
