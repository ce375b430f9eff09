"""What is said of the dataset in VoID (https://www.w3.org/TR/void/): where it is, what it holds, and how much."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.catalogue import RIGHTS, TITLE, VOID
from graph.dump import Format
from graph.parts import Part, part_iri, terms_of
from graph.release_files import file_name
from graph.releases import Release
from graph.stats import Coverage
from ontology import terms as k

FOAF: Final = "http://xmlns.com/foaf/0.1/"
DESCRIPTION: Final = (
    "Who works with whom on what in development cooperation, under which agreements and with whose money: people, "
    "institutions, projects, frameworks and events, read from news articles. Every fact leads to the articles and the "
    "sentences that say it, and tells how many independent texts do."
)
_FEATURES: Final = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_NAMESPACE: Final = re.compile(r".*[#/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is described."""

    base: str
    """Where the IRIs of the dataset's things begin."""
    root: str
    """The address of the service, ending in a slash."""
    coverage: Coverage
    release: Release | None
    """Its dumps, once they are made."""

    @property
    def dataset(self) -> NamedNode:
        """The dataset."""
        return NamedNode(f"{self.base}dataset")

    @property
    def document(self) -> str:
        """Address of the description."""
        return f"{self.root}.well-known/void"

    def node(self, name: str) -> NamedNode:
        """Something that the description alone speaks of."""
        return NamedNode(f"{self.document}#{name}")


def void(about: Subject) -> Iterator[Triple]:
    """The description: what is counted stands in it as soon as the dumps are made."""
    whole = about.dataset
    for name, value in _whole(about):
        yield Triple(whole, name, value)
    yield from _document(about)
    for part in Part:
        node = part_iri(about.base, part)
        yield Triple(whole, _void("subset"), node)
        for term, value in terms_of(about.base, part):
            yield Triple(node, term, value)
    if about.release is not None:
        yield from _dumps(about, about.release)
        yield from _counts(about, about.release)
        yield from _linksets(about, about.release)


def _document(about: Subject) -> Iterator[Triple]:
    document = NamedNode(about.document)
    yield Triple(document, k.RDF_TYPE, _void("DatasetDescription"))
    yield Triple(document, NamedNode(k.DCTERMS + "title"), Literal(f"Description of {TITLE}", language="en"))
    yield Triple(document, NamedNode(FOAF + "primaryTopic"), about.dataset)


def _whole(about: Subject) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield k.RDF_TYPE, _void("Dataset")
    yield NamedNode(k.DCTERMS + "title"), Literal(TITLE)
    yield NamedNode(k.DCTERMS + "description"), Literal(DESCRIPTION, language="en")
    yield NamedNode(k.DCTERMS + "rights"), Literal(RIGHTS)
    yield NamedNode(FOAF + "homepage"), NamedNode(about.root)
    yield _void("uriSpace"), Literal(about.base)
    yield _void("sparqlEndpoint"), NamedNode(f"{about.root}sparql")
    yield _void("triples"), integer(about.coverage.triples)
    yield _void("documents"), integer(about.coverage.articles)
    for name in _FEATURES:
        yield _void("feature"), NamedNode(f"http://www.w3.org/ns/formats/{name}")
    if about.release is None:
        yield _void("vocabulary"), NamedNode(k.K)
        return
    counts = about.release.counts
    yield _void("entities"), integer(counts.entities)
    yield _void("distinctSubjects"), integer(counts.subjects)
    yield _void("classes"), integer(len(counts.classes))
    yield _void("properties"), integer(len(counts.properties))
    for iri in counts.examples:
        yield _void("exampleResource"), NamedNode(iri)
    for namespace in {_namespace(iri) for iri in (*counts.classes, *counts.properties)}:
        yield _void("vocabulary"), NamedNode(namespace)


def _dumps(about: Subject, release: Release) -> Iterator[Triple]:
    """The direct addresses of files, of the whole and of each part."""
    for one in release.files:
        node = part_iri(about.base, one.part) if one.part else about.dataset
        yield Triple(node, _void("dataDump"), NamedNode(f"{about.root}dump/{one.name}"))
    for part in Part:
        counted = release.file(file_name(part, Format.N_TRIPLES))
        if counted is not None:
            yield Triple(part_iri(about.base, part), _void("triples"), integer(counted.statements))


def _counts(about: Subject, release: Release) -> Iterator[Triple]:
    """The partitions by class, with the properties that its instances have, and by property."""
    counts = release.counts
    for iri, instances in counts.classes.items():
        node = about.node(f"class-{_short(iri)}")
        used = counts.usage[iri]
        yield Triple(about.dataset, _void("classPartition"), node)
        yield Triple(node, _void("class"), NamedNode(iri))
        yield Triple(node, _void("entities"), integer(instances))
        yield Triple(node, _void("triples"), integer(sum(used.values())))
        yield from _properties(about, node, used, f"class-{_short(iri)}-")
    yield from _properties(about, about.dataset, counts.properties, "")


def _properties(about: Subject, whole: NamedNode, counts: Mapping[str, int], name: str) -> Iterator[Triple]:
    for iri, triples in counts.items():
        node = about.node(f"{name}property-{_short(iri)}")
        yield Triple(whole, _void("propertyPartition"), node)
        yield Triple(node, _void("property"), NamedNode(iri))
        yield Triple(node, _void("triples"), integer(triples))


def _linksets(about: Subject, release: Release) -> Iterator[Triple]:
    """The links to other datasets, one set for each of them and property."""
    for address, counts in release.counts.links.items():
        target = about.node(f"target-{_hash(address)}")
        yield Triple(target, k.RDF_TYPE, _void("Dataset"))
        yield Triple(target, NamedNode(FOAF + "homepage"), NamedNode(address))
        for iri, triples in counts.items():
            node = about.node(f"links-{_short(iri)}-{_hash(address)}")
            yield Triple(about.dataset, _void("subset"), node)
            yield Triple(node, k.RDF_TYPE, _void("Linkset"))
            yield Triple(node, _void("subjectsTarget"), about.dataset)
            yield Triple(node, _void("objectsTarget"), target)
            yield Triple(node, _void("linkPredicate"), NamedNode(iri))
            yield Triple(node, _void("triples"), integer(triples))


def integer(number: int) -> Literal:
    """A number as RDF writes it."""
    return Literal(str(number), datatype=k.XSD_INTEGER)


def _namespace(iri: str) -> str:
    found = _NAMESPACE.match(iri)
    return found[0] if found else iri


def _short(iri: str) -> str:
    """A short name that no two classes, and no two properties, share."""
    return iri.removeprefix(k.K) if iri.startswith(k.K) else _hash(iri)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
