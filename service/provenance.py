"""The provenance of facts over HTTP: documents of PROV-O, found as PROV-AQ says (https://www.w3.org/TR/prov-aq/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph.parts import Part, part_iri
from graph.story_rdf import provenance, written
from graph.story_telling import Teller
from service.accept import GRAPHS, HTML, negotiated
from service.addresses import address
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.links import ENDINGS, FORMATS, link
from service.pages import Pages
from service.problems import Problem, unacceptable
from service.settings import Settings
from service.things import encoded, found, path_of, raw_path
from service.unavailable import Unavailable

HAS_PROVENANCE: Final = "http://www.w3.org/ns/prov#has_provenance"
_OFFERS: Final[Mapping[str, str]] = {asked: media for asked, media in GRAPHS.items() if media != HTML}
_REPORTS: Final = 1_000
"""Reports of a fact that its provenance lists."""


class Provenance:
    """Answers with where facts are from."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """The documents stand under ``provenance/``."""
        self._settings, self._unavailable = settings, Unavailable(pages)

    async def document(self, request: Request) -> Response:
        """The provenance of a fact, in the format that the address ends in or the request prefers."""
        path = raw_path(request, self._settings.prefix).removeprefix("provenance/")
        generation: Generation = request.scope[GENERATION]
        stem, dot, ending = path.rpartition(".")
        ending = ending if dot and FORMATS.get(ending, HTML) != HTML else ""
        about = await found(generation, stem if ending else path)
        if about is None:
            place = address(request, self._settings, encoded(raw_path(request, self._settings.prefix)))
            return self._unavailable.unknown(request, place, None)
        if about.ended:
            return self._unavailable.ended(request, about.iri, None)
        if about.moved is not None:
            moved = path_of(about.moved, generation.base) or ""
            return RedirectResponse(f"{self._settings.top}provenance/{moved}{dot if ending else ''}{ending}", 301)
        if not about.iri.startswith(f"{generation.base}id/fact/"):
            raise Problem(404, "There is provenance of facts; that of an article stands in its own document.")
        media = FORMATS[ending] if ending else negotiated(request.headers.get("accept"), _OFFERS)
        if media is None:
            raise unacceptable(_OFFERS)
        return await self._answered(request, about.iri, media, fixed=bool(ending))

    async def _answered(self, request: Request, iri: str, media: str, *, fixed: bool) -> Response:
        generation: Generation = request.scope[GENERATION]
        place = address(request, self._settings, f"provenance/{path_of(iri, generation.base)}")
        etag = generation.etag("provenance", iri, place, media)
        if (same := known(request, etag)) is not None:
            return same
        body = await to_thread.run_sync(_document, generation, iri, media)
        request.scope[KEEP] = True
        license = part_iri(generation.base, Part.SENTENCES).value  # it quotes articles
        headers = {
            "ETag": etag,
            "Last-Modified": generation.last_modified,
            "Content-Location": f"{place}.{ENDINGS[media]}",
            "Link": ", ".join((link(iri, "about"), link(license, "license"), *(_alternates(place, media)))),
        }
        if not fixed:
            headers["Vary"] = "Accept"
        return Response(body, headers=headers, media_type=media)


def of_fact(request: Request, settings: Settings, iri: str, base: str) -> Iterator[str]:
    """The link from the document of a fact to its provenance; nothing of other documents."""
    if iri.startswith(f"{base}id/fact/"):
        place = address(request, settings, f"provenance/{path_of(iri, base)}")
        yield link(place, HAS_PROVENANCE, anchor=iri)


def _document(generation: Generation, iri: str, media: str) -> bytes:
    story = Teller(generation.store, generation.base, most=_REPORTS).fact(iri)
    return written(provenance([story], generation.base), generation.base, media)


def _alternates(place: str, media: str) -> Iterator[str]:
    for ending in ("ttl", "jsonld", "nt", "rdf"):
        if FORMATS[ending] != media:
            yield link(f"{place}.{ending}", "alternate", type=FORMATS[ending])
