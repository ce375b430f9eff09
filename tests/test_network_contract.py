"""The contract of the network: what the ontology says of colors and directions, and what the page says of it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graph.network import contract, contract_tables
from graph.network.contract import DEFAULT_KINDS, DEFAULT_PREDICATES, classes, color_of_class, relations

PAGE = Path(__file__).parent.parent / "docs" / "network.md"
PAPERS = ("#ffffff", "#fdfcf9", "#171614")
"""White, and the light and the dark background of the pages."""
APART = 10
"""The least difference of two colors (CIE 1976) that is told without looking for it."""
VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (2009), for linear sRGB."""
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)

Color = tuple[float, float, float]


def linear(color: str) -> Color:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def times(matrix: tuple[Color, ...], color: Color) -> Color:
    one, two, three = (sum(a * b for a, b in zip(row, color, strict=True)) for row in matrix)
    return one, two, three


def lab(color: Color) -> Color:
    seen = tuple(min(1.0, max(0.0, part)) for part in color)
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 216 / 24389 else (24389 / 27 * part / white + 16) / 116
        for part, white in zip(times(TO_XYZ, (seen[0], seen[1], seen[2])), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    """WCAG 2, between 1 and 21."""
    light, dark = sorted((times(TO_XYZ, linear(color))[1] for color in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colors_of_relations() -> dict[str, str]:
    return {name: one.color for name, one in relations().items() if not one.inverse_of}


def colors_of_kinds() -> dict[str, str]:
    return {kind: color_of_class("", kind) for kind in DEFAULT_KINDS}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_color_stands_out_from_the_paper(paper: str) -> None:
    every = {**colors_of_relations(), **colors_of_kinds(), "what has none": contract.NEUTRAL}
    assert {name for name, color in every.items() if contrast(color, paper) < 3} == set()


@pytest.mark.parametrize("vision", VISION)
def test_colors_are_told_apart_by_everybody(vision: str) -> None:
    for found in (colors_of_relations(), colors_of_kinds()):
        seen = {name: lab(times(VISION[vision], linear(color))) for name, color in found.items()}
        near = {
            (one, other)
            for one, other in combinations(seen, 2)
            if sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) < APART**2
        }
        assert near == set()


def test_the_contract_has_the_relations_that_facts_state() -> None:
    assert set(DEFAULT_PREDICATES) < set(relations())
    assert {name for name, one in relations().items() if not one.directed} == {"metWith"}
    assert relations()["attendedBy"].inverse_of == "attended"
    assert relations()["attendedBy"].color == relations()["attended"].color
    assert "statedIn" not in relations()
    assert relations()["organOf"].label == "organ of"


def test_a_class_has_the_color_of_the_nearest_above() -> None:
    assert color_of_class("DevelopmentBank") == classes()["Institution"].color != contract.NEUTRAL
    assert color_of_class("Country") == classes()["Place"].color
    assert color_of_class("NoSuch", "person") == classes()["Person"].color
    assert color_of_class("NoSuch") == contract.NEUTRAL
    assert classes()["Country"].above == {"Country", "Place", "Agent"}


@pytest.mark.skipif(not PAGE.exists(), reason="the pages are not beside the tests")
def test_the_page_has_the_contract_as_it_is() -> None:
    page = PAGE.read_text("utf-8")
    assert contract_tables.renewed(page) == page
    with pytest.raises(ValueError, match="needs the marks"):
        contract_tables.renewed("# A page")
