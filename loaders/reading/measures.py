"""What a number measures, in a few words of the article around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.reading.document import Quantity, Sentence
from loaders.reading.units import CODES

_BOUNDARY: Final = re.compile(
    r"[;:()“”\"!?–—]|[,.](?!\d)|\b(?:which|that|while|whereas|but|said|according|worth|totall?ing|costing)\b"
)
_TRAILING: Final = re.compile(
    r"(?:\W|\b(?:of|by|at|to|for|with|in|on|a|an|the|total|as|than|nearly|almost|about|roughly|around|over|up|more|from"
    r"|some|approximately|and|is|was|were|are|has|have|had|been|reached|reaching|reaches|amounted|amounts|amounting"
    r"|stood|stands|totall?ed|totals?|worth|estimated|valued|will|would|could|be|its|his|their|it|also|another|date|exceeded"
    r"|exceeds|additional|level)\b)+$",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"^(?:['’]s\b|\W|\b(?:and|or|the|a|an|of|by|to|it|he|she|they|this|in total|as well as|also|has|have|had|were|was"
    r"|are|is|been|with|including|for|at|annually|US dollars?|dollars?|euros?)\b)+",
    re.IGNORECASE,
)
_WORTH: Final = re.compile(
    r"\b(?:worth|totall?ing|valued at|amounting to|for a total of|with a total (?:cost|value) of)\W+$"
)
_WORTH_BETWEEN: Final = re.compile(
    r" (?:worth|totall?ing|valued at|amounting to|for a total of|with a total (?:cost|value) of) "
)
_SHARE: Final = re.compile(r" (?:in|of) (?!\d)((?:[\w’'-]+ ?){1,3})")
_HEAD: Final = re.compile(r"\b(?:[Tt]he |[Aa] )?((?:[\w-]+ ){0,3}[\w-]+) (?:between|with) ")
_WHEN_ONLY: Final = re.compile(
    r"(?:in|by|of|for|since|during|at|from|to|as of|the|end|start|beginning|first|second|third|last|this|past|previous"
    r"|next|current|half|quarter|months?|years?|year’s|week|per|a|each|every|alone|so far|and|\d{4}(?:[–/-]\d{2,4})?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|\W)+",
    re.IGNORECASE,
)
"""Words behind a number that tell when, not what."""
_NEAR: Final = 60
_WORDS: Final = 6


def measure(text: str, quantities: Sequence[Quantity], i: int, s: Sentence, *, floor: int, unit: str) -> str:
    """A few words of the sentence that say what quantity number ``i`` measures; never empty.

    The words lie behind ``floor``; ``unit`` is the noun counted, which the quantity itself may leave out.
    """
    q = quantities[i]
    left, right = _left(text, quantities, i, max(floor, s.dateline)), _right(text, quantities, i, s)
    noun = "" if unit in CODES else unit  # a code is no word of the article
    if q.family in {"count", "number"}:
        return (f"{noun} {right}" if right else f"{left} {noun}").strip() or "amount"
    worth = _WORTH.search(text, max(s.start, q.start - 30), q.start)
    if worth:
        before = text[max(floor, s.dateline, worth.start() - 60) : worth.start()]
        left = _TRAILING.sub("", " ".join(_LEADING.sub("", _BOUNDARY.split(before)[-1]).split()[-3:]))
        last = quantities[i - 1] if i else None
        counted = (
            last.unit
            if last and last.family == "count" and last.start >= s.start and q.start - last.end < _NEAR
            else left
        )
        return " ".join(f"worth of {counted or 'the whole'} {right}".split())
    share = _SHARE.match(text, q.end, min(s.end, q.end + 60))
    if share and not _WHEN_ONLY.fullmatch(share[1]):
        return f"{left} {share[1]}".strip()
    if _WHEN_ONLY.fullmatch(right):
        right = ""
    if " " not in left and not right:
        begin = max(s.dateline, q.start - 300)  # a word before the number may be of what a number before it is of
        head = _HEAD.search(text, max(begin, quantities[i - 1].end) if left and i else begin, q.start)
        left = f"{head[1]} {left}".strip() if head else left
    return left or right or _left(text, quantities, i, s.dateline) or noun or "amount"


def _left(text: str, quantities: Sequence[Quantity], i: int, floor: int) -> str:
    q = quantities[i]
    start = max(floor, q.start - 120, quantities[i - 1].end if i else 0)
    before = text[start : q.start]
    last = max((m.end() for m in _BOUNDARY.finditer(before)), default=0)
    words = before[last:].split() if last or start > q.start - 120 else before.split()[1:]
    return _LEADING.sub("", _TRAILING.sub("", " ".join(words[-_WORDS - 2 :])))


def _right(text: str, quantities: Sequence[Quantity], i: int, s: Sentence) -> str:
    """The words behind the number, past “worth $4 billion”, up to the next number or pause."""
    start = quantities[i].end
    after = quantities[i + 1] if i + 1 < len(quantities) else None
    if after and after.start < s.end and _WORTH_BETWEEN.fullmatch(text, start, after.start):
        start = after.end
        after = quantities[i + 2] if i + 2 < len(quantities) else None
    ceiling = min(s.end, start + 120, after.start if after else s.end)
    words = text[start:ceiling]
    stop = _BOUNDARY.search(words)
    cut = words[: stop.start() if stop else None].rstrip(" .").split()[:_WORDS]
    return _TRAILING.sub("", _LEADING.sub("", " ".join(cut)))
