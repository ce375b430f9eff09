"""The ontology over HTTP, in every format, and the JSON-LD contexts derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from starlette.requests import Request
from starlette.responses import Response

from graph.document_files import LICENSE
from graph.turtle import PREFIXES
from ontology import context, iris
from ontology import terms as k
from ontology.change_log import RELEASES
from service.accept import GRAPHS, HTML, TURTLE, negotiated
from service.addresses import address
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.links import ENDINGS, FORMATS, alternates, link, signposts
from service.pages import Pages
from service.problems import Problem, unacceptable
from service.settings import Settings

_MODULES: Final[Mapping[str, str]] = {"": "kerege.ttl", "alignments": "alignments.ttl", "shapes": "shapes.ttl"}
"""Files of the ontology by what follows in its address."""
_FOREVER: Final = "public, max-age=31536000, immutable"
_ONTOLOGY_CLASS: Final = k.OWL + "Ontology"
_SECTIONS: Final[Mapping[str, str]] = {
    "Classes": "Class",
    "Relations": "ObjectProperty",
    "Properties with values": "DatatypeProperty",
    "Individuals": "NamedIndividual",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or individual of the ontology."""

    name: str
    """Local name: what follows ``#`` in its IRI."""
    iri: str
    label: str
    comment: str
    links: Mapping[str, tuple[str, ...]]
    """By property (``subClassOf``, ``domain``, ``range``, ``inverseOf`` …): the IRIs that it leads to, sorted."""


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
        if (module not in _MODULES and module not in versions()) or (ending and ending not in FORMATS):
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
            return self._pages.render(
                "ontology.html", request, here="ontology", module=module, version=version(), sections=sections()
            )
        format = RdfFormat.from_media_type(media)
        return serialize(triples(module), format=format, prefixes=dict(PREFIXES)) or b""


@cache
def source(module: str = "") -> bytes:
    """A module of the ontology, or one of its earlier versions, as it was written, in Turtle."""
    file = files("ontology").joinpath(_MODULES[module]) if module in _MODULES else RELEASES / f"{module}.ttl"
    return file.read_bytes()


@cache
def versions() -> frozenset[str]:
    """The versions of the ontology that can be had: this one and those that are kept."""
    return frozenset({version(), *(file.stem for file in RELEASES.glob("*.ttl"))})


@cache
def triples(module: str = "") -> tuple[Triple, ...]:
    """The triples of a module of the ontology, or of an earlier version."""
    return tuple(quad.triple for quad in parse(source(module), RdfFormat.TURTLE))


@cache
def version() -> str:
    """The version of the ontology."""
    found = (triple.object for triple in triples() if triple.predicate.value == k.OWL + "versionInfo")
    return next(value.value for value in found if isinstance(value, Literal))


@cache
def sections() -> Mapping[str, tuple[Term, ...]]:
    """The terms of the ontology for people, by heading, each section in the alphabet of labels."""
    about: dict[str, list[tuple[str, NamedNode | Literal]]] = {}
    for triple in triples():
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            about.setdefault(triple.subject.value, []).append((triple.predicate.value, triple.object))
    found: dict[str, tuple[Term, ...]] = {}
    for heading, kind in _SECTIONS.items():
        owl = k.OWL + kind
        terms = (
            _term(iri, pairs)
            for iri, pairs in about.items()
            if iri.startswith(k.K) and any(name == k.RDF_TYPE.value and end.value == owl for name, end in pairs)
        )
        found[heading] = tuple(sorted(terms, key=lambda term: term.label.casefold()))
    return found


def _term(iri: str, pairs: list[tuple[str, NamedNode | Literal]]) -> Term:
    texts = {name: end.value for name, end in pairs if isinstance(end, Literal)}
    links: dict[str, list[str]] = {}
    for name, end in pairs:
        if isinstance(end, NamedNode) and name not in (k.RDF_TYPE.value, k.RDFS + "isDefinedBy"):
            links.setdefault(name.replace("#", "/").rpartition("/")[2], []).append(end.value)
    name = iri.removeprefix(k.K)
    return Term(
        name=name,
        iri=iri,
        label=texts.get(k.RDFS + "label", name),
        comment=texts.get(k.RDFS + "comment", ""),
        links={property: tuple(sorted(ends)) for property, ends in sorted(links.items())},
    )
