"""Financing: who funds, lends to or guarantees for what, with how much and how far it has come."""

from __future__ import annotations

import re
from typing import Final, cast

from loaders import facts as said
from loaders.facts import Bound, Kind, Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.stages_of_money import instrument_of, stage_of
from ontology.reference import Knowledge

_CUMULATIVE: Final = re.compile(
    r"^since\b|\bsince (?:then|<)|\bin total\b|\bover the (?:past|last)\b|\bto date\b|\bso far\b"
)


def finances(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """Who gives how much to what; a cumulative total is a figure and no act of financing."""
    clause = hit.match[0]
    sums = _quantities(hit, builder)
    if hit.chunks("q") and (not sums or _CUMULATIVE.search(hit.clause.text[: hit.match.end()])):
        return
    verb = hit.match.groupdict().get("verb") or ""
    stage = hit.rule.set.get("stage") or stage_of(verb)
    instrument = instrument_of(clause if "what" not in hit.match.groupdict() else hit.match["what"] or clause)
    targets = [t for t in hit.drafts("t") if t.cls not in {"City"}] or ([home] if home is not None and sums else [])
    financiers = hit.drafts("i")
    if hit.rule.id == "framework-could-provide":
        financiers, targets = _partners(hit.one("t"), builder), [home] if home else []
    quantity = sums[0] if sums else None
    for financier in financiers:
        if financier.cls in {"NewsOutlet", "City", "Region"}:
            continue
        for target in targets:
            if target is financier:
                continue
            builder.add(
                said.Finances(
                    financier=entity(financier),
                    target=entity(target),
                    amounts=(quantity.value,) if quantity else (),
                    currency=quantity.unit if quantity else None,
                    bound=_bound(quantity),
                    instrument=cast("said.Instrument | None", instrument),
                    stage=cast("said.Stage | None", stage),
                    date=_date(hit, builder),
                    evidence=evidence(hit.clause.tape),
                    rule=hit.rule.id,
                    modality=said.Modality.PLANNED if stage == "planned" else said.Modality.ASSERTED,
                ),
                financier.order,
                target.order,
                quantity.value if quantity else None,
                stage,
            )


def _quantities(hit: Found, builder: Builder) -> list[Quantity]:
    starts = {c.start for c in hit.chunks("q")}
    return [q for q in builder.document.quantities if q.start in starts and q.family == "money"]


def _bound(quantity: Quantity | None) -> Bound | None:
    return quantity.bound if quantity else None


def _partners(framework: Draft | None, builder: Builder) -> list[Draft]:
    """The institutions that the facts so far name as parties to a framework."""
    if framework is None:
        return []
    drafts = {f"draft:{d.order}": d for d in builder.drafts}
    return [
        drafts[f.party.iri]
        for f in builder.result()
        if isinstance(f, said.Party)
        and f.framework.iri == f"draft:{framework.order}"
        and f.party.kind is Kind.INSTITUTION
        and f.party.iri in drafts
    ]


def _date(hit: Found, builder: Builder) -> Span | None:
    dates = builder.spans(hit.clause.tape)
    return dates[0][1] if len(dates) == 1 else None
