"""What a number counts that leaves its noun or currency out: “11 of 26 bridges”, “1.1 billion and 550 million”."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from loaders.reading.counting import is_plural
from loaders.reading.document import Document, Quantity, Sentence

_ANOTHER: Final = re.compile(
    r"\b(?:another|a further|and|with|of which|including|among them|of them|of these)\W*$", re.IGNORECASE
)
_AGAINST: Final = re.compile(
    r"\b(?:as against|against|up from|down from|compared (?:with|to)|versus|instead of)\W*$", re.IGNORECASE
)
"""“63 companies, as against 40 in 2018”."""
_NUMBER_OF: Final = re.compile(
    r"\b(?:number|numbers) of (?:[a-z-]+ ){0,2}?([a-z]{3,}(?:s|people|children|women|men))\b[^;.\d]{0,60}"
    r"(?:\d[^;\n]{0,40})?\b(?:was|is|to|from|at|reached|reach|exceeds?|exceeded|stood at|totall?ed|hit|by|of|only|some"
    r"|about)"
    r"(?: about| some| nearly| almost| over| more than| around)? $"
)
"""“The number of visitors grew from 1.7 million to 5.1 million”."""
_DIRECTLY: Final = re.compile(r" [a-z]+ly,? and (?:another |some |about |a further )?")
"""“150,000 people indirectly and 50,000 directly”."""
_MORE_THAN: Final = re.compile(r" (?:more|fewer|less) than\b")
_BARE: Final = 3
"""So many bare numbers may stand between a sum and one that leaves its currency out."""
_PAUSE: Final = re.compile(r"[.,;)]|$| (?:in|a|at|the|last|previously|before|today|now|earlier|by)\b")
_WHO_ARE: Final = re.compile(
    r" of (?:them|these|those|which|whom) (?:are |were |being |will be )?(women|girls|boys|men|children|farmers"
    r"|foreigners)\b"
)
_OF_WHOM: Final = re.compile(r" of (?:whom|which|them)\b")
_JUST_COUNTED: Final = re.compile(r"([a-z]+)(?: [a-z]+)?, (?:[a-z]+ ){0,3}$")
_TO_FEWER: Final = re.compile(r" to (?:only |just |about |some |under )?$")
_SCALED: Final = 100_000
"""From so much on a bare number behind a sum of money is a sum too."""
_NO_NOUN: Final = re.compile(
    r"[.,;)]|$| (?:and|or|respectively|came|comes|went|goes|will|would|is|was|were|are|has|had|have|of its own"
    r"|of their own|each|from|for|in|to|by|as|on|this|last)\b"
)
_OF_IT: Final = re.compile(r" of (?:it|which|this|that)\b")
_AND: Final = re.compile(r" (?:[a-z-]+ )?(?:and|or|to) | of (?:the |its |their |a total of |(?:the )?[\w-]+[’']s? )?")
_CLOSE: Final = 20
"""Characters between the two ends of a change."""
_ACTIVE: Final = re.compile(
    r"\W*(?:(?:will be|are|were|have been|is|was|being|now|still|currently|already|more)\W+)*"
    r"(?:\w+ed|active|built|under\b|ongoing|new\b|operational|complete\b|ready\b"
    r"|in (?:service|operation|use|place)\b)",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r" (?:per|for every) \d[\d,. ]*\d [a-z]")
_RATED: Final = re.compile(
    r"\b(deaths|births|cases|infections|suicides|doctors|nurses|beds|marriages|divorces|crimes|murders)\b[^;.]{0,80}$",
    re.IGNORECASE,
)
"""“Deaths stand at 126 per 100,000 births” counts deaths."""


class Units:
    """Finds the units of an article's numbers, which must be asked for in the order of the text."""

    __slots__ = ("_counted", "_quantities", "_text")

    def __init__(self, document: Document) -> None:
        """For the numbers of ``document``."""
        self._text = document.text
        self._quantities = document.quantities
        self._counted: Quantity | None = None

    def completed(self, q: Quantity, s: Sentence) -> Quantity | None:
        """``q``, with the noun of the count before it if it leaves that out; ``None`` for a bare number."""
        if q.family == "count":
            self._counted = q
            return q
        if q.family != "number":
            return q
        i = bisect_right(self._quantities, q.start - 1, key=lambda other: other.start) - 1
        for _ in range(_BARE):
            i -= i > 0 and self._quantities[i].family == "number"
        last = self._quantities[i] if i >= 0 else None
        if last and last.family == "money" and last.start >= s.start and _OF_IT.match(self._text, q.end):
            return q._replace(family="money", unit=last.unit)
        rated = _RATE.match(self._text, q.end, s.end) and _RATED.search(
            self._text, max(s.dateline, q.start - 100), q.start
        )
        if rated:
            return q._replace(family="count", unit=rated[1].lower())
        following = self._following(q, s)
        if following is not None:
            return q._replace(family="count", unit=following.unit)
        if last and last.family == "money" and last.start >= s.start and q.value >= _SCALED:
            return q._replace(family="money", unit=last.unit) if _NO_NOUN.match(self._text, q.end) else None
        women = _WHO_ARE.match(self._text, q.end, s.end)
        if women:
            return q._replace(family="count", unit=women[1])
        many = _NUMBER_OF.search(self._text, max(s.dateline, q.start - 120), q.start)
        if many and is_plural(many[1]) and _PAUSE.match(self._text, q.end):
            return q._replace(family="count", unit=many[1])
        noun = self._counted
        if noun is None or noun.start < s.start:
            told = _JUST_COUNTED.search(self._text, max(s.start, q.start - 60), q.start)
            whom = told is not None and is_plural(told[1]) and _OF_WHOM.match(self._text, q.end, s.end)
            return q._replace(family="count", unit=told[1]) if told and whom else None
        left = self._text[max(s.start, q.start - 20) : q.start]
        beside = _AGAINST.search(left) or (
            q.start - noun.end < _CLOSE and _TO_FEWER.fullmatch(self._text, noun.end, q.start)
        )
        if beside and _PAUSE.match(self._text, q.end):
            return q._replace(family="count", unit=noun.unit)
        if _MORE_THAN.match(self._text, q.end, s.end) or _DIRECTLY.fullmatch(self._text, noun.end, q.start):
            return q._replace(family="count", unit=noun.unit)
        if q.start == noun.end + 1 and _active_behind(self._text, q.end, s.end):
            return q._replace(family="count", unit=noun.unit)
        active = _active_behind(self._text, q.end, s.end)
        return q._replace(family="count", unit=noun.unit) if active and _ANOTHER.search(left) else None

    def _following(self, q: Quantity, s: Sentence) -> Quantity | None:
        """“8 million rural and 3 million urban people”: the count behind names what both count."""
        quantities = self._quantities
        i = bisect_right(quantities, q.start, key=lambda other: other.start)
        if i >= len(quantities) or quantities[i].family != "count" or quantities[i].start >= s.end:
            return None
        return quantities[i] if _AND.fullmatch(self._text, q.end, quantities[i].start) else None


def _active_behind(text: str, start: int, end: int) -> bool:
    """Whether what is counted is said to be built, active, in service."""
    return _ACTIVE.match(text, start, min(end, start + 60)) is not None
