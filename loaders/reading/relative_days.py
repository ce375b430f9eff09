"""Days told by another day: “that day”, “the following day”, “two days earlier”."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from loaders.facts import Span

_PHRASE: Final = re.compile(
    r"\b(?:(?P<same>(?:that|the) (?:very )?same day|(?<!to )that day|on the day)"
    r"|(?P<after>the (?:following|next) day|(?:a|one) day (?:later|after(?:wards)?)|the day after(?! tomorrow))"
    r"|(?P<before>the (?:day before(?! yesterday)|previous day|preceding day)|(?:a|one) day (?:earlier|before))"
    r"|(?P<n>two|three|four|five|six) days (?P<way>later|earlier|before|after(?:wards)?))(?!\w)"
)
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_LASTING: Final = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|[2-9])[- ]day (?:[\w-]+ ){0,3}(?:visit|trip|mission|tour|stay)\b"
)
_ENDED: Final = re.compile(r"\b(?:end(?:ed|s)|concluded|completed|wrapped up|wound up|rounded off|drew to a close)\b")
_BEGAN: Final = re.compile(r"\b(?:began|begins?|started|starts|kicked off|opened|arrived|embarked)\b")


def relative_day(words: str, anchor: Span | None, *, reported: bool = False) -> Span | None:
    """The day that ``words`` tell by the day last spoken of; ``None`` where they tell none.

    The day of a report (``reported``) is no day on which something else happened too.
    """
    match = _PHRASE.search(words)
    if match is None or anchor is None or (reported and match["same"]):
        return None
    count = _NUMBERS[match["n"]] if match["n"] else 1
    later = bool(match["after"]) or (match["way"] or "").startswith(("later", "after"))
    begin = anchor.begin or anchor.end
    end = anchor.end or anchor.begin
    if begin is None or end is None:
        return None
    day = begin if match["same"] else end + timedelta(days=count) if later else begin - timedelta(days=count)
    return replace(anchor, begin=day, end=day, precision="day", text=match[0])


def lasting(told: str, words: str, date: Span | None) -> Span | None:
    """“a three-day visit ended on Wednesday”: from Monday to Wednesday; any other date stays as it is.

    ``told`` are the words that say how long it lasted, ``words`` those that say when it began or ended.
    """
    match = _LASTING.search(told)
    if match is None or date is None or date.precision != "day" or date.begin is None or date.begin != date.end:
        return date
    more = timedelta(days=(_NUMBERS.get(match["n"]) or int(match["n"])) - 1)
    if _ENDED.search(words):
        return replace(date, begin=date.begin - more)
    return replace(date, end=date.begin + more) if _BEGAN.search(words) else date
