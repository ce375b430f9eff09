"""What each kind of fact becomes in RDF: the properties of its assertion, and the plain triple it states.

``claims`` is a pure function of one fact; ``loaders.quads`` adds what every assertion has. The table of kinds, classes
and properties stands in ``docs/data-model.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Final

import pyoxigraph as ox

from loaders import facts
from loaders.facts import Bound, Entity, Fact, Modality, Span
from ontology import terms as k

Property = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]

FINANCED: Final = frozenset({"approved", "signed", "ongoing", "completed"})
"""The stages from which on someone finances something; what is planned stays in the financing."""

_CAPACITIES: Final = (
    ("former", re.compile(r"\b(?:former|ex)\b", re.IGNORECASE)),
    ("acting", re.compile(r"\b(?:acting|interim|caretaker)\b", re.IGNORECASE)),
    ("deputy", re.compile(r"\bdeputy\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion before it has an IRI: its own class and properties, and the plain triple it states."""

    cls: ox.NamedNode | None = None
    """The subclass of ``k:Assertion``; ``None`` for a plain relation."""
    properties: tuple[Property, ...] = ()
    triple: Triple | None = None
    quotations: tuple[facts.Passage, ...] = ()
    """Passages that are the words said; the assertion points to them with ``k:quotation``."""


def node(entity: Entity) -> ox.NamedNode:
    """The entity's IRI."""
    return ox.NamedNode(entity.iri)


def day(value: date) -> ox.Literal:
    """A calendar date."""
    return ox.Literal(value.isoformat(), datatype=k.XSD_DATE)


def decimal(value: float) -> ox.Literal:
    """A number as the shortest decimal that reads back as the same float, written as the store writes it.

    >>> str(decimal(4.2e9)), str(decimal(66.667))
    ('"4200000000"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"66.667"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    text = format(Decimal(repr(float(value))), "f")
    return ox.Literal((text.rstrip("0").rstrip(".") if "." in text else text) or "0", datatype=k.XSD_DECIMAL)


def span_properties(span: Span | None) -> Iterator[Property]:
    """The pair of dates, the words and the precision; nothing of no span."""
    if span is None:
        return
    if span.begin is not None:
        yield k.begin, day(span.begin)
    if span.end is not None:
        yield k.end, day(span.end)
    if span.text:
        yield k.dateText, ox.Literal(span.text)
    if span.begin is not None or span.end is not None:
        yield k.datePrecision, ox.Literal(span.precision)


@singledispatch
def claims(fact: Fact) -> tuple[Claim, ...]:
    """The assertions that a fact becomes: one, save for financings of several sums.

    Raises:
        TypeError: for a kind of fact without a counterpart in the ontology.
    """
    raise TypeError(f"The facts of kind {type(fact).__name__} have no counterpart in the ontology.")


@claims.register
def _mention(fact: facts.Mention) -> tuple[Claim, ...]:
    return (Claim(cls=k.Mention, properties=((k.about, node(fact.entity)),)),)


@claims.register
def _position(fact: facts.Position) -> tuple[Claim, ...]:
    properties: list[Property] = [
        (k.member, node(fact.person)),
        (k.title, ox.Literal(fact.title)),
        (k.former, ox.Literal(fact.former)),
    ]
    if fact.of is not None:
        properties.append((k.organization, node(fact.of)))
    if fact.remit is not None:
        properties.append((k.remit, ox.Literal(fact.remit)))
    capacity = _capacity(fact)
    if capacity is not None:
        properties.append((k.capacity, ox.Literal(capacity)))
    relation = k.workedFor if fact.former else k.worksFor
    triple = None if fact.of is None else (node(fact.person), relation, node(fact.of))
    return (Claim(cls=k.Membership, properties=tuple(properties), triple=triple),)


def _capacity(fact: facts.Position) -> str | None:
    if fact.former:
        return "former"
    return next((capacity for capacity, words in _CAPACITIES if words.search(fact.title)), None)


@claims.register
def _part_of(fact: facts.PartOf) -> tuple[Claim, ...]:
    match fact.relation:
        case "unit":
            relation = k.organOf if fact.whole.kind is facts.Kind.PLACE else k.unitOf
        case "member":
            relation = k.memberOf
        case "within":
            relation = k.within
    return _plain(fact.part, relation, fact.whole)


@claims.register
def _event(fact: facts.Event) -> tuple[Claim, ...]:
    properties: list[Property] = [
        (k.event, node(fact.event)),
        (k.status, ox.Literal(fact.status)),
        *span_properties(fact.date),
    ]
    if fact.place is not None:
        properties.append((k.place, node(fact.place)))
    if fact.during is not None:
        properties.append((k.duringEvent, node(fact.during)))
    triple = None if fact.during is None else (node(fact.event), k.during, node(fact.during))
    return (Claim(cls=k.EventReport, properties=tuple(properties), triple=triple),)


@claims.register
def _attended(fact: facts.Attended) -> tuple[Claim, ...]:
    return _plain(fact.agent, k.expectedAt if fact.modality is Modality.PLANNED else k.attended, fact.event)


@claims.register
def _met(fact: facts.Met) -> tuple[Claim, ...]:
    a, b = sorted((fact.a, fact.b), key=lambda entity: entity.iri)
    at = () if fact.at is None else ((k.at, node(fact.at)),)
    return (Claim(properties=at, triple=(node(a), k.metWith, node(b))),)


@claims.register
def _party(fact: facts.Party) -> tuple[Claim, ...]:
    return _plain(fact.framework, k.party, fact.party)


@claims.register
def _period(fact: facts.Period) -> tuple[Claim, ...]:
    return (Claim(cls=k.PeriodReport, properties=((k.about, node(fact.of)), *span_properties(fact.span))),)


@claims.register
def _follows(fact: facts.Follows) -> tuple[Claim, ...]:
    return _plain(fact.new, k.follows, fact.old)


@claims.register
def _finances(fact: facts.Finances) -> tuple[Claim, ...]:
    target = k.purpose if fact.target.kind in (facts.Kind.PROJECT, facts.Kind.FRAMEWORK) else k.recipient
    common: list[Property] = [
        (k.financier, node(fact.financier)),
        (target, node(fact.target)),
        *span_properties(fact.date),
    ]
    if fact.instrument is not None:
        common.append((k.instrument, ox.NamedNode(k.INSTRUMENT + fact.instrument)))
    if fact.stage is not None:
        common.append((k.stage, ox.NamedNode(k.STAGE + fact.stage)))
    unstaged = fact.stage is None and fact.modality in (Modality.ASSERTED, Modality.DENIED)
    triple = (node(fact.financier), k.finances, node(fact.target))
    sums = [tuple(_amount(fact, amount)) for amount in fact.amounts] or [()]
    stated = triple if fact.stage in FINANCED or unstaged else None
    return tuple(Claim(cls=k.Financing, properties=(*common, *amount), triple=stated) for amount in sums)


def _amount(fact: facts.Finances, value: float) -> Iterator[Property]:
    yield k.value, decimal(value)
    if fact.currency is not None:
        yield k.currency, ox.Literal(fact.currency)
    bound = fact.bound or Bound.EXACT
    yield k.bound, ox.Literal(bound.value)
    slack = _half_unit(value) if bound is Bound.APPROX else Decimal(0)
    exact = Decimal(repr(value))
    if bound is not Bound.MAX:
        yield k.low, decimal(float(exact - slack))
    if bound is not Bound.MIN:
        yield k.high, decimal(float(exact + slack))


def _half_unit(value: float) -> Decimal:
    """Half a unit of the last digit that is not zero: 0.5 million of “about 8 million”."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1) if value else Decimal(0)


