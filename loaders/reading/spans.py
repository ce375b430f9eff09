"""Stretches of calendar time, and which of several an incomplete date means: the arithmetic of the date grammar.

Resolution follows HeidelTime's news setting (Strötgen and Gertz 2010): relative to the day the article appeared, never
to the day of reading.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

from loaders.facts import Precision


class Stretch(NamedTuple):
    """Two days, either open, and how exactly they were said."""

    begin: date | None
    end: date | None
    precision: Precision


_PRINTED: Final = range(1600, 2400)
"""The years in which news can have appeared."""


def reckoned_from(published: date | None) -> date | None:
    """The day from which other days are told; ``None`` for a date that only fills a field (0001-01-01)."""
    return published if published is not None and published.year in _PRINTED else None


def day(year: int, month: int, number: int) -> date | None:
    """That day, or ``None`` if the calendar has none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def of_year(first: int, last: int | None = None) -> Stretch:
    """The year, or the years from ``first`` to ``last``."""
    return Stretch(date(first, 1, 1), date(last or first, 12, 31), "year")


def of_months(year: int, first: int, last: int, last_year: int | None = None) -> Stretch:
    """The months from ``first`` to ``last``."""
    final = last_year or year
    return Stretch(date(year, first, 1), date(final, last, calendar.monthrange(final, last)[1]), "month")


def of_day(first: date, last: date | None = None) -> Stretch:
    """The day, or the days from ``first`` to ``last``."""
    return Stretch(first, last or first, "day")


def shifted(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month ``by`` months later."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def nearest_day(month: int, number: int, published: date, *, future: bool) -> date | None:
    """The year of “May 29”: the nearest such day, days to come counting twice as far unless ``future`` is said."""
    found = [d for year in (-1, 0, 1) if (d := _near(published.year + year, month, number))]
    if future:
        return min((d for d in found if d >= published), default=None)
    return min(found, key=lambda d: (d - published).days * 2 if d > published else (published - d).days, default=None)


def _near(year: int, month: int, number: int) -> date | None:
    return day(year, month, number) if 1 <= year <= 9999 else None


def nearest_month(month: int, published: date, *, future: bool) -> int:
    """The year of “in August”: the last one begun, or the next if ``future`` is said."""
    if future:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def weekday(number: int, published: date, *, side: str) -> date:
    """The day of “on Tuesday”: the latest up to that day; ``last``: before it, ``next``: after it."""
    back = (published.weekday() - number) % 7
    if side == "next":
        return published + timedelta(days=7 - back)
    return published - timedelta(days=back if back or side != "last" else 7)


def week(published: date, by: int) -> Stretch:
    """Monday to Sunday of the week ``by`` weeks away."""
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=by)
    return of_day(monday, monday + timedelta(days=6))


def calendar_unit(unit: str, published: date, by: int) -> Stretch:
    """The week, month, quarter or year ``by`` units away from the one of ``published``."""
    if unit == "week":
        return week(published, by)
    if unit == "year":
        return of_year(published.year + by)
    if unit == "quarter":
        year, month = shifted(published.year, (published.month - 1) // 3 * 3 + 1, 3 * by)
        return of_months(year, month, month + 2)
    year, month = shifted(published.year, published.month, by)
    return of_months(year, month, month)


def stretch_around(unit: str, count: int, published: date) -> Stretch | None:
    """The last ``count`` units up to ``published``, or the next ones if ``count`` is negative."""
    if unit in ("year", "decade"):
        years = count * (10 if unit == "decade" else 1)
        first, last = sorted((published.year - years, published.year))
        return of_year(first, last) if first >= 1 and last <= 9999 else None
    if unit in ("month", "quarter"):
        months = count * (3 if unit == "quarter" else 1)
        year, month = shifted(published.year, published.month, -months)
        if not 1 <= year <= 9999:
            return None
        (first, one), (last, two) = sorted(((year, month), (published.year, published.month)))
        return of_months(first, one, two, last)
    if abs(count) > 5000:
        return None
    other = published - timedelta(days=count * (7 if unit == "week" else 1))
    return of_day(*sorted((other, published)))
