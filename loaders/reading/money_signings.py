"""Who lends and who borrows where an agreement is signed: of the parties, the bank gives."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.drafts import Draft
from loaders.reading.money_lenders import is_lender, lender_before, lenders
from loaders.reading.money_roles import Roles, at, complements, spoken, subject, unwelcome, whole
from loaders.reading.patterns import Found

_RECIPIENT: Final = re.compile(r"\b(?:to|for|into) (?:the )?(?:[\w-]+ ){0,2}$")
_OF_WHOLE: Final = re.compile(
    r"<Q\d+>[^;]*\b(?:part|tranche|instal?lment|slice|half|portion|share|phase) of (?:an?|the) (?:[\w-]+ ){0,2}$"
)
"""“It has obtained $180 million, the first part of a facility of …”: the whole is no other act."""
_PART_OF: Final = re.compile(r"<Q\d+>[^;]*\b(?:including|of which|comprising) (?:(?:an?|some|about|up to) )?$")
"""“$75 million, including a $5 million grant, for the dam”: the part goes where the whole goes."""
_PARTNER: Final = re.compile(r"\b(?:to|for|into|with) (?:the )?(?:[\w-]+ ){0,2}$")
"""With whom one negotiates about money borrows it."""
_THEY: Final = re.compile(
    r"(?:^|, |\b(?:then|where|afterwards|there|and) )"
    r"(?:they|(?:both|the)(?: two)?(?: (?:sides|parties|officials|institutions))?|the pair) $"
)
_DONOR: Final = re.compile(
    r"\b(?:from|by) (?:the )?<L(\d+)>|<L(\d+)> [’']s (?:[\w-]+ ){0,2}(?:assistance|aid|grants?|loans?|funding)\b"
    r"|\b(?:financing|funding|assistance|aid|support|contribution) of <L(\d+)> (?:for|to) (?!20\d\d)[a-z]"
)


def sign(hit: Found, builder: Builder, story: Story) -> Roles:
    """“A and B signed a loan agreement”: of the parties, the bank gives."""
    parties, start = subject(hit.clause, hit.match.start("verb"))
    if not parties:
        parties = _employers(hit) or _those_before(hit, story)
    if unwelcome(hit.clause.text, start, hit.match.start("verb")):
        return Roles()
    deal = spoken(hit.clause, hit.match[0][:200])
    on_money = re.search(
        r"\b(?:loan|grant|financing|credit|guarantee|funding|finance|facility|aid|mou|memorandum)", deal
    )
    if re.search(r"\bunder (?:which|it)\b", hit.match.groupdict().get("gap") or ""):
        return Roles()  # “signed a memorandum under which the bank may lend …”
    rest = hit.match.start("rest")
    told = re.sub(r" , which [^,.;]{1,80} ,", " ,", hit.match[0])
    preps = "with|between|by" if "between" in hit.rule.id else "with|between"
    state = r"(?:the )?(?:(?:republic|kingdom|state|commonwealth|union|sultanate|government) of (?:the )?)?"
    two = rf"{state}<[IL]\d+>(?:[^.;\"]{{0,90}}?\band {state}<[IL]\d+>)?"
    other = re.search(rf"\b(?:{preps}) {two}", told) or re.search(
        rf"\b(?:between|by) (?:the )?[\w-]+ (?:,|and) {two}", told
    )
    if other is not None:
        parties += [
            d.root
            for n in re.findall(r"<[IL](\d+)>", other[0])
            if (d := at(hit.clause, n).draft) is not None and d.root not in parties
        ]
    givers = lenders(parties, story.home)
    banks = other is not None and bool(givers) and all(g.cls == "DevelopmentBank" for g in givers)
    if on_money is None and not banks and not (len(parties) > 1 and givers and all(is_lender(g) for g in givers)):
        return Roles()
    roles = Roles(givers=givers, getters=[p for p in parties if p not in givers])
    if "between" in hit.rule.id:  # “a package of $60 million for the plant was signed by …”
        complements(hit.clause, hit.match.start(), hit.match.start("verb"), roles)
    if hit.match.groupdict().get("gap"):  # “a contract for the road worth …”
        complements(hit.clause, hit.match.start("gap"), hit.match.end("gap"), roles)
    complements(hit.clause, rest, len(hit.clause.text), roles)
    roles.getters = [p for p in dict.fromkeys(roles.getters) if p not in givers]
    if not roles.getters:
        for n in re.findall(r"<L(\d+)>", hit.match[0]):
            draft = at(hit.clause, n).draft
            if draft is not None and draft.root.cls == "Country":
                roles.places.append(draft.root)
    return roles


def _those_before(hit: Found, story: Story) -> list[Draft]:
    """“They signed a loan agreement”: whom the sides of the sentence before act for, persons by their employers."""
    if not _THEY.search(hit.clause.text[: hit.match.start("verb")]):
        return []
    for tape in story.before(hit.clause.tape, 1):
        named = [c.draft.root for c in tape.chunks if c.code in "PI" and c.draft is not None]
        acting = [e.root for d in named for e in (d.employers[-1:] if d.kind is Kind.PERSON else [d])]
        return list(dict.fromkeys(acting))
    return []


def lone(hit: Found, builder: Builder, story: Story) -> Roles:
    """“Behind the road stands the EBRD with a loan of …”: by the one lender that the clause names."""
    text = hit.clause.text
    if unwelcome(text, 0, len(text)) or any(p.search(text[: hit.match.start()]) for p in (_OF_WHOLE, _PART_OF)):
        return Roles()
    negotiates = re.search(r"\b(?:negotiat\w+|talks) with (?:the )?<I(\d+)>", text)
    recipient = _PARTNER if negotiates else _RECIPIENT
    named = [int(m[1]) for m in re.finditer(r"<I(\d+)>", text) if not recipient.search(text[: m.start()])]
    drafts = [d for n in named if (d := at(hit.clause, str(n)).draft) is not None]
    givers = [d for d in whole([d.root for d in drafts]) if is_lender(d)] or lender_before(hit, builder, story)
    donor = _DONOR.search(text, *_own_part(hit))
    country = at(hit.clause, donor[1] or donor[2] or donor[3]).draft if donor else None
    if country is not None:
        givers = [country.root] if country.root.cls == "Country" and country.root is not story.home else []
    if len(givers) != 1:
        return Roles()
    roles = Roles(givers=givers)
    complements(hit.clause, hit.match.start(), len(text), roles)
    roles.getters = [g for g in roles.getters if g not in givers]
    borrower = at(hit.clause, negotiates[1]).draft if negotiates else None
    if borrower is not None and borrower.root not in givers:
        roles.getters.append(borrower.root)
    if not roles.things and not roles.getters:
        complements(hit.clause, 0, hit.match.start(), roles)
    return roles


def _own_part(hit: Found) -> tuple[int, int]:
    """From the sum before the one of the match to the sum after it: what stands there is said of this one."""
    sums = [m.span() for m in re.finditer(r"<Q\d+>", hit.clause.text)]
    start = max((end for _, end in sums if end <= hit.match.start("q")), default=0)
    return start, min((begin for begin, _ in sums if begin >= hit.match.end("q")), default=len(hit.clause.text))


def _employers(hit: Found) -> list[Draft]:
    """The institutions of the persons who sign: before the verb, or after “by”."""
    before = hit.clause.text[max(0, hit.match.start("verb") - 120) : hit.match.start("verb")]
    after = re.match(r"[^<>.;]{0,30}(?:<[DL]\d+>[^<>.;]{0,20}){0,2}\bby ([^.;]{0,160})", hit.match["rest"])
    numbers = re.findall(r"<P(\d+)>", re.split(r"[.;\"]", before)[-1] + (after[1] if after else ""))
    people = [d.root for n in numbers if (d := at(hit.clause, n).draft) is not None]
    return list(dict.fromkeys(e.root for p in people for e in p.employers[-1:]))
