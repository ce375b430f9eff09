"""Watched questions: what is new in their answers since they were asked last.

What an answer had is remembered by the keys of its rows (``graph.watching_rows``).
A row whose things were joined, or go by other IRIs, is the same row. Rows that went are forgotten, so that one that
comes back is new again.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.ask import Questions
from graph.watching_rows import KeyedAnswer, KeyedRow, asked, renamed, written
from queries.catalogue import Catalogue

_REMEMBERED: Final = 500
"""News of a watch that are remembered for its feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A stored question with values, to be asked again and again."""

    name: str
    query: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that was new in an answer; it never changes."""

    id: str
    """A URN, the same for ever."""
    how: str
    """``new`` or ``changed``."""
    seen: str
    """When it was found: ISO date and time, UTC."""
    columns: tuple[str, ...]
    values: tuple[str, ...]
    """As ``graph.watching_rows.written`` writes them."""
    was: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of what changed: the values before, by column."""


@dataclass(slots=True, kw_only=True)
class Known:
    """What is known of a watch: the answer that it had last, and what was new in it."""

    id: str
    """A URN, made when it was asked first: its feed is known by it."""
    query: str
    values: Mapping[str, str]
    began: str
    """When it was asked first: ISO date and time, UTC."""
    asked: str
    """When it was asked last."""
    columns: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    rows: dict[str, Row] = field(default_factory=dict[str, "Row"])
    """By key."""
    news: list[Entry] = field(default_factory=list[Entry])
    """The oldest first."""

    def of(self, watch: Watch) -> bool:
        """Whether this is known of a watch as it is: of this question with these values."""
        return (self.query, dict(self.values)) == (watch.query, dict(watch.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that an answer had."""

    values: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A row that tells something otherwise than before."""

    row: KeyedRow
    was: Mapping[str, str]
    """The values before, by column, as ``graph.watching_rows.written`` writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new in the answer to a watch."""

    watch: Watch
    answer: KeyedAnswer
    since: str | None
    """When it was asked before; ``None`` for the first time, and when its question or values are others."""
    new: tuple[KeyedRow, ...]
    changed: tuple[Changed, ...]
    gone: tuple[tuple[str, ...], ...]
    """Rows that the answer has no more, as ``graph.watching_rows.written`` writes them."""
    known: Known
    """What is known from now on."""


def news_of(
    watch: Watch,
    questions: Questions,
    catalogue: Catalogue,
    known: Known | None,
    standing: Callable[[str], str | None],
    now: str,
) -> News:
    """What is new in a watch's answer; raises as ``Questions.ask`` does.

    ``standing`` gives the IRI that stands for one now, ``now`` is ISO date and time. Nothing is remembered by this:
    that is up to the caller, when the news has been told.
    """
    answer = asked(questions, catalogue[watch.query], watch.values)
    if known is None or not known.of(watch):
        return _first(watch, answer, now)
    before, gone = _carried(known, answer, standing)
    new = tuple(row for row in answer.rows if row.key not in before)
    changed = tuple(_changes(known, answer, before))
    after = Known(
        id=known.id,
        query=watch.query, values=dict(watch.values), began=known.began, asked=now, columns=answer.columns,
        told=answer.told, rows=_rows(answer), news=[*known.news, *_entries(known, answer, new, changed, now)],
    )  # fmt: skip
    del after.news[:-_REMEMBERED]
    return News(watch=watch, answer=answer, since=known.asked, new=new, changed=changed, gone=gone, known=after)


def _first(watch: Watch, answer: KeyedAnswer, now: str) -> News:
    known = Known(
        id=uuid.uuid4().urn,
        query=watch.query, values=dict(watch.values), began=now, asked=now, columns=answer.columns, told=answer.told,
        rows=_rows(answer),
    )  # fmt: skip
    return News(watch=watch, answer=answer, since=None, new=(), changed=(), gone=(), known=known)


def _rows(answer: KeyedAnswer) -> dict[str, Row]:
    return {row.key: Row(values=tuple(written(row.values)), told=row.told) for row in answer.rows}


def _carried(
    known: Known, answer: KeyedAnswer, standing: Callable[[str], str | None]
) -> tuple[dict[str, Row], tuple[tuple[str, ...], ...]]:
    """The rows of the answer before by the keys that they have now, and those that it has no more."""
    now = {row.key for row in answer.rows}
    kept = {key: row for key, row in known.rows.items() if key in now}
    gone: list[tuple[str, ...]] = []
    for key, row in known.rows.items():
        if key not in now:
            present = renamed(key, standing)
            if present in now:
                kept.setdefault(present, row)
            else:
                gone.append(row.values)
    return kept, tuple(gone)


def _changes(known: Known, answer: KeyedAnswer, before: Mapping[str, Row]) -> list[Changed]:
    if known.told != answer.told:  # the question has other columns than when it was asked last
        return []
    found: list[Changed] = []
    for row in answer.rows:
        old = before.get(row.key)
        if old is not None and old.told != row.told:
            pairs = zip(answer.told, old.told, row.told, strict=True)
            found.append(Changed(row=row, was={name: was for name, was, now in pairs if was != now}))
    return found


def _entries(
    known: Known, answer: KeyedAnswer, new: tuple[KeyedRow, ...], changed: tuple[Changed, ...], now: str
) -> list[Entry]:
    rows = [(row, "new", dict[str, str]()) for row in new]
    rows += [(one.row, "changed", dict(one.was)) for one in changed]
    return [
        Entry(
            id=uuid.uuid5(uuid.UUID(known.id), "\x1f".join((how, now, row.key))).urn,
            how=how, seen=now, columns=answer.columns, values=tuple(written(row.values)), was=was,
        )
        for row, how, was in reversed(rows)  # a feed has the newest first, and those of one run as the answer has them
    ]  # fmt: skip
