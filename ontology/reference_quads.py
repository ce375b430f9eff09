"""Reference data as RDF: what is known of the entries that articles reach, for the graph ``graph/reference``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from ontology import iris, terms
from ontology.reference import Entry, Knowledge

_SOURCE: Final = ox.NamedNode(terms.DCTERMS + "source")
_EXACT_MATCH: Final = ox.NamedNode(terms.SKOS + "exactMatch")
_OF_A_STATE: Final = frozenset({"Government", "Ministry", "GovernmentAgency"})


def reference_quads(knowledge: Knowledge, reached: Iterable[str]) -> Iterator[ox.Quad]:
    """The entries with these IRIs, all institutions, and everything they lead to, each statement once, sorted by IRI.

    Institutions are few and their structure is asked for on its own; of countries, regions and cities only what
    is reached is written, with the regions around it. IRIs that the reference data do not know are passed over.
    """
    wanted: set[str] = set()
    starts = [*reached, *(iri for iri, entry in knowledge.entries.items() if entry.kind == "Institution")]
    for start in starts:
        if start not in wanted:
            wanted.update(knowledge.whole_of(start))
    graph = ox.NamedNode(iris.Minter(knowledge.base).graph("reference"))
    for iri in sorted(wanted):
        subject = ox.NamedNode(iri)
        for predicate, value in dict.fromkeys(statements(knowledge.entries[iri])):
            yield ox.Quad(subject, predicate, value, graph)


def statements(entry: Entry) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """What is said of one entry: predicates and objects, some perhaps twice."""
    yield terms.RDF_TYPE, ox.NamedNode(terms.K + entry.cls)
    yield terms.RDFS_LABEL, ox.Literal(entry.name)
    for name in (entry.name, *entry.aliases, *entry.acronyms):
        yield terms.name, ox.Literal(name)
        yield terms.key, ox.Literal(iris.fold(name))
    for acronym in entry.acronyms:
        yield terms.acronym, ox.Literal(acronym)
    for demonym in entry.demonyms:
        yield terms.demonym, ox.Literal(demonym)
    yield from _relations(entry)
    yield from _identifiers(entry)
    yield _SOURCE, ox.NamedNode(entry.source) if "://" in entry.source else ox.Literal(entry.source)


def _relations(entry: Entry) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    if entry.unit_of:
        yield terms.unitOf, ox.NamedNode(entry.unit_of)
    for iri in entry.member_of:
        yield terms.memberOf, ox.NamedNode(iri)
    for iri in entry.within:
        yield terms.within, ox.NamedNode(iri)
    if entry.headquarters:
        yield terms.headquarters, ox.NamedNode(entry.headquarters)
    if entry.capital:
        yield terms.capital, ox.NamedNode(entry.capital)
    if entry.country and entry.country != entry.iri:
        yield terms.country, ox.NamedNode(entry.country)
        if entry.cls in _OF_A_STATE:
            yield terms.organOf, ox.NamedNode(entry.country)


def _identifiers(entry: Entry) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    for code in entry.codes:
        yield terms.identifier, ox.Literal(f"{'iso3166' if code.isalpha() else 'm49'}:{code}")
    for identifier in entry.identifiers:
        yield terms.identifier, ox.Literal(identifier)
    for iri in entry.same_as:
        yield _EXACT_MATCH, ox.NamedNode(iri)
    if entry.latitude is not None and entry.longitude is not None:
        yield terms.latitude, ox.Literal(f"{entry.latitude:.2f}", datatype=terms.XSD_DECIMAL)
        yield terms.longitude, ox.Literal(f"{entry.longitude:.2f}", datatype=terms.XSD_DECIMAL)
