"""Who lends or gives under an agreement is a party to it."""

from __future__ import annotations

from typing import Final

from loaders import facts as said
from loaders.reading.builder import Builder, entity
from loaders.reading.drafts import Draft
from loaders.reading.frameworks import stands_for

_JOINED: Final = frozenset({"Agreement"})
"""Frameworks whose financiers are parties: of programmes and plans, most of them are not."""


def financiers(builder: Builder, drafts: list[Draft]) -> None:
    """Write the financiers of a framework as its parties, unless the article gives it parties that stand for them."""
    by_iri = {f"draft:{d.order}": d.root for d in drafts}
    parties: dict[str, list[Draft]] = {}
    for fact in builder.result():
        if isinstance(fact, said.Party):
            parties.setdefault(fact.framework.iri, []).append(by_iri[fact.party.iri])
    for fact in builder.result():
        if not isinstance(fact, said.Finances) or fact.target.cls not in _JOINED:
            continue
        framework, giver = by_iri[fact.target.iri], by_iri[fact.financier.iri]
        if any(stands_for(other, giver) for other in parties.get(fact.target.iri, [])):
            continue
        builder.add(
            said.Party(
                framework=entity(framework), party=entity(giver), evidence=fact.evidence, rule="financier-of-framework"
            ),
            framework.order,
            giver.order,
        )
