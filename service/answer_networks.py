"""The network that an answer tells of: things that stand in one row, or triples between things.

Stored queries name things by their labels: what one thing alone is called is that thing, other names are left out.
Edges of triples that come with their fact nodes are those facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import networkx as nx
from pyoxigraph import NamedNode

from graph.network.contract import color_of_class, relations, words
from graph.network.evidence import Said, evidence
from graph.network.layout import laid_out
from graph.network.model import Network
from graph.network.selecting import Selection
from graph.network.ties import edge_key
from ontology import terms as k
from service.addresses import of_web
from service.named import Named, Term
from service.reading_answers import Answer, number, text
from service.wording import heading

MOST: Final = 120
"""Things of a drawing; of more, those with the best-sourced ties are drawn."""
_REPORTS: Final = 3
"""Sentences of a tie."""
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
    said: tuple[Said, ...] = ()
    """The sentences of the rows that tell it."""
    fact: str = ""
    """IRI of the fact node, where the answer has it."""


def edges(answer: Answer) -> list[Edge]:
    """The edges of an answer, each once, the best-sourced first; none if it tells of no two things together."""
    found = _of_triples(answer) if answer.columns == _TRIPLE and _are_triples(answer) else _of_rows(answer)
    kept: dict[tuple[str, str, str], Edge] = {}
    for edge in found:
        start, end = edge.one.iri, edge.other.iri
        key = (start, end, edge.label) if edge.directed else (min(start, end), max(start, end), edge.label)
        if start != end:
            known = kept.get(key, edge)
            said = tuple(dict.fromkeys((*known.said, *edge.said)))[:_REPORTS]
            kept[key] = replace(max(known, edge, key=lambda one: one.sources), said=said)
    return sorted(kept.values(), key=lambda edge: (-edge.sources, edge.one.label, edge.other.label, edge.label))


def selected(answer: Answer, lines: list[Edge]) -> Selection:
    """The network of edges, laid out, with at most ``MOST`` things: those with the best-sourced ties."""
    kept = dict[str, Named]()
    shown: dict[str, Edge] = {}
    for edge in lines:
        ends = {edge.one.iri: edge.one, edge.other.iri: edge.other}
        if len(kept | ends) <= MOST:
            kept |= ends
            shown[edge.fact or edge_key(edge.one.iri, edge.label, edge.other.iri)] = edge
    network: Network = nx.MultiDiGraph()
    for iri, thing in sorted(kept.items()):
        network.add_node(iri, **_node(answer, thing, [one for one in shown.values() if thing in (one.one, one.other)]))
    for key, edge in shown.items():
        network.add_edge(edge.one.iri, edge.other.iri, key=key, **_tie(edge))
    said = {key: edge.said for key, edge in shown.items() if edge.said}
    told = evidence(answer.names.store, [edge.fact for edge in shown.values() if edge.fact], _REPORTS)
    return Selection(
        network=laid_out(network), said={**said, **told},
        things=len({end.iri for edge in lines for end in (edge.one, edge.other)}), facts=len(lines),
    )  # fmt: skip


def _node(answer: Answer, thing: Named, own: list[Edge]) -> dict[str, str | int | float]:
    cls = answer.names.finest(thing.iri)
    days = sorted(said.date for edge in own for said in edge.said if said.date)
    return {
        "label": thing.label, "kind": thing.kind, "class": cls, "color": color_of_class(cls, thing.kind),
        "begin": days[0] if days else "", "end": days[-1] if days else "",
        "sources": max(edge.sources for edge in own), "evidence": sum(len(edge.said) for edge in own),
    }  # fmt: skip


def _tie(edge: Edge) -> dict[str, str | int | float]:
    known = next((one for one in relations().values() if edge.label in (one.label, words(one.name))), None)
    days = sorted(said.date for said in edge.said if said.date)
    first, last = (days[0], days[-1]) if days else ("", "")
    return {
        "predicate": known.name if known else edge.label.title().replace(" ", ""), "label": edge.label,
        "directed": int(edge.directed), "articles": len(edge.said), "independentSources": edge.sources,
        "evidence": len(edge.said), "first": first, "last": last, "begin": first, "end": last,
        "weight": float(edge.sources), "sentence": edge.said[0].sentence[:300] if edge.said else "",
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
                    sources=int(number(row.get("sources")) or 1), said=_said(answer, row),
                )  # fmt: skip


def _said(answer: Answer, row: Mapping[str, Term]) -> tuple[Said, ...]:
    """The sentence of a row, with its article."""
    link = text(row.get("link"))
    own = link.startswith(answer.names.base)
    said = Said(
        sentence=" ".join(text(row.get("sentence")).split()), article=link if own else "",
        title=text(row.get("article")), publisher=text(row.get("outlet")), date=text(row.get("published")),
        link="" if own else of_web(link) or "",
    )  # fmt: skip
    return (said,) if said.sentence or said.title else ()


def _are_triples(answer: Answer) -> bool:
    return all(isinstance(row.get("predicate"), NamedNode) for row in answer.cells)


def _of_triples(answer: Answer) -> Iterator[Edge]:
    facts = _facts(answer)
    for row in answer.cells:
        predicate = row["predicate"]
        one, other = answer.names.thing(row.get("subject")), _thing(answer, row.get("object"))
        if one is None or other is None or predicate in _UNRELATED:
            continue
        name = text(predicate).rpartition("#")[2].rpartition("/")[2]
        known = relations().get(name)
        fact, sources = facts.get((one.iri, text(predicate), other.iri), ("", 1))
        yield Edge(
            one=one, other=other, label=known.label if known else words(name),
            directed=known.directed if known else True, sources=sources, fact=fact,
        )  # fmt: skip


def _thing(answer: Answer, term: Term | None) -> Named | None:
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
