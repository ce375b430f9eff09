"""What publishing adds to what the articles say: the ontology, and the reference data that the articles reach."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph.inference import Rules
from graph.reading_rules import described, measured
from graph.reference_joined import joined_entries
from ontology import iris
from ontology import terms as k
from ontology.reference import Entry, Knowledge
from ontology.reference_quads import statements

_UNPUBLISHED: Final = frozenset({"shapes.ttl", "alignments.ttl"})
"""Modules beside the ontology that are published as files of their own, not in the graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The ontology and the reference data, in the form that publishing needs."""

    ontology: frozenset[Triple]
    """The triples of the ontology and its schemes that have no blank node."""
    rules: Rules
    entries: Mapping[str, Entry]
    """Reference data by IRI."""
    catalogue: frozenset[Triple] = frozenset()
    """What else is to stand in the catalogue graph: the stored queries, as editors of SPARQL look for them; how often
    each reading rule is right."""
    digest: str
    """Another digest publishes another dataset."""
    away: Mapping[str, Entry] = field(default_factory=dict[str, Entry], repr=False)
    """Entries that were joined into others, by their own IRIs."""
    _parts: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def load(cls, base: str = iris.BASE, catalogue: Iterable[Triple] = ()) -> Background:
        """The shipped ontology, the shipped reference data with IRIs under ``base``, the stored queries as examples.

        Also how often each reading rule was right.
        """
        from queries.catalogue import Catalogue  # only publishing needs all of them
        from queries.examples import examples

        extra = (*examples(Catalogue.load(), base), *described(measured(), base), *catalogue)
        return cls.of(shipped_ontology(), Knowledge.load(base).entries.values(), extra)

    @classmethod
    def of(cls, ontology: Iterable[Triple], entries: Iterable[Entry], catalogue: Iterable[Triple] = ()) -> Background:
        """A background of these triples and entries."""
        axioms, known, extra = tuple(ontology), {e.iri: e for e in entries}, frozenset(catalogue)
        named = frozenset(t for t in axioms if not _has_blank(t))
        said = [*sorted(map(str, named)), *sorted(map(repr, known.values())), *sorted(map(str, extra))]
        return cls(
            ontology=named,
            rules=Rules.from_ontology(axioms),
            entries=known,
            catalogue=extra,
            digest=hashlib.sha256("\n".join(said).encode("utf-8")).hexdigest(),
            _parts=_parts(known),
        )

    def joined(self, published: Callable[[str], str]) -> Background:
        """The same with the entries that a person said to be one under their published IRIs.

        The digest stays: which entries are joined is said by corrections, not by the background.
        """
        if all(published(iri) == iri for iri in self.entries):
            return self
        known = joined_entries(self.entries, published)
        away = {iri: entry for iri, entry in self.entries.items() if iri not in known}
        return replace(self, entries=known, away=away, _parts=_parts(known))

    def group_of(self, iri: str) -> str:
        """The institution at the top of the units that an institution belongs to, or the IRI itself."""
        return _top(self.entries, iri)

    def parts_of(self, group: str) -> tuple[str, ...]:
        """Everything whose group this is, the group itself included."""
        return self._parts.get(group) or (group,)

    def leads_to(self, iri: str) -> Iterator[str]:
        """A reference entry and everything in the reference data that it leads to, each once."""
        seen: set[str] = set()
        todo = [iri]
        while todo:
            here = todo.pop()
            if here not in seen and (entry := self.entries.get(here)):
                seen.add(here)
                yield here
                todo += entry.leads_to()

    def reference(self, iri: str) -> frozenset[Triple]:
        """The reference data about one thing, its preferred label left out; nothing about what is not there."""
        entry = self.entries.get(iri)
        return frozenset(_reference(entry)) if entry else frozenset()


def _parts(known: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(known):
        parts[_top(known, iri)].append(iri)
    return {top: tuple(below) for top, below in parts.items()}


def _top(entries: Mapping[str, Entry], iri: str) -> str:
    seen = {iri}
    while (entry := entries.get(iri)) and entry.unit_of and entry.unit_of not in seen:
        iri = entry.unit_of
        seen.add(iri)
    return iri


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


@cache
def shipped_ontology() -> tuple[Triple, ...]:
    """The triples of the ontology and its schemes as shipped, lists and axioms included."""
    found: list[Triple] = []
    for file in sorted(files("ontology").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".ttl") and file.name not in _UNPUBLISHED:
            content = parse(file.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True)
            found += (Triple(q.subject, q.predicate, q.object) for q in content)
    return tuple(found)


def _reference(entry: Entry) -> Iterator[Triple]:
    for predicate, value in statements(entry):
        if predicate != k.RDFS_LABEL:
            yield Triple(NamedNode(entry.iri), predicate, _as_stored(value))


def _as_stored(value: NamedNode | Literal) -> NamedNode | Literal:
    """The value as the store writes it, which has no zeros at the end of a decimal."""
    if isinstance(value, Literal) and value.datatype == k.XSD_DECIMAL and "." in value.value:
        return Literal(value.value.rstrip("0").rstrip("."), datatype=k.XSD_DECIMAL)
    return value
