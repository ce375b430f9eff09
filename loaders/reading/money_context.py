"""Frames of financing that say a part only: the sentences before, or the article as a whole, give the other sides."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Deal, Story
from loaders.reading.drafts import Draft
from loaders.reading.money_lenders import is_lender, lender_before, speakers
from loaders.reading.money_roles import Roles, at, complements, whole
from loaders.reading.patterns import Found

_FUNDED: Final = re.compile(
    r"\b(?:costs?|costing|financing|package|financed|funded|co-financed|cofinanced|covered|donors?|contributions?|contributed|contributors|lenders"
    r"|pledged|provided by|loans? (?:from|by)|grants? (?:from|by)|funding|support from|paid for)\b"
)
_LENDING: Final = re.compile(r"\b(?:loans?|credits?|grants?|lend\w*|lent|financ\w+)\b")
COPIES: Final = frozenset({"giver-of-last", "getter-of-last"})
"""Frames that tell another side of the act last told of."""


def copied(hit: Found, story: Story) -> list[Deal]:
    """“The financing comes from IDA”, “The borrower is Otra LLC”: the last act with another giver or getter."""
    before = [hit.clause.tape, *story.before(hit.clause.tape, 3)]
    last = [d for d in story.deals if d.sums and d.tapes[-1] in before]
    last = [d for d in last if d.tapes[-1] is last[-1].tapes[-1] and d.sums == last[-1].sums]
    if not last:
        return []
    if hit.rule.set["frame"] == "getter-of-last":
        firsts = list({d.financier.order: d for d in last}.values())
        return [_copy(d, hit, d.financier, target) for d in firsts for target in hit.drafts("i")]
    between = [c.draft.root for t in story.before(hit.clause.tape, 1) for c in t.chunks if c.draft and c.code in "JW"]
    things = list(dict.fromkeys(d for d in between if d.cls not in {"Agreement", "Goals"}))
    targets = things if len(things) == 1 else list(dict.fromkeys(d.target for d in last))
    return [_copy(last[0], hit, giver, target) for giver in whole(hit.drafts("i")) for target in targets]


def _copy(deal: Deal, hit: Found, financier: Draft, target: Draft) -> Deal:
    return replace(deal, financier=financier, target=target, rule=hit.rule.id, tapes=[*deal.tapes, hit.clause.tape])


def agentless(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A grant of … comes on top”: the giver of the last act, or the bank that the sentences before speak of."""
    if hit.rule.id == "recipient-of-sum" and not _lent(hit, story):
        return Roles()
    here = hit.clause.tape.sentence.paragraph
    near = [d for d in story.deals if here - d.tapes[-1].sentence.paragraph <= 2]
    first = hit.chunks("q")[0].start
    same = [d.financier for d in near if hit.clause.tape in d.tapes and any(q.start < first for q in d.sums)]
    roles = Roles(givers=same[-1:] or lender_before(hit, builder, story), getters=hit.drafts("t"))
    if hit.match[0].startswith("it "):
        roles.getters = _spoken_of(hit, story)
    roles.givers = [d for d in roles.givers if d not in roles.getters]
    complements(hit.clause, hit.match.start(), len(hit.clause.text), roles)
    if near and not roles.things and not roles.getters and not roles.places:
        roles.getters = [d.target for d in near if d.tapes[-1] is near[-1].tapes[-1] and d.financier in roles.givers]
    return roles


def _spoken_of(hit: Found, story: Story) -> list[Draft]:
    """“Oman is the largest recipient. It has obtained …”: who the sentence before begins with."""
    for tape in story.before(hit.clause.tape, 1):
        first = next((c for c in tape.chunks if c.draft is not None and c.code in "PIJWEL"), None)
        if first is not None and first.code in "IL" and first.draft is not None:
            return [first.draft.root]
    return []


def _lent(hit: Found, story: Story) -> bool:
    """Whether the sentence, or one of the two before it, speaks of loans or grants, or the article lists such."""
    if story.lister is not None:
        return True
    near = [hit.clause.tape, *story.before(hit.clause.tape, 2)]
    return any(_LENDING.search(t.text[t.sentence.start : t.sentence.end].lower()) for t in near)


def bracketed(hit: Found, builder: Builder, story: Story) -> Roles:
    """“… covered by Norway ($8m) and the Fund ($4.5m)”: each name gives the sum in brackets after it."""
    if not _FUNDED.search(hit.clause.text):
        return Roles()
    roles = Roles(givers=whole(hit.drafts("i")))
    complements(hit.clause, 0, hit.match.start(), roles)
    roles.getters, roles.places = [], []
    if not roles.things:
        for tape in story.before(hit.clause.tape, 2):
            roles.things = [c.draft.root for c in tape.chunks if c.code in "JW" and c.draft is not None][:1]
            if roles.things:
                break
    return roles


