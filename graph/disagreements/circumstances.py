"""Where an event was, whether it was held, and between whom a framework is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from graph.background import Background
from graph.disagreements.matters import COMPATIBLE, DIFFER, Judged, Version

MANY: Final = 3
"""Parties from which on a framework is one of many, of which each article names some."""

Place = tuple[str]
Status = tuple[str]
Sides = tuple[str, ...]


def of_places(background: Background, versions: dict[Place, Version]) -> Callable[[Place, Place], Judged | None]:
    """Whether an event can have been in both places."""

    def judged(one: Place, other: Place) -> Judged:
        mine, yours = versions[one].words, versions[other].words
        if other[0] in around(background, one[0]):
            return Judged(COMPATIBLE, f"{mine} lies in {yours}.")
        if one[0] in around(background, other[0]):
            return Judged(COMPATIBLE, f"{yours} lies in {mine}.")
        if versions[one].articles & versions[other].articles:
            return Judged(COMPATIBLE, "One article gives both places, so the event can have been in both.")
        return Judged(DIFFER, f"Neither of {mine} and {yours} is known to lie in the other.")

    return judged


def around(background: Background, place: str) -> set[str]:
    """The places that a place lies in by the reference data."""
    found, todo = set[str](), [place]
    while todo:
        entry = background.entries.get(todo.pop())
        if entry is not None:
            new = {iri for iri in (*entry.within, entry.country) if iri} - found - {place}
            found |= new
            todo += new
    return found


def of_statuses(last: dict[Status, str]) -> Callable[[Status, Status], Judged | None]:
    """Whether an event can have had both statuses; ``last`` are the dates of the last articles that say so.

    What was planned is held, postponed or cancelled later: that is news, not a disagreement.
    """

    def judged(one: Status, other: Status) -> Judged | None:
        said = {one[0], other[0]}
        if said == {"held", "cancelled"}:
            return Judged(DIFFER, "What was cancelled was not held.")
        if said == {"held", "postponed"} and (last[("postponed",)] or "9") >= (last[("held",)] or "9"):
            return Judged(DIFFER, "What was held already is not put off afterwards.")
        return None

    return judged


def of_sides(names: Collection[Sides]) -> Callable[[Sides, Sides], Judged | None]:
    """Whether a framework can be between both sets of parties; ``names`` are all that articles give.

    An article may name fewer parties than there are. Two of two that share one are one party taken for another,
    unless the framework is one of many parties.
    """
    many = any(len(sides) >= MANY for sides in names) or len({side for sides in names for side in sides}) > MANY

    def judged(one: Sides, other: Sides) -> Judged | None:
        if many or len(one) != len(other) or len(one) < MANY - 1 or not set(one) & set(other):
            return None
        return Judged(DIFFER, "Both articles give two parties, and one of them is another.")

    return judged
