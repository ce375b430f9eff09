"""When an article without a date of its own appeared: the day of its dateline, or the day that it tells of."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from loaders.reading import dates
from loaders.reading.document import Sentence, Zone

_LEAD: Final = 3
"""How many sentences tell the news of an article without a date."""
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|scheduled|planned|due|expected|until|till|by|since|before|from|upcoming"
    r"|next|born|founded|established)\b(?:(?!\b(?:said|signed|met|held)\b)[^.;])*$",
    re.IGNORECASE,
)
"""Words before a day that is not the day of the news."""


def datelined(text: str, sentences: tuple[Sentence, ...]) -> date | None:
    """The day in the dateline (“NADI, 14 January 2019 –”): when an article without a date of its own appeared."""
    for sentence in sentences[:3]:
        for when in dates.whens(text[sentence.start : sentence.dateline]):
            if when.span is not None and when.span.precision == "day" and when.span.begin == when.span.end:
                return when.span.begin
    return None


def reported(text: str, sentences: tuple[Sentence, ...]) -> date | None:
    """The day of the news (“was signed on 3 September 2024”), where nothing else dates the article.

    It is the last day written with its year in the first sentences, unless what is told of it is still ahead.
    """
    days: list[date] = []
    for sentence in [s for s in sentences if s.zone is Zone.BODY][:_LEAD]:
        for when in dates.whens(text[sentence.start : sentence.end]):
            span = when.span
            if span is None or span.precision != "day" or span.begin is None or span.begin != span.end:
                continue
            if when.role == "date" and not _AHEAD.search(text[sentence.start : sentence.start + when.start]):
                days.append(span.begin)
    return max(days, default=None)
