"""Writes ``service/drawing/outlines.json``, the outlines of countries, from Natural Earth (public domain).

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    python scripts/compact_outlines.py package/countries-50m.json

``countries-50m.json`` is Natural Earth's Admin 0, 1:50m, as TopoJSON, whose borders are arcs that neighbors share
(https://github.com/topojson/topojson-specification). Kept is what a small map needs: arcs are simplified (finer around
the Caspian and in Central Asia, which most articles are about) and rounded to a fiftieth of a degree; islets and
Antarctica are left out. Longitudes run on beyond 180 where a line crosses that meridian. Where Natural Earth draws who
holds a place and the United Nations know another country there, the outline is the latter's.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "service" / "drawing" / "outlines.json"
UNIT = 50
"""Steps in a degree."""
FINE, COARSE = 0.03, 0.12
"""Degrees by which a simplified line may be off."""
NEAR = (40.0, 33.0, 95.0, 57.0)
"""West, south, east, north of where lines are fine."""
LEAST = 0.15
"""Square degrees of an islet that is left out, unless it is a country's largest part."""
OTHERWISE = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""Countries of outlines without a number of ISO 3166-1."""
NOWHERE = "AQ"
"""What is left out: a ring around a pole has no inside on a flat map."""
ELSEWHERE = {("RU", (34.3, 45.3)): "UA"}
"""Parts, told by a point inside, that belong to another country: General Assembly resolution 68/262."""

Point = tuple[float, float]
Ring = tuple[int, ...]


def main(source: Path) -> None:
    """Compact a file."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = [simplified(arc) for arc in decoded(topology)]
    parts = sorted(countries(topology["objects"]["countries"]["geometries"], arcs))
    kept = list(large(merged(parts, arcs), arcs))
    used = sorted({at if at >= 0 else ~at for _, rings in kept for ring in rings for at in ring})
    number = {old: new for new, old in enumerate(used)}
    names = {row["codes"][:2]: row["name"] for row in reference()}
    outlines = {
        code: [[number[at] if at >= 0 else ~number[~at] for at in ring] for ring in rings] for code, rings in kept
    }
    whole = {
        "source": "Natural Earth, 1:50m Admin 0 countries (https://www.naturalearthdata.com/, public domain); "
        "written by scripts/compact_outlines.py",
        "unit": UNIT,
        "names": {code: names[code] for code, _ in kept if code},
        "middles": {code: middle(points(rings[0], arcs)) for code, rings in kept},
        "countries": outlines,
        "arcs": [deltas(arcs[old]) for old in used],
    }
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(part, separators=(',', ':'))}" for name, part in whole.items())
    TARGET.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def decoded(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs in degrees."""
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = list[Point]()
        for right, up in arc:
            x, y = x + right, y + up
            line.append((x * width + west, y * height + south))
        yield unbroken(line, 360)


def unbroken(line: Sequence[Point], around: float) -> list[Point]:
    """A line that goes on where it crosses the meridian of 180 degrees, in place of coming in from the other side."""
    found = list(line[:1])
    for x, y in line[1:]:
        found.append((x - around * round((x - found[-1][0]) / around), y))
    return found


def simplified(line: list[Point]) -> list[Point]:
    """A line with fewer points (Douglas-Peucker), rounded; a closed one keeps at least a triangle."""
    west, south, east, north = NEAR
    near = any(west <= x <= east and south <= y <= north for x, y in line)
    fewer = thinned(line, FINE if near else COARSE)
    if line[0] == line[-1] and len(fewer) < 5:
        fewer = line[:: max(1, len(line) // 6)] + line[-1:]
    rounded = [(round(x * UNIT), round(y * UNIT)) for x, y in fewer]
    return [one for at, one in enumerate(rounded) if at in (0, len(rounded) - 1) or one != rounded[at - 1]]


def thinned(line: list[Point], most: float) -> list[Point]:
    """The points of a line that are farther than ``most`` from the straight one between others that are kept."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def off(point: Point) -> float:
        x, y = point
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)

    at = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[at]) <= most:
        return [line[0], line[-1]]
    return thinned(line[: at + 1], most)[:-1] + thinned(line[at:], most)


