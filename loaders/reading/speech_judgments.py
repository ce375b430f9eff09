"""“X called it a …”, “X saw the loan as …”: where the judgment begins, and which one is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from loaders.reading.speech_lexicon import Cue
from loaders.reading.speech_quotes import Quotation
from loaders.reading.speech_words import WORDS

LEAST_QUOTED: Final = 4
"""Words of a judgment that is quoted rather than named."""
_LEADS: Final = re.compile(r"(?:\bas|\bit|\bthis|\bthat|\bthem|\bhim|\bher|\bfor)\s*$")
_NAMED: Final = re.compile(r"\s+(?:it|this|that|them|these)\s+(?=\S)")
_NAMED_NOUN: Final = re.compile(
    r"\s+[^,.;:“”\"]{2,80}?\s(?:an?\b|one of|“|‘|proof|evidence|testimony|essential|vital|crucial|key to|historic"
    r"|important|timely|unique|necessary|the (?:first|most|best|largest|biggest|main|key|only|greatest)\b)\s?"
)
_CALLED: Final = re.compile(r"\bcall(?:s|ed|ing)\s+(?:[\w’'-]+\s+){1,5}$")
_AS: Final = re.compile(r"\s+(?:(it|this|that|them|these)|[^.;:“”\"]{2,120}?)\s+as\s+")


def judgment(text: str, cue: Cue, close: int) -> int | None:
    """Where the judgment begins: at the thing judged, or after a pronoun."""
    if text[cue.start : cue.end].startswith("call"):
        pronoun = _NAMED.match(text, cue.end, close)
        if pronoun:
            return pronoun.end()
        return cue.end if _NAMED_NOUN.match(text, cue.end, close) else None
    found = _AS.match(text, cue.end, close)
    if found is None:
        return None
    return found.end() if found[1] else cue.end


def quoted_judgment(text: str, start: int, end: int, quotations: Iterable[Quotation]) -> Quotation | None:
    """The quotation that ends ``text[start:end]``, where it is the judgment itself: “saw the road as “a door to …””."""
    for q in quotations:
        ends = start <= q.outer_start and q.outer_end >= end - 1
        if ends and len(WORDS.findall(text, q.start, q.end)) >= LEAST_QUOTED:
            bare = not text[start : q.outer_start].strip()
            called = _CALLED.search(text, max(0, start - 10), q.outer_start) is not None
            return q if bare or called or _LEADS.search(text, start, q.outer_start) else None
    return None
