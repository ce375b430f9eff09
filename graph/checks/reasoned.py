"""What HermiT finds in a published graph: whether it can be true at all, data values left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from graph.checks.running import Finding
from graph.consistency import check_owl
from graph.edition import DEFAULT
from ontology import terms as k

_WHY: Final = "HermiT finds that no world can be as the ontology and the facts say."


def owl_findings(store: Store) -> Iterator[Finding]:
    """That the default graph is inconsistent under OWL 2 DL, if it is, and classes that can have no member.

    Raises ``ReasonerError`` if there is no Java or no owlready2, or HermiT takes too long.
    """
    report = check_owl(_said(store))
    if not report.consistent:
        yield _finding("The graph contradicts the ontology; the checks of single contradictions tell where.", ())
    for name in report.unsatisfiable:
        yield _finding(f"{name.removeprefix(k.K)} can have no member.", (name,))


def _finding(sentence: str, things: tuple[str, ...]) -> Finding:
    return Finding(
        check="owl", title="An inconsistency", sentence=sentence, why=_WHY, things=things, causes=(), advice=()
    )


def _said(store: Store) -> Iterator[Quad]:
    """What is stated in the terms of the ontology: what is inferred follows anyway."""
    for quad in store.quads_for_pattern(None, None, None, DEFAULT):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
            continue
        typed = quad.predicate == k.RDF_TYPE and quad.object.value.startswith(k.K)
        if (typed or quad.predicate.value.startswith(k.K)) and not quad.subject.value.startswith(k.K):
            yield quad
