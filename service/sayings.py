"""What a passage is understood to say, in few lines: statements that begin or end alike are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from graph.documents import Named, Report
from ontology import terms as k
from service.phrases import Phrase, Piece

_PLURAL: Final = {"is": "are", "has": "have", "was": "were", "lies": "lie", "belongs": "belong", "took": "took"}
"""Verbs of statements with several subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something stated, and how many say so."""

    phrase: Phrase
    href: str | None
    sources: int
    modality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement, or several that begin or end alike."""

    items: tuple[Item, ...]
    lead: Phrase = ()
    tail: Phrase = ()
    speaker: Named | None = None
    """According to whom."""


def sayings(reports: Sequence[Report], item_of: Callable[[Report], Item]) -> Iterator[Saying]:
    """What reports say, each once: plain ones with one subject and relation, or one relation and object, together."""
    items = {report.iri: item_of(report) for report in reports}
    seen, grouped = set[Phrase](), set[str]()
    for report in reports:
        item = items[report.iri]
        if report.iri in grouped or item.phrase in seen:
            continue
        seen.add(item.phrase)
        alike = _together([one for one in reports if one.iri not in grouped], report)
        if len(alike) > 1 and all(len(items[one.iri].phrase) == 3 for one in alike):
            grouped.update(one.iri for one in alike)
            yield _one_of([items[one.iri] for one in alike], report.according_to)
        else:
            yield Saying(items=(item,), speaker=report.according_to)


def named_in(said: Iterable[Saying]) -> set[str | None]:
    """The IRIs of what statements name."""
    parts = (part for one in said for part in (one.lead, *(item.phrase for item in one.items), one.tail))
    return {piece.iri for part in parts for piece in part}


def end_of(report: Report, name: NamedNode) -> str | None:
    """The IRI of the thing that is the value of a property, the first of several."""
    values = next((values for property, values in report.properties if property.iri == name.value), ())
    return next((value.iri for value in values if isinstance(value, Named)), None)


def _together(reports: Iterable[Report], report: Report) -> list[Report]:
    """The plain reports with the relation and one end of a report, the same end for all of them."""
    for end in (k.subject, k.object):
        key = _key(report, end)
        alike = [one for one in reports if key and _key(one, end) == key]
        if len(alike) > 1:
            return alike
    return []


def _key(report: Report, end: NamedNode) -> tuple[object, ...] | None:
    if report.cls.iri != k.Assertion.value:
        return None
    return end, end_of(report, end), end_of(report, k.predicate), report.modality, report.according_to


def _one_of(items: Sequence[Item], speaker: Named | None) -> Saying:
    """One statement of several that have their beginning or their end in common."""
    first = items[0].phrase
    if all(item.phrase[0] == first[0] for item in items):
        ends = dict.fromkeys(replace(item, phrase=item.phrase[2:]) for item in items)
        return Saying(items=tuple(ends), lead=first[:2], speaker=speaker)
    begins = dict.fromkeys(replace(item, phrase=item.phrase[:1]) for item in items)
    verb, _, rest = first[1].text.strip().partition(" ")
    relation = Piece(f" {_PLURAL.get(verb, verb)} {rest}".rstrip() + " ")
    return Saying(items=tuple(begins), tail=(relation, first[2]), speaker=speaker)
