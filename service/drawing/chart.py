"""Charts of numbers as they were reported: bars for amounts, points over time with what is known of their exactness.

Numbers of different units never share an axis: each unit is a panel of its own. Bars begin at zero. A number is drawn
once for each thing, time and value, however many articles have it, and nothing is added up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from service.wording import MONTHS, amount

_MOST: Final = 40
"""Bars of a panel."""
_HEIGHT: Final = 300
"""Of a panel over time, in pixels."""
_TOP: Final = 30
_BOTTOM: Final = 34
_TICKS: Final = 4
_FLAT: Final = 0.6
"""Where the lowest number is beyond this share of the highest, the axis over time begins above zero."""
_EDGE: Final = 6
"""Percent of the width from the ends in which words stand inward."""
_YEAR: Final = 366
"""Days."""
_CLOSE: Final = 500
"""Days up to which the axis of time has months rather than years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number to draw."""

    label: str
    """What it is of."""
    value: float
    text: str
    """The number with its unit, as it is read."""
    low: float | None = None
    high: float | None = None
    """Between what it lies, as far as the words tell: “over 8” is from 8 on."""
    begin: date | None = None
    end: date | None = None
    """The days that it is for."""
    when: str = ""
    """These in words."""
    note: str = ""
    """What else tells it from others: “planned”."""
    href: str | None = None
    hollow: bool = False
    """Whether it is only planned."""

    @property
    def ends(self) -> tuple[float, float]:
        """Between what it is drawn; without bounds, the number itself."""
        low, high = (self.value if one is None else one for one in (self.low, self.high))
        return min(low, self.value), max(high, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Numbers of one unit."""

    unit: str
    """As pages write it; empty for plain counts."""
    figures: tuple[Figure, ...]
    title: str = ""
    """What numbers without a unit are."""

    @property
    def heading(self) -> str:
        """What stands above the drawing."""
        return self.unit or self.title or "Number"


def bars(panels: Sequence[Panel]) -> Markup:
    """The numbers as bars, those of each unit in a table of their own: a drawing that is read aloud as it stands."""
    return Markup().join(_bars(panel) for panel in panels)


def over_time(panels: Sequence[Panel]) -> Markup:
    """The numbers over the time that they are for, and the same as a list; those without a time are left out."""
    timed = [(panel, [one for one in panel.figures if one.begin and one.end]) for panel in panels]
    return Markup().join(_points(panel, figures) for panel, figures in timed if figures)


def _bars(panel: Panel) -> Markup:
    shown = panel.figures
    if len(shown) > _MOST:
        shown = tuple(sorted(shown, key=lambda one: -abs(one.value))[:_MOST])
    low = min(0.0, *(one.ends[0] for one in shown))
    high = max(0.0, *(one.ends[1] for one in shown))
    rows = Markup().join(_bar(one, low, (high - low) or 1.0) for one in shown)
    more = Markup("<p class='small'>The {} largest of {:,}; the table has all.</p>").format(
        len(shown), len(panel.figures)
    )
    return Markup(
        '<table class="bars" role="table"><caption>{}</caption><thead class="hidden" role="rowgroup"><tr role="row">'
        '<th scope="col" role="columnheader">Of what</th><th scope="col" role="columnheader">As a bar</th>'
        '<th scope="col" role="columnheader">Number</th></tr></thead><tbody role="rowgroup">{}</tbody></table>{}'
    ).format(panel.heading, rows, more if len(shown) < len(panel.figures) else "")


def _bar(one: Figure, low: float, whole: float) -> Markup:
    def part(value: float) -> float:
        return 100 * (value - low) / whole

    first, last = sorted((part(0.0), part(one.value)))
    rect = Markup('<rect class="{}" x="{:.2f}" y="2" width="{:.2f}" height="12"/>').format(
        "hollow" if one.hollow else "filled", first, max(last - first, 0.3)
    )
    if one.low is not None or one.high is not None:
        ends = [part(end) for end in one.ends]
        rect += Markup(
            '<rect class="around" x="{0:.2f}" y="5.5" width="{1:.2f}" height="5"/>'
            '<rect class="interval" x="{0:.2f}" y="7" width="{1:.2f}" height="2"/>'
        ).format(ends[0], ends[1] - ends[0])
    label = Markup('<a href="{}">{}</a>').format(one.href, one.label) if one.href else one.label
    told = ", ".join(part for part in (one.when, one.note) if part and part != one.label)
    note = Markup(' <span class="soft">{}</span>').format(told) if told else ""
    return Markup(
        '<tr role="row"><th scope="row" role="rowheader">{}{}</th><td role="cell" class="drawn">'
        '<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg></td>'
        '<td role="cell" class="figure">{}</td></tr>'
    ).format(label, note, rect, one.text)


def _points(panel: Panel, figures: Sequence[Figure]) -> Markup:
    """A panel over time: the drawing, and beneath it the numbers."""
    ordered = sorted(figures, key=lambda one: (_at(one), one.label, one.value))
    axis, title = _Axis.of(ordered, panel.unit), panel.heading
    points = (axis.point(one) for one in ordered)
    drawn = Markup().join((*axis.grid(), *axis.joined(ordered), *points, *axis.words()))
    begins = "" if axis.low == 0 else f" The axis begins at {amount(f'{axis.low:g}', panel.unit or None)}."
    said = f"{len(ordered)} number{'' if len(ordered) == 1 else 's'} over time, {title}; all stand in the list below."
    listed = Markup().join(Markup("<li><b>{}</b> {}{}</li>").format(one.when, one.text, _told(one)) for one in ordered)
    return Markup(
        '<figure class="points"><figcaption>{}<span class="soft">{}</span></figcaption>'
        '<svg width="100%" height="{}" role="img" aria-label="{}">{}</svg></figure>'
        "<details><summary>The numbers as a list</summary><ol class='plain small'>{}</ol></details>"
    ).format(title, begins, _HEIGHT, said, drawn, listed)


