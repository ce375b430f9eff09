"""Relations between entities: posts, parties, periods, successions, financing, carrying out, belonging, places."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, cast

from loaders import facts as said
from loaders.facts import Bound, Kind, Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.document import Quantity
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.patterns import Found
from loaders.reading.people import Post
from loaders.reading.stages_of_money import instrument_of, stage_of
from loaders.reading.tape import Tape
from ontology.reference import Knowledge

_NEGATED: Final = re.compile(r"\b(?:not|never|no longer|n[’']t|refused|denied|denies)\b")
_CUMULATIVE: Final = re.compile(
    r"^since\b|\bsince (?:then|<)|\bin total\b|\bover the (?:past|last)\b|\bto date\b|\bso far\b"
)


def relate(found: dict[int, list[Found]], builder: Builder, knowledge: Knowledge, home: Draft | None) -> None:
    """Write what the relation rules found; events are not among it (``loaders.reading.events``)."""
    for hits in found.values():
        for hit in hits:
            make = _MAKERS.get(hit.rule.kind)
            if make is not None and not _NEGATED.search(hit.match[0]):
                make(hit, builder, home, knowledge)


def _ev(hit: Found) -> tuple[said.Passage, ...]:
    return evidence(hit.clause.tape)


def _party(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    framework = hit.one("w")
    if framework is None or framework.kind is not Kind.FRAMEWORK:
        return
    for party in [*hit.drafts("a"), *hit.drafts("b")]:
        if party.kind is Kind.PLACE and party.cls != "Country":
            continue
        builder.add(
            said.Party(framework=entity(framework), party=entity(party), evidence=_ev(hit), rule=hit.rule.id),
            framework.order,
            party.order,
        )


def _follows(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    new, old = hit.one("w"), hit.one("old")
    if new is None or old is None or new is old:
        return
    builder.add(
        said.Follows(new=entity(new), old=entity(old), evidence=_ev(hit), rule=hit.rule.id), new.order, old.order
    )


def _period(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    framework, chunks = hit.one("w"), hit.chunks("d")
    span = builder.span_of(chunks[0]) if chunks else None
    when = builder.whens.get(chunks[0].start) if chunks else None
    if framework is None or span is None or when is None or when.role == "date" or span.precision == "day":
        return
    if hit.rule.kind == "since":
        if not span.text.lower().startswith("since"):
            return
        span = Span(begin=span.begin, end=None, precision=span.precision, text=span.text)
    elif framework.years is not None:
        return
    builder.add(said.Period(of=entity(framework), span=span, evidence=_ev(hit), rule=hit.rule.id), framework.order)


def _under(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    part, whole = hit.one("p"), hit.one("w")
    if part is None or whole is None or part is whole:
        return
    builder.add(
        said.Under(project=entity(part), framework=entity(whole), evidence=_ev(hit), rule=hit.rule.id),
        part.order,
        whole.order,
    )


def _implements(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    for agent in hit.drafts("a"):
        for target in hit.drafts("t"):
            builder.add(
                said.Implements(agent=entity(agent), target=entity(target), evidence=_ev(hit), rule=hit.rule.id),
                agent.order,
                target.order,
            )


def _member(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    whole = hit.one("i")
    for part in hit.drafts("a"):
        if whole is not None and part is not whole and part.cls != "City":
            builder.add(
                said.PartOf(
                    part=entity(part), whole=entity(whole), relation="member", evidence=_ev(hit), rule=hit.rule.id
                ),
                part.order,
                whole.order,
            )


def _unit(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    part, whole = hit.one("a"), hit.one("i")
    if part is not None and whole is not None and part is not whole:
        builder.add(
            said.PartOf(part=entity(part), whole=entity(whole), relation="unit", evidence=_ev(hit), rule=hit.rule.id),
            part.order,
            whole.order,
        )


def _known_unit(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """An enumeration after the whole names its parts; the reference data must agree that they are."""
    parts = hit.drafts("rest")
    whole = hit.one("i") or _group(parts, builder, knowledge)
    if whole is None or whole.entry is None:
        return
    for part in parts:
        if part.entry is not None and part is not whole and knowledge.group_of(part.entry.iri) == whole.entry.iri:
            builder.add(
                said.PartOf(
                    part=entity(part), whole=entity(whole), relation="unit", evidence=_ev(hit), rule=hit.rule.id
                ),
                part.order,
                whole.order,
            )


def _group(parts: list[Draft], builder: Builder, knowledge: Knowledge) -> Draft | None:
    """“its institutions”: the group, named in the article, that the reference data give two parts of the list."""
    groups = [knowledge.group_of(p.entry.iri) for p in parts if p.entry is not None]
    common = next((g for g in groups if groups.count(g) > 1), None)
    return next((d for d in builder.drafts if d.entry is not None and d.entry.iri == common), None)


def _within(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    inner, outer = hit.one("a"), hit.one("b")
    if inner is None or outer is None or inner is outer or inner.cls == outer.cls:
        return
    order = {"Place": 0, "City": 0, "Region": 1, "Country": 2}
    if outer.cls != "Region" and order.get(inner.cls, 3) >= order.get(outer.cls, 0):
        return
    if outer.cls == "Region" and inner.cls not in {"Country", "City"}:
        return
    builder.add(
        said.PartOf(part=entity(inner), whole=entity(outer), relation="within", evidence=_ev(hit), rule=hit.rule.id),
        inner.order,
        outer.order,
    )


def _quantities(hit: Found, builder: Builder) -> list[Quantity]:
    starts = {c.start for c in hit.chunks("q")}
    return [q for q in builder.document.quantities if q.start in starts and q.family == "money"]


def _finances(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
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
                    evidence=_ev(hit),
                    rule=hit.rule.id,
                    modality=said.Modality.PLANNED if stage == "planned" else said.Modality.ASSERTED,
                ),
                financier.order,
                target.order,
                quantity.value if quantity else None,
                stage,
            )


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


Maker = Callable[[Found, Builder, Draft | None, Knowledge], None]
_MAKERS: Final[dict[str, Maker]] = {
    "party": _party,
    "follows": _follows,
    "period": _period,
    "since": _period,
    "under": _under,
    "implements": _implements,
    "member": _member,
    "unit": _unit,
    "known-unit": _known_unit,
    "within": _within,
    "finances": _finances,
}


def positions(posts: list[Post], tapes: list[Tape], builder: Builder) -> None:
    """Who holds which post. A title without its institution says nothing new where another mention has it."""
    full = {(p.person.root.order, p.title.lower()) for p in posts if p.of is not None}
    for post in posts:
        person = post.person.root
        if post.of is None and (person.order, post.title.lower()) in full:
            continue
        tape = next((t for t in reversed(tapes) if t.sentence.start <= post.start), tapes[0])
        of = post.of.root if post.of is not None else None
        builder.add(
            said.Position(
                person=entity(person),
                title=post.title,
                of=entity(of) if of else None,
                remit=post.remit,
                former=post.former,
                evidence=evidence(tape),
                rule="post-by-name",
            ),
            person.order,
            post.title.lower(),
            of.order if of else None,
            post.former,
        )


def by_name(tapes: list[Tape], lexicon: Lexicon, builder: Builder, home: Draft | None) -> None:
    """What names say by themselves: years, owners, the places of a road, the whole that a unit belongs to."""
    seen: dict[int, Tape] = {}
    for tape in tapes:
        for chunk in tape.chunks:
            for part in (chunk, *chunk.parts):
                if part.draft is not None:
                    seen.setdefault(part.draft.root.order, tape)
    for draft in lexicon.drafts:
        tape = seen.get(draft.order)
        if tape is None:
            continue
        at = evidence(tape)
        if draft.kind is Kind.FRAMEWORK and draft.years is not None:
            builder.add(
                said.Period(of=entity(draft), span=_years(*draft.years), evidence=at, rule="years-in-name"), draft.order
            )
        if draft.kind is Kind.FRAMEWORK and draft.owner is not None and draft.owner.cls not in {"City", "Region"}:
            builder.add(
                said.Party(framework=entity(draft), party=entity(draft.owner), evidence=at, rule="owner-in-name"),
                draft.order,
                draft.owner.root.order,
            )
        for side in draft.parties:
            builder.add(
                said.Party(framework=entity(draft), party=entity(side), evidence=at, rule="sides-in-name"),
                draft.order,
                side.root.order,
            )
        if (
            draft.kind is Kind.INSTITUTION
            and draft.owner is not None
            and draft.cls != "Government"
            and draft.owner.kind is Kind.INSTITUTION
        ):
            builder.add(
                said.PartOf(
                    part=entity(draft), whole=entity(draft.owner), relation="unit", evidence=at, rule="owner-in-name"
                ),
                draft.order,
                draft.owner.root.order,
            )
        for place in draft.places if draft.kind in (Kind.PROJECT, Kind.INSTITUTION) else ():
            builder.add(
                said.Located(what=entity(draft), place=entity(place), evidence=at, rule="place-in-name"),
                draft.order,
                place.root.order,
            )


def _years(first: str | None, last: str | None) -> Span:
    begin = date(int(first), 1, 1) if first else None
    end = date(int(last), 12, 31) if last else None
    return Span(begin=begin, end=end, precision="year", text="–".join(y for y in (first, last) if y))


def country_frameworks(tapes: list[Tape], lexicon: Lexicon, builder: Builder, home: Draft | None) -> None:
    """A country's partnership strategy is between the country and its partner: the article's only or main bank.

    Only where the article leaves no choice: one country spoken of most, one bank (its group counted as it).
    """
    banks = [
        d
        for d in lexicon.of(Kind.INSTITUTION)
        if d.cls == "DevelopmentBank" and d.entry is not None and d.owner is None
    ]
    if home is None or not banks:
        return
    bank = max(banks, key=lambda d: (sum(d.names.values()), -d.order))
    for draft in lexicon.of(Kind.FRAMEWORK):
        if draft.cls != "PartnershipStrategy" or draft.root is not draft:
            continue
        known = {
            f.party.iri
            for f in builder.result()
            if isinstance(f, said.Party) and f.framework.iri == f"draft:{draft.order}"
        }
        tape = next((t for t in tapes for c in t.chunks if c.draft is not None and c.draft.root is draft), None)
        if tape is None:
            continue
        sides = [d for d in (home, bank) if f"draft:{d.order}" not in known]
        if len(known) >= 2:
            continue
        for side in sides:
            builder.add(
                said.Party(
                    framework=entity(draft), party=entity(side), evidence=evidence(tape), rule="country-framework"
                ),
                draft.order,
                side.order,
            )


def successions(lexicon: Lexicon, builder: Builder) -> None:
    """What a framework replaces is of its class and between its parties."""
    by_iri = {f"draft:{d.order}": d for d in lexicon.drafts}
    for fact in builder.result():
        if not isinstance(fact, said.Follows):
            continue
        new, old = by_iri[fact.new.iri], by_iri[fact.old.iri]
        if new.cls == "PartnershipStrategy":
            old.cls = new.cls
        for party in [f for f in builder.result() if isinstance(f, said.Party) and f.framework.iri == fact.new.iri]:
            side = by_iri[party.party.iri]
            builder.add(
                said.Party(framework=entity(old), party=party.party, evidence=fact.evidence, rule="succession"),
                old.order,
                side.order,
            )
