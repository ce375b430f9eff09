"""The sides of an agreement on money: who lends by it and who borrows, as the article's acts of financing tell.

“Minister X and the bank's director Y signed the loan agreement” names neither side in full: the lender is the one whose
money the article tells of there, the borrower its client or, where the money goes to a work or a state, the country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders import facts as said
from loaders.facts import Finances, Kind, Party
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.frameworks import stands_for
from loaders.reading.main_country import is_sure
from loaders.reading.money_lenders import is_lender
from loaders.reading.tape import Tape

_ON_MONEY: Final = re.compile(
    r"\b(?:loans?|credits?|credit lines?|grants?|financing|financial|funding|guarantees?|finance)\b"
)
_PAPER: Final = re.compile(r"\b(?:agreements?|contracts?|deals?|packages?|accords?)\b")
_NO_SIDE: Final = frozenset({"NewsOutlet", "Government", "Ministry", "GovernmentAgency"})
"""Who receives money and signs for a state, which is the side."""


def sides_of_money(tapes: Sequence[Tape], lexicon: Lexicon, builder: Builder, home: Draft | None) -> None:
    """Write the lender and the borrower as parties of each agreement on money that has fewer than two."""
    drafts = {f"draft:{d.order}": d for d in lexicon.drafts}
    told = builder.result()
    acts = [f for f in told if isinstance(f, Finances) and f.amounts]
    if not acts:
        return
    papers = [
        d for d in lexicon.of(Kind.FRAMEWORK) if d.root is d and d.cls == "Agreement" and _PAPER.search(d.name.lower())
    ]
    for paper in papers:
        known = [
            drafts[f.party.iri] for f in told if isinstance(f, Party) and f.framework.iri == f"draft:{paper.order}"
        ]
        at = [t for t in tapes if any(c.draft is not None and c.draft.root is paper for c in t.chunks)][:3]
        if len(known) > 1 or not at:
            continue
        own = _acts_of(paper, at, acts, tapes, alone=len(papers) == 1)
        lenders = list({f.financier.iri: drafts[f.financier.iri] for f in own if f.financier.iri in drafts}.values())
        if len(lenders) != 1 or not _lends(lenders[0]):
            continue
        getters = [drafts[f.target.iri] for f in own if f.target.iri in drafts]
        country = home if home is not None and is_sure(home, lexicon) else None
        sides = [lenders[0], *_borrower(getters, lenders[0], country)]
        for side in sides:
            if any(stands_for(other, side) for other in known):
                continue
            builder.add(
                said.Party(
                    framework=entity(paper), party=entity(side), evidence=evidence(*at), rule="side-of-the-money"
                ),
                paper.order,
                side.order,
            )


def _acts_of(
    paper: Draft, at: Sequence[Tape], acts: Sequence[Finances], tapes: Sequence[Tape], *, alone: bool
) -> list[Finances]:
    """The acts told nearest to the paper, in its sentences; of the only paper on money, all money that was signed."""
    place = {t.sentence.start: i for i, t in enumerate(tapes)}
    first, spans = place[at[0].sentence.start], {(t.sentence.start, t.sentence.end) for t in at}
    near = [f for f in acts if spans & set(f.evidence)]
    on_money = _ON_MONEY.search(paper.name.lower()) is not None
    signed = [f for f in (near if not (alone and on_money) else acts) if f.stage == "signed"]
    found = signed or (near if on_money else [])
    if len({f.financier.iri for f in found}) < 2:
        return found

    def distance(act: Finances) -> int:
        own = [place[start] for start, end in act.evidence if (start, end) not in spans and start in place]
        return min((abs(i - first) for i in own), default=0)

    return [f for f in found if distance(f) == min(map(distance, found))]


def _lends(draft: Draft) -> bool:
    return draft.cls == "Country" or (draft.kind is Kind.INSTITUTION and is_lender(draft))


def _borrower(getters: Sequence[Draft], lender: Draft, home: Draft | None) -> list[Draft]:
    """The one company or body that is lent to, else the one country, else the article's."""
    clients = list(
        dict.fromkeys(g for g in getters if g.kind is Kind.INSTITUTION and g.cls not in _NO_SIDE and g is not lender)
    )
    countries = list(dict.fromkeys(g for g in getters if g.cls == "Country"))
    if clients:
        return clients if len(clients) == 1 and len(countries) < 2 else []
    if countries:
        return countries if len(countries) == 1 else []
    return [home] if home is not None and home is not lender else []
