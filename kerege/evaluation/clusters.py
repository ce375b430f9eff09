"""How alike two partitions of the same items are: who is the same by hand, and who is by the program.

B³ (Bagga and Baldwin 1998, “Algorithms for Scoring Coreference Chains”) counts item by item; CEAF (Luo 2005, “On
Coreference Resolution Performance Metrics”) pairs clusters one to one, as well as can be, by the items that they share
(``CEAF-m``) or by how alike they are as wholes (``CEAF-e``). Pairs are counted besides, since “what was joined is the
same” is a statement about pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias, TypeVar

import networkx as nx

Item = TypeVar("Item", bound=Hashable)
Partition: TypeAlias = Mapping[Item, Hashable]
"""The cluster of each item."""
_Node: TypeAlias = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of items: those joined, those of them rightly so, and those that are the same by hand."""

    joined: int = 0
    right: int = 0
    same: int = 0

    @property
    def precision(self) -> float:
        """What part of the joined pairs is the same; 1 where nothing was joined."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """What part of the pairs that are the same was joined; 1 where there is none."""
        return self.right / self.same if self.same else 1.0

    def __add__(self, other: Pairs) -> Pairs:
        """The pairs of both."""
        return Pairs(self.joined + other.joined, self.right + other.right, self.same + other.same)


def b_cubed(gold: Partition[Item], found: Partition[Item]) -> Score:
    """The mean over all items of what part of the item's cluster is right, and what part of the right one is there.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": 2}).precision
    0.6666666666666666
    """
    if not gold:
        return Score(1.0, 1.0)
    mine, yours = Counter(gold.values()), Counter(found.values())
    shared = Counter((gold[item], found[item]) for item in gold)
    precision = sum(count * count / yours[cluster] for (_, cluster), count in shared.items())
    recall = sum(count * count / mine[cluster] for (cluster, _), count in shared.items())
    return Score(precision / len(gold), recall / len(gold))


def ceaf_m(gold: Partition[Item], found: Partition[Item]) -> Score:
    """CEAF by items: of the best pairing of clusters, what part of all items lies in paired ones."""
    if not gold:
        return Score(1.0, 1.0)
    best = _best({pair: float(count) for pair, count in _shared(gold, found).items()})
    return Score(best / len(found), best / len(gold))


def ceaf_e(gold: Partition[Item], found: Partition[Item]) -> Score:
    """CEAF by clusters: how alike paired clusters are (the F1 of their items), over the clusters of either side."""
    if not gold:
        return Score(1.0, 1.0)
    mine, yours = Counter(gold.values()), Counter(found.values())
    alike = {(g, f): 2 * count / (mine[g] + yours[f]) for (g, f), count in _shared(gold, found).items()}
    best = _best(alike)
    return Score(best / len(yours), best / len(mine))


def pairs(gold: Partition[Item], found: Partition[Item], origin: Mapping[Item, Hashable]) -> Pairs:
    """The pairs of items of different origin, such as the article that each is in."""
    return _counted(gold, found, lambda one, other: origin[one] != origin[other])


def joined_pairs(
    gold: Partition[Item], found: Partition[Item], origin: Mapping[Item, Hashable], before: Partition[Item]
) -> Pairs:
    """Likewise, without the pairs that were in one cluster already ``before``."""
    return _counted(gold, found, lambda one, other: origin[one] != origin[other] and before[one] != before[other])


def _counted(gold: Partition[Item], found: Partition[Item], counts: Callable[[Item, Item], bool]) -> Pairs:
    joined, same = _pairs(gold, found, counts), _pairs(gold, gold, counts)
    return Pairs(len(joined), len(joined & same), len(same))


def _pairs(
    items: Iterable[Item], partition: Partition[Item], counts: Callable[[Item, Item], bool]
) -> set[frozenset[Item]]:
    groups: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        groups[partition[item]].append(item)
    together = (pair for group in groups.values() for pair in combinations(group, 2))
    return {frozenset(pair) for pair in together if counts(*pair)}


def _shared(gold: Partition[Item], found: Partition[Item]) -> Counter[tuple[Hashable, Hashable]]:
    return Counter((gold[item], found[item]) for item in gold)


def _best(weights: Mapping[tuple[Hashable, Hashable], float]) -> float:
    """The weight of the heaviest pairing in which no cluster is paired twice, found apart for what hangs together."""
    graph: nx.Graph[_Node] = nx.Graph()
    graph.add_weighted_edges_from((("gold", one), ("found", other), weight) for (one, other), weight in weights.items())
    total = 0.0
    for part in nx.connected_components(graph):
        piece = graph.subgraph(part)
        total += sum(piece.edges[edge]["weight"] for edge in nx.max_weight_matching(piece))
    return total
