"""What stands around the nucleus of an act of financing, by the construction that a rule names as its ``frame``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from loaders import facts as said
from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import Roles, at, complements, spoken, subject, unwelcome, whole
from loaders.reading.patterns import Found

Frame = Callable[[Found, Builder, Story], Roles]
_FINANCIERS: Final = {"DevelopmentBank", "InternationalOrganization", "Organization", "Company", "GovernmentAgency"}


def _active(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The EBRD will lend …”: the subject gives; recipients stand before or after the sum."""
    givers, start = subject(hit.clause, hit.match.start("verb"))
    if hit.match["verb"].startswith("to "):
        return Roles()  # a purpose: “a loan to finance …”
    if re.match(
        r"(?:grant|guarantee|award|issue|offer|finance|fund|transfer|loan)s?\b", hit.match["verb"]
    ) and not re.search(r"> $|\b(?:which|who|also|and|it) $", hit.clause.text[: hit.match.start("verb")]):
        return Roles()  # “a grant of …” is a noun
    roles = Roles(givers=[] if unwelcome(hit.clause.text, start, hit.match.start("verb")) else givers)
    if re.search(r"approv|endors|authori|cleared|sanction|green", hit.match["verb"]):
        roles.givers = [g for g in givers if g.cls in _FINANCIERS or "oard" in g.name or g.cls == "Country"]
    if hit.chunks("q"):
        complements(hit.clause, hit.match.start("gap"), hit.match.end("gap"), roles, direct=True)
        complements(hit.clause, _after_sum(hit), len(hit.clause.text), roles)
        if not roles.things and not roles.getters:
            _before(hit, roles, things=True)
    else:
        roles.things = hit.drafts("t")
    return roles


def _after_sum(hit: Found) -> int:
    """Where the words after the sum begin, an equivalent in brackets passed over."""
    end = hit.match.end("q")
    brackets = re.match(r" \( (?:[\w-]+ )*<Q\d+> \)", hit.clause.text[end:])
    return end + (brackets.end() if brackets else 0)


