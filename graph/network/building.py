"""The published graph as a network of things and facts, for drawing and for analysis with networkx.

A node is an entity, its key the IRI; an edge is one fact, its key the IRI of the fact node, so that every line of a
drawing leads back to its sentences. Mirrored and inferred facts are left out: every fact that articles state is one
edge. What nodes and edges carry is said in ``graph.network.model``. The same publication gives the same network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

import networkx as nx
from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.joining import kind_of
from graph.network import contract
from graph.network.choosing import Choice, best, chosen, shown
from graph.network.contract import DEFAULT_KINDS, DEFAULT_PREDICATES, color_of_class, relations
from graph.network.evidence import reports
from graph.network.model import Network
from graph.network.ties import Tie, said_of, time_of
from graph.stats import base_of
from ontology import terms as k

_TEXT_LIMIT: Final = 300
"""Code points of a sentence that an edge carries."""


def network(
    store: Store,
    *,
    kinds: Collection[str] = DEFAULT_KINDS,
    predicates: Collection[str] = DEFAULT_PREDICATES,
    classes: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    min_sources: int = 1,
    around: Collection[str] = (),
    depth: int = 1,
    isolated: bool = False,
    most: int | None = None,
) -> Network:
    """The network of a published graph.

    ``kinds`` are the kinds of things to show, ``classes`` their classes (with those below), ``predicates`` the
    relations between them, by local name. ``since`` and ``until`` choose the facts that hold on a day between (or, of
    facts without a time of their own, that are reported then), ``min_sources`` those with so many independent sources.
    ``around`` (IRIs) shows what is at most ``depth`` such facts away, with all facts among that. ``most`` keeps the
    best-sourced so many things (``graph.network.choosing.best``). Things without a fact are left out unless
    ``isolated``, which adds every thing of the kinds and classes, or with ``around`` those named there.

    Raises ``BadChoice`` for a kind, a class or a relation that the ontology does not have.
    """
    choice = Choice(
        kinds=kinds, predicates=predicates, classes=classes, since=since, until=until,
        min_sources=min_sources, around=around, depth=depth,
    ).checked()  # fmt: skip
    base = base_of(store)
    ties = chosen(store, choice, base)
    if most is not None:
        kept = best(ties, most, choice.around)
        ties = [tie for tie in ties if tie.subject in kept and tie.object in kept]
    drawn = drawn_of(store, ties, base)
    beside: Iterable[str] = choice.around
    if isolated and not choice.around:
        is_shown = shown(store, choice, base)
        beside = (iri for iri in _things(store) if is_shown(iri))
    for iri in sorted(set(beside) - set(drawn)):
        if k.RDF_TYPE in said_of(store, NamedNode(iri)):
            drawn.add_node(iri, **_node(store, iri, base, []))
    return drawn


def drawn_of(store: Store, ties: Iterable[Tie], base: str) -> Network:
    """The network of some ties."""
    drawn: Network = nx.MultiDiGraph()
    edges = [(tie, _edge(store, tie)) for tie in sorted(ties)]
    about: dict[str, list[dict[str, str | int | float]]] = {}
    for tie, said in edges:
        for end in {tie.subject, tie.object}:
            about.setdefault(end, []).append(said)
    for iri in sorted(about):
        drawn.add_node(iri, **_node(store, iri, base, about[iri]))
    for tie, said in edges:
        drawn.add_edge(tie.subject, tie.object, key=tie.fact, **said)
    return drawn


def _things(store: Store) -> Iterator[str]:
    """Everything that has a type and a label and was not joined into something else."""
    for quad in store.quads_for_pattern(None, k.RDFS_LABEL, None, DEFAULT):
        if isinstance(quad.subject, NamedNode) and k.RDF_TYPE in said_of(store, quad.subject):
            yield quad.subject.value


def _node(store: Store, iri: str, base: str, edges: list[dict[str, str | int | float]]) -> dict[str, str | int | float]:
    said = said_of(store, NamedNode(iri))
    own = {term.value.removeprefix(k.K) for term in said.get(k.RDF_TYPE, ())} & contract.classes().keys()
    wider = {above for name in own for above in contract.classes()[name].above - {name}}
    finest, kind = min(own - wider, default=""), kind_of(iri, base) or ""
    begin, end = time_of(said)
    if not begin and not end:
        begin = min((str(edge["first"]) for edge in edges if edge["first"]), default="")
        end = max((str(edge["last"]) for edge in edges), default="")
    return {
        "label": said[k.RDFS_LABEL][0].value if k.RDFS_LABEL in said else iri,
        "kind": kind,
        "class": finest,
        "begin": begin,
        "end": end,
        "sources": max((int(edge["independentSources"]) for edge in edges), default=0),
        "evidence": sum(int(edge["evidence"]) for edge in edges),
        "color": color_of_class(finest, kind),
    }


def _edge(store: Store, tie: Tie) -> dict[str, str | int | float]:
    relation = relations()[tie.predicate]
    reported = reports(store, tie.fact)
    return {
        "predicate": tie.predicate,
        "label": relation.label,
        "directed": int(relation.directed),
        "articles": tie.articles,
        "independentSources": tie.sources,
        "evidence": len(reported),
        "first": tie.first,
        "last": tie.last,
        "begin": tie.begin,
        "end": tie.end,
        "weight": float(tie.sources),
        "color": relation.color,
        "sentence": next((said.sentence for _, said in reported), "")[:_TEXT_LIMIT],
    }
