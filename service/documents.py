"""Things of the graph over HTTP (https://www.w3.org/TR/cooluris/): a thing leads to its document, in any format."""

from __future__ import annotations

import pickle
import re
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph.document_files import LICENSE
from graph.documenting import PAGE
from graph.documents import Document
from graph.joining import KINDS, kind_of
from graph.parts import Part, part_iri
from ontology.context import newest
from service.accept import GRAPHS, HTML, negotiated
from service.addresses import address
from service.document_pages import DocumentPages, Format
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.known import known
from service.leaving import unless_gone
from service.links import ENDINGS, FORMATS, alternates, link, signposts, turning
from service.pages import Pages
from service.problems import Problem, unacceptable
from service.provenance import of_fact
from service.settings import Settings
from service.things import Found, encoded, found, path_of, raw_path
from service.unavailable import Unavailable, moved

_TITLES: Final = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
ABOUT_PAGE: Final = "https://schema.org/AboutPage"


class Documents:
    """Things and their documents."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Documents stand under ``doc/``; their JSON-LD has the newest published context."""
        self._settings, self._pages = settings, DocumentPages(pages, settings.top)
        self._unavailable = Unavailable(pages)

    async def thing(self, request: Request) -> Response:
        """Where the document of a thing stands: 303, 301 if the thing goes by another IRI now."""
        path = raw_path(request, self._settings.prefix)
        generation: Generation = request.scope[GENERATION]
        about = await found(generation, path.removeprefix("id/"))
        if about is None or about.ended:
            return self._missing(request, about)
        if about.moved is not None:
            return self._moved(request, about, about.moved, local=None)
        if negotiated(request.headers.get("accept"), GRAPHS) is None:
            raise unacceptable(GRAPHS)
        request.scope[KEEP] = True
        document = self._place(request, about.iri)
        headers = {
            "Location": document,
            "Vary": "Accept",
            "Link": f"{link(about.iri, 'cite-as')}, {link(document, 'describedby')}",
        }
        return Response(f"{document}\n", 303, headers, media_type="text/plain")

    async def document(self, request: Request) -> Response:
        """The document of a thing, in the format that the address ends in or the request prefers."""
        path = raw_path(request, self._settings.prefix).removeprefix("doc/")
        generation: Generation = request.scope[GENERATION]
        stem, dot, ending = path.rpartition(".")
        ending = ending if dot and ending in FORMATS else ""
        about = await found(generation, stem) if ending else None
        if about is None and (whole := await found(generation, path)) is not None:
            about, ending = whole, ""
        if about is None or about.ended:
            return self._missing(request, about, FORMATS.get(ending))
        if about.moved is not None:
            return self._moved(request, about, about.moved, local=f".{ending}" if ending else "")
        media = FORMATS[ending] if ending else negotiated(request.headers.get("accept"), GRAPHS)
        if media is None:
            raise unacceptable(GRAPHS)
        return await self._answered(request, about.iri, self._place(request, about.iri), media, fixed=bool(ending))

    async def brief(self, request: Request) -> Response:
        """A thing on one sheet of paper, every sentence with its sources."""
        path = raw_path(request, self._settings.prefix).removeprefix("brief/")
        generation: Generation = request.scope[GENERATION]
        about = await found(generation, path)
        if about is None or about.ended:
            return self._missing(request, about, HTML)
        if about.moved is not None:
            return RedirectResponse(f"{self._settings.top}brief/{path_of(about.moved, generation.base)}", 301)
        if kind_of(about.iri, generation.base) not in KINDS:
            raise Problem(404, "There are briefs of people, institutions, places, undertakings and events.")
        place = self._place(request, about.iri)
        etag = generation.etag("brief", about.iri, place)
        if (same := known(request, etag)) is not None:
            return same
        asking = generation.runner.document(about.iri, 1, PAGE, place, (newest(), ""), generation.hub_file)
        _, body = await unless_gone(request, asking)
        shown: tuple[Document, bytes] = pickle.loads(body)  # noqa: S301 – from a process of this service
        text = await to_thread.run_sync(self._pages.brief, request, shown[0])
        request.scope[KEEP] = True
        headers = {"ETag": etag, "Last-Modified": generation.last_modified, "Link": link(place, "canonical")}
        return Response(text, headers=headers, media_type=HTML)

    async def _answered(self, request: Request, iri: str, place: str, media: str, *, fixed: bool) -> Response:
        generation: Generation = request.scope[GENERATION]
        page = _page(request)
        etag = generation.etag("document", iri, place, str(page), media)
        headers = {
            "ETag": etag,
            "Last-Modified": generation.last_modified,
            "Content-Location": f"{place}.{ENDINGS[media]}{f'?page={page}' if page > 1 else ''}",
        }
        if not fixed:
            headers["Vary"] = "Accept"
        if (same := known(request, etag)) is not None:
            same.headers["Content-Location"] = headers["Content-Location"]
            return same
        version = newest()
        context = address(request, self._settings, f"context/{version}.jsonld")
        asking = generation.runner.document(iri, page, media, place, (version, context), generation.hub_file)
        head, body = await unless_gone(request, asking)
        pages = int(head["pages"])
        if page > pages:
            raise Problem(404, f"This document has {pages:,} page{'s' * (pages != 1)}, and no page {page:,}.")
        request.scope[KEEP] = True
        license = part_iri(generation.base, Part.SENTENCES).value if head["quotes"] else LICENSE
        classes = (*head["classes"], *((ABOUT_PAGE,) if media == HTML else ()))
        headers["Link"] = ", ".join(
            (
                *signposts(iri, place, classes=classes, license=license),
                *alternates(place, page, besides=media),
                *of_fact(request, self._settings, iri, generation.base),
                *turning(page, pages, place),
            )
        )
        if media == PAGE:
            shown: tuple[Document, bytes] = pickle.loads(body)  # noqa: S301 – from a process of this service
            document, jsonld = shown
            if document.kind == "article" and not generation.finder.made:  # it is not known yet what has its text
                request.scope[KEEP] = False
                del headers["ETag"]
            formats = _formats(place, page)
            body = await to_thread.run_sync(self._pages.page, request, document, formats, jsonld)
        return Response(body, headers=headers, media_type=media)

    def _place(self, request: Request, iri: str) -> str:
        """The address of a thing's document in no particular format, the same however it was asked for."""
        generation: Generation = request.scope[GENERATION]
        return address(request, self._settings, f"doc/{path_of(iri, generation.base) or ''}")

    def _moved(self, request: Request, about: Found, new: str, local: str | None) -> Response:
        """To the thing that has taken the place of another, or to its document in the same format."""
        request.scope[KEEP] = True
        generation: Generation = request.scope[GENERATION]
        path = path_of(new, generation.base)
        under = "id/" if local is None else "doc/"
        target = new if path is None else address(request, self._settings, f"{under}{path}{local or ''}")
        return moved(request, about.iri, new, target, FORMATS.get((local or "").removeprefix(".")))

    def _missing(self, request: Request, about: Found | None, media: str | None = None) -> Response:
        """What is said of a thing that is not here."""
        if about is None:
            path = encoded(raw_path(request, self._settings.prefix))
            return self._unavailable.unknown(request, address(request, self._settings, path), media)
        return self._unavailable.ended(request, about.iri, media)


def _formats(place: str, page: int) -> tuple[Format, ...]:
    """The formats that a page of a document leads to."""
    query = f"?page={page}" if page > 1 else ""
    return tuple(
        Format(title=title, media=FORMATS[ending], address=f"{place}.{ending}{query}")
        for ending, title in _TITLES.items()
    )


def _page(request: Request) -> int:
    """The page that a request asks for; raises ``Problem`` 404 for what is no number of one."""
    asked = request.query_params.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,8}", asked):
        raise Problem(404, "Pages are numbered from 1.")
    return int(asked)
