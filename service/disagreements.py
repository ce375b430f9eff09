"""Where sources disagree about a thing: what cannot be true together, side by side, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.documents import Document, Named, Property, Stated, Value
from graph.network.evidence import evidence
from graph.statements import Term
from ontology import terms as k
from service.addresses import of_web
from service.document_views import View
from service.phrases import Phrase, phrase
from service.reading import Reading
from service.tables import Quotation

_MOST: Final = 20
"""Disagreements on a page."""
_SIDES: Final = 6
"""Versions of one matter that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version."""

    said: Phrase
    href: str | None
    """The fact's page."""
    sources: int
    first: str | None
    last: str | None
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Versions that cannot be true together, the best supported first."""

    sides: tuple[Side, ...]


def disagreements(document: Document, view: View, reading: Reading) -> list[Disagreement]:
    """What the facts on a page cannot be true together with."""
    facts = {fact.iri: fact for group in document.groups for fact in group.facts}
    matters = _matters([fact for fact in facts.values() if fact.conflicts])[:_MOST]
    return [Disagreement(sides=tuple(_sides(matter, facts, view, reading))) for matter in matters]


def _matters(facts: Iterable[Stated]) -> list[list[str]]:
    """IRIs of facts, those together that are in conflict by way of each other."""
    found: list[set[str]] = []
    for fact in facts:
        whole = {fact.iri, *(one.iri for one in fact.conflicts)}
        apart = [one for one in found if not one & whole]
        found = [*apart, whole.union(*(one for one in found if one & whole))]
    return [sorted(one) for one in found]


def _sides(matter: Iterable[str], facts: dict[str, Stated], view: View, reading: Reading) -> list[Side]:
    sides = [_side(facts[iri], view) if iri in facts else _other(iri, view, reading) for iri in matter]
    return sorted(sides, key=lambda side: (-side.sources, side.last or ""))[:_SIDES]


def _side(fact: Stated, view: View) -> Side:
    return Side(
        said=view.say(fact, beside=False),
        href=view.place(fact.iri),
        sources=fact.sources,
        first=fact.first,
        last=fact.last,
        quotations=tuple(view.quotation(report) for report in fact.reports),
    )


def _other(iri: str, view: View, reading: Reading) -> Side:
    """A version that is not on this page."""
    said = reading.said(iri)
    finest = next((cls.value.removeprefix(k.K) for cls in said.get(k.RDF_TYPE, ()) if cls != k.Fact), "Fact")
    return Side(
        said=phrase(_properties(said, reading), finest, reading.label(iri)),
        href=view.place(iri),
        sources=int(reading.text(iri, k.independentSources) or 0),
        first=reading.text(iri, k.firstReported) or None,
        last=reading.text(iri, k.lastReported) or None,
        quotations=tuple(
            Quotation(
                text=one.sentence, title=one.title or "Article without a title", date=one.date,
                publisher=one.publisher or None,
                article=view.place(one.article), page=of_web(one.link),
                address=of_web(reading.text(one.article, k.url)) or one.article,
            )
            for one in evidence(reading.store, [iri], 3).get(iri, ())
        ),
    )  # fmt: skip


def _properties(said: dict[NamedNode, list[Term]], reading: Reading) -> list[Property]:
    def value(term: Term) -> Value:
        return Named(iri=term.value, label=reading.label(term.value)) if isinstance(term, NamedNode) else term

    return [(Named(iri=name.value, label=""), tuple(map(value, terms))) for name, terms in said.items()]
