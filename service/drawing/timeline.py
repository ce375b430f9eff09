"""Timelines: what happened when, as an overview along an axis and as a list by year.

The list is the whole of it, for everyone; the overview is a picture of the list. A year stands as a year, never as its
first of January: what is drawn is as long as what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from markupsafe import Markup

from service.drawing.axis import Axis
from service.wording import MONTHS, span

_OPEN: Final = 8
"""Entries of a year that are seen at once; of more, the others are behind a line that unfolds."""
_BY_MONTH: Final = 16
"""Entries of a year from which on months head them."""
_MOST: Final = 500
"""Entries of a timeline; of more, the latest are shown and the timeline says so."""
_LANE: Final = 11
_LANES: Final = 9
_WIDTH: Final = 720


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a time."""

    begin: str
    end: str
    """ISO days; empty: unknown. A year is its first and its last day."""
    text: str
    href: str | None = None
    kind: str = ""
    """One word that colors it and is told beside it: event, post, money, framework …"""
    note: str = ""
    """What else is said of it in small letters."""
    precision: str = ""
    """``day``, ``month`` or ``year``, where an end is not known: since 2003 is not since the first of January."""


def timeline(entries: Iterable[Entry], *, title: str = "Timeline") -> Markup:
    """A timeline as a figure; empty markup if no entry has a date."""
    dated = sorted({one for one in entries if _first(one)}, key=lambda one: (_first(one), _last(one), one.text))
    if not dated:
        return Markup()
    shown = dated[-_MOST:]
    more = Markup('<p class="small">{:,} earlier ones are not shown.</p>').format(len(dated) - len(shown))
    return Markup('<figure class="timeline" aria-label="{}">{}{}{}</figure>').format(
        title, _overview(shown), more if len(dated) > len(shown) else "", _list(shown)
    )


def _list(entries: Sequence[Entry]) -> Markup:
    years = (_year(year, list(group)) for year, group in groupby(entries, lambda one: _first(one)[:4]))
    return Markup('<ol class="years">{}</ol>').format(Markup("").join(years))


def _year(year: str, entries: Sequence[Entry]) -> Markup:
    if len(entries) >= _BY_MONTH:
        months = groupby(entries, lambda one: _first(one)[5:7])
        inner = Markup("").join(_month(month, list(group)) for month, group in months)
        count = Markup('<summary>{} entries</summary><ol class="months">{}</ol>').format(len(entries), inner)
        return Markup('<li><b class="year">{}</b><details>{}</details></li>').format(year, count)
    few = entries if len(entries) <= _OPEN + 1 else entries[:_OPEN]
    rest = entries[len(few) :]
    more = Markup("<details><summary>{} more</summary><ol>{}</ol></details>").format(len(rest), _items(rest))
    return Markup('<li><b class="year">{}</b><ol>{}</ol>{}</li>').format(year, _items(few), more if rest else "")


def _month(month: str, entries: Sequence[Entry]) -> Markup:
    name = MONTHS[int(month) - 1]
    return Markup('<li><b class="month">{}</b><ol>{}</ol></li>').format(name, _items(entries))


def _items(entries: Iterable[Entry]) -> Markup:
    return Markup("").join(_item(one) for one in entries)


def _item(entry: Entry) -> Markup:
    text = Markup('<a href="{}">{}</a>').format(entry.href, entry.text) if entry.href else entry.text
    kind = Markup(' <span class="pill">{}</span>').format(entry.kind) if entry.kind else ""
    note = Markup(' <span class="small">{}</span>').format(entry.note) if entry.note else ""
    return Markup('<li class="t-{}"><span class="when">{}</span> <span class="what">{}{}{}</span></li>').format(
        _class(entry), _when(entry), text, kind, note
    )


def _overview(entries: Sequence[Entry]) -> Markup:
    """Points and bars along an axis, in as many lanes as it takes; hidden from readers, for whom the list is."""
    if len(entries) < 2:
        return Markup()
    axis = Axis.of([(_day(_first(one)), _day(_last(one))) for one in entries], _WIDTH)
    marks = list(_laid(entries, axis))
    base = (max(lane for *_, lane in marks) + 1) * _LANE + 8
    ticks = Markup("").join(_tick(x, text, base) for x, text in axis.ticks())
    drawn = Markup("").join(_mark(entry, left, right, lane * _LANE + 8) for entry, left, right, lane in marks)
    return Markup(
        '<svg class="axis" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}'
        '<path class="base" d="M0 {}H{}"/>{}</svg>'
    ).format(_WIDTH, base + 22, ticks, base, _WIDTH, drawn)


def _tick(x: float, text: str, base: int) -> Markup:
    anchor = "start" if x < 30 else "end" if x > _WIDTH - 30 else "middle"
    return Markup(
        '<path class="tick" d="M{0:.1f} 0V{1}"/><text x="{0:.1f}" y="{2}" text-anchor="{3}">{4}</text>'
    ).format(x, base, base + 18, anchor, text)


def _laid(entries: Sequence[Entry], axis: Axis) -> Iterator[tuple[Entry, float, float, int]]:
    """Each entry with its ends along the axis and its lane, the first where it meets no other."""
    ends = list[float]()
    for one in entries:
        left, right = axis.place(_day(_first(one))), axis.place(_day(_last(one)))
        if not one.end:
            right = float(_WIDTH)
        lane = next((at for at, end in enumerate(ends) if end < left - 10), len(ends))
        if lane == len(ends):
            if lane == _LANES:
                lane = min(range(_LANES), key=lambda at: ends[at])
            else:
                ends.append(0.0)
        ends[lane] = max(right, left)
        yield one, left, right, lane


def _mark(entry: Entry, left: float, right: float, y: float) -> Markup:
    title = f"{_when(entry)}: {entry.text}"
    if right - left < 6:
        shape = Markup('<circle cx="{:.1f}" cy="{}" r="3.8"/>').format(min(_WIDTH - 5, max(5, (left + right) / 2)), y)
    else:
        shape = Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="6" rx="3"/>').format(left, y - 3, right - left)
    return Markup('<g class="t-{}{}"><title>{}</title>{}</g>').format(
        _class(entry), "" if entry.end else " open", title, shape
    )


def _when(entry: Entry) -> str:
    """The time in words, as exact as it is known."""
    known = entry.begin or entry.end
    if (entry.begin and entry.end) or entry.precision not in ("month", "year") or not _is_day(known):
        return span(entry.begin or None, entry.end or None)
    month = f"{MONTHS[int(known[5:7]) - 1]} " if entry.precision == "month" else ""
    return f"{'from' if entry.begin else 'until'} {month}{known[:4]}"


def _class(entry: Entry) -> str:
    return "".join(letter for letter in entry.kind.lower() if letter.isascii() and letter.isalpha()) or "other"


def _first(entry: Entry) -> str:
    return next((one for one in (entry.begin, entry.end) if _is_day(one)), "")


def _last(entry: Entry) -> str:
    return max((one for one in (entry.begin, entry.end) if _is_day(one)), default="")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _is_day(text: str) -> bool:
    try:
        return bool(text) and bool(date.fromisoformat(text))
    except ValueError:
        return False
