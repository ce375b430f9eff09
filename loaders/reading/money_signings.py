"""Who lends and who borrows where an agreement is signed: of the parties, the bank gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import Roles, at, complements, spoken, subject, unwelcome, whole
from loaders.reading.patterns import Found


def sign(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A and B signed a loan agreement”: of the parties, the bank gives."""
    parties, start = subject(hit.clause, hit.match.start("verb"))
    if not parties:
        parties = _employers(hit)
    if unwelcome(hit.clause.text, start, hit.match.start("verb")):
        return Roles()
    deal = spoken(hit.clause, hit.match[0][:200])
    if not re.search(r"\b(?:loan|grant|financing|credit|guarantee|funding|finance|facility|aid|mou|memorandum)", deal):
        return Roles()
    if re.search(r"\bunder (?:which|it)\b", hit.match.groupdict().get("gap") or ""):
        return Roles()  # “signed a memorandum under which the bank may lend …”
    rest = hit.match.start("rest")
    told = re.sub(r" , which [^,.;]{1,80} ,", " ,", hit.match[0])
    preps = "with|between|by" if "between" in hit.rule.id else "with|between"
    two = r"(?:the )?<[IL]\d+>(?:[^.;\"]{0,90}?\band (?:the )?<[IL]\d+>)?"
    other = re.search(rf"\b(?:{preps}) {two}", told) or re.search(
        rf"\b(?:between|by) (?:the )?[\w-]+ (?:,|and) {two}", told
    )
    if other is not None:
        parties += [
            d.root
            for n in re.findall(r"<[IL](\d+)>", other[0])
            if (d := at(hit.clause, n).draft) is not None and d.root not in parties
        ]
    givers = _lenders(parties, story.home)
    roles = Roles(givers=givers, getters=[p for p in parties if p not in givers])
    if "between" in hit.rule.id:  # “a package of $60 million for the plant was signed by …”
        complements(hit.clause, hit.match.start(), hit.match.start("verb"), roles)
    complements(hit.clause, rest, len(hit.clause.text), roles)
    roles.getters = [p for p in dict.fromkeys(roles.getters) if p not in givers]
    if not roles.getters:
        for n in re.findall(r"<L(\d+)>", hit.match[0]):
            draft = at(hit.clause, n).draft
            if draft is not None and draft.root.cls == "Country":
                roles.places.append(draft.root)
    return roles


def lone(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Behind the road stands the EBRD with a loan of …”: in whatever words, by the one lender that the clause names."""
    text = hit.clause.text
    if unwelcome(text, 0, len(text)):
        return Roles()
    named = [int(m[1]) for m in re.finditer(r"<I(\d+)>", text) if not _RECIPIENT.search(text[: m.start()])]
    drafts = [d for n in named if (d := at(hit.clause, str(n)).draft) is not None]
    lenders = [d for d in whole([d.root for d in drafts]) if is_lender(d)]
    if not lenders:
        lenders = lender_before(hit, builder, story)
    if len(lenders) != 1:
        return Roles()
    roles = Roles(givers=lenders)
    complements(hit.clause, hit.match.end(), len(text), roles)
    if not roles.things and not roles.getters:
        complements(hit.clause, 0, hit.match.start(), roles)
    return roles


def is_lender(draft: Draft) -> bool:
    """Whether an institution lends or grants by trade, as far as its class or name tells."""
    return draft.cls not in {"NewsOutlet", "Ministry", "Government"} and any(lends(draft) for lends in _LENDERS)


def lender_before(hit: Found, builder: Builder, story: Story) -> list[Draft]:
    """Who gives where a sentence names no lender: who gave in the sentences before, or the article's only lender."""
    near = [hit.clause.tape, *story.before(hit.clause.tape, 2)]
    last = next((d for d in reversed(story.deals) if d.tapes[-1] in near), None)
    if last is not None:
        return [last.financier]
    lenders = [d for d in builder.drafts if d.kind is Kind.INSTITUTION and d.merged_into is None and is_lender(d)]
    lenders = [d for d in whole(lenders) if d.owner is None or d.owner.root not in lenders]
    return lenders if len(lenders) == 1 else []


def _employers(hit: Found) -> list[Draft]:
    """The institutions of the persons who sign: before the verb, or after “by”."""
    before = hit.clause.text[max(0, hit.match.start("verb") - 120) : hit.match.start("verb")]
    after = re.match(r"[^<>.;]{0,30}(?:<[DL]\d+>[^<>.;]{0,20}){0,2}\bby ([^.;]{0,160})", hit.match["rest"])
    numbers = re.findall(r"<P(\d+)>", re.split(r"[.;\"]", before)[-1] + (after[1] if after else ""))
    people = [d.root for n in numbers if (d := at(hit.clause, n).draft) is not None]
    return list(dict.fromkeys(e.root for p in people for e in p.employers[-1:]))


def _lenders(parties: list[Draft], home: Draft | None) -> list[Draft]:
    """Who of the parties lends: a bank that is no country's own, any bank, an organization, another's agency."""
    for test in _LENDS:
        found = [p for p in parties if test(p)]
        if found and (len(found) < len(parties) or len(parties) == 1):
            return found
        if found:
            return found if all(p.cls == "DevelopmentBank" for p in found) else found[:1]
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
_RECIPIENT: Final = re.compile(r"\b(?:to|for|into) (?:the )?(?:[\w-]+ ){0,2}$")
_LENDERS: Final = _LENDS[2:5]
"""Who lends by trade."""
