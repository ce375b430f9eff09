"""Words that bound a number (``over``, ``up to``, ``about``, ``or more``), and what they leave of its value."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from loaders.facts import Bound
from loaders.reading.document import Quantity
from loaders.reading.tables import either, table

_TABLE: Final = table("quantities")
_PER_YEAR: Final = re.compile(
    r"(?P<gap>(?: (?:in|of|for|to|on)(?: [a-z-]{1,20}){1,3})?)"
    r" {1,3}(?:annually|yearly|per year|each year|every year|per annum"
    r"|a year(?! (?:ago|earlier|later|before|after|since|and)\b))(?!\w)"
)
_PLUS: Final = re.compile(rf"\+(?!\d)| {{0,1}}{either(w for w in _TABLE['bounds']['min_after'] if w != '+')}(?!\w)")
_AT_MOST: Final = re.compile(rf" {either(_TABLE['bounds']['max_after'])}(?!\w)")
_OR_SO: Final = re.compile(rf" {either(_TABLE['bounds']['approx_after'])}(?!\w)")
_HAS_TIME: Final = frozenset(_TABLE["bounds"]["lasting"])
_SPREAD: Final = ("spread", "distributed", "divided", "stretched out")
_TIMES_OF: Final = frozenset(("years", "days", "weeks", "months", "hours", "decades"))


class Amount(NamedTuple):
    """A numeral with its scale: the value, the size of its last significant digit, and where it ends."""

    value: Decimal
    step: Decimal
    end: int
    scaled: bool
    word: bool
    year: bool


class Measured(NamedTuple):
    """What a number is of, and where the words for it end; ``bound`` where they say one (``1,000+``)."""

    unit: str
    family: str
    end: int
    factor: Decimal = Decimal(1)
    bound: Bound | None = None


NO_QUANTITY: Final = Measured("", "", 0)


def words_before(low: str, core: int) -> str:
    """The words of the same line before ``core``, without the space that follows them."""
    return low[max(0, core - 60) : core].rpartition("\n")[2].rstrip(" ")


def bound_after(low: str, at: int) -> tuple[Bound, int] | None:
    """The bound that words after a number give (``or more``, ``+``), and where they end."""
    for pattern, bound in ((_PLUS, Bound.MIN), (_AT_MOST, Bound.MAX), (_OR_SO, Bound.APPROX)):
        match = pattern.match(low, at)
        if match:
            return bound, match.end()
    return None


def _bounds_by_last_word() -> dict[str, list[tuple[str, Bound]]]:
    found: dict[str, list[tuple[str, Bound]]] = {}
    for name in (Bound.MIN, Bound.MAX, Bound.APPROX):
        for phrase in _TABLE["bounds"][name]:
            found.setdefault(phrase.split()[-1], []).append((phrase, name))
    return {word: sorted(phrases, key=lambda p: -len(p[0])) for word, phrases in found.items()}


_BOUNDS: Final = _bounds_by_last_word()
_VERBS: Final = frozenset(_TABLE["bounds"]["verbs"])
_MORE: Final = frozenset({"more than", "over", "above", "exceed", "exceeds", "exceeded", "exceeding"})
_NO: Final = re.compile(
    r"\b(?:no (?!less|fewer|later|longer)|nobody|none of|cannot|must not|may not|will not|should not|can not"
    r"|never)\b[^,;.:]{0,60}$"
)
"""“No borrower may receive more than $5 million” is a most."""
_FILLERS: Final[tuple[str, ...]] = tuple(_TABLE["bounds"]["fillers"])


def bound_before(low: str, core: int, before: str, amount: Amount, unit: Measured) -> tuple[Bound, int]:
    """The bound that the words before the number give, and where they begin (``core`` if there are none)."""
    if unit.bound:
        return unit.bound, core
    found = _bound_phrase(before)
    if found is None:
        for filler in _FILLERS:
            if before.endswith(" " + filler):
                found = _bound_phrase(before[: -len(filler)].rstrip(" "))
                break
    if found is None or not _bounds_really(found, before, amount, unit):
        return Bound.EXACT, core
    phrase, bound, length = found
    outer = _bound_phrase(before[: length - len(phrase)].rstrip(" ")) if bound is Bound.APPROX else None
    if outer and outer[1] is not Bound.APPROX and outer[0] not in _VERBS:  # “up to about”
        phrase, bound, length = outer
    if bound is Bound.MIN and phrase in _MORE and _NO.search(low, max(0, core - 80), core):
        bound = Bound.MAX
    if phrase in _VERBS:  # the verb stays free
        return bound, core
    return bound, core - (len(low[max(0, core - 60) : core].rpartition("\n")[2]) - length) - len(phrase)


def _bound_phrase(before: str) -> tuple[str, Bound, int] | None:
    """The bound phrase that ``before`` ends with, and the length of ``before``."""
    word = before.rpartition(" ")[2].lstrip("(\"'")
    if before.endswith(("~", "≈")):
        return before[-1], Bound.APPROX, len(before)
    for phrase, bound in _BOUNDS.get(word, ()):
        if before.endswith(phrase) and (len(before) == len(phrase) or not before[-len(phrase) - 1].isalnum()):
            return phrase, bound, len(before)
    return None


def _bounds_really(found: tuple[str, Bound, int], before: str, amount: Amount, unit: Measured) -> bool:
    """Whether the words bound the number: “over six years” is a time, “under two agreements” a place in a plan."""
    phrase = found[0]
    if phrase == "over" and (unit.family == "years" or unit.unit in _TIMES_OF):
        return before[: -len(phrase)].rstrip(" ").rpartition(" ")[2] in _HAS_TIME
    if phrase == "over" and before[: -len(phrase)].rstrip(" ").endswith(_SPREAD):
        return False
    if phrase in ("under", "around", "above", "below", "about") and unit.family in ("count", "number"):
        return amount.scaled or amount.value >= (20 if phrase != "about" else 3)
    return True


def quantity(
    low: str, start: int, core: int, values: list[Decimal], step: Decimal, unit: Measured, bound: Bound
) -> Quantity:
    """The quantity, with what its bound and its last significant digit say of the real number."""
    end, per_year = unit.end, False
    if unit.family != "years" and (match := _PER_YEAR.match(low, unit.end)):
        per_year, end = True, end if match["gap"] else match.end()
    lower, upper = min(values), max(values)
    value, low_end, high_end = values[0], float(lower), float(upper)
    if len(values) > 1:
        value, bound = lower, Bound.MIN
        return Quantity(start, end, core, float(value), unit.unit, bound, low_end, high_end, unit.family, per_year)
    spread = _spread(value, step, unit, bound)
    least = None if bound is Bound.MAX else float(value - spread)
    most = None if bound is Bound.MIN else float(value + spread)
    return Quantity(start, end, core, float(value), unit.unit, bound, least, most, unit.family, per_year)


def _spread(value: Decimal, step: Decimal, unit: Measured, bound: Bound) -> Decimal:
    """How far the real number may lie from the stated one, to either side."""
    if bound is Bound.APPROX:
        return abs(value) / 10
    if bound is not Bound.EXACT or (unit.family in ("count", "years", "number") and step == 1):
        return Decimal(0)
    return step / 2
