"""Which figures can be compared, and whether they can be true together.

Figures are compared as ``graph.conflicts`` says: same sides, same measure and unit, overlapping time. Where what the
numbers can be does not meet they *differ*; where it meets they *agree*, though the articles give another number ("over
8 billion", "8.2 billion") or the same number less or more exactly ("8 billion", "over 8 billion"). Figures that are
given in the same way by all are no comparison: they are one fact with several sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from graph.conflicts import Figure, by_label, interval, of_one_time
from graph.facts import Source, Tally
from graph.statements import Term
from ontology import terms as k

DIFFER: Final = "differ"
AGREE: Final = "agree"
_MOST: Final = 200
"""Pairs that agree of one thing that is measured: a number that is only said to be *over* another agrees with most."""


class Comparison(NamedTuple):
    """Two observations that can be compared; one observation, if its reports give its number differently."""

    one: str
    other: str
    """IRIs of the fact nodes, sorted; the same one twice."""
    verdict: str
    """``differ`` or ``agree``."""
    figures: tuple[Figure, ...]
    """Those that the verdict rests on, of both."""


def comparisons(observations: Mapping[str, Tally], sources: Mapping[str, Source]) -> Iterator[Comparison]:
    """All comparisons, each pair once; ``observations`` by the IRIs of their fact nodes, ``sources`` by article.

    Of each thing that is measured at most 200 pairs that agree are given, and all that differ.
    """
    found: dict[tuple[str, str], Comparison] = {}
    for iri, tally in observations.items():
        if (same := _given_differently(iri, tally)) is not None:
            found[iri, iri] = same
    for members in by_label(observations, sources).values():
        agreeing = 0
        for one, other in combinations(sorted(members), 2):
            compared = _compared(one, other, members[one], members[other])
            if compared is None or (compared.verdict == AGREE and agreeing >= _MOST):
                continue
            agreeing += compared.verdict == AGREE
            _keep(found, compared)
    yield from found.values()


def _keep(found: dict[tuple[str, str], Comparison], new: Comparison) -> None:
    """A pair may measure the same in two ways (indicator, words): that it differs in one is what counts."""
    old = found.get((new.one, new.other))
    if old is None or (old.verdict == AGREE and new.verdict == DIFFER):
        found[new.one, new.other] = new


def _given_differently(iri: str, tally: Tally) -> Comparison | None:
    """An observation that several articles report with another interval for the same number.

    That it is of one time was found when it was published as one, so what bears no date counts, too.
    """
    value, figures = dict(tally.stated.key)[k.value], list[Figure]()
    for report in tally.reports:
        said: dict[object, Term] = dict(report.seen)
        begin, end = (said[name].value if name in said else "" for name in (k.begin, k.end))
        figures.append(Figure(*interval(said, value), begin, end, report.assertion, report.article))
    if len({(one.low, one.high) for one in figures}) < 2 or len({one.article for one in figures}) < 2:
        return None
    return Comparison(iri, iri, AGREE, tuple(figures))


def _compared(one: str, other: str, ones: Sequence[Figure], others: Sequence[Figure]) -> Comparison | None:
    """Two observations, if any of their figures are of one time; that an article agrees with itself says nothing."""
    pairs = [(first, second) for first in ones for second in others if of_one_time(first, second)]
    if not pairs:
        return None
    apart = [(first, second) for first, second in pairs if not meet(first, second)]
    bearing = dict.fromkeys(figure for pair in apart or pairs for figure in pair)
    if not apart and len({figure.article for figure in bearing}) < 2:
        return None
    return Comparison(one, other, DIFFER if apart else AGREE, tuple(bearing))


def meet(one: Figure, other: Figure) -> bool:
    """Whether some number can be both."""
    return one.low <= other.high and other.low <= one.high
