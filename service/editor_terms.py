"""What the SPARQL editor completes beside names: prefixes, and the terms of the ontology by where they may stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store
from starlette.requests import Request
from starlette.responses import Response

from graph.turtle import prefixes
from ontology import terms as k
from ontology.described import Term
from service.front import GENERATION, KEEP
from service.generation import Generation
from service.ontology_page import ontology_page

_STANDARD: Final = (
    ("rdf:type", "type", "A class of the thing; the word “a” says the same."),
    ("rdfs:label", "label", "The one name by which pages call it."),
    ("rdfs:comment", "comment", "What a term means."),
    ("rdfs:subClassOf", "sub class of", "A wider class."),
    ("skos:prefLabel", "preferred label", "The name of a sector, indicator, instrument or stage."),
    ("skos:altLabel", "alternative label", "Another name of these."),
    ("skos:notation", "notation", "The short name by which stored questions match these."),
    ("skos:broader", "broader", "A wider sector."),
    ("owl:sameAs", "same as", "The same thing elsewhere."),
    ("prov:used", "used", "The article that a reading read."),
    ("prov:wasAssociatedWith", "was associated with", "Who did it: the reader of a reading."),
    ("prov:wasAttributedTo", "was attributed to", "The outlet of an article."),
    ("prov:wasDerivedFrom", "was derived from", "The page that an article was taken from."),
    ("dcterms:isReplacedBy", "is replaced by", "The IRI that a thing goes by now."),
)
"""Properties of other vocabularies that the graph uses everywhere."""
_COMMENT: Final = 160
"""Letters of an explanation."""
_DEFAULT: Final = DefaultGraph()


async def editor_terms(request: Request) -> Response:
    """Prefixes, classes, properties and values as JSON; each term is ``[name, label, explanation, classes]``.

    The classes of a property are those that its subjects have, of a value the class that it belongs to.
    """
    generation: Generation = request.scope[GENERATION]
    request.scope[KEEP] = True
    headers = {"ETag": generation.etag("editor terms"), "Last-Modified": generation.last_modified}
    return Response(_terms(generation.store, generation.base), headers=headers, media_type="application/json")


def _terms(store: Store, base: str) -> bytes:
    known = ontology_page().described.sections
    standard: list[list[object]] = [[name, label, said, list[str]()] for name, label, said in _STANDARD]
    whole: dict[str, object] = {
        "prefixes": prefixes(base),
        "classes": list(_own(known["Classes"])),
        "properties": [
            *_own((*known["Relations between things"], *known["Properties with values"])),
            *standard,
        ],
        "values": [*_own(known["Individuals"]), *_concepts(store)],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _own(terms: Iterable[Term]) -> Iterator[list[object]]:
    for term in terms:
        ends = (*term.domains, *term.usual_domains)
        yield [f"k:{term.name}", term.label, _shortened(term.comment), [end.removeprefix(k.K) for end in ends]]


@cache
def _shortened(text: str) -> str:
    """The first sentence, if it is not too long."""
    first = text.partition(". ")[0].removesuffix(".")
    return first if len(first) <= _COMMENT else f"{first[: _COMMENT - 1].rpartition(' ')[0]} …"


def _concepts(store: Store) -> Iterator[list[object]]:
    """Sectors, indicators, instruments and stages."""
    for name in ("indicator", "instrument", "sector", "stage"):
        start = prefixes("")[name]
        kind = name.capitalize()
        for quad in store.quads_for_pattern(None, k.RDF_TYPE, NamedNode(k.K + kind), _DEFAULT):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start):
                found = store.quads_for_pattern(quad.subject, NamedNode(k.SKOS + "prefLabel"), None, _DEFAULT)
                label = next((one.object.value for one in found if isinstance(one.object, Literal)), "")
                yield [f"{name}:{quad.subject.value.removeprefix(start)}", label, kind.lower(), [kind]]
