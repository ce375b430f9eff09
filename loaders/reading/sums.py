"""Whose a sum of money is that somebody gives: what it is given for, else who gives it, else who gets it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from loaders.facts import Entity, Kind
from loaders.reading.background import NO_BEARERS, UNDERTAKINGS, Bearer
from loaders.reading.document import Form, Mentioned, Quantity, Sentence
from loaders.reading.outline import QUANTITY, Outline, pattern

_GIVEN_AFTER: Final = re.compile(
    r"(?: US dollars?| dollars?| euros?)?(?:[- ](?:in|of))?(?:[- ][\w-]+){0,3}?[- ](?:loans?|credits?|grants?|financing"
    r"|funding|funds|package|guarantees?|tranche|assistance|support|investments?|facility|equity|bonds?|line|allocation"
    r"|co-financing|concessional|(?:(?:has been|have been|was|were|is|are|will be|is to be|are to be|to be|be|being) "
    r"(?:\w+ed|lent|spent|put|given)))\b",
    re.IGNORECASE,
)
_GIVEN_BEFORE: Final = re.compile(
    r"\b(?:loans?|credits?|grants?|financing|funding|funds|package|guarantees?|tranche|assistance|support|investments?"
    r"|facility|equity|bonds?|line|allocation|contribution|sum|amount|borrow\w*|lend\w*|lent|provid\w+|invest\w*"
    r"|allocat\w+|commit\w*|contribut\w+|approv\w+|disburs\w+|extend\w*|mobili[sz]\w+|earmark\w*|available|put|puts"
    r"|giv\w+|gave|pledg\w+|offer\w*|spend\w*|spent|inject\w*|grant\w*|financ\w+|fund\w*|back\w*|receiv\w+|secur\w+"
    r"|attract\w*|rais\w+|issu\w+|sign\w*|endors\w+|channel\w*|earn\w*)\b[^;:]{0,60}$",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(
    r"\b(?:for|to|into|in|on|towards?|behind|support\w*|financ\w+|fund\w*|build\w*|construct\w+|develop\w*|implement\w*"
    r"|moderni[sz]\w+|upgrad\w+|rehabilitat\w+|expand\w*|co-financ\w+|back\w*|complet\w+|bolster\w*|scal\w+|cover\w*)\b",
    re.IGNORECASE,
)
_APART: Final = re.compile(
    r"\b(?:under|within|through|part of|framework of|frame of|alongside|as well as|among them|among which|including"
    r"|like|similar to|such as|after|following|during|besides|outside|near|contribut\w+ to|in line with"
    r"|line with|based on|owned by|developed by|operated by|implemented by|aligned with|complement\w*|priorities"
    r"|set out in)"
    r"\W+(?:the |an? |its |their |this |that |[\w'’-]+ed )*(?:[\w'’-]+ ){0,3}$"
    r"|, (?:the|an?|home|which|where|who|whose) (?:[\w’'-]+ ){1,4}(?:of|to) (?:the )?$",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(
    r"\b(?:to date|since|so far|in total|cumulative\w*|altogether|portfolio|over the (?:past|last)|in all|years"
    r"|annually|annual)\b"
    rf"|{QUANTITY}\S* (?:\S+ ){{0,3}}?(?:projects|operations|loans|deals|initiatives|programmes|programs|grants)\b"
    r"|\b(?:has|have) (?:already |now |also )*(?:invested|committed|lent|disbursed|mobili[sz]ed)\b",
    re.IGNORECASE,
)
_GIVER: Final = pattern(
    r"[^;:.]{0,80}?\b(?:(?:provided|financed|funded|granted|extended|contributed|approved|lent|issued|given|offered|allocated"
    r"|made available|paid|covered|arranged|raised) by|(?:loans?|credits?|grants?|financing|funding|package|guarantee"
    r"|assistance|euros?|dollars?) from|(?:comes?|come|coming) from) {the}(?:[\w’'-]+ ){0,3}?{about:agent}"
    r"| from {the}(?P<giver>[\ue002\ue003]\ue000*)"
)
_COMES_FROM: Final = re.compile(
    r"[^;:.]{0,40}?\b(?:(?:comes?|coming)|provided|financed|covered|paid|contributed) (?:from|by) "
    r"| (?:\w+ ){0,2}(?:credit|loan|grant|guarantee) from | from the (?=\ue002)",
    re.IGNORECASE,
)
_TO_PLACE: Final = pattern(r"[^;:.]{0,40}? (?:to|for|in) {the}(?:[\w’'-]+ ){0,2}?{about:place}")
_FURTHER: Final = 260
"""How many characters behind a sum its purpose may stand."""


class Sums:
    """Finds what sums of money are given for, and by whom."""

    __slots__ = ("_money", "_outline")

    def __init__(self, outline: Outline, quantities: Sequence[Quantity]) -> None:
        """Read in ``outline``; ``quantities`` are those of the same text."""
        self._outline = outline
        self._money = [q.start for q in quantities if q.family == "money"]

    def given(self, q: Quantity, s: Sentence) -> bool:
        """Whether the sum is a loan, a grant, money provided, and not a price or a turnover."""
        text = self._outline.text
        left = text[max(s.dateline, q.start - 120) : q.start]
        return bool(_GIVEN_AFTER.match(text, q.end, min(s.end, q.end + 60)) or _GIVEN_BEFORE.search(left))

    def total(self, q: Quantity, s: Sentence) -> bool:
        """Whether the sentence sums up what was given over the years or in many acts."""
        text = self._outline.text
        return _TOTAL.search(text, max(s.dateline, q.start - 150), min(s.end, q.end + 100)) is not None

    def purpose(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The project or framework that the sum is said to be for."""
        if not self.given(q, s):
            return None
        ceiling = self._ceiling(q, s)
        found = [m for m in self._outline.after(q.end, ceiling) if self._for(q.end, m)]
        found.sort(key=lambda m: m.entity.kind is not Kind.PROJECT)
        if not found:
            found = self._announced(q, s)
        return Bearer(found[0].entity, None, "purpose-of-sum", None) if found else None

    def _ceiling(self, q: Quantity, s: Sentence) -> int:
        """Where the words about the sum end: a semicolon, or the next sum unless that is its equivalent."""
        text, end = self._outline.text, min(s.end, q.end + _FURTHER)
        for at in self._money[bisect_left(self._money, q.end) :]:
            if at >= end:
                break
            if text[q.end : at].strip(" ") not in ("(", "[", "or"):
                end = at
        stop = text.find(";", q.end, end)
        return stop if stop >= 0 else end

    def _for(self, start: int, m: Mentioned) -> bool:
        if m.entity.kind not in UNDERTAKINGS or m.form is Form.PRONOUN or m.entity.cls in NO_BEARERS:
            return False
        between = self._outline.text[start : m.start]
        return _PURPOSE.search(between) is not None and _APART.search(between) is None

    def _announced(self, q: Quantity, s: Sentence) -> list[Mentioned]:
        """“For the Sary project the bank will give $4 million”, “the Sary project, to which it lent $4 million”."""
        found: list[Mentioned] = []
        for m in self._outline.before(q.start, max(s.dateline, q.start - 200)):
            if m.entity.kind not in UNDERTAKINGS:
                continue
            lead = self._outline.text[max(s.dateline, m.start - 12) : m.start]
            behind = self._outline.text[m.end : q.start]
            if (_FOR.search(lead) and not s.dateline < m.start - 12) or _TO_WHICH.match(behind):
                found.append(m)
        return found

    def stated_giver(self, q: Quantity, s: Sentence) -> Bearer | None:
        """“The remaining $7 million will come from the government”."""
        found = _COMES_FROM.match(self._outline.text, q.end, min(s.end, q.end + 80))
        return self.giver(q, s) if found else None

    def giver(self, q: Quantity, s: Sentence) -> Bearer | None:
        """Who is said, behind the sum, to give it."""
        match = _GIVER.match(self._outline.text, q.end, min(s.end, q.end + 160))
        name = "about" if match and match["about"] else "giver"
        mention = self._outline.mention(match.start(name)) if match else None
        return Bearer(mention.entity, None, "giver-of-sum", None) if mention else None

    def receiver(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The country that gets the sum."""
        match = _TO_PLACE.match(self._outline.text, q.end, min(s.end, q.end + 100)) if self.given(q, s) else None
        mention = self._outline.mention(match.start("about")) if match else None
        return Bearer(mention.entity, None, "receiver-of-sum", None) if mention else None

    def country_of(self, q: Quantity, s: Sentence) -> Entity | None:
        """The country where the sum of many acts went."""
        match = _IN_COUNTRY.match(self._outline.text, q.end, min(s.end, q.end + 100))
        target = self._outline.mention(match.start("with")) if match else None
        return target.entity if target and target.entity.cls == "Country" else None


_FOR: Final = re.compile(r"^\W*(?:for|to|under) (?:the |this )?$", re.IGNORECASE)
_TO_WHICH: Final = re.compile(r",? (?:to|for|into|towards) which\b|,? for an? \w+ of\b", re.IGNORECASE)
_IN_COUNTRY: Final = pattern(r"[^;:.,]{0,60}? (?:in|to|for|with) (?:the )?{with:place}")
