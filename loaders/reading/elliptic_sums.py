"""Sums whose currency was said just before: “KfW lends 50 million euros and the state adds 30 million”.

A number with a scale and nothing counted is a sum if money is told right beside it and its words are those of money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.reading.document import Quantity
from loaders.reading.tables import lowered

_SCALED: Final = re.compile(
    r"\d(?: |-)?(?:million|billion|trillion|mln|bln|mn|bn|m)\b|\b(?:million|billion|trillion)\b"
)
_ENDS: Final = re.compile(
    r"\s*(?:$|[,.;:)\]]|(?:and|or|for|to|from|as|will|is|are|was|were|by|while|more|respectively|each|towards"
    r"|of (?:its|their|his|her) own|will|would)\b)"
)
_CUES: Final = re.compile(
    r"\b(?:len[dt]\w*|lent|loans?|credits?|grants?|granted|giv\w+|gave|provid\w+|contribut\w+|add(?:s|ed|ing)?|pays?|paid"
    r"|puts?|cover\w*|invest\w*|allocat\w+|worth|other|another|remain\w+|further|rest|share|tranche|one|second|first"
    r"|pledged|promised|approved|disbursed|spen[dt]\w*|costs?)\b"
)
_JOINED: Final = re.compile(r"[^.;:\n]{0,60}?(?:,|\band|\bwhile|\() ?(?:[\w’'.-]+ ){0,6}(?:\()?$")
_OTHER: Final = re.compile(r"\b(?:people|inhabitants|residents|tons|tonnes|barrels|passengers|users|hectares|km|kwh)\b")
_BEFORE: Final = 260
"""Characters between the sum that has a currency and the one that goes without."""
_AFTER: Final = 120
"""The same where the currency is said last: “50 million, the other 30 million euros”."""
_WORDS: Final = 60
"""Characters before a number in which words of money stand."""


def with_currencies(found: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """The quantities with bare millions read as money where the money beside them says so."""
    if not any(q.family == "number" for q in found) or not any(q.family == "money" for q in found):
        return tuple(found)
    low = lowered(text)
    done: list[Quantity] = []
    last: Quantity | None = None
    for i, q in enumerate(found):
        made = q
        if q.family == "number" and _SCALED.search(low, q.start, q.end) and _ENDS.match(low, q.end):
            unit = _unit_before(q, last, low) or _unit_after(q, found[i + 1 : i + 3], low)
            made = q._replace(family="money", unit=unit) if unit else q
        if made.family == "money":
            last = made
        done.append(made)
    return tuple(done)


def _unit_before(q: Quantity, last: Quantity | None, low: str) -> str | None:
    """The currency of the sum told last, in the same paragraph, where the words between are those of money."""
    if last is None or q.start - last.end > _BEFORE:
        return None
    between = low[last.end : q.start]
    if "\n" in between or _OTHER.search(between):
        return None
    near = between[-_WORDS:]
    return last.unit if _CUES.search(near) or _JOINED.fullmatch(between) else None


def _unit_after(q: Quantity, following: Sequence[Quantity], low: str) -> str | None:
    """The currency of a sum further on in the sentence: “a loan of 50 million, AFD's one of 30 million euros”."""
    money = next((f for f in following if f.family == "money"), None)
    if money is None or money.start - q.end > _AFTER:
        return None
    between = low[q.end : money.start]
    if re.search(r"[.;\n]", between) or _OTHER.search(between):
        return None
    return money.unit if _CUES.search(low, max(0, q.start - _WORDS), q.start) and _CUES.search(between) else None
