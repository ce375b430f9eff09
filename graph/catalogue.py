"""The description of the dataset that the dataset holds: VoID counts, and which graph holds what.

Counting over a large store is slow, so the counts are kept while publishing; ``graph.stats`` reads them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.parts import Part, part_iri, terms_of
from graph.statements import Term
from ontology import terms as k
from ontology.iris import Minter

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"

TITLE: Final = "Kerege: a graph of development cooperation in the news"
RIGHTS: Final = "Every part of the dataset states its own license and rights."
GRAPHS: Final[Mapping[str, NamedNode]] = {
    "ontology": k.OntologyGraph,
    "reference": k.ReferenceGraph,
    "inferred": k.InferredGraph,
    "corrections": k.CorrectionsGraph,
    "catalogue": k.CatalogueGraph,
}
"""The system graphs by name, with their class."""


def dataset(minter: Minter) -> NamedNode:
    """The IRI of the dataset itself."""
    return NamedNode(f"{minter.base}dataset")


def catalogue(
    minter: Minter,
    articles: Mapping[str, tuple[str, str, str]],
    classes: Mapping[str, int],
    properties: Mapping[str, int],
    beside: int,
) -> frozenset[Triple]:
    """The catalogue's triples.

    ``articles`` is as in ``graph.publications.Manifest``; ``beside`` is the number of triples of the default graph
    that ``properties`` does not count, the catalogue's own left out.
    """
    whole = dataset(minter)
    found = {Triple(whole, *pair) for pair in _about(minter, articles)}
    found |= set(_partitions(whole, "class", classes, "entities"))
    found |= set(_partitions(whole, "property", properties, "triples"))
    found |= set(_outlets(whole, articles))
    found |= set(_parts(whole, minter.base))
    for name, cls in GRAPHS.items():
        found |= {Triple(NamedNode(minter.graph(name)), k.RDF_TYPE, one) for one in (cls, k.Graph)}
    count = sum(properties.values()) + beside + len(found) + 1
    return frozenset({*found, Triple(whole, NamedNode(VOID + "triples"), Literal(count))})


def _about(minter: Minter, articles: Mapping[str, tuple[str, str, str]]) -> Iterator[tuple[NamedNode, Term]]:
    yield k.RDF_TYPE, NamedNode(VOID + "Dataset")
    yield NamedNode(k.DCTERMS + "title"), Literal(TITLE)
    yield NamedNode(k.DCTERMS + "rights"), Literal(RIGHTS)
    yield NamedNode(VOID + "uriSpace"), Literal(minter.base)
    yield NamedNode(VOID + "vocabulary"), NamedNode(k.K)
    yield NamedNode(VOID + "documents"), Literal(len(articles))
    if dates := sorted(date for _, date, _ in articles.values() if date):
        yield NamedNode(DCAT + "startDate"), Literal(dates[0], datatype=k.XSD_DATE)
        yield NamedNode(DCAT + "endDate"), Literal(dates[-1], datatype=k.XSD_DATE)


def _partitions(whole: NamedNode, what: str, counts: Mapping[str, int], unit: str) -> Iterator[Triple]:
    for iri, count in counts.items():
        if count:
            part = NamedNode(f"{whole.value}/{what}/{_short(iri)}")
            yield Triple(whole, NamedNode(f"{VOID}{what}Partition"), part)
            yield Triple(part, NamedNode(VOID + what), NamedNode(iri))
            yield Triple(part, NamedNode(VOID + unit), Literal(count))


def _outlets(whole: NamedNode, articles: Mapping[str, tuple[str, str, str]]) -> Iterator[Triple]:
    for name, count in Counter(publisher for _, _, publisher in articles.values() if publisher).items():
        part = NamedNode(f"{whole.value}/outlet/{_hash(name)}")
        yield Triple(whole, NamedNode(VOID + "subset"), part)
        yield Triple(part, NamedNode(k.DCTERMS + "source"), Literal(name))
        yield Triple(part, NamedNode(VOID + "documents"), Literal(count))


def _parts(whole: NamedNode, base: str) -> Iterator[Triple]:
    """The parts that have licenses of their own, with their terms."""
    for part in Part:
        yield Triple(whole, NamedNode(VOID + "subset"), part_iri(base, part))
        for name, value in terms_of(base, part):
            yield Triple(part_iri(base, part), name, value)


def _short(iri: str) -> str:
    return iri.removeprefix(k.K) if iri.startswith(k.K) else _hash(iri)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
