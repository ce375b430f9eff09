"""What was new in the answers to questions, as Atom feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Final

from graph.answers import Row, Term, Value, plain
from graph.atom import Feed, FeedEntry
from graph.watching import Entry, Known, Watch
from graph.watching_rows import read
from ontology.errors import WatchError
from queries.catalogue import Catalogue, StoredQuery
from queries.keyed import BESIDE
from queries.keyed import columns as shown

MOST: Final = 100
"""Entries of a feed."""
_MINOR: Final = frozenset({"low", "high", "bound", "former", "capacity", "attested", "manner", "modality"})
"""Columns that a title leaves out."""
_GROUPED: Final = 10_000
"""Numbers from here on have their digits in groups: 2025 may be a year."""
_DATED: Final = "published"
"""The column of stored questions that has the day of the report."""
_LONGEST: Final = 200
"""Characters of a title."""


def watch_feed(watch: Watch, known: Known | None, catalogue: Catalogue, *, itself: str = "", page: str = "") -> Feed:
    """The feed of one watch: what was new when it was asked, the newest first.

    Raises ``WatchError`` if it was never asked as it is now.
    """
    if known is None or not known.of(watch):
        raise WatchError(f"The watch {watch.name} has not been asked yet: kerege watch run does so.")
    return Feed(
        id=known.id, title=watch_title(watch, catalogue), updated=_updated((known,)), itself=itself, page=page,
        subtitle=f"What is new since {known.began[:10]}.",
        entries=tuple(_entries(("", one) for one in known.news)),
    )  # fmt: skip


def all_feed(id: str, watches: Iterable[tuple[Watch, Known | None]], catalogue: Catalogue) -> Feed:
    """One feed of several watches, known by an IRI; raises ``WatchError`` if none was asked yet."""
    asked = [(watch, known) for watch, known in watches if known is not None and known.of(watch)]
    if not asked:
        raise WatchError("No watch has been asked yet: kerege watch run does so.")
    news = ((watch_title(watch, catalogue), one) for watch, known in asked for one in known.news)
    return Feed(
        id=id, title="News of watched questions", updated=_updated([known for _, known in asked]),
        subtitle="; ".join(watch_title(watch, catalogue) for watch, _ in asked), entries=tuple(_entries(news)),
    )  # fmt: skip


def watch_title(watch: Watch, catalogue: Catalogue) -> str:
    """What a watch asks, in words: “Whom did a person … meet? Olzhas Bektenov”."""
    summary = catalogue[watch.query].summary if watch.query in catalogue.queries else watch.query
    return " – ".join((summary, *((", ".join(watch.values.values()),) if watch.values else ())))


def _updated(known: Iterable[Known]) -> str:
    return max(max((entry.seen for entry in one.news), default=one.began) for one in known)


def _entries(news: Iterable[tuple[str, Entry]]) -> Iterator[FeedEntry]:
    newest = sorted(enumerate(news), key=lambda item: (item[1][1].seen, item[0]), reverse=True)[:MOST]
    for _, (title, entry) in newest:
        row = read(entry.values)
        was = dict(zip(entry.was, read(entry.was.values()), strict=True))
        yield row_entry(
            entry.columns, row, id=entry.id, updated=entry.seen, category=entry.how, was=was, beside=title
        )  # fmt: skip


def row_entry(
    columns: Sequence[str], row: Row, *, id: str, updated: str, category: str = "", beside: str = "",
    was: Mapping[str, Term | None] | None = None,
) -> FeedEntry:  # fmt: skip
    """A row of an answer as an entry."""
    values = {name: plain(term) for name, term in zip(columns, row, strict=True)}
    words = {name: word(value) for name, value in values.items()}
    told = [text for name, text in words.items() if text and name not in BESIDE | _MINOR]
    title = " · ".join(told) or words.get("article", "") or "–"
    title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    link = words.get("link", "")
    before = {name: word(plain(term)) for name, term in (was or {}).items()}
    return FeedEntry(
        id=id, title=f"Changed: {title}" if before else title, updated=updated, category=category,
        published=midnight(day) if (day := dated(columns, row)) else "",
        link=link if link.startswith(("http://", "https://")) else "", summary=words.get("sentence", ""),
        content="".join(_html(words, before, beside)),
    )  # fmt: skip


def has_feed(stored: StoredQuery) -> bool:
    """Whether the rows of a stored question say when they were reported."""
    return stored.kind == "select" and _DATED in shown(stored.text)


def dated(columns: Sequence[str], row: Row) -> date | None:
    """The day of the report that a row is of, if it is known."""
    values = (plain(term) for name, term in zip(columns, row, strict=True) if name == _DATED)
    return next((value for value in values if isinstance(value, date)), None)


def midnight(day: date) -> str:
    """The beginning of a day as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"


def _html(words: Mapping[str, str], was: Mapping[str, str], beside: str) -> Iterator[str]:
    if beside:
        yield f"<p>{escape(beside)}</p>"
    yield "<ul>"
    for name, text in words.items():
        if name not in BESIDE and (text or name in was):
            before = f" (was {escape(was[name]) or '–'})" if name in was else ""
            yield f"<li>{escape(name)}: {escape(text) or '–'}{before}</li>"
    yield "</ul>"
    if words.get("sentence"):
        yield f"<blockquote>{escape(words['sentence'])}</blockquote>"
    source = ", ".join(escape(words[name]) for name in ("article", "published") if words.get(name))
    link = words.get("link", "")
    if source:
        yield f'<p><a href="{escape(link)}">{source}</a></p>' if link.startswith("http") else f"<p>{source}</p>"


def word(value: Value) -> str:
    """A value as people read it: digits in groups, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return f"{number:,f}" if abs(number) >= _GROUPED else f"{number:f}"
    return "" if value is None else str(value)
