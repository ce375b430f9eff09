"""Relations between entities, found by the rules of ``data/rules``: each kind of rule has a maker of facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from loaders.reading import belonging, carrying_out, financing, frameworks, locating, programmes, running, successions
from loaders.reading.builder import Builder
from loaders.reading.drafts import Draft
from loaders.reading.patterns import Found
from loaders.reading.tape import Tape
from ontology.reference import Knowledge

Maker = Callable[[Found, Builder, Draft | None, Knowledge], None]
_MAKERS: Final[dict[str, Maker]] = {
    "party": frameworks.party,
    "follows": successions.follows,
    "period": running.period,
    "since": running.period,
    "under": programmes.under,
    "implements": belonging.implements,
    "launches": carrying_out.launches,
    "member": belonging.member,
    "unit": belonging.unit,
    "known-unit": belonging.known_unit,
    "within": belonging.within,
}


def relate(
    found: dict[int, list[Found]], builder: Builder, knowledge: Knowledge, tapes: list[Tape], home: Draft | None
) -> None:
    """Write what the relation rules found; events are not among it (``loaders.reading.events``)."""
    for hits in found.values():
        for hit in hits:
            make = _MAKERS.get(hit.rule.kind)
            if make is not None:
                make(hit, builder, home, knowledge)
    everything = [hit for hits in found.values() for hit in hits]
    successions.follows_last(_of(everything, "follows-last"), builder, tapes)
    running.period_of_work(_of(everything, "period-of-work"), builder, tapes)
    running.targets([*_of(everything, "period-target"), *_of(everything, "period-target-of-work")], builder, tapes)
    last = [hit for hits in found.values() for hit in hits if hit.rule.kind == "implements-last"]
    belonging.implements_last(last, builder, tapes)
    carrying_out.of_the_work(_of(everything, "implements-work"), builder, tapes)
    carrying_out.apposed(_of(everything, "implements-apposed"), builder, tapes)
    carrying_out.of_both(_of(everything, "implements-pair"), builder, tapes)
    programmes.under_both(_of(everything, "under-pair"), builder, tapes)
    carrying_out.members(_of(everything, "member-of-last"), builder, tapes)
    locating.located(_of(everything, "located"), builder)
    locating.located_of_work(_of(everything, "located-of-work"), builder, tapes)
    listed = [hit for hits in found.values() for hit in hits if hit.rule.kind == "under-list"]
    programmes.listed(listed, builder, tapes)
    money = [hit for hits in found.values() for hit in hits if hit.rule.kind == "finances"]
    financing.financing(money, builder, tapes, home)


def _of(hits: list[Found], kind: str) -> list[Found]:
    """The hits of rules of one kind."""
    return [hit for hit in hits if hit.rule.kind == kind]
