"""What follows from the facts by the ontology's axioms: the few kinds of inference that the dataset holds.

Superclasses of the stated types; the other side of symmetric and inverse properties; transitive properties; and
property chains of two links. Domains and ranges are promises to check, not grounds to infer types from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology import terms as k

Edge = tuple[str, str, str]
"""Subject, predicate and object of a plain fact, as IRIs."""

_SUBCLASS = k.RDFS + "subClassOf"
_INVERSE = k.OWL + "inverseOf"
_CHAIN = k.OWL + "propertyChainAxiom"
_FIRST, _REST, _NIL = k.RDF + "first", k.RDF + "rest", k.RDF + "nil"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The axioms of an ontology that yield triples."""

    superclasses: Mapping[str, frozenset[str]]
    """All named superclasses of a class, itself left out."""
    mirrors: Mapping[str, tuple[str, ...]]
    """The properties that state a property's triples from the other side; a symmetric one mirrors itself."""
    transitive: frozenset[str]
    chains: tuple[tuple[str, str, str], ...]
    """Head, first and second link: who works for a unit works for the whole."""

    @classmethod
    def from_ontology(cls, triples: Iterable[Triple]) -> Rules:
        """The rules that the triples of an ontology declare."""
        stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Literal | Triple):
                stated[triple.predicate.value][_name(triple.subject)].append(_name(triple.object))
        types = stated[k.RDF + "type"]
        mirrors: dict[str, set[str]] = defaultdict(set)
        for one, others in stated[_INVERSE].items():
            for other in others:
                mirrors[one].add(other)
                mirrors[other].add(one)
        for name, kinds in types.items():
            if k.OWL + "SymmetricProperty" in kinds and name not in (k.conflictsWith.value,):
                mirrors[name].add(name)
        return cls(
            superclasses={name: frozenset(_above(name, stated[_SUBCLASS])) for name in list(stated[_SUBCLASS])},
            mirrors={name: tuple(sorted(others)) for name, others in sorted(mirrors.items())},
            transitive=frozenset(n for n, kinds in types.items() if k.OWL + "TransitiveProperty" in kinds),
            chains=tuple(sorted(_chains(stated))),
        )

    @property
    def heads(self) -> frozenset[str]:
        """The properties whose triples may follow from a path of others."""
        return self.transitive | {head for head, _, _ in self.chains}

    @property
    def links(self) -> frozenset[str]:
        """The properties that make up such paths."""
        return self.transitive | {link for _, one, two in self.chains for link in (one, two)}

    def types_above(self, types: Iterable[str]) -> frozenset[str]:
        """The classes that follow from types, those left out."""
        stated = frozenset(types)
        return frozenset(above for name in stated for above in self.superclasses.get(name, ())) - stated

    def along_paths(self, facts: Iterable[Edge]) -> frozenset[Edge]:
        """What follows from the facts by transitive properties and chains, the facts themselves left out."""
        stated = frozenset(facts)
        onward: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one, link, other in stated:
            onward[link, one].add(other)
        steps: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for name in self.transitive:
            steps[name].add((name, name))
        for head, first, second in self.chains:
            steps[first].add((head, second))
        behind: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one, link, other in stated:
            behind[link, other].add(one)
        known, todo = set(stated), list(stated)
        while todo:
            one, link, other = todo.pop()
            for new in self._follow(one, link, other, steps, onward, behind):
                if new not in known and new[0] != new[2]:
                    known.add(new)
                    todo.append(new)
                    onward[new[1], new[0]].add(new[2])
                    behind[new[1], new[2]].add(new[0])
        return frozenset(known - stated)

    def _follow(
        self,
        one: str,
        link: str,
        other: str,
        steps: Mapping[str, set[tuple[str, str]]],
        onward: Mapping[tuple[str, str], set[str]],
        behind: Mapping[tuple[str, str], set[str]],
    ) -> list[Edge]:
        """What an edge yields with the edges known so far, as the first link of a path and as the second."""
        new = [(one, head, end) for head, second in steps.get(link, ()) for end in onward.get((second, other), ())]
        for first, following in steps.items():
            for head, second in following:
                if second == link:
                    new += [(begin, head, other) for begin in behind.get((first, one), ())]
        return new


def _name(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def _above(name: str, parents: Mapping[str, list[str]]) -> Iterator[str]:
    seen, todo = {name}, list(parents.get(name, ()))
    while todo:
        parent = todo.pop()
        if parent not in seen and parent.startswith(k.K):
            seen.add(parent)
            todo += parents.get(parent, ())
            yield parent


def _chains(stated: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, str, str]]:
    for head, lists in stated[_CHAIN].items():
        for cell in lists:
            links: list[str] = []
            while cell != _NIL:
                links += stated[_FIRST][cell]
                (cell,) = stated[_REST][cell]
            if len(links) == 2:
                yield head, links[0], links[1]
