"""An article in the terminal with what was understood of it: entities marked, facts under their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kerege.phrases import phrase
from loaders.exchange import TOLD
from loaders.facts import Entity, Fact, Kind, Mention, Passage, Reading

STYLES: Final = {
    Kind.PERSON: "bold magenta",
    Kind.INSTITUTION: "bold cyan",
    Kind.PLACE: "green",
    Kind.PROJECT: "bold yellow",
    Kind.FRAMEWORK: "bold blue",
    Kind.EVENT: "bold red",
}

_KINDS: Final = tuple(STYLES)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the article, and the facts whose evidence begins in it."""

    start: int
    end: int
    facts: tuple[Fact, ...]
    paragraph: bool
    """Whether a paragraph begins with it."""


def marked(reading: Reading, *, everything: bool = False) -> RenderableType:
    """The article with its entities marked by kind, each sentence followed by the facts it says.

    What is denied or merely possible is shown only with ``everything``. Without color it reads the same: the facts
    name their entities, and the list at the end says what each is.
    """
    names = Names(reading)
    told = tuple(fact for fact in reading.facts if everything or fact.modality in TOLD)
    blocks: list[RenderableType] = [head(reading)]
    for stretch in stretches(reading, told):
        if stretch.paragraph:
            blocks.append(Text())
        blocks.append(names.mark(reading.article.text[stretch.start : stretch.end]))
        if stretch.facts:
            blocks.append(_said(stretch.facts, reading.article.text))
    blocks.extend([Text(), _entities(reading)])
    return Group(*blocks)


def stretches(reading: Reading, told: tuple[Fact, ...]) -> Iterator[Stretch]:
    """The article cut into passages that bear facts and what stands between them; blank ones left out."""
    text, ended = reading.article.text, reading.article.body
    shown = [fact for fact in told if not isinstance(fact, Mention) and fact.evidence]
    for start, end in _pieces(text, ended, _merged(sorted({passage for fact in shown for passage in fact.evidence}))):
        here = tuple(fact for fact in shown if start <= min(fact.evidence)[0] < end)
        yield Stretch(start, end, here, paragraph=ended == reading.article.body or "\n" in text[ended:start])
        ended = end


def _pieces(text: str, position: int, passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages, and the words between them."""
    for start, end in (*passages, (len(text), len(text))):
        between = text[position:start]
        if between.strip():
            first = position + len(between) - len(between.lstrip())
            yield first, first + len(between.strip())
        if end > start:
            yield start, end
        position = end


def _merged(passages: list[Passage]) -> Iterator[Passage]:
    """Passages that overlap become one."""
    held: Passage | None = None
    for start, end in passages:
        if held is None or start >= held[1]:
            if held is not None:
                yield held
            held = (start, end)
        else:
            held = (held[0], max(held[1], end))
    if held is not None:
        yield held


def head(reading: Reading) -> RenderableType:
    """The article's title, publisher, date and address."""
    article = reading.article
    day = article.date.isoformat() if article.date else "no date"
    where = " · ".join(part for part in (article.publisher, day, article.url or article.source) if part)
    return Group(Text(article.title or article.source, style="bold underline"), Text(where, style="dim"))


def _said(told: tuple[Fact, ...], text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    for fact in told:
        grid.add_row(Text("·", style="dim"), Text(fact.kind, style="dim"), fact_line(fact, text))
    return Padding(grid, (0, 0, 0, 2), expand=False)


def fact_line(fact: Fact, text: str) -> Text:
    """A fact of an article with this text in plain words, its entities in the colors of their kinds."""
    line = Text()
    for part in phrase(fact, text):
        if isinstance(part, Entity):
            line.append(part.name, style=STYLES[part.kind])
        else:
            line.append(part)
    return line


def _entities(reading: Reading) -> RenderableType:
    return Group(*map(entity_line, by_kind(reading.entities)))


def by_kind(entities: Iterable[Entity]) -> list[Entity]:
    """People first, events last, by name within a kind."""
    return sorted(entities, key=lambda e: (_KINDS.index(e.kind), e.name))


def entity_line(entity: Entity) -> Text:
    """An entity with its class and its other names."""
    others = ", ".join(name for name in entity.names if name != entity.name)
    line = Text.assemble((entity.name, STYLES[entity.kind]), f" ({entity.cls})")
    return line.append(f" also: {others}", style="dim") if others else line


class Names:
    """Finds the proper names of a reading's entities in its text, the longest first."""

    def __init__(self, reading: Reading) -> None:
        """Learn the names."""
        self._styles = {name: STYLES[e.kind] for e in reading.entities for name in (*e.names, e.name) if name}
        longest_first = sorted(self._styles, key=lambda name: (-len(name), name))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None
        )

    def mark(self, passage: str) -> Text:
        """A passage on one line, its names in the colors of their kinds."""
        text = Text(" ".join(passage.split(" ")).strip())
        if self._pattern is not None:
            for match in self._pattern.finditer(text.plain):
                text.stylize(self._styles[match[0]], *match.span())
        return text
