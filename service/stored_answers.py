"""Answers to stored queries: asked for each thing that the values may mean, and put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import anyio
from pyoxigraph import RdfFormat, parse, serialize

from graph.turtle import prefixes
from graph.workers import Request as Query
from queries.catalogue import StoredQuery
from service.accept import JSON
from service.generation import Generation
from service.results import converted, is_empty, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for a stored query."""

    columns: tuple[str, ...]
    body: bytes
    notes: tuple[str, ...]
    truncated: bool
    texts: tuple[str, ...]
    """The SPARQL that was run, values in their places: one query, or several where several things go by a name."""


async def answered(
    generation: Generation, stored: StoredQuery, values: Mapping[str, str], media: str, threads: anyio.CapacityLimiter
) -> Found:
    """The answer to a stored query in a format; raises as ``graph.ask.Questions.ask`` does."""
    questions, runner = generation.questions, generation.runner
    understood = await anyio.to_thread.run_sync(questions.understood, stored.name, values, limiter=threads)
    several = len(understood.queries) > 1
    tables = stored.kind == "select"
    parts = [
        await runner.serve(
            Query(
                query=text,
                results=JSON if several or not tables else media,
                graph="application/n-triples" if several or tables else media,
            )
        )
        for text in understood.queries
    ]
    body, bodies = parts[0].body, [part.body for part in parts]
    if several and tables:
        body = await anyio.to_thread.run_sync(lambda: converted(joined(bodies), media), limiter=threads)
    elif several:
        body = await anyio.to_thread.run_sync(_graph, bodies, media, generation.base, limiter=threads)
    notes = understood.notes
    if is_empty(body, media):
        notes += (await anyio.to_thread.run_sync(questions.coverage, limiter=threads),)
    return Found(
        columns=parts[0].columns, body=body, notes=notes, truncated=any(part.truncated for part in parts),
        texts=understood.queries,
    )  # fmt: skip


def _graph(bodies: Sequence[bytes], media: str, base: str) -> bytes:
    """The triples of several answers in N-Triples, each once, in another format."""
    triples = dict.fromkeys(quad.triple for body in bodies for quad in parse(body, RdfFormat.N_TRIPLES))
    format = RdfFormat.from_media_type(media)
    return serialize(triples, format=format, prefixes=prefixes(base)) or b""
