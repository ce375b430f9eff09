"""Numerals: digits with separators, and number words, without scale or unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from loaders.reading.tables import either, table

_TABLE: Final = table("quantities")
_WORDS: Final[dict[str, int]] = _TABLE["words"]
_SCALE: Final = either(_TABLE["scales"])
_TENS: Final = either(w for w, n in _WORDS.items() if n >= 20)
_ONES: Final = either(w for w, n in _WORDS.items() if n < 20)
_SMALL: Final = rf"(?:{_TENS}(?:[- ]{either(w for w, n in _WORDS.items() if n < 10)})?|{_ONES})(?![a-z])"
_AND_HALF: Final = r"(?: and a |-and-a-)half\b"

_DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?![\d])"
    r"|\d{1,3}(?:\.\d{3}){2,5}(?!\d)"
    r"|\d{1,3}(?: \d{3}){1,5}(?![,.]?\d)"
    r"|\d{1,15}(?:\.\d{1,6}|,\d{1,2}(?!\d))?(?!\d))[½¼¾]?|[½¼¾]"
)
_SPELLED: Final = (
    rf"{_SMALL}(?:{_AND_HALF}| hundred(?: and)? {_SMALL})?"
    rf"|half an?(?= {_SCALE}(?![a-z]))|quarter of an?(?= {_SCALE}(?![a-z]))|an?(?= {_SCALE}(?![a-z]))"
)
NUMERAL: Final = rf"(?:{_DIGITS}|(?<![a-z-])(?:{_SPELLED}))"
"""A regular expression for a numeral in ``lowered`` text."""
_NUMERAL: Final = re.compile(NUMERAL)
_VULGAR: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


class Numeral(NamedTuple):
    """A numeral: its value, the size of its last significant digit, where it ends, and how it is written."""

    value: Decimal
    step: Decimal
    end: int
    word: bool
    """Spelled out."""
    year: bool
    """Could be a year: four digits, no separator."""


def numeral(low: str, at: int) -> Numeral | None:
    """The numeral that begins at ``low[at]``."""
    match = _NUMERAL.match(low, at)
    if match is None:
        return None
    text = match.group()
    if text[0].isdigit() or text in _VULGAR:
        value, step = _digits(text)
        return Numeral(value, step, match.end(), False, text.isdigit() and len(text) == 4 and 1800 <= value <= 2100)
    value = _spelled(text)
    return Numeral(value, _step(value), match.end(), True, False)


def numeral_value(low: str, at: int) -> Decimal:
    """The value of the numeral at ``low[at]``, which must be one."""
    found = numeral(low, at)
    return found.value if found else Decimal(1)


def _digits(text: str) -> tuple[Decimal, Decimal]:
    extra = _VULGAR.get(text[-1], Decimal(0))
    text = text.rstrip("½¼¾").replace(" ", "")
    if text.count(".") > 1 or re.fullmatch(r"\d{1,3}(?:,\d{3})+", text):
        text = text.replace(".", "").replace(",", "")
    elif "," in text:
        text = text.replace(",", "") if "." in text else text.replace(",", ".")
    value = Decimal(text or 0) + extra
    if extra:
        return value, Decimal("0.25")
    if "." in text:
        return value, Decimal(1).scaleb(-len(text.partition(".")[2]))
    return value, _step(value)


def _step(value: Decimal) -> Decimal:
    """The size of the last significant digit of a whole number; zeros at the end count for a tenth of it at most."""
    if value != value.to_integral_value():
        return Decimal("0.5")
    if not value:
        return Decimal(1)
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return min(Decimal(10) ** zeros, max(value / 10, Decimal(1)))


def _spelled(text: str) -> Decimal:
    if text.startswith("half"):
        return Decimal("0.5")
    if text.startswith("quarter"):
        return Decimal("0.25")
    if text in ("a", "an"):
        return Decimal(1)
    total = Decimal(0)
    for word in re.findall(r"[a-z]+", text):
        if word == "hundred":
            total *= 100
        elif word == "half":
            total += Decimal("0.5")
        else:
            total += _WORDS.get(word, 0)
    return total
