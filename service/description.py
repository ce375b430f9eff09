"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.catalogue import GRAPHS
from graph.turtle import PREFIXES
from ontology import terms as k
from service.generation import Generation
from service.settings import Settings

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip


def description(generation: Generation, endpoint: str, settings: Settings, void: str, media: str) -> bytes:
    """The description of an endpoint at that address, in an RDF format by its media type."""
    triples = set(_service(generation, endpoint, settings)) | set(_dataset(generation, endpoint, void))
    format = RdfFormat.from_media_type(media)
    ordered = sorted(triples, key=str)
    return serialize(ordered, format=format, prefixes={**PREFIXES, "sd": SD, "formats": _FORMATS}) or b""


def _service(generation: Generation, endpoint: str, settings: Settings) -> Iterator[Triple]:
    one = NamedNode(f"{endpoint}#service")
    yield Triple(one, k.RDF_TYPE, NamedNode(SD + "Service"))
    yield Triple(one, NamedNode(SD + "endpoint"), NamedNode(endpoint))
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield Triple(one, NamedNode(SD + "supportedLanguage"), NamedNode(SD + language))
    for format in _RESULTS:
        yield Triple(one, NamedNode(SD + "resultFormat"), NamedNode(_FORMATS + format))
    if settings.services:
        yield Triple(one, NamedNode(SD + "feature"), NamedNode(SD + "BasicFederatedQuery"))
    yield Triple(one, NamedNode(SD + "defaultDataset"), NamedNode(f"{endpoint}#dataset"))
    limits = settings.limits
    yield Triple(
        one,
        NamedNode(k.RDFS + "comment"),
        Literal(
            f"Read only. A query may run for {limits.seconds:g} seconds and yields at most {limits.rows:,} solutions, "
            "unless it states a smaller LIMIT; an answer that is cut off has the header Kerege-Truncated.",
            language="en",
        ),
    )


def _dataset(generation: Generation, endpoint: str, void: str) -> Iterator[Triple]:
    whole, default = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default")
    yield Triple(whole, k.RDF_TYPE, NamedNode(SD + "Dataset"))
    yield Triple(whole, NamedNode(k.RDFS + "seeAlso"), NamedNode(void))
    yield Triple(whole, NamedNode(SD + "defaultGraph"), default)
    yield Triple(default, k.RDF_TYPE, NamedNode(SD + "Graph"))
    yield Triple(default, NamedNode(VOID + "triples"), Literal(_triples(generation)))
    for name, cls in GRAPHS.items():
        iri, node = NamedNode(f"{generation.base}graph/{name}"), NamedNode(f"{endpoint}#{name}")
        yield Triple(whole, NamedNode(SD + "namedGraph"), node)
        yield Triple(node, k.RDF_TYPE, NamedNode(SD + "NamedGraph"))
        yield Triple(node, NamedNode(SD + "name"), iri)
        yield Triple(node, NamedNode(k.RDFS + "seeAlso"), cls)


def _triples(generation: Generation) -> int:
    """Triples of the default graph, as counted when it was published."""
    found = generation.store.quads_for_pattern(
        NamedNode(f"{generation.base}dataset"), NamedNode(VOID + "triples"), None
    )
    return next((int(quad.object.value) for quad in found if isinstance(quad.object, Literal)), 0)