def _passive(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A loan … was approved by the World Bank”."""
    roles = Roles(givers=whole(hit.drafts("i")))
    if "approv" in hit.match["verb"]:
        roles.givers = [g for g in roles.givers if g.cls in _FINANCIERS or "oard" in g.name]
    for group in ("between", "to"):
        complements(hit.clause, hit.match.start(group), hit.match.end(group), roles)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    if not roles.things and not roles.getters:
        _before(hit, roles)
    return roles


def _nominal(hit: Found, builder: Builder, story: Story) -> Roles:
    """“a grant of $4.5 million from the European Union”."""
    if re.search(r"(?:approv|provid|sign|grant|extend)\w* (?:an? |the )?$", hit.clause.text[: hit.match.start()]):
        return Roles()  # “approved an IDA credit of …”: the subject gives
    roles = Roles(givers=whole(hit.drafts("i")))
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    _before(hit, roles)
    return roles


def _before(hit: Found, roles: Roles, *, things: bool = False) -> None:
    """Projects and recipients that the clause names before the sum."""
    for code, number in re.findall(r"<([JWLI])(\d+)>", hit.clause.text[: hit.match.start()]):
        draft = at(hit.clause, number).draft
        if draft is None or draft.root in roles.givers:
            continue
        if code in "JW" and draft.root.cls not in {"Agreement", "Goals"} and not roles.things:
            roles.things.append(draft.root)
        elif code == "L" and draft.root.cls == "Country" and not things and f"from <L{number}>" not in hit.clause.text:
            roles.places.append(draft.root)


def _get(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Paraguay has received a loan … from CAF”."""
    getters, start = subject(hit.clause, hit.match.start("verb"))
    if unwelcome(hit.clause.text, start, hit.match.start("verb")):
        return Roles()
    roles = Roles(givers=whole([*hit.drafts("i"), *_more(hit)]), getters=getters)
    if not getters:
        _before(hit, roles)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    roles.getters = [g for g in roles.getters if g not in roles.givers]
    return roles


def _more(hit: Found) -> list[Draft]:
    """One more giver, with words of its own before it: “and the French agency AFD”."""
    numbers = re.findall(r"<I(\d+)>", hit.match.groupdict().get("more") or "")
    return [d.root for n in numbers if (d := at(hit.clause, n).draft) is not None]


def _given(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Georgia was granted a loan by ADB”."""
    target = hit.drafts("t")
    roles = Roles(givers=whole(hit.drafts("i")))
    for draft in target:
        (roles.things if draft.kind in (Kind.PROJECT, Kind.FRAMEWORK) else roles.getters).append(draft)
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    return roles


def _sign(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A and B signed a loan agreement”: of the parties, the bank gives."""
    parties, start = subject(hit.clause, hit.match.start("verb"))
    if unwelcome(hit.clause.text, start, hit.match.start("verb")):
        return Roles()
    deal = spoken(hit.clause, hit.match[0][:200])
    if not re.search(r"\b(?:loan|grant|financing|credit|guarantee|funding|finance|facility|aid|mou|memorandum)", deal):
        return Roles()
    rest = hit.match.start("rest")
    preps = "with|between|by" if "between" in hit.rule.id else "with|between"
    two = r"(?:the )?<[IL]\d+>(?:[^.;\"]{0,90}?\band (?:the )?<[IL]\d+>)?"
    other = re.search(rf"\b(?:{preps}) {two}", hit.match[0])
    if other is not None:
        parties += [
            d.root
            for n in re.findall(r"<[IL](\d+)>", other[0])
            if (d := at(hit.clause, n).draft) is not None and d.root not in parties
        ]
    givers = _lenders(parties, story.home)
    roles = Roles(givers=givers, getters=[p for p in parties if p not in givers])
    complements(hit.clause, rest, len(hit.clause.text), roles)
    roles.getters = [p for p in dict.fromkeys(roles.getters) if p not in givers]
    if not roles.getters:
        for n in re.findall(r"<L(\d+)>", hit.match[0]):
            draft = at(hit.clause, n).draft
            if draft is not None and draft.root.cls == "Country":
                roles.places.append(draft.root)
    return roles


def _lenders(parties: list[Draft], home: Draft | None) -> list[Draft]:
    """Who of the parties lends: a bank that is no country's own, any bank, an organization, another's agency."""
    for test in _LENDS:
        found = [p for p in parties if test(p)]
        if found and (len(found) < len(parties) or len(parties) == 1):
            return found
        if found:
            return found[:1]
    abroad = [
        p for p in parties if p is not home and p.cls != "Country" and (p.owner is None or p.owner.root is not home)
    ]
    return abroad if len(parties) == 2 and len(abroad) == 1 else []


_BORROWERS: Final = {"Country", "Government", "Ministry", "Company", "City", "Region"}


_LENDS: Final[tuple[Callable[[Draft], bool], ...]] = (
    lambda d: d.entry is not None and d.cls == "DevelopmentBank" and d.entry.country is None,
    lambda d: d.cls == "DevelopmentBank" and d.entry is not None,
    lambda d: d.cls == "DevelopmentBank",
    lambda d: d.cls == "InternationalOrganization",
    lambda d: re.search(r"\b(?:[Bb]ank|Fund|Development Agency|Cooperation Agency)\b", d.name) is not None,
    lambda d: d.cls not in _BORROWERS,
)


def _financed(hit: Found, builder: Builder, story: Story) -> Roles:
    """“The road is financed by A and B”, “… with a loan of … from A”."""
    rest = hit.match["rest"]
    roles = Roles(things=hit.drafts("t"))
    by = re.match(r"(?:the )?(<[IL]\d+>(?:(?: ,| and| , and| as well as|,)(?: the)? <[IL]\d+>)*)", rest)
    source = by or re.search(r"\b(?:from|by|of) (?:the )?(<[IL]\d+>(?:(?: ,| and| , and|,)(?: the)? <[IL]\d+>)*)", rest)
    if source is None or (by is None and re.search(r"<Q\d+>", rest)):  # a sum is another rule's nucleus
        return roles
    drafts = [at(hit.clause, n).draft for n in re.findall(r"<[IL](\d+)>", source[1])]
    roles.givers = whole([d.root for d in drafts if d is not None])
    return roles


def _plain(hit: Found, builder: Builder, story: Story) -> Roles:
    """Giver and thing stand in slots of the rule."""
    return Roles(givers=whole(hit.drafts("i")), things=hit.drafts("t"))


def _support(hit: Found, builder: Builder, story: Story) -> Roles:
    """“With the support of UNDP, Georgia is implementing the project”: the thing may stand before or after."""
    givers = hit.chunks("i")
    if len(givers) > 1 and givers[-1].code == "L" and givers[-2].code == "I":  # “of UNDP, Georgia is …”
        givers = givers[:-1]
    roles = Roles(givers=whole([c.draft.root for c in givers if c.draft is not None]))
    for part in (hit.match["rest"], hit.clause.text[: hit.match.start()]):
        found = [at(hit.clause, n).draft for n in re.findall(r"<[JW](\d+)>", part)]
        roles.things = [d.root for d in found[:1] if d is not None and d.root.cls not in {"Agreement", "Goals"}]
        if roles.things:
            break
    return roles


def _agentless(hit: Found, builder: Builder, story: Story) -> Roles:
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


def _gapped(hit: Found, builder: Builder, story: Story) -> Roles:
    """“ADB will cover … and the Government …”: as the act before it in the sentence, with another giver."""
    same = [d for d in story.deals if hit.clause.tape in d.tapes and d.sums]
    if not same:
        return Roles()
    return Roles(givers=whole(hit.drafts("i")), getters=[d.target for d in same])


def _heading(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Lesotho: A $20 million loan …”: in a list, by the bank of which the article speaks."""
    roles = Roles(givers=_main_bank(builder), getters=hit.drafts("t"))
    complements(hit.clause, hit.match.end(), len(hit.clause.text), roles)
    return roles


def _framework(hit: Found, builder: Builder, story: Story) -> Roles:
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


def _source(hit: Found, builder: Builder, story: Story) -> Roles:
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


FRAMES: Final[Mapping[str, Frame]] = {
    "active": _active,
    "passive": _passive,
    "nominal": _nominal,
    "get": _get,
    "given": _given,
    "sign": _sign,
    "financed": _financed,
    "plain": _plain,
    "support": _support,
    "agentless": _agentless,
    "gapped": _gapped,
    "heading": _heading,
    "framework": _framework,
    "source": _source,
}
