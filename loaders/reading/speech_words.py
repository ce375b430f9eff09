"""Where reported words end, and whether there are enough of them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from loaders.facts import Entity

LEAST_WORDS: Final = 3
"""Words that a statement has at least."""

WORDS: Final = re.compile(r"\w+")
FINITE: Final = re.compile(r"\b(?:is|are|must|should|can|will|would|means?|matters?|remains?|has|have)\b")
"""A finite verb, of the few that are never anything else."""

# “, Trend reports citing the ministry”: the source of the news, not part of what was said
_CREDIT: Final = re.compile(
    r",\s+(?!and\b|but\b|who\b|which\b|while\b|he\b|she\b|it\b|they\b)(?:(?:[\w.’'&/-]+\s+){1,10}?)?"
    r"(?:reports|reported|informs|informed|writes|cites)\b[^,;]{0,160}"
    r"(?:,\s+(?:citing|with reference|referring)\b[^,;]{0,160})?$"
)
_CREDITED: Final = re.compile(
    r",\s+(?:the\s+)?(?:[A-Z][\w.’'&-]*\s+|(?:of|for|and|the|press|service)\s+){1,10}said(?:\s+in an?\s+\w+)?$"
)
_STOPS: Final = " .!?…\n\t\u00a0"
_STARTS: Final = " \t\n\u00a0:,–—-"


class Said(NamedTuple):
    """What someone is reported to have said, and by which rule."""

    speaker: Entity
    start: int
    end: int
    rule: str


def closing(text: str, start: int, end: int) -> int:
    """Where the words of a sentence end: before the full stop and the source credit."""
    words = text[start:end].rstrip(" .\n")
    credit = _CREDIT.search(words) or _CREDITED.search(words)
    if credit and len(WORDS.findall(words, 0, credit.start())) >= LEAST_WORDS:
        end = start + credit.start()
    while end > start and text[end - 1] in _STOPS:
        end -= 1
    return end


def as_said(text: str, speaker: Entity, start: int, end: int, rule: str) -> Said | None:
    """The words, if there are enough of them to say anything."""
    while start < end and text[start] in _STARTS:
        start += 1
    return Said(speaker, start, end, rule) if len(WORDS.findall(text, start, end)) >= LEAST_WORDS else None
