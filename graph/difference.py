"""What two graphs have and have not in common: articles, entities, facts and figures that came, went or changed.

``difference`` compares the default graphs of two opened stores, which may be two publications, or what dumps were
read into. A fact that the same assertions state in other identities is no new one: it moved. Memory goes by what
differs, time by both graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Store

from graph.difference_facts import facts
from graph.difference_items import Fields, How, Item, What
from graph.difference_sides import Side
from graph.difference_things import articles, entities

__all__ = ["Difference", "Fields", "How", "Item", "What", "difference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that differs, sorted by kind, by what became of it, and by IRI."""

    items: tuple[Item, ...]

    def __bool__(self) -> bool:
        """Is anything different?"""
        return bool(self.items)

    def of(self, what: What, *hows: How) -> Iterator[Item]:
        """What changed of one kind (in one of these ways)."""
        return (item for item in self.items if item.what is what and (not hows or item.how in hows))

    def counts(self) -> dict[What, dict[How, int]]:
        """How much changed of each kind in each way; what did not is left out."""
        counted: dict[What, dict[How, int]] = {}
        for item in self.items:
            hows = counted.setdefault(item.what, {})
            hows[item.how] = hows.get(item.how, 0) + 1
        return counted


def difference(before: Store, now: Store, *, only: Iterable[What] = tuple(What)) -> Difference:
    """What differs between two opened stores; ``only`` some kinds, which takes less time."""
    wanted, one, other = frozenset(only), Side(before), Side(now)
    items: list[Item] = []
    if What.ARTICLE in wanted:
        items.extend(articles(one, other))
    if What.ENTITY in wanted:
        items.extend(entities(one, other))
    if wanted & {What.FACT, What.FIGURE}:
        items.extend(item for item in facts(one, other) if item.what in wanted)
    whats, hows = list(What), list(How)
    items.sort(key=lambda item: (whats.index(item.what), hows.index(item.how), item.iri, item.other))
    return Difference(items=tuple(items))
