"""Stored queries over HTTP: a list, each question with its form and its answer, and its text."""

from __future__ import annotations

import json
import string
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, quote

import anyio
from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import BadParameter, UnknownName
from queries.catalogue import Catalogue, StoredQuery
from service.accept import GRAPHS, HTML, JSON, TABLES, TURTLE, best, negotiated
from service.addresses import address
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.leaving import unless_gone
from service.pages import Pages
from service.problems import Problem, problem_of, unacceptable
from service.question_pages import ENDINGS, QuestionPages
from service.settings import Settings
from service.sparql import TRUNCATED
from service.stored_answers import Found, answered
from service.views import wanted_view

NOTE: Final = "Kerege-Note"
"""Header that says how the values were understood and, where nothing was found, what the graph covers; letters outside
ASCII are percent-encoded."""
_PLAIN: Final = string.punctuation + " "
_NOTE: Final = 4000
"""Characters of a note in a header, which clients bound."""
_THREADS: Final = 100
"""Questions whose names are looked up at once."""
_WANTED: Final = 200
"""Characters of a search among the questions."""
_INDEX: Final = {"application/json": "application/json", HTML: HTML}


class StoredQueries:
    """The stored queries of the catalogue."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Queries of the shipped catalogue."""
        self._settings, self._written = settings, QuestionPages(settings, pages)
        self._catalogue = Catalogue.load()
        self._threads = anyio.CapacityLimiter(_THREADS)

    async def index(self, request: Request) -> Response:
        """All stored queries with their parameters, as JSON or a page."""
        media = best(request.headers.get("accept"), tuple(_INDEX))
        if media is None:
            raise unacceptable(_INDEX)
        wanted = request.query_params.get("q", "").strip()
        if len(wanted) > _WANTED:
            raise Problem(400, f"What is searched for has {len(wanted):,} characters, and {_WANTED} are the limit.")
        headers = {"ETag": _generation(request).etag(request.url.path, wanted, media), "Vary": "Accept"}
        request.scope[KEEP] = True
        if media == HTML:
            page = self._written.index(request, list(self._catalogue), wanted)
            return Response(page, headers=headers, media_type=HTML)
        listed = [self._listed(stored, request) for stored in self._catalogue]
        return Response(json.dumps(listed, ensure_ascii=False, indent=1), headers=headers, media_type=media)

    async def text(self, request: Request) -> Response:
        """The SPARQL of a stored query, as grlc reads it."""
        stored = self._catalogue[request.path_params["name"]]
        request.scope[KEEP] = True
        headers = {"ETag": _generation(request).etag("text of", stored.name)}
        return Response(stored.text, headers=headers, media_type="application/sparql-query")

    async def ask(self, request: Request) -> Response:
        """The answer to a stored query; in a browser, as long as a value is missing, the form to ask it."""
        stored = self._catalogue[request.path_params["name"]]
        media = self._media(stored, request)
        values = given(request)
        view = wanted_view(values.pop("view", None))
        generation = _generation(request)
        request.scope[KEEP] = True
        parts = (stored.name, json.dumps(values, sort_keys=True), media, (view or "") if media == HTML else "")
        headers = {
            "ETag": generation.etag(*parts),
            "Vary": "Accept",
            "Last-Modified": generation.last_modified,
        }
        if (unchanged := known(request, headers["ETag"])) is not None:
            return unchanged
        if media == HTML:
            return await self._page(request, stored, values, view, headers)
        found = await unless_gone(request, answered(generation, stored, values, media, self._threads))
        return Response(found.body, headers={**headers, **self._about(request, stored, found)}, media_type=media)

    async def _page(
        self, request: Request, stored: StoredQuery, values: Mapping[str, str], view: str | None,
        headers: Mapping[str, str],
    ) -> Response:  # fmt: skip
        """The answer as a page with the form to ask again; where it cannot be asked, the form and what to change."""
        generation = _generation(request)
        if not await generation.finder.ready():  # the form offers no names yet, and will
            request.scope[KEEP] = False
            headers = {name: value for name, value in headers.items() if name != "ETag"}
        form = await self._written.form(request, stored, values)
        if any(one.required and one.default is None and one.name not in values for one in stored.parameters):
            return Response(self._written.empty(request, form), headers=headers, media_type=HTML)
        media = JSON if stored.kind == "select" else TURTLE
        try:
            found = await unless_gone(request, answered(generation, stored, values, media, self._threads))
        except (BadParameter, UnknownName) as error:
            request.scope[KEEP] = False
            uncached = {"Vary": "Accept", "Cache-Control": "no-store"}
            page = self._written.empty(request, form, (str(error),))
            return Response(page, problem_of(error).status, headers=uncached, media_type=HTML)
        write = partial(self._written.answered, request, form, values, found, view)
        page = await anyio.to_thread.run_sync(write, limiter=self._threads)
        return Response(page, headers={**headers, **self._about(request, stored, found)}, media_type=HTML)

    def _about(self, request: Request, stored: StoredQuery, found: Found) -> dict[str, str]:
        """Headers that say how an answer came about."""
        text = address(request, self._settings, f"queries/{stored.name}.rq")
        headers = {"Link": f'<{text}>; rel="describedby"; type="application/sparql-query"'}
        if found.notes:
            headers[NOTE] = noted(found.notes)
        if found.truncated:
            headers[TRUNCATED] = str(self._settings.limits.rows)
        return headers

    def _media(self, stored: StoredQuery, request: Request) -> str:
        """The media type of the answer; raises ``Problem`` 406 or 404."""
        offers = TABLES if stored.kind == "select" else GRAPHS
        ending = request.path_params.get("ending")
        if ending is not None and ending not in ENDINGS:
            raise Problem(404, f"There is no format .{ending} here: {', '.join('.' + one for one in ENDINGS)}.")
        media = ENDINGS[ending] if ending is not None else negotiated(request.headers.get("accept"), offers)
        if media is None or media not in offers.values():
            raise unacceptable(offers)
        return media

    def _listed(self, stored: StoredQuery, request: Request) -> dict[str, object]:
        return {
            "name": stored.name,
            "summary": stored.summary,
            "description": stored.description,
            "tags": stored.tags,
            "address": address(request, self._settings, f"queries/{stored.name}"),
            "parameters": [
                {"name": one.name, "required": one.required, "description": one.description, "type": one.type,
                 "kinds": one.kinds, "example": one.example, "default": one.default}
                for one in stored.parameters
            ],
        }  # fmt: skip


def noted(notes: Iterable[str]) -> str:
    """Sentences as the header ``NOTE`` says them."""
    return quote(" ".join(" ".join(notes).split()), safe=_PLAIN)[:_NOTE]


def given(request: Request) -> dict[str, str]:
    """The values of a request's address by name, empty ones left out; raises ``Problem`` 400 where one has several."""
    values: dict[str, str] = {}
    try:
        pairs = parse_qsl(
            request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100
        )
    except ValueError as error:
        raise Problem(400, "The parameters are not in UTF-8, or there are more than 100.") from error
    for name, value in pairs:
        if name in values:
            raise Problem(400, f"There are several values of {name[:100]}, and one can be answered.")
        if value.strip():
            values[name] = value
    return values


def _generation(request: Request) -> Generation:
    generation: Generation = request.scope[GENERATION]
    return generation
