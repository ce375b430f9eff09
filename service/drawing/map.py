"""Maps of the places that a page is about: outlines of countries, points, names, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from service.drawing.frame import Frame, Spot, line, thin
from service.drawing.labels import Label, Labels
from service.drawing.outlines import BERING, Outline, Point, outlines
from service.drawing.projection import Projection, fitting

_WIDTH: Final = 720
_TALLEST: Final = 460
_SIZE: Final = 13.0
_PHONE: Final = 21.0
"""Size of the names where the drawing is half as wide; what has no room then is left out there."""
_CONTEXT: Final = 11.0
"""Size of the names of countries that are drawn for orientation."""
_LEAST: Final = 0.3
"""Radians of the globe that a map shows at least, so that one knows where one is."""
_MOST: Final = 300
"""Places that are drawn; a table has no more either."""
_DOT: Final = 4.5


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a map: a point, or a country that is shown by its outline."""

    latitude: float | None
    longitude: float | None
    """Degrees; of a country with ``code`` they may be left out."""
    label: str
    href: str | None = None
    count: int | None = None
    """What of, the page says; greater points have more."""
    code: str = ""
    """ISO 3166-1 alpha-2 of a country."""


def world(points: Sequence[Place], *, title: str = "Map", counted: str = "facts") -> Markup:
    """A map of places, cropped to them, as a figure; empty markup if none can be drawn.

    ``title`` says what is shown; ``counted`` heads the table's column of counts. Of many places those with the
    greatest counts are shown, and the table says so.
    """
    known = [one for one in points if _is_area(one) or (one.latitude is not None and one.longitude is not None)]
    if not known:
        return Markup()
    shown = sorted(known, key=lambda one: -(one.count or 0))[:_MOST]
    return Markup('<figure class="map">{}{}</figure>').format(
        _Map(shown, title).svg(), _table(shown, counted, len(known) - len(shown))
    )


