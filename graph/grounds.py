"""What inferred facts follow from, and how well they are supported.

A fact that follows from a path of others has a fact node too, if some article stated one of its grounds. It is as well
supported as the best of the paths that lead to it, and a path as its least reported link; reference data, which no
article need state, weaken no path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from graph.edition import DEFAULT
from graph.fixpoint import Grounds
from graph.inference import Edge
from ontology import terms as k
from ontology.iris import Minter

Support = tuple[int, int]
"""Number of articles, and of independent sources among them."""
Paths = Mapping[Edge, set[Grounds]]
"""The facts from which each inferred one follows in one step, alone or two together."""

_CERTAIN: Support = (2**31, 2**31)


def inferred_facts(known: Paths, support_of: Callable[[Edge], Support | None], minter: Minter) -> Iterator[Quad]:
    """The fact nodes of what follows; ``support_of`` tells of a stated fact how often it is stated, if it is at all.

    What follows from one stated fact as its other side has the node that its reports gave it.
    """
    supports = _supports(known, support_of)
    for edge, pairs in known.items():
        articles, sources = supports[edge]
        if (articles, sources) == _CERTAIN or not articles or support_of(edge):
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
            each = [min(supports[ground] for ground in grounds) for grounds in pairs]
            if (best := max(each)) > supports[edge]:
                supports[edge] = best
                changed = True
    return supports
