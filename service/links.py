"""Links of documents for machines (https://signposting.org/FAIR/): what a page is about, and its other formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graph.document_files import LICENSE

FORMATS: Final[Mapping[str, str]] = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
"""Endings of addresses of documents, with their media types."""
ENDINGS: Final[Mapping[str, str]] = {media: ending for ending, media in FORMATS.items()}
_OFFERED: Final = ("html", "ttl", "jsonld", "nt", "rdf")


def link(target: str, relation: str, **more: str) -> str:
    """One link of a ``Link`` header (RFC 8288)."""
    safe = target.replace("<", "%3C").replace(">", "%3E").replace('"', "%22")
    return "; ".join((f"<{safe}>", f'rel="{relation}"', *(f'{name}="{value}"' for name, value in more.items())))


def alternates(place: str, page: int = 1, besides: str = "") -> Iterable[str]:
    """Links to a document's other formats; ``besides`` is the media type of the one that is sent."""
    query = f"?page={page}" if page > 1 else ""
    for ending in _OFFERED:
        if FORMATS[ending] != besides:
            yield link(f"{place}.{ending}{query}", "alternate", type=FORMATS[ending])


def signposts(iri: str, place: str, *, classes: Iterable[str], license: str = LICENSE) -> Iterable[str]:
    """Links that say what a document is about, and under which terms."""
    yield link(iri, "cite-as")
    yield link(f"{place}.ttl", "describedby", type="text/turtle")
    yield link(license, "license")
    for cls in classes:
        yield link(cls, "type")


def turning(page: int, pages: int, place: str) -> Iterable[str]:
    """Links to other pages of a document."""
    if pages > 1:
        yield link(place, "first")
        if page > 1:
            yield link(place if page == 2 else f"{place}?page={page - 1}", "prev")
        if page < pages:
            yield link(f"{place}?page={page + 1}", "next")
        yield link(f"{place}?page={pages}", "last")
