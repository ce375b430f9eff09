"""Whether a fact that a person adds is one that the ontology allows, and whether a class suits a kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode

from graph.background import Background
from graph.network.contract import relations
from ontology import terms as k

TOPS: Final = {
    "person": k.Person, "institution": k.Institution, "place": k.Place, "undertaking": k.Undertaking, "event": k.Event,
}  # fmt: skip
"""By kind, as it stands in IRIs: the class that all its things belong to."""
_SCHEMA: Final = "https://schema.org/"
_DOMAINS: Final = (k.RDFS + "domain", _SCHEMA + "domainIncludes")
_RANGES: Final = (k.RDFS + "range", _SCHEMA + "rangeIncludes")
_CONCEPTS: Final = frozenset({k.Sector.value})
"""Classes of concepts that facts lead to."""


class Relations:
    """What the ontology says of relations and classes."""

    def __init__(self, background: Background) -> None:
        """The ontology of a background."""
        self._rules = background.rules
        self._known = {f"{k.K}{name}" for name in relations()} | {k.sector.value}
        self._classes = {
            triple.subject.value
            for triple in background.ontology
            if triple.predicate == k.RDF_TYPE and triple.object == NamedNode(k.OWL + "Class")
            and isinstance(triple.subject, NamedNode)
        }  # fmt: skip
        self._concepts = {
            triple.subject.value: frozenset({triple.object.value})
            for triple in background.ontology
            if triple.predicate == k.RDF_TYPE and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, NamedNode) and triple.object.value in _CONCEPTS
        }  # fmt: skip
        self._said: dict[tuple[str, str], set[str]] = {}
        for triple in background.ontology:
            subject, name, value = triple.subject, triple.predicate.value, triple.object
            if name in (*_DOMAINS, *_RANGES) and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                self._said.setdefault((subject.value, name), set()).add(value.value)

    def misfit(self, subject: str, predicate: str, value: str, class_of: Callable[[str], frozenset[str]]) -> str | None:
        """Why a fact cannot be added, in a sentence; ``None`` if it can.

        ``class_of`` tells all classes of a thing, none for one that is not known.
        """
        if predicate not in self._known:
            return f"{predicate} is no relation that facts of the graph have."
        for iri, names in ((subject, _DOMAINS), (value, _RANGES)):
            classes = class_of(iri)
            if not classes:
                return f"The graph knows no {iri}."
            for name in names:
                allowed = self._allowed(predicate, name)
                if allowed and not allowed & classes:
                    wanted = " or ".join(sorted(cls.removeprefix(k.K) for cls in allowed))
                    place = "before" if names is _DOMAINS else "after"
                    return f"{iri} cannot stand {place} {predicate.removeprefix(k.K)}: that takes {wanted}."
        return None

    def unsuited(self, cls: str, kind: str | None) -> str | None:
        """Why things of a kind cannot be of a class, in a sentence; ``None`` if they can."""
        if cls not in self._classes:
            return f"{cls} is no class of the ontology."
        if kind is None:
            return "Only a person, an institution, a place, an undertaking or an event has a class to change."
        top = TOPS[kind].value
        if cls != top and top not in self._rules.types_above((cls,)):
            return f"{cls.removeprefix(k.K)} is no class of a thing whose IRI says {kind}."
        return None

    def classes_of_concept(self, iri: str) -> frozenset[str]:
        """The classes of a concept that facts lead to, as sectors; none for anything else."""
        return self._concepts.get(iri, frozenset())

    def above(self, classes: Iterable[str]) -> frozenset[str]:
        """The classes and all above them."""
        stated = frozenset(classes)
        return stated | self._rules.types_above(stated)

    def _allowed(self, predicate: str, name: str) -> set[str]:
        found = self._said.get((predicate, name), set())
        return found | {k.Place.value} if k.Agent.value in found else found  # countries, regions and cities act too
