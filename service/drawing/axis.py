"""A straight axis of time with round years or months on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.wording import MONTHS

_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
"""Years between two ticks."""
_TICKS: Final = 9
"""Ticks that an axis has at most."""
_EDGE: Final = 6.0
"""Units between the ends of the axis and what is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days along a line."""

    first: int
    last: int
    """Days as ``date.toordinal`` counts them."""
    width: float
    """Units of the drawing."""

    @classmethod
    def of(cls, spans: Sequence[tuple[date, date]], width: float) -> Axis:
        """An axis that has all spans, and some days at least."""
        first = min(begin.toordinal() for begin, _ in spans)
        last = max(end.toordinal() for _, end in spans)
        short = max(0, 60 - (last - first)) // 2
        return cls(first=max(1, first - short), last=last + short, width=width)

    def place(self, day: date) -> float:
        """How far along the axis a day is drawn."""
        share = (day.toordinal() - self.first) / max(1, self.last - self.first)
        return _EDGE + share * (self.width - 2 * _EDGE)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Where years begin – on a short axis, months –, with what is written there."""
        begin, end = date.fromordinal(self.first), date.fromordinal(self.last)
        if self.last - self.first < 800:
            yield from self._months(begin, end)
            return
        years = end.year - begin.year
        step = next((step for step in _STEPS if years / step <= _TICKS), _STEPS[-1])
        for year in range(begin.year, end.year + 1):
            day = date(year, 1, 1)
            if year % step == 0 and day >= begin:
                yield self.place(day), str(year)

    def _months(self, begin: date, end: date) -> Iterator[tuple[float, str]]:
        count = (end.year - begin.year) * 12 + end.month - begin.month
        step = next(step for step in (1, 2, 3, 6, 12) if count / step <= _TICKS)
        for at in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
            day = date(at // 12, at % 12 + 1, 1)
            if at % step == 0 and begin <= day <= end:
                name = MONTHS[day.month - 1][:3]
                yield self.place(day), f"{name} {day.year}" if step > 1 or day.month == 1 or at == 0 else name
