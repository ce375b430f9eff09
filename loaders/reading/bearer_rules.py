"""Whose a number is by the rules over its surroundings (``data/figures.toml``, ``data/givers.toml``)."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.background import Bearer
from loaders.reading.cues import Cues
from loaders.reading.document import Mentioned, Quantity, Sentence
from loaders.reading.figure_rules import AFTER, BEFORE, BearerRule, figure_rules
from loaders.reading.outline import Outline
from loaders.reading.prices import is_price
from loaders.reading.sections import Sections

_MARK: Final = re.compile("[\ue001-\ue006]")


class Rules:
    """Applies the rules to the numbers of one article."""

    __slots__ = ("_cues", "_outline", "_sections")

    def __init__(self, outline: Outline, sections: Sections, cues: Cues) -> None:
        """Read in ``outline``; ``sections`` know the two sides of a meeting, ``cues`` who works where."""
        self._outline, self._sections, self._cues = outline, sections, cues

    def bearer(
        self, q: Quantity, words: str, s: Sentence, rules: tuple[BearerRule, ...] | None = None
    ) -> Bearer | None:
        """The bearer by the first of the ``rules`` that fits, by default those for all numbers."""
        floor = max(s.dateline, q.start - BEFORE)
        left = self._outline.text[floor : q.start]
        right = self._outline.text[q.end : min(s.end, q.end + AFTER)]
        marks = frozenset(_MARK.findall(left)), frozenset(_MARK.findall(right))
        for rule in figure_rules().bearers if rules is None else rules:
            spans = rule.spans(q, words, left, right, marks)
            if spans is None:
                continue
            origins = {"left": floor, "right": q.end}
            found = {name: self._outline.mention(origins[side] + at) for name, (side, at) in spans.items()}
            bearer = None if rule.pair != "no" and is_price(self._outline, q, s) else self._made(rule, found, q.start)
            if bearer:
                return bearer
        return None

    def _made(self, rule: BearerRule, found: dict[str, Mentioned | None], offset: int) -> Bearer | None:
        about, other = found.get("about"), found.get("with")
        if rule.pair == "no":
            if about is None or (other and other.entity.iri == about.entity.iri):
                return None
            if about.entity.kind is Kind.PERSON:
                employer = self._cues.employer(about.entity)
                return Bearer(employer, None, rule.name, None) if employer else None
            return Bearer(about.entity, other.entity if other else None, rule.name, None)
        trade = rule.name == "trade-of-the-article"
        pair = self._sections.countries(offset) if trade else self._sections.pair(offset)
        if rule.pair == "other" and about:
            rest = [e for e in pair or () if e.iri != about.entity.iri and e.kind is Kind.PLACE]
            return Bearer(about.entity, rest[0] if len(rest) == 1 else None, rule.name, None)
        if pair is None:
            return None
        club = [e for e in pair if e.cls == "InternationalOrganization"]
        if trade and club:
            return Bearer(club[0], None, rule.name, None)  # trade among the members of a club, not with it
        return Bearer(pair[0], pair[1], rule.name, None)
