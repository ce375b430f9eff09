"""Fractions as percentages (``two-thirds``) and multiples (``tripled``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from loaders.reading.bounds import Amount, Measured, bound_before, quantity, words_before
from loaders.reading.document import Quantity
from loaders.reading.numerals import numeral_value
from loaders.reading.tables import either, table
from loaders.reading.units import SCALES

_TABLE: Final = table("quantities")
_PARTS: Final[dict[str, int]] = _TABLE["parts"]
_FRACTION: Final = re.compile(
    r"(?<![\w-])(?:(?P<n>an? (?:further|additional|full|good|mere)|another|an?|one|two|three|four|five|six"
    r"|seven|eight|nine|[1-9])[- ]"
    rf"(?P<d>{either(w for w in _PARTS if w != 'half')})|half)(?![\w-])(?! of an? (?:{either(SCALES)}))"
)
_AFTER_FRACTION: Final = re.compile(r" of (?!(?:the )?(?:19|20)\d\d|the year)| (?:more|less|higher|lower)\b")
_OF_THIS: Final = re.compile(r"\bof (?:this|it|which|that|these|them|whom|the \w+),?$")
_AFTER_ANOTHER: Final = re.compile(r" (?:for|to|is|was|will|comes?|goes|went|in)\b|[,.;]")
_AFTER_HALF: Final = re.compile(r" (?:of (?!(?:19|20)\d\d|the year)|the |its |their |as (?:much|many)\b)")
_BEFORE_HALF: Final = frozenset(_TABLE["before_half"])
_NOT_HALF: Final = ("first", "second", "latter", "other", "and a", "-and-a")
_OF_YEAR: Final = re.compile(r" of (?:the )?(?:(?:19|20)\d\d|year)")
_ONE_IN: Final = re.compile(
    r"(?<![\w-])(?P<n>one|two|three|four|nine)(?: in (?:every )?| out of (?:every )?|-in-)"
    r"(?P<d>two|three|four|five|six|seven|eight|nine|ten|20|100|\d{1,2})(?: [a-z-]+){1,2}(?= )"
)
_EVERY: Final = re.compile(
    rf"(?<![\w-])every (?P<d>second|{either(w for w in _PARTS if w != 'half' and not w.endswith('s'))}) (?=[a-z]{{3}})"
    r"(?!(?:day|night|week|month|year|hour|minute|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b)"
)
_IN_TIME: Final = re.compile(r"(?:year|month|week|day|hour|decade|time|stage|phase|instalment|installment)s?$")
_MULTIPLES: Final[dict[str, int]] = _TABLE["multiples"]
_MULTIPLE: Final = re.compile(
    rf"(?<![\w-])(?P<word>{either([*_MULTIPLES, *(w.replace('fold', '-fold') for w in _MULTIPLES)])})(?![\w-])"
)
_BEFORE_DOUBLE: Final = frozenset(_TABLE["before_double"])
_VERBS: Final = frozenset(("double", "triple", "quadruple", "doubles", "triples"))
_AFTER_TWICE: Final = re.compile(r" (?:as|the|that|more|what|its|their|larger|higher)\b")


def fractions(low: str, start: int) -> Iterator[Quantity]:
    """``two-thirds``, ``a quarter of``, ``by half``, ``one in four schools``: as percentages."""
    for match in _FRACTION.finditer(low, start):
        before = words_before(low, match.start())
        share = _share(match, before)
        if share is not None:
            yield _shared(before, match, share, "percent")
    yield from _one_in(low, start)


def _one_in(low: str, start: int) -> Iterator[Quantity]:
    """``one in four schools``, ``every fourth school``: a quarter of them."""
    for match in _ONE_IN.finditer(low, start):
        count, of = numeral_value(low, match.start()), numeral_value(low, match.start("d"))
        if count and of and count < of and not _IN_TIME.search(match[0]):
            share = (Decimal(100) * Decimal(count) / Decimal(of)).quantize(Decimal("0.001")).normalize()
            found = _shared(words_before(low, match.start()), match, share, "percent")
            yield found._replace(end=match.end("d"))
    for match in _EVERY.finditer(low, start):
        share = (Decimal(100) / _PARTS.get(match["d"], 2)).quantize(Decimal("0.001")).normalize()
        yield _shared(words_before(low, match.start()), match, share, "percent")._replace(end=match.end("d"))


def _share(match: re.Match[str], before: str) -> Decimal | None:
    """The percentage; ``None`` where the words are no fraction (``a third phase``, ``the first quarter``)."""
    low, n = match.string, match["n"]
    if n is None:
        halves = before.rpartition(" ")[2] in _BEFORE_HALF or _AFTER_HALF.match(low, match.end())
        return Decimal(50) if halves and not before.endswith(_NOT_HALF) else None
    n = "another" if n.startswith(("a ", "an ")) else n
    count = 1 if n in ("a", "an", "another") else int(numeral_value(low, match.start()))
    if count == 1 and match["d"].endswith("s"):
        return None
    stands_alone = _AFTER_FRACTION.match(low, match.end()) or before.rpartition(" ")[2] in _BEFORE_HALF
    if n == "another" and not stands_alone and not _AFTER_ANOTHER.match(low, match.end()):
        return None
    if n in ("a", "an") and not stands_alone and not _OF_THIS.search(before):
        return None
    if "quarter" in match["d"] and _OF_YEAR.match(low, match.end()):
        return None
    return (Decimal(100 * count) / _PARTS[match["d"]]).quantize(Decimal("0.001")).normalize()


def multiples(low: str, start: int) -> Iterator[Quantity]:
    """``tripled``, ``threefold``, ``twice as many``: as ``times``."""
    for match in _MULTIPLE.finditer(low, start):
        before = words_before(low, match.start())
        word = match["word"].replace("-", "")
        if word in _VERBS and before.rpartition(" ")[2] not in _BEFORE_DOUBLE:
            continue
        if word == "twice" and not _AFTER_TWICE.match(low, match.end()):
            continue
        yield _shared(before, match, Decimal(_MULTIPLES[word]), "times")


def _shared(before: str, match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    """A fraction or multiple with the bound words before it."""
    amount = Amount(value, Decimal(1), match.end(), True, True, False)
    bound, begin = bound_before(match.string, match.start(), before, amount, Measured(unit, unit, match.end()))
    return quantity(match.string, begin, match.start(), [value], Decimal(1), Measured(unit, unit, match.end()), bound)
