"""Atom feeds: what was new in watched questions, and the newest rows of any stored question."""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.atom import MEDIA, Feed
from graph.watching import Watch
from graph.watching_feed import MOST, dated, has_feed, midnight, row_entry, watch_feed, watch_title
from graph.watching_files import Watches
from graph.watching_rows import KeyedAnswer, asked
from ontology.errors import WatchError
from queries.catalogue import Catalogue, StoredQuery
from service.addresses import address
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.leaving import unless_gone
from service.problems import Problem
from service.settings import Settings
from service.stored import given

_THREADS: Final = 20
"""Feeds that are made at once."""
_LATER: Final = {"Retry-After": "3600"}
_log: Final = logging.getLogger("kerege.service")
_TYPE: Final = f"{MEDIA}; charset=utf-8"


class Feeds:
    """The feeds."""

    def __init__(self, settings: Settings) -> None:
        """Watches are those that the settings name, if they name any."""
        self._settings, self._catalogue = settings, Catalogue.load()
        self._watches = Watches(settings.watches) if settings.watches is not None else None
        self._threads = anyio.CapacityLimiter(_THREADS)

    def routes(self) -> Iterator[Route]:
        """Where they are; before those of the stored queries, whose formats end addresses likewise."""
        yield Route("/feeds/{name}.atom", self.watched)
        yield Route("/queries/{name}.atom", self.question)

    async def watched(self, request: Request) -> Response:
        """What was new in a watched question whenever ``kerege watch run`` asked it."""
        name = request.path_params["name"]
        if self._watches is None:
            raise Problem(404, "Nothing is watched here: kerege serve --watches FILE says what is.")
        itself = address(request, self._settings, f"feeds/{name}.atom")
        feed = await anyio.to_thread.run_sync(self._watched, name, itself, request, limiter=self._threads)
        body = feed.xml()
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        if (unchanged := known(request, etag)) is not None:
            return unchanged
        return Response(body, headers={"ETag": etag, "Cache-Control": "no-cache", "Content-Type": _TYPE})

    def _watched(self, name: str, itself: str, request: Request) -> Feed:
        try:
            watches = {watch.name: watch for watch in self._watches.all()} if self._watches else {}
            asked_before = self._watches.known().get(name) if self._watches else None
        except WatchError as error:
            _log.error("The watched questions cannot be read: %s", error)
            raise Problem(503, "The watched questions cannot be read just now.", headers=_LATER) from error
        if name not in watches:
            raise Problem(404, f"No watch is called {name}: {', '.join(watches) or 'there is none'}.")
        watch = watches[name]
        page = _page(self._settings, request, watch) if watch.query in self._catalogue.queries else ""
        try:
            return watch_feed(watch, asked_before, self._catalogue, itself=itself, page=page)
        except WatchError as error:
            raise Problem(503, str(error), headers=_LATER) from error

    async def question(self, request: Request) -> Response:
        """The rows of a stored question with the newest reports."""
        stored, generation = self._catalogue[request.path_params["name"]], _generation(request)
        values = given(request)
        if not has_feed(stored):
            raise Problem(404, f"The rows of {stored.name} bear no date of a report, so that there is no feed of them.")
        stored.given(values)
        request.scope[KEEP] = True
        itself = address(request, self._settings, f"queries/{stored.name}.atom{_query(values)}")
        etag = generation.etag("feed", itself)
        if (unchanged := known(request, etag)) is not None:
            return unchanged
        answer = await unless_gone(request, self._asked(generation, stored, values))
        watch = Watch(name=stored.name, query=stored.name, values=values)
        feed = question_feed(
            watch, answer, self._catalogue, generation, itself=itself, page=_page(self._settings, request, watch)
        )
        headers = {"ETag": etag, "Last-Modified": generation.last_modified, "Content-Type": _TYPE}
        return Response(feed.xml(), headers=headers)

    async def _asked(self, generation: Generation, stored: StoredQuery, values: Mapping[str, str]) -> KeyedAnswer:
        return await anyio.to_thread.run_sync(asked, generation.questions, stored, values, limiter=self._threads)


def question_feed(
    watch: Watch, answer: KeyedAnswer, catalogue: Catalogue, generation: Generation, *, itself: str, page: str
) -> Feed:
    """The rows with the newest reports as a feed; of reports without a date, nobody knows when they were new."""
    about = f"{generation.base}queries/{watch.query}?{json.dumps(dict(watch.values), sort_keys=True)}"
    rows = ((dated(answer.columns, row.values), row) for row in answer.rows)
    newest = sorted(((day, row) for day, row in rows if day), key=lambda pair: (pair[0], pair[1].key), reverse=True)
    entries = tuple(
        row_entry(answer.columns, row.values, id=_urn(f"{about}#{row.key}"), updated=midnight(day))
        for day, row in newest[:MOST]
    )
    return Feed(
        id=_urn(about), title=watch_title(watch, catalogue), itself=itself, page=page,
        updated=entries[0].updated if entries else f"{generation.published:%Y-%m-%dT%H:%M:%SZ}", entries=entries,
    )  # fmt: skip


def _urn(about: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, about).urn


def _page(settings: Settings, request: Request, watch: Watch) -> str:
    return address(request, settings, f"queries/{watch.query}{_query(watch.values)}")


def _query(values: Mapping[str, str]) -> str:
    return f"?{urlencode(values)}" if values else ""


def _generation(request: Request) -> Generation:
    generation: Generation = request.scope[GENERATION]
    return generation