def countries(geometries: Iterable[dict[str, Any]], arcs: Sequence[list[Point]]) -> Iterator[tuple[str, Ring]]:
    """Outer rings with the code of their country; holes are other countries or lakes and are left out."""
    codes = numbers()
    for geometry in geometries:
        code = codes.get(geometry.get("id", "")) or OTHERWISE.get(geometry["properties"]["name"], "")
        if code == NOWHERE:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for outer, *_ in polygons:
            ring = points(outer, arcs)
            moved = (
                to for (owner, (x, y)), to in ELSEWHERE.items() if owner == code and inside((x * UNIT, y * UNIT), ring)
            )
            yield next(moved, code), tuple(outer)


def numbers() -> dict[str, str]:
    """The two letters of each country by its number in ISO 3166-1."""
    codes = (row["codes"].split("|") for row in reference())
    return {numbers[-1]: numbers[0] for numbers in codes}


def reference() -> list[dict[str, str]]:
    """The lines of our own table of countries, by column."""
    text = (HERE / "ontology" / "reference" / "countries.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def merged(parts: Iterable[tuple[str, Ring]], arcs: Sequence[list[Point]]) -> Iterator[tuple[str, list[Ring]]]:
    """The rings of each country, those that share an arc made one."""
    groups: dict[str, list[Ring]] = {}
    for code, ring in parts:
        groups.setdefault(code, []).append(ring)
    for code, rings in groups.items():
        times = Counter(at if at >= 0 else ~at for ring in rings for at in ring)
        whole = [ring for ring in rings if all(times[at if at >= 0 else ~at] == 1 for at in ring)]
        open_arcs = [at for ring in rings if ring not in whole for at in ring if times[at if at >= 0 else ~at] == 1]
        yield code, whole + list(chained(open_arcs, arcs))


def chained(open_arcs: list[int], arcs: Sequence[list[Point]]) -> Iterator[Ring]:
    """Arcs end to end, as rings."""
    begins = {around(points([at], arcs)[0]): at for at in open_arcs}
    while begins:
        _, at = begins.popitem()
        ring = [at]
        while (following := begins.pop(around(points([ring[-1]], arcs)[-1]), None)) is not None:
            ring.append(following)
        yield tuple(ring)


def around(point: Point) -> Point:
    """A point as one that lies at the same place, but a turn around the Earth away, is too."""
    return point[0] % (360 * UNIT), point[1]


def large(parts: Iterable[tuple[str, list[Ring]]], arcs: Sequence[list[Point]]) -> Iterator[tuple[str, list[Ring]]]:
    """Countries with their rings, the largest first, without islets."""
    for code, rings in parts:
        sized = sorted(((area(points(ring, arcs)), ring) for ring in rings), reverse=True)
        kept = [ring for at, (size, ring) in enumerate(sized) if size >= LEAST * UNIT**2 or (at == 0 and code)]
        if kept:
            yield code, kept


def points(ring: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """The points of a ring: a negative arc runs backward."""
    found: list[Point] = []
    for at in ring:
        line = arcs[at] if at >= 0 else arcs[~at][::-1]
        found += line[1:] if found else line
    return unbroken(found, 360 * UNIT)


def deltas(line: Sequence[Point]) -> list[int]:
    """A line as a point and steps from each to the next."""
    found, before = list[int](), (0.0, 0.0)
    for x, y in line:
        found += [round(x - before[0]), round(y - before[1])]
        before = (x, y)
    return found


def area(ring: Sequence[Point]) -> float:
    """Square steps inside a ring."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    x, y = point
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return (
        sum((ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in pairs) % 2 == 1
    )


def middle(ring: Sequence[Point]) -> list[int]:
    """A point well inside a ring, for the name: of a grid, the one farthest from the outline."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    wide = math.cos(math.radians((south + north) / 2 / UNIT))
    grid = [
        (west + (east - west) * i / 24, south + (north - south) * j / 24) for i in range(1, 24) for j in range(1, 24)
    ]
    within = [point for point in grid if inside(point, ring)] or [((west + east) / 2, (south + north) / 2)]
    x, y = max(within, key=lambda one: min(math.hypot((one[0] - x) * wide / 1.6, one[1] - y) for x, y in ring))
    return [round(x), round(y)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
