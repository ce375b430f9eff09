"""What one assertion states, as keys that the same statement of another article shares.

An assertion with a plain triple states that triple and its mirrored ones; a Membership states a Tenure as well, a
Financing a Deal, a Figure an Observation, a Statement an Utterance. The IRI of each is minted from its key alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from graph.background import Background
from ontology import iris
from ontology import terms as k
from ontology.iris import Minter

Term = NamedNode | Literal
Pair = tuple[NamedNode, Term]
Properties = Mapping[NamedNode, list[Term]]
"""The properties of one assertion, in published identities."""

RATIOS: Final = frozenset({"percent", "times", "years"})
"""Units that do not tell what is measured: 5 percent of one thing is not 5 percent of another."""

RELIED_ON: Final = frozenset({k.asserted, k.planned})
"""The modalities of what reports facts."""


class Stated(NamedTuple):
    """One thing that an assertion states."""

    iri: str
    """Of the fact node."""
    cls: NamedNode | None
    """The subclass of ``k:Fact``; ``None`` for a plain triple."""
    key: tuple[Pair, ...]
    """What every report of it has in common."""
    seen: tuple[Pair, ...] = ()
    """What this report says beside."""
    mirrors: str | None = None
    """The fact node of the triple that this one states from the other side."""
    sides: tuple[str, ...] = ()
    """Of an Observation: whom the number is about, rolled up to groups, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Tells what assertions state, under one base and background."""

    minter: Minter
    background: Background
    deals: Mapping[str, str] = field(default_factory=dict[str, str])
    """The deal that each financing reports, by the assertion's IRI, where its key alone does not tell."""

    def of(self, assertion: str, said: Properties, words: Iterable[str], *, plain: bool) -> Iterator[Stated]:
        """What an assertion states, in published identities.

        ``words`` are the texts of its quotations; ``plain`` says whether its triple is a plain fact of its article.
        """
        if not RELIED_ON.intersection(said.get(k.modality, ())):
            return
        if plain and k.subject in said:
            yield from self._triples(said[k.subject][0], said[k.predicate][0], said[k.object][0])
        kinds = said.get(k.RDF_TYPE, ())
        if k.Membership in kinds and k.asserted in said[k.modality]:
            yield self._tenure(said)
        elif k.Financing in kinds:
            yield self._deal(assertion, said)
        elif k.Figure in kinds:
            yield self._observation(said)
        elif k.Statement in kinds and k.asserted in said[k.modality]:
            yield self._utterance(assertion, said, words)

    def _triples(self, subject: Term, predicate: Term, value: Term) -> Iterator[Stated]:
        here = self.minter.fact(subject.value, predicate.value, value.value)
        yield Stated(here, None, ((k.subject, subject), (k.predicate, predicate), (k.object, value)))
        for other in self.background.rules.mirrors.get(predicate.value, ()):
            there = self.minter.fact(value.value, other, subject.value)
            if there != here:
                key = ((k.subject, value), (k.predicate, NamedNode(other)), (k.object, subject))
                yield Stated(there, None, key, mirrors=here)

    def _tenure(self, said: Properties) -> Stated:
        title = iris.fold(_value(said, k.title))
        key = _pairs(said, k.member, k.organization)
        capacity = tuple(pair for pair in _pairs(said, k.capacity) if pair[1].value != "former")
        parts = (_value(said, k.member), _value(said, k.organization), title, *(value.value for _, value in capacity))
        seen = _pairs(said, k.title, k.remit, k.former)
        return Stated(self.minter.fact("Tenure", *parts), k.Tenure, (*key, *capacity), seen)

    def _deal(self, assertion: str, said: Properties) -> Stated:
        """A deal by itself has a key; which deal an assertion reports is known when all are looked at together."""
        iri = self.deals.get(assertion) or deal_key(self.minter, said)
        return Stated(iri, k.Deal, (), _pairs(said, *DEAL, k.low, k.high, k.bound, k.stage))

    def _observation(self, said: Properties) -> Stated:
        """One number of the same things in the same unit is one, however articles word what it measures.

        “48 projects implemented” and “48 joint projects” of the same two sides are one observation; percentages and
        numbers about nobody in particular are told apart by indicator or words.
        """
        planned = () if k.asserted in said[k.modality] else ((k.modality, k.planned),)
        stated = {term.value for name in (k.about, k.counterpart) for term in said.get(name, ())}
        sides = tuple(sorted({self.background.group_of(iri) for iri in stated}))
        indicator, unit = _value(said, k.indicator), _value(said, k.unit)
        told_apart = unit in RATIOS or not sides
        indicator = indicator if told_apart else ""
        measure = iris.fold(_value(said, k.measure)) if told_apart and not indicator else ""
        number = (_value(said, k.value), unit, _value(said, k.perYear))
        common = (k.indicator, k.value, k.unit, k.perYear) if told_apart else (k.value, k.unit, k.perYear)
        beside = () if told_apart else (k.indicator,)
        return Stated(
            self.minter.fact("Observation", *sides, "", indicator, measure, *number, "planned" if planned else ""),
            k.Observation,
            (*_pairs(said, *common), *planned),
            _pairs(said, k.about, k.counterpart, *beside, k.measure, k.low, k.high, k.bound, *SPAN),
            sides=sides,
        )

    def _utterance(self, assertion: str, said: Properties, words: Iterable[str]) -> Stated:
        spoken = " ".join(sorted(iris.fold(text) for text in words))
        speaker = _value(said, k.speaker)
        iri = self.minter.fact("Utterance", speaker, spoken or assertion)
        seen = _pairs(said, k.about, k.direct, k.onBehalfOf, k.quotation)
        return Stated(iri, k.Utterance, _pairs(said, k.speaker), seen)


def deal_key(minter: Minter, said: Properties) -> str:
    """The IRI of the deal that a financing would be by itself."""
    return minter.fact("Deal", *(_value(said, name) for name in DEAL))


DEAL: Final = (k.financier, k.recipient, k.purpose, k.value, k.currency, k.instrument)
"""What tells one deal from another."""
SPAN: Final = (k.begin, k.end, k.datePrecision)
"""The properties that give a stretch of time."""


def _value(said: Properties, name: NamedNode) -> str:
    terms = said.get(name)
    return terms[0].value if terms else ""


def _pairs(said: Properties, *names: NamedNode) -> tuple[Pair, ...]:
    return tuple((name, term) for name in names for term in said.get(name, ()))
