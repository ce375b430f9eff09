"""Readings made by hand of articles that tell of loans: entities, and one financing for each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loaders.article import Article
from loaders.facts import Entity, Fact, Finances, Kind, Located, Reading, Span, Under
from ontology.iris import Minter

MINTER = Minter()


def place(name: str) -> Entity:
    return Entity(iri=MINTER.place(name), kind=Kind.PLACE, cls="Country", name=name, names=(name,))


def bank(name: str) -> Entity:
    return Entity(iri=MINTER.institution(name), kind=Kind.INSTITUTION, cls="DevelopmentBank", name=name, names=(name,))


def project(name: str) -> Entity:
    return Entity(iri=MINTER.undertaking(name), kind=Kind.PROJECT, cls="Project", name=name, names=(name,))


def framework(name: str, cls: str = "PartnershipStrategy") -> Entity:
    return Entity(iri=MINTER.undertaking(name), kind=Kind.FRAMEWORK, cls=cls, name=name, names=(name,))


RURITANIA, BORDURIA = place("Ruritania"), place("Borduria")
STEPPE, ALPINE = bank("Steppe Development Bank"), bank("Alpine Fund")
HIGHWAY, DAM = project("Sava–Kesh highway"), project("Tarn dam")


@dataclass(frozen=True, kw_only=True)
class Told:
    """One sentence of an article: who gives how much for what."""

    words: str
    to: tuple[Entity, ...] = (RURITANIA, HIGHWAY)
    by: tuple[Entity, ...] = (STEPPE,)
    amounts: tuple[float, ...] = (238.5e6,)
    stage: Any = None
    instrument: Any = "loan"
    on: str = ""
    more: tuple[tuple[str, Any], ...] = ()


def told(
    publisher: str,
    day: str,
    *sentences: Told,
    under: Sequence[tuple[Entity, Entity]] = (),
    places: Sequence[tuple[Entity, Entity]] = (),
) -> Reading:
    """The reading of an article of these sentences, under a title of its own."""
    text, facts = f"{publisher}, {day}.", list[Fact]()
    for said in sentences:
        start = len(text) + 1
        text = f"{text} {said.words}"
        span = Span(begin=date.fromisoformat(said.on), end=date.fromisoformat(said.on)) if said.on else None
        for financier in said.by:
            for target in said.to:
                fact = Finances(
                    evidence=((start, len(text)),),
                    rule="finances.told",
                    financier=financier,
                    target=target,
                    amounts=said.amounts,
                    currency="USD" if said.amounts else None,
                    instrument=said.instrument,
                    stage=said.stage,
                    date=span,
                )
                facts.append(replace(fact, **dict(said.more)))
    facts += [Under(evidence=((0, 5),), rule="under.told", project=part, framework=whole) for part, whole in under]
    facts += [Located(evidence=((0, 5),), rule="located.told", what=what, place=where) for what, where in places]
    known = {e.iri: e for f in facts for e in vars_of(f)}
    return Reading(
        article=Article(
            text=text, title=text[:40], publisher=publisher, date=date.fromisoformat(day), source=text[:40]
        ),
        facts=tuple(facts),
        reader="by hand 1",
        entities=tuple(known[iri] for iri in sorted(known)),
    )


def vars_of(fact: Fact) -> list[Entity]:
    """The entities that a fact refers to."""
    found = [
        getattr(fact, name)
        for name in ("financier", "target", "project", "framework", "what", "place")
        if hasattr(fact, name)
    ]
    return [entity for entity in found if isinstance(entity, Entity)]
