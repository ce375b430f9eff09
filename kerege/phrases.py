"""Facts in plain words, for people: “Olzhas Bektenov met Antonella Bassani”."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from loaders import facts
from loaders.exchange import number, span
from loaders.facts import Bound, Entity, Fact, Modality

Phrase: TypeAlias = tuple[str | Entity, ...]
"""Words and the entities between them, so that a display can mark those."""

_BOUND_WORDS: Final = {Bound.EXACT: "", Bound.MIN: "at least ", Bound.MAX: "at most ", Bound.APPROX: "about "}
_BELONGING: Final = {"unit": " is a unit of ", "member": " is a member of ", "within": " lies in "}


def phrase(fact: Fact, text: str) -> Phrase:
    """What a fact of an article with this text says, without its evidence."""
    said = _PHRASES[type(fact)](fact, text)
    if fact.modality is not Modality.ASSERTED:
        said += (f" ({fact.modality.value})",)
    if fact.according_to is not None:
        said += (" – according to ", fact.according_to)
    return said


def amount(value: float, unit: str) -> str:
    """A number with its unit as people write it: ``4,200,000,000 USD``, ``35 %``."""
    return f"{number(value):,} {'%' if unit == 'percent' else unit}"


def _position(fact: facts.Position, text: str) -> Phrase:
    said: Phrase = (fact.person, " was " if fact.former else " is ", fact.title)
    return said if fact.of is None else (*said, ", ", fact.of)


def _event(fact: facts.Event, text: str) -> Phrase:
    said: Phrase = (fact.event, f": {fact.status}")
    if fact.date is not None:
        said += (f", {span(fact.date)}",)
    if fact.place is not None:
        said += (", in ", fact.place)
    if fact.during is not None:
        said += (", during ", fact.during)
    return said


def _attended(fact: facts.Attended, text: str) -> Phrase:
    planned = fact.modality is Modality.PLANNED
    return (fact.agent, " is expected at " if planned else " took part in ", fact.event)


def _finances(fact: facts.Finances, text: str) -> Phrase:
    details = [_BOUND_WORDS[fact.bound or Bound.EXACT] + amount(value, fact.currency or "") for value in fact.amounts]
    details += [word for word in (fact.instrument, fact.stage, span(fact.date)) if word]
    said: Phrase = (fact.financier, " finances ", fact.target)
    return (*said, ": ", ", ".join(details)) if details else said


def _figure(fact: facts.Figure, text: str) -> Phrase:
    said: Phrase = () if fact.about is None else (fact.about, "")
    if fact.counterpart is not None:
        said += (" with ", fact.counterpart)
    time = span(fact.period)
    value = _BOUND_WORDS[fact.bound] + amount(fact.value, fact.unit) + (" a year" if fact.per_year else "")
    return (*said, ": " if said else "", fact.measure, f", {value}", f", {time}" if time else "")


def _statement(fact: facts.Statement, text: str) -> Phrase:
    start, end = fact.text
    words = " ".join(text[start:end].split())
    return (fact.speaker, f" said: “{words}”" if fact.direct else f" said that “{words}”")


def _linked(first: str, verb: str, second: str) -> Callable[[Any, str], Phrase]:
    def said(fact: Any, text: str) -> Phrase:
        return (getattr(fact, first), f" {verb} ", getattr(fact, second))

    return said


_PHRASES: Final[dict[type[Fact], Callable[[Any, str], Phrase]]] = {
    facts.Mention: lambda fact, text: (fact.entity, f" is a {fact.entity.cls}"),
    facts.Position: _position,
    facts.PartOf: lambda fact, text: (fact.part, _BELONGING[fact.relation], fact.whole),
    facts.Event: _event,
    facts.Attended: _attended,
    facts.Met: _linked("a", "met", "b"),
    facts.Party: _linked("party", "is a party to", "framework"),
    facts.Period: lambda fact, text: (fact.of, f" runs {span(fact.span)}"),
    facts.Follows: _linked("new", "follows", "old"),
    facts.Finances: _finances,
    facts.Implements: _linked("agent", "carries out", "target"),
    facts.Under: _linked("project", "belongs to", "framework"),
    facts.Located: _linked("what", "is in", "place"),
    facts.Discussed: _linked("event", "dealt with", "about"),
    facts.Topic: lambda fact, text: (fact.about, f" is about {fact.sector}"),
    facts.Figure: _figure,
    facts.Statement: _statement,
}