def _told(one: Figure) -> str:
    return "".join(f" – {part}" for part in (one.label, one.note) if part)


def _at(one: Figure) -> float:
    """The day of the point: the middle of a month or a year, the end of what was counted over a longer time."""
    begin, end = ((day or date.min).toordinal() for day in (one.begin, one.end))
    return (begin + end) / 2 if end - begin <= _YEAR else end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Where numbers and days are drawn: days in percent of the width, so that the words keep their size."""

    unit: str
    first: int
    last: int
    """Days, as ordinals."""
    low: float
    high: float
    step: float

    @classmethod
    def of(cls, figures: Sequence[Figure], unit: str) -> _Axis:
        days = [day.toordinal() for one in figures for day in (one.begin, one.end) if day is not None]
        least, most = min(one.ends[0] for one in figures), max(one.ends[1] for one in figures)
        flat = least > 0 and least > _FLAT * most and most > least
        low, high = (least if flat else min(0.0, least)), max(0.0, most)
        step = _step((high - low) or 1.0)
        low = math.floor(low / step) * step
        room = max((max(days) - min(days)) // 20, 15)
        return cls(
            unit=unit, first=min(days) - room, last=max(days) + room, low=low,
            high=max(math.ceil(high / step) * step, low + step), step=step,
        )  # fmt: skip

    def x(self, day: float) -> float:
        return 100 * (day - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * (value - self.low) / (self.high - self.low)

    def grid(self) -> Iterator[Markup]:
        """The lines of the scale."""
        for value in self._scale():
            yield Markup('<line class="scale" x1="0%" x2="100%" y1="{0:.1f}" y2="{0:.1f}"/>').format(self.y(value))

    def words(self) -> Iterator[Markup]:
        """The numbers of the scale above its lines, and the years or months."""
        for value in self._scale():
            words = amount(f"{value:.10g}", self.unit or None)
            yield Markup('<text x="0" y="{:.1f}">{}</text>').format(self.y(value) - 4, words)
        for day, text in self._days():
            x = self.x(day)
            at = "first " if x < _EDGE else "last " if x > 100 - _EDGE else ""
            yield Markup('<text class="{}day" x="{:.2f}%" y="{}">{}</text>').format(at, x, _HEIGHT - 10, text)

    def _scale(self) -> Iterator[float]:
        for at in range(round((self.high - self.low) / self.step) + 1):
            yield self.low + at * self.step

    def _days(self) -> Iterator[tuple[int, str]]:
        first, last = date.fromordinal(max(self.first, 1)), date.fromordinal(self.last)
        months = (last.year - first.year) * 12 + last.month - first.month
        if self.last - self.first <= _CLOSE:
            for at in range(1, months + 1, max(1, math.ceil(months / 4))):
                year, month = divmod(first.year * 12 + first.month - 1 + at, 12)
                yield date(year, month + 1, 1).toordinal(), f"{MONTHS[month][:3]} {year}"
            return
        for year in range(first.year + 1, last.year + 1, max(1, math.ceil((last.year - first.year) / 6))):
            yield date(year, 1, 1).toordinal(), str(year)

    def joined(self, figures: Sequence[Figure]) -> Iterator[Markup]:
        """What joins the numbers of one thing, where no two of them are for one time."""
        for label in dict.fromkeys(one.label for one in figures):
            own = [one for one in figures if one.label == label and not one.hollow]
            days = [_at(one) for one in own]
            if len(set(days)) == len(own):
                for before, after in pairwise(own):
                    yield Markup('<line class="joined" x1="{:.2f}%" y1="{:.1f}" x2="{:.2f}%" y2="{:.1f}"/>').format(
                        self.x(_at(before)), self.y(before.value), self.x(_at(after)), self.y(after.value)
                    )

    def point(self, one: Figure) -> Markup:
        """A number: its interval as a box over its period, its period as a line, itself as a point."""
        begin, end = ((day or date.min).toordinal() for day in (one.begin, one.end))
        left, right, y = self.x(begin), self.x(end), self.y(one.value)
        box = ""
        if one.low is not None or one.high is not None:
            bottom, top = (self.y(value) for value in one.ends)
            box = Markup('<rect class="interval" x="{:.2f}%" y="{:.1f}" width="{:.2f}%" height="{:.1f}"/>').format(
                left, top, max(right - left, 0.6), max(bottom - top, 1.0)
            )
        words = ", ".join(part for part in (one.when, one.text, one.label, one.note) if part)
        return Markup(
            '<g><title>{}</title>{}<line class="period" x1="{:.2f}%" x2="{:.2f}%" y1="{y:.1f}" y2="{y:.1f}"/>'
            '<circle class="{}" cx="{:.2f}%" cy="{y:.1f}" r="5"/></g>'
        ).format(words, box, left, right, "hollow" if one.hollow else "dot", self.x(_at(one)), y=y)


def _step(whole: float) -> float:
    """A round step that divides a length into some ``_TICKS`` parts."""
    rough = whole / _TICKS
    size: float = 10.0 ** math.floor(math.log10(rough))
    return size * next(part for part in (1, 2, 2.5, 5, 10) if part * size >= rough * 0.999)
