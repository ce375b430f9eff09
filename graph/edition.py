"""The next publication while it is made: a copy of the one before, changed quad by quad and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.ledger import DESCRIBING
from ontology import terms as k

DEFAULT: Final = DefaultGraph()

_BULK: Final = 50_000
"""Quads from which on writing in bulk pays."""


class Edition:
    """A store under change.

    ``before`` is the publication it began as, which stays as it was; ``now`` is the store itself. Changes are exact:
    a quad is taken away only if it is there and added only if it is not, so the counts stay right.
    """

    def __init__(self, before: Store, now: Store, classes: Mapping[str, int], properties: Mapping[str, int]) -> None:
        """An edition that begins as ``before``, with its counts."""
        self.before, self.now = before, now
        self.classes, self.properties = Counter(classes), Counter(properties)
        self.added = self.removed = 0
        self.begun, self.ended = set[str](), set[str]()
        """What was given, and what lost, some of what describes it; not noted where all is new."""
        self._all_is_new = next(iter(before), None) is None
        self._waiting: list[Quad] = []
        self._watchers: list[Callable[[Set[Quad], Set[Quad]], None]] = []

    def watched_by(self, watcher: Callable[[Set[Quad], Set[Quad]], None]) -> None:
        """Tell ``watcher`` of every change from now on: the quads that go, and those that come."""
        self._watchers.append(watcher)

    def swap(self, old: Iterable[Quad], new: Iterable[Quad], *, counted: bool = True) -> None:
        """Replace quads that are there (``old``) by others; what is in both is left alone.

        Ontology and catalogue are not ``counted`` among the classes and properties.
        """
        old, new = set(old), set(new)
        for quad in old - new:
            self.now.remove(quad)
            self.removed += 1
            self._note(quad, self.ended)
            if counted:
                self._count(quad, -1)
        for quad in new - old:
            self._waiting.append(quad)
            self.added += 1
            self._note(quad, self.begun)
            if counted:
                self._count(quad, 1)
        for watcher in self._watchers:
            watcher(old - new, new - old)
        if len(self._waiting) >= 4 * _BULK:
            self.write()

    def write(self) -> None:
        """Write what waits, so that ``now`` can be asked."""
        if len(self._waiting) >= _BULK:
            self.now.bulk_extend(self._waiting)
        else:
            self.now.extend(self._waiting)
        self._waiting.clear()

    def _note(self, quad: Quad, noted: set[str]) -> None:
        if self._all_is_new or quad.predicate not in DESCRIBING or quad.graph_name != DEFAULT:
            return
        if isinstance(quad.subject, NamedNode):
            noted.add(quad.subject.value)

    def _count(self, quad: Quad, by: int) -> None:
        if quad.graph_name != DEFAULT:
            return
        self.properties[quad.predicate.value] += by
        if quad.predicate == k.RDF_TYPE and isinstance(quad.object, NamedNode):
            self.classes[quad.object.value] += by


def in_graph(quad: Quad, graph: NamedNode | DefaultGraph) -> Quad:
    """The same triple in another graph."""
    return Quad(quad.subject, quad.predicate, quad.object, graph)
