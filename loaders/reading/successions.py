"""Which framework succeeds which, and what the older one has from the newer."""

from __future__ import annotations

from loaders import facts as said
from loaders.reading.builder import Builder, entity, evidence
from loaders.reading.drafts import Draft, Lexicon
from loaders.reading.patterns import Found
from loaders.reading.spoken_of import last_framework
from loaders.reading.tape import Tape
from ontology.reference import Knowledge


def follows(hit: Found, builder: Builder, home: Draft | None, knowledge: Knowledge) -> None:
    """“The 2026–2031 framework replaces the 2020–2025 framework.”"""
    _add(hit.one("w"), hit.one("old"), (hit.clause.tape,), hit.rule.id, builder)


def follows_last(hits: list[Found], builder: Builder, tapes: list[Tape]) -> None:
    """“It takes the place of the plan for 2022–2026.”: the framework of the sentence before does."""
    for hit in hits:
        _add(last_framework(hit, tapes), hit.one("old"), (hit.clause.tape,), hit.rule.id, builder)


def _add(new: Draft | None, old: Draft | None, tapes: tuple[Tape, ...], rule: str, builder: Builder) -> None:
    if new is None or old is None or new is old:
        return
    builder.add(
        said.Follows(new=entity(new), old=entity(old), evidence=evidence(*tapes), rule=rule), new.order, old.order
    )


def successions(tapes: list[Tape], lexicon: Lexicon, builder: Builder) -> None:
    """What a framework replaces is of its class and between its parties."""
    by_iri = {f"draft:{d.order}": d for d in lexicon.drafts}
    for tape in tapes:
        for chunk in tape.chunks:
            old = chunk.draft.root if chunk.draft is not None else None
            if old is not None and old.successor is not None:
                _add(old.successor.root, old, (tape,), "told-from-successor", builder)
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
