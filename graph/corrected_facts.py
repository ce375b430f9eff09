"""Nodes of what is stated and rejected: ``k:RejectedFact``, found again by what it states, with who rejects it.

There is one for everything that only rejected assertions state and that does not follow from other facts either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from graph.edition import DEFAULT
from graph.statements import Stated
from ontology import terms as k


def rejected_before(before: Store) -> Iterator[Quad]:
    """The quads of all such nodes in a publication."""
    for link in before.quads_for_pattern(None, k.RDF_TYPE, k.RejectedFact, DEFAULT):
        yield from before.quads_for_pattern(link.subject, None, None, DEFAULT)


def rejected_facts(now: Store, stated_by: Callable[[str], Iterable[Stated]]) -> Iterator[Quad]:
    """The nodes for what only rejected assertions of a publication state.

    ``stated_by`` tells what an assertion of the publication states, whether it is relied on or not.
    """
    stating: dict[str, set[str]] = defaultdict(set)
    for link in now.quads_for_pattern(None, k.wouldReport, None, DEFAULT):
        if isinstance(link.subject, NamedNode) and isinstance(link.object, NamedNode):
            stating[link.object.value].add(link.subject.value)
    for fact, assertions in stating.items():
        node = NamedNode(fact)
        if Quad(node, k.RDF_TYPE, k.Fact, DEFAULT) in now:
            continue
        yield Quad(node, k.RDF_TYPE, k.RejectedFact, DEFAULT)
        for assertion in assertions:
            for quad in now.quads_for_pattern(NamedNode(assertion), k.rejectedBy, None, DEFAULT):
                yield Quad(node, k.rejectedBy, quad.object, DEFAULT)
            for one in stated_by(assertion):
                if one.iri == fact and one.cls is None:
                    yield from (Quad(node, name, value, DEFAULT) for name, value in one.key)
