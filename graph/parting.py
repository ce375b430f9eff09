"""Taking apart what hangs together through shared keys although some of it must not be one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Preference = tuple[bool, int, int, str]


class Parting:
    """Nodes that share keys, each made of IRIs that are one thing already.

    Two nodes must stay apart if both hold entries of the reference data, or if a person said that something in the
    one is different from something in the other.
    """

    def __init__(
        self,
        nodes: Mapping[str, Sequence[str]],
        reference: Collection[str],
        apart: Mapping[str, Collection[str]],
        preference: Callable[[str], Preference],
    ) -> None:
        """``nodes`` by their names; ``apart`` tells what a person said of each IRI."""
        self._nodes, self._preference = nodes, preference
        owner = {iri: node for node, members in nodes.items() for iri in members}
        self._entries = {owner[iri] for iri in owner if iri in reference}
        self._opposed: dict[str, set[str]] = defaultdict(set)
        if len(self._entries) > 1:
            for node in self._entries:
                self._opposed[node] |= self._entries - {node}
        for iri, node in owner.items():
            for other in apart.get(iri, ()):
                if other in owner and owner[other] != node:
                    self._opposed[node].add(owner[other])

    @property
    def needed(self) -> bool:
        """Whether any two of the nodes must stay apart."""
        return bool(self._opposed)

    def parts(self, sharing: Iterable[Collection[str]]) -> list[list[str]]:
        """The nodes taken apart; ``sharing`` are the groups of nodes that share a key.

        Every node goes with the opposed node that it is nearest to, counted in shared keys. Of those equally near to
        several, one that is between entries of the reference data stays by itself and joins nothing further; else it
        goes with the one that a group of all would go by. Opposed nodes that are linked and not opposed to each
        other stay together.
        """
        neighbors: dict[str, set[str]] = defaultdict(set)
        for group in sharing:
            for node in group:
                neighbors[node].update(group)
        owners = self._owners(neighbors)
        parts = {node: {node} for node in self._opposed}
        alone: list[list[str]] = []
        for node in self._nodes:
            owner = owners.get(node)
            if owner is None:
                alone.append([node])
            else:
                parts[owner].add(node)
        return [*alone, *self._merged(parts, neighbors)]

    def _owners(self, neighbors: Mapping[str, set[str]]) -> dict[str, str | None]:
        owners: dict[str, str | None] = {node: node for node in self._opposed}
        edge = sorted(owners)
        while edge:
            reached: dict[str, set[str]] = defaultdict(set)
            for node in edge:
                mine = owners[node]
                for other in neighbors[node] - owners.keys():
                    if mine is not None:
                        reached[other].add(mine)
            for node, found in reached.items():
                owners[node] = None if len(found & self._entries) > 1 else min(found, key=self._best)
            edge = sorted(reached)
        return owners

    def _best(self, node: str) -> Preference:
        return min(map(self._preference, self._nodes[node]))

    def _merged(self, parts: Mapping[str, set[str]], neighbors: Mapping[str, set[str]]) -> list[list[str]]:
        """Parts that touch and are not opposed, put together again, the preferred first."""
        found: list[tuple[set[str], set[str]]] = []
        for owner in sorted(parts, key=self._best):
            near = {other for node in parts[owner] for other in neighbors[node]}
            for owned, members in found:
                if not owned & self._opposed[owner] and not near.isdisjoint(members):
                    owned.add(owner)
                    members |= parts[owner]
                    break
            else:
                found.append(({owner}, set(parts[owner])))
        return [sorted(members) for _, members in found]
