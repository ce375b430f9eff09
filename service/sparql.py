"""The SPARQL endpoint (https://www.w3.org/TR/sparql11-protocol/): queries in, results in the format asked for out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, Final

import anyio
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from graph.workers import Request as Query
from ontology.errors import KeregeError
from service.accept import ERRORS, GRAPHS, HTML, JSON, TABLES, TURTLE, negotiated
from service.addresses import address, described_at
from service.asked import Asked, asked
from service.cache import Kept
from service.description import description
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.leaving import unless_gone
from service.pages import Pages
from service.problems import Problem, problem_of, unacceptable
from service.query_notes import unused_terms
from service.runner import Served, parsed
from service.settings import Settings
from service.views import wanted_view

TRUNCATED: Final = "Kerege-Truncated"
"""Header of an answer that the limit of rows cut off; its value is the limit."""
_EXAMPLE: Final = """PREFIX k: <https://w3id.org/kerege/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

# Who met whom, according to how many independent sources, and which sentences say so?
SELECT ?one ?other ?sources ?sentence WHERE {
  ?fact a k:Fact ; k:predicate k:metWith ; k:subject ?x ; k:object ?y ; k:independentSources ?sources .
  ?x rdfs:label ?one . ?y rdfs:label ?other .
  ?assertion k:reports ?fact ; k:evidence ?passage .
  OPTIONAL { ?passage k:text ?sentence }
}
ORDER BY DESC(?sources) ?one ?other
LIMIT 50"""
"""What the form holds at first."""
_COLUMNS: Final = 100
"""Of a table on a page; the other formats have them all."""
_PIECE: Final = 1 << 18


class Endpoint:
    """The SPARQL endpoint."""

    def __init__(self, settings: Settings, spool: Path, pages: Pages) -> None:
        """Large answers go through files in the folder ``spool``."""
        self._settings, self._spool, self._pages = settings, spool, pages

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        limits = self._settings.limits
        wanted = await asked(request, body_limit=limits.body, query_limit=limits.query)
        if wanted.query is None:
            if request.method != "GET" or wanted.default_graphs or wanted.named_graphs:
                raise Problem(400, "There is no query: send one as the parameter “query”, or ask without parameters.")
            return self._described(request)
        try:
            return await self._answered(request, wanted, wanted.query)
        except KeregeError as error:
            if request.method != "GET" or negotiated(request.headers.get("accept"), ERRORS) != HTML:
                raise
            return self._mistaken(request, wanted.query, problem_of(error))

    def _described(self, request: Request) -> Response:
        """The service's description, or for a browser the form to ask."""
        media = negotiated(request.headers.get("accept"), GRAPHS)
        generation: Generation = request.scope[GENERATION]
        if media is None:
            raise unacceptable(GRAPHS)
        request.scope[KEEP] = True
        endpoint = address(request, self._settings, "sparql")
        headers = {"ETag": generation.etag(endpoint, "description", media), "Vary": "Accept"}
        if media == HTML:
            page = self._pages.render(
                "sparql.html", request, here="sparql", query="", example=_EXAMPLE, limits=self._settings.limits
            )
            return Response(page, headers=headers, media_type=HTML)
        body = description(generation, endpoint, self._settings, described_at(request, self._settings), media)
        return Response(body, headers=headers, media_type=media)

    async def _answered(self, request: Request, wanted: Asked, query: str) -> Response:
        generation: Generation = request.scope[GENERATION]
        about = await parsed(query, self._settings)
        offers = TABLES if about.form in ("SELECT", "ASK") else GRAPHS
        media = negotiated(request.headers.get("accept"), offers)
        if media is None:
            raise unacceptable(offers)
        base = address(request, self._settings, "sparql")
        view = wanted_view(request.query_params.get("view")) if media == HTML else None
        parts = (base, query, *wanted.default_graphs, "named", *wanted.named_graphs, media, view or "")
        key, etag = ("sparql", parts), generation.etag(*parts)
        if about.lasting and (unchanged := known(request, etag)) is not None:
            return unchanged
        kept = generation.answers.get(key)
        if kept is not None and request.method != "GET":
            return Response(kept.body, headers={k.decode(): v.decode() for k, v in kept.headers})
        asking = Query(
            query=query,
            results=JSON if media == HTML else media,
            graph=TURTLE if media == HTML else media,
            base=base,
            default_graphs=wanted.default_graphs,
            named_graphs=wanted.named_graphs,
        )
        began = time.perf_counter()
        served = await unless_gone(request, generation.runner.serve(asking, self._spool))
        headers = {"Vary": "Accept", "Server-Timing": f"query;dur={1000 * (time.perf_counter() - began):.1f}"}
        if about.lasting:
            headers |= {"ETag": etag, "Last-Modified": generation.last_modified}
        else:
            headers["Cache-Control"] = "no-store"
        if served.truncated:
            headers[TRUNCATED] = str(self._settings.limits.rows)
        if media == HTML:
            page = await anyio.to_thread.run_sync(self._page, request, query, served, headers, view)
            request.scope[KEEP] = about.lasting
            return page
        if served.file is not None:
            headers["Content-Length"] = str(served.size)
            return StreamingResponse(_pieces(served.file), headers=headers, media_type=media)
        request.scope[KEEP] = about.lasting
        answer = Response(served.body, headers=headers, media_type=media)
        if request.method != "GET" and about.lasting:
            generation.answers.put(key, Kept(200, answer.raw_headers, served.body, etag.encode()))
        return answer

    def _mistaken(self, request: Request, query: str, problem: Problem) -> Response:
        """The form with a query that cannot be answered, and why."""
        request.scope[KEEP] = False
        page = self._pages.render(
            "sparql.html", request, here="sparql", query=query, limits=self._settings.limits,
            example=_EXAMPLE, notes=(problem.detail,),
            mistake=problem.more if "line" in problem.more else None,
        )  # fmt: skip
        headers = {**problem.headers, "Vary": "Accept", "Cache-Control": "no-store"}
        return Response(page, problem.status, headers, media_type=HTML)

    def _page(
        self, request: Request, query: str, served: Served, headers: dict[str, str], view: str | None
    ) -> Response:
        """The answer as a page."""
        if served.file is not None:
            served.file.close()
            raise Problem(507, "The answer is too large for a page: ask for fewer rows, or for CSV or JSON.")
        if len(served.columns) > _COLUMNS:
            raise Problem(
                507, f"The answer has more than {_COLUMNS} columns, the limit of a page: ask for CSV or JSON."
            )
        kind = "select" if served.form in ("SELECT", "ASK") else "construct"
        values = self._pages.results(request, kind, served.columns, served.body, wanted=view, given={"query": query})
        accept = next(iter((TABLES if kind == "select" else GRAPHS).values()))
        values["notes"] = (*values["notes"], *unused_terms(query, request.scope[GENERATION].store))
        page = self._pages.render(
            "sparql.html", request, query=query, limits=self._settings.limits, truncated=served.truncated,
            accept=accept, here="sparql", **values,
        )  # fmt: skip
        return Response(page, headers=headers, media_type=HTML)


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    """The content of a file, piece by piece."""
    with file:
        while piece := file.read(_PIECE):
            yield piece
