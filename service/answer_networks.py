"""The network that an answer tells of: things that stand in one row, or triples between things.

Stored queries name things by their labels: what one thing alone is called is that thing, other names are left out.
Edges of triples that come with their fact nodes are those facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx
from pyoxigraph import NamedNode

from graph.network.contract import color_of_class, relations, words
from graph.network.model import Network
from ontology import terms as k
from service.named import Named, Term
from service.reading_answers import Answer, number, text
from service.wording import heading

MOST: Final = 80
"""Nodes of a drawing; of more, those with the best-sourced edges are drawn."""
_TRIPLE: Final = ("subject", "predicate", "object")
_RELATIONS: Final = ("relation", "role", "how")
"""Columns that say how the things of a row belong together."""
_UNRELATED: Final = frozenset({k.RDF_TYPE, k.subject, k.predicate, k.object, k.RDFS_LABEL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line of the drawing."""

    one: Named
    other: Named
    label: str
    directed: bool
    sources: int = 1
    sentence: str = ""
    day: str = ""
    fact: str = ""
    """IRI of the fact node, where the answer has it."""


def edges(answer: Answer) -> list[Edge]:
    """The edges of an answer, each once, the best-sourced first; none if it tells of no two things together."""
    found = _of_triples(answer) if answer.columns == _TRIPLE and _are_triples(answer) else _of_rows(answer)
    kept: dict[tuple[str, str, str], Edge] = {}
    for edge in found:
        start, end = edge.one.iri, edge.other.iri
        key = (start, end, edge.label) if edge.directed else (min(start, end), max(start, end), edge.label)
        if start != end and (key not in kept or edge.sources > kept[key].sources):
            kept[key] = edge
    return sorted(kept.values(), key=lambda edge: (-edge.sources, edge.one.label, edge.other.label, edge.label))


def drawn(answer: Answer, lines: list[Edge]) -> tuple[Network, int]:
    """The network of edges, with at most ``MOST`` nodes, and how many nodes there would be."""
    kept = dict[str, Named]()
    shown: list[Edge] = []
    for edge in lines:
        ends = {edge.one.iri: edge.one, edge.other.iri: edge.other}
        if len(kept | ends) <= MOST:
            kept |= ends
            shown.append(edge)
    whole: Network = nx.MultiDiGraph()
    times = Counter(end for edge in shown for end in (edge.one.iri, edge.other.iri))
    for iri, thing in sorted(kept.items()):
        cls = answer.names.finest(iri)
        whole.add_node(
            iri, label=thing.label, kind=thing.kind, **{"class": cls}, begin="", end="", evidence=times[iri],
            sources=max(edge.sources for edge in shown if iri in (edge.one.iri, edge.other.iri)),
            color=color_of_class(cls, thing.kind),
        )  # fmt: skip
    for edge in shown:
        whole.add_edge(edge.one.iri, edge.other.iri, key=edge.fact or f"{edge.label}", **_said(edge))
    return whole, len({end.iri for edge in lines for end in (edge.one, edge.other)})


def _said(edge: Edge) -> dict[str, str | int | float]:
    known = next(
        (one for one in relations().values() if one.label == edge.label or words(one.name) == edge.label), None
    )
    return {
        "predicate": known.name if known else edge.label.title().replace(" ", ""),
        "label": edge.label, "directed": int(edge.directed), "articles": 1, "independentSources": edge.sources,
        "evidence": 1, "first": edge.day, "last": edge.day, "begin": edge.day, "end": edge.day,
        "weight": float(edge.sources), "sentence": edge.sentence[:300],
        **({"color": known.color} if known else {}),
    }  # fmt: skip


def _of_rows(answer: Answer) -> Iterator[Edge]:
    """An edge for the things of the first two columns of things in each row."""
    if len(answer.things) < 2:
        return
    first, second = answer.things[:2]
    how = next((name for name in _RELATIONS if name in answer.columns), None)
    for row in answer.cells:
        label = text(row.get(how)) if how else heading(second).lower()
        turned = text(row.get("direction")) == "to"
        for one in answer.named(row, second if turned else first):
            for other in answer.named(row, first if turned else second):
                yield Edge(
                    one=one, other=other, label=label, directed=how == "relation",
                    sources=int(number(row.get("sources")) or 1), sentence=text(row.get("sentence")),
                    day=text(row.get("published")),
                )  # fmt: skip


def _are_triples(answer: Answer) -> bool:
    return all(isinstance(row.get("predicate"), NamedNode) for row in answer.cells)


def _of_triples(answer: Answer) -> Iterator[Edge]:
    facts = _facts(answer)
    for row in answer.cells:
        predicate = row["predicate"]
        one, other = answer.names.thing(row.get("subject")), _node(answer, row.get("object"))
        if one is None or other is None or predicate in _UNRELATED:
            continue
        name = text(predicate).rpartition("#")[2].rpartition("/")[2]
        known = relations().get(name)
        fact, sources = facts.get((one.iri, text(predicate), other.iri), ("", 1))
        yield Edge(
            one=one, other=other, label=known.label if known else words(name),
            directed=known.directed if known else True, sources=sources, fact=fact,
        )  # fmt: skip


def _node(answer: Answer, term: Term | None) -> Named | None:
    return answer.names.thing(term) if isinstance(term, NamedNode) else None


def _facts(answer: Answer) -> Mapping[tuple[str, str, str], tuple[str, int]]:
    """The fact nodes that an answer describes, by what they state: IRI and number of sources."""
    said: dict[str, dict[str, str]] = {}
    for row in answer.cells:
        said.setdefault(text(row.get("subject")), {})[text(row.get("predicate"))] = text(row.get("object"))
    names = (k.subject.value, k.predicate.value, k.object.value)
    return {
        (one[names[0]], one[names[1]], one[names[2]]): (fact, int(one.get(k.independentSources.value, "1")))
        for fact, one in said.items()
        if set(names) <= one.keys() and one.get(k.independentSources.value, "1").isdigit()
    }
