"""The ontology over HTTP, in every format, and the JSON-LD contexts derived from it."""

from __future__ import annotations

from typing import Final

from pyoxigraph import RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import Response

from graph.document_files import LICENSE
from graph.turtle import PREFIXES
from ontology import context, iris
from ontology import terms as k
from ontology.modules import MODULES, source, triples, version, versions
from service.accept import GRAPHS, HTML, TURTLE, negotiated
from service.addresses import address
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.links import ENDINGS, FORMATS, alternates, link, signposts
from service.ontology_page import ontology_page
from service.pages import Pages
from service.problems import Problem, unacceptable
from service.settings import Settings

_FOREVER: Final = "public, max-age=31536000, immutable"
_ONTOLOGY_CLASS: Final = k.OWL + "Ontology"


class Vocabulary:
    """The ontology's documents."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        """Documents of the shipped ontology."""
        self._settings, self._pages = settings, pages

    async def ontology(self, request: Request) -> Response:
        """The whole ontology, or a module of it, in the format that the address ends in or the request prefers."""
        module, ending = request.path_params.get("module", ""), request.path_params.get("ending", "")
        if f"{module}.{ending}" in versions():  # its last number looks like the ending of a format
            module, ending = f"{module}.{ending}", ""
        if module == version():
            module = ""
        if (module not in MODULES and module not in versions()) or (ending and ending not in FORMATS):
            raise Problem(404, "The ontology has no such part, version or format.")
        media = FORMATS[ending] if ending else negotiated(request.headers.get("accept"), GRAPHS)
        if media is None:
            raise unacceptable(GRAPHS)
        request.scope[KEEP] = True
        generation: Generation = request.scope[GENERATION]
        place = address(request, self._settings, f"ontology/{module}" if module else "ontology")
        iri = f"{iris.ONTOLOGY.removesuffix('#')}{f'/{module}' if module else ''}"
        headers = {
            "ETag": generation.etag("ontology", module, place, media),
            "Last-Modified": generation.last_modified,
            "Content-Location": f"{place}.{ENDINGS[media]}",
            "Link": ", ".join((*signposts(iri, place, classes=(_ONTOLOGY_CLASS,)), *alternates(place, besides=media))),
        }
        if not ending:
            headers["Vary"] = "Accept"
        return Response(self._body(request, module, media), headers=headers, media_type=media)

    async def context(self, request: Request) -> Response:
        """A published JSON-LD context, which never changes."""
        name = request.path_params["version"]
        try:
            body = context.as_json(context.published(name))
        except KeyError:
            raise Problem(404, f"There is no context of that version; {context.newest()} is the newest.") from None
        request.scope[KEEP] = True
        generation: Generation = request.scope[GENERATION]
        place = address(request, self._settings, "ontology")
        headers = {
            "Cache-Control": _FOREVER,
            "ETag": generation.etag("context", name),
            "Link": ", ".join((link(LICENSE, "license"), link(place, "describedby"))),
        }
        return Response(body, headers=headers, media_type="application/ld+json")

    def _body(self, request: Request, module: str, media: str) -> bytes:
        if media == TURTLE:
            return source(module)
        if media == HTML:
            onto = ontology_page("" if module in MODULES else module)
            return self._pages.render("ontology.html", request, here="ontology", module=module, onto=onto)
        format = RdfFormat.from_media_type(media)
        return serialize(triples(module), format=format, prefixes=dict(PREFIXES)) or b""
