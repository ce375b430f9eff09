"""Paths of facts as a page draws them, and as JSON: things, and what ties each to the next, labeled and directed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.connecting import Found, Path
from graph.documents import Named, Stated
from graph.finest import finest as lowest
from graph.network.contract import classes, relations
from ontology import terms as k
from service.document_views import View
from service.phrases import VERBS


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A fact as an edge of a path."""

    fact: Stated
    relation: str
    """Local name."""
    label: str
    along: bool | None
    """Whether it points along the path; nothing for relations that have no direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A path as a page shows it."""

    nodes: tuple[Named, ...]
    steps: tuple[tuple[Tie, ...], ...]


def drawn(path: Path, found: Found) -> Drawn:
    """A path with its labels and directions."""
    facts = {fact.iri: fact for group in found.document.groups for fact in group.facts}
    ends = {end.iri: end for fact in facts.values() for end in _ends(fact)}
    nodes = tuple(ends.get(iri) or Named(iri=iri, label=iri) for iri in path.nodes)
    steps = tuple(
        tuple(_tie(facts[fact], start) for fact in step if fact in facts)
        for start, step in zip(path.nodes, path.steps, strict=False)
    )
    return Drawn(nodes=nodes, steps=steps)


def _tie(fact: Stated, start: str) -> Tie:
    values = {name.iri: value for name, value in fact.properties}
    relation = next((one for one in values.get(k.predicate.value, ()) if isinstance(one, Named)), None)
    name = relation.iri.rpartition("#")[2] if relation else ""
    label = relation.label if relation else fact.label
    directed = name not in relations() or relations()[name].directed
    along = any(isinstance(one, Named) and one.iri == start for one in values.get(k.subject.value, ()))
    return Tie(fact=fact, relation=name, label=VERBS.get(label, label), along=along if directed else None)


def _ends(fact: Stated) -> list[Named]:
    names = (k.subject.value, k.object.value)
    return [one for name, values in fact.properties if name.iri in names for one in values if isinstance(one, Named)]


def finest(named: Named) -> str:
    """The local name of the class that a thing is shown with; empty if none is known."""
    known, own = classes(), {cls.removeprefix(k.K) for cls in named.classes if cls.startswith(k.K)}
    return next(iter(lowest(named.iri, own, lambda name: known[name].above - {name} if name in known else ())), "")


def as_json(path: Drawn, view: View) -> dict[str, Any]:
    """A path for programs, each edge with the sentences that say it."""
    return {
        "nodes": [{"iri": one.iri, "label": one.label, "class": finest(one)} for one in path.nodes],
        "steps": [[_edge(tie, view) for tie in step] for step in path.steps],
    }


def _edge(tie: Tie, view: View) -> Mapping[str, Any]:
    fact = tie.fact
    return {
        "fact": fact.iri,
        "relation": tie.relation,
        "label": tie.label,
        "along": tie.along,
        "independentSources": fact.sources,
        "articles": fact.articles,
        "first": fact.first,
        "last": fact.last,
        "sentences": [
            {"sentence": said.text, "title": said.title, "article": report.article.iri, "publisher": said.publisher,
             "published": said.date or None, "page": said.page}
            for report in fact.reports
            for said in (view.quotation(report),)
        ],
    }  # fmt: skip
