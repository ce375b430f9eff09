"""The published graph as a network of things and facts, for drawing and for analysis with networkx.

A node is an entity, its key the IRI; an edge is one fact, its key the IRI of the fact node, so that every line of a
drawing leads back to its sentences. Mirrored and inferred facts are left out: every fact that articles state is one
edge. The same publication gives the same files, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import networkx as nx
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.joining import KINDS, kind_of
from graph.network.model import Network
from graph.statements import Term
from graph.stats import base_of
from ontology import terms as k
from ontology.errors import BadChoice

DEFAULT_KINDS: Final = ("person", "institution", "place", "undertaking", "event")
"""Every kind of thing."""
DEFAULT_PREDICATES: Final = (
    "attended", "expectedAt", "finances", "follows", "implements", "locatedIn", "memberOf", "metWith", "organOf",
    "party", "under", "unitOf", "worksFor",
)  # fmt: skip
"""The relations drawn unless others are asked for: who works with whom, on what, under which agreement.

Left out are ``discussed`` (a topic of talk is no collaboration), ``sector`` (its other end is no thing), ``during``
and ``within`` (they say how events and places nest), and ``workedFor`` (what is over).
"""

_DEFAULT: Final = DefaultGraph()
_OBJECT_PROPERTY: Final = NamedNode(k.OWL + "ObjectProperty")
_SUBCLASS: Final = NamedNode(k.RDFS + "subClassOf")
_TEXT_LIMIT: Final = 300
"""Code points of a sentence that an edge carries."""


def network(
    store: Store,
    *,
    kinds: Collection[str] = DEFAULT_KINDS,
    predicates: Collection[str] = DEFAULT_PREDICATES,
    isolated: bool = False,
) -> Network:
    """The network of a published graph.

    ``kinds`` are the kinds of things to show, ``predicates`` the relations between them, by local name. Things
    without a relation are left out unless ``isolated``.

    Nodes have ``label``, ``kind`` and ``class``; edges have ``predicate``, ``label``, ``articles``,
    ``independentSources``, ``first`` and ``last`` (ISO dates, empty where unknown) and ``sentence``.

    Raises ``BadChoice`` for a kind or a relation that the ontology does not have.
    """
    relations = {name: _relation(store, name) for name in sorted(predicates)}
    _require_kinds(kinds)
    base = base_of(store)
    edges = sorted(
        (subject, value, fact, name)
        for name, relation in relations.items()
        for fact, subject, value in _facts(store, relation)
        if kind_of(subject, base) in kinds and kind_of(value, base) in kinds
    )
    nodes = {end for subject, value, _, _ in edges for end in (subject, value)}
    if isolated:
        nodes |= {iri for iri in _things(store) if kind_of(iri, base) in kinds}
    drawn: Network = nx.MultiDiGraph()
    for iri in sorted(nodes):
        drawn.add_node(iri, **_thing(store, iri, base))
    for subject, value, fact, name in edges:
        drawn.add_edge(subject, value, key=fact, **_fact(store, fact, name))
    return drawn


def _relation(store: Store, name: str) -> NamedNode:
    relation = NamedNode(k.K + name) if name.isidentifier() else None
    if relation is None or Quad(relation, k.RDF_TYPE, _OBJECT_PROPERTY, _DEFAULT) not in store:
        raise BadChoice(f"The ontology has no relation {name}. Name one such as {', '.join(DEFAULT_PREDICATES[:4])}.")
    return relation


def _require_kinds(kinds: Collection[str]) -> None:
    if unknown := sorted(set(kinds) - KINDS):
        raise BadChoice(f"There is no kind {unknown[0]}; the kinds are {', '.join(sorted(KINDS))}.")


def _facts(store: Store, relation: NamedNode) -> Iterator[tuple[str, str, str]]:
    """The facts of one relation: node, subject and object; mirrored and inferred ones left out."""
    for quad in store.quads_for_pattern(None, k.predicate, relation, _DEFAULT):
        said = _said(store, quad.subject)
        stated = k.Fact in said[k.RDF_TYPE] and k.mirrors not in said and k.inferredFrom not in said
        if stated and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, said[k.subject][0].value, said[k.object][0].value


def _things(store: Store) -> Iterator[str]:
    """Everything that has a type and a label and was not joined into something else."""
    for quad in store.quads_for_pattern(None, k.RDFS_LABEL, None, _DEFAULT):
        if isinstance(quad.subject, NamedNode) and k.RDF_TYPE in _said(store, quad.subject):
            yield quad.subject.value


def _thing(store: Store, iri: str, base: str) -> dict[str, str]:
    said = _said(store, NamedNode(iri))
    own = sorted(term.value.removeprefix(k.K) for term in said.get(k.RDF_TYPE, ()) if term.value.startswith(k.K))
    finest = [name for name in own if name not in _above(store, own)]
    label = said[k.RDFS_LABEL][0].value if k.RDFS_LABEL in said else iri
    return {"label": label, "kind": kind_of(iri, base) or "", "class": min(finest, default="")}


def _above(store: Store, classes: Iterable[str]) -> set[str]:
    """The direct superclasses of classes, by local name; of a class that is its own superclass, none."""
    found = (
        quad
        for name in classes
        for quad in store.quads_for_pattern(NamedNode(k.K + name), _SUBCLASS, None, _DEFAULT)
        if quad.object != quad.subject
    )
    return {quad.object.value.removeprefix(k.K) for quad in found if isinstance(quad.object, NamedNode)}


def _fact(store: Store, iri: str, predicate: str) -> dict[str, str | int]:
    said = _said(store, NamedNode(iri))
    reports = (quad.subject for quad in store.quads_for_pattern(None, k.reports, NamedNode(iri), _DEFAULT))
    return {
        "predicate": predicate,
        "label": _words(predicate),
        "articles": int(said[k.articles][0].value),
        "independentSources": int(said[k.independentSources][0].value),
        "first": said[k.firstReported][0].value if k.firstReported in said else "",
        "last": said[k.lastReported][0].value if k.lastReported in said else "",
        "sentence": min((_sentence(store, report) for report in reports), default=("", ""))[1][:_TEXT_LIMIT],
    }


def _sentence(store: Store, assertion: object) -> tuple[str, str]:
    """Date and words of an assertion's first passage; undated ones last."""
    said = _said(store, assertion)
    article = _said(store, said[k.statedIn][0])
    day = article[k.date][0].value if k.date in article else "9999"
    passages = [_said(store, passage) for passage in said.get(k.evidence, ())]
    texts = sorted((int(p[k.start][0].value), p[k.text][0].value) for p in passages if k.start in p and k.text in p)
    return day, " ".join(texts[0][1].split()) if texts else ""


def _words(name: str) -> str:
    """A local name as words.

    >>> _words("metWith")
    'met with'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _said(store: Store, subject: object) -> dict[NamedNode, list[Term]]:
    said: dict[NamedNode, list[Term]] = {}
    if isinstance(subject, NamedNode):
        for quad in store.quads_for_pattern(subject, None, None, _DEFAULT):
            if isinstance(quad.object, NamedNode | Literal):
                said.setdefault(quad.predicate, []).append(quad.object)
    return said
