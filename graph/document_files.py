"""Documents as RDF: what was read for a page, with what the page says of itself, in any format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.contents import Content
from graph.lookups import value
from graph.parts import TERMS, Part, part_iri, terms_of
from graph.quotations import page_at
from graph.turtle import prefixes
from ontology import terms as k
from ontology.context import Compact

JSON_LD: Final = "application/ld+json"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""Of all of Kerege's own data."""
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_VOID: Final = "http://rdfs.org/ns/void#"
_HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
_SEE_ALSO: Final = NamedNode(k.RDFS + "seeAlso")
_NOT_IN_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters that a text may have, such as the form feeds of a PDF, and that XML 1.0 cannot write in any way."""
_NAMED: Final = frozenset({"text/turtle", "application/trig", "application/rdf+xml"})
"""Formats in which prefixes make a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document stands."""

    url: str
    """Of the document in no particular format, its first page."""
    base: str
    """Where the IRIs of the publication's instances begin."""
    context: tuple[str, str] = ("", "")
    """Version and address of the JSON-LD context."""

    def page(self, number: int) -> str:
        """The address of a page, from 1."""
        return self.url if number == 1 else f"{self.url}?page={number}"


def parts_in(content: Content) -> tuple[Part, ...]:
    """The parts of the dataset that a document draws from, each with its own terms."""
    kinds = {iri.rpartition("/id/")[2].partition("/")[0] for iri in content.lookups.read}
    found = [Part.FACTS]
    if kinds & {"assertion", "article"}:
        found.append(Part.ASSERTIONS)
    if "passage" in kinds:
        found.append(Part.SENTENCES)
    if kinds & {"place", "institution"}:
        found.append(Part.REFERENCE)
    if content.kind in _SCHEMES:
        found.append(Part.ONTOLOGY)
    return tuple(found)


_SCHEMES: Final = frozenset({"sector", "indicator", "instrument", "stage", "dac", "iati", "query", "rule"})


def statements(content: Content, place: Place) -> Iterator[Quad]:
    """All statements of a page of a document, the page itself first."""
    yield from _page(content, place)
    yield from content.lookups.statements()
    yield from _links(content)


def written(content: Content, place: Place, media: str) -> bytes:
    """A page of a document in an RDF format by its media type."""
    found = statements(content, place)
    if media == JSON_LD:
        version, address = place.context
        return _compact(version).document(found, address)
    format = RdfFormat.from_media_type(media)
    names: Mapping[str, str] | None = _prefixes(place.base) if media in _NAMED else None
    body = serialize(found, format=format, prefixes=dict(names) if names else None) or b""
    return _NOT_IN_XML.sub("\ufffd".encode(), body) if format == RdfFormat.RDF_XML else body


def _page(content: Content, place: Place) -> Iterator[Quad]:
    """What a page says of itself."""
    page = NamedNode(place.page(content.page))
    yield Quad(page, k.RDF_TYPE, NamedNode(_FOAF + "Document"))
    yield Quad(page, NamedNode(_FOAF + "primaryTopic"), NamedNode(content.iri))
    yield Quad(page, NamedNode(_VOID + "inDataset"), NamedNode(f"{place.base}dataset"))
    parts = parts_in(content)
    if Part.SENTENCES in parts:
        yield Quad(page, NamedNode(k.DCTERMS + "rights"), Literal(TERMS[Part.SENTENCES].rights))
    else:
        yield Quad(page, NamedNode(k.DCTERMS + "license"), NamedNode(LICENSE))
    for part in parts:
        yield Quad(page, NamedNode(k.DCTERMS + "source"), part_iri(place.base, part))
    if content.pages > 1:
        yield Quad(page, k.RDF_TYPE, NamedNode(_HYDRA + "PartialCollectionView"))
        for name, number in _others(content):
            yield Quad(page, NamedNode(_HYDRA + name), NamedNode(place.page(number)))
            yield Quad(page, _SEE_ALSO, NamedNode(place.page(number)))
    for part in parts:
        if not content.lookups.has(part_iri(place.base, part).value):
            yield from _terms(place.base, part)


@cache
def _terms(base: str, part: Part) -> tuple[Quad, ...]:
    return tuple(Quad(part_iri(base, part), name, said) for name, said in terms_of(base, part))


def _others(content: Content) -> Iterator[tuple[str, int]]:
    yield "first", 1
    if content.page > 1:
        yield "previous", content.page - 1
    if content.page < content.pages:
        yield "next", content.page + 1
    yield "last", content.pages


def _links(content: Content) -> Iterator[Quad]:
    """From each passage to the publisher's page, opened at its words."""
    for iri in content.lookups.read:
        pairs = content.lookups.known(iri)
        article = value(pairs, k.passageOf)
        url = value(content.lookups.known(article), k.url) if article else None
        if url:
            yield Quad(NamedNode(iri), _SEE_ALSO, NamedNode(page_at(url, value(pairs, k.text))))


@cache
def _compact(version: str) -> Compact:
    return Compact(version)


@cache
def _prefixes(base: str) -> Mapping[str, str]:
    return {**prefixes(base), "foaf": _FOAF, "hydra": _HYDRA}
