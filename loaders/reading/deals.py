"""Acts of financing in the making: what a sentence says of one, the article so far, and how several are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, cast

from loaders import facts as said
from loaders.facts import Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft
from loaders.reading.tape import Tape

_BACK: Final = 6
_AHEAD: Final = 6
_EXAMPLE: Final = re.compile(r"\b(?:among (?:them|others|which)|including|such as|for example|notably)\b")
_LENT: Final = re.compile(r"\b(?:loans?|grants?|credit|financing|lend|lent) ")


def _words(tape: Tape) -> str:
    return tape.words(0, len(tape.chunks))


def main_work(tapes: list[Tape]) -> Draft | None:
    """The one project that the article is about: named twice as often as any other, or the only one.

    Failing that, the one programme that it speaks of more than once.
    """
    count: dict[int, int] = {}
    works: dict[int, Draft] = {}
    for tape in tapes:
        for chunk in tape.chunks:
            if chunk.code == "J" and chunk.draft is not None:
                work = chunk.draft.root
                works[work.order] = work
                count[work.order] = count.get(work.order, 0) + 1
    named = [w for w in works.values() if w.names]
    most = max((count[w.order] for w in named), default=0)
    if not named or any(count[w.order] >= 2 * most for w in works.values()):
        named = list(works.values())  # “the port” of which all sentences speak, and one name by the way
    named.sort(key=lambda w: (-count[w.order], w.order))
    if named and (len(named) == 1 or count[named[0].order] >= 2 * count[named[1].order]):
        return named[0]
    programmes = [
        c.draft.root
        for t in tapes
        for c in t.chunks
        if c.code == "W" and c.draft is not None and c.draft.root.cls == "Programme"
    ]
    often = sorted(set(programmes), key=lambda p: (-programmes.count(p), p.order))
    if not often or programmes.count(often[0]) < 2:
        return None
    rival = programmes.count(often[1]) if len(often) > 1 else 0
    return often[0] if programmes.count(often[0]) >= 2 * rival else None


@dataclass(frozen=True, slots=True)
class Mark:
    """The sum of a nucleus and where its symbol stands in the clause."""

    quantity: Quantity
    start: int
    end: int


@dataclass(slots=True)
class Deal:
    """One act of financing between two sides, as one sentence tells it."""

    financier: Draft
    target: Draft
    sums: list[Quantity]
    instrument: str | None
    stage: str | None
    date: Span | None
    rule: str
    tapes: list[Tape] = field(default_factory=list[Tape])
    cumulative: bool = False
    broken_down: bool = False
    """Whether its sum is a total of which other sentences tell the parts; the act itself is not written."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the article has told before: its sentences, the acts so far, and the country it is about."""

    tapes: list[Tape]
    deals: list[Deal]
    home: Draft | None
    work: Draft | None = None
    """The project that the article is about, where it is about one."""
    lister: Draft | None = None
    """The lender whose several loans or grants the article announces at its head."""

    def near_work(self, tape: Tape) -> bool:
        """Whether the article's project is named a few sentences around, and not with a sum of its own further on."""
        if self.work is None:
            return False
        i = next((n for n, t in enumerate(self.tapes) if t is tape), 0)
        around = self.tapes[max(0, i - _BACK) : i + _AHEAD]
        there = [t for t in around if any(c.draft is not None and c.draft.root is self.work for c in t.chunks)]
        ahead = [t for t in there if t.sentence.start > tape.sentence.start]
        if len(ahead) == len(there) == 1 and _EXAMPLE.search(_words(ahead[0])):
            return False  # named once, as one among others
        own = any(d.target is self.work for d in self.deals)
        return bool(there) and (own or len(ahead) < len(there) or not any(_LENT.search(_words(t)) for t in ahead[:1]))

    def before(self, tape: Tape, sentences: int) -> list[Tape]:
        """The sentences right before one, the nearest first."""
        i = next((n for n, t in enumerate(self.tapes) if t is tape), 0)
        return self.tapes[max(0, i - sentences) : i][::-1]

    def after(self, tape: Tape, sentences: int) -> list[Tape]:
        """The sentences right after one."""
        i = next((n for n, t in enumerate(self.tapes) if t is tape), len(self.tapes))
        return self.tapes[i + 1 : i + 1 + sentences]


def merged(deals: list[Deal]) -> list[Deal]:
    """One act for two sides and a stage: its total, or the sums where no total is told."""
    acts: dict[tuple[int, int, bool, str], list[Deal]] = {}
    for deal in deals:
        currency = deal.sums[0].unit if deal.sums else _currency(deal, deals)
        acts.setdefault((deal.financier.order, deal.target.order, deal.cumulative, currency), []).append(deal)
    done: list[Deal] = []
    for group in acts.values():
        group = [d for d in group if not d.broken_down]
        if not group:
            continue
        told = {d.stage for d in group if d.sums}
        kinds = {d.instrument for d in group if d.instrument}
        for deal in group:
            deal.instrument = deal.instrument or (next(iter(kinds)) if len(kinds) == 1 and len(told) == 1 else None)
        group = [d for d in group if d.sums or d.stage not in {*told, "planned", None}] if told else group
        stages = list(dict.fromkeys(d.stage for d in group if d.stage))
        if not stages:
            done.append(one(group))
        for stage in stages:
            done.append(one([d for d in group if d.stage is None or d.stage == stage]))
    return done


def _currency(deal: Deal, deals: list[Deal]) -> str:
    """The currency of the first sum told between the same two: an act told without a sum joins it."""
    same = (d for d in deals if d.financier is deal.financier and d.target is deal.target and d.sums)
    return next((d.sums[0].unit for d in same), "")


def one(group: list[Deal]) -> Deal:
    """The act that several sentences tell of: its total, or its sums."""
    first = group[0]
    sums: dict[float, Quantity] = {}
    for deal in group:
        for quantity in deal.sums:
            sums.setdefault(quantity.value, quantity)
    values = list(sums)
    total = next((v for v in values if len(values) > 2 and abs(sum(values) - 2 * v) < 1e-6 * v), None)
    if total is not None:
        sums = {total: sums[total]}
    kinds = {d.instrument for d in group if not total or any(q.value == total for q in d.sums)}
    if len(sums) == 1:
        kinds = {k for k in kinds if k is not None} or {None}
    tapes = list({id(t): t for d in group for t in d.tapes}.values())
    date = next((d.date for d in group if d.date is not None), None)
    instrument = next(iter(kinds)) if len(kinds) == 1 else None
    stage = next((d.stage for d in group if d.stage), None)
    return Deal(first.financier, first.target, list(sums.values()), instrument, stage, date, first.rule, tapes)


def write(deal: Deal, builder: Builder) -> None:
    """The fact of an act of financing."""
    sums = [q for q in deal.sums if q.value > 0]  # “the other lenders gave $0”
    currencies = {q.unit for q in sums}
    builder.add(
        said.Finances(
            financier=entity(deal.financier),
            target=entity(deal.target),
            amounts=tuple(q.value for q in sums),
            currency=next(iter(currencies)) if len(currencies) == 1 else None,
            bound=sums[0].bound if len(sums) == 1 else None,
            instrument=cast("said.Instrument | None", deal.instrument),
            stage=cast("said.Stage | None", deal.stage),
            date=deal.date,
            evidence=evidence(*deal.tapes),
            rule=deal.rule,
            modality=said.Modality.PLANNED if deal.stage == "planned" else said.Modality.ASSERTED,
        ),
        deal.financier.order,
        deal.target.order,
        tuple(q.value for q in sums),
        deal.stage,
    )
