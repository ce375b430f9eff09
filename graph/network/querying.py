"""A network of what a query finds: the triples of a CONSTRUCT, or the rows of a SELECT.

A CONSTRUCT's triples between two things become edges; literals, types and labels do not. A SELECT has a column ``fact``
(fact nodes), or columns ``subject``, ``relation`` and ``object`` (IRIs). What is a fact of the graph, in either
direction, is the same edge as in every other network, with its evidence; the rest are edges without sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from pyoxigraph import NamedNode, Store

from graph.answers import Answer
from graph.network.building import drawn
from graph.network.columns import column, firsts
from graph.network.model import Network
from graph.network.ties import Tie, edge_key, ties_of_facts
from graph.stats import base_of
from ontology import terms as k
from ontology.errors import BadChoice
from ontology.iris import Minter

_Ends: TypeAlias = tuple[str, str, str]
"""Subject, relation and object, as IRIs."""

_TRIPLE: Final = (k.subject, k.predicate, k.object)
_COLUMNS: Final = ("subject", "relation", "object")
_NO_EDGES: Final = frozenset({k.RDF_TYPE, k.mirrors, k.inferredFrom, k.reports, k.conflictsWith, *_TRIPLE})
"""Properties that say what a node is, or describe a fact node; their values are no neighbors."""
_TWO_ENDED: Final = ((k.member, k.worksFor, k.organization), (k.financier, k.finances, k.purpose),
                     (k.financier, k.finances, k.recipient))  # fmt: skip
"""Of tenures and deals: which property is the one end, what relation that is, and which is the other."""


def network_of(store: Store, answer: Answer) -> Network:
    """The network of an answer; raises ``BadChoice`` if the query does not say what the edges are."""
    base = base_of(store)
    triples, facts = _of_rows(answer) if answer.form == "SELECT" else _of_triples(answer)
    found = _stated(store, facts)
    bare: dict[str, _Ends] = {}
    minted = {Minter(base).fact(*ends): ends for ends in triples if ends[1].startswith(k.K)}
    known = column(store, k.independentSources, minted)
    found |= _stated(store, known)
    for ends in triples:
        if Minter(base).fact(*ends) not in known:
            bare[edge_key(*ends)] = ends
    ties = ties_of_facts(store, {fact: (s, _local(r), o) for fact, (s, r, o) in found.items()})
    ties += [Tie(s, o, key, _local(r), 0, 0, "", "", "", "") for key, (s, r, o) in bare.items()]
    return drawn(store, ties, base)


def _of_triples(answer: Answer) -> tuple[list[_Ends], list[str]]:
    """The triples of a CONSTRUCT that are edges, and the fact nodes that it describes."""
    if answer.form == "ASK":
        raise BadChoice("An ASK query gives no network: write a CONSTRUCT, or a SELECT with a column fact.")
    described: dict[str, set[NamedNode]] = {}
    edges: list[_Ends] = []
    for triple in answer.triples:
        subject, relation, value = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and relation in _TRIPLE:
            described.setdefault(subject.value, set()).add(relation)
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode) and relation not in _NO_EDGES:
            edges.append((subject.value, relation.value, value.value))
    facts = [iri for iri, parts in described.items() if parts.issuperset(_TRIPLE)]
    return [edge for edge in dict.fromkeys(edges) if edge[0] not in described], sorted(facts)


def _of_rows(answer: Answer) -> tuple[list[_Ends], list[str]]:
    """The rows of a SELECT as edges or as fact nodes."""
    places = {name: answer.columns.index(name) for name in ("fact", *_COLUMNS) if name in answer.columns}
    if "fact" in places:
        found = [row[places["fact"]] for row in answer.rows]
        return [], sorted({term.value for term in found if isinstance(term, NamedNode)})
    if missing := [name for name in _COLUMNS if name not in places]:
        raise BadChoice(
            f"The SELECT has no column {missing[0]}: a network needs subject, relation and object, or fact."
        )
    edges: list[_Ends] = []
    for row in answer.rows:
        terms = [row[places[name]] for name in _COLUMNS]
        ends = [term.value for term in terms if isinstance(term, NamedNode)]
        if len(ends) < len(_COLUMNS):
            wrong = next(name for name, term in zip(_COLUMNS, terms, strict=True) if not isinstance(term, NamedNode))
            raise BadChoice(f"The column {wrong} of the SELECT must hold IRIs: select the things, not their names.")
        edges.append((ends[0], ends[1], ends[2]))
    return list(dict.fromkeys(edges)), []


def _stated(store: Store, facts: Iterable[str]) -> dict[str, _Ends]:
    """The ends of fact nodes, of a mirror those of what it mirrors: plain facts, tenures and deals have two ends."""
    given = set(facts)
    mirrored = firsts(column(store, k.mirrors, given))
    wanted = sorted({mirrored.get(fact, fact) for fact in given})
    values = {
        name: firsts(column(store, name, wanted)) for name in {*_TRIPLE, *(n for r in _TWO_ENDED for n in r[::2])}
    }
    found: dict[str, _Ends] = {}
    for fact in wanted:
        if ends := _ends(fact, values):
            found[fact] = ends
    return found


def _ends(fact: str, values: Mapping[NamedNode, Mapping[str, str]]) -> _Ends | None:
    if all(fact in values[name] for name in _TRIPLE):
        subject, relation, value = (values[name][fact] for name in _TRIPLE)
        return subject, relation, value
    for one, name, other in _TWO_ENDED:
        if fact in values[one] and fact in values[other]:
            return values[one][fact], name.value, values[other][fact]
    return None


def _local(iri: str) -> str:
    """The last part of a property's IRI, which is its local name."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]
