"""When something was, as intervals: “in May” and “on 14 May” can both be true, 14 May and 15 May cannot.

An event is told by a stretch of days in which or through which it took place: two stretches that do not meet differ,
and so do two that overlap without one holding the other (14–16 May, 15–17 May). The period of a framework or project
is told by its beginning and its end, each as exact as the article is: 2026–2030 and 2026–2031 differ in their end.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from graph.disagreements.matters import COMPATIBLE, DIFFER, Judged

_EARLY, _LATE = "0000", "9999"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_UNITS: Final = {"day": "days", "month": "months", "year": "years"}


class Stretch(NamedTuple):
    """Days from the first to the last; one of them empty where the article leaves it open."""

    begin: str
    end: str
    precision: str
    """``day``, ``month`` or ``year``."""

    @property
    def is_unit(self) -> bool:
        """Whether it is one day, month or year, and so may be a time *within* which something was."""
        return bool(self.begin and self.end) and unit(self.begin, self.precision) == (self.begin, self.end)


class Edge(NamedTuple):
    """The first or the last day of a period, as exact as it is said: any day from ``first`` to ``last``."""

    first: str
    last: str
    precision: str


def unit(day: str, precision: str) -> tuple[str, str]:
    """The first and the last day of the day, month or year in which a day lies.

    >>> unit("2026-02-14", "month")
    ('2026-02-01', '2026-02-28')
    """
    when = date.fromisoformat(day)
    if precision == "year":
        return f"{when:%Y}-01-01", f"{when:%Y}-12-31"
    if precision == "month":
        return f"{when:%Y-%m}-01", f"{when:%Y-%m}-{monthrange(when.year, when.month)[1]:02}"
    return day, day


def edge(day: str, precision: str) -> Edge:
    """An end of a period by the day that stands for it."""
    return Edge(*unit(day, precision), precision)


def of_events(one: Stretch, other: Stretch) -> Judged | None:
    """Whether an event can have been in both stretches."""
    words = f"{stretch_words(one)} and {stretch_words(other)}"
    if _last(one) < _first(other) or _last(other) < _first(one):
        return Judged(DIFFER, f"{words} have no day in common.")
    if _holds(one, other) or _holds(other, one):
        wide, narrow = (one, other) if _holds(one, other) else (other, one)
        return Judged(COMPATIBLE, f"{stretch_words(narrow)} lies within {stretch_words(wide)}.")
    return Judged(DIFFER, f"{words} overlap, but neither holds the other.")


def of_edges(one: Edge, other: Edge) -> Judged | None:
    """Whether a period can begin or end as both say."""
    if one.last < other.first or other.last < one.first:
        coarse = max(one.precision, other.precision, key=list(_UNITS).index)
        return Judged(DIFFER, f"{edge_words(one)} and {edge_words(other)} are different {_UNITS[coarse]}.")
    wide, narrow = (one, other) if one.first <= other.first and other.last <= one.last else (other, one)
    return Judged(COMPATIBLE, f"{edge_words(narrow)} lies within {edge_words(wide)}.")


def stretch_words(stretch: Stretch) -> str:
    """A stretch of time in words.

    >>> stretch_words(Stretch("2026-05-14", "2026-05-16", "day")), stretch_words(Stretch("2026-05-01", "", "month"))
    ('14–16 May 2026', 'since May 2026')
    """
    begin, end, precision = stretch
    if not begin or not end:
        return f"since {edge_words(edge(begin, precision))}" if begin else f"until {edge_words(edge(end, precision))}"
    if stretch.is_unit:
        return edge_words(edge(begin, precision))
    first, last = (edge_words(edge(day, precision)) for day in (begin, end))
    shared = begin[:7] == end[:7] if precision == "day" else begin[:4] == end[:4] and precision == "month"
    if precision == "year":
        return f"{first}–{last}"
    if shared:
        return f"{first.split()[0]}–{last}"
    return f"{first} – {last}"


def edge_words(one: Edge) -> str:
    """A day, month or year in words.

    >>> edge_words(edge("2026-05-14", "day")), edge_words(edge("2026-12-31", "year"))
    ('14 May 2026', '2026')
    """
    when = date.fromisoformat(one.first)
    if one.precision == "year":
        return str(when.year)
    month = f"{_MONTHS[when.month - 1]} {when.year}"
    return month if one.precision == "month" else f"{when.day} {month}"


def _first(stretch: Stretch) -> str:
    return stretch.begin or _EARLY


def _last(stretch: Stretch) -> str:
    return stretch.end or _LATE


def _holds(wide: Stretch, narrow: Stretch) -> bool:
    return _first(wide) <= _first(narrow) and _last(narrow) <= _last(wide)