def gapped(hit: Found, builder: Builder, story: Story) -> Roles:
    """“ADB will cover … and the Government …”: as the act before it in the sentence, with another giver."""
    same = [d for d in story.deals if hit.clause.tape in d.tapes and d.sums]
    if not same:
        return Roles()
    if same[-1].rule == "recipient-of-sum":  # “Jordan receives $100 million and Egypt 60 million”
        return Roles(givers=[same[-1].financier], getters=hit.drafts("i"))
    return Roles(givers=whole(hit.drafts("i")), getters=[d.target for d in same])


def part(hit: Found, builder: Builder, story: Story) -> Roles:
    """“…, including $200 million for the road”: by who gives the whole, which has targets of its own."""
    same = [d.financier for d in story.deals if hit.clause.tape in d.tapes and d.sums]
    told = [at(hit.clause, n).draft for n in re.findall(r"<I(\d+)>", hit.clause.text[: hit.match.start("q")])]
    banks = [d for d in whole([d.root for d in told if d is not None]) if is_lender(d)]
    givers = same[-1:] or (banks if len(banks) == 1 else []) or speakers(hit) or lender_before(hit, builder, story)
    roles = Roles(givers=givers)
    complements(hit.clause, hit.match.end("q"), len(hit.clause.text), roles)
    return roles


def heading(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Lesotho: A $20 million loan …”: in a list, by the bank of which the article speaks."""
    roles = Roles(givers=_main_bank(builder), getters=hit.drafts("t"))
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    return roles


def framework(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The strategy could provide …”: by its partners, for the country."""
    framework = hit.one("t")
    drafts = {f"draft:{d.order}": d for d in builder.drafts}
    partners = [
        drafts[f.party.iri]
        for f in builder.result()
        if isinstance(f, said.Party)
        and framework is not None
        and f.framework.iri == f"draft:{framework.order}"
        and f.party.iri in drafts
    ]
    givers = [p for p in partners if p.kind is Kind.INSTITUTION]
    if not givers and framework is not None and framework.cls == "PartnershipStrategy":
        givers = _main_bank(builder)
    places = [p for p in partners if p.cls == "Country"] or ([story.home] if story.home is not None else [])
    return Roles(givers=givers, getters=places[:1], things=hit.drafts("t"))


def share(hit: Found, builder: Builder, story: Story) -> Roles:
    """“…, of which 70 per cent was financed by A, and the rest by B”: for the undertaking just spoken of."""
    roles = Roles(givers=whole([*hit.drafts("i"), *hit.drafts("j")]))
    same = [d.target for d in story.deals if hit.clause.tape in d.tapes]
    things: list[Draft] = []
    for tape in (hit.clause.tape, *story.before(hit.clause.tape, 2)):
        things = [c.draft.root for c in tape.chunks if c.code == "J" and c.draft is not None]
        if same or things:
            break
    roles.things = list(dict.fromkeys(same)) or things[:1] or ([story.work] if story.work is not None else [])
    return roles


def portfolio(hit: Found, builder: Builder, story: Story) -> Roles:
    """“its portfolio in the country stands at …”, “44 ongoing IDA projects worth …”: for the country."""
    countries = [d for d in hit.drafts("t") if d.cls == "Country"]
    if not countries:
        drafts = [c.draft.root for c in hit.clause.tape.chunks if c.code == "L" and c.draft is not None]
        countries = [d for d in drafts if d.cls == "Country"][:1]
    return Roles(givers=whole(hit.drafts("i")), getters=countries or ([story.home] if story.home is not None else []))


def _main_bank(builder: Builder) -> list[Draft]:
    """The development bank that the article names most."""
    banks = [d for d in builder.drafts if d.cls == "DevelopmentBank" and d.merged_into is None]
    return sorted(banks, key=lambda d: (-sum(d.names.values()), d.order))[:1]


def source(hit: Found, builder: Builder, story: Story) -> Roles:
    """“combining financing from A with guarantees provided by B”: for the one undertaking just spoken of."""
    roles = Roles(givers=whole(hit.drafts("i")))
    for tape in (hit.clause.tape, *story.before(hit.clause.tape, 1)):
        if tape.sentence.paragraph != hit.clause.tape.sentence.paragraph:
            break
        things = [c.draft.root for c in tape.chunks if c.code in "JW" and c.draft is not None]
        things = [d for d in dict.fromkeys(things) if d.cls not in {"Agreement", "Goals"}]
        if things:
            roles.things = things if len(things) == 1 else []
            break
    return roles
