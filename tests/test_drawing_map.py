"""Maps: outlines that ship with Kerege, points where they are, names that do not lie over each other."""

from __future__ import annotations

import math
import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as some

from ontology.reference import Knowledge
from service.drawing.frame import Frame
from service.drawing.labels import Labels
from service.drawing.map import Place, world
from service.drawing.outlines import outlines
from service.drawing.projection import azimuthal, center, equal_earth

ASTANA = Place(51.13, 71.43, "Astana", "/doc/place/astana", 9)
ALMATY = Place(43.25, 76.95, "Almaty", "/doc/place/almaty", 4)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(markup: str) -> Element:
    """The drawing, read as XML: so it is well-formed, too."""
    text = re.search("<svg.*?</svg>", markup, re.DOTALL)
    assert text is not None
    return fromstring(text[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_outlines_of_countries_ship_with_kerege() -> None:
    assert {"KZ", "KG", "UZ", "TJ", "TM", "MN", "GE", "AM", "AZ", "US", "SG", "XK"} <= outlines().keys()
    kazakhstan = outlines()["KZ"]
    east, north = kazakhstan.middle
    assert kazakhstan.name == "Kazakhstan"
    assert 60 < east < 80
    assert 45 < north < 52
    assert all(ring[0] == ring[-1] for ring in kazakhstan.rings)
    assert max(x for x, _ in outlines()["RU"].rings[0]) > 180, "Russia is one piece, not torn at 180 degrees"


def test_outlines_have_the_names_of_the_reference_data() -> None:
    reference = Knowledge.load()
    for code, one in outlines().items():
        entry = reference.find(one.name)
        assert not code or entry, one.name


def test_a_map_has_points_names_links_and_a_table() -> None:
    markup = world([ASTANA, ALMATY], title="Where the World Bank works")
    svg = drawn(markup)
    assert svg.get("aria-label") == "Where the World Bank works"
    assert [link.get("href") for link in svg.iter(f"{SVG}a") if link.get("class")] == [
        "/doc/place/astana",
        "/doc/place/almaty",
    ]
    circles = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in svg.iter(f"{SVG}circle")]
    assert circles[0][0] < circles[1][0], "Almaty lies east of Astana"
    assert circles[0][1] < circles[1][1], "and south of it"
    assert {"Astana", "Almaty"} <= {one.text for one in svg.iter(f"{SVG}text")}
    assert '<td><a href="/doc/place/astana">Astana</a></td><td class="figure">9</td>' in markup


def test_a_country_is_shown_by_its_outline() -> None:
    svg = drawn(world([Place(None, None, "Kazakhstan", "/doc/place/kazakhstan", 3, "KZ"), ASTANA]))
    assert [one.get("class") for one in svg.iter(f"{SVG}path")].count("area") == 1


def test_what_has_no_coordinates_is_not_drawn() -> None:
    assert world([Place(None, None, "Somewhere"), Place(None, None, "Nowhere", code="QQ")]) == ""


def test_names_are_escaped() -> None:
    markup = world([Place(51.1, 71.4, '<b>"&', '/doc/"><script>', 1)])
    assert "<b>" not in markup
    assert "<script" not in markup
    drawn(markup)


@settings(max_examples=15, deadline=None)
@given(some.lists(some.tuples(some.floats(-85, 85), some.floats(-180, 180)), min_size=1, max_size=12))
def test_points_lie_in_the_frame_wherever_they_are(spots: list[tuple[float, float]]) -> None:
    svg = drawn(world([Place(north, east, f"{north} {east}") for north, east in spots]))
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    for one in svg.iter(f"{SVG}circle"):
        assert 0 <= float(one.get("cx", "")) <= width
        assert 0 <= float(one.get("cy", "")) <= height


def test_names_do_not_lie_over_each_other_or_over_points() -> None:
    frame = Frame(left=0, top=0, scale=1, width=400, height=300)
    points = [((50.0 + 12 * at, 100.0 + 5 * at), 4.0) for at in range(10)]
    labels = Labels(frame, points)
    placed = [labels.beside("Zhezkazgan", spot, radius, 13) for spot, radius in points]
    boxes = [one.box for one in placed if one is not None]
    assert boxes
    assert len(boxes) < 10
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize("project", [azimuthal((67.0, 48.0)), equal_earth])
def test_projections_keep_areas(project: object) -> None:
    def size(north: float) -> float:
        step = 0.01
        (x0, y0), (x1, y1), (x2, y2) = (project(70.0, north), project(70.0 + step, north), project(70.0, north + step))  # type: ignore[operator]
        found = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
        return float(found / math.cos(math.radians(north + step / 2)))

    assert size(10.0) == pytest.approx(size(50.0), rel=1e-3)


def test_the_middle_of_points_crosses_the_date_line() -> None:
    assert center([(179.0, 0.0), (-179.0, 0.0)])[0] == pytest.approx(180.0)
