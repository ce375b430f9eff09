"""The pictures of the ontology as SVG: own drawing, without script, the same bytes for the same ontology.

Cards stand in columns; a line between two of them bears the relations between their classes, each with an arrow and
the color in which networks draw it. Every class and relation is a link to where it is described.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graph.network.lettering import FAMILY
from graph.network.markup import attributes, escaped, number
from ontology.iris import ONTOLOGY
from service.ontology_cards import Card, Picture, Row, Tie
from service.ontology_layout import (
    INDENT,
    LABEL,
    MARGIN,
    PAD,
    ROW,
    SIZE,
    SWATCH,
    Box,
    Layout,
    layout,
    size_of,
    words_box,
)

STYLE: Final = Path(__file__).parent / "static" / "ontology-diagram.css"
_HEADING: Final = 40.0
_TITLE: Final = 17.0


def svg(picture: Picture, title: str, description: str) -> str:
    """A picture in a page, which styles it (``static/ontology-diagram.css``); its links lead into the page."""
    return _drawn(picture, layout(picture), title, description, "", 0)


def file(told: Sequence[tuple[str, str, Picture]], title: str) -> str:
    """Pictures with their titles and descriptions, one below the other, as a file; its links are IRIs."""
    made = [layout(picture) for _, _, picture in told]
    across, down = max(one.width for one in made), sum(one.height + _HEADING for one in made)
    size = attributes(viewBox=f"0 0 {number(across)} {number(down)}", width=number(across), height=number(down))
    named = attributes(class_="ontology-diagram", role="group", aria_label=title, font_family=FAMILY)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg"{size}{named}>',
        f"<title>{escaped(title)}</title>",
        f"<style>{STYLE.read_text('utf-8')}</style>",
        f'<rect class="paper" width="{number(across)}" height="{number(down)}"/>',
    ]
    y = 0.0
    for (heading, about, picture), place in zip(told, made, strict=True):
        at = attributes(class_="top", x=number(MARGIN), y=number(y + _HEADING - 10), font_size=number(_TITLE))
        parts.append(f"<text{at}>{escaped(heading)}</text>")
        parts.append(_drawn(picture, place, heading, about, ONTOLOGY.removesuffix("#"), y + _HEADING))
        y += _HEADING + place.height
    return "\n".join([*parts, "</svg>\n"])


def _drawn(picture: Picture, made: Layout, title: str, description: str, base: str, y: float) -> str:
    said = attributes(
        xmlns="http://www.w3.org/2000/svg" if not y else None,
        class_="ontology-diagram" if not y else None,
        y=number(y) if y else None,
        viewBox=f"0 0 {number(made.width)} {number(made.height)}",
        width=number(made.width),
        height=number(made.height),
        role="group",
        aria_label=title,
        font_family=FAMILY if not y else None,
    )
    parts = [f"<svg{said}>", f"<title>{escaped(title)}</title>", f"<desc>{escaped(description)}</desc>"]
    parts += (_stroke(points) for _, points in made.lines)
    parts += (part for card in picture.cards for part in _card(card, made.boxes[card.name], base))
    parts += (part for tie, points in made.lines for part in _words(tie, points, made.boxes, base))
    return "\n".join([*parts, "</svg>\n"])


def _stroke(points: Sequence[tuple[float, float]]) -> str:
    return f'<polyline class="tie" points="{" ".join(f"{number(x)},{number(y)}" for x, y in points)}"/>'


def _card(card: Card, box: Box, base: str) -> Iterator[str]:
    yield "<g>"
    at = attributes(x=number(box.left), y=number(box.top), width=number(box.width), height=number(box.height), rx=4)
    yield f'<rect class="card"{at}/>'
    if card.color:
        stripe = attributes(x=number(box.left), y=number(box.top), width=number(box.width), height=4, rx=2)
        yield f'<rect{stripe} fill="{escaped(card.color)}"/>'
    y = box.top + PAD - 2
    for at_row, row in enumerate(card.rows):
        if row.depth < 0 and at_row == len(card.classes):
            yield f'<path class="rule" d="M{number(box.left)} {number(y + 3)}h{number(box.width)}"/>'
            y += 6
        yield _link(row, base, box.left + PAD + max(row.depth, 0) * INDENT, y + 14, _class_of(row), size_of(row))
        y += ROW
    yield "</g>"


def _class_of(row: Row) -> str:
    return "top" if row.depth == 0 else "loop" if row.depth < 0 else "class"


def _link(row: Row, base: str, x: float, y: float, kind: str, size: float) -> str:
    href = row.href if not row.href.startswith("#") else f"{base}{row.href}"
    text = attributes(class_=kind, x=number(x), y=number(y), font_size=number(size))
    return f'<a href="{escaped(href)}"><text{text}>{escaped(row.text)}</text></a>'


def _words(tie: Tie, points: Sequence[tuple[float, float]], boxes: Mapping[str, Box], base: str) -> Iterator[str]:
    """The relations on a line, in the middle of it, each with its arrow and color."""
    place = words_box(tie, points)
    left, y = place.left, place.top
    one, other = (boxes[end].middle for end in tie.ends)
    upright = len(points) == 2 and abs(points[0][0] - points[1][0]) < 1
    ahead = ("↓", "↑") if upright else ("→", "←")
    forward = (other[1] > one[1]) if upright else (other[0] > one[0])
    yield "<g>"
    paper = attributes(x=number(left), y=number(y), width=number(place.width), height=number(place.height), rx=3)
    yield f'<rect class="behind"{paper}/>'
    for rows, arrow in ((tie.forth, ahead[not forward]), (tie.back, ahead[forward])):
        for row in rows:
            if row.color:
                spot = attributes(x=number(left + 4), y=number(y + 4.5), width=SWATCH, height=SWATCH, rx=2)
                yield f'<rect{spot} fill="{escaped(row.color)}"/>'
            said = Row(text=f"{row.text} {arrow}", href=row.href)
            yield _link(said, base, left + SWATCH + 9, y + 12.5, "relation", SIZE)
            y += LABEL
    yield "</g>"
