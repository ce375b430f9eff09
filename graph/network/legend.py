"""What the colors of a picture mean: the classes and the relations that are in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.network.colors import edge_color, node_color
from graph.network.lettering import width
from graph.network.markup import attributes, escaped, number
from graph.network.model import Network

SIZE: Final = 11.5
"""Font size."""
_ROW: Final = 18.0
_SWATCH: Final = 18.0
_BETWEEN: Final = 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A color with what it means; ``line`` is a relation, ``arrow`` one with a direction."""

    text: str
    color: str
    line: bool = False
    arrow: bool = False


def entries(network: Network) -> list[Entry]:
    """What is to be explained: colors of nodes with their class, or kind where classes share one; then of relations."""
    return [*_of_nodes(network), *_of_edges(network)]


def height(explained: Iterable[Entry], left: float, right: float) -> float:
    """How high the legend is between two edges of the picture."""
    return _ROW * (1 + max((row for _, row, _ in _laid(explained, left, right)), default=-1))


def legend(explained: Iterable[Entry], left: float, right: float, top: float) -> Iterator[str]:
    """The legend's markup."""
    yield f'<g class="legend"{attributes(font_size=SIZE)} fill="#5d574d">'
    for x, row, entry in _laid(explained, left, right):
        y = top + row * _ROW + _ROW / 2
        yield "".join(_drawn(entry, x, y))
    yield "</g>"


def words(name: str) -> str:
    """A local name as words.

    >>> words("DevelopmentBank"), words("metWith")
    ('development bank', 'met with')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _drawn(entry: Entry, x: float, y: float) -> Iterator[str]:
    yield f'<g class="entry{" relation" if entry.line else ""}">'
    if entry.line:
        end = x + (8 if entry.arrow else 14)
        yield f'<path d="M{number(x)},{number(y)}L{number(end)},{number(y)}" stroke="{entry.color}" stroke-width="2"/>'
        if entry.arrow:
            yield f'<path d="M{number(x + 14)},{number(y)}l-6.4,-2.9 0,5.8Z" fill="{entry.color}"/>'
    else:
        yield f'<circle cx="{number(x + 7)}" cy="{number(y)}" r="5" fill="{entry.color}"/>'
    yield f'<text x="{number(x + _SWATCH)}" y="{number(y + SIZE * 0.35)}">{escaped(entry.text)}</text></g>'


def _laid(explained: Iterable[Entry], left: float, right: float) -> Iterator[tuple[float, int, Entry]]:
    """Entries in rows: x, row, entry; relations begin a row of their own."""
    x, row, line = left, 0, False
    for entry in explained:
        wide = _SWATCH + width(entry.text, SIZE)
        if x > left and (x + wide > right or entry.line != line):
            x, row = left, row + 1
        yield x, row, entry
        x, line = x + wide + _BETWEEN, entry.line


def _of_nodes(network: Network) -> Iterator[Entry]:
    classes: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for _, said in network.nodes(data=True):
        kind = str(said.get("kind", ""))
        classes[node_color(said)].add(str(said.get("class") or kind))
        kinds[node_color(said)].add(kind)
    named = [(sorted(found if len(found) == 1 else kinds[color]), color) for color, found in classes.items()]
    for names, color in sorted(named):
        text = ", ".join(words(name) for name in names if name)
        if text:
            yield Entry(text, color)


def _of_edges(network: Network) -> Iterator[Entry]:
    found = {
        (
            str(said.get("label") or words(str(said.get("predicate", "")))),
            edge_color(said),
            bool(int(said.get("directed", 1))),
        )
        for _, _, said in network.edges(data=True)
    }
    for text, color, directed in sorted(found):
        yield Entry(text, color, line=True, arrow=directed)
