"""A brief of one page about a thing: its best supported facts as sentences, each with the number of its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.documents import Stated
from service.disagreements import Disagreement
from service.document_views import Section, View
from service.phrases import Phrase
from service.tables import Quotation

_ROOM: Final = 51.0
"""Lines that fit a sheet beneath the head."""
_HEADING: Final = 0.6
"""Lines between two groups."""
_WIDTH: Final = 82
"""Letters of a line of the text."""
_COLUMN: Final = 62
"""Letters of a line of the sources, which stand in two columns, in smaller type."""
_SMALL: Final = 0.74 / 2
"""What a line of the sources takes of a line of the text."""
_LONG: Final = 260
"""Code points of a sentence that are printed."""
_OF_EACH: Final = 5
"""Facts of a group."""
_AGAINST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sentence with where it is from."""

    text: str
    title: str
    publisher: str | None
    date: str | None
    address: str
    """Where the article is read: the publisher's page, or its IRI."""
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A fact with its source."""

    said: Phrase
    sources: int
    """Independent ones, printed or not."""
    cited: tuple[Source, ...]
    """Those that are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Facts of one group."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What stands on the sheet."""

    against: tuple[tuple[Statement, ...], ...]
    """Where sources disagree, the versions of each matter."""
    paragraphs: tuple[Paragraph, ...]
    left_out: int
    """Facts for which there is no room."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources in the order in which they are first cited, from which their numbers follow."""
        told = (
            *(side for sides in self.against for side in sides),
            *(s for p in self.paragraphs for s in p.statements),
        )
        return tuple(dict.fromkeys(source for one in told for source in one.cited))


@dataclass(slots=True)
class _Sheet:
    """What is printed so far, and the room that it takes."""

    view: View
    room: float = _ROOM
    sources: set[Source] = field(default_factory=set[Source])

    def takes(self, text: str, cited: Iterable[Source]) -> bool:
        """Whether a statement with its sources still fits; then it has its place."""
        fresh = set(cited) - self.sources
        cost = _lines(len(text) + 8, _WIDTH) + sum(_SMALL * (_lines(_length(one), _COLUMN) + 0.4) for one in fresh)
        if cost > self.room:
            return False
        self.room -= cost
        self.sources |= fresh
        return True


def brief(view: View, against: Iterable[Disagreement], total: int) -> Brief:
    """The brief of what a view shows; ``total`` is how many facts there are of the thing."""
    sheet = _Sheet(view)
    disagreements = tuple(_disagreements(against, sheet))
    paragraphs = tuple(_paragraphs([one for one in view.sections if not one.short], sheet))
    printed = sum(len(one.statements) for one in paragraphs)
    return Brief(against=disagreements, paragraphs=paragraphs, left_out=max(0, total - printed))


def _paragraphs(sections: list[Section], sheet: _Sheet) -> Iterator[Paragraph]:
    """The first facts of every group, as many of each as there is room for: first one of each, then another …"""
    found: dict[str, list[Statement]] = {section.anchor: [] for section in sections}
    for turn in range(_OF_EACH):
        for section in sections:
            if turn >= len(section.facts) or len(found[section.anchor]) < turn:
                continue
            if not turn and sheet.room < _HEADING + 2:
                continue
            if (told := _statement(section.facts[turn], sheet)) is not None:
                sheet.room -= 0 if turn else _HEADING
                found[section.anchor].append(told)
    for section in sections:
        if said := found[section.anchor]:
            yield Paragraph(title=section.title, statements=tuple(said))


def _statement(fact: Stated, sheet: _Sheet) -> Statement | None:
    said = sheet.view.say(fact, beside=False)
    cited = tuple(_source(sheet.view.quotation(report)) for report in fact.reports[:1])
    if not sheet.takes("".join(piece.text for piece in said), cited):
        return None
    return Statement(said=said, sources=fact.sources, cited=cited)


def _disagreements(against: Iterable[Disagreement], sheet: _Sheet) -> Iterator[tuple[Statement, ...]]:
    for one in list(against)[:_AGAINST]:
        sides = list[Statement]()
        for side in one.sides[:_AGAINST]:
            cited = tuple(_source(said) for said in side.quotations[:1])
            if sheet.takes("".join(piece.text for piece in side.said), cited):
                sides.append(Statement(said=side.said, sources=side.sources, cited=cited))
        if len(sides) > 1:
            yield tuple(sides)


def _source(said: Quotation) -> Source:
    text = said.text if len(said.text) <= _LONG else f"{said.text[:_LONG].rsplit(' ', 1)[0]} …"
    return Source(
        text=text, title=said.title, publisher=said.publisher, date=said.date or None,
        address=said.address, href=said.article,
    )  # fmt: skip


def _length(source: Source) -> int:
    return sum(len(part or "") for part in (source.text, source.title, source.publisher, source.address)) + 24


def _lines(letters: int, width: int) -> float:
    return float(-(-letters // width))
