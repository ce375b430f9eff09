"""Which IRIs of different articles stand for one thing, and which of them is published.

Readers give entities exact typed keys; entities that share one are joined, then pairs that were judged to be one
thing, the surest first. Neither joins things of different kinds, nor two entries of the reference data, nor what a
person said is ``different``: such cases stay apart and are reported. What a person said is the ``same`` is joined
whatever speaks against it, save that a person said it is different. The result depends on nothing but the sets that
are given: not on the order in which articles or corrections came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from graph.parting import Parting
from graph.unions import Unions, components

KINDS: Final = frozenset({"person", "institution", "place", "undertaking", "event"})
"""The coarse kinds, as they stand in IRIs."""

Groups = Iterable[Collection[str]]
"""Groups of IRIs of which a person said something."""
Judged = Iterable[tuple[str, str, float]]
"""Pairs that are one thing, with how sure that is: a number, the larger the surer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """An entity as the articles know it."""

    iri: str
    keys: frozenset[str]
    articles: int
    """How many articles know it under this IRI."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class RefusedJoin:
    """Entities that share keys, or were said to be the same, and were kept apart all the same."""

    reason: Literal["different kinds", "different reference entries", "said to be different"]
    keys: tuple[str, ...]
    """Empty where a person said that they are the same."""
    entities: tuple[str, ...]


def kind_of(iri: str, base: str) -> str | None:
    """The coarse kind of an entity by its IRI; ``None`` for what is no entity (an article, a passage, a sector).

    >>> kind_of("https://w3id.org/kerege/id/place/aral", "https://w3id.org/kerege/")
    'place'
    """
    if not iri.startswith(base + "id/"):
        return None
    kind = iri[len(base) + 3 :].partition("/")[0]
    return kind if kind in KINDS else None


def joined(
    entities: Iterable[Keyed],
    base: str,
    reference: Collection[str],
    *,
    same: Groups = (),
    different: Groups = (),
    judged: Judged = (),
    contradicted: Iterable[tuple[str, str]] = (),
) -> tuple[dict[str, str], tuple[RefusedJoin, ...]]:
    """The published IRI of each entity and of each joined reference entry, and the joins that were refused.

    ``same`` and ``different`` are groups of IRIs: all of a group are one thing, or no two of them are. A group goes
    by the IRI of its reference entry if it has one (also where no article names that entry and a person joined
    something to it; of several, the one that most articles name), else by the IRI that most articles use, then the
    shortest, then the first in the alphabet.
    ``contradicted`` are pairs that no judgment may join, through whatever others.
    """
    known = {entity.iri: entity for entity in entities}
    joining = _Joining(known, base, reference, different)
    joining.force(same)
    joining.by_keys()
    joining.by_judgment(judged, contradicted)
    canonical: dict[str, str] = {}
    for group in joining.unions.groups():
        there = [iri for iri in group if iri in known or iri in reference]
        if there:
            best = min(there, key=joining.preference)
            canonical.update({iri: best for iri in there if iri in known or iri != best})
    return canonical, tuple(sorted(joining.refused))


class _Joining:
    """The joining of one set of entities, step by step: what is surer first."""

    def __init__(self, known: dict[str, Keyed], base: str, reference: Collection[str], different: Groups) -> None:
        self.known, self.base, self.reference = known, base, reference
        self.unions = Unions(known)
        self.refused: set[RefusedJoin] = set()
        self.apart: dict[str, set[str]] = defaultdict(set)
        self.contrary: dict[str, set[str]] = defaultdict(set)
        for group in different:
            for iri in group:
                self.apart[iri].update(other for other in group if other != iri)

    def preference(self, iri: str) -> tuple[bool, int, int, str]:
        """Lowest for the IRI that a group goes by."""
        return iri not in self.reference, -self.known[iri].articles if iri in self.known else 0, len(iri), iri

    def force(self, same: Groups) -> None:
        """Join what a person said is the same, save where a person said the contrary."""
        told = {tuple(sorted(set(group))) for group in same}
        plain = {group for group in told if not self._said_different(group)}
        linked = components((group[0], other) for group in plain for other in group)
        contrary = {iri for group in linked if self._said_different(group) for iri in group}
        for group in sorted(told):
            if group in plain and not contrary.intersection(group):
                for iri in group:
                    self.unions.join(group[0], iri)
            else:
                self.refused.add(RefusedJoin(reason="said to be different", keys=(), entities=group))

    def by_keys(self) -> None:
        """Join what shares keys, one kind at a time."""
        by_key: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
        for iri in sorted(self.known):
            for key in self.known[iri].keys:
                by_key[key][kind_of(iri, self.base)].append(iri)
        links: dict[tuple[str, str | None], list[str]] = {}
        for key, kinds in by_key.items():
            if len(kinds) > 1:
                members = sorted(iri for ones in kinds.values() for iri in ones)
                self.refused.add(RefusedJoin(reason="different kinds", keys=(key,), entities=tuple(members)))
            links.update({(key, kind): ones for kind, ones in kinds.items() if len(ones) > 1})
        forced = self.unions.copy()
        pairs = ((forced.top(ones[0]), forced.top(iri)) for ones in links.values() for iri in ones)
        sharing: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for link, ones in links.items():
            sharing[forced.top(ones[0])].append(link)
        for nodes in components(pairs):
            held = [link for node in nodes for link in sharing.get(node, ())]
            self._join_component(nodes, [(key, links[key, kind]) for key, kind in held], forced)

    def _join_component(self, nodes: list[str], held: list[tuple[str, list[str]]], forced: Unions) -> None:
        """Join all that hangs together through keys, or, where two of it must stay apart, what belongs to either."""
        parting = Parting({node: forced.members(node) for node in nodes}, self.reference, self.apart, self.preference)
        parts = parting.parts([[forced.top(iri) for iri in ones] for _, ones in held]) if parting.needed else [nodes]
        for part in parts:
            for node in part:
                self.unions.join(part[0], node)
        entries = sorted({iri for node in nodes for iri in forced.members(node) if iri in self.reference})
        if parting.needed and len({self.unions.top(iri) for iri in entries}) > 1:
            keys = tuple(sorted({key for key, _ in held}))
            self.refused.add(RefusedJoin(reason="different reference entries", keys=keys, entities=tuple(entries)))

    def by_judgment(self, judged: Judged, contradicted: Iterable[tuple[str, str]]) -> None:
        """Join what was judged one, the surest first; of what is equally sure and contradicts itself, nothing."""
        for one, other in contradicted:
            self.contrary[one].add(other)
            self.contrary[other].add(one)
        levels: dict[float, set[tuple[str, str]]] = defaultdict(set)
        for one, other, score in judged:
            if one in self.known and other in self.known:
                levels[score].add((one, other))
        for _, pairs in sorted(levels.items(), reverse=True):
            links = {(self.unions.top(one), self.unions.top(other)) for one, other in pairs}
            for nodes in components(links):
                if not self._join_nodes(nodes):
                    for sure in components(self._unambiguous(nodes, links)):
                        self._join_nodes(sure)

    def _join_nodes(self, nodes: list[str]) -> bool:
        """Join sets that may be one, or tell that they may not."""
        if len(nodes) > 1 and not self._may_be_one(nodes):
            return False
        for node in nodes:
            self.unions.join(nodes[0], node)
        return True

    def _unambiguous(self, nodes: list[str], links: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """The links between sets none of which is linked to two that exclude each other."""
        neighbors = {node: {node} for node in nodes}
        for one, other in links:
            if one in neighbors:
                neighbors[one].add(other)
                neighbors[other].add(one)
        sure = {node for node in nodes if self._may_be_one(sorted(neighbors[node]))}
        return [(one, other) for one, other in links if one in sure and other in sure]

    def _may_be_one(self, nodes: list[str]) -> bool:
        members = [iri for node in nodes for iri in self.unions.members(node)]
        if self._said_different(members) or len({kind_of(iri, self.base) for iri in members}) > 1:
            return False
        there = set(members)
        if any(not self.contrary[iri].isdisjoint(there) for iri in members if iri in self.contrary):
            return False
        with_entries = [n for n in nodes if any(iri in self.reference for iri in self.unions.members(n))]
        return len(with_entries) < 2

    def _said_different(self, members: Collection[str]) -> bool:
        return any(not self.apart[iri].isdisjoint(members) for iri in members if iri in self.apart)
