"""Cues that tell whose a number is by the sentence around it: “respectively”, “we”, “the portfolio”, the economy."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from loaders.facts import Entity, Fact, Kind, Position, Statement
from loaders.reading.background import Background, Bearer
from loaders.reading.descriptions import ECONOMY, PURPOSE
from loaders.reading.document import Form, Quantity, Sentence
from loaders.reading.figure_rules import BEFORE
from loaders.reading.outline import Outline, pattern
from loaders.reading.sections import Sections
from loaders.reading.subjects import FRAME
from loaders.reading.sums import Sums

_RESPECTIVELY: Final = re.compile(r"(?: (?:and|,)? ?[^;.,]{0,40})?,? respectively\b", re.IGNORECASE)
_PAIR: Final = pattern(r"{about:owner}(?: \([^)]{1,12}\))? and {the}{with:owner}")
_AND_BEFORE: Final = re.compile(r"\band (?:\w+ )?$")
_PORTFOLIO: Final = re.compile(
    r"[^\w\ue000-\ue010]*(?:the |its |this )?(?:bank(?:['’]s)? )?(?:\w+ ){0,3}(?:portfolio|lending|commitments"
    r"|exposure|assets|loan book|balance sheet)\b",
    re.IGNORECASE,
)
_WE: Final = re.compile(
    r"\b(?:we(?:['’](?:ve|re|ll))?|our (?:\w+ )?(?:bank|portfolio|investments?|lending|programs?|programmes|projects"
    r"|operations|support|financing))\b[^;.]*$",
    re.IGNORECASE,
)
_DEALS: Final = re.compile(r"(?:agreements?|contracts?|memorand\w+|deals|documents|accords|protocols)$")
_SIGNED: Final = re.compile(
    r"(?: (?:worth|totall?ing|valued at|on|for|in|between) [^;:]{1,70}?)? (?:was|were|had been|have been) (?:\w+ly )?"
    r"(?:signed|concluded|inked|sealed|reached)\b"
)
_HIS_COUNTRY: Final = re.compile(
    r"\b(?:his|her|our|my) (?:own )?(?:country|nation|island|state"
    r"|people)\b(?:(?!['’])|['’]s (?:\w+ ){0,2}(?:sector|economy|needs|population|industry|demand"
    r"|budget)\b)[^;:\ue001-\ue006]{0,60}$",
    re.IGNORECASE,
)
_IN_HIS_COUNTRY: Final = re.compile(
    r"[^;:]{0,100}? in (?:his|her|our|my) (?:own )?(?:country|nation|homeland)\b(?!['’])"
)
_IN_PLACE: Final = pattern(r"(?: [\w’'-]+){1,5}? (?:in|of) (?:the |this )?{about:place}")
_COUNTED: Final = frozenset({"count", "percent"})
_LENDER: Final = re.compile(
    r"\bthe (?:bank|lender|fund|financial institution|institution)\b (?:has |had |have |also |already |so far "
    r"|since |now )*(?:financed|funded|invested|lent|approved|provided|committed|disbursed|supported"
    r"|backed|allocated|implemented)\b[^;:\ue001-\ue006]{0,40}$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(r"\W*(?:(?:only|today|currently|at present|still|just|about|some|now),? )*", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r" of (?:the |all |its )?(?:\w+ ){0,2}(?:population|households|citizens|adults|children|people|women|land"
    r"|territory)\b(?! (?:are|were|will))",
    re.IGNORECASE,
)


class Cues:
    """Reads the cues of one article."""

    __slots__ = ("_background", "_employers", "_outline", "_speech", "_sums")

    def __init__(self, outline: Outline, background: Background, sums: Sums, facts: Sequence[Fact]) -> None:
        """``facts`` tell who speaks where, and for whom."""
        self._outline, self._background, self._sums = outline, background, sums
        self._speech = sorted((f for f in facts if isinstance(f, Statement)), key=lambda f: f.text)
        posts = [f for f in facts if isinstance(f, Position) and f.of is not None and not f.former]
        self._employers = {f.person.iri: f.of for f in reversed(posts) if f.of is not None}

    def respectively(self, q: Quantity, s: Sentence) -> Bearer | None:
        """“A and B will give $30 million and $20 million respectively”: the first to A, the second to B."""
        text = self._outline.text
        if not _RESPECTIVELY.match(text, q.end, min(s.end, q.end + 60)):
            return None
        pair = _PAIR.search(text, s.dateline, q.start)
        second = _AND_BEFORE.search(text, max(s.dateline, q.start - 12), q.start) is not None
        mention = self._outline.mention(pair.start("with" if second else "about")) if pair else None
        return Bearer(mention.entity, None, "respectively", None) if mention else None

    def purpose(self, q: Quantity, s: Sentence) -> Bearer | None:
        """A loan “for the construction of the plant”."""
        said = PURPOSE.match(self._outline.text, q.end, min(s.end, q.end + 260)) if self._sums.given(q, s) else None
        return self._background.main(s) if said else None

    def portfolio(self, q: Quantity, s: Sentence, last: Bearer | None) -> Bearer | None:
        """The portfolio is that of the bank spoken of, and its shares too."""
        if not _PORTFOLIO.match(self._outline.text, s.dateline, q.start):
            return None
        return last if last and last.about.kind is Kind.INSTITUTION else self._background.lender()

    def we(self, q: Quantity, s: Sentence) -> Bearer | None:
        """“We have supported 31 projects”, says somebody of the bank."""
        if not _WE.search(self._outline.text, max(s.dateline, q.start - 150), q.start):
            return None
        i = bisect_right(self._speech, q.start, key=lambda f: f.text[0]) - 1
        if i < 0 or self._speech[i].text[1] < q.end:
            return None
        speaker = self._speech[i].speaker
        own = speaker if speaker.kind is Kind.INSTITUTION else self._employers.get(speaker.iri)
        return Bearer(own, None, "we", None) if own else None

    def employer(self, person: Entity) -> Entity | None:
        """The institution or country that a person holds a post of."""
        return self._employers.get(person.iri)

    def deals(self, q: Quantity, s: Sentence, sections: Sections) -> Bearer | None:
        """“Twelve agreements were signed”: at the forum, the visit or the meeting that the article tells of there."""
        if q.family != "count" or not _DEALS.search(q.unit):
            return None
        if not _SIGNED.match(self._outline.text, q.end, min(s.end, q.end + 120)):
            return None
        event = sections.gathering(q.start)
        return Bearer(event, None, "deals-of-event", None) if event else None

    def country_said(self, q: Quantity, s: Sentence) -> Bearer | None:
        """“His country was struck by three storms”: that of the person in the sentence, else the article's."""
        text = self._outline.text
        there = _IN_PLACE.match(text, q.end, min(s.end, q.end + 80)) if q.family in _COUNTED else None
        meant = self._outline.mention(there.start("about")) if there else None
        if meant and meant.form is Form.DEFINITE and meant.entity.cls == "Country":
            return Bearer(meant.entity, None, "in-the-country", None)
        said = _HIS_COUNTRY.search(text, max(s.dateline, q.start - 120), q.start)
        said = said or (q.family in _COUNTED and _IN_HIS_COUNTRY.match(text, q.end, min(s.end, q.end + 120))) or None
        if said is None:
            return None
        people = [m.entity for m in self._outline.before(s.end, s.dateline) if m.entity.kind is Kind.PERSON]
        homes = {e.iri: e for e in (self.employer(p) for p in people) if e and e.cls == "Country"}
        only = next(iter(homes.values())) if len(homes) == 1 else None
        return Bearer(only, None, "his-country", None) if only else self._background.country()

    def lender(self, q: Quantity, s: Sentence) -> Bearer | None:
        """“To date the bank has financed 26 projects in the country”."""
        if q.family not in {"money", "count"}:
            return None
        said = _LENDER.search(self._outline.text, max(s.dateline, q.start - 100), q.start)
        return self._background.lender_before(s) if said else None

    def economy(self, q: Quantity, s: Sentence) -> Bearer | None:
        """Growth and inflation are the country's, also where the sentence leaves it out."""
        start, text = max(s.dateline, q.start - 120), self._outline.text
        start = max(
            (m.end() for m in FRAME.finditer(text, max(s.dateline, q.start - 2 * BEFORE), q.start)), default=start
        )
        if (
            q.family == "percent"
            and _OPENING.fullmatch(text, s.dateline, q.start)
            and _PEOPLE.match(text, q.end, s.end)
        ):
            return self._background.country()
        if q.family not in {"percent", "money", "times"} or not ECONOMY.search(text, start, q.start):
            return None
        if any(m.entity.kind is not Kind.PERSON for m in self._outline.before(q.start, start)):
            return None
        return self._background.country()
