"""The service as an ASGI application."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles

from ontology.errors import KeregeError
from service.addresses import SCHEMES
from service.agreement import AgreementPages
from service.completing import Completing
from service.connections import ConnectionPages
from service.correcting import Correcting
from service.current import Current
from service.dataset import Dataset
from service.documents import Documents
from service.dumps import Dumps
from service.editor_terms import editor_terms
from service.feeds import Feeds
from service.front import Front
from service.home import Home
from service.log import AccessLog
from service.metrics import Metrics
from service.networks import Networks
from service.openapi import OpenApi
from service.pages import FOLDER, Pages
from service.problems import Problem, answer, problem_of
from service.provenance import Provenance
from service.releasing import Releasing
from service.settings import Settings
from service.sitemap import Sitemap
from service.slashes import turned
from service.sparql import Endpoint
from service.stored import StoredQueries
from service.things import BESIDE
from service.vocabulary import Vocabulary

Handler = Callable[[Request], Awaitable[Response]]


def application(settings: Settings) -> Front:
    """The service over a store; processes start and end with the application's lifespan."""
    current, pages = Current(settings), Pages(settings)
    releasing = Releasing(current)
    metrics, log = Metrics(current), AccessLog(sys.stderr if settings.log else None)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        await current.start()
        log.start()
        await releasing.start()
        try:
            yield
        finally:
            await releasing.close()
            log.close()
            await current.close()

    async def failed(request: Request, error: Exception) -> Response:
        nowhere = isinstance(error, HTTPException) and error.status_code == 404
        if nowhere and (elsewhere := turned(request, settings, routes)) is not None:
            return elsewhere
        problem = error if isinstance(error, Problem) else _problem(error)
        page = pages.problem(problem, request)
        return answer(problem, request, page)

    routes = _routes(settings, current, pages, metrics, releasing)
    mounted = Mount(settings.prefix, app=Router(routes, redirect_slashes=False)) if settings.prefix else None
    inner = Starlette(
        routes=routes if mounted is None else [mounted],
        lifespan=lifespan,
        exception_handlers={Problem: failed, KeregeError: failed, HTTPException: failed, Exception: failed},
    )
    inner.router.redirect_slashes = False  # ``turned`` knows where the world sees the service
    return Front(inner, current, metrics, log)


def _problem(error: Exception) -> Problem:
    if isinstance(error, KeregeError):
        return problem_of(error)
    if isinstance(error, HTTPException):
        known = {404: "There is nothing at this address.", 405: "This address does not answer that method."}
        headers = dict(error.headers or {})
        if "Allow" in headers:  # the framework does not know that OPTIONS is answered before it
            headers["Allow"] += ", OPTIONS"
        return Problem(error.status_code, known.get(error.status_code, error.detail), headers=headers)
    return Problem(500, "Something went wrong here; it is in the log of the service.")


def _routes(
    settings: Settings, current: Current, pages: Pages, metrics: Metrics, releasing: Releasing
) -> list[BaseRoute]:
    endpoint = Endpoint(settings, current.spool, pages)
    stored = StoredQueries(settings, pages)
    home, own = Home(pages, settings.watches), FOLDER / "static"
    routes: list[BaseRoute] = [
        Route("/", home.home, name="home"),
        Route("/search", home.search, name="search"),
        Route("/complete", Completing(settings).complete, name="complete"),
        Route("/sparql", endpoint.__call__, methods=["GET", "POST", "QUERY"], name="sparql"),
        Route("/sparql/terms.json", editor_terms),
        *Feeds(settings).routes(),
        Route("/queries/", stored.index, name="queries"),
        Route("/queries/{name}.rq", stored.text),
        Route("/queries/{name}.{ending}", stored.ask),
        Route("/queries/{name}", stored.ask, name="query"),
        *Networks(settings, pages).routes(),
        *_agreement(settings, pages),
        *_things(Documents(settings, pages), Provenance(settings, pages)),
        *_vocabulary(Vocabulary(settings, pages)),
        *Dumps(settings, pages, releasing).routes(),
        *Dataset(settings, pages, releasing).routes(),
        *Sitemap(settings, releasing).routes(),
        Route("/openapi.json", OpenApi(settings).answer, name="openapi"),
        Route("/health", _health(current)),
        Route("/metrics", _metrics(metrics)),
        Mount("/static", StaticFiles(directory=own, packages=[("graph.network", "static")]), name="static"),
    ]
    return routes


def _things(documents: Documents, provenance: Provenance) -> Iterator[BaseRoute]:
    for first in ("id", *SCHEMES, *BESIDE):
        yield Route(f"/{first}/{{path:path}}", documents.thing)
    yield Route("/doc/{path:path}", documents.document)
    yield Route("/brief/{path:path}", documents.brief)
    yield Route("/provenance/{path:path}", provenance.document)


def _agreement(settings: Settings, pages: Pages) -> Iterator[BaseRoute]:
    agreement = AgreementPages(settings, pages)
    yield Route("/agreement", agreement.page, name="agreement")
    yield Route("/agreement.{ending}", agreement.file)
    connections = ConnectionPages(settings, pages)
    yield Route("/connections", connections.page, name="connections")
    yield Route("/connections.json", connections.data)
    yield Route("/agreement/correction", Correcting(settings, pages).correct, methods=["GET", "POST"])


def _vocabulary(vocabulary: Vocabulary) -> Iterator[BaseRoute]:
    yield Route("/context/{version}.jsonld", vocabulary.context)
    yield Route("/ontology", vocabulary.ontology, name="ontology")
    yield Route("/ontology.{ending}", vocabulary.ontology)
    yield Route("/ontology/{module}.{ending}", vocabulary.ontology)
    yield Route("/ontology/{module}", vocabulary.ontology)


def _health(current: Current) -> Handler:
    async def health(_: Request) -> Response:
        """Whether the service is alive; runs no query."""
        body = f'{{"status":"ok","publication":{current.generation.number}}}'
        return Response(body, headers={"Cache-Control": "no-store"}, media_type="application/json")

    return health


def _metrics(metrics: Metrics) -> Handler:
    async def figures(_: Request) -> Response:
        """Figures for Prometheus."""
        body, media = metrics.exposition()
        return Response(body, headers={"Cache-Control": "no-store", "Content-Type": media})

    return figures
