"""Money whose agreement the article reports as signed: the act has come that far, wherever its sum is told.

News tells a loan in one sentence (“the bank is lending …”) and its signature in another (“the contract was inked in
Luxembourg by …”). An act of financing takes the stage of the signature if the lender is a side of what was signed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Deal
from loaders.reading.drafts import Draft
from loaders.reading.money_lenders import is_lender
from loaders.reading.stages_of_money import day_of, instrument_of
from loaders.reading.tables import table
from loaders.reading.tape import Tape

_SIGNATURES: Final = table("financing")["signatures"]
_SIGNED: Final = re.compile(_SIGNATURES["signed"])
_MONEY_PAPER: Final = re.compile(_SIGNATURES["money_paper"])
_PAPER: Final = re.compile(_SIGNATURES["paper"])
_OTHER_PAPER: Final = re.compile(_SIGNATURES["other_paper"])
_OPEN: Final = re.compile(_SIGNATURES["open"])
_APPROVED: Final = re.compile(_SIGNATURES["approved"])
_SOME_PAPER: Final = re.compile(
    r"\b(?:an?|two|three|several) (?:[\w-]+ ){0,2}(?:agreements?|contracts?|deals?|accords?)\b"
)
"""A paper that is not the one spoken of."""
_BARE: Final = re.compile(
    r"\bsigned (?:for|on behalf of)\b|\bsigned it\b"
    r"|\b(?:signing|signature)\b(?! of (?:an?|the) (?!loan|credit|grant|agreement))"
)
"""“Minister X signed for Fiji”, “after the signing”: of what the sentence before tells."""
_SEVERAL: Final = re.compile(r"\b(?:loan|financing|grant|credit|funding) (?:agreements|contracts|deals)\b")
_MONEY: Final = re.compile(r"[$€£¥]|\b(?:dollars?|euros?|million|billion|bn|mln|usd|eur)\b")
_ELSEWHERE: Final = re.compile(_SIGNATURES["other_act"])
_SIGNING: Final = (
    "sign", "ink", "penned", "seal", "conclud", "initialled", "formali", "wrapped", "clinch", "put", "entered", "notes",
    "letters",
)  # fmt: skip
"""One of these stands in each sentence that ``_SIGNED`` finds: few sentences hold one, so they are looked for first."""
_APPROVING: Final = (
    "approv", "clear", "endors", "sanction", "authori", "green light", "consent", "blessing", "nod", "decision",
)  # fmt: skip
"""The same of ``_APPROVED``."""
_JOINED: Final = frozenset({"covers-sum-too", "other-sum-too", "and-another-gets-sum"})
"""Rules of a second act in a clause: it has come as far as the first."""
_FAR: Final = 6
"""Sentences between a sum and the signature of a paper on money."""
_NEAR: Final = 2
"""Sentences between a sum and the signature of a paper that is not said to be on money, or that names no lender."""
_YEAR: Final = timedelta(days=300)
_ALL: Final = 1000
"""More sentences than an article on several agreements has."""


def signed(deals: Sequence[Deal], tapes: Sequence[Tape], builder: Builder) -> None:
    """Set stage and date of the acts whose agreement a sentence near by says was signed."""
    summed = {id(d.tapes[0]) for d in deals if d.sums and not d.cumulative}
    if not summed:
        return
    told = [(i, t) for i, t in enumerate(tapes) if _tells(t, tapes[i - 1] if i else None, summed)]
    if not told:
        return
    place = {id(t): i for i, t in enumerate(tapes)}
    lenders = {d.financier.order for d in deals if d.financier.kind is Kind.INSTITUTION}
    for deal in deals:
        if not deal.sums or deal.cumulative or deal.stage == "approved":
            continue
        if _ELSEWHERE.search(_words(deal.tapes[0])) and deal.tapes[0] not in [t for _, t in told]:
            continue
        at = place[id(deal.tapes[0])]
        near = [t for i, t in told if abs(i - at) <= _reach(i, t) and (i == at or not _long_ago(t, builder))]
        beside = [t for i, t in told if abs(i - at) <= _NEAR]
        tape = next((t for t in near if _side(deal.financier, t, alone=len(lenders) == 1 or t in beside)), None)
        if tape is not None:
            deal.stage = "signed"
            deal.date = day_of(tape, builder) or deal.date
            deal.tapes.extend(t for t in [tape] if t not in deal.tapes)
            paper = _MONEY_PAPER.search(_words(tape))
            deal.instrument = deal.instrument or (instrument_of(paper[0]) if paper is not None else None)
    for deal in deals:
        if deal.rule in _JOINED and deal.stage in {None, "planned", "ongoing"}:
            first = next((d for d in deals if d.tapes[0] is deal.tapes[0] and d.rule not in _JOINED), None)
            if first is not None and first.stage == "signed":
                deal.stage, deal.date = first.stage, first.date or deal.date


def _long_ago(tape: Tape, builder: Builder) -> bool:
    """Whether the sentence is on a signature of another year: that was an earlier act."""
    dates, today = [span for _, span in builder.spans(tape)], builder.document.date
    return bool(dates) and today is not None and all(d.end is not None and d.end + _YEAR < today for d in dates)


def _reach(index: int, tape: Tape) -> int:
    """How many sentences on from a signature its sums may be told; an article that opens with several, lists them."""
    if not _MONEY_PAPER.search(_words(tape)):
        return _NEAR
    return _ALL if index < 2 and _SEVERAL.search(_words(tape)) else _FAR


def approved(deals: Sequence[Deal], tapes: Sequence[Tape], builder: Builder) -> None:
    """“The loan was approved on May 24 by the board”, after a sentence on the loan: that is how far it has come."""
    summed = any(d.sums and not d.cumulative for d in deals)
    for i, tape in enumerate(tapes if summed else ()):
        words = _words(tape)
        said = _APPROVED.search(words) if any(w in words for w in _APPROVING) else None
        if said is None or _OPEN.search(_words(tape)[: said.end()]):
            continue
        before = [d for d in deals if d.sums and not d.cumulative and d.tapes[0] in tapes[max(0, i - 2) : i + 1]]
        named = [d for d in before if _side(d.financier, tape, alone=len({b.financier.order for b in before}) == 1)]
        for deal in named:
            weak = deal.stage == "signed" and _SIGNED.search(_words(deal.tapes[0])) is None  # “has secured”
            if weak or deal.stage in {None, "planned", "ongoing"}:
                deal.stage, deal.date = "approved", day_of(tape, builder) or deal.date
                deal.tapes.extend(t for t in [tape] if t not in deal.tapes)


def _tells(tape: Tape, before: Tape | None, summed: set[int]) -> bool:
    """Whether a sentence says that an agreement on money has been signed: one it names, or that of the one before."""
    words = _words(tape)
    if not any(w in words for w in _SIGNING):
        return False
    if _SIGNED.search(words) is None or _OPEN.search(words) is not None or _OTHER_PAPER.search(words) is not None:
        return False
    if (
        _MONEY_PAPER.search(words)
        or _PAPER.search(words)
        or any(c.code == "Q" and _MONEY.search(c.lower) for c in tape.chunks)
    ):
        return True
    if before is not None and id(before) in summed and _BARE.search(words):
        return True
    earlier = _words(before) if before is not None else ""
    return _MONEY_PAPER.search(earlier) is not None and _OTHER_PAPER.search(earlier) is None


def _side(financier: Draft, tape: Tape, *, alone: bool) -> bool:
    """Whether the lender is named in the sentence, or somebody who works for it is, or it is the article's only one."""
    named = [c.draft.root for c in tape.chunks if c.draft is not None]
    employers = [e.root for d in named if d.kind is Kind.PERSON for e in d.employers]
    owners = [d.owner.root for d in named if d.kind is Kind.INSTITUTION and d.owner is not None]
    if any(_family(financier, d) for d in [*named, *employers, *owners]):
        return True
    if _SOME_PAPER.search(_words(tape)) and not _MONEY_PAPER.search(_words(tape)):
        return False  # “signed a contract with the builders”
    return alone and not any(is_lender(d) for d in [*named, *employers] if d.kind is Kind.INSTITUTION)


def _family(one: Draft, other: Draft) -> bool:
    """Whether two institutions are one, or arms of one group: a bank signs for its fund."""
    if one is other:
        return True
    if one.kind is not Kind.INSTITUTION or other.kind is not Kind.INSTITUTION:
        return False
    if one.owner is not None and one.owner.root is other:
        return True
    if one.entry is None or other.entry is None:
        return False
    return other.entry.iri == one.entry.unit_of or one.entry.iri == other.entry.unit_of


def _words(tape: Tape) -> str:
    """The sentence as it stands: a collapsed “loan agreement” would be an agreement only."""
    return tape.text[tape.sentence.start : tape.sentence.end].lower()
