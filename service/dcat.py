"""What is said of the dataset in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/): releases, files, and the endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.catalogue import DCAT, RIGHTS
from graph.parts import TERMS, Part, part_iri
from graph.release_files import DumpFile
from graph.releases import Release
from ontology import terms as k
from service.dumps import GZIP, MEDIA
from service.void import FOAF, Subject

SPDX: Final = "http://spdx.org/rdf/terms#"
PUBLISHER: Final = "Kerege"
KEYWORDS: Final = ("development cooperation", "development banks", "news", "projects", "financing", "knowledge graph")
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_SPARQL: Final = "https://www.w3.org/TR/sparql11-protocol/"
_OPENAPI: Final = "https://spec.openapis.org/oas/v3.1.0"
_ENGLISH: Final = "http://id.loc.gov/vocabulary/iso639-1/en"
Value = NamedNode | Literal


def dcat(about: Subject, published: datetime, previous: str | None) -> Iterator[Triple]:
    """The description; ``previous`` is the version of the release before, if it is kept."""
    for name, value in _dataset(about, published, previous):
        yield Triple(about.dataset, name, value)
    yield from _publisher(about)
    yield from _period(about)
    yield from _service(about)
    for part in Part:
        node = part_iri(about.base, part)
        yield Triple(about.dataset, _terms("hasPart"), node)
        yield Triple(node, k.RDF_TYPE, _dcat("Dataset"))
        yield Triple(node, _terms("publisher"), about.node("publisher"))
        yield Triple(node, _terms("modified"), _moment(published))
    if about.release is not None:
        for one in about.release.files:
            node = about.node(one.name)
            whole = part_iri(about.base, one.part) if one.part else about.dataset
            yield Triple(whole, _dcat("distribution"), node)
            for name, value in _distribution(about, about.release, one):
                yield Triple(node, name, value)
            yield from _checksum(about, one)


def _dataset(about: Subject, published: datetime, previous: str | None) -> Iterator[tuple[NamedNode, Value]]:
    yield k.RDF_TYPE, _dcat("Dataset")
    yield _terms("publisher"), about.node("publisher")
    yield _terms("modified"), _moment(published)
    yield _terms("language"), NamedNode(_ENGLISH)
    yield _dcat("landingPage"), NamedNode(f"{about.root}dataset")
    for word in KEYWORDS:
        yield _dcat("keyword"), Literal(word, language="en")
    if about.coverage.first and about.coverage.last:
        yield _terms("temporal"), about.node("period")
    if about.release is not None:
        yield _terms("issued"), _moment(about.release.published)
        yield _dcat("version"), Literal(about.release.version)
    if previous is not None:
        yield _dcat("previousVersion"), NamedNode(f"{about.root}dump/{previous}/")


def _publisher(about: Subject) -> Iterator[Triple]:
    node = about.node("publisher")
    yield Triple(node, k.RDF_TYPE, NamedNode(FOAF + "Agent"))
    yield Triple(node, NamedNode(FOAF + "name"), Literal(PUBLISHER))


def _period(about: Subject) -> Iterator[Triple]:
    """From the first article to the last."""
    first, last = about.coverage.first, about.coverage.last
    if first and last:
        node = about.node("period")
        yield Triple(node, k.RDF_TYPE, _terms("PeriodOfTime"))
        yield Triple(node, _dcat("startDate"), _day(first))
        yield Triple(node, _dcat("endDate"), _day(last))


def _service(about: Subject) -> Iterator[Triple]:
    """The endpoint, under the name that its own description gives it, and the stored questions."""
    for name, title, path, description, standard in (
        ("sparql#service", "SPARQL endpoint of Kerege", "sparql", "sparql", _SPARQL),
        ("queries/#service", "Stored questions of Kerege", "queries/", "openapi.json", _OPENAPI),
    ):
        node = NamedNode(about.root + name)
        yield Triple(node, k.RDF_TYPE, _dcat("DataService"))
        yield Triple(node, _terms("title"), Literal(title, language="en"))
        yield Triple(node, _terms("conformsTo"), NamedNode(standard))
        yield Triple(node, _terms("publisher"), about.node("publisher"))
        yield Triple(node, _dcat("endpointURL"), NamedNode(about.root + path))
        yield Triple(node, _dcat("endpointDescription"), NamedNode(about.root + description))
        yield Triple(node, _dcat("servesDataset"), about.dataset)


def _distribution(about: Subject, release: Release, one: DumpFile) -> Iterator[tuple[NamedNode, Value]]:
    """A file: by the address under which it never changes, since size and digest are those of its bytes."""
    yield k.RDF_TYPE, _dcat("Distribution")
    yield _terms("title"), Literal(one.name)
    yield _terms("issued"), _moment(release.published)
    yield _dcat("accessURL"), NamedNode(f"{about.root}dump/")
    yield _dcat("downloadURL"), NamedNode(f"{about.root}dump/{release.version}/{one.name}")
    yield _dcat("mediaType"), NamedNode(_MEDIA + MEDIA[one.format])
    if one.compressed:
        yield _dcat("compressFormat"), NamedNode(_MEDIA + GZIP)
    yield _dcat("byteSize"), Literal(str(one.size), datatype=NamedNode(k.XSD + "nonNegativeInteger"))
    yield NamedNode(SPDX + "checksum"), about.node(f"{one.name}.sha256")
    terms = TERMS[one.part] if one.part else None
    yield _terms("rights"), Literal(terms.rights if terms else RIGHTS)
    if terms and terms.license:
        yield _terms("license"), NamedNode(terms.license)


def _checksum(about: Subject, one: DumpFile) -> Iterator[Triple]:
    node = about.node(f"{one.name}.sha256")
    yield Triple(node, k.RDF_TYPE, NamedNode(SPDX + "Checksum"))
    yield Triple(node, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
    value = Literal(one.sha256, datatype=NamedNode(k.XSD + "hexBinary"))
    yield Triple(node, NamedNode(SPDX + "checksumValue"), value)


def _moment(when: datetime) -> Literal:
    return Literal(f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", datatype=NamedNode(k.XSD + "dateTime"))


def _day(when: date) -> Literal:
    return Literal(when.isoformat(), datatype=k.XSD_DATE)


def _dcat(name: str) -> NamedNode:
    return NamedNode(DCAT + name)


def _terms(name: str) -> NamedNode:
    return NamedNode(k.DCTERMS + name)
