"""Which sums are prices: what something costs, or what is still needed for it."""

from __future__ import annotations

import re
from typing import Final

from loaders.reading.document import Quantity, Sentence
from loaders.reading.outline import Outline

_NEEDED: Final = re.compile(
    r",? (?:more )?(?:is|are|was|were|will be|would be) (?:still |also )?(?:needed|required|missing|lacking)\b"
    r"|, (?:the|its|their) (?:total |whole |overall |entire )?(?:bill|costs?|price|price tag|budget)\b",
    re.IGNORECASE,
)
_COST: Final = re.compile(
    r"\b(?:costed|priced|budgeted) at\W*$|\bcosts? (?:\w+ ){0,2}$|\b(?:costs?|price|budget|price tag|bill|outlay"
    r"|total investment)(?: of the (?:project|works|construction))?,?"
    r" (?:of|is|at|was|to|totals|amounts?|estimated|will|put|set|valued|expected)\b"
    r"(?: (?:be|at|to|of|is|was|a|total|totals?|amounts?|only|some|well|just|around|reach|estimated|valued|put|set"
    r"|expected|currently|now|about))*\W*$",
    re.IGNORECASE,
)


def is_price(outline: Outline, q: Quantity, s: Sentence) -> bool:
    """Whether the sum is a price: “the bill, put at $3 million”, “$3 million is needed”."""
    before = _COST.search(outline.text, max(s.dateline, q.start - 60), q.start)
    return bool(before or _NEEDED.match(outline.text, q.end, min(s.end, q.end + 60)))