@claims.register
def _implements(fact: facts.Implements) -> tuple[Claim, ...]:
    return _plain(fact.agent, k.implements, fact.target)


@claims.register
def _under(fact: facts.Under) -> tuple[Claim, ...]:
    return _plain(fact.project, k.under, fact.framework)


@claims.register
def _located(fact: facts.Located) -> tuple[Claim, ...]:
    return _plain(fact.what, k.locatedIn, fact.place)


@claims.register
def _discussed(fact: facts.Discussed) -> tuple[Claim, ...]:
    return _plain(fact.event, k.discussed, fact.about)


@claims.register
def _topic(fact: facts.Topic) -> tuple[Claim, ...]:
    return (Claim(triple=(node(fact.about), k.sector, ox.NamedNode(k.SECTOR + fact.sector))),)


@claims.register
def _figure(fact: facts.Figure) -> tuple[Claim, ...]:
    properties: list[Property] = [
        (k.measure, ox.Literal(fact.measure)),
        (k.value, decimal(fact.value)),
        (k.unit, ox.Literal(fact.unit)),
        (k.bound, ox.Literal(fact.bound.value)),
        (k.perYear, ox.Literal(fact.per_year)),
        *_each((k.about, fact.about), (k.counterpart, fact.counterpart)),
        *span_properties(fact.period),
    ]
    properties += [(name, decimal(end)) for name, end in ((k.low, fact.low), (k.high, fact.high)) if end is not None]
    if fact.indicator is not None:
        properties.append((k.indicator, ox.NamedNode(k.INDICATOR + fact.indicator)))
    return (Claim(cls=k.Figure, properties=tuple(properties)),)


@claims.register
def _statement(fact: facts.Statement) -> tuple[Claim, ...]:
    properties: list[Property] = [
        (k.speaker, node(fact.speaker)),
        (k.direct, ox.Literal(fact.direct)),
        *_each((k.onBehalfOf, fact.on_behalf_of), *((k.about, about) for about in fact.about)),
    ]
    return (Claim(cls=k.Statement, properties=tuple(properties), quotations=(fact.text,)),)


def _plain(subject: Entity, relation: ox.NamedNode, value: Entity) -> tuple[Claim, ...]:
    return (Claim(triple=(node(subject), relation, node(value))),)


def _each(*pairs: tuple[ox.NamedNode, Entity | None]) -> Iterable[Property]:
    return tuple((relation, node(entity)) for relation, entity in pairs if entity is not None)
