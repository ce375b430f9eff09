"""A brief of one page about a thing: its best supported facts as sentences, each with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.documents import Report, Stated
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
_SOURCES: Final = 1
"""Sources of a fact that are printed."""
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
    """A fact with the numbers of its sources."""

    said: Phrase
    sources: int
    """Independent ones, printed or not."""
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Facts of one group."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What stands on the sheet."""

    paragraphs: tuple[Paragraph, ...]
    against: tuple[tuple[Statement, ...], ...]
    """Where sources disagree: versions with the numbers of their sources."""
    sources: tuple[Source, ...]
    left_out: int
    """Facts of the page for which there is no room."""


@dataclass(slots=True)
class _Sheet:
    """What is printed so far, and the room that it takes."""

    view: View
    room: float = _ROOM
    sources: dict[tuple[str, str], Source] = field(default_factory=dict[tuple[str, str], Source])

    def takes(self, text: str, cited: Iterable[Source]) -> bool:
        """Whether a statement with its sources still fits; then it has its place."""
        fresh = [one for one in cited if (one.address, one.text) not in self.sources]
        cost = _lines(len(text) + 8, _WIDTH) + sum(_SMALL * (_lines(_length(one), _COLUMN) + 0.4) for one in fresh)
        if cost > self.room:
            return False
        self.room -= cost
        self.sources |= {(one.address, one.text): one for one in fresh}
        return True

    def numbers(self, cited: Iterable[Source]) -> tuple[int, ...]:
        """The numbers of sources, in the order in which they were first cited."""
        order = list(self.sources)
        return tuple(sorted({order.index((one.address, one.text)) + 1 for one in cited}))


def brief(view: View, against: Iterable[Disagreement], total: int) -> Brief:
    """The brief of what a view shows; ``total`` is how many facts there are of the thing."""
    sheet = _Sheet(view)
    disagreements = tuple(_disagreements(against, sheet))
    paragraphs = tuple(_paragraphs([one for one in view.sections if not one.short], sheet))
    printed = sum(len(one.statements) for one in paragraphs)
    return Brief(
        paragraphs=paragraphs,
        against=disagreements,
        sources=tuple(sheet.sources.values()),
        left_out=max(0, total - printed),
    )


def _paragraphs(sections: list[Section], sheet: _Sheet) -> Iterator[Paragraph]:
    """The first facts of every group, as many of each as there is room for: first one of each, then another …"""
    found: dict[str, list[Statement]] = {section.title: [] for section in sections}
    for turn in range(_OF_EACH):
        for section in sections:
            if turn >= len(section.facts) or len(found[section.title]) < turn:
                continue
            if not turn and sheet.room < _HEADING + 2:
                continue
            if (said := _statement(section.facts[turn], sheet)) is not None:
                sheet.room -= 0 if turn else _HEADING
                found[section.title].append(said)
    return (Paragraph(title=title, statements=tuple(said)) for title, said in found.items() if said)


def _statement(fact: Stated, sheet: _Sheet) -> Statement | None:
    said = sheet.view.say(fact, beside=False)
    cited = [_source(sheet.view.quotation(report)) for report in _apart(fact.reports)]
    if not sheet.takes("".join(piece.text for piece in said), cited):
        return None
    return Statement(said=said, sources=fact.sources, numbers=sheet.numbers(cited))


def _apart(reports: Iterable[Report]) -> list[Report]:
    """Reports of several articles, one of each."""
    return list({report.article.iri: report for report in reversed(list(reports))}.values())[::-1][:_SOURCES]


def _disagreements(against: Iterable[Disagreement], sheet: _Sheet) -> Iterator[tuple[Statement, ...]]:
    for one in list(against)[:_AGAINST]:
        sides = list[Statement]()
        for side in one.sides[:_AGAINST]:
            cited = [_source(said) for said in side.quotations[:1]]
            if sheet.takes("".join(piece.text for piece in side.said), cited):
                sides.append(Statement(said=side.said, sources=side.sources, numbers=sheet.numbers(cited)))
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
