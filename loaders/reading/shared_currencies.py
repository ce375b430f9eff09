"""Currencies whose word several countries use: “30 million kroner” in news of Norway are Norwegian.

Which country is meant is told by the article as a whole: the one of the candidates that it names most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from loaders.reading.document import Quantity
from loaders.reading.tables import either, lowered, table
from loaders.reading.units import MONEY

_SHARED: Final[dict[str, dict[str, Any]]] = {
    word: entry for entry in table("currencies")["shared"] for word in entry["words"]
}
_ENDS: Final = re.compile(rf"(?<!\w)(?P<word>{either({*_SHARED, *MONEY})})$")
"""The whole name of a currency that ends a stretch of text: “Kenyan shillings” before “shillings”."""
_AFTER: Final = re.compile(rf" {either(_SHARED)}(?!\w)", re.IGNORECASE)
"""Such a word after a number that seems to count nothing: “kroner” has no plural’s s."""


def settled(found: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """The quantities with the shared words read as the currency that fits the article.

    A word that no country in the article uses, and that has no usual meaning, stays a noun that is counted.
    """
    return tuple(_settled(q, text) if q.family in ("money", "count", "number") else q for q in found)


def _settled(quantity: Quantity, text: str) -> Quantity:
    after = _AFTER.match(text, quantity.end) if quantity.family == "number" else None
    end = after.end() if after else quantity.end
    stretch = text[quantity.core : end]
    if stretch[-1:].isdigit() or (quantity.family == "number" and not after):
        return quantity
    match = _ENDS.search(lowered(stretch))
    if match is None or (word := " ".join(match["word"].split())) not in _SHARED:
        return quantity
    code = _meant(word, lowered(text))
    return quantity._replace(unit=code, family="money", end=end) if code else quantity


@cache
def _names(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """By currency of a word: what names its country."""
    return tuple((code, re.compile(rf"\b{either(names)}\b")) for code, names in _SHARED[word]["of"].items())


def _meant(word: str, text: str) -> str:
    """The code of the currency; the usual one where no candidate is named more than all others."""
    counts = sorted(((sum(1 for _ in names.finditer(text)), code) for code, names in _names(word)), reverse=True)
    best, second = counts[0], counts[1]
    return best[1] if best[0] > second[0] else str(_SHARED[word]["default"])
