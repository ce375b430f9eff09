"""Sums that articles give for what one financier gives to one undertaking at one time.

Sums are compared as intervals, like figures: “about 500 million” and “498 million” can both be true. What is still
planned is compared with plans only, and sums that one article gives side by side are several loans, not one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from graph.background import Background
from graph.conflicts import interval
from graph.disagreements.matters import COMPATIBLE, DIFFER, Judged, Matter, Version, matter, versions
from graph.disagreements.sayings import Sayings, Told
from graph.disagreements.titles import are_near
from graph.statements import Term
from ontology import terms as k

_SCALES: Final = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_BOUNDS: Final = {"approx": "about ", "min": "at least ", "max": "at most "}
_PLANNED: Final = k.STAGE + "planned"


class Sum(NamedTuple):
    """What a sum can be."""

    planned: bool
    currency: str
    low: Decimal
    high: Decimal
    """Both ends belong to it; infinite where open."""


def of_undertaking(undertaking: str, sayings: Sayings, background: Background) -> Iterator[Matter | None]:
    """The sums that articles say go to an undertaking, by financier."""
    by_financier: dict[str, list[Told]] = defaultdict(list)
    for told in sayings.of(undertaking, k.purpose, k.RDF_TYPE, k.Financing):
        if told.text(k.value):
            by_financier[background.group_of(told.text(k.financier))].append(told)
    for financier, reports in sorted(by_financier.items()):
        found = versions((_sum(told), words(told), told.said) for told in reports)
        yield matter((undertaking,), k.value, found, judge(found, sayings.date_of), beside=(financier,))


def _sum(told: Told) -> Sum:
    said: dict[object, Term] = dict(told.properties.items())
    low, high = interval(said, told.properties[k.value])
    planned = told.is_planned or told.text(k.stage) == _PLANNED
    return Sum(planned, told.text(k.currency), low, high)


def judge(found: Mapping[Sum, Version], date_of: Callable[[str], str]) -> Callable[[Sum, Sum], Judged | None]:
    """Whether two sums can be what one deal is worth; ``date_of`` gives an article's date."""

    def judged(one: Sum, other: Sum) -> Judged | None:
        mine, yours = found[one], found[other]
        together = (one.planned, one.currency) == (other.planned, other.currency)
        if not together or mine.articles & yours.articles:
            return None
        if not are_near(map(date_of, mine.articles), map(date_of, yours.articles)):
            return None
        if one.low <= other.high and other.low <= one.high:
            return Judged(COMPATIBLE, f"“{mine.words}” and “{yours.words}” can be one sum.")
        return Judged(DIFFER, f"“{mine.words}” and “{yours.words}” cannot be one sum.")

    return judged


def words(told: Told) -> str:
    """A sum in words: “about 500 million USD”."""
    return number_words(told.text(k.value), told.text(k.currency), told.text(k.bound))


def number_words(value: str, unit: str, bound: str = "") -> str:
    """A number with its unit in words.

    >>> number_words("4200000000", "USD", "min"), number_words("35.50", "percent")
    ('at least 4.2 billion USD', '35.5 percent')
    """
    number = Decimal(value)
    scale, name = next(((scale, name) for scale, name in _SCALES if abs(number) >= scale), (Decimal(1), ""))
    shown = f"{number / scale:,f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return _BOUNDS.get(bound, "") + " ".join(part for part in (shown, name, unit) if part)
