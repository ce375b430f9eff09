"""What an article announces at its head and tells apart below: several loans, grants or agreements of one lender.

“Loan agreements worth $500 million were signed by the fund” is the first sentence; those that follow (“Jordan receives
$100 million for …”) name neither the lender nor the instrument again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.reading.deals import Deal
from loaders.reading.drafts import Draft
from loaders.reading.money_lenders import is_lender
from loaders.reading.money_roles import whole
from loaders.reading.stages_of_money import instrument_of
from loaders.reading.tape import Tape

_HEAD: Final = 2
"""Sentences of an article in which it announces."""
_SEVERAL: Final = re.compile(
    r"\b(?:(?:loan|grant|credit|financing|funding|guarantee) (?:agreements|contracts|deals|packages)"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|\d+|several|new) (?:[\w-]+ ){0,2}"
    r"(?:loans|grants|credits|guarantees|credit lines|agreements|deals|contracts))\b"
)
_REFERRED: Final = re.compile(
    r"\b(?:the|this|its) (?:new |first |second |third |concessional |soft )?(loan|credit line|credit|grant|guarantee)"
    r"(?! (?:of|worth|from) )\b"
)
_NEAR: Final = 2
"""Sentences on from a sum in which “the loan” means it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The lender, and the instrument where there is one, of the acts that an article lists."""

    lender: Draft
    instrument: str | None


def announced(tapes: Sequence[Tape]) -> Announced | None:
    """What the first sentences announce; nothing where they name more lenders than one."""
    for tape in tapes[:_HEAD]:
        several = _SEVERAL.search(_words(tape))
        if several is None:
            continue
        named = [c.draft.root for c in tape.chunks if c.code == "I" and c.draft is not None]
        found = [d for d in whole(named) if is_lender(d)]
        if len(found) == 1:
            return Announced(lender=found[0], instrument=instrument_of(several[0]))
    return None


def instruments(deals: Sequence[Deal], tapes: Sequence[Tape], head: Announced | None) -> None:
    """Set the instrument of acts whose own sentence names none: as announced, or as “the loan” after them says."""
    place = {id(t): i for i, t in enumerate(tapes)}
    summed = [d for d in deals if d.sums]
    for deal in summed:
        if deal.instrument is not None or deal.cumulative:
            continue
        at = place[id(deal.tapes[0])]
        if head is not None and head.lender is deal.financier:
            deal.instrument = head.instrument
            continue
        after = tapes[at + 1 : at + 1 + _NEAR]
        rivals = {q.start for d in summed if d.tapes[0] in (tapes[at], *after) for q in d.sums} - {
            q.start for q in deal.sums
        }
        told = {m[1] for t in after for m in _REFERRED.finditer(_words(t))}
        if not rivals and len(told) == 1:
            deal.instrument = instrument_of(next(iter(told)))


def _words(tape: Tape) -> str:
    return tape.text[tape.sentence.start : tape.sentence.end].lower()
