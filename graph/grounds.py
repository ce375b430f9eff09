"""What inferred facts follow from, and how well they are supported.

A fact that follows from a path of others has a fact node too, if some article stated one of its grounds. It is as well
supported as the best of the paths that lead to it, and a path as its least reported link; reference data, which no
article need state, weaken no path.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from graph.edition import DEFAULT
from graph.inference import Edge, Rules
from ontology import terms as k
from ontology.iris import Minter

Support = tuple[int, int]
"""Number of articles, and of independent sources among them."""
Paths = Mapping[Edge, set[tuple[Edge, Edge]]]
"""The pairs of facts from which each inferred one follows."""

_CERTAIN: Support = (2**31, 2**31)


def paths(rules: Rules, stated: frozenset[Edge], inferred: frozenset[Edge]) -> Paths:
    """All pairs of facts, stated or themselves inferred, from which the inferred ones follow in one step."""
    onward: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, link, other in stated | inferred:
        onward[link, one].add(other)
    steps: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name in rules.transitive:
        steps[name].add((name, name))
    for head, first, second in rules.chains:
        steps[first].add((head, second))
    found: dict[Edge, set[tuple[Edge, Edge]]] = defaultdict(set)
    for one, link, middle in stated | inferred:
        for head, second in steps.get(link, ()):
            for end in onward.get((second, middle), ()):
                if (one, head, end) in inferred:
                    found[one, head, end].add(((one, link, middle), (middle, second, end)))
    return found


def inferred_facts(known: Paths, support_of: Callable[[Edge], Support | None], minter: Minter) -> Iterator[Quad]:
    """The fact nodes of what follows; ``support_of`` tells of a stated fact how often it is stated, if it is at all."""
    supports = _supports(known, support_of)
    for edge, pairs in known.items():
        articles, sources = supports[edge]
        if (articles, sources) == _CERTAIN or not articles:
            continue
        node = NamedNode(minter.fact(*edge))
        yield Quad(node, k.RDF_TYPE, k.Fact, DEFAULT)
        for name, end in zip((k.subject, k.predicate, k.object), edge, strict=True):
            yield Quad(node, name, NamedNode(end), DEFAULT)
        yield Quad(node, k.articles, Literal(articles), DEFAULT)
        yield Quad(node, k.independentSources, Literal(sources), DEFAULT)
        for ground in {edge for pair in pairs for edge in pair if supports[edge] != _CERTAIN}:
            yield Quad(node, k.inferredFrom, NamedNode(minter.fact(*ground)), DEFAULT)


def _supports(known: Paths, support_of: Callable[[Edge], Support | None]) -> dict[Edge, Support]:
    supports: dict[Edge, Support] = dict.fromkeys(known, (0, 0))
    for pairs in known.values():
        for ground in {edge for pair in pairs for edge in pair} - supports.keys():
            supports[ground] = support_of(ground) or _CERTAIN
    changed = True
    while changed:
        changed = False
        for edge, pairs in known.items():
            each = [min(supports[one], supports[other]) for one, other in pairs]
            if (best := max(each)) > supports[edge]:
                supports[edge] = best
                changed = True
    return supports
