"""The network over HTTP: a page to look around in, the same to embed elsewhere, and as data in many formats."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import anyio
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from graph.network import asking
from graph.network.contract import DEFAULT_PREDICATES, classes, relations
from graph.network.selecting import MOST
from graph.network.showing import Shown
from ontology.errors import BadChoice, BadParameter, QueryTimeout, UnknownName
from queries.parameters import Parameter
from service.accept import HTML
from service.addresses import address
from service.front import GENERATION, KEEP
from service.generation import LARGE, Generation
from service.known import known
from service.leaving import unless_gone
from service.network_choice import Asked, asked
from service.pages import Pages
from service.problems import Problem, problem_of
from service.settings import Settings
from service.sparql import TRUNCATED
from service.stored import NOTE, noted

MEDIA: Final[Mapping[str, str]] = {
    "json": "application/json", "svg": "image/svg+xml", "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml", "cyjs": "application/json", "dot": "text/vnd.graphviz", "zip": "application/zip",
    "nodes.csv": "text/csv", "edges.csv": "text/csv",
}  # fmt: skip
"""Media types by the ending of the address."""
_ON_PAGE: Final = 150
"""Things that a page shows unless another number is asked for: more is hard to read."""
_KINDS: Final = ("Person", "Institution", "Place", "Undertaking", "Event")
"""Classes that the form offers."""
_PATIENCE: Final = 1.5
"""Seconds after its beginning for which requests wait for the index of facts."""
_THREADS: Final = 20
"""Requests whose names are looked up at once."""
_THING: Final = Parameter(name="around", variable="_around_iri", type="iri", required=True)
_EMBEDDED: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors *"
)
"""The policy of the page that others may put into theirs."""
_PICTURE: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
"""The policy of a picture, which brings its style with it and holds nothing else."""


class Networks:
    """The network of the publication."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Fills its templates with ``pages``."""
        self._settings, self._pages = settings, pages
        self._threads = anyio.CapacityLimiter(_THREADS)

    def routes(self) -> Iterator[BaseRoute]:
        """Where it is found."""
        yield Route("/network", self.page, name="network")
        yield Route("/network/embed", self.embedded)
        yield Route("/network.{ending}", self.file)

    async def file(self, request: Request) -> Response:
        """The network as data, in the format that the address ends in."""
        ending = request.path_params["ending"]
        if ending not in MEDIA:
            raise Problem(404, f"There is no format .{ending} here: {', '.join('.' + one for one in MEDIA)}.")
        wanted = asked(request, MOST)
        policy = {"Content-Security-Policy": _PICTURE} if ending == asking.SVG else {}
        headers = {**self._headers(request, ending, wanted), **policy}
        if (same := known(request, headers["ETag"])) is not None:
            same.headers.update(policy)
            return same
        head, body, notes = await self._made(request, wanted, ending)
        if head["leftOut"]:
            headers[TRUNCATED] = str(wanted.most)
        if said := noted((*notes, head["leftOut"])):
            headers[NOTE] = said
        request.scope[KEEP] = True
        return Response(body, headers=headers, media_type=MEDIA[ending])

    async def page(self, request: Request) -> Response:
        """The network as a page with a form; what cannot be asked for is said above the form."""
        wanted, problem = Asked(most=_ON_PAGE), None
        try:
            wanted = asked(request, _ON_PAGE)
            headers = self._headers(request, HTML, wanted)
            if (same := known(request, headers["ETag"])) is not None:
                return same
            _, body, notes = await self._made(request, wanted, asking.PAGE)
        except (Problem, BadChoice, BadParameter, UnknownName, QueryTimeout) as error:
            problem = error if isinstance(error, Problem) else problem_of(error)
            page = self._page(request, wanted, None, (problem.detail,))
            headers = {**problem.headers, "Vary": "Accept", "Cache-Control": "no-store"}
            return Response(page, problem.status, headers=headers, media_type=HTML)
        page = await anyio.to_thread.run_sync(partial(self._page, request, wanted, body, notes), limiter=self._threads)
        request.scope[KEEP] = True
        return Response(page, headers=headers, media_type=HTML)

    async def embedded(self, request: Request) -> Response:
        """The drawing and nothing else, which pages of others may show in a frame."""
        wanted = asked(request, _ON_PAGE)
        headers = {**self._headers(request, "embed", wanted), "Content-Security-Policy": _EMBEDDED}
        if (same := known(request, headers["ETag"])) is not None:
            same.headers["Content-Security-Policy"] = _EMBEDDED
            return same
        _, body, _ = await self._made(request, wanted, asking.PAGE)

        def written() -> bytes:
            values = {"shown": _shown(body), "title": wanted.title, "query": wanted.query}
            return self._pages.render("network_embed.html", request, **values)

        page = await anyio.to_thread.run_sync(written, limiter=self._threads)
        request.scope[KEEP] = True
        return Response(page, headers=headers, media_type=HTML)

    def _headers(self, request: Request, form: str, wanted: Asked) -> dict[str, str]:
        generation: Generation = request.scope[GENERATION]
        etag = generation.etag("network", form, address(request, self._settings, ""), wanted.query)
        return {"ETag": etag, "Last-Modified": generation.last_modified}

    async def _made(
        self, request: Request, wanted: Asked, form: str
    ) -> tuple[Mapping[str, Any], bytes, tuple[str, ...]]:
        """What a worker makes of it, with sentences about how names were understood."""
        generation: Generation = request.scope[GENERATION]
        things: dict[str, None] = {}
        notes: list[str] = []
        for name in wanted.around:
            meant = await anyio.to_thread.run_sync(generation.questions.named, _THING, name, limiter=self._threads)
            things |= dict.fromkeys(term.value for term in meant.terms if isinstance(term, NamedNode))
            notes += [meant.note] if meant.note else []
        work = generation.runner.network(
            asking.message(wanted.choice(tuple(things))),
            most=wanted.most,
            form=form,
            title=wanted.title,
            top=address(request, self._settings, "") if form == asking.SVG else self._settings.top,
            index=await index_for(generation, wanted),
        )
        head, body = await unless_gone(request, work)
        return head, body, tuple(notes)

    def _page(self, request: Request, wanted: Asked, body: bytes | None, notes: tuple[str, ...]) -> bytes:
        return self._pages.render(
            "network.html",
            request,
            here="network",
            wanted=wanted,
            shown=None if body is None else _shown(body),
            notes=notes,
            title=wanted.title,
            query=wanted.query,
            kinds=[classes()[name] for name in _offered(_KINDS, wanted.classes) if name in classes()],
            relations=[
                relations()[name] for name in _offered(DEFAULT_PREDICATES, wanted.relations) if name in relations()
            ],
            media=MEDIA,
            most=MOST,
            address=address(request, self._settings, "network"),
        )


async def index_for(generation: Generation, wanted: Asked) -> Path | None:
    """The index of facts, where the graph is large; raises ``Problem`` 503 where it is needed and not made yet."""
    if generation.coverage.facts <= LARGE:
        return None
    if await generation.ties.ready(_PATIENCE):
        return generation.ties.file
    if wanted.around and wanted.depth <= 1:
        return None
    said = "The network of this publication is being prepared: ask again in a minute, or for what is around one thing."
    raise Problem(503, said, headers={"Retry-After": "30"})


def _shown(body: bytes) -> Shown:
    shown: Shown = pickle.loads(body)  # noqa: S301 – from a process of this service
    return shown


def _offered(usual: tuple[str, ...], chosen: tuple[str, ...]) -> list[str]:
    """What a form lists: the usual, and what was asked for beside it."""
    return [*usual, *(name for name in chosen if name not in usual)]
