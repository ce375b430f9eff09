"""What search engines may read and where it is: ``robots.txt`` (RFC 9309) and sitemaps (https://www.sitemaps.org/).

Sitemaps list the documents of people, institutions, places, undertakings, events and articles, as they were written
down when the release was made; they are sent as they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from graph.releases import Release
from service.addresses import address, root
from service.files import is_known
from service.front import GENERATION, HEAD, KEEP
from service.generation import Generation
from service.problems import Problem
from service.releasing import Releasing
from service.settings import Settings

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_BATCH: Final = 1000
"""Addresses that are sent at once."""


class Sitemap:
    """``/robots.txt``, ``/sitemap.xml`` and its pages."""

    def __init__(self, settings: Settings, releasing: Releasing) -> None:
        """Sitemaps of the release of what is served."""
        self._settings, self._releasing = settings, releasing

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        return [
            Route("/robots.txt", self.robots),
            Route("/sitemap.xml", self.index),
            Route("/sitemap-{page:int}.xml", self.page),
        ]

    async def robots(self, request: Request) -> Response:
        """Documents may be read, queries and their answers not; dumps are for who wants all."""
        top = root(request, self._settings)
        path = urlsplit(top).path
        lines = (
            "User-agent: *",
            f"Allow: {path}dump/$",
            f"Disallow: {path}dump/",
            f"Disallow: {path}sparql",
            f"Disallow: {path}queries/*?",
            f"Disallow: {path}queries/*.",
            f"Disallow: {path}search?",
            f"Disallow: {path}agreement?",
            f"Disallow: {path}agreement.",
            f"Disallow: {path}agreement/",
            f"Disallow: {path}connections",
            f"Disallow: {path}network?",
            f"Disallow: {path}network.",
            f"Disallow: {path}network/",
            f"Disallow: {path}metrics",
            "",
            f"Sitemap: {top}sitemap.xml",
        )
        request.scope[KEEP] = True
        generation: Generation = request.scope[GENERATION]
        headers = {"ETag": generation.etag("robots", top)}
        return Response("\n".join(lines) + "\n", headers=headers, media_type="text/plain")

    async def index(self, request: Request) -> Response:
        """The pages of the sitemap."""
        release = self._releasing.made(request.scope[GENERATION])
        pages = (address(request, self._settings, f"sitemap-{n}.xml") for n in range(1, len(release.pages) + 1))
        return self._answer(request, release, "sitemapindex", "sitemap", pages)

    async def page(self, request: Request) -> Response:
        """A page of the sitemap, counted from 1."""
        release = self._releasing.made(request.scope[GENERATION])
        number = request.path_params["page"]
        if not 1 <= number <= len(release.pages):
            raise Problem(404, f"The sitemap has {len(release.pages)} pages.")
        top = root(request, self._settings)
        start = len(f"{release.base}id/")
        documents = (f"{top}doc/{iri[start:]}" for iri in release.documents(number - 1))
        return self._answer(request, release, "urlset", "url", documents)

    def _answer(
        self, request: Request, release: Release, whole: str, element: str, addresses: Iterable[str]
    ) -> Response:
        generation: Generation = request.scope[GENERATION]
        etag = generation.etag(request.url.path, root(request, self._settings), release.version)
        headers = {"ETag": etag, "Last-Modified": generation.last_modified}
        if is_known(request.headers, etag, generation.published):
            return Response(status_code=304, headers=headers)
        changed = f"{generation.published:%Y-%m-%dT%H:%M:%SZ}"
        pieces = iter(("",)) if HEAD in request.scope else _xml(whole, element, addresses, changed)
        return StreamingResponse(pieces, headers=headers, media_type="application/xml")


def _xml(whole: str, element: str, addresses: Iterable[str], changed: str) -> Iterator[str]:
    yield f'{_DECLARATION}<{whole} xmlns="{_NAMESPACE}">\n'
    remaining = iter(addresses)
    while batch := list(islice(remaining, _BATCH)):
        yield "".join(f"<{element}><loc>{escape(one)}</loc><lastmod>{changed}</lastmod></{element}>\n" for one in batch)
    yield f"</{whole}>\n"
