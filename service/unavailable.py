"""What is answered for things that are not here, have moved or have ended, in the format that was asked for.

Whoever asks for RDF gets a statement; everybody else a problem, as for all errors.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from ontology import terms as k
from service.accept import ERRORS, GRAPHS, HTML, best
from service.links import link
from service.pages import Pages
from service.problems import Problem

_COMMENT: Final = NamedNode(k.RDFS + "comment")
_REPLACED: Final = NamedNode(k.DCTERMS + "isReplacedBy")
_DEPRECATED: Final = NamedNode(k.OWL + "deprecated")
Pair = tuple[NamedNode, Literal]
_TRUE: Final = Literal("true", datatype=k.XSD_BOOLEAN)
_PREFIXES: Final = {"dcterms": k.DCTERMS, "owl": k.OWL, "rdfs": k.RDFS}


class Unavailable:
    """Answers for what is not here."""

    def __init__(self, pages: Pages) -> None:
        """``pages`` shows problems to people."""
        self._pages = pages

    def unknown(self, request: Request, address: str, media: str | None) -> Response:
        """404: the graph does not know the thing; ``media`` is the format that the address fixes."""
        said = "The graph knows nothing of that name."
        return self._told(request, 404, said, media, NamedNode(address))

    def ended(self, request: Request, iri: str, media: str | None) -> Response:
        """410: the graph knew the thing once."""
        said = "The graph knew this once: the articles that told of it have been taken away or tell of it no more."
        return self._told(request, 410, said, media, NamedNode(iri), (_DEPRECATED, _TRUE))

    def _told(
        self, request: Request, status: int, said: str, media: str | None, about: NamedNode, *more: Pair
    ) -> Response:
        problem, headers = Problem(status, said), {"Vary": "Accept", "Cache-Control": "no-store"}
        if media == HTML:
            return Response(self._pages.problem(problem, request), status, headers, media_type=HTML)
        format = _rdf(request, media)
        if format is None:
            raise problem
        pairs: tuple[Pair, ...] = ((_COMMENT, Literal(said, language="en")), *more)
        triples = (Triple(about, name, value) for name, value in pairs)
        body = serialize(triples, format=RdfFormat.from_media_type(format), prefixes=_PREFIXES)
        return Response(body, status, headers, media_type=format)


def moved(request: Request, iri: str, new: str, target: str, media: str | None) -> Response:
    """301: the thing goes by another IRI, ``new``, which leads to ``target``."""
    headers = {
        "Location": target,
        "Vary": "Accept",
        "Link": f"{link(new, 'canonical')}, {link(new, 'successor-version')}",
    }
    format = _rdf(request, media)
    if format is None:
        return Response(f"{target}\n", 301, headers, media_type="text/plain")
    triples = (Triple(NamedNode(iri), _REPLACED, NamedNode(new)),)
    body = serialize(triples, format=RdfFormat.from_media_type(format), prefixes=_PREFIXES)
    return Response(body, 301, headers, media_type=format)


def _rdf(request: Request, media: str | None) -> str | None:
    """The RDF format to answer in, if one was asked for rather than anything."""
    if media is not None:
        return None if media == HTML else media
    asked = best(request.headers.get("accept"), (*ERRORS, *(offer for offer in GRAPHS if offer not in ERRORS)))
    return GRAPHS[asked] if asked is not None and asked not in ERRORS else None
