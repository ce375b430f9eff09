"""The report on agreement in the terminal: both sentences side by side, one under the other where it is narrow."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from graph.disagreements.told import Dispute, Quoted, Side
from service.agreement_report import Attested, Report
from service.wording import counted, day, span

WIDE = 72
"""Columns from which on two versions stand side by side."""
_MOST = 3
"""Sentences of one version that are shown."""


def show(console: Console, report: Report) -> None:
    """Print the report."""
    heading = f"Agreement on {report.about}" if report.about else "What articles agree and disagree on"
    console.print(Text(heading, style="bold"))
    console.print(Text(report.coverage, style="dim"))
    console.print()
    if report.disputes:
        _part(console, "Cannot all be true", report.disputes)
    else:
        console.print(Text(f"The articles disagree on nothing{f' about {report.about}' if report.about else ''}."))
        console.print()
    if report.compatible:
        _part(console, "Put differently, and can all be true", report.compatible)
    _best(console, report)


def _part(console: Console, title: str, disputes: Iterable[Dispute]) -> None:
    disputes = tuple(disputes)
    _rule(console, f"{title}: {len(disputes):,}")
    for dispute in disputes:
        console.print(Text.assemble((_about(dispute), "bold"), f" – {dispute.regarding}"))
        console.print(Text(dispute.reason))
        console.print(_sides(dispute, console.width))
        console.print()


def _rule(console: Console, title: str) -> None:
    console.print(Text(title, style="bold underline"))
    console.print()


def _about(dispute: Dispute) -> str:
    return " / ".join(label for _, label in dispute.about)


def _sides(dispute: Dispute, width: int) -> RenderableType:
    if width < WIDE or len(dispute.sides) != 2:
        return Group(*(Padding(_side(side), (0, 0, 0, 2), expand=False) for side in dispute.sides))
    grid = Table.grid(padding=(0, 3, 0, 0))
    for _ in dispute.sides:
        grid.add_column(width=(width - 5) // 2, overflow="fold")
    grid.add_row(*(_side(side) for side in dispute.sides))
    return Padding(grid, (0, 0, 0, 2), expand=False)


def _side(side: Side) -> RenderableType:
    return Group(Text(side.words, style="bold yellow"), Text(_sources(side), style="dim"), *_quotes(side.quotes))


def _sources(one: Side | Attested) -> str:
    said = f"{one.sources:,} independent {counted(one.sources, 'sources')}"
    if one.articles != one.sources:
        said += f", {one.articles:,} {counted(one.articles, 'articles')}"
    if one.first:
        said += f" · {day(one.first) if one.first == one.last else span(one.first, one.last)}"
    return said


def _quotes(quotes: tuple[tuple[Quoted, ...], ...]) -> Iterable[RenderableType]:
    for group in quotes[:_MOST]:
        if group[0].text:
            yield Text(f"“{group[0].text}”", style="italic")
        for number, one in enumerate(group):
            parts = [one.publisher, day(one.date) if one.date else "", one.title or one.article]
            source = Text(("also " if number else "") + " · ".join(part for part in parts if part), style="dim")
            if one.url:
                source.stylize(f"link {one.url}")
            yield source
    if len(quotes) > _MOST:
        more = len(quotes) - _MOST
        yield Text(f"and {more:,} more {counted(more, 'sentences')}", style="dim")


def _best(console: Console, report: Report) -> None:
    if not report.best:
        return
    _rule(console, "Best attested")
    if not report.attested:
        console.print(Text("No fact has two independent sources yet."))
    else:
        told = f"{report.attested:,} of {report.facts:,} {counted(report.facts, 'facts')}"
        console.print(Text(f"{told} have two or more independent sources."))
    console.print()
    for fact in report.best:
        console.print(Text(fact.words, style="bold"))
        lines = Text(_sources(fact), style="dim"), *_quotes(fact.quotes[:1])
        console.print(Padding(Group(*lines), (0, 0, 0, 2), expand=False))
