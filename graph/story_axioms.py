"""Why a fact follows: the axioms of the ontology from which it follows in one step, with the facts that they need.

The search goes backwards from one fact and looks up no more than what stands beside its ends, so that it takes the same
time in a graph of any size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from graph.background import shipped_ontology
from graph.edition import DEFAULT
from graph.inference import Edge
from ontology import terms as k

MOST: Final = 5_000
"""Things beside an end that are looked at for a path through them."""
_TYPE: Final = k.RDF_TYPE.value
_LISTS: Final = (k.RDF + "first", k.RDF + "rest", k.RDF + "nil")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """An axiom and the facts from which another one follows by it."""

    kind: str
    """As in ``graph.story.Axiom``."""
    head: str
    links: tuple[str, ...]
    premises: tuple[Edge, ...]


class Axioms:
    """The axioms of an ontology, asked from their conclusions."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """The axioms among the triples of an ontology, lists included."""
        said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Literal | Triple):
                said[triple.predicate.value][_name(triple.subject)].append(_name(triple.object))
        self._below = _inverted(said[k.RDFS + "subClassOf"])
        self._narrower = _inverted(said[k.RDFS + "subPropertyOf"])
        self._of_domain = _inverted(said[k.RDFS + "domain"])
        self._of_range = _inverted(said[k.RDFS + "range"])
        self._inverse: dict[str, set[str]] = defaultdict(set)
        for one, others in said[k.OWL + "inverseOf"].items():
            for other in others:
                self._inverse[one].add(other)
                self._inverse[other].add(one)
        kinds = said[_TYPE]
        self._symmetric = {name for name, types in kinds.items() if k.OWL + "SymmetricProperty" in types}
        self._transitive = {name for name, types in kinds.items() if k.OWL + "TransitiveProperty" in types}
        self._chains = {
            head: [_listed(cell, said) for cell in cells] for head, cells in said[k.OWL + "propertyChainAxiom"].items()
        }

    def reasons(self, store: Store, edge: Edge) -> Iterator[Reason]:
        """The ways in which a fact follows from facts of the default graph, in one step; itself is no premise."""
        for reason in self._reasons(store, edge):
            if edge not in reason.premises:
                yield reason

    def turned(self, name: str) -> frozenset[str]:
        """The properties whose triples say the same from the other side."""
        return frozenset(self._inverse.get(name, ())) | ({name} & self._symmetric)

    def _reasons(self, store: Store, edge: Edge) -> Iterator[Reason]:
        subject, predicate, value = edge
        if predicate == _TYPE:
            yield from self._of_type(store, subject, value)
            return
        for name in sorted(self.turned(predicate)):
            kind = "symmetric" if name == predicate else "inverse"
            if _holds(store, premise := (value, name, subject)):
                yield Reason(kind=kind, head=predicate, links=(name,), premises=(premise,))
        for name in sorted(self._narrower.get(predicate, ())):
            if _holds(store, premise := (subject, name, value)):
                yield Reason(kind="subproperty", head=predicate, links=(name,), premises=(premise,))
        paths = [("transitive", (predicate, predicate))] if predicate in self._transitive else []
        paths += [("chain", links) for links in self._chains.get(predicate, ()) if len(links) == 2]
        for kind, (first, second) in paths:
            for middle in _between(store, subject, first, second, value):
                premises = (subject, first, middle), (middle, second, value)
                yield Reason(kind=kind, head=predicate, links=(first, second), premises=premises)

    def _of_type(self, store: Store, subject: str, cls: str) -> Iterator[Reason]:
        for name in sorted(self._below.get(cls, ())):
            if _holds(store, premise := (subject, _TYPE, name)):
                yield Reason(kind="subclass", head=cls, links=(name,), premises=(premise,))
        node = NamedNode(subject)
        for kind, names in (("domain", self._of_domain.get(cls, set())), ("range", self._of_range.get(cls, set()))):
            for name in sorted(names):
                one, other = (node, None) if kind == "domain" else (None, node)
                found = next(store.quads_for_pattern(one, NamedNode(name), other, DEFAULT), None)
                if found and isinstance(found.subject, NamedNode) and isinstance(found.object, NamedNode):
                    premise = (found.subject.value, name, found.object.value)
                    yield Reason(kind=kind, head=cls, links=(name,), premises=(premise,))


@cache
def shipped_axioms() -> Axioms:
    """Those of the ontology as shipped."""
    return Axioms(shipped_ontology())


def _holds(store: Store, edge: Edge) -> bool:
    subject, predicate, value = map(NamedNode, edge)
    return Quad(subject, predicate, value, DEFAULT) in store


def _between(store: Store, start: str, first: str, second: str, end: str) -> list[str]:
    """The things through which two links lead from one to another, sorted."""
    left = store.quads_for_pattern(NamedNode(start), NamedNode(first), None, DEFAULT)
    right = store.quads_for_pattern(None, NamedNode(second), NamedNode(end), DEFAULT)
    found: set[str] = set()
    for _, one, other in zip(range(MOST), _padded(left), _padded(right), strict=False):
        if one is None or other is None:  # the shorter side is at its end: it has all that can be in between
            break
        for quad, outgoing in ((one, True), (other, False)):
            middle = quad.object if outgoing else quad.subject
            if isinstance(middle, NamedNode) and middle.value not in (start, end):
                rest = (middle.value, second, end) if outgoing else (start, first, middle.value)
                if _holds(store, rest):
                    found.add(middle.value)
    return sorted(found)


def _padded(quads: Iterable[Quad]) -> Iterator[Quad | None]:
    yield from quads
    yield None


def _inverted(pairs: dict[str, list[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, others in pairs.items():
        for other in others:
            if other != one:
                found[other].add(one)
    return found


def _listed(cell: str, said: dict[str, dict[str, list[str]]]) -> tuple[str, ...]:
    first, rest, nil = _LISTS
    found: list[str] = []
    while cell != nil:
        found += said[first][cell]
        (cell,) = said[rest][cell]
    return tuple(found)


def _name(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"
