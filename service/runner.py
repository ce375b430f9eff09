"""Queries to the workers: read, bounded, sent, and their replies made what the rest of the program knows."""

from __future__ import annotations

import asyncio
import hashlib
import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final

import anyio

from graph.connecting import Found as Connections
from graph.turtle import prefixes
from graph.workers import Reply, Request, failure
from ontology.errors import BadChoice, BadSparql, QueryTooLarge
from queries.form import form
from queries.limits import Bounded, bounded
from queries.services import calls
from queries.tokens import code
from service.pool import Pool
from service.problems import Problem
from service.settings import Settings

_NUMBERS: Final = count()
"""Names of files for large answers."""
_NAMED: Final = frozenset({"text/turtle", "application/trig", "application/rdf+xml"})
"""Formats in which prefixes make a difference."""
_CHANGING: Final = frozenset({"NOW", "RAND", "SERVICE", "STRUUID", "UUID"})
"""What makes the answer to a query another one each time."""
_LONG: Final = 4000
"""Characters of a query beyond which reading it would keep others waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What is known of a query before it is run."""

    form: str
    bounded: Bounded
    shape: str
    """What it has in common with queries that differ in constants and spacing only."""
    lasting: bool
    """Whether the publication alone decides its answer: neither chance, nor the time, nor another endpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The results of a query, in memory or in a file that has no name any more: who is done with it closes it."""

    form: str
    columns: tuple[str, ...]
    body: bytes
    file: BinaryIO | None
    size: int
    """Bytes of the file."""
    truncated: bool
    """Whether there is more than the limit of rows lets through."""


