"""What the patterns of dates mean: one handler for each form, from a match to a stretch of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from loaders.reading import spans
from loaders.reading.numerals import NUMERAL, numeral_value
from loaders.reading.spans import Stretch
from loaders.reading.tables import either, table

_TABLE: Final = table("calendar")
_LONG: Final[dict[str, int]] = _TABLE["months"]
_MONTHS: Final[dict[str, int]] = {**_LONG, **_TABLE["short_months"]}
_WEEKDAYS: Final[dict[str, int]] = _TABLE["weekdays"]
_PARTS: Final[dict[str, list[int]]] = _TABLE["parts"]

_MON: Final = rf"{either(_MONTHS)}(?![a-z])\.?"
_YEAR: Final = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])"
_TO: Final = r"(?: ?- ?| to | until | till | through )"
_AND: Final = r"(?: ?- ?| to | until | till | through | and )"
_Y: Final = rf"(?:,? {{0,2}}(?:of )?(?P<y>{_YEAR}))?"
_Y1: Final = rf"(?:,? {{0,2}}(?P<y1>{_YEAR}))?"
_UNIT: Final = r"(?P<unit>year|month|week|day|decade|quarter)s?(?![\w-])"
_REL: Final = r"(?P<rel>last|this|next|previous|current|coming|past|same)"

_OVER: Final = re.compile(r"\blast (?:spring|summer|autumn|fall|winter|year),? (?:on )?(?:the )?$")
"""“Last autumn, on November 24”."""

Found = tuple[Stretch | None, str]
"""The stretch, and ``date`` or ``period``."""
Handler = Callable[[re.Match[str], date | None, bool], Found | None]
"""From a match, the day of the article and whether the sentence looks ahead, to what is meant; ``None``: no date."""


class Rule(NamedTuple):
    """A pattern over ``lowered`` text and what it means; ``name`` is the handler's."""

    name: str
    pattern: re.Pattern[str]
    handler: Handler


