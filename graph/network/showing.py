"""A selection as data for programs and scripts, as a picture and as rows: node-link JSON, SVG, a list of facts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import networkx as nx

from graph.network.evidence import Said
from graph.network.legend import Entry, entries
from graph.network.model import Network
from graph.network.selecting import Selection
from graph.network.svg import svg

Place: TypeAlias = Callable[[str], str | None]
"""Where the page of a thing, a fact or an article is, if it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A thing in a row."""

    label: str
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A fact in words."""

    subject: End
    relation: str
    object: End
    begin: str
    """ISO days when it held, empty where unknown."""
    end: str
    sources: int
    place: str | None
    """Where the fact is told in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a page of a network consists of."""

    svg: str
    data: str
    """JSON that may stand in a script element."""
    legend: tuple[Entry, ...]
    rows: tuple[Row, ...]
    """The best sourced facts."""
    alone: tuple[End, ...]
    """Things without a fact."""
    things: int
    """That are shown."""
    facts: int
    left_out: str


def shown(selection: Selection, *, title: str, place: Place | None = None, rows: int = 300) -> Shown:
    """A selection as a page shows it; ``rows`` are the facts that are listed. Without ``place`` nothing is a link."""
    drawn = selection.network
    where = place or _nowhere
    return Shown(
        svg=svg(drawn, title=title, link=place, legend=False, standalone=False),
        data=embedded(node_link(selection, place)),
        legend=tuple(entries(drawn)),
        rows=tuple(_rows(drawn, where))[:rows],
        alone=tuple(_end(drawn, iri, where) for iri in sorted(drawn) if not drawn.degree(iri)),
        things=len(drawn),
        facts=drawn.number_of_edges(),
        left_out=selection.left_out,
    )


def _nowhere(_: str) -> None:
    """Nothing has a page."""


def node_link(selection: Selection, place: Place | None = None) -> dict[str, Any]:
    """The selection in networkx's node-link form, each edge with what articles say (``said``), and what was left out.

    ``networkx.node_link_graph(data, edges="edges")`` reads it. ``place`` adds the page of each article.
    """
    data: dict[str, Any] = nx.node_link_data(selection.network, edges="edges")
    for edge in data["edges"]:
        edge["said"] = [_quoted(said, place) for said in selection.said.get(edge["key"], ())]
    data["graph"] = {
        "things": selection.things,
        "facts": selection.facts,
        "leftOut": selection.left_out,
        "pages": place is not None,
    }
    return data


def embedded(data: object) -> str:
    """Data as JSON that may stand in a script element: nothing in it can end that."""
    whole = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for mark, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        whole = whole.replace(mark, escaped)
    return whole


def _quoted(said: Said, place: Place | None) -> dict[str, str]:
    page = place(said.article) if place is not None else None
    return {name: value for name, value in asdict(said).items() if value} | ({"page": page} if page else {})


def _rows(drawn: Network, place: Place) -> Iterator[Row]:
    ties = drawn.edges(keys=True, data=True)
    ranked = sorted((-said.get("independentSources", 1), str(said.get("label", "")), *ends) for *ends, said in ties)
    for _, _, subject, value, key in ranked:
        said = drawn.edges[subject, value, key]
        yield Row(
            subject=_end(drawn, subject, place),
            relation=str(said.get("label", "")),
            object=_end(drawn, value, place),
            begin=str(said.get("begin", "")),
            end=str(said.get("end", "")),
            sources=int(said.get("independentSources", 1)),
            place=place(key),
        )


def _end(drawn: Network, iri: str, place: Place) -> End:
    return End(label=str(drawn.nodes[iri].get("label", iri)), place=place(iri))
