"""Who lends: of the sides of an agreement, of the institutions of a sentence, or of the article so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from loaders.facts import Kind
from loaders.reading.builder import Builder
from loaders.reading.deals import Story
from loaders.reading.drafts import Draft
from loaders.reading.money_roles import at, whole
from loaders.reading.patterns import Found
from loaders.reading.tables import table

_BORROWERS: Final = {"Country", "Government", "Ministry", "Company", "City", "Region"}

_LENDS_BY_NAME: Final = re.compile(
    r"\b(?:[Bb]ank|Fund|(?:Development|Cooperation) Agency|Agency for (?:[\w-]+ ){0,3}(?:Cooperation|Development)"
    r"|Guarantee (?:Agency|Corporation|Facility))\b"
)

_LENDS: Final[tuple[Callable[[Draft], bool], ...]] = (
    lambda d: d.entry is not None and d.cls == "DevelopmentBank" and d.entry.country is None,
    lambda d: d.cls == "DevelopmentBank" and d.entry is not None,
    lambda d: d.cls == "DevelopmentBank",
    lambda d: d.cls == "InternationalOrganization",
    lambda d: _LENDS_BY_NAME.search(d.name) is not None,
    lambda d: d.cls not in _BORROWERS,
)
_SAID: Final = re.compile(
    r", (?:the )?<[IP](\d+)> (?:has |have )?(?:said|says|announced|reported|noted|told|added)\b"
    r"|\b(?:said|says|announced|reported|noted|according to) (?:the )?<[IP](\d+)>"
)
_DONORS: Final = tuple(frozenset[str](table("financing")["roles"][key]) for key in ("donors", "givers"))
_LENDERS: Final = _LENDS[2:5]
"""Who lends by trade."""


def lenders(parties: list[Draft], home: Draft | None) -> list[Draft]:
    """Who of the parties lends: a bank that is no country's own, any bank, an organization, another's agency."""
    for test in _LENDS:
        found = [p for p in parties if test(p)]
        if found and (len(found) < len(parties) or len(parties) == 1):
            return found
        if found:
            return found if all(p.cls == "DevelopmentBank" for p in found) else found[:1]
    for names in _DONORS if len(parties) == 2 else ():
        donors = [p for p in parties if _state(p).name in names]
        if len(donors) == 1:
            return donors  # “Japan and Samoa exchanged notes on a grant”
    abroad = [
        p for p in parties if p is not home and p.cls != "Country" and (p.owner is None or p.owner.root is not home)
    ]
    return abroad if len(parties) == 2 and len(abroad) == 1 else []


def _state(party: Draft) -> Draft:
    """The country that a government or a ministry acts for."""
    return party.owner.root if party.owner is not None and party.cls in {"Government", "Ministry"} else party


def is_lender(draft: Draft) -> bool:
    """Whether an institution lends or grants by trade, as far as its class or name tells."""
    return draft.cls not in {"NewsOutlet", "Ministry", "Government"} and any(lends(draft) for lends in _LENDERS)


def speakers(hit: Found) -> list[Draft]:
    """“The bank approved …, the Coast Bank said”, “…, said the bank's director X”: the lender tells what it does."""
    told = _SAID.search(hit.clause.text, hit.match.end())
    draft = at(hit.clause, told[1] or told[2]).draft if told else None
    if draft is None:
        return []
    acting = draft.root.employers[-1:] if draft.root.kind is Kind.PERSON else [draft.root]
    return [d for d in whole([a.root for a in acting]) if is_lender(d)]


def lender_before(hit: Found, builder: Builder, story: Story) -> list[Draft]:
    """Who gives where a sentence names no lender: who gave in the sentences before, or the article's only lender."""
    near = [hit.clause.tape, *story.before(hit.clause.tape, 2)]
    for deal in reversed(story.deals):
        donor = deal.financier.cls == "Country" and deal.financier is not story.home
        if deal.tapes[-1] in near and (donor or is_lender(deal.financier)):
            return [deal.financier]
    signed = re.search(r"\b(?:signature|signing|sign\w*|conclu\w+|ratif\w+)\b", hit.clause.text[: hit.match.start()])
    if signed is not None:  # “Following the signature of a loan agreement between A and the bank, $210 million …”
        first = hit.chunks("q")[0].start if hit.chunks("q") else 0
        told = [
            c.draft.root for c in hit.clause.tape.chunks if c.code == "I" and c.draft is not None and c.start < first
        ]
        if len(own := [d for d in whole(told) if is_lender(d)]) == 1:
            return own
    for tape in story.before(hit.clause.tape, 2):
        named = [c.draft.root for c in tape.chunks if c.code == "I" and c.draft is not None]
        named = [d for d in whole(named) if is_lender(d)]
        if named:
            return sorted(named, key=lambda d: (-sum(d.names.values()), d.order))[:1]
    here = {c.draft.root.order for c in hit.clause.tape.chunks if c.code == "I" and c.draft is not None}
    lenders = [d for d in builder.drafts if d.order not in here]  # who is named here without giving gets
    lenders = [d for d in lenders if d.kind is Kind.INSTITUTION and d.merged_into is None and is_lender(d)]
    lenders = [d for d in whole(lenders) if d.owner is None or d.owner.root not in lenders]
    if len(lenders) == 1:
        return lenders
    return [story.lister] if story.lister is not None else []