class Runner:
    """Runs queries over one publication."""

    def __init__(self, pool: Pool, publication: Path, base: str, settings: Settings) -> None:
        """Queries go to the pool, within the settings' limits; the IRIs of the graph's things begin with ``base``."""
        self.publication = publication
        self._base, self._prefixes = base, prefixes(base)
        self._pool, self._settings = pool, settings
        self._loop = asyncio.get_running_loop()

    def run(self, request: Request) -> Reply:
        """Answer a query from another thread; raises as ``graph.workers.Workers.run`` does."""
        served = asyncio.run_coroutine_threadsafe(self.serve(request), self._loop).result()
        return Reply(form=served.form, columns=served.columns, body=served.body)

    def close(self) -> None:
        """Nothing: the pool belongs to others."""

    async def serve(self, request: Request, spool: Path | None = None) -> Served:
        """Answer a query; a large answer is put into a file in the folder ``spool``.

        Raises ``BadSparql``, ``QueryTimeout``, ``QueryRefused``, ``QueryTooLarge``, ``QueryError``.
        """
        limits = self._settings.limits
        if len(request.query) > limits.query:
            raise QueryTooLarge(
                f"The query has {len(request.query):,} characters, and {limits.query:,} are the limit: ask for less."
            )
        known = await parsed(request.query, self._settings)
        message = self._message(request, known, spool)
        name = str(hash((request.query, request.default_graphs, request.named_graphs)))
        file: BinaryIO | None = None
        raw = await self._pool.run(message, name, known.shape)
        if raw.file is not None:
            file = raw.file.open("rb")
            raw.file.unlink()
        head = raw.head
        if head.get("error") == "size":
            raise QueryTooLarge(
                f"The answer has more than {limits.answer / (1 << 20):.0f} MiB, the limit: ask for less at a time."
            )
        if "error" in head:
            if head["error"] in ("failed", "unanswerable") and any(calls(request.query)):
                raise Problem(502, f"An endpoint asked by SERVICE did not answer: {head['message'][:500]}.")
            # It looks for what is wrong in the query, which takes long if that is long.
            raise await anyio.to_thread.run_sync(failure, head, request.query, limits.memory, self.publication)
        return Served(
            form=known.form,
            columns=tuple(head["columns"]),
            body=raw.body,
            file=file,
            size=head.get("bytes", 0),
            truncated=head["truncated"],
        )

    async def document(
        self, iri: str, page: int, media: str, url: str, context: tuple[str, str], hubs: Path | None
    ) -> tuple[Mapping[str, Any], bytes]:
        """What is known of a page of a thing's document, and the page (``graph.documenting``).

        ``url`` is where the document stands, ``context`` version and address of the JSON-LD context, ``hubs`` where
        the index of hubs is, if it is made.
        Raises ``QueryTimeout``, ``QueryRefused``, ``QueryError``.
        """
        message = {
            "document": iri, "page": page, "media": media, "url": url, "context": context, "base": self._base,
            "hubs": None if hubs is None else str(hubs),
        }  # fmt: skip
        name = f"document of {iri}"
        raw = await self._pool.run(message, name, "document")
        if "error" in raw.head:
            raise failure(raw.head, name, self._settings.limits.memory, self.publication)
        return raw.head, raw.body

    async def network(
        self, choice: Mapping[str, Any], *, most: int, form: str, title: str, top: str, index: Path | None
    ) -> tuple[Mapping[str, Any], bytes]:
        """A network of at most so many things in some form, and how much of it there is (``graph.network.asking``).

        ``top`` is where the service's paths begin, ``index`` that of its facts, if there is one. Raises ``BadChoice``,
        ``QueryTimeout``, ``QueryRefused``, ``QueryError``.
        """
        message = {
            "network": choice, "most": most, "form": form, "title": title, "top": top, "base": self._base,
            "index": None if index is None else str(index),
        }  # fmt: skip
        name = f"network of {json.dumps(choice, sort_keys=True)}"
        raw = await self._pool.run(message, name, "network")
        if "error" in raw.head:
            raise failure(raw.head, name, self._settings.limits.memory, self.publication)
        if "refused" in raw.head:
            raise BadChoice(raw.head["refused"])
        return raw.head, raw.body

    async def connections(
        self, starts: Sequence[str], ends: Sequence[str], *, longest: int, avoiding: Sequence[str]
    ) -> Connections:
        """The shortest paths between any of some things and any of others (IRIs), none of them through ``avoiding``.

        Raises ``QueryTimeout``, ``QueryRefused``, ``QueryTooLarge``, ``QueryError``.
        """
        message = {
            "starts": [*starts], "ends": [*ends], "longest": longest, "avoiding": [*avoiding], "base": self._base,
        }  # fmt: skip
        name = f"connections {message}"
        raw = await self._pool.run(message, name, "connections")
        if "error" in raw.head:
            raise failure(raw.head, name, self._settings.limits.memory, self.publication)
        found: Connections = pickle.loads(raw.body)  # noqa: S301 – from a process of this service
        return found

    def _message(self, request: Request, parsed: Parsed, spool: Path | None) -> Mapping[str, Any]:
        limits = self._settings.limits
        return {
            "query": parsed.bounded.text,
            "probe": parsed.bounded.probe,
            **({} if parsed.bounded.text == request.query else {"asked": request.query}),
            "rows": limits.rows,
            "constructs": parsed.form == "CONSTRUCT",
            "most": limits.answer,
            "file": None if spool is None else str(spool / str(next(_NUMBERS))),
            "results": request.results,
            "graph": request.graph,
            "prefixes": self._prefixes if request.graph in _NAMED else None,
            "base": request.base,
            "default_graphs": request.default_graphs,
            "named_graphs": request.named_graphs,
        }


async def parsed(text: str, settings: Settings) -> Parsed:
    """What is to be known of a query, as ``parse`` says it; of a long one, beside the event loop."""
    rows, services = settings.limits.rows, settings.services
    if len(text) <= _LONG:
        return parse(text, rows, services)
    return await anyio.to_thread.run_sync(parse, text, rows, services)


@lru_cache(maxsize=64)
def parse(text: str, rows: int, services: tuple[str, ...]) -> Parsed:
    """What is to be known of a query; raises ``BadSparql`` for one that is refused before an engine sees it."""
    try:
        asked = form(text, services)
    except RecursionError as error:
        raise BadSparql("The query is nested too deeply.") from error
    unbounded = asked in ("ASK", "DESCRIBE")
    return Parsed(
        form=asked,
        bounded=Bounded(text=text, probe=None) if unbounded else bounded(text, rows, asked),
        shape=_shape(text),
        lasting=not any(token.kind == "word" and token.text.upper() in _CHANGING for token in code(text)),
    )


def _shape(text: str) -> str:
    plain = (token.text if token.kind in ("variable", "word", "mark") else token.kind for token in code(text))
    return hashlib.blake2b(" ".join(plain).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
