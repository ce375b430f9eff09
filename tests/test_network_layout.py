"""Where things stand in drawings: the same each time, parts apart, near what they have to do with."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graph.network.layout import SIZE, laid_out, positions
from graph.network.model import Network
from graph.network.packing import packed


def made(*edges: tuple[str, str]) -> Network:
    drawn: Network = nx.MultiDiGraph()
    for place, (subject, value) in enumerate(edges):
        drawn.add_edge(subject, value, key=f"f{place}")
    return drawn


def path(name: str, count: int) -> list[tuple[str, str]]:
    return [(f"{name}{place:03}", f"{name}{place + 1:03}") for place in range(count)]


def distance(places: dict[str, tuple[float, float]], one: str, other: str) -> float:
    return abs(complex(*places[one]) - complex(*places[other]))


@pytest.mark.parametrize("edges", [[], path("a", 1), path("a", 9) + path("b", 2), [("a", "a")], path("a", 300)])
def test_all_stand_in_the_box_and_no_two_on_one_spot(edges: list[tuple[str, str]]) -> None:
    drawn = made(*edges)
    drawn.add_node("alone")
    places = positions(drawn)
    assert places.keys() == set(drawn)
    assert all(0 <= x <= SIZE and 0 <= y <= SIZE for x, y in places.values())
    assert len(set(places.values())) == len(places)


def test_a_network_of_nothing_has_no_places() -> None:
    assert positions(nx.MultiDiGraph()) == {}


def test_distances_on_paper_are_like_distances_in_the_network() -> None:
    places = positions(made(*path("a", 12)))
    ways = [distance(places, "a000", f"a{place:03}") for place in range(13)]
    assert ways == sorted(ways)
    for count in (20, 200):
        star = positions(made(*(("hub", f"leaf{place}") for place in range(count))))
        far = [distance(star, "hub", f"leaf{place}") for place in range(count)]
        assert min(far) > max(far) / 4


def test_parts_that_are_not_connected_stand_apart() -> None:
    sizes = (14, 9, 5, 3, 3, 2, 2, 1, 1, 1, 1)
    drawn = made(*(edge for place, count in enumerate(sizes) for edge in path(chr(97 + place), count)))
    places = positions(drawn)
    boxes = []
    for part in nx.weakly_connected_components(drawn):
        xs, ys = zip(*(places[iri] for iri in part), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for one, other in itertools.combinations(boxes, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]


def test_what_is_packed_keeps_its_shape() -> None:
    drawings = [[0j, 3 + 4j], [1 + 1j], [2 - 1j, 5 - 1j, 2 + 2j]]
    for before, after in zip(drawings, packed(drawings, 0.5), strict=True):
        assert [place - before[0] for place in before] == pytest.approx([place - after[0] for place in after])
    assert packed([], 1.0) == []


def test_places_depend_neither_on_the_order_nor_on_the_process() -> None:
    edges = [(f"n{place % 37}", f"n{place * place % 91}") for place in range(240)]
    other = edges.copy()
    random.Random(3).shuffle(other)  # noqa: S311
    assert positions(made(*edges)) == positions(made(*other))
    script = """
import networkx as nx
from graph.network.layout import positions
print(positions(nx.MultiDiGraph([(f"n{p % 37}", f"n{p * p % 91}") for p in range(240)])))
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1
    assert len(answers.pop()) > 1000


def test_laying_out_changes_nothing_else() -> None:
    drawn = made(*path("a", 3))
    drawn.nodes["a000"]["label"] = "A"
    placed = laid_out(drawn)
    assert "x" not in drawn.nodes["a000"]
    assert placed.nodes["a000"].keys() == {"label", "x", "y"}
    assert list(placed.edges(keys=True)) == list(drawn.edges(keys=True))
