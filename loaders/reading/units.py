"""Currencies, units of measure and scales: the tables of the number grammar as regular expressions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from loaders.reading.tables import either, table

_CURRENCIES: Final = table("currencies")["currency"]
_UNITS: Final = table("units")["unit"]

CODES: Final = frozenset(str(c["code"]) for c in _CURRENCIES)
"""ISO 4217 codes that are understood."""
SYMBOLS: Final[dict[str, str]] = {s: c["code"] for c in _CURRENCIES for s in c["symbols"]} | {
    str(c["code"]).lower(): c["code"] for c in _CURRENCIES if c.get("bare", True)
}
"""What stands before an amount: symbol or code, lower case → code."""
MONEY: Final[dict[str, str]] = {w: c["code"] for c in _CURRENCIES for w in c["words"]} | SYMBOLS
"""What stands after an amount."""
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    w: (u["symbol"], Decimal(u.get("scale", "1"))) for u in _UNITS for w in u["words"]
}
"""Words of units → their symbol, and how many of it one is."""
SCALES: Final[dict[str, int]] = table("quantities")["scales"]
"""``million`` and the like."""
MONEY_SCALES: Final[dict[str, int]] = {**SCALES, **table("quantities")["money_scales"]}
"""Scales of money: ``$500m`` too."""

MONEY_AFTER: Final = re.compile(rf"(?: {{0,2}}|-)(?P<word>{either(MONEY)})(?!\w)")
UNIT_AFTER: Final = re.compile(rf"(?P<gap> {{0,2}}|-| -)(?P<word>{either(UNITS)})(?!\w|-(?:old|shirt))")
SCALE: Final = re.compile(rf"(?: {{0,2}}|-)(?P<word>{either(SCALES)})(?!\w)")
MONEY_SCALE: Final = re.compile(rf"(?: {{0,2}}|-)(?P<word>{either(MONEY_SCALES)})(?!\w)")
