"""A network as a picture that stands for itself: SVG, without script, the same bytes for the same network.

Nodes are as large as their number of edges, edges as thick as their number of independent sources; names do not cover
each other, and whole names and what an edge says are in ``<title>``. Colors are attributes, so that programs which know
no style sheets draw them too; the style adds dark mode and what happens under the pointer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from graph.network import legend as explained
from graph.network.colors import edge_color, node_color
from graph.network.fitting import Box, Dot, dots
from graph.network.lettered import Label, Room, placed, written
from graph.network.lettering import FAMILY, LINE, lines
from graph.network.markup import attributes, escaped, number
from graph.network.model import Network
from graph.network.rows import Edge
from graph.network.strokes import Stroke, strokes

Link: TypeAlias = Callable[[str], str | None]
"""Where the page of a node or a fact is, if it has one."""

_TITLE: Final = 17.0
_MARGIN: Final = 12.0
_RING: Final = 3.0
_LETTERED_EDGES: Final = 24
"""Pictures with more edges say their relations by color alone."""
_STYLE: Final = """
.network a{text-decoration:none;cursor:pointer}
.network a:hover text,.network a:focus text{text-decoration:underline}
.network .edge:hover .line,.network .edge:focus .line{stroke-width:3.5}
.network .node:hover .unplaced,.network .node:focus .unplaced{visibility:visible}
@media (prefers-color-scheme:dark){
.network .paper{fill:#171614}
.network .nodes,.network .edges{fill:#e9e4da;stroke:#171614}
.network .nodes circle{stroke:#171614}
.network .heading{fill:#e9e4da}
.network .legend{fill:#aca497}
}
"""


def svg(
    network: Network,
    *,
    title: str,
    link: Link | None = None,
    width: int = 960,
    height: int = 640,
    legend: bool = True,
    standalone: bool = True,
    focus: str | None = None,
) -> str:
    """The picture of a network that has been laid out (its nodes have ``x`` and ``y``).

    ``link`` gives the address of the page of a node or of a fact, by IRI; ``focus`` is the node that the picture is
    about. A picture that is ``standalone`` brings its title, its background and its style; another is styled by the
    page that it stands in. Without links it is an image to assistive technology, with links a group of them.

    Raises ``BadChoice`` if a node has no position.
    """
    entries = explained.entries(network) if legend else []
    low = explained.height(entries, _MARGIN, width - _MARGIN)
    head = _TITLE + 2 * _MARGIN if standalone and title else 4
    paper = Box(4, head, width - 4, height - (low + _MARGIN if low else 4))
    parts = [_opening(title, width, height, link, standalone)]
    if standalone:
        parts += _surroundings(title, width, height)
    parts += _drawing(network, paper, link, focus)
    if entries:
        parts += explained.legend(entries, _MARGIN, width - _MARGIN, height - low - _MARGIN / 2)
    return "\n".join([*parts, "</svg>\n"])


def _opening(title: str, width: int, height: int, link: Link | None, standalone: bool) -> str:
    said = attributes(
        xmlns="http://www.w3.org/2000/svg",
        class_="network",
        viewBox=f"0 0 {width} {height}",
        width=width if standalone else None,
        height=height if standalone else None,
        role="group" if link else "img",
        aria_label=title,
        font_family=FAMILY,
    )
    return f"<svg{said}><title>{escaped(title)}</title>"


def _surroundings(title: str, width: int, height: int) -> Iterator[str]:
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{width}" height="{height}" fill="#fdfcf9"/>'
    if title:
        (line,) = lines(title, _TITLE, width - 2 * _MARGIN, 1)
        said = attributes(class_="heading", x=_MARGIN, y=number(_MARGIN + _TITLE), font_size=_TITLE, fill="#211e1a")
        yield f"<text{said}>{escaped(line)}</text>"


def _drawing(network: Network, paper: Box, link: Link | None, focus: str | None) -> Iterator[str]:
    """Edges, then nodes with their names."""
    places = dots(network, paper)
    drawn = strokes(network, places)
    rings = {iri: replace(dot, radius=dot.radius + _RING * (iri == focus)) for iri, dot in places.items()}
    room = Room(paper, rings.values(), (point for _, stroke in drawn for point in stroke.points))
    labels = placed(_names(network, focus), rings, room)
    texts = '" fill="#211e1a" stroke="#fdfcf9" stroke-linejoin="round" paint-order="stroke'
    yield f'<g class="edges" font-size="10{texts}">'
    for edge, stroke in drawn:
        label = written(_relation(edge.said), 10, stroke.points, room) if len(drawn) <= _LETTERED_EDGES else None
        yield _edge(network, edge, stroke, label, link)
    yield f'</g>\n<g class="nodes{texts}">'
    for iri in sorted(places):
        yield _node(iri, network.nodes[iri], places[iri], labels[iri], link, focus)
    yield "</g>"


def _names(network: Network, focus: str | None) -> list[tuple[str, str, float]]:
    """Nodes with name and font size: what the picture is about first, then by number of edges."""
    count = len(network)
    size = 12.5 if count <= 40 else 11.0 if count <= 120 else 10.0
    degrees: dict[str, int] = dict(network.degree())
    most = max(degrees.values(), default=0) or 1
    order = sorted(network, key=lambda iri: (iri != focus, -degrees[iri], iri))
    return [
        (
            iri,
            _label(network.nodes[iri], iri),
            round(size * (1.15 if iri == focus else 1 + 0.2 * degrees[iri] / most), 1),
        )
        for iri in order
    ]


def _edge(network: Network, edge: Edge, stroke: Stroke, label: Label | None, link: Link | None) -> str:
    subject, value, key, said = edge
    color, sources = edge_color(said), _count(said.get("independentSources", 1))
    data = attributes(
        class_=f"edge p-{_token(said.get('predicate', ''))}",
        data_fact=key,
        data_predicate=said.get("predicate", ""),
        data_from=subject,
        data_to=value,
        data_first=said.get("first", ""),
        data_last=said.get("last", ""),
        data_sources=sources,
    )
    ends = _label(network.nodes[subject], subject), _label(network.nodes[value], value)
    days = " – ".join(sorted({str(said.get(name, "")) for name in ("first", "last")} - {""}))
    told = f"{ends[0]} {_relation(said)} {ends[1]} ({', '.join(filter(None, (_sources(sources), days)))})"
    thick = number(min(3.0, 1.2 + 0.4 * math.log2(max(1, sources))))
    line = f'<path class="line" d="{stroke.line}" fill="none" stroke="{color}" stroke-width="{thick}"/>'
    arrow = f'<path class="arrow" d="{stroke.arrow}" fill="{color}" stroke="none"/>' if stroke.arrow else ""
    return _element(data, told, line + arrow + (_text(label) if label else ""), _href(link, key))


def _node(iri: str, said: Mapping[str, Any], dot: Dot, label: Label, link: Link | None, focus: str | None) -> str:
    kind, name = str(said.get("kind", "")), _label(said, iri)
    data = attributes(
        class_=f"node k-{_token(kind)}{' focus' if iri == focus else ''}",
        data_iri=iri,
        data_kind=kind,
        data_class=said.get("class", ""),
        data_label=name,
    )
    color = node_color(said)
    discs = _circle(dot, dot.radius, fill=color, stroke_width="1.2")
    if iri == focus:
        discs += _circle(dot, dot.radius + _RING, class_="ring", fill="none", stroke=color, stroke_width="1.5")
    told = ", ".join(filter(None, (name, explained.words(str(said.get("class") or kind)))))
    return _element(data, told, discs + _text(label), _href(link, iri))


def _circle(dot: Dot, radius: float, **said: str) -> str:
    return f"<circle{attributes(cx=number(dot.x), cy=number(dot.y), r=number(radius), **said)}/>"


def _text(label: Label) -> str:
    said = attributes(
        class_="label" if label.written else "label unplaced",
        x=number(label.x),
        y=number(label.y),
        text_anchor=None if label.anchor == "start" else label.anchor,
        font_size=number(label.size),
        stroke_width=4,
        visibility=None if label.written else "hidden",
    )
    first, *others = label.lines
    more = "".join(
        f'<tspan x="{number(label.x)}" dy="{number(label.size * LINE)}">{escaped(line)}</tspan>' for line in others
    )
    return f"{_leader(label)}<text{said}>{escaped(first)}{more}</text>"


def _leader(label: Label) -> str:
    if label.leader is None:
        return ""
    (x1, y1), (x2, y2) = label.leader
    line = f"M{number(x1)},{number(y1)}L{number(x2)},{number(y2)}"
    return f'<path class="leader" d="{line}" stroke="#8b8374" stroke-width="0.8"/>'


def _element(data: str, title: str, content: str, href: str | None) -> str:
    name, where = ("a", attributes(href=href)) if href else ("g", "")
    return f"<{name}{data}{where}><title>{escaped(title)}</title>{content}</{name}>"


def _href(link: Link | None, iri: str) -> str | None:
    """The address that a click leads to; one that would run a script leads nowhere."""
    href = link(iri) if link else None
    scheme = re.match(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):", href or "")
    return None if scheme and scheme[1].lower() not in ("http", "https") else href


def _label(said: Mapping[str, Any], iri: str) -> str:
    return str(said.get("label") or iri)


def _relation(said: Mapping[str, Any]) -> str:
    return str(said.get("label") or explained.words(str(said.get("predicate", ""))))


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 1


def _sources(count: int) -> str:
    return "1 source" if count == 1 else f"{count:,} independent sources"


def _token(name: object) -> str:
    """A name as it may stand in a class attribute."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", str(name))
