"""Speech that goes on outside its quotation: “First, … Second, …,” said X. Third, …"""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Passage
from loaders.reading.document import Sentence

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_COUNT: Final = re.compile(rf"(?:^|[.;!?]\s+|[“\"])({'|'.join(_ORDINALS)})(?:ly)?,\s+", re.IGNORECASE)
_NEXT: Final = re.compile(rf"({'|'.join(_ORDINALS)})(?:ly)?,\s+", re.IGNORECASE)


def goes_on_counting(text: str, quotation: Passage, end: int, sentence: Sentence) -> int | None:
    """Where the words of ``sentence`` begin if it counts on from the quotation, whose sentence ends at ``end``."""
    if text[end : sentence.start].strip():
        return None
    here = _NEXT.match(text, sentence.dateline, sentence.end)
    counted = [_ORDINALS.index(found[1].lower()) for found in _COUNT.finditer(text[quotation[0] : quotation[1]])]
    if here is None or not counted or _ORDINALS.index(here[1].lower()) != counted[-1] + 1:
        return None
    return here.end()
