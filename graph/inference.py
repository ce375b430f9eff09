"""What follows from the ontology's axioms, as rules that the dataset is closed under.

The kinds of axiom that the ontology uses and that entail triples under OWL 2 RL: subclasses, subproperties,
symmetric and inverse properties, transitive properties, property chains of two links, and domains and ranges that are
named classes (a union of classes entails nothing). ``tests/test_reasoning_oracles.py`` compares the result with that
of other reasoners.

Rules are of two kinds. What follows from a single triple (``along``, ``across``, types) is *near*: it is worked out
with the things that change. What follows from a path of triples, and whatever follows from that, is *far*: such
relations are worked out over the whole graph (``graph.fixpoint``), and are few.

One entailment is left out on purpose: that a thing is a unit of itself, or within itself, which a circle of facts
entails. It says nothing but that there is a circle, and that is what ``kerege check`` says in words; no other triple
follows from it that does not follow without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology import terms as k

Edge = tuple[str, str, str]
"""Subject, predicate and object of a plain fact, as IRIs."""

_SUBCLASS: Final = k.RDFS + "subClassOf"
_SUBPROPERTY: Final = k.RDFS + "subPropertyOf"
_DOMAIN, _RANGE = k.RDFS + "domain", k.RDFS + "range"
_INVERSE: Final = k.OWL + "inverseOf"
_CHAIN: Final = k.OWL + "propertyChainAxiom"
_DISJOINT: Final = k.OWL + "AllDisjointClasses"
_MEMBERS: Final = k.OWL + "members"
_FIRST, _REST, _NIL = k.RDF + "first", k.RDF + "rest", k.RDF + "nil"

_Stated = Mapping[str, Mapping[str, list[str]]]
_Names = Mapping[str, tuple[str, ...]]


def _none() -> dict[str, tuple[str, ...]]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The axioms of an ontology that yield triples, and those that exclude some."""

    superclasses: Mapping[str, frozenset[str]]
    """All named superclasses of a class, itself left out."""
    mirrors: _Names
    """The properties that state a property's triples from the other side; a symmetric one mirrors itself."""
    transitive: frozenset[str]
    chains: tuple[tuple[str, str, str], ...]
    """Head, first and second link: who works for a unit works for the whole."""
    wider: _Names = field(default_factory=_none)
    """The properties that a property is directly a subproperty of."""
    domains: _Names = field(default_factory=_none)
    """The classes that a property's subjects belong to."""
    ranges: _Names = field(default_factory=_none)
    """The classes that a property's objects belong to."""
    disjoint: frozenset[tuple[str, str]] = frozenset()
    """Pairs of classes that exclude each other, each pair once, sorted."""

    @classmethod
    def from_ontology(cls, triples: Iterable[Triple]) -> Rules:
        """The rules that the triples of an ontology declare."""
        stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Literal | Triple):
                stated[triple.predicate.value][_name(triple.subject)].append(_name(triple.object))
        types = stated[k.RDF + "type"]
        mirrors: dict[str, list[str]] = defaultdict(list)
        for one, others in stated[_INVERSE].items():
            for other in others:
                mirrors[one].append(other)
                mirrors[other].append(one)
        for name, kinds in types.items():
            if k.OWL + "SymmetricProperty" in kinds and name not in (k.conflictsWith.value,):
                mirrors[name].append(name)
        return cls(
            superclasses={name: frozenset(_above(name, stated[_SUBCLASS])) for name in list(stated[_SUBCLASS])},
            mirrors=_own(mirrors),
            transitive=frozenset(n for n, kinds in types.items() if k.OWL + "TransitiveProperty" in kinds),
            chains=tuple(sorted(_chains(stated))),
            wider=_own(stated[_SUBPROPERTY]),
            domains=_own(stated[_DOMAIN]),
            ranges=_own(stated[_RANGE]),
            disjoint=frozenset(_disjoint(stated)),
        )

    @cached_property
    def far(self) -> frozenset[str]:
        """The properties whose triples may follow from a path of others, or from such a triple."""
        found = set(self.transitive | {head for head, _, _ in self.chains})
        todo = list(found)
        while todo:
            name = todo.pop()
            new = {*self.wider.get(name, ()), *self.mirrors.get(name, ())} - found
            found |= new
            todo += new
        return frozenset(found)

    @cached_property
    def links(self) -> frozenset[str]:
        """The properties from whose triples far ones follow, far ones themselves among them."""
        from_paths = {link for _, one, two in self.chains for link in (one, two)}
        leading = {name for name in {*self.wider, *self.mirrors} if self._reach(name).keys() & self.far}
        return self.far | from_paths | leading

    @cached_property
    def along(self) -> _Names:
        """The properties whose triples follow from those of a property with the same subject and object."""
        return self._near(turned=False)

    @cached_property
    def across(self) -> _Names:
        """The properties whose triples follow from those of a property with subject and object exchanged."""
        return self._near(turned=True)

    def types_above(self, types: Iterable[str]) -> frozenset[str]:
        """The classes that follow from types, those left out."""
        stated = frozenset(types)
        return frozenset(above for name in stated for above in self.superclasses.get(name, ())) - stated

    def excluding(self, types: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The pairs of classes, among types with all that is above them, that exclude each other."""
        held = frozenset(types)
        held |= self.types_above(held)
        return (pair for pair in sorted(self.disjoint) if held.issuperset(pair))

    def _near(self, *, turned: bool) -> _Names:
        found: dict[str, tuple[str, ...]] = {}
        for name in {*self.wider, *self.mirrors}:
            ends = self._reach(name)
            reached = sorted(end for end, ways in ends.items() if turned in ways and end not in self.far)
            if reached := [end for end in reached if turned or end != name]:
                found[name] = tuple(reached)
        return found

    def _reach(self, name: str) -> Mapping[str, set[bool]]:
        """The properties that follow from one triple of a property, and whether with its ends exchanged."""
        found: dict[str, set[bool]] = {name: {False}}
        todo = [(name, False)]
        while todo:
            here, turned = todo.pop()
            steps = [(wider, turned) for wider in self.wider.get(here, ())]
            steps += [(mirror, not turned) for mirror in self.mirrors.get(here, ())]
            for end, way in steps:
                if way not in found.setdefault(end, set()):
                    found[end].add(way)
                    todo.append((end, way))
        return found


def _name(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def _own(named: Mapping[str, Iterable[str]]) -> _Names:
    """What leads from terms of the ontology to others of its own: of other vocabularies nothing is inferred."""
    found = {name: tuple(sorted({e for e in ends if e.startswith(k.K)})) for name, ends in sorted(named.items())}
    return {name: ends for name, ends in found.items() if ends and name.startswith(k.K)}


def _above(name: str, parents: Mapping[str, list[str]]) -> Iterator[str]:
    seen, todo = {name}, list(parents.get(name, ()))
    while todo:
        parent = todo.pop()
        if parent not in seen and parent.startswith(k.K):
            seen.add(parent)
            todo += parents.get(parent, ())
            yield parent


def _chains(stated: _Stated) -> Iterator[tuple[str, str, str]]:
    for head, lists in stated[_CHAIN].items():
        for cell in lists:
            links = _listed(stated, cell)
            if len(links) == 2:
                yield head, links[0], links[1]


def _disjoint(stated: _Stated) -> Iterator[tuple[str, str]]:
    for one, others in stated[k.OWL + "disjointWith"].items():
        yield from (_pair(one, other) for other in others)
    for node, kinds in stated[k.RDF + "type"].items():
        if _DISJOINT in kinds:
            members = [name for cell in stated[_MEMBERS][node] for name in _listed(stated, cell)]
            yield from (_pair(one, other) for at, one in enumerate(members) for other in members[at + 1 :])


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _listed(stated: _Stated, cell: str) -> list[str]:
    found: list[str] = []
    while cell != _NIL:
        found += stated[_FIRST][cell]
        (cell,) = stated[_REST][cell]
    return found
