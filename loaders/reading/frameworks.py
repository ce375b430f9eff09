"""Frameworks: who is party to them, and what their names say."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from loaders import facts as said
from loaders.facts import Kind, Span
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.patterns import Found
from loaders.reading.tape import Tape
from ontology.reference import Knowledge


def party(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """Who is party to a framework, or owns it."""
    framework = hit.one("w")
    if (
        framework is None
        or framework.kind is not Kind.FRAMEWORK
        or hit.rule.set.get("cls", framework.cls) != framework.cls
    ):
        return
    for named in [*hit.drafts("a"), *hit.drafts("b")]:
        party = principal(named)
        if (party.kind is Kind.PLACE and party.cls != "Country") or party.cls == "NewsOutlet":
            continue
        builder.add(
            said.Party(
                framework=entity(framework), party=entity(party), evidence=evidence(hit.clause.tape), rule=hit.rule.id
            ),
            framework.order,
            party.order,
        )


def principal(draft: Draft) -> Draft:
    """Whom a body binds: the bank of a board, the country of a parliament; itself otherwise."""
    owner = draft.owner.root if draft.owner is not None else None
    if owner is None or not _BODY.search(draft.name):
        return draft
    return owner if owner.cls in {"DevelopmentBank", "InternationalOrganization", "Country"} else draft


_BODY: Final = re.compile(
    r"\b(?:Board|Office|Delegation|Parliament|Senate|National Assembly|Cabinet|parliament|senate|board)\b"
)


def _of_the_state(draft: Draft) -> bool:
    """A ministry or agency that the words beside its name give a country."""
    owner = draft.owner
    return owner is not None and owner.cls == "Country" and draft.cls in {"Ministry", "GovernmentAgency"}


def by_name(tapes: list[Tape], lexicon: Lexicon, builder: Builder, home: Draft | None) -> None:
    """What names say by themselves: years, owners, the places of a road, the whole that a unit belongs to."""
    seen: dict[int, Tape] = {}
    for tape in tapes:
        for chunk in tape.chunks:
            for part in (chunk, *chunk.parts):
                if part.draft is not None:
                    seen.setdefault(part.draft.root.order, tape)
    for draft in lexicon.drafts:
        if draft.order not in seen:
            continue
        at = evidence(seen[draft.order])
        if draft.kind is Kind.FRAMEWORK and draft.years is not None:
            builder.add(
                said.Period(of=entity(draft), span=_years(*draft.years), evidence=at, rule="years-in-name"), draft.order
            )
        if _owned(draft) and draft.owner is not None:
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
            and (draft.owner.kind is Kind.INSTITUTION or _of_the_state(draft))
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


def _owned(draft: Draft) -> bool:
    """Whether the owner in a framework's name is a party: a city or region is none, nor the body of a convention."""
    if draft.kind is not Kind.FRAMEWORK or draft.owner is None or draft.owner.cls in {"City", "Region"}:
        return False
    return "convention" not in draft.head and "treaty" not in draft.head


def _years(first: str | None, last: str | None) -> Span:
    begin = date(int(first), 1, 1) if first else None
    end = date(int(last), 12, 31) if last else None
    return Span(begin=begin, end=end, precision="year", text="–".join(y for y in (first, last) if y))


def country_frameworks(tapes: list[Tape], lexicon: Lexicon, builder: Builder, home: Draft | None) -> None:
    """A country's partnership strategy is between the country and its partner: the article's only or main bank.

    So is a “Joint … Program” that the article gives fewer than two parties. Only where the article leaves no choice:
    one country spoken of most, one bank (its group counted as it).
    """
    banks = [d for d in lexicon.of(Kind.INSTITUTION) if d.cls == "DevelopmentBank" and d.owner is None]
    if home is not None:
        _plans_of(home, tapes, lexicon, builder)
    if home is None or not banks:
        return
    _plain_strategies(lexicon)
    bank = max(banks, key=lambda d: (sum(d.names.values()), -d.order))
    for draft in lexicon.of(Kind.FRAMEWORK):
        joint = draft.cls == "Programme" and draft.name.lower().startswith("joint ")
        if not (draft.cls == "PartnershipStrategy" or joint) or draft.root is not draft:
            continue
        known = {
            f.party.iri
            for f in builder.result()
            if isinstance(f, said.Party) and f.framework.iri == f"draft:{draft.order}"
        }
        at = [t for t in tapes if any(c.draft is not None and c.draft.root is draft for c in t.chunks)][:3]
        if not at:
            continue
        there = [d for d in lexicon.drafts if f"draft:{d.order}" in known]
        sides = [d for d in (home, bank) if not any(stands_for(other, d) for other in there)]
        if len(known) >= 2:
            continue
        for side in sides:
            builder.add(
                said.Party(
                    framework=entity(draft), party=entity(side), evidence=evidence(*at), rule="country-framework"
                ),
                draft.order,
                side.order,
            )


def _plans_of(home: Draft, tapes: list[Tape], lexicon: Lexicon, builder: Builder) -> None:
    """A “National … Plan” that the article gives nobody else is the plan of the country that the article is about."""
    owned = {f.framework.iri for f in builder.result() if isinstance(f, said.Party)}
    for draft in lexicon.of(Kind.FRAMEWORK):
        national = re.match(r"(?:the )?(?:National|State) ", draft.name) or re.search(r" (?:Act|Law|Code)$", draft.name)
        if draft.root is not draft or not national or f"draft:{draft.order}" in owned:
            continue
        at = [t for t in tapes if any(c.draft is not None and c.draft.root is draft for c in t.chunks)][:2]
        if at:
            builder.add(
                said.Party(framework=entity(draft), party=entity(home), evidence=evidence(*at), rule="national-plan"),
                draft.order,
                home.order,
            )


def _plain_strategies(lexicon: Lexicon) -> None:
    """“the strategy for 2018–2022” beside a country partnership strategy is one as well."""
    frameworks = lexicon.of(Kind.FRAMEWORK)
    if any(d.cls == "PartnershipStrategy" for d in frameworks):
        for draft in frameworks:
            if re.fullmatch(r"(?:(?:country )?strategy|framework) (?:for )?(?:19|20)\d\d\W+(?:19|20)\d\d", draft.name):
                draft.cls = "PartnershipStrategy"


def stands_for(one: Draft, other: Draft) -> bool:
    """Whether one party makes the other superfluous: it is the same, its government, or the group that it is of."""
    government = one.cls in {"Government", "Ministry"} and one.owner is not None and one.owner.root is other.root
    return one.root is other.root or government or f"{other.name} Group" in one.names
