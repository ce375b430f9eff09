"""The map of a thing: itself if it is a place, its seat, where it is, and the places that its facts are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup
from pyoxigraph import NamedNode

from graph.documents import Document, Named
from ontology import terms as k
from service.drawing.map import Place, world
from service.reading import Reading

_OWN: Final = (k.headquarters, k.locatedIn, k.country, k.capital)
"""What leads from a thing to where it is."""
_EVENTS: Final = 200
"""Events whose places are looked up."""
_PARTS: Final = 80
"""Countries of a region."""


def map_of(document: Document, reading: Reading) -> Markup:
    """The map as a figure; empty if no place is known."""
    found = [one for iri, count in _places(document, reading).items() if (one := _place(iri, count, reading))]
    return world(found, title=f"Places of {document.thing.label}")


def _places(document: Document, reading: Reading) -> Counter[str]:
    """The IRIs of places with the number of facts on the page that are about each."""
    iri, found = document.thing.iri, Counter[str]()
    for own in _own(document.thing, reading):
        found[own] += 0
    for group in document.groups:
        for fact in group.facts:
            about = {fact.other, *(value for _, values in fact.properties for value in values)}
            found.update({one.iri for one in about if isinstance(one, Named) and k.Place.value in one.classes} - {iri})
    for event in reading.values(iri, k.attended, _EVENTS):
        found.update(place.value for place in reading.values(event.value, k.locatedIn, 3))
    return found


def _own(thing: Named, reading: Reading) -> Iterator[str]:
    if k.Place.value in thing.classes:
        yield thing.iri
    for name in _OWN:
        yield from (term.value for term in reading.values(thing.iri, name, 20) if isinstance(term, NamedNode))
    if k.Region.value in thing.classes:
        yield from reading.pointing(k.within, thing.iri, _PARTS)


def _place(iri: str, count: int, reading: Reading) -> Place | None:
    """A place as it is drawn: a point, or a country's outline; ``None`` if neither is known."""
    code, point = reading.code(iri), reading.point(iri)
    if not code and point is None:
        return None
    north, east = point or (None, None)
    return Place(north, east, reading.label(iri), reading.place(iri), count or None, code)
