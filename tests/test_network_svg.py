"""Pictures of networks: well-formed, the same each time, with names that do not cover each other, and harmless."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.fitting import Box, dots
from graph.network.lettered import Room, placed
from graph.network.lettering import lines, width
from graph.network.markup import legal
from graph.network.model import Network
from graph.network.strokes import strokes
from graph.network.svg import svg
from ontology.errors import BadChoice

_SVG = "{http://www.w3.org/2000/svg}"


def wheel(count: int = 12, label: str = "Person number") -> Network:
    """A hub with people around it, two edges between each, some of them with an edge to themselves."""
    drawn: Network = nx.MultiDiGraph()
    drawn.add_node("https://x.org/hub", label="The Steppe Bank", kind="institution", x=500.0, y=500.0)
    drawn.nodes["https://x.org/hub"]["class"] = "DevelopmentBank"
    for place in range(count):
        angle = 2 * math.pi * place / count
        iri = f"https://x.org/{place:03}"
        about: dict[str, Any] = {"label": f"{label} {place}", "kind": "person", "class": "Person"}
        drawn.add_node(iri, x=500 + 400 * math.cos(angle), y=500 + 400 * math.sin(angle), **about)
        for relation, directed in (("worksFor", 1), ("metWith", 0)):
            drawn.add_edge(
                iri, "https://x.org/hub", key=f"https://x.org/fact/{relation}/{place}", predicate=relation,
                directed=directed, first="2025-01-01", last="2025-02-01", independentSources=place + 1,
            )  # fmt: skip
        if place % 4 == 0:
            drawn.add_edge(iri, iri, key=f"https://x.org/fact/self/{place}", predicate="follows", directed=1)
    return drawn


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own


def test_every_node_and_every_edge_is_drawn_and_says_what_it_is() -> None:
    drawn = wheel()
    picture = parsed(svg(drawn, title="Who", link=lambda iri: iri.replace("https://x.org", "/doc")))
    nodes = {e.get("data-iri"): e for e in picture.iter() if "node" in (e.get("class") or "").split()}
    assert nodes.keys() == set(drawn)
    hub = nodes["https://x.org/hub"]
    assert (hub.tag, hub.get("href"), hub.get("class")) == (f"{_SVG}a", "/doc/hub", "node k-institution")
    assert (hub.get("data-kind"), hub.get("data-class"), hub.get("data-label")) == (
        "institution", "DevelopmentBank", "The Steppe Bank"
    )  # fmt: skip
    assert hub.findtext(f"{_SVG}title") == "The Steppe Bank, development bank"
    edges = {e.get("data-fact"): e for e in picture.iter() if "edge" in (e.get("class") or "").split()}
    assert edges.keys() == {key for _, _, key in drawn.edges(keys=True)}
    edge = edges["https://x.org/fact/worksFor/1"]
    assert (edge.get("data-from"), edge.get("data-to")) == ("https://x.org/001", "https://x.org/hub")
    assert (edge.get("data-first"), edge.get("data-last"), edge.get("data-sources")) == (
        "2025-01-01",
        "2025-02-01",
        "2",
    )
    assert edge.findtext(f"{_SVG}title") == (
        "Person number 1 works for The Steppe Bank (2 independent sources, 2025-01-01 – 2025-02-01)"
    )
    arrows = {iri: len(e.findall(f"{_SVG}path[@class='arrow']")) for iri, e in edges.items()}
    assert {iri.split("/")[4] for iri, count in arrows.items() if count} == {"worksFor", "self"}


def test_edges_between_the_same_nodes_are_bent_apart() -> None:
    picture = parsed(svg(wheel(), title="Who"))
    paths = [e.get("d") for e in picture.iter(f"{_SVG}path") if e.get("class") == "line"]
    assert len(set(paths)) == len(paths)
    alone: Network = nx.MultiDiGraph()
    alone.add_node("a", x=0.0, y=0.0)
    alone.add_node("b", x=1.0, y=1.0)
    alone.add_edge("a", "b", key="f", predicate="metWith")
    assert re.search(r'class="line" d="M[\d.,]+L[\d.,]+"', svg(alone, title=""))


@pytest.mark.parametrize("aside", [-4.0, 0.0, 4.0])
def test_an_edge_leads_around_a_node_that_is_on_its_way(aside: float) -> None:
    """Else it would seem to end there."""
    drawn: Network = nx.MultiDiGraph()
    for iri, x, y in (("a", 0.0, 500.0), ("b", 600.0, 500.0 + aside), ("c", 900.0, 500.0)):
        drawn.add_node(iri, label=iri, kind="person", x=x, y=y)
    drawn.add_edge("a", "b", key="short", predicate="metWith", directed=0)
    for key in ("long", "longer"):
        drawn.add_edge("c", "a", key=key, predicate="worksFor", directed=1)
    places = dots(drawn, Box(0, 0, 900, 600))
    lines = {edge.key: stroke for edge, stroke in strokes(drawn, places)}
    on = places["b"]
    assert "Q" not in lines["short"].line
    for key in ("long", "longer"):
        assert min(math.hypot(x - on.x, y - on.y) for x, y in lines[key].points) > on.radius + 2
    assert lines["long"].line != lines["longer"].line


def test_a_picture_is_an_image_or_a_group_of_links() -> None:
    assert parsed(svg(wheel(3), title="Who & what")).attrib | {"font-family": ""} == {
        "class": "network", "viewBox": "0 0 960 640", "width": "960", "height": "640", "role": "img",
        "aria-label": "Who & what", "font-family": "",
    }  # fmt: skip
    inside = parsed(svg(wheel(3), title="Who", link=str, standalone=False, width=300, height=200))
    assert (inside.get("role"), inside.get("viewBox"), inside.get("width")) == ("group", "0 0 300 200", None)
    assert inside.find(f"{_SVG}style") is None


def test_the_legend_says_what_is_there_and_nothing_else() -> None:
    picture = parsed(svg(wheel(), title="Who"))
    (legend,) = (e for e in picture.iter(f"{_SVG}g") if e.get("class") == "legend")
    texts = [e.text for e in legend.iter(f"{_SVG}text")]
    assert texts == ["development bank", "person", "follows", "met with", "works for"]
    assert 'class="legend"' not in svg(wheel(), title="Who", legend=False)


@pytest.mark.parametrize("count", [0, 1, 2, 8, 60])
def test_everything_is_within_the_picture(count: int) -> None:
    for size in ((960, 640), (340, 300)):
        picture = parsed(svg(wheel(count), title="Who", width=size[0], height=size[1]))
        for circle in picture.iter(f"{_SVG}circle"):
            x, y, r = (float(circle.get(name, 0)) for name in ("cx", "cy", "r"))
            assert r <= x <= size[0] - r
            assert r <= y <= size[1] - r


def test_names_cover_neither_each_other_nor_nodes() -> None:
    drawn = wheel(60, "Somebody with quite a long name, the chairperson of the board of committee")
    paper = Box(0, 0, 960, 640)
    places = dots(drawn, paper)
    room = Room(paper, places.values(), ())
    labels = placed([(iri, drawn.nodes[iri]["label"], 11) for iri in drawn], places, room)
    boxes = [dot.box for dot in places.values()]
    for label in labels.values():
        if label.written:
            wide = max(width(line, 11) for line in label.lines)
            left = {"start": label.x, "end": label.x - wide, "middle": label.x - wide / 2}[label.anchor]
            box = Box(left, label.y - 8, left + wide, label.y + (len(label.lines) - 1) * 11)
            assert box.within(paper)
            assert not any(box.meets(other) for other in boxes)
            boxes.append(box)
    assert sum(label.written for label in labels.values()) > 30
    assert all(not a.box.meets(b.box) for a in places.values() for b in places.values() if a is not b)


def test_the_name_of_a_hub_among_many_nodes_stands_further_off_with_a_line_that_leads_there() -> None:
    drawn = wheel(40)
    for place in range(40):  # all around the hub, so that nothing can be written beside it
        angle = 2 * math.pi * place / 40
        drawn.nodes[f"https://x.org/{place:03}"].update(x=500 + 40 * math.cos(angle), y=500 + 40 * math.sin(angle))
    drawn.add_node("https://x.org/far", label="Far", kind="place", x=1000.0, y=1000.0)
    drawn.add_node("https://x.org/away", label="Away", kind="place", x=0.0, y=0.0)
    picture = parsed(svg(drawn, title="Who", legend=False))
    (hub,) = (e for e in picture.iter() if e.get("data-iri") == "https://x.org/hub")
    assert [e.get("class") for e in hub.iter(f"{_SVG}path")] == ["leader"]
    assert [e.get("class") for e in hub.iter(f"{_SVG}text")] == ["label"]
    hidden = [e.get("visibility") for e in picture.iter(f"{_SVG}text") if e.get("class") == "label unplaced"]
    assert set(hidden) <= {"hidden"}


def test_long_names_are_broken_and_shortened() -> None:
    assert lines("Ana", 10, 100) == ("Ana",)
    assert lines("Ministry of Economy and Finance", 10, 120) == ("Ministry of", "Economy and Finance")
    (line,) = lines("Donaudampfschifffahrtsgesellschaft", 10, 80)
    assert line.endswith("…")
    assert width(line, 10) <= 80
    assert lines("a\x00\u202e b\n\tc", 10, 100) == ("a b c",)
    assert lines("", 10, 100) == ("",)


def test_a_network_without_positions_is_refused() -> None:
    with pytest.raises(BadChoice, match="Lay it out first"):
        svg(nx.MultiDiGraph([("a", "b")]), title="Who")


def test_no_link_runs_a_script() -> None:
    for address in ("javascript:alert(1)", " \x01JavaScript:alert(1)", "data:text/html,x"):
        assert "href" not in svg(wheel(2), title="Who", link=lambda _, address=address: address)
    assert 'href="?a=1&amp;b=a:b"' in svg(wheel(2), title="Who", link=lambda _: "?a=1&b=a:b")


_ANY = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    ["]]>", "<script>alert(1)</script>", '" onload="x', "العربية", "👩🏽‍🌾", "a\r\nb", "\ud800", "&amp;", "--&gt;"]
)


@given(st.lists(_ANY, min_size=1, max_size=6), _ANY)
@settings(max_examples=40, deadline=None)
def test_any_name_comes_back_as_it_was(names: list[str], title: str) -> None:
    drawn: Network = nx.MultiDiGraph()
    for place, name in enumerate(names):
        drawn.add_node(f"n{place}", label=name, kind=name, x=float(place), y=float(place % 2))
        drawn.nodes[f"n{place}"]["class"] = name
        drawn.add_edge("n0", f"n{place}", key=f"{name}{place}", predicate=name, label=name, sentence=name)
    text = svg(drawn, title=title)
    text.encode()
    picture = parsed(text)
    found = {e.get("data-iri"): e.get("data-label") for e in picture.iter() if e.get("data-iri")}
    assert found == {f"n{place}": legal(name) or f"n{place}" for place, name in enumerate(names)}
    assert picture.findtext(f"{_SVG}title") == legal(title)
    assert {e.tag.removeprefix(_SVG) for e in picture.iter()} <= {
        "svg", "title", "style", "rect", "text", "tspan", "g", "path", "circle"
    }  # fmt: skip
    assert text == svg(drawn, title=title)


def test_the_order_in_which_a_network_was_made_does_not_matter() -> None:
    drawn = wheel()
    other: Network = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(drawn.nodes(data=True))))
    other.add_edges_from(reversed(list(drawn.edges(keys=True, data=True))))
    assert svg(other, title="Who") == svg(drawn, title="Who")
