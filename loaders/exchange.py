"""Facts in the exchange format: one JSON object a line, each with its evidence (``docs/facts.md``)."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, TypeAlias, cast

from loaders import facts
from loaders.facts import Entity, Fact, Modality, Passage, Precision, Reading, Span

Json: TypeAlias = dict[str, Any]

TOLD: Final = frozenset({Modality.ASSERTED, Modality.PLANNED})
"""The modalities given without being asked for."""

_LINE_ENDS: Final = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})
"""What JSON may hold as it is, but many a reader of lines takes for the end of one."""


def lines(reading: Reading, *, everything: bool = False) -> Iterator[str]:
    """A reading as JSON Lines (each with its newline), in the reading's order.

    What the article denies or holds merely possible is given only with ``everything``.
    """
    for fact in reading.facts:
        if everything or fact.modality in TOLD:
            yield json.dumps(as_json(fact, reading), ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def as_json(fact: Fact, reading: Reading) -> Json:
    """One fact of a reading, as the exchange format writes it."""
    text = reading.article.text
    kind = "former_position" if isinstance(fact, facts.Position) and fact.former else fact.kind
    return {
        "kind": kind,
        **_FIELDS[type(fact)](fact, text),
        "evidence": [_passage(passage, text) for passage in fact.evidence],
        "article": reading.article.source,
        "rule": fact.rule,
        "modality": fact.modality.value,
    }


def reference(entity: Entity | None) -> Json | None:
    """An entity reference: name, coarse type and IRI."""
    if entity is None:
        return None
    return {"name": entity.name, "type": entity.kind.value, "id": entity.iri}


def day(value: date | None, precision: Precision) -> str | None:
    """A date as exact as it is known: ``2025-05-29``, ``2025-05``, ``2025``."""
    if value is None:
        return None
    return value.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def span(value: Span | None) -> str | None:
    """A stretch of time: ``2025-05-29``, ``2025-05``, ``2025``, ``2025-05-29/2025-05-30``, ``1992/``, ``/2031``.

    Months and years are written as such only where the span is made of whole ones: of the 29th to the 31st of May,
    said to be as exact as a month, "2025-05" would tell something else.
    """
    if value is None or (value.begin is None and value.end is None):
        return None
    precision = _precision(value)
    begin, end = day(value.begin, precision), day(value.end, precision)
    return begin if begin is not None and begin == end else f"{begin or ''}/{end or ''}"


def number(value: float) -> int | float:
    """A number that JSON shall write as it is read: ``1000000000``, not ``1000000000.0`` or ``1e9``."""
    return int(value) if float(value).is_integer() else value


_NO_FINER: Final[dict[Precision, tuple[Precision, ...]]] = {"year": ("year", "month"), "month": ("month",), "day": ()}


def _precision(value: Span) -> Precision:
    """The coarsest unit, no finer than the span is known, that the span is made of."""
    for unit in _NO_FINER[value.precision]:
        if _whole(value.begin, value.end, unit):
            return unit
    return "day"


def _whole(begin: date | None, end: date | None, precision: Precision) -> bool:
    """Does the span begin with a first and end with a last day of its unit?"""
    if precision == "month":
        first = begin is None or begin.day == 1
        return first and (end is None or end.day == monthrange(end.year, end.month)[1])
    first = begin is None or (begin.month, begin.day) == (1, 1)
    return first and (end is None or (end.month, end.day) == (12, 31))


def _passage(passage: Passage, text: str) -> Json:
    start, end = passage
    return {"text": text[start:end], "start": start, "end": end}


# -- the fields of each kind, in the order of the format --------------------------------------------


def _mention(fact: facts.Mention, text: str) -> Json:
    return {"entity": reference(fact.entity), "class": fact.entity.cls}


def _position(fact: facts.Position, text: str) -> Json:
    return {"person": reference(fact.person), "title": fact.title, "of": reference(fact.of)}


def _part_of(fact: facts.PartOf, text: str) -> Json:
    return {"part": reference(fact.part), "whole": reference(fact.whole), "relation": fact.relation}


def _event(fact: facts.Event, text: str) -> Json:
    return {
        "event": reference(fact.event),
        "class": fact.event.cls,
        "date": span(fact.date),
        "place": reference(fact.place),
        "during": reference(fact.during),
        "status": fact.status,
    }


def _period(fact: facts.Period, text: str) -> Json:
    precision = _precision(fact.span)
    return {"of": reference(fact.of), "start": day(fact.span.begin, precision), "end": day(fact.span.end, precision)}


def _finances(fact: facts.Finances, text: str) -> Json:
    amounts = [number(amount) for amount in fact.amounts]
    fields: Json = {
        "financier": reference(fact.financier),
        "target": reference(fact.target),
        "amount": amounts[0] if len(amounts) == 1 else None,
        "currency": fact.currency,
        "bound": fact.bound.value if fact.bound is not None else None,
        "instrument": fact.instrument,
        "stage": fact.stage,
        "date": span(fact.date),
    }
    if len(amounts) > 1:
        fields["amounts"] = amounts
    return fields


def _figure(fact: facts.Figure, text: str) -> Json:
    return {
        "about": reference(fact.about),
        "with": reference(fact.counterpart),
        "measure": fact.measure,
        "value": number(fact.value),
        "unit": fact.unit,
        "bound": fact.bound.value,
        "period": span(fact.period) or ("per-year" if fact.per_year else None),
    }


def _statement(fact: facts.Statement, text: str) -> Json:
    start, end = fact.text
    return {
        "speaker": reference(fact.speaker),
        "text": text[start:end],
        "about": [reference(entity) for entity in fact.about],
        "direct": fact.direct,
    }


def _topic(fact: facts.Topic, text: str) -> Json:
    return {"about": reference(fact.about), "sector": fact.sector}


def _between(*names: str) -> Callable[[Fact, str], Json]:
    """The fields of a kind that has nothing but entities."""

    def fields(fact: Fact, text: str) -> Json:
        return {name: reference(cast("Entity | None", getattr(fact, name))) for name in names}

    return fields


_FIELDS: Final[dict[type[Fact], Callable[[Any, str], Json]]] = {
    facts.Mention: _mention,
    facts.Position: _position,
    facts.PartOf: _part_of,
    facts.Event: _event,
    facts.Attended: _between("agent", "event"),
    facts.Met: _between("a", "b"),
    facts.Party: _between("framework", "party"),
    facts.Period: _period,
    facts.Follows: _between("new", "old"),
    facts.Finances: _finances,
    facts.Implements: _between("agent", "target"),
    facts.Under: _between("project", "framework"),
    facts.Located: _between("what", "place"),
    facts.Discussed: _between("event", "about"),
    facts.Topic: _topic,
    facts.Figure: _figure,
    facts.Statement: _statement,
}