class _Map:
    """A map as it is drawn."""

    def __init__(self, places: Sequence[Place], title: str) -> None:
        self._title = title
        self._areas = [one for one in places if _is_area(one)]
        self._dots = [one for one in places if not _is_area(one)]
        extent = list(_extent(places))
        self._project, self._region = fitting(extent)
        spots = [self._project(*one) for one in extent]
        self._frame = Frame.around(spots, width=_WIDTH, tallest=_TALLEST, least=_LEAST)
        self._most = max((one.count or 0 for one in self._dots), default=0)

    def svg(self) -> Markup:
        dots = [(one, self._spot(one.longitude or 0.0, one.latitude or 0.0), self._radius(one)) for one in self._dots]
        clear = [(spot, radius) for _, spot, radius in dots]
        labels, narrow = Labels(self._frame, clear), Labels(self._frame, clear)
        shapes = [_linked(one, self._area(one)) for one in self._areas]
        shapes += [_linked(one, _circle(spot, radius)) for one, spot, radius in dots]
        names = [_named(one, labels.beside(one.label, spot, radius, _SIZE), narrow) for one, spot, radius in dots]
        names += [
            _named(one, labels.over(one.label, self._spot(*outlines()[one.code].middle), _SIZE), narrow)
            for one in self._areas
        ]
        return Markup(
            '<svg class="map" viewBox="0 0 {} {}" role="group" aria-label="{}"><title>{}</title>'
            '<path class="grid" d="{}"/><path class="land" d="{}"/>{}<g class="context" aria-hidden="true">{}</g>'
            '<g class="names" aria-hidden="true">{}</g></svg>'
        ).format(
            _WIDTH, int(self._frame.height), self._title, self._title, self._grid(), self._land(),
            Markup("").join(shapes), Markup("").join(self._context(labels)), Markup("").join(names),
        )  # fmt: skip

    def _area(self, place: Place) -> Markup:
        return Markup('<path class="area" d="{}"/>').format("".join(self._rings(outlines()[place.code])))

    def _radius(self, place: Place) -> float:
        share = (place.count or 0) / self._most if self._most else 0.0
        return _DOT + (7.0 * share**0.5 if self._most > 1 else 0.0)

    def _spot(self, east: float, north: float) -> Spot:
        return self._frame.place(self._project(_eastward(east), north))

    def _rings(self, outline: Outline) -> Iterator[str]:
        for ring in outline.rings:
            spots = thin(self._frame.place(self._project(*one)) for one in ring)
            yield self._frame.area(spots) if len(spots) > 2 else ""

    def _land(self) -> str:
        marked = {one.code for one in self._areas}
        others = (one for code, one in outlines().items() if code not in marked)
        return "".join(path for one in others for path in self._rings(one))

    def _grid(self) -> str:
        """Meridians and parallels, where they are seen."""
        step = 10 if self._region else 30
        meridians = [
            [(float(e), float(n)) for n in range(-80, 81, 4)]
            for e in range(int(BERING) + -int(BERING) % step, 192, step)
        ]
        parallels = [[(float(e), float(n)) for e in range(int(BERING), 192, 4)] for n in range(-60, 81, step)]
        return "".join(self._seen([*meridians, *parallels], self._project))

    def _seen(self, lines: Iterable[Sequence[Point]], project: Projection) -> Iterator[str]:
        for one in lines:
            spots = [self._frame.place(project(*point)) for point in one]
            for a, b in pairwise(spots):
                if self._frame.holds(a, -40) or self._frame.holds(b, -40):
                    yield line([a, b])

    def _context(self, labels: Labels) -> Iterator[Markup]:
        """Names of the larger countries in view that are not themselves shown, as far as there is room."""
        marked = {one.code for one in self._areas}
        others = [(self._spot(*one.middle), one) for code, one in outlines().items() if code not in marked]
        for spot, outline in others:
            if not self._frame.holds(spot) or not _room(outline, self):
                continue
            if (label := labels.over(outline.name, spot, _CONTEXT)) is not None:
                yield Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
                    label.x, label.y, outline.name
                )

    def width_of(self, ring: Sequence[Point]) -> float:
        """How wide a ring is drawn."""
        xs = [self._frame.place(self._project(*one))[0] for one in ring[:: max(1, len(ring) // 40)]]
        return max(xs) - min(xs)


def _room(outline: Outline, drawn: _Map) -> bool:
    return bool(outline.name) and drawn.width_of(outline.rings[0]) > len(outline.name) * _CONTEXT * 0.6


def _is_area(place: Place) -> bool:
    return bool(place.code) and place.code in outlines()


def _extent(places: Iterable[Place]) -> Iterator[Point]:
    """What a map has to show."""
    for one in places:
        if _is_area(one):
            ring = outlines()[one.code].rings[0]
            yield from ring[:: max(1, len(ring) // 60)]
        elif one.longitude is not None and one.latitude is not None:
            yield _eastward(one.longitude), one.latitude


def _eastward(longitude: float) -> float:
    """A longitude on a map that ends in the Bering Strait: what lies west of that is drawn in the far east."""
    return longitude + 360 if longitude < BERING else longitude


def _circle(spot: Spot, radius: float) -> Markup:
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>').format(*spot, radius)


def _named(place: Place, label: Label | None, narrow: Labels) -> Markup:
    """The name over all shapes; to assistive technology, the shape has it."""
    if label is None:
        return Markup()
    small = Markup("") if narrow.again(label, place.label, _PHONE) else Markup(' class="wide-only"')
    text = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>').format(
        label.x, label.y, label.anchor, small, place.label
    )
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(place.href, text) if place.href else text


def _linked(place: Place, drawn: Markup) -> Markup:
    title = place.label if place.count is None else f"{place.label}: {place.count:,}"
    inner = Markup("<title>{}</title>{}").format(title, drawn)
    if place.href is None:
        return Markup('<g class="place">{}</g>').format(inner)
    return Markup('<a class="place" href="{}" aria-label="{}">{}</a>').format(place.href, title, inner)


def _table(places: Sequence[Place], counted: str, left_out: int) -> Markup:
    counts = any(one.count is not None for one in places)
    rows = Markup("").join(
        Markup("<tr><td>{}</td>{}</tr>").format(
            Markup('<a href="{}">{}</a>').format(one.href, one.label) if one.href else one.label,
            Markup('<td class="figure">{}</td>').format(_count(one)) if counts else "",
        )
        for one in places
    )
    head = Markup('<th scope="col" class="figure">{}</th>').format(counted[:1].upper() + counted[1:]) if counts else ""
    more = Markup('<p class="small">{:,} more are not shown.</p>').format(left_out) if left_out else ""
    return Markup(
        '<details class="as-table"><summary>As a table</summary><div class="wide" tabindex="0" role="region" '
        'aria-label="The places as a table"><table><thead><tr><th scope="col">Place</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>{}</details>"
    ).format(head, rows, more)


def _count(place: Place) -> str:
    return "" if place.count is None else f"{place.count:,}"
