"""The published graph as a network of things and facts, for drawing and for analysis with networkx.

A node is an entity, its key the IRI; an edge is one fact, its key the IRI of the fact node, so that every line of a
drawing leads back to its sentences. Mirrored and inferred facts are left out: every fact that articles state is one
edge. What nodes and edges carry is said in ``graph.network.model``. The same publication gives the same network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

import networkx as nx
from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.finest import finest
from graph.joining import kind_of
from graph.network import contract
from graph.network.choosing import Choice, best, chosen, shown
from graph.network.columns import column, firsts
from graph.network.contract import DEFAULT_KINDS, DEFAULT_PREDICATES
from graph.network.evidence import reports
from graph.network.model import Attributes, Network
from graph.network.ties import Tie
from graph.stats import base_of
from ontology import terms as k

_CONCEPT_LABEL: Final = NamedNode(k.SKOS + "prefLabel")
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
    ``isolated``, which adds every thing of the kinds and classes; those that ``around`` names are always there.

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
    beside = set(choice.around)
    if isolated and not choice.around:
        is_shown = shown(store, choice, base)
        beside = {iri for iri in _labeled(store) if is_shown(iri)}
    return drawn(store, ties, base, beside=column(store, k.RDF_TYPE, beside))


def drawn(store: Store, ties: Iterable[Tie], base: str, *, beside: Collection[str] = ()) -> Network:
    """The network of some ties, with some things ``beside`` (IRIs) that may have none."""
    edges = edges_of(store, sorted(ties))
    made: Network = nx.MultiDiGraph()
    around: defaultdict[str, list[Attributes]] = defaultdict(list)
    for tie, said in edges:
        for end in {tie.subject, tie.object}:
            around[end].append(said)
    for iri, said in nodes_of(store, {*around, *beside}, base).items():
        made.add_node(iri, **{**said, **_sums(said, around[iri])})
    for tie, said in edges:
        made.add_edge(tie.subject, tie.object, key=tie.fact, **said)
    return made


def edges_of(store: Store, ties: Collection[Tie]) -> list[tuple[Tie, Attributes]]:
    """What the edge of each tie carries."""
    reported = reports(store, {tie.fact for tie in ties})
    return [(tie, _edge(tie, *reported.get(tie.fact, (0, "")))) for tie in ties]


def nodes_of(store: Store, things: AbstractSet[str], base: str) -> dict[str, Attributes]:
    """What things carry beside what their edges sum up to, sorted by IRI; ``begin`` and ``end`` may be empty."""
    types = column(store, k.RDF_TYPE, things)
    labels, begins, ends = (firsts(column(store, name, things)) for name in (k.RDFS_LABEL, k.begin, k.end))
    for name in (k.title, _CONCEPT_LABEL):  # of articles and sectors, which a query may ask for
        labels |= firsts(column(store, name, things - labels.keys()))
    found: dict[str, Attributes] = {}
    for iri in sorted(things):
        cls, kind = _finest(iri, types.get(iri, ())), kind_of(iri, base) or ""
        found[iri] = {
            "label": labels.get(iri) or _local(iri),
            "kind": kind,
            "class": cls,
            "begin": begins.get(iri, ""),
            "end": ends.get(iri, ""),
            "color": contract.color_of_class(cls, kind),
        }
    return found


def _labeled(store: Store) -> set[str]:
    """Everything that has a label."""
    found = store.quads_for_pattern(None, k.RDFS_LABEL, None, DEFAULT)
    return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}


def _finest(iri: str, types: Iterable[str]) -> str:
    """The local name of the class that a thing is shown with; empty if none is of the ontology."""
    known = contract.classes()
    own = {name.removeprefix(k.K) for name in types} & known.keys()
    return min(finest(iri, own, lambda name: known[name].above - {name}), default="")


def _local(iri: str) -> str:
    """The last part of an IRI, for what has no label."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2] or iri


def _sums(said: Mapping[str, str | int | float], edges: Collection[Attributes]) -> Attributes:
    """What a thing's edges add up to; its time is theirs where it has none of its own."""
    timeless = not said["begin"] and not said["end"]
    first = min((str(edge["first"]) for edge in edges if edge["first"]), default="")
    last = max((str(edge["last"]) for edge in edges), default="")
    return {
        "begin": first if timeless else said["begin"],
        "end": last if timeless else said["end"],
        "sources": max((int(edge["independentSources"]) for edge in edges), default=0),
        "evidence": sum(int(edge["evidence"]) for edge in edges),
    }


def _edge(tie: Tie, evidence: int, sentence: str) -> Attributes:
    relation = contract.relation_named(tie.predicate)
    return {
        "predicate": tie.predicate,
        "label": relation.label,
        "directed": int(relation.directed),
        "articles": tie.articles,
        "independentSources": tie.sources,
        "evidence": evidence,
        "first": tie.first,
        "last": tie.last,
        "begin": tie.begin,
        "end": tie.end,
        "weight": float(tie.sources or 1),
        "color": relation.color,
        "sentence": sentence[:_TEXT_LIMIT],
    }
