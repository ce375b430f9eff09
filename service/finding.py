"""Finding things by their names in the index of a publication, which a process of its own makes."""

from __future__ import annotations

import asyncio
import contextlib
import difflib
import logging
import sqlite3
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import anyio

from ontology.errors import StoreError
from ontology.iris import fold

_PATIENCE: Final = 2.0
"""Seconds that a page which would do without the index waits for it."""
_WORDS: Final = 8
"""Words of a search that count."""
_LAST: Final = "\U0010ffff"
_ALIKE: Final = 3000
"""Words with the same beginning that are compared where none fits."""
_log: Final = logging.getLogger("kerege.service")
T = TypeVar("T")
_FIELDS: Final = "thing.iri, thing.label, thing.kind, thing.facts, thing.date, thing.publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something with a name."""

    iri: str
    label: str
    kind: str
    """Local name of its finest class."""
    facts: int
    """In how many it stands; of an article, how many it states."""
    date: str | None = None
    """Of an article, in ISO form."""
    publisher: str | None = None
    name: str | None = None
    """Another name by which it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found."""

    things: tuple[Thing, ...]
    total: int
    alike: tuple[str, ...] = ()
    """Where nothing was found: words that names have and that look alike."""


class Finder:
    """The index of one publication."""

    def __init__(self, publication: Path) -> None:
        """``publication`` is the directory of a published store; nothing is read before ``start``."""
        self._publication = publication
        self._folder = tempfile.TemporaryDirectory(prefix="kerege-names-")
        self._file = Path(self._folder.name) / "names.sqlite"
        self._built: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to make the index, beside the event loop."""
        self._built = asyncio.create_task(self._build())

    async def ready(self) -> bool:
        """Whether it is made; waits a little if it is not."""
        if self._built is None:
            self.start()
        if self._built is None:
            return False
        done, _ = await asyncio.wait([self._built], timeout=_PATIENCE)
        return bool(done) and not self._built.cancelled() and self._built.exception() is None

    async def close(self) -> None:
        """Stop making it, and remove it."""
        if self._built is not None:
            self._built.cancel()
            await asyncio.gather(self._built, return_exceptions=True)
        self._folder.cleanup()

    async def search(self, text: str, *, kind: str | None = None, skip: int = 0, count: int = 25) -> Found:
        """Things of a class with a name that has words beginning as those of ``text`` do, the best known first."""
        return await self._asked(lambda index: _search(index, text, kind, skip, count))

    async def most_connected(self, kind: str, count: int) -> tuple[Thing, ...]:
        """The things of a class (by local name) that stand in most facts."""
        query = (  # no value stands in it: the fields are names of columns
            f"SELECT {_FIELDS}, NULL FROM class JOIN thing ON thing.id = class.thing "  # noqa: S608
            "WHERE class.kind = ? AND class.facts > 0 ORDER BY class.facts DESC, thing.label, thing.iri LIMIT ?"
        )
        return await self._asked(lambda index: _things(index, query, (kind, count)))

    async def newest(self, count: int) -> tuple[Thing, ...]:
        """The newest articles."""
        query = (
            f"SELECT {_FIELDS}, NULL FROM thing WHERE date IS NOT NULL "  # noqa: S608
            "ORDER BY date DESC, label, iri LIMIT ?"
        )
        return await self._asked(lambda index: _things(index, query, (count,)))

    async def _asked(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        if self._built is None:
            self.start()
        built = self._built
        if built is not None:
            await asyncio.shield(built)

        def run() -> T:
            with closing(sqlite3.connect(f"{self._file.as_uri()}?mode=ro&immutable=1", uri=True)) as index:
                return ask(index)

        return await anyio.to_thread.run_sync(run)

    async def _build(self) -> None:
        path = [str(Path(entry).absolute()) for entry in sys.path]
        program = (
            f"import sys; sys.path[:] = {path!r}; from pathlib import Path; from graph.name_index import build; "
            f"build(Path({str(self._publication)!r}), Path({str(self._file)!r}))"
        )
        # A process of its own, so that a large publication does not keep the service from answering meanwhile.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", program, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, start_new_session=True
        )
        try:
            _, said = await process.communicate()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        if process.returncode:
            _log.error("The index of names could not be made: %s", said.decode("utf-8", "replace").strip())
            raise StoreError("The names of this publication cannot be searched; the log of the service says why.")


def _search(index: sqlite3.Connection, text: str, kind: str | None, skip: int, count: int) -> Found:
    key = fold(text)
    words = key.split()[:_WORDS]
    if not words:
        return Found(things=(), total=0)
    fits = " INTERSECT ".join(["SELECT DISTINCT thing FROM word WHERE word >= ? AND word < ?"] * len(words))
    values: list[object] = [end for word in words for end in (word, word + _LAST)]
    if kind is not None:
        fits += " INTERSECT SELECT thing FROM class WHERE kind = ?"
        values.append(kind)
    total = int(index.execute(f"SELECT COUNT(*) FROM ({fits})", values).fetchone()[0])  # noqa: S608 - marks only
    if not total:
        return Found(things=(), total=0, alike=_alike(index, words))
    query = (
        f"SELECT {_FIELDS}, (SELECT name FROM name WHERE name.thing = thing.id AND key >= ? AND key < ? "  # noqa: S608
        f"ORDER BY length(key), name LIMIT 1) AS found FROM thing WHERE id IN ({fits}) "
        "ORDER BY EXISTS (SELECT 1 FROM name WHERE name.thing = thing.id AND key = ?) DESC, kind = 'Article', "
        "facts DESC, label, iri LIMIT ? OFFSET ?"
    )
    return Found(things=_things(index, query, (key, key + _LAST, *values, key, count, skip)), total=total)


def _things(index: sqlite3.Connection, query: str, values: Sequence[object]) -> tuple[Thing, ...]:
    return tuple(
        Thing(
            iri=iri, label=label, kind=kind, facts=facts, date=date, publisher=publisher,
            name=name if name != label else None,
        )
        for iri, label, kind, facts, date, publisher, name in index.execute(query, values)
    )  # fmt: skip


def _alike(index: sqlite3.Connection, words: Sequence[str]) -> tuple[str, ...]:
    """Words of names that begin as one that was asked for, and look like it."""
    found: list[str] = []
    query = "SELECT DISTINCT word FROM word WHERE word >= ? AND word < ? LIMIT ?"
    for word in words:
        rows = index.execute(query, (word[:2], word[:2] + _LAST, _ALIKE))
        found += difflib.get_close_matches(word, [row[0] for row in rows], n=3, cutoff=0.7)
    return tuple(dict.fromkeys(found))
