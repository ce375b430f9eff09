"""How far a financing has come, and by what instrument, as the words around it say (data: ``data/financing.toml``)."""

from __future__ import annotations

import re
from functools import cache

from loaders.reading.tables import table


@cache
def _stages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["stage"], re.compile(row["pattern"])) for row in table("financing")["stage"])


@cache
def _instruments() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["instrument"], re.compile(row["pattern"])) for row in table("financing")["instrument"])


def stage_of(verb: str) -> str | None:
    """The stage that a verb group means, lower case; the first pattern that fits decides.

    >>> stage_of("will provide"), stage_of("has provided"), stage_of("approved")
    ('planned', 'completed', 'approved')
    """
    return next((stage for stage, pattern in _stages() if pattern.search(verb)), None)


def instrument_of(words: str) -> str | None:
    """The instrument that a clause names, if it is one only.

    >>> instrument_of("a concessional loan of <Q5>"), instrument_of("help"), instrument_of("loans and grants")
    ('loan', None, None)
    """
    found: list[str] = []
    for instrument, pattern in _instruments():
        words, times = pattern.subn(" ", words)  # a credit line is no credit
        if times:
            found.append(instrument)
    return found[0] if len(found) == 1 else None
