"""Which event that was found in an article is which of the gold events: events rarely bear one name in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerege.evaluation.likeness import Json, dates_agree, folded, same_entity


def event_name(event: Json | None) -> str:
    """The folded name that stands for an event within its article."""
    return folded(str((event or {}).get("name") or ""))


class Occasions:
    """The gold events of one article and the events found, paired one to one, the likest first."""

    def __init__(self, gold: Sequence[Json], found: Sequence[Json]) -> None:
        """Pair the events of these facts by class, date, name and participants; those that are owed choose first."""
        mine, yours = ([fact for fact in facts if fact["kind"] == "event"] for facts in (gold, found))
        candidates = [
            (bool(g.get("optional")), -likeness, i, j)
            for i, g in enumerate(mine)
            for j, f in enumerate(yours)
            if (likeness := _likeness(g, _guests(gold, g), f, _guests(found, f)))
        ]
        self._pairs: set[tuple[str, str]] = set()
        taken_gold: set[int] = set()
        taken_found: set[int] = set()
        for _, _, i, j in sorted(candidates):
            if i not in taken_gold and j not in taken_found:
                taken_gold.add(i)
                taken_found.add(j)
                self._pairs.add((event_name(mine[i]["event"]), event_name(yours[j].get("event"))))

    def same(self, gold: Json | None, found: Json | None) -> bool:
        """Were these two events paired?"""
        return (event_name(gold), event_name(found)) in self._pairs


def _guests(facts: Sequence[Json], event: Json) -> list[Any]:
    name = event_name(event.get("event"))
    return [fact.get("agent") for fact in facts if fact["kind"] == "attended" and event_name(fact.get("event")) == name]


def _likeness(gold: Json, guests: list[Any], found: Json, others: list[Any]) -> float:
    """How like two events are, from 0 (not the same) to 1."""
    named = same_entity(gold["event"], found.get("event"))
    if not named and gold.get("class") != found.get("class"):
        return 0.0
    agree = dates_agree(gold.get("date"), found.get("date"))
    if gold.get("date") and found.get("date") and not agree:
        return 0.0
    shared = sum(any(same_entity(one, other) for other in others) for one in guests)
    if not named and guests and others and not shared:
        return 0.0
    together = len(guests) + len(others) - shared
    return 0.2 + 0.4 * named + 0.3 * (shared / together if together else 0.0) + 0.1 * agree
