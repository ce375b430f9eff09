"""The loaded articles as corrections leave them: with what is added to them, without what is rejected of them.

What an article says of when a thing is, is taken from one of its reports (``loaders.quads``). Where that one is
rejected, the best of the others takes its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.store import article_of_graph, assertions_of, is_article_graph
from ontology import terms as k

_TIMES: Final = (k.begin, k.end, k.datePrecision, k.dateText, k.status)
_PLANNED_FACTS: Final = frozenset({k.expectedAt, k.during})
"""Relations that are facts even where they are only planned (``loaders.quads``)."""
_PRECISIONS: Final = {"day": 0, "month": 1, "year": 2}
Said = Mapping[NamedNode, list[NamedNode | Literal]]
"""The properties of an assertion as its article states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Overlay:
    """What is different in the graph of one article."""

    withdrawn: frozenset[Quad]
    instead: tuple[Quad, ...]
    """Times that take the place of withdrawn ones."""


_NOTHING: Final = _Overlay(withdrawn=frozenset(), instead=())


class View:
    """What the live store holds, corrected. Until ``add`` or ``reject`` is called, it is the live store."""

    def __init__(self, live: Store) -> None:
        """A view of the live store."""
        self._live, self._added = live, Store()
        self._any_added = False
        self._rejected: dict[str, frozenset[str]] = {}
        self._overlays: dict[str, _Overlay] = {}

    def add(self, quads: Iterable[Quad]) -> None:
        """Let quads be there, placed as the live store places them."""
        self._added.extend(quads)
        self._any_added = next(iter(self._added), None) is not None

    def reject(self, article: str, assertions: Collection[str]) -> None:
        """Let nothing be relied on that only these assertions of an article state; it replaces what was said before."""
        self._overlays.pop(article, None)
        self._rejected.pop(article, None)
        if assertions:
            self._rejected[article] = frozenset(assertions)

    def withdrawn(self, article: str) -> frozenset[Quad]:
        """The quads of an article's graph that are not relied on."""
        return self._overlay(article).withdrawn

    def uncorrected(self, article: str) -> Iterator[Quad]:
        """All that the graph of an article holds, what is rejected included."""
        for store in (self._live, self._added):
            yield from store.quads_for_pattern(None, None, None, NamedNode(article))

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any = None, /) -> Iterator[Quad]:
        """The quads that match, as of ``Store``."""
        found = self._live.quads_for_pattern(subject, predicate, object, graph_name)
        if self._any_added:
            found = _chained(found, self._added.quads_for_pattern(subject, predicate, object, graph_name))
        return self._corrected(found, predicate, object) if self._rejected else found

    def __contains__(self, key: Any, /) -> bool:
        """Whether a quad is there."""
        if not isinstance(key, Quad):
            return False
        graph = article_of_graph(key.graph_name)
        if graph in self._rejected and is_article_graph(key.graph_name):
            overlay = self._overlay(graph)
            if key in overlay.withdrawn:
                return False
            if key in overlay.instead:
                return True
        return key in self._live or (self._any_added and key in self._added)

    def _corrected(self, found: Iterable[Quad], predicate: Any, object: Any) -> Iterator[Quad]:
        replaced: set[tuple[str, object]] = set()
        for quad in found:
            graph = quad.graph_name
            if isinstance(graph, NamedNode) and graph.value in self._rejected:
                overlay = self._overlay(graph.value)
                if quad in overlay.withdrawn:
                    replaced.add((graph.value, quad.subject))
                    continue
            yield quad
        for article, subject in replaced:
            for quad in self._overlay(article).instead:
                if quad.subject == subject and predicate in (None, quad.predicate) and object in (None, quad.object):
                    yield quad

    def _overlay(self, article: str) -> _Overlay:
        if article not in self._rejected:
            return _NOTHING
        if article not in self._overlays:
            self._overlays[article] = self._made(article)
        return self._overlays[article]

    def _made(self, article: str) -> _Overlay:
        """What rejecting some of its assertions makes different in an article's graph."""
        stated: dict[str, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
        for store in (self._live, self._added):
            for quad in assertions_of(store, article):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                    stated[quad.subject.value][quad.predicate].append(quad.object)
        rejected = [said for iri, said in sorted(stated.items()) if iri in self._rejected[article]]
        held = [said for iri, said in sorted(stated.items()) if iri not in self._rejected[article]]
        graph = NamedNode(article)
        kept = {triple for said in held if (triple := plain_triple(said, graph)) is not None}
        withdrawn = {triple for said in rejected if (triple := plain_triple(said, graph)) is not None} - kept
        instead: list[Quad] = []
        for thing in {thing for said in rejected if (thing := _timed(said)) is not None}:
            old, new = self._times(thing, rejected, held, graph)
            withdrawn |= old
            instead += new
        return _Overlay(withdrawn=frozenset(withdrawn), instead=tuple(instead))

    def _times(
        self, thing: NamedNode, rejected: Iterable[Said], held: Iterable[Said], graph: NamedNode
    ) -> tuple[set[Quad], list[Quad]]:
        """When an article says that a thing is, if only rejected reports say so, and what other reports say instead."""
        old = {q for name in _TIMES for q in self._live.quads_for_pattern(thing, name, None, graph)}
        now = {(q.predicate, q.object) for q in old}
        others = sorted((said for said in held if _timed(said) == thing and _relied_on(said)), key=_rank)
        if not old or any(_time_of(said) == now for said in others):
            return set(), []
        if not any(_time_of(said) == now for said in rejected if _timed(said) == thing):
            return set(), []
        return old, [
            Quad(thing, name, value, graph) for name, value in sorted(_time_of(others[0]), key=str)
        ] if others else []


def plain_triple(said: Said, graph: NamedNode) -> Quad | None:
    """The plain fact for which an assertion stands in the graph of its article; ``None`` if for none."""
    ends = [said[name][0] if said.get(name) else None for name in (k.subject, k.predicate, k.object)]
    subject, predicate, value = ends
    if not (isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and value is not None):
        return None
    modality = said.get(k.modality, ())
    if k.asserted in modality or (k.planned in modality and predicate in _PLANNED_FACTS):
        return Quad(subject, predicate, value, graph)
    return None


def _timed(said: Said) -> NamedNode | None:
    """The event or undertaking of which an assertion says when it is."""
    kinds = said.get(k.RDF_TYPE, ())
    name = k.event if k.EventReport in kinds else k.about if k.PeriodReport in kinds else None
    thing = said[name][0] if name is not None and said.get(name) else None
    return thing if isinstance(thing, NamedNode) else None


def _time_of(said: Said) -> set[tuple[NamedNode, NamedNode | Literal]]:
    return {(name, value) for name in _TIMES for value in said.get(name, ())}


def _relied_on(said: Said) -> bool:
    modality = said.get(k.modality, ())
    return k.asserted in modality or (k.planned in modality and k.EventReport in said.get(k.RDF_TYPE, ()))


def _rank(said: Said) -> tuple[bool, int, int, tuple[str, ...]]:
    """Lowest for the report to go by: asserted before planned, then closed, then exact, then by its evidence."""
    ends = (not said.get(k.begin)) + (not said.get(k.end))
    precision = next((_PRECISIONS.get(one.value, 3) for one in said.get(k.datePrecision, ())), 3)
    return k.asserted not in said.get(k.modality, ()), ends, precision, tuple(sorted(str(e) for e in said[k.evidence]))


def _chained(*iterators: Iterator[Quad]) -> Iterator[Quad]:
    for iterator in iterators:
        yield from iterator
