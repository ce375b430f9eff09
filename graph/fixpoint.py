"""What follows from paths of facts: transitive properties and chains, and what follows from their triples in turn.

Semi-naive evaluation (F. Bancilhon, “Naive evaluation of recursively defined relations”, 1986): every triple, stated or
new, is joined once with those known before it, so the cost is that of the paths there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.inference import Edge, Rules

Grounds = tuple[Edge, ...]
"""The one or two facts from which another follows in one step."""


def along_paths(rules: Rules, facts: Iterable[Edge]) -> frozenset[Edge]:
    """The far triples that follow from facts, without the facts themselves and without circles back to a thing."""
    stated = frozenset(facts)
    known, todo = _Known(rules), list(stated)
    for edge in stated:
        known.add(edge)
    found = set[Edge]()
    while todo:
        for new in {end for end, _ in known.following(todo.pop())}:
            if new not in stated and new not in found:
                found.add(new)
                known.add(new)
                todo.append(new)
    return frozenset(found)


def steps(rules: Rules, stated: Iterable[Edge], inferred: frozenset[Edge]) -> dict[Edge, set[Grounds]]:
    """All facts, stated or themselves inferred, from which each inferred one follows in one step."""
    known, every = _Known(rules), frozenset(stated) | inferred
    for edge in every:
        known.add(edge)
    found: dict[Edge, set[Grounds]] = defaultdict(set)
    for edge in every:
        for new, grounds in known.following(edge):
            if new in inferred and new not in grounds:
                found[new].add(grounds)
    return found


class _Known:
    """Facts by their ends, and what each yields together with the others."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._first: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._second: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for head, one, two in (*rules.chains, *((name, name, name) for name in rules.transitive)):
            self._first[one].add((head, two))
            self._second[two].add((head, one))
        self._onward: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._behind: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, edge: Edge) -> None:
        """Know one more."""
        one, link, other = edge
        if link in self._second:
            self._onward[link, one].add(other)
        if link in self._first:
            self._behind[link, other].add(one)

    def following(self, edge: Edge) -> Iterator[tuple[Edge, Grounds]]:
        """What an edge yields, alone and with the known ones, each with its grounds."""
        one, link, other = edge
        far = self._rules.far
        for wider in self._rules.wider.get(link, ()):
            if wider in far:
                yield (one, wider, other), (edge,)
        for mirror in self._rules.mirrors.get(link, ()):
            if mirror in far:
                yield (other, mirror, one), (edge,)
        for head, second in self._first.get(link, ()):
            for end in self._onward.get((second, other), ()):
                if end != one:
                    yield (one, head, end), (edge, (other, second, end))
        for head, first in self._second.get(link, ()):
            for begin in self._behind.get((first, one), ()):
                if begin != other:
                    yield (begin, head, other), ((begin, first, one), edge)
