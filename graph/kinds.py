"""The classes that follow from what is said around a thing: domains and ranges, and superclasses of stated types.

Who is said to work somewhere is a person, by the domain of ``k:worksFor``, whether or not an article calls them one.
Such types follow from any triple of the default graph, inferred ones too, so they are worked out last, for the things
around which something changed: from what was added if nothing was taken away, else by looking at the thing again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.edition import DEFAULT, Edition
from graph.inference import Rules
from ontology import terms as k

Graph = NamedNode | DefaultGraph


class Kinds:
    """Keeps the inferred types of an edition in step with everything else in it.

    First ``see`` every change, then, when all is written, ``renew``.
    """

    def __init__(self, rules: Rules, inferred: NamedNode) -> None:
        """``inferred`` is the graph of inferred triples."""
        self._rules, self._inferred = rules, inferred
        self._domains = _by_class(rules.domains)
        self._ranges = _by_class(rules.ranges)
        self._gained: dict[NamedNode, set[str]] = defaultdict(set)
        self._lost: set[NamedNode] = set()

    def renew(self, edition: Edition) -> None:
        """Replace the inferred types of all around which something changed."""
        now = edition.now
        for node in self._gained.keys() - self._lost:
            missing = {name for name in self._gained[node] if _typed(node, name, DEFAULT) not in now}
            if missing:
                held = _types(now, node, DEFAULT)
                self._swap(edition, node, set(), (missing | self._rules.types_above(missing)) - held)
        for node in self._lost:
            before = _types(now, node, self._inferred)
            stated = _types(now, node, DEFAULT) - before
            entailed = stated | self._rules.types_above(stated)
            entailed |= set(self._entailed(now, node, entailed))
            self._swap(edition, node, before, entailed - stated)
        self._gained.clear()
        self._lost.clear()

    def see(self, gone: Set[Quad], come: Set[Quad]) -> None:
        """Note around which things something changed."""
        for quad in gone:
            if quad.graph_name == DEFAULT:
                self._lost.update(node for node, _ in self._following(quad))
            if quad.predicate == k.RDF_TYPE and quad.graph_name in (DEFAULT, self._inferred):
                self._lost.update(_named(quad.subject))
        typed = {(quad.subject, _type_of(quad)) for quad in come if quad.graph_name == DEFAULT}
        for quad in come:
            if quad.graph_name == DEFAULT:
                for node, name in self._following(quad):
                    if (node, name) not in typed:
                        self._gained[node].add(name)

    def _following(self, quad: Quad) -> Iterator[tuple[NamedNode, str]]:
        """The types that follow from a single triple."""
        rules, name = self._rules, quad.predicate.value
        for node in _named(quad.subject):
            yield from ((node, above) for above in rules.superclasses.get(_type_of(quad), ()))
            yield from ((node, cls) for cls in rules.domains.get(name, ()))
        for node in _named(quad.object):
            yield from ((node, cls) for cls in rules.ranges.get(name, ()))

    def _entailed(self, now: Store, node: NamedNode, known: Set[str]) -> Iterator[str]:
        """The classes that follow from the triples around a node, beyond those known."""
        for name, properties in self._domains.items():
            if name not in known and _any(now.quads_for_pattern(node, one, None, DEFAULT) for one in properties):
                yield from {name, *self._rules.superclasses.get(name, ())}
        for name, properties in self._ranges.items():
            if name not in known and _any(now.quads_for_pattern(None, one, node, DEFAULT) for one in properties):
                yield from {name, *self._rules.superclasses.get(name, ())}

    def _swap(self, edition: Edition, node: NamedNode, old: set[str], new: set[str]) -> None:
        for graph in (DEFAULT, self._inferred):
            edition.swap((_typed(node, name, graph) for name in old), (_typed(node, name, graph) for name in new))


def _by_class(classes: Mapping[str, Iterable[str]]) -> dict[str, tuple[NamedNode, ...]]:
    """The properties that each class follows from."""
    found: dict[str, list[NamedNode]] = defaultdict(list)
    for name, entailed in classes.items():
        for one in entailed:
            found[one].append(NamedNode(name))
    return {one: tuple(names) for one, names in found.items()}


def _types(store: Store, node: NamedNode, graph: Graph) -> set[str]:
    found = store.quads_for_pattern(node, k.RDF_TYPE, None, graph)
    return {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}


def _named(term: object) -> tuple[NamedNode, ...]:
    return (term,) if isinstance(term, NamedNode) else ()


def _type_of(quad: Quad) -> str:
    """The class that a triple gives its subject; empty for one that gives it none."""
    named = quad.predicate == k.RDF_TYPE and isinstance(quad.object, NamedNode)
    return quad.object.value if named and isinstance(quad.object, NamedNode) else ""


def _typed(node: NamedNode, name: str, graph: Graph) -> Quad:
    return Quad(node, k.RDF_TYPE, NamedNode(name), graph)


def _any(found: Iterable[Iterator[Quad]]) -> bool:
    return any(next(quads, None) is not None for quads in found)
