"""How often each reading rule was right on articles whose facts people wrote down, as triples of the graph.

The counts are in ``rule_precision.tsv``, which ``make evaluate RECORD=1`` writes; nobody edits it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from ontology import iris
from ontology import terms as k
from ontology.iris import Minter

FILE: Final = "rule_precision.tsv"
_COLUMNS: Final = ("rule", "right", "wrong", "unjudged")
_DIGITS: Final = 3
_NORMAL: Final = 1.959964
"""Standard deviations on either side that hold 95 of 100 cases."""

Interval: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePrecision:
    """How often what one rule says is right, judged strictly."""

    rule: str
    right: int
    wrong: int
    unjudged: int
    """Facts on which careful readers differ."""

    @property
    def judged(self) -> int:
        """Facts that are either right or wrong."""
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """What part of the judged facts is right; 0 if none was judged."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def interval(self) -> Interval:
        """Between what the precision lies with 95 % probability."""
        return wilson(self.right, self.judged)


def wilson(right: int, of: int) -> Interval:
    """Between what the true rate lies with 95 % probability if ``right`` of ``of`` cases are right.

    Wilson's score interval (Journal of the American Statistical Association 22, 1927); 0 to 1 where there is no case.
    """
    if not of:
        return 0.0, 1.0
    rate, spread = right / of, _NORMAL**2 / of
    center = (rate + spread / 2) / (1 + spread)
    half = _NORMAL / (1 + spread) * sqrt(rate * (1 - rate) / of + spread / (4 * of))
    return max(0.0, center - half), min(1.0, center + half)


def table(rules: Iterable[RulePrecision]) -> str:
    """The counts as the file has them, sorted by rule."""
    rows = sorted((one.rule, one.right, one.wrong, one.unjudged) for one in rules)
    return "".join("\t".join(map(str, row)) + "\n" for row in (_COLUMNS, *rows))


@cache
def measured() -> tuple[RulePrecision, ...]:
    """The counts that ship, sorted by rule."""
    _, *lines = files("graph").joinpath(FILE).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return tuple(
        RulePrecision(rule=rule, right=int(right), wrong=int(wrong), unjudged=int(unjudged))
        for rule, right, wrong, unjudged in rows
    )


def described(rules: Iterable[RulePrecision], base: str = iris.BASE) -> Iterator[Triple]:
    """The triples that say how often each rule was right; a rule of which nothing was judged has no precision."""
    minter = Minter(base)
    for one in rules:
        iri = NamedNode(minter.rule(one.rule))
        yield Triple(iri, k.RDF_TYPE, k.ReadingRule)
        yield Triple(iri, k.ruleName, Literal(one.rule))
        yield Triple(iri, k.judgedRight, Literal(one.right))
        yield Triple(iri, k.judgedWrong, Literal(one.wrong))
        yield Triple(iri, k.unjudged, Literal(one.unjudged))
        if one.judged:
            low, high = one.interval
            yield Triple(iri, k.precision, _decimal(one.precision))
            yield Triple(iri, k.precisionLow, _decimal(low))
            yield Triple(iri, k.precisionHigh, _decimal(high))


def _decimal(value: float) -> Literal:
    """A number as the store writes it, which has no zeros at the end of a decimal."""
    return Literal(f"{value:.{_DIGITS}f}".rstrip("0").rstrip("."), datatype=k.XSD_DECIMAL)
