"""The subjects of sentences, as far as an outline shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.facts import Kind
from loaders.reading.document import Form, Mentioned
from loaders.reading.outline import Outline

_OWNERS: Final = frozenset({Kind.INSTITUTION, Kind.PLACE, Kind.PROJECT, Kind.FRAMEWORK})
_PREPOSITION: Final = re.compile(
    r"\b(?:of|in|on|at|to|for|with|from|by|into|between|and|through|across|as|under|near|via|against|among|including"
    r"|around|than|per|over|behind|outside|inside|toward|towards|since|after|when|while|once|if)"
    r"\s+(?:the |an? |its |their |his |her |all |both "
    r"|\w+ern |\w+-\w+ern |central |rural |[\ue002\ue003]\ue000*['’]s? )*$",
    re.IGNORECASE,
)
FRAME: Final = re.compile(
    r"\b(?:said|says|noted|notes|added|stressed|pointed out|emphasi[sz]ed|stated|recalled|told [^,;]{1,60}?|reported"
    r"|announced|explained|underlined"
    r"|(?:informed|assured|reminded)(?: [^,;]{1,60}?)?|remarked|highlighted|estimated|believes?|shows?|expects?) that ",
    re.IGNORECASE,
)
_ACCORDING: Final = re.compile(
    r"\b(?:according to|as reported by|reports?|citing|reference to)\s+(?:the )?$", re.IGNORECASE
)
_PRONOUN: Final = re.compile(r"(?:it|they)(?: also| has| have| had| is| was| will| would| plans?)? ", re.IGNORECASE)
_LIST: Final = re.compile(r"\b(?:including|such as|among them|namely|for example|like)\b")
_SUBORDINATE: Final = re.compile(
    r"\W*(?:since|after|when|while|although|though|as|if|because|once|given)\b[^,;]{1,150}, ", re.IGNORECASE
)
_COORDINATED: Final = re.compile(r",? and (?:the )?|, (?:the )?")
"""Between the members of a list, all of which hang on the preposition before the first."""
_NEXT_ITEM: Final = re.compile("(?:,? and |, )(?:the )?[\ue002-\ue005]")
_FRONTED: Final = 15
"""So near the beginning a place behind a preposition only sets the scene."""
_OPENING: Final = 40
"""How far into a clause “Kazakh exports” can still be its subject."""
BREAK: Final = re.compile(r";|,? (?:while|whereas|but) ")


class Subjects:
    """Finds what stretches of a text can be about."""

    __slots__ = ("_outline",)

    def __init__(self, outline: Outline) -> None:
        """Read in ``outline``."""
        self._outline = outline

    def first(self, floor: int, ceiling: int) -> Mentioned | None:
        """The first reference in a stretch that can be a subject."""
        return next(self.all(floor, ceiling), None)

    def of(self, floor: int, ceiling: int) -> Mentioned | None:
        """The subject of the last clause between ``floor`` and ``ceiling`` that has one, past “he said that”."""
        text = self._outline.text
        start = floor
        frames = [m.end() for m in FRAME.finditer(text, floor, ceiling)]
        floor = frames[-1] if frames else floor
        if frames and _PRONOUN.match(text, floor, ceiling):
            speaker = self.first(start, floor)
            if speaker and speaker.entity.kind is Kind.INSTITUTION:
                return speaker
        opening = _SUBORDINATE.match(text, floor, ceiling)
        if opening and self.first(opening.end(), ceiling):
            floor = opening.end()
        for broken in BREAK.finditer(text, floor, ceiling):
            if self.first(broken.end(), ceiling):
                floor = broken.end()
        return self.first(floor, ceiling)

    def all(self, floor: int, ceiling: int) -> Iterator[Mentioned]:
        """References that can be subjects: owners of numbers, not behind a preposition, not inside a person's title."""
        shadow = floor
        governed: Mentioned | None = None
        items = _LIST.search(self._outline.text, floor, ceiling)
        listed = items.start() if items else None
        for m in self._outline.after(floor, ceiling):
            if m.entity.kind is Kind.PERSON:
                shadow = max(shadow, m.outer_end)
            if m.entity.kind not in _OWNERS or m.start < shadow:
                continue
            lead = self._outline.text[max(floor, m.start - 40) : m.start]
            trail = self._outline.text[m.end : m.end + 3]
            if listed is not None and m.start > listed:
                continue
            if (m.form is Form.DEMONYM and m.start - floor > _OPENING) or lead[-1:] in ("(", "["):
                continue
            if governed is not None and governed.entity.kind is m.entity.kind and self._listed(governed, m):
                governed = m
                continue
            behind = _PREPOSITION.search(lead) is not None
            governed = m if behind and m.start > floor + _FRONTED else None  # “In London, Malta and Oman …”
            if behind or _ACCORDING.search(lead) or self._titled(m, ceiling) or trail[:1] == "-":
                continue
            yield m

    def _listed(self, last: Mentioned, m: Mentioned) -> bool:
        """Whether ``m`` goes on with a list: “in the states of A, B and C”, but not “in A, B did”."""
        text = self._outline.text
        joint = _COORDINATED.fullmatch(text, last.end, m.start)
        return joint is not None and ("and" in joint[0] or _NEXT_ITEM.match(text, m.end) is not None)

    def _titled(self, m: Mentioned, ceiling: int) -> bool:
        """Whether ``m`` stands inside the title before a person's name."""
        for p in self._outline.after(m.end, min(ceiling, m.end + 120)):
            if p.entity.kind is Kind.PERSON:
                return p.outer_start <= m.start
        return False
