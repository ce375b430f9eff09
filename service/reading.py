"""What a page looks up beside its document: short, bounded readings of the publication, for threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.edition import DEFAULT
from graph.statements import Term
from ontology import terms as k
from ontology.iris import fold

_CODE: Final = "iso3166:"


class Reading:
    """Looks things up in one publication for one page; what was read is remembered as long as the page is made."""

    def __init__(self, store: Store, base: str, place: Callable[[str | None], str | None]) -> None:
        """``base`` is where the IRIs of things begin; ``place`` says where the service shows an IRI."""
        self.store, self.base, self.place = store, base, place
        self._said: dict[str, dict[NamedNode, list[Term]]] = {}

    def said(self, iri: str) -> dict[NamedNode, list[Term]]:
        """All that is said of a thing: meant for things of which little is said, as events and facts."""
        if iri not in self._said:
            self._said[iri] = {}
            for quad in self.store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT):
                if isinstance(quad.object, NamedNode | Literal):
                    self._said[iri].setdefault(quad.predicate, []).append(quad.object)
        return self._said[iri]

    def values(self, iri: str, name: NamedNode, most: int = 50) -> list[Term]:
        """The values of one property, at most so many."""
        quads = self.store.quads_for_pattern(NamedNode(iri), name, None, DEFAULT)
        return [quad.object for quad in islice(quads, most) if isinstance(quad.object, NamedNode | Literal)]

    def text(self, iri: str, name: NamedNode) -> str:
        """The first value of a property; empty if there is none."""
        return next((term.value for term in self.values(iri, name, 1)), "")

    def label(self, iri: str) -> str:
        """The name of a thing; the end of its IRI if it has none."""
        return self.text(iri, k.RDFS_LABEL) or iri.rstrip("/").rpartition("/")[2]

    def is_called(self, name: str, iri: str) -> bool:
        """Whether a name means this thing and no other."""
        quads = self.store.quads_for_pattern(None, k.key, Literal(fold(name)), DEFAULT)
        return [quad.subject for quad in islice(quads, 2)] == [NamedNode(iri)]

    def pointing(self, name: NamedNode, iri: str, most: int) -> Iterator[str]:
        """Things that have the thing as a value, at most so many."""
        for quad in islice(self.store.quads_for_pattern(None, name, NamedNode(iri), DEFAULT), most):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def point(self, iri: str) -> tuple[float, float] | None:
        """Latitude and longitude of a place, if they are known."""
        north, east = self.text(iri, k.latitude), self.text(iri, k.longitude)
        try:
            return (float(north), float(east)) if north and east else None
        except ValueError:
            return None

    def code(self, iri: str) -> str:
        """The two letters of a country in ISO 3166-1; empty for what is none."""
        found = (term.value.removeprefix(_CODE) for term in self.values(iri, k.identifier))
        return next((code for code in found if len(code) == 2 and code.isalpha()), "")
