"""Dates and periods, resolved against the day the article appeared where they need it.

A trigger (a digit, a month, a weekday, ``last``, ``since`` …) is found by one regular expression, and only the few
patterns of that trigger are tried there. What cannot be resolved without the article's date has no span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from loaders.facts import Span
from loaders.reading import spans
from loaders.reading.counting import noun_after
from loaders.reading.document import When
from loaders.reading.moments import RULES, Found
from loaders.reading.numerals import NUMERAL, numeral_value
from loaders.reading.spans import Stretch
from loaders.reading.tables import either, lowered, plain, table
from loaders.reading.units import MONEY_AFTER, SCALE, UNIT_AFTER

_TABLE: Final = table("calendar")
_MONTHS: Final[dict[str, int]] = {**_TABLE["months"], **_TABLE["short_months"]}
_CONTEXT: Final[dict[str, list[str]]] = _TABLE["context"]
_COUNTS: Final = frozenset(_CONTEXT["counts"])
_NO_NOUNS: Final = frozenset(_CONTEXT["no_nouns"])
_DETERMINERS: Final = frozenset(_CONTEXT["before_name"])
_NAMED: Final = frozenset(_CONTEXT["named"])
_NO_NAME: Final = _NO_NOUNS | _MONTHS.keys() | set(_CONTEXT["not_named"])
_NO_YEAR: Final = frozenset(_CONTEXT["no_year"])
_UNIT: Final = r"(?P<unit>year|month|week|day|decade)s?(?![\w-])"

_WEEKDAY: Final = either(_TABLE["weekdays"])
_TRIGGERS: Final = re.compile(
    rf"(?<![\w.,])(?:(?P<digit>\d)|(?P<month>{either(_MONTHS)})(?![a-z])|(?P<weekday>{_WEEKDAY})(?![a-z])"
    r"|(?P<word>yesterday|today|tomorrow|last|this|next|previous|past|current|coming|same|first|(?:since|until|by) then"
    rf"|fy ?\d|fiscal|financial|{either(_TABLE['parts'])})(?![a-z]))"
)

_AGO: Final = re.compile(rf"(?<![\w-])(?P<n>an?|{NUMERAL}) {{1,2}}{_UNIT} ago(?!\w)")
_AGO_WORD: Final = re.compile(r" ago(?!\w)")
_FUTURE: Final = re.compile(rf"(?<!\w){either(_CONTEXT['future'])}(?!\w)")
_SAID: Final = re.compile(rf"(?<!\w)(?<!be )(?:[a-z]{{2,20}}ed|{either(_CONTEXT['said'])})(?!\w)")
_SENTENCE_END: Final = re.compile(r"(?:(?<=[a-z]{3})|(?<=[)\]\"”’»]))[.!?](?: |$)|[.!?][\"”»](?= |$)|\n")
_OPENING: Final = re.compile(
    r"(?<![\w-])(?P<word>since|from|starting|beginning|until|till|through|up to|by|before|prior to|after|between|over"
    r"|in|during|within|throughout|for)(?: the)?$"
)
_NEXT_WORD: Final = re.compile(r" {1,2}(?P<word>[^\W\d_][\w'-]{0,40})")
_ENDS_OPEN: Final = frozenset(("until", "till", "through", "up to", "by", "before", "prior to"))
_LASTING: Final = frozenset(("over", "in", "during", "within", "throughout", "for"))
_BEGINS_OPEN: Final = frozenset(("since", "from", "starting", "beginning", "after"))
_IN_MONTH: Final = frozenset(_CONTEXT["before_month"])


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
    found += [
        w._replace(span=_worded(w.span, text, w)) for w in ago if not any(s < w.end and w.start < e for s, e in taken)
    ]
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
    return (
        spans.of_months(begin.year, begin.month, begin.month) if unit in ("month", "quarter") else spans.of_day(begin)
    )


def _span(stretch: Stretch | None) -> Span | None:
    return Span(begin=stretch.begin, end=stretch.end, precision=stretch.precision) if stretch else None


def _at(flat: str, low: str, at: int, kind: str, published: date | None, floor: int) -> When | None:
    """The date that begins at a trigger, with the words that open it."""
    if kind in ("month", "weekday") and not flat[at].isupper():
        return None
    future: bool | None = None
    for rule in RULES[kind]:
        match = rule.pattern.match(low, at)
        if match is None or not _plausible(flat, low, match, rule.name):
            continue
        if future is None:
            future = published is not None and _in_future(low, match)
        made = rule.handler(match, published, future)
        if made is not None:
            return _opened(flat, low, match, made, rule.name, floor)
    return None


def _sentence_around(low: str, match: re.Match[str]) -> tuple[str, str]:
    """Up to a hundred characters before and sixty after, within the sentence."""
    before = _SENTENCE_END.split(low[max(0, match.start() - 100) : match.start()])[-1]
    return before, _SENTENCE_END.split(low[match.end() : match.end() + 60], maxsplit=1)[0]


def _in_future(low: str, match: re.Match[str]) -> bool:
    """Whether the nearest verb before the date looks ahead, or, where there is none, one after it."""
    before, after = _sentence_around(low, match)
    ahead = max((m.end() for m in _FUTURE.finditer(before)), default=-1)
    back = max((m.start() for m in _SAID.finditer(before)), default=-1)
    if ahead >= 0 or back >= 0:
        return ahead > back
    return _FUTURE.search(after) is not None


def _word_before(low: str, at: int) -> str:
    return low[max(0, at - 30) : at].rpartition("\n")[2].rstrip(" ").rpartition(" ")[2].lstrip("(\"'“«")


def _plausible(flat: str, low: str, match: re.Match[str], rule: str) -> bool:
    """Whether a pattern that fits means a date here."""
    before = _word_before(low, match.start())
    if rule == "year":
        return _is_year(flat, low, match, before)
    if rule == "years":
        return before == "between" if match["and"] else match["yy"] is None or int(match["yy"]) > int(match["y1"]) % 100
    if rule == "months":
        group = match.groupdict()
        return bool(group.get("y") or group.get("rel")) or before in _IN_MONTH
    if rule == "days":
        return " and " not in match[0] or "d2" not in match.re.groupindex or noun_after(flat, low, match.end()) is None
    if rule == "near_day" and match[0] == "today":
        said, after = _sentence_around(low, match)
        return _SAID.search(said[-14:]) is not None or _SAID.match(after.lstrip()) is not None
    return rule != "fiscal" or len(match["y"]) == 4 or match[0].startswith("fy")


def _is_year(flat: str, low: str, match: re.Match[str], before: str) -> bool:
    """Whether four digits are a year: no amount, measure or count."""
    if before.endswith(("$", "€", "£", "¥", "№", "#", "no.", "-", "/")) or before in _NO_YEAR:
        return False
    at = match.end()
    unit = UNIT_AFTER.match(low, at)
    if unit and (len(unit["word"]) > 1 or unit["gap"] == ""):
        return False
    if SCALE.match(low, at) or MONEY_AFTER.match(low, at):
        return False
    return before not in _COUNTS or noun_after(flat, low, at) is None


def _opened(flat: str, low: str, match: re.Match[str], made: Found, rule: str, floor: int) -> When:
    """The date with the words before it that open a period, or that make it a part of a name."""
    stretch, role = made
    start, end = match.span()
    before = low[max(floor, start - 24) : start].rpartition("\n")[2].rstrip(" ")
    opening = _OPENING.search(before)
    named = rule in ("year", "years", "fiscal") and _in_name(flat, low, match, before)
    if named or opening is None or (rule == "near_day" and low.startswith(("'s", "’s"), end)):
        return When(start, end, _span(stretch), "modifier" if named else role)
    word = opening["word"]
    opened = _open(stretch, role, word, match, rule, low)
    if opened is None and not (rule in ("lately", "unit_away") and word in _LASTING and role == "period"):
        return When(start, end, _span(stretch), role)
    begin = start - (len(low[max(floor, start - 24) : start].rpartition("\n")[2]) - opening.start())
    return When(
        begin, end, _span(opened), "period" if word in _ENDS_OPEN | _BEGINS_OPEN and not _ranged(match) else role
    )


def _ranged(match: re.Match[str]) -> bool:
    """Whether the match has both its ends."""
    group = match.groupdict()
    return bool(group.get("d2") or group.get("m2") or (group.get("y1") and (group.get("yy") or group.get("y"))))


def _open(stretch: Stretch | None, role: str, word: str, match: re.Match[str], rule: str, low: str) -> Stretch | None:
    """The stretch as the opening word leaves it; ``None`` where the word does not belong to the date."""
    if _ranged(match):
        return stretch if word in ("from", "between") else None
    if rule == "lately" or (rule == "unit_away" and role == "period"):
        return stretch if word in _LASTING else None
    if stretch is None or role == "period":
        return None
    precision = "year" if rule == "part" and match["part"] == "end" and not match["m1"] else stretch.precision
    if word in _ENDS_OPEN and stretch.end and stretch.begin:
        last = stretch.begin - timedelta(days=1) if word in ("before", "prior to") else stretch.end
        return Stretch(None, last, precision)
    if word == "since" or (word in ("starting", "beginning") and stretch.begin):
        return Stretch(stretch.begin, None, stretch.precision)
    if word == "from" and (
        rule in ("days", "iso", "months") or re.match(r" on(?:wards?)?(?!\w)", low[match.end() :][:9])
    ):
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
    if noun and (
        owned or (_ranged(match) and word not in ("in", "since", "by", "until", "during", "between", "from", "to"))
    ):
        return True
    if word in _NAMED:
        return True
    at = match.start() - 1
    while at > 0 and flat[at] in " -":
        at -= 1
    begin = flat.rfind(" ", 0, at + 1) + 1
    return match.start() - at == 2 and flat[begin].isupper() and flat[at].isalpha() and word not in _NO_NAME
