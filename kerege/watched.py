"""What is new in the answers to watched questions, in the terminal and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from graph.answers import Answer, Row, Value, plain
from graph.watching import News
from graph.watching_feed import watch_title
from graph.watching_rows import read
from kerege.tables import show
from kerege.values import rows_of, word
from queries.catalogue import Catalogue


def headline(news: News) -> str:
    """What became of a watch, in a sentence."""
    name, count = news.watch.name, len(news.answer.rows)
    rows = f"{count:,} {'row' if count == 1 else 'rows'}"
    if news.since is None:
        return f"{name}: starts from an answer of {rows}; what comes from now on is new."
    counts = {"new": len(news.new), "changed": len(news.changed), "gone": len(news.gone)}
    said = ", ".join(f"{number:,} {how}" for how, number in counts.items() if number) or "nothing new"
    return f"{name}: {said} since {news.since.replace('T', ' ').removesuffix('Z')} UTC, of {rows}."


def is_news(news: News, *, gone: bool) -> bool:
    """Whether there is anything to show beside the headline."""
    return bool(news.new or news.changed or (gone and news.gone))


def show_news(console: Console, news: News, catalogue: Catalogue, *, gone: bool) -> None:
    """The new rows as a table, those that changed with what they were, and those that went if asked for."""
    console.print(Text(watch_title(news.watch, catalogue), style="dim"))
    if news.new:
        show(console, rows_of(_answer(news, (row.values for row in news.new))))
    for one in news.changed:
        was = {name: plain(term) for name, term in zip(one.was, read(one.was.values()), strict=True)}
        values = dict(zip(news.answer.columns, map(plain, one.row.values), strict=True))
        same = [word(value) for name, value in values.items() if name not in was and name not in ("sentence", "link")]
        console.print(Text.assemble(("~ ", "yellow"), " · ".join(filter(None, same))), soft_wrap=True)
        told = "; ".join(f"{name}: {word(old) or '–'} → {word(values[name]) or '–'}" for name, old in was.items())
        console.print(Text(f"    {told}", style="yellow"), soft_wrap=True)
    if gone and news.gone:
        console.print(Text("Gone:", style="red"))
        show(console, rows_of(_answer(news, map(read, news.gone))))


def records(news: News, *, gone: bool) -> Iterator[dict[str, Any]]:
    """The news as lines of JSON have it (``docs/over-time.md``)."""
    about = {"watch": news.watch.name, "query": news.watch.query, "values": dict(news.watch.values)}
    if news.since is None:
        yield {**about, "how": "first", "rows": len(news.answer.rows)}
    yield from ({**about, "how": "new", "row": _record(news, row.values)} for row in news.new)
    for one in news.changed:
        was: Mapping[str, Value] = dict(zip(one.was, map(plain, read(one.was.values())), strict=True))
        yield {**about, "how": "changed", "row": _record(news, one.row.values), "was": was}
    if gone:
        yield from ({**about, "how": "gone", "row": _record(news, read(values))} for values in news.gone)


def _answer(news: News, rows: Iterable[Row]) -> Answer:
    return Answer(form="SELECT", columns=news.answer.columns, rows=tuple(rows))


def _record(news: News, row: Row) -> dict[str, Value]:
    return dict(zip(news.answer.columns, map(plain, row), strict=True))
