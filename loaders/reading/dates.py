"""Dates and periods, resolved against the day the article appeared where they need it.

A trigger (a digit, a month, a weekday, ``last``, ``since`` …) is found by one regular expression, and only the few
patterns of that trigger are tried there. What cannot be resolved without the article's date has no span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from loaders.facts import Span
from loaders.reading import spans
from loaders.reading.counting import noun_after
from loaders.reading.document import When
from loaders.reading.numerals import NUMERAL, numeral_value
from loaders.reading.spans import Stretch
from loaders.reading.tables import either, lowered, plain, table
from loaders.reading.units import MONEY_AFTER, SCALE, UNIT_AFTER

_TABLE: Final = table("calendar")
_LONG: Final[dict[str, int]] = _TABLE["months"]
_MONTHS: Final[dict[str, int]] = {**_LONG, **_TABLE["short_months"]}
_WEEKDAYS: Final[dict[str, int]] = _TABLE["weekdays"]
_PARTS: Final[dict[str, list[int]]] = _TABLE["parts"]
_CONTEXT: Final[dict[str, list[str]]] = _TABLE["context"]
_COUNTS: Final = frozenset(_CONTEXT["counts"])
_NO_NOUNS: Final = frozenset(_CONTEXT["no_nouns"])

_MON: Final = rf"{either(_MONTHS)}(?![a-z])\.?"
_YEAR: Final = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])"
_TO: Final = r"(?: ?- ?| to | until | till | through )"
_AND: Final = r"(?: ?- ?| to | until | till | through | and )"
_Y: Final = rf"(?:,? {{0,2}}(?:of )?(?P<y>{_YEAR}))?"
_Y1: Final = rf"(?:,? {{0,2}}(?P<y1>{_YEAR}))?"
_UNIT: Final = r"(?P<unit>year|month|week|day|decade|quarter)s?(?![\w-])"
_REL: Final = r"(?P<rel>last|this|next|previous|current|coming|past|same)"

_TRIGGERS: Final = re.compile(
    rf"(?<![\w.,])(?:(?P<digit>\d)|(?P<month>{either(_MONTHS)})(?![a-z])|(?P<weekday>{either(_WEEKDAYS)})(?![a-z])"
    r"|(?P<word>yesterday|today|tomorrow|last|this|next|previous|past|current|coming|same|first|since then|until then|by then"
    rf"|fy ?\d|fiscal|financial|{either(_PARTS)})(?![a-z]))"
)

Found = tuple[Stretch | None, str]
"""The stretch, and ``date`` or ``period``."""
Rule = tuple[re.Pattern[str], "Callable[[re.Match[str], date | None, bool], Found | None]"]


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
        year = spans.nearest_month(one, published, future=future or relative in ("next", "coming"))
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
    if match["unit"] in ("day", "decade") or match["rel"] == "same" or match[0].endswith("s"):
        return None
    if published is None:
        return None, "date"
    return spans.calendar_unit(match["unit"], published, _away(match["rel"])), "date"


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
    return spans.of_day(spans.weekday(_WEEKDAYS[match["wd"]], published, side=side)), "date"


def _unresolved(match: re.Match[str], published: date | None, future: bool) -> Found | None:
    return None, "period"


def _rules(*rows: tuple[str, Callable[[re.Match[str], date | None, bool], Found | None]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), handler) for pattern, handler in rows)


_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "month": _rules(
        (rf"(?P<m1>{_MON}) {{0,2}}(?P<d1>{_DAY}){_Y1}{_TO}(?P<m2>{_MON}) {{0,2}}(?P<d2>{_DAY}){_Y}", _days),
        (rf"(?P<m1>{_MON}) {{0,2}}(?P<d1>{_DAY}){_AND}(?P<d2>{_DAY}){_Y}", _days),
        (rf"(?P<m1>{_MON}) {{0,2}}(?P<d1>{_DAY}){_Y}", _days),
        (rf"(?P<m1>{_MON})(?: (?P<y1>{_YEAR}))?{_AND}(?P<m2>{_MON}),? {{0,2}}(?:of )?(?P<y>{_YEAR})", _months),
        (rf"(?P<m1>{_MON}),? (?:of )?(?:the )?{_REL} year", _months),
        (rf"(?P<m1>{_MON}),? {{0,2}}(?:of )?(?P<y>{_YEAR})", _months),
        (rf"(?P<m1>{either(_LONG)})(?![\w-])", _months),
    ),
    "digit": _rules(
        (r"(?P<y>\d{4})-(?P<mo>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
        (r"(?P<d>\d{1,2})(?P<sep>[./])(?P<mo>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)", _iso),
        (rf"(?P<d1>{_DAY}) (?:of )?(?P<m1>{_MON}){_Y1}{_TO}(?P<d2>{_DAY}) (?:of )?(?P<m2>{_MON}){_Y}", _days),
        (rf"(?P<d1>{_DAY}){_AND}(?P<d2>{_DAY}) (?:of )?(?P<m1>{_MON}){_Y}", _days),
        (rf"(?P<d1>{_DAY}) (?:of )?(?P<m1>{_MON}){_Y}", _days),
        (
            rf"(?P<y1>(?:19|20)\d\d)(?:(?: ?- ?| to | through | till | until |(?P<and> and ))(?P<y>{_YEAR})|[-/](?P<yy>\d\d)(?![\d-]))",
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
        (rf"first (?P<n>{NUMERAL}) months(?: of (?:(?P<y>{_YEAR})|(?:the|{_REL}) year))?", _first_months),
        (rf"{_REL} (?P<wd>{either(_WEEKDAYS)})(?!\w)", _weekday),
        (rf"{_REL} (?P<m1>{either(_LONG)})(?![\w-]| \d)", _months),
        (rf"{_REL} (?P<n>{NUMERAL}) {_UNIT}", _lately),
        (rf"{_REL} {_UNIT}", _unit_away),
        (rf"(?:fy ?|(?:fiscal|financial) (?:year )?)(?P<y>{_YEAR}|\d\d)(?:[-/]\d\d(?:\d\d)?)?(?!\w)", _fiscal),
    ),
}
_AGO: Final = re.compile(rf"(?<![\w-])(?P<n>an?|{NUMERAL}) {{1,2}}{_UNIT} ago(?!\w)")
_AGO_WORD: Final = re.compile(r" ago(?!\w)")
_FUTURE: Final = re.compile(rf"(?<!\w){either(_CONTEXT['future'])}(?!\w)")
_SAID: Final = re.compile(rf"(?<!\w)(?:[a-z]{{2,20}}ed|{either(_CONTEXT['said'])})(?!\w)")
_OPENING: Final = re.compile(
    r"(?<![\w-])(?P<word>since|from|starting|beginning|until|till|through|up to|by|before|prior to|after|as of|between|over|in|during|within"
    r"|throughout|for)(?: the)?$"
)
_NEXT_WORD: Final = re.compile(r" {1,2}(?P<word>[^\W\d_][\w'-]{0,40})")
_ENDS_OPEN: Final = frozenset(("until", "till", "through", "up to", "by", "before", "prior to"))
_LASTING: Final = frozenset(("over", "in", "during", "within", "throughout", "for"))
_BEGINS_OPEN: Final = frozenset(("since", "from", "starting", "beginning", "after"))
_IN_MONTH: Final = frozenset(
    ("in", "since", "until", "by", "from", "during", "early", "late", "mid", "before", "after", "of", "for", "between", "till", "through")
)


def whens(text: str, published: date | None = None, start: int = 0, *, flat: str | None = None) -> tuple[When, ...]:
    """The dates and periods of ``text[start:]`` in order, none overlapping another.

    ``published`` is the day the article appeared. ``flat`` is the text with line breaks inside sentences made spaces,
    where that has been done. Words that open a period (``since``, ``until``, ``from … to``) belong to it, ``in`` and
    ``on`` do not.
    """
    flat = plain(text if flat is None else flat)
    low = lowered(flat)
    found: list[When] = []
    at = start
    ago = list(_agos(low, published, start))
    while match := _TRIGGERS.search(low, at):
        at = match.end()
        if match.lastgroup is None:
            continue
        made = _at(flat, low, match.start(), match.lastgroup, published, found[-1].end if found else start)
        if made is not None:
            found.append(made._replace(span=_worded(made.span, text, made)))
            at = max(at, made.end)
    taken = [(w.start, w.end) for w in found]
    found += [w._replace(span=_worded(w.span, text, w)) for w in ago if not any(s < w.end and w.start < e for s, e in taken)]
    return tuple(sorted(found, key=lambda w: w.start))


def _worded(span: Span | None, text: str, when: When) -> Span | None:
    """The span with the words of the article."""
    if span is None:
        return None
    return Span(begin=span.begin, end=span.end, precision=span.precision, text=text[when.start : when.end])


def _agos(low: str, published: date | None, start: int) -> Iterator[When]:
    """``two years ago``."""
    for ago in _AGO_WORD.finditer(low, start):
        for match in _AGO.finditer(low, max(start, ago.start() - 40), ago.end()):
            stretch = None
            count = 1 if match["n"] in ("a", "an") else int(numeral_value(low, match.start("n")))
            if published and match["unit"] != "decade" and count < published.year:
                past = spans.stretch_around(match["unit"], count, published)
                stretch = past and _point(past.begin, match["unit"])
            yield When(match.start(), match.end(), _span(stretch), "date")


def _point(begin: date | None, unit: str) -> Stretch | None:
    if begin is None:
        return None
    if unit == "year":
        return spans.of_year(begin.year)
    return spans.of_months(begin.year, begin.month, begin.month) if unit in ("month", "quarter") else spans.of_day(begin)


def _span(stretch: Stretch | None) -> Span | None:
    return Span(begin=stretch.begin, end=stretch.end, precision=stretch.precision) if stretch else None


def _at(flat: str, low: str, at: int, kind: str, published: date | None, floor: int) -> When | None:
    """The date that begins at a trigger, with the words that open it."""
    if kind in ("month", "weekday") and not flat[at].isupper():
        return None
    future: bool | None = None
    for pattern, handler in _RULES[kind]:
        match = pattern.match(low, at)
        if match is None or not _plausible(flat, low, match, handler):
            continue
        if future is None:
            future = published is not None and _in_future(low, match)
        made = handler(match, published, future)
        if made is not None:
            return _opened(flat, low, match, made, handler, floor)
    return None


def _sentence_around(low: str, match: re.Match[str]) -> tuple[str, str]:
    """Up to a hundred characters before and sixty after, within the sentence."""
    before = re.split(r"[.!?] |\n", low[max(0, match.start() - 100) : match.start()])[-1]
    return before, re.split(r"[.!?](?: |$)|\n", low[match.end() : match.end() + 60], maxsplit=1)[0]


def _in_future(low: str, match: re.Match[str]) -> bool:
    before, after = _sentence_around(low, match)
    return bool(_FUTURE.search(before) or _FUTURE.search(after))


def _word_before(low: str, at: int) -> str:
    return low[max(0, at - 30) : at].rpartition("\n")[2].rstrip(" ").rpartition(" ")[2].lstrip("(\"'“«")


def _plausible(flat: str, low: str, match: re.Match[str], handler: Callable[..., Found | None]) -> bool:
    """Whether a pattern that fits means a date here."""
    before = _word_before(low, match.start())
    if handler is _year:
        return _is_year(flat, low, match, before)
    if handler is _years:
        return before == "between" if match["and"] else match["yy"] is None or int(match["yy"]) > int(match["y1"]) % 100
    if handler is _months:
        group = match.groupdict()
        return bool(group.get("y") or group.get("rel")) or before in _IN_MONTH
    if handler is _days:
        return " and " not in match[0] or "d2" not in match.re.groupindex or noun_after(flat, low, match.end()) is None
    if handler is _near_day and match[0] == "today":
        said, after = _sentence_around(low, match)
        return _SAID.search(said[-14:]) is not None or _SAID.match(after.lstrip()) is not None
    return handler is not _fiscal or len(match["y"]) == 4 or match[0].startswith("fy")


def _is_year(flat: str, low: str, match: re.Match[str], before: str) -> bool:
    """Whether four digits are a year: no amount, measure or count."""
    if before.endswith(("$", "€", "£", "¥", "№", "#", "no.", "-", "/")) or before in _NO_YEAR:
        return False
    at = match.end()
    unit = UNIT_AFTER.match(low, at)
    if unit and (len(unit["word"]) > 1 or unit["gap"] == "") or SCALE.match(low, at) or MONEY_AFTER.match(low, at):
        return False
    return before not in _COUNTS or noun_after(flat, low, at) is None


def _opened(
    flat: str, low: str, match: re.Match[str], made: Found, handler: Callable[..., Found | None], floor: int
) -> When:
    """The date with the words before it that open a period, or that make it a part of a name."""
    stretch, role = made
    start, end = match.span()
    before = low[max(floor, start - 24) : start].rpartition("\n")[2].rstrip(" ")
    opening = _OPENING.search(before)
    named = handler in (_year, _years, _fiscal) and _in_name(flat, low, match, before)
    if named or opening is None:
        return When(start, end, _span(stretch), "modifier" if named else role)
    word = opening["word"]
    opened = _open(stretch, role, word, match, handler, low)
    if opened is None and not (handler is _lately and word in _LASTING):
        return When(start, end, _span(stretch), role)
    begin = start - (len(low[max(floor, start - 24) : start].rpartition("\n")[2]) - opening.start())
    return When(begin, end, _span(opened), "period" if word in _ENDS_OPEN | _BEGINS_OPEN and not _ranged(match) else role)


def _ranged(match: re.Match[str]) -> bool:
    """Whether the match has both its ends."""
    group = match.groupdict()
    return bool(group.get("d2") or group.get("m2") or group.get("y1") and (group.get("yy") or group.get("y")))


def _open(
    stretch: Stretch | None, role: str, word: str, match: re.Match[str], handler: Callable[..., Found | None], low: str
) -> Stretch | None:
    """The stretch as the opening word leaves it; ``None`` where the word does not belong to the date."""
    if _ranged(match):
        return stretch if word in ("from", "between") else None
    if handler is _lately:
        return stretch if word in _LASTING else None
    if stretch is None or role == "period":
        return None
    precision = "year" if handler is _part and match["part"] == "end" and not match["m1"] else stretch.precision
    if word in _ENDS_OPEN and stretch.end and stretch.begin:
        last = stretch.begin - timedelta(days=1) if word in ("before", "prior to") else stretch.end
        return Stretch(None, last, precision)
    if word == "since" or (word in ("starting", "beginning") and stretch.begin):
        return Stretch(stretch.begin, None, stretch.precision)
    if word == "from" and (handler in (_days, _iso, _months) or re.match(r" on(?:wards?)?(?!\w)", low[match.end() :][:9])):
        return Stretch(stretch.begin, None, stretch.precision)
    if word == "after" and stretch.end:
        return Stretch(stretch.end + timedelta(days=1), None, stretch.precision)
    return None


def _in_name(flat: str, low: str, match: re.Match[str], before: str) -> bool:
    """Whether a year or years stand in a name: “the 2020–2025 program”, “Strategy 2030”."""
    word = before.rpartition(" ")[2]
    following = _NEXT_WORD.match(flat, match.end())
    after = following["word"].lower() if following else ""
    noun = bool(after) and after not in _NO_NOUNS and not after.endswith("ed") and after not in _MONTHS
    owned = word in _DETERMINERS or word.endswith("'s")
    if noun and (owned or (_ranged(match) and word not in ("in", "since", "by", "until", "during", "between", "from", "to"))):
        return True
    if word in _NAMED:
        return True
    at = match.start() - 1
    while at > 0 and flat[at] in " -":
        at -= 1
    begin = flat.rfind(" ", 0, at + 1) + 1
    return match.start() - at == 2 and flat[begin].isupper() and flat[at].isalpha() and word not in _NO_NAME


_DETERMINERS: Final = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "this", "new", "under", "of", "annual", "joint", "draft", "national"))
_NAMED: Final = frozenset(("program", "programme", "strategy", "plan", "agenda", "framework", "vision", "roadmap", "cpf", "cps", "concept"))
_NO_NAME: Final = _NO_NOUNS | {*_MONTHS, "year", "spring", "summer", "autumn", "winter", "mid", "late", "early", "yet", "around", "total", "now", "about"}
_NO_YEAR: Final = frozenset(("article", "decree", "resolution", "order", "number", "room", "tel", "tel.", "phone", "boeing", "airbus", "isin", "iso"))
