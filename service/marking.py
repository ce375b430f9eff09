"""What was understood of a sentence, marked where it stands: names of things, figures, times and posts.

The graph says which passage bears what, not at which letters of it. So the names of what a passage bears are looked
for in its words, the longest first, folded as names are everywhere (``ontology.iris.fold``); so are its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from ontology.iris import fold

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’‘`ʼ´][^\W_]*)*")
_POSSESSIVE: Final = re.compile(r"['’‘`ʼ´]s?$")
_SHORT: Final = 3
"""Letters up to which a name must have the same capitals: “us” is not the US."""
_SCALES: Final[Mapping[str, int]] = {
    "thousand": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bln": 9, "bn": 9, "b": 9, "trillion": 12,
    "trln": 12, "tn": 12,
}  # fmt: skip
_WORDS: Final[Mapping[str, int]] = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        range(1, 13),
        strict=True,
    )
)
_FIGURE: Final = re.compile(
    r"(?:(?:\b[A-Z]{1,3})?[$€£¥₸]\s?|\b[A-Z]{3}\s|(?<![\w.,$€£¥₸]))"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?i:" + "|".join(_WORDS) + r")\b)"
    r"(?:[\s-]?(?P<scale>(?i:" + "|".join(_SCALES) + r"))\b)?"
    r"(?:\s?(?:%|(?i:percent|per cent|(?:US )?dollars?|euros?|tenge|km|kilomet(?:er|re)s?)\b|[A-Z]{3}\b|[MG]W\b))?"
)
"""A number in figures or a small one in words, with its currency, its scale and its unit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence, and what it is understood as."""

    text: str
    kind: str = ""
    """``thing``, ``figure``, ``time`` or ``post``; empty for what nothing was understood of."""
    iri: str | None = None
    """Of a thing."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    iri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a passage bears, as far as words of it say so."""

    names: Mapping[str, Sequence[str]]
    """By IRI of a thing: its names, those of a person's family included."""
    values: frozenset[Decimal] = frozenset()
    times: frozenset[str] = frozenset()
    """Words for a time, as they stand in the article."""
    posts: frozenset[str] = frozenset()


def pieces(text: str, meant: Meant) -> tuple[Piece, ...]:
    """The pieces of a text, which together are the text; where marks would overlap, the longest is kept."""
    spans = [*_things(text, meant.names), *_figures(text, meant.values)]
    for kind, words in (("time", meant.times), ("post", meant.posts)):
        spans += [span for one in words for span in _verbatim(text, one, kind)]
    order = {"thing": 0, "figure": 1, "time": 2, "post": 3}
    taken: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.start - one.end, order[one.kind], one.start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return tuple(_cut(text, sorted(taken, key=lambda one: one.start)))


def _cut(text: str, spans: Iterable[_Span]) -> Iterator[Piece]:
    at = 0
    for span in spans:
        if span.start > at:
            yield Piece(text[at : span.start])
        yield Piece(text[span.start : span.end], span.kind, span.iri)
        at = span.end
    if at < len(text):
        yield Piece(text[at:])


def _things(text: str, names: Mapping[str, Sequence[str]]) -> Iterator[_Span]:
    """Where names of things stand."""
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for iri, all_names in names.items():
        for name in all_names:
            if words := tuple(fold(name).split()):
                known.setdefault(words, (iri, name))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in known:
        by_first.setdefault(words[0], []).append(words)
    tokens = list(_tokens(text))
    for at, (first, start, _) in enumerate(tokens):
        for words in by_first.get(first, ()):
            here = tokens[at : at + len(words)]
            if tuple(word for word, _, _ in here) != words:
                continue
            iri, name = known[words]
            said = text[start : here[-1][2]]
            if len(name) > _SHORT or said.startswith(name):
                yield _Span(start, here[-1][2], "thing", iri)


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, folded, with where they stand; an ’s at the end is no part of one."""
    for match in _TOKEN.finditer(text):
        for word in fold(match[0]).split()[:1]:
            yield word, match.start(), match.start() + len(_POSSESSIVE.sub("", match[0]))


def _figures(text: str, values: frozenset[Decimal]) -> Iterator[_Span]:
    """Where numbers stand that a figure or a sum has."""
    if not values:
        return
    for match in _FIGURE.finditer(text):
        if _value(match["number"], match["scale"]) in values:
            yield _Span(match.start(), match.end(), "figure")


def _value(number: str, scale: str | None) -> Decimal | None:
    word = _WORDS.get(number.casefold())
    try:
        value = Decimal(word) if word else Decimal(number.replace(",", ""))
    except InvalidOperation:
        return None
    return (value * Decimal(10) ** (_SCALES[scale.casefold()] if scale else 0)).normalize()


def _verbatim(text: str, words: str, kind: str) -> Iterator[_Span]:
    """Where words stand as they are, in whatever capitals."""
    if words.strip():
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield _Span(match.start(), match.end(), kind)
