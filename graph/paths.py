"""How two things are connected: the shortest chains of facts between them, each step with its fact node.

No property path of SPARQL returns a path, so the search is made here, over the fact nodes of a publication. A step is
a fact that some article states, taken in either direction; what is only inferred, and the sector that two things
share, is no step. The search goes out from both ends by whole levels (bidirectional breadth-first search, see I. Pohl,
“Bi-directional search”, Machine Intelligence 6, 1971), so it looks at about the square root of what one from a
single end would look at, and finds every shortest chain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import log
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.edition import DEFAULT
from ontology import terms as k

LONGEST: Final = 6
"""Steps that a chain may have unless told otherwise: beyond, everything is connected with everything."""
_COMPARED: Final = 2_000
"""Shortest chains that are looked at to find the most telling ones."""
_HUB: Final = 1_000
"""Things that another one has to do with, from which on they are not counted any more."""
_NO_STEPS: Final = frozenset({k.sector, k.within})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Step:
    """One fact of a chain; ``start`` and ``end`` in the direction of the chain, which may be against the fact's own."""

    start: str
    end: str
    fact: str
    """IRI of the fact node."""
    sources: int
    """How many independent sources state it."""


Chain = tuple[Step, ...]


def chains(
    store: Store, one: str, other: str, *, longest: int = LONGEST, most: int = 3, avoiding: Collection[str] = ()
) -> list[Chain]:
    """The shortest chains of facts between two things (IRIs), the most telling first; none if there is none.

    Telling are chains through things with few ties, since two people who met say more about each other than two who
    have to do with one country; then those whose weakest step has most sources. ``avoiding`` are IRIs that no chain
    may go through; ``longest`` is in steps.
    """
    search = _Search(store, avoiding)
    found = islice(search.shortest(one, other, longest), _COMPARED)
    return sorted(found, key=search.rank)[:most]


class _Search:
    """One search, which remembers the ties that it has looked up."""

    def __init__(self, store: Store, avoiding: Collection[str]) -> None:
        self._store = store
        self._avoiding = frozenset(avoiding)
        self.ties = cache(self._ties)
        self.breadth = cache(self._breadth)
        self.weight = cache(self._weight)

    def shortest(self, one: str, other: str, longest: int) -> Iterator[Chain]:
        """Every shortest chain."""
        if one == other:
            return
        sides = (_Side(one), _Side(other))
        for _ in range(longest):
            near, far = sorted(sides, key=lambda side: sum(map(self.weight, side.edge)))
            near.grow(self)
            if not near.edge:
                return
            meeting = sorted(near.edge & far.edge)
            if meeting:
                for node in meeting:
                    for first in sides[0].back(node):
                        for second in sides[1].back(node):  # anew for each: there may be too many to hold
                            yield (*first, *(_turned(step) for step in reversed(second)))
                return

    def rank(self, chain: Chain) -> tuple[float, int, Chain]:
        """What sorts the telling chains first."""
        ties = sum(log(1 + self.breadth(step.end)) for step in chain[:-1])
        return round(ties, 9), -min(step.sources for step in chain), chain

    def _ties(self, thing: str) -> tuple[Step, ...]:
        """The facts that a thing is the subject or the object of, sorted."""
        return tuple(sorted(set(self._each_tie(thing))))

    def _breadth(self, thing: str) -> int:
        """With how many things it has to do, as far as they are counted: a hub is a hub."""
        ends = set[str]()
        for tie in self._each_tie(thing):
            ends.add(tie.end)
            if len(ends) >= _HUB:
                break
        return len(ends)

    def _each_tie(self, thing: str) -> Iterator[Step]:
        node = NamedNode(thing)
        for place, across in ((k.subject, k.object), (k.object, k.subject)):
            for quad in self._store.quads_for_pattern(None, place, node, DEFAULT):
                fact = quad.subject
                if not isinstance(fact, NamedNode):
                    continue
                about = {q.predicate: q.object for q in self._store.quads_for_pattern(fact, None, None, DEFAULT)}
                end, sources = about.get(across), about.get(k.independentSources)
                if not _is_step(about) or not isinstance(end, NamedNode) or end == node:
                    continue
                if end.value not in self._avoiding:
                    number = int(sources.value) if isinstance(sources, Literal) else 0
                    yield Step(start=thing, end=end.value, fact=fact.value, sources=number)

    def _weight(self, thing: str) -> int:
        """How much there is to look at to go on from a thing, about; of hubs, a lower bound."""
        node = NamedNode(thing)
        places = (self._store.quads_for_pattern(None, place, node, DEFAULT) for place in (k.subject, k.object))
        return 1 + sum(1 for quads in places for _ in islice(quads, 10 * _HUB))


def _is_step(about: Mapping[NamedNode, object]) -> bool:
    """Whether a fact node stands for what articles state, once for both of its directions."""
    return (
        k.independentSources in about
        and about.get(k.predicate) not in _NO_STEPS
        and k.mirrors not in about
        and k.inferredFrom not in about
    )


class _Side:
    """What was reached from one end: for each thing the steps that lead to it from the level before."""

    def __init__(self, start: str) -> None:
        self.edge = {start}
        self._reached: dict[str, list[Step]] = {start: []}

    def grow(self, search: _Search) -> None:
        """Go one step further."""
        new: dict[str, list[Step]] = {}
        for thing in sorted(self.edge):
            for step in search.ties(thing):
                if step.end not in self._reached:
                    new.setdefault(step.end, []).append(step)
        self._reached |= new
        self.edge = set(new)

    def back(self, thing: str) -> Iterator[Chain]:
        """Every chain from the start to a thing that was reached."""
        steps = self._reached[thing]
        if not steps:
            yield ()
        for step in steps:
            for before in self.back(step.start):
                yield (*before, step)


def _turned(step: Step) -> Step:
    return Step(start=step.end, end=step.start, fact=step.fact, sources=step.sources)
