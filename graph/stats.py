"""What the graph covers, from the counts that publishing keeps: cheap for a graph of any size.

``kerege stats`` shows it, and so does a question without an answer: perhaps the graph is not about that at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.catalogue import DCAT, VOID
from ontology import iris
from ontology import terms as k

_DEFAULT: Final = DefaultGraph()

KINDS: Final[Mapping[str, NamedNode]] = {
    "people": k.Person,
    "institutions": k.Institution,
    "places": k.Place,
    "projects": k.Project,
    "frameworks": k.Framework,
    "events": k.Event,
}
"""The kinds of entities that ``Coverage`` counts, superclasses of what articles say."""
_SINGULAR: Final = {kind: cls.value.removeprefix(k.K).lower() for kind, cls in KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a published graph covers."""

    articles: int
    first: date | None
    """Date of the oldest article."""
    last: date | None
    """Date of the newest article."""
    outlets: Mapping[str, int]
    """Articles by outlet, the most first."""
    entities: Mapping[str, int]
    """Things by kind (``KINDS``), reference data that articles reach included."""
    facts: int
    """Distinct things stated: one side of what has two (met, party to …), nothing inferred."""
    assertions: int
    """Single reports of facts, mentions of things and denials included."""
    tenures: int
    deals: int
    observations: int
    utterances: int
    conflicts: int
    """Pairs of observations that cannot both be true."""
    triples: int
    """In the default graph."""
    classes: Mapping[str, int]
    """Instances by class (local name), the most first; superclasses included."""
    properties: Mapping[str, int]
    """Triples by property of the ontology (local name), the most first."""

    def sentence(self) -> str:
        """One sentence that says what the graph is about, for an answer that is empty."""
        if not self.articles:
            return "The graph holds no article yet."
        when = f", from {self.first} to {self.last}" if self.first and self.last else ""
        named = ((count, kind if count != 1 else _SINGULAR[kind]) for kind, count in self.entities.items() if count)
        things = ", ".join(f"{count:,} {kind}" for count, kind in named)
        return (
            f"The graph covers {self.articles:,} article{'s' * (self.articles != 1)}{when}: {things or 'nothing else'}."
        )


def coverage(store: Store) -> Coverage:
    """What the published graph covers."""
    whole = _dataset(store)
    classes = _partition(store, whole, "class", "entities")
    properties = _partition(store, whole, "property", "triples")
    outlets = {
        name: _number(store, part, VOID + "documents")
        for part in _objects(store, whole, VOID + "subset")
        if (name := _text(store, part, k.DCTERMS + "source"))
    }
    begin, end = (_text(store, whole, DCAT + name) for name in ("startDate", "endDate"))
    return Coverage(
        articles=_number(store, whole, VOID + "documents"),
        first=date.fromisoformat(begin) if begin else None,
        last=date.fromisoformat(end) if end else None,
        outlets=_most_first(outlets),
        entities={kind: classes.get(_local(cls.value), 0) for kind, cls in KINDS.items()},
        facts=classes.get("Fact", 0) - properties.get("mirrors", 0) - _inferred(store),
        assertions=classes.get("Assertion", 0),
        tenures=classes.get("Tenure", 0),
        deals=classes.get("Deal", 0),
        observations=classes.get("Observation", 0),
        utterances=classes.get("Utterance", 0),
        conflicts=properties.get("conflictsWith", 0) // 2,
        triples=_number(store, whole, VOID + "triples"),
        classes=classes,
        properties=properties,
    )


def base_of(store: Store) -> str:
    """Where the IRIs of a published graph's things begin."""
    whole = _dataset(store)
    return _text(store, whole, VOID + "uriSpace") or iris.BASE


def _inferred(store: Store) -> int:
    return len({quad.subject for quad in store.quads_for_pattern(None, k.inferredFrom, None, _DEFAULT)})


def _dataset(store: Store) -> NamedNode | None:
    found = store.quads_for_pattern(None, k.RDF_TYPE, NamedNode(VOID + "Dataset"), _DEFAULT)
    datasets = (quad.subject for quad in found if isinstance(quad.subject, NamedNode))
    return next((node for node in datasets if not _objects(store, node, k.DCTERMS + "isPartOf")), None)


def _partition(store: Store, whole: NamedNode | None, what: str, unit: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in _objects(store, whole, f"{VOID}{what}Partition"):
        for name in _objects(store, part, VOID + what):
            if name.value.startswith(k.K):
                counts[_local(name.value)] = _number(store, part, VOID + unit)
    return _most_first(counts)


def _objects(store: Store, subject: NamedNode | None, predicate: str) -> list[NamedNode]:
    if subject is None:
        return []
    found = store.quads_for_pattern(subject, NamedNode(predicate), None, _DEFAULT)
    return [quad.object for quad in found if isinstance(quad.object, NamedNode)]


def _text(store: Store, subject: NamedNode | None, predicate: str) -> str | None:
    if subject is None:
        return None
    found = store.quads_for_pattern(subject, NamedNode(predicate), None, _DEFAULT)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), None)


def _number(store: Store, subject: NamedNode | None, predicate: str) -> int:
    return int(_text(store, subject, predicate) or 0)


def _local(iri: str) -> str:
    return iri.removeprefix(k.K)


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