def _month(text: str) -> int:
    return _MONTHS[text.rstrip(".")]


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _days(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``May 29``, ``29-30 May 2025``, ``May 29 to June 2``: one day or two ends."""
    group = match.groupdict()
    one, two = _month(group["m1"]), _month(group.get("m2") or group["m1"])
    first, last = _number(group["d1"]), _number(group.get("d2") or group["d1"])
    if (two, last) < (one, first) and not group.get("m2"):
        return None
    year = int(group["y"]) if group["y"] else None
    if year is None:
        if published is None:
            return None, "date"
        near = spans.nearest_day(two, last, published, future=future)
        if (
            near is not None
            and near > published
            and _OVER.search(match.string, max(0, match.start() - 24), match.start())
        ):
            near = spans.day(near.year - 1, two, last)
        if near is None:
            return None
        year = near.year
    begin_year = int(group["y1"]) if group.get("y1") else year - (one > two)
    begin, end = spans.day(begin_year, one, first), spans.day(year, two, last)
    if begin is None or end is None or end < begin:
        return None
    return spans.of_day(begin, end), "date" if (end - begin).days < 62 else "period"


def _months(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``August 2024``, ``January-June 2024``, ``in August of the previous year``, ``last March``."""
    group = match.groupdict()
    one, two = _month(group["m1"]), _month(group.get("m2") or group["m1"])
    relative = group.get("rel")
    if group.get("y"):
        year = int(group["y"])
    elif published is None:
        return None, "date"
    elif relative and match[0].endswith("year"):
        year = published.year + _away(relative)
    elif relative in ("last", "past", "previous"):
        year = published.year - (one >= published.month)
    else:
        year = spans.nearest_month(two, published, future=future or relative in ("next", "coming"))
    begin_year = int(group["y1"]) if group.get("y1") else year - (one > two)
    return spans.of_months(begin_year, one, two, year), "date" if one == two else "period"


def _away(relative: str) -> int:
    """How many units away ``last`` and ``next`` are."""
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(relative, 0)


def _iso(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``2025-06-01``, ``01.06.2025``, ``1/6/2025`` (day first, unless that cannot be)."""
    month, number = int(match["mo"]), int(match["d"])
    found = spans.day(int(match["y"]), month, number) or spans.day(int(match["y"]), number, month)
    return (spans.of_day(found), "date") if found else None


def _years(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``2020–2025``, ``2020-25``, ``2020 to 2025``."""
    first = int(match["y1"])
    last = int(match["y"] or f"{first // 100}{match['yy']}")
    return (spans.of_year(first, last), "period") if last > first else None


def _year(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    return spans.of_year(int(match["y"])), "date"


def _decade(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    return spans.of_year(int(match["y"]), int(match["y"]) + 9), "period"


def _fiscal(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``fiscal year 2024``, ``FY24``: taken as the calendar year it is named after."""
    year = int(match["y"])
    return spans.of_year(year if year > 99 else 2000 + year), "date"


def _part(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``first half of 2024``, ``Q3 2024``, ``mid-2025``, ``early May 2025``, ``end of the year``."""
    first, last = _PARTS[match["part"]]
    group = match.groupdict()
    if group["m1"]:
        return _months(match, published, future)
    if group["yy"]:
        year = int(group["yy"])
    elif published is None:
        return None, "date"
    else:
        year = published.year + _away(group["rel"] or "this")
    return spans.of_months(year, first, last), "date"


def _season(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``last autumn``, ``next spring``: the one over or to come, seen from the day of the article."""
    if published is None:
        return None, "date"
    first, last = _PARTS[match["part"]]
    away = _away(match["rel"])
    year = published.year
    if away < 0:
        year -= last >= published.month
    elif away > 0:
        year += first <= published.month
    return spans.of_months(year, first, last), "date"


def _first_months(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``the first nine months of 2024``."""
    count = int(numeral_value(match.string, match.start("n")))
    if not 1 <= count <= 12:
        return None
    if not match["y"] and published is None:
        return None, "date"
    year = int(match["y"]) if match["y"] else (published or date.min).year + _away(match["rel"] or "this")
    return spans.of_months(year, 1, count), "date"


def _unit_away(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``last year``, ``this month``, ``next week``."""
    if match["unit"] == "day" or match["rel"] == "same" or match[0].endswith("s"):
        return None
    if published is None:
        return None, "date"
    away = _away(match["rel"])
    if match["unit"] == "decade":
        return (spans.stretch_around("decade", -away, published), "period") if away else None
    return spans.calendar_unit(match["unit"], published, away), "date"


def _lately(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``the past 30 years``, ``the next six months``."""
    if match["rel"] in ("this", "same", "current"):
        return None
    if published is None:
        return None, "period"
    count = int(numeral_value(match.string, match.start("n")))
    return spans.stretch_around(match["unit"], -_away(match["rel"]) * count, published), "period"


def _near_day(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``yesterday``, ``tomorrow``; ``today`` where something happened on that day."""
    if published is None:
        return None, "date"
    return spans.of_day(published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match[0], 0))), "date"


def _weekday(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    """``on Tuesday``, ``next Friday``."""
    if published is None:
        return None, "date"
    side = {-1: "last", 1: "next"}.get(_away(match["rel"] or ""), "next" if future and not match["rel"] else "")
    if side == "next" and not match["rel"] and published.weekday() == _WEEKDAYS[match["wd"]]:
        side = ""  # “On Wednesday she leaves for …”, written on a Wednesday
    return spans.of_day(spans.weekday(_WEEKDAYS[match["wd"]], published, side=side)), "date"


def _unresolved(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    return None, "period"


def _rules(*rows: tuple[str, Handler]) -> tuple[Rule, ...]:
    return tuple(Rule(handler.__name__.lstrip("_"), re.compile(pattern), handler) for pattern, handler in rows)


RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "month": _rules(
        (rf"(?P<m1>{_MON}) {{0,2}}(?P<d1>{_DAY}){_Y1}{_TO}(?P<m2>{_MON}) {{0,2}}(?P<d2>{_DAY}){_Y}", _days),
        (rf"(?P<m1>{_MON}) {{0,2}}(?P<d1>{_DAY}){_AND}(?P<d2>{_DAY}){_Y}", _days),
        (rf"(?P<m1>{_MON}) {{0,2}}(?P<d1>{_DAY}){_Y}", _days),
        (rf"(?P<m1>{_MON})(?: (?P<y1>{_YEAR}))?{_AND}(?P<m2>{_MON}),? {{0,2}}(?:of )?(?P<y>{_YEAR})", _months),
        (rf"(?P<m1>{_MON}),? (?:of )?(?:the )?{_REL} year", _months),
        (rf"(?P<m1>{_MON}),? {{0,2}}(?:of )?(?P<y>{_YEAR})", _months),
        (rf"(?P<m1>{either(_LONG)}){_AND}(?P<m2>{either(_LONG)})(?![\w-]| \d)", _months),
        (rf"(?P<m1>{either(_LONG)})(?![\w-])", _months),
    ),
    "digit": _rules(
        (r"(?P<y>(?:1[5-9]|2[01])\d\d)-(?P<mo>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
        (r"(?P<d>\d{1,2})(?P<sep>[./])(?P<mo>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)", _iso),
        (rf"(?P<d1>{_DAY}) (?:of )?(?P<m1>{_MON}){_Y1}{_TO}(?P<d2>{_DAY}) (?:of )?(?P<m2>{_MON}){_Y}", _days),
        (rf"(?P<d1>{_DAY}){_AND}(?P<d2>{_DAY}) (?:of )?(?P<m1>{_MON}){_Y}", _days),
        (rf"(?P<d1>{_DAY}) (?:of )?(?P<m1>{_MON}){_Y}", _days),
        (
            rf"(?P<y1>(?:19|20)\d\d)(?:(?: ?- ?| to | through | till | until |(?P<and> and ))(?P<y>{_YEAR})"
            r"|[-/](?P<yy>\d\d)(?![\d-]))",
            _years,
        ),
        (r"(?P<y>(?:19|20)\d0)'?s(?!\w)", _decade),
        (rf"(?P<y>{_YEAR})(?!\w)", _year),
    ),
    "weekday": _rules((rf"(?P<rel>)(?P<wd>{either(_WEEKDAYS)})", _weekday)),
    "word": _rules(
        (r"yesterday|today|tomorrow", _near_day),
        (r"(?:since|until|by) then", _unresolved),
        (
            rf"(?P<part>{either(_PARTS)})(?: |-| of (?:the )?)(?:(?P<m1>{_MON})(?:,? {{0,2}}(?P<y>{_YEAR}))?"
            rf"|(?:calendar )?(?:year )?(?P<yy>{_YEAR})|(?:{_REL} )?year(?! \d))",
            _part,
        ),
        (
            rf"{_REL} (?P<part>spring|summer|autumn|fall)(?![\w-]| (?:olympics|games|school|meetings?|session|term))",
            _season,
        ),
        (rf"first (?P<n>{NUMERAL}) months(?: of (?:(?P<y>{_YEAR})|(?:the|{_REL}) year))?", _first_months),
        (rf"{_REL} (?P<wd>{either(_WEEKDAYS)})(?!\w)", _weekday),
        (rf"{_REL} (?P<m1>{either(_LONG)})(?![\w-]| \d)", _months),
        (rf"{_REL} (?P<n>{NUMERAL}) {_UNIT}", _lately),
        (rf"{_REL} {_UNIT}", _unit_away),
        (rf"(?:fy ?|(?:fiscal|financial) (?:year )?)(?P<y>{_YEAR}|\d\d)(?:[-/]\d\d(?:\d\d)?)?(?!\w)", _fiscal),
    ),
}
"""The rules of each kind of trigger, in the order in which they are tried."""
