"""Frames of financing that say a part only: the sentences before, or the article as a whole, give the other sides."""

from __future__ import annotations

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import Roles, complements, whole
from loaders.reading.patterns import Found


def agentless(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A grant of … comes on top”: the giver of the last act, or the bank that the sentences before speak of."""
    here = hit.clause.tape.sentence.paragraph
    near = [d for d in story.deals if here - d.tapes[-1].sentence.paragraph <= 2]
    roles = Roles()
    for tape in (hit.clause.tape, *story.before(hit.clause.tape, 2)):
        banks = [c.draft.root for c in tape.chunks if c.code == "I" and c.draft is not None]
        banks = [d for d in banks if d.cls == "DevelopmentBank"]
        if banks or (near and tape in near[-1].tapes):
            roles.givers = [near[-1].financier] if near and tape in near[-1].tapes else banks[-1:]
            break
    complements(hit.clause, hit.match.start(), len(hit.clause.text), roles)
    if near and not roles.things and not roles.getters and not roles.places:
        roles.getters = [d.target for d in near if d.tapes[-1] is near[-1].tapes[-1] and d.financier in roles.givers]
    return roles


def gapped(hit: Found, builder: Builder, story: Story) -> Roles:
    """“ADB will cover … and the Government …”: as the act before it in the sentence, with another giver."""
    same = [d for d in story.deals if hit.clause.tape in d.tapes and d.sums]
    if not same:
        return Roles()
    return Roles(givers=whole(hit.drafts("i")), getters=[d.target for d in same])


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
