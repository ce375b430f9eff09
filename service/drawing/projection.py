"""From the globe to the plane, keeping areas: azimuthal for a region, Equal Earth for the world.

Both are equal-area, so that no country looks larger than it is: Lambert's azimuthal projection (J. P. Snyder, Map
Projections – A Working Manual, 1987, p. 182) and Equal Earth (B. Šavrič, T. Patterson and B. Jenny, 2018,
https://doi.org/10.1080/13658816.2018.1504949). Coordinates in the plane are in radians of the globe, y downward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import acos, asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Final

from service.drawing.outlines import Point

Projection = Callable[[float, float], tuple[float, float]]
"""Degrees east and north to the plane."""

_REGION: Final = 35.0
"""Degrees from the middle up to which a view is a region: its north stays up."""
_RIM: Final = 100.0
"""Degrees from the middle where an azimuthal map ends: what is farther would be torn apart."""
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_CENTRAL: Final = 11.0
"""The meridian in the middle of a world map: its edges meet in the Bering Strait."""


def fitting(points: Iterable[Point]) -> tuple[Projection, bool]:
    """The projection for a map that shows these points, and whether it is that of a region."""
    known = list(points)
    middle = center(known)
    if max((_apart(middle, one) for one in known), default=0.0) <= _REGION:
        return azimuthal(middle), True
    return equal_earth, False


def center(points: Sequence[Point]) -> Point:
    """The middle of points on the globe; of none, and of points all around it, where meridian and equator meet."""
    x = sum(cos(radians(n)) * cos(radians(e)) for e, n in points)
    y = sum(cos(radians(n)) * sin(radians(e)) for e, n in points)
    z = sum(sin(radians(n)) for _, n in points)
    length = sqrt(x * x + y * y + z * z)
    if length < 1e-9:
        return (0.0, 0.0)
    return degrees(atan2(y, x)), degrees(asin(max(-1.0, min(1.0, z / length))))


def azimuthal(middle: Point) -> Projection:
    """Lambert's azimuthal equal-area projection around a point."""
    east, north = radians(middle[0]), radians(middle[1])
    sine, cosine = sin(north), cos(north)
    rim, farthest = cos(radians(_RIM)), 2 * sin(radians(_RIM) / 2)

    def project(lon: float, lat: float) -> tuple[float, float]:
        phi, turn = radians(lat), radians(lon) - east
        flat, turned = cos(phi), cos(turn)
        height = sine * sin(phi) + cosine * flat * turned
        x, y = flat * sin(turn), cosine * sin(phi) - sine * flat * turned
        # What lies beyond the rim is drawn on it.
        scale = sqrt(2 / (1 + height)) if height > rim else farthest / (hypot(x, y) or 1.0)
        return scale * x, -scale * y

    return project


def equal_earth(lon: float, lat: float) -> tuple[float, float]:
    """The Equal Earth projection."""
    one, two, three, four = _A
    theta = asin(sqrt(3) / 2 * sin(radians(lat)))
    square = theta * theta
    sixth = square * square * square
    slope = 9 * four * sixth * square + 7 * three * sixth + 3 * two * square + one
    x = 2 * sqrt(3) * radians(lon - _CENTRAL) * cos(theta) / (3 * slope)
    return x, -theta * (one + two * square + sixth * (three + four * square))


def _apart(one: Point, other: Point) -> float:
    """Degrees between two points of the globe."""
    (e1, n1), (e2, n2) = ((radians(x), radians(y)) for x, y in (one, other))
    height = sin(n1) * sin(n2) + cos(n1) * cos(n2) * cos(e1 - e2)
    return degrees(acos(max(-1.0, min(1.0, height))))
