"""Which facts a document lists, and in which order: the best supported first, then the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.lookups import Lookups
from graph.ranked import Ranked
from ontology import terms as k
from ontology.iris import Minter

LINKS: Final = (
    k.subject, k.object, k.member, k.organization, k.financier, k.recipient, k.purpose, k.about, k.counterpart,
    k.speaker, k.onBehalfOf, k.indicator, k.instrument, k.stage,
)  # fmt: skip
"""What leads from a fact to the things that it is about."""
_INVERSE: Final = NamedNode(k.OWL + "inverseOf")
_SYMMETRIC: Final = NamedNode(k.OWL + "SymmetricProperty")


class Ranking:
    """The facts about the things of one publication."""

    def __init__(self, store: Store, base: str) -> None:
        """``base`` is where the IRIs of the publication's instances begin."""
        self._store, self._minter = store, Minter(base)
        self._facts_start = f"{base}id/fact/"
        self._mirrors: dict[str, set[str]] | None = None

    def ranked(self, iri: str, lookups: Lookups) -> Ranked:
        """The facts about a thing, those first that most independent sources report, then the latest.

        What is there from the thing's own side too is left out: whom it met is also who met it.
        """
        node, found, twice = NamedNode(iri), dict[str, None](), frozenset[str]()
        for link in LINKS:
            about = [one for one in lookups.pointing(link, node) if one.startswith(self._facts_start)]
            if link == k.object:
                twice = frozenset(self._from_there(iri, found)) if about else twice
                about = [one for one in about if one not in twice]
            found.update(dict.fromkeys(about))

        def sources(fact: str) -> int:
            count = lookups.value(fact, k.independentSources)
            return int(count.value if count else 0)

        def latest(fact: str) -> tuple[int, str]:
            last = lookups.value(fact, k.lastReported)
            return -int(last.value.replace("-", "") if last and last.value.replace("-", "").isdigit() else 0), fact

        return Ranked(((-sources(fact), fact) for fact in found), latest)

    def _from_there(self, iri: str, known: Mapping[str, None]) -> Iterable[str]:
        """The facts that say from the other side what known facts say from the thing's own."""
        for quad in self._store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT):
            name, end = quad.predicate.value, quad.object
            others = self._other_sides().get(name, ())
            if others and isinstance(end, NamedNode) and self._minter.fact(iri, name, end.value) in known:
                yield from (self._minter.fact(end.value, other, iri) for other in others)

    def _other_sides(self) -> dict[str, set[str]]:
        """By property: the properties that say the same from the other side; a symmetric one has itself."""
        if self._mirrors is None:
            mirrors: dict[str, set[str]] = {}
            for quad in self._store.quads_for_pattern(None, _INVERSE, None, DEFAULT):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                    mirrors.setdefault(quad.subject.value, set()).add(quad.object.value)
                    mirrors.setdefault(quad.object.value, set()).add(quad.subject.value)
            for quad in self._store.quads_for_pattern(None, k.RDF_TYPE, _SYMMETRIC, DEFAULT):
                if isinstance(quad.subject, NamedNode):
                    mirrors.setdefault(quad.subject.value, set()).add(quad.subject.value)
            self._mirrors = mirrors
        return self._mirrors
