"""Where things stand in drawings: the same each time, parts apart, near what they have to do with."""

from __future__ import annotations

import itertools
import math
import random
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network.layout import SIZE, laid_out, positions
from graph.network.model import Network
from graph.network.packing import apart, packed


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
        assert min(far) > max(far) / 8


def test_parts_that_are_not_connected_stand_apart() -> None:
    sizes = (14, 9, 5, 3, 3, 2, 2, 1, 1, 1, 1)
    drawn = made(*(edge for place, count in enumerate(sizes) for edge in path(chr(97 + place), count)))
    places = positions(drawn)
    nearest = min(distance(places, one, other) for one, other in drawn.edges())
    for one, other in itertools.combinations(drawn, 2):
        if one[0] != other[0]:
            assert distance(places, one, other) > nearest


@given(st.lists(st.lists(st.complex_numbers(max_magnitude=20), min_size=1, max_size=5), max_size=8))
def test_what_is_packed_does_not_touch(drawings: list[list[complex]]) -> None:
    shifts = packed(drawings)
    assert len(shifts) == len(drawings)
    shifted = [[place + shift for place in one] for one, shift in zip(drawings, shifts, strict=True)]
    for one, other in itertools.combinations(shifted, 2):
        assert min(abs(a - b) for a in one for b in other) > 1


@given(
    st.lists(st.tuples(st.complex_numbers(max_magnitude=9), st.sampled_from((0.5, 1.5, 3.0))), min_size=2, max_size=9)
)
def test_circles_that_are_pushed_apart_do_not_overlap(circles: list[tuple[complex, float]]) -> None:
    at, radii = [at for at, _ in circles], [radius for _, radius in circles]
    places = apart(at, radii, [])
    for one, other in itertools.combinations(range(len(at)), 2):
        assert abs(places[one] - places[other]) > radii[one] + radii[other] - 0.01


def test_nothing_stands_on_another_thing_in_large_networks_of_every_shape() -> None:
    shapes = {
        "hubs": nx.barabasi_albert_graph(300, 1, seed=1), "dense": nx.barabasi_albert_graph(150, 3, seed=1),
        "star": nx.star_graph(200), "all with all": nx.complete_graph(30), "line": nx.path_graph(60),
        "pieces": nx.gnm_random_graph(300, 150, seed=1), "nothing": nx.empty_graph(200),
    }  # fmt: skip
    for name, shape in shapes.items():
        drawn = made(*((f"n{one:03}", f"n{other:03}") for one, other in shape.edges()))
        drawn.add_nodes_from(f"n{number:03}" for number in shape)
        places = [complex(*place) for place in positions(drawn).values()]
        wide, high = (max(sides) - min(sides) for sides in ([p.real for p in places], [p.imag for p in places]))
        room = math.sqrt(wide * max(high, wide / len(places)) / len(places))
        assert min(abs(one - other) for one, other in itertools.combinations(places, 2)) > 0.2 * room, name


def test_what_hangs_on_one_thing_stands_around_it() -> None:
    leaves = [f"leaf{number}" for number in range(40)]
    places = positions(made(*(("hub", leaf) for leaf in leaves), ("hub", "other"), ("other", "x"), ("other", "y")))
    for leaf in leaves:
        assert distance(places, "hub", leaf) < distance(places, "other", leaf)


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
