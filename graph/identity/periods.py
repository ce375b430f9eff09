"""Days between days, as ISO dates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1 << 15)
def number_of(day: str) -> int:
    """A day as a number, so that days can be counted."""
    return date.fromisoformat(day).toordinal()


def days_between(one: str, other: str) -> int:
    """How many days lie between two days, whichever is first.

    >>> days_between("2025-06-02", "2025-05-30")
    3
    """
    return abs(number_of(one) - number_of(other))
