"""Whose a number is whose sentence gives it no bearer: what is described there, what came before, what is listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.facts import Kind
from loaders.reading.background import NO_BEARERS, UNDERTAKINGS, Background, Bearer
from loaders.reading.descriptions import description
from loaders.reading.document import Form, Quantity, Sentence, Zone
from loaders.reading.figure_rules import BEFORE, figure_rules
from loaders.reading.outline import Outline, pattern
from loaders.reading.sums import Sums

_HELD: Final = re.compile(r"\b(?:in|across|throughout|within|around) (?:the |all (?:of )?)?$", re.IGNORECASE)
_WORKED_ON: Final = re.compile(
    r"(?: in (?:the )?[\ue001-\ue010][\ue000-\ue010]*)?"
    r" (?:will|are to|is to|are being|is being|were|have been|had been|should) (?:also )?(?:be )?"
    r"(?:opened|built|rebuilt|renovated|constructed|reconstructed|repaired|equipped|connected|restored|installed"
    r"|established|created|set up|planted|rehabilitated|upgraded|moderni[sz]ed|drilled)\b"
)
"""“Eight canals in X will be rebuilt”: by the project that the article is about."""
_MONEY: Final = frozenset({"money", "loan", "grant", "fund", "financing", "funding", "credit", "package", "proceed"})
_AMONG: Final = re.compile(r"\b(?:among (?:them|these|which)|including|such as|for example)\b")
_BULLET: Final = re.compile(r"\s*(?:[-–—•*·▪●◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_IT_LENT: Final = re.compile(
    r"\b(?:it|they) (?:has |had |have |also |already |so far |since )*(?:financed|funded|invested|lent|approved"
    r"|provided|committed|disbursed|supported|backed|allocated|implemented) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_IN_PLACE: Final = pattern(
    r" (?:of (?:rain|snow|precipitation|rainfall) )?(?:in|at|for|over|across) {the}{about:place}"
)
_PLACE_BEFORE: Final = pattern(r"{about:place}[ :(–-]{1,3}$")
_OTHER_NAME: Final = re.compile(
    r"(?!(?:The|This|That|These|Its|Their|Our|Each|Phase|Lot|Section|Stage|Part|Component|Package)\b)"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+ (?:is|was|stands|rises|lies|covers)\b"
)
"""“Mount Somoni is 7,495 meters high”: a name that is nothing known is the subject."""
_LONGEST_LIST: Final = 15
"""How many items before its own a list is followed back to the sentence that announces it."""
_SIZES: Final = frozenset({"km", "m", "ha", "km2", "m2", "m3", "MW", "GW", "kW", "MWh", "GWh", "kWh", "t", "l"})


@dataclass(slots=True)
class Running:
    """What the sentences before were about."""

    bearer: Bearer
    sentence: int
    listing: bool
    """A list of results was announced: even sentences with subjects of their own kind go on with it."""


def physical(q: Quantity) -> bool:
    """Whether ``q`` measures a thing on the ground: its length, capacity, weight."""
    return q.family == "measure" and q.unit in _SIZES


class Fallbacks:
    """Finds the bearers of numbers whose own sentence names none."""

    __slots__ = ("_background", "_outline", "_sentences", "_sums")

    def __init__(self, outline: Outline, background: Background, sums: Sums, sentences: Sequence[Sentence]) -> None:
        """Read in ``outline``, which ``sentences`` divide."""
        self._outline, self._background, self._sums, self._sentences = outline, background, sums, sentences

    def of(self, q: Quantity, number: int, running: Running | None) -> Bearer | None:
        """The bearer of ``q`` in the sentence with that ``number``, which has no subject that could be it."""
        s = self._sentences[number]
        if physical(q) and _OTHER_NAME.match(self._outline.text, s.dateline, q.start):
            return None
        named = self._item(number) or self._lent(q, number) or self._described(q, number, running)
        if named is None:
            named = self._sums.giver(q, s) if q.family == "money" else self._background.told_before(q, s)
        near = _near(number, running)
        results = q.family == "count" and near is not None and near.about.kind in UNDERTAKINGS
        if named is None and q.family == "count" and _WORKED_ON.match(self._outline.text, q.end, s.end):
            named = self._background.main(s)
        if named is None and not physical(q) and not results:
            named = self.placed(q, s)
        if named is None and q.family == "money":
            named = self._sums.receiver(q, s)
        named = named or self._before(q, number, running)
        if named is None and self._background.empty:
            lends = q.family == "money" and self._sums.given(q, s)
            named = self._background.lender() if lends else None if physical(q) else self._background.country()
        return named

    def placed(self, q: Quantity, s: Sentence) -> Bearer | None:
        """A place that the sentence sets the number in: first behind the number, then before it."""
        near = [
            *self._outline.after(q.end, min(s.end, q.end + BEFORE)),
            *self._outline.before(q.start, max(s.dateline, q.start - BEFORE)),
        ]
        for m in near:
            behind = self._outline.text[m.end : q.start] if m.end <= q.start else ""
            if m.start >= q.end and ";" in self._outline.text[q.end : m.start]:
                continue
            if ", and " in behind or "; " in behind or _AMONG.search(self._outline.text, q.end, max(q.end, m.start)):
                continue
            if m.form is Form.DEMONYM or (q.family == "money" and m.entity.cls == "City"):
                continue
            if m.entity.kind is Kind.PLACE and _HELD.search(self._outline.text[max(s.start, m.start - 20) : m.start]):
                return Bearer(m.entity, None, "placed", None)
        return None

    def beside(self, q: Quantity, s: Sentence) -> Bearer | None:
        """The place right beside a number of the weather: “Murree 33 mm, 21 mm in Kakul”."""
        behind = _IN_PLACE.match(self._outline.text, q.end, min(s.end, q.end + 60))
        before = _PLACE_BEFORE.search(self._outline.text, max(s.dateline, q.start - 60), q.start)
        match = behind or before
        mention = self._outline.mention(match.start("about")) if match else None
        return Bearer(mention.entity, None, "place-beside", None) if mention else None

    def _item(self, number: int) -> Bearer | None:
        """An item of a list is about the project or programme that the sentence before the list names last."""
        text, s = self._outline.text, self._sentences[number]
        if not _BULLET.match(text, s.start, s.end):
            return None
        for i in range(number - 1, max(-1, number - 1 - _LONGEST_LIST), -1):
            last = self._sentences[i]
            if last.zone is not Zone.BODY:
                return None
            if text[last.start : last.end].rstrip().endswith(":"):
                named = [m for m in self._outline.before(last.end, last.dateline) if m.entity.kind in UNDERTAKINGS]
                found = next((m for m in named if m.entity.cls not in NO_BEARERS), None)
                meant = Bearer(found.entity, None, "item-of-list", (last.start, last.end)) if found else None
                meant = meant or self._background.just_told(last)
                return meant or self._background.main(last) or self._background.main(last, UNDERTAKINGS)
            if not _BULLET.match(text, last.start, last.end):
                return None
        return None

    def _lent(self, q: Quantity, number: int) -> Bearer | None:
        """“It has financed 49 projects in Malta”, after a sentence about a bank."""
        s = self._sentences[number]
        if not _IT_LENT.search(self._outline.text, max(s.dateline, q.start - 60), q.start):
            return None
        topic = self._background.topic(number)
        if topic is None or topic.about.kind is not Kind.INSTITUTION:
            return None
        place = self.placed(q, s)
        return topic._replace(counterpart=place.about if place and place.about.cls == "Country" else None, rule="lent")

    def _described(self, q: Quantity, number: int, running: Running | None) -> Bearer | None:
        """What “the project”, “the plant”, “the loan” at the head of a sentence means, if an undertaking is known."""
        s = self._sentences[number]
        said = description(self._outline.text, s)
        if said is None:
            return None
        noun, kinds, _ = said
        near = _near(number, running)
        if near and near.about.kind in kinds:
            return near
        same = self._background.near(s, kinds, noun) if noun and len(kinds) == 1 else None
        if noun in _MONEY and q.family in {"count", "measure"}:
            same = self._background.main(s)  # what the loan pays for, not the agreement on it
        return same or self._background.main(s, kinds) or self._background.main(s, UNDERTAKINGS)

    def _before(self, q: Quantity, number: int, running: Running | None) -> Bearer | None:
        """What the sentences before were about; a bank only if it is about its money."""
        s, near = self._sentences[number], _near(number, running)
        if near and near.about.kind is Kind.INSTITUTION and q.family != "money":
            near = None
        said = description(self._outline.text, s)
        if said and (q.family != "money" or len(said.kinds) == 1):
            return None
        if q.family == "count" or physical(q):
            gave = running is not None and any(running.bearer.rule == r.name for r in figure_rules().givers)
            built = near if near and near.about.kind in UNDERTAKINGS and not gave else None
            main = self._background.main(s) or self._background.main(s, UNDERTAKINGS)
            return built or main or near or self._of_topic(q, number)
        return near or self._of_topic(q, number) or self._background.main(s)

    def _of_topic(self, q: Quantity, number: int) -> Bearer | None:
        topic = self._background.topic(number)
        return None if topic and topic.about.kind is Kind.INSTITUTION and q.family != "money" else topic


def _near(number: int, running: Running | None) -> Bearer | None:
    return running.bearer._replace(rule="continued-list") if running and number - running.sentence <= 1 else None
