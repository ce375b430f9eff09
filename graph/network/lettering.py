"""How wide words are drawn, and how long names are broken or shortened to be drawn.

There is no font to measure where pictures are made: the widths are those of Arial, Helvetica and Liberation Sans, in
thousandths of an em, which the pictures ask for first. Other letters have the width of their base letter, or a usual
one.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

FAMILY: Final = "Arial, 'Liberation Sans', Helvetica, 'Noto Sans', sans-serif"
"""The fonts of pictures, all of about the same widths."""
LINE: Final = 1.16
"""Height of a line, in em."""

_WIDTHS: Final = dict(
    zip(
        map(chr, range(0x20, 0x7F)),
        (
            278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
            556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
            1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
            667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
            333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
            556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
        ),
        strict=True,
    )
)  # fmt: skip
_USUAL: Final = {
    "Lu": 700,
    "Lt": 900,
    "Ll": 570,
    "Nd": 556,
    "Mn": 0,
    "Me": 0,
    "Cf": 0,
    "Zs": 278,
    "So": 1200,
    "Sk": 400,
}
"""Widths of letters that have none of their own, by general category of Unicode."""


def width(text: str, size: float) -> float:
    """How wide a line is drawn at a font size, in the size's unit.

    >>> round(width("Kerege", 10))
    32
    """
    return sum(map(_advance, text)) * size / 1000


def lines(text: str, size: float, most: float, rows: int = 2) -> tuple[str, ...]:
    """A name as at most ``rows`` lines no wider than ``most``; what does not fit is left out, with an ellipsis.

    >>> lines("European Bank for Reconstruction and Development", 10, 130)
    ('European Bank for', 'Reconstruction and Develo…')
    >>> lines("European Bank for Reconstruction and Development", 10, 180)
    ('European Bank for', 'Reconstruction and Development')
    """
    words = _drawable(text).split()
    whole = " ".join(words)
    if not words or width(whole, size) <= most:
        return (whole,)
    made: list[str] = []
    while words and len(made) < rows - 1:
        taken = _fitting(words, size, min(most, _even(whole, size, rows, made)))
        if not taken:
            break
        made.append(" ".join(words[:taken]))
        words = words[taken:]
    rest = " ".join(words)
    return (*made, _shortened(rest, size, most)) if rest else tuple(made)


def _even(whole: str, size: float, rows: int, made: list[str]) -> float:
    """Width that gives lines of about one length."""
    return (width(whole, size) - sum(width(line, size) for line in made)) / (rows - len(made)) + size * 1.5


def _fitting(words: list[str], size: float, most: float) -> int:
    """How many of the first words fit on a line."""
    taken = 0
    while taken < len(words) and width(" ".join(words[: taken + 1]), size) <= most:
        taken += 1
    return taken


def _shortened(text: str, size: float, most: float) -> str:
    if width(text, size) <= most:
        return text
    while text and width(text + "…", size) > most:
        text = text[:-1]
    while text and unicodedata.combining(text[-1]):
        text = text[:-1]
    return text.rstrip(" ,;:-–—\u200d") + "…"


def _drawable(text: str) -> str:
    """The text without what is not drawn, or would turn the rest of the picture around."""
    if text.isascii() and text.isprintable():
        return text
    kept = (c for c in text if c.isspace() or not (c in _TURNING or unicodedata.category(c) in _UNDRAWN))
    return "".join(" " if c.isspace() else c for c in kept)


_UNDRAWN: Final = ("Cc", "Cs", "Cn")
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that set the direction of what follows: left open in a name, they would reach beyond it."""


@cache
def _advance(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    return _USUAL.get(unicodedata.category(letter), 600)
