"""Where the graph is from, in the terms of PROV-O (https://www.w3.org/TR/prov-o/).

A few triples for each article: what it is derived from, whose it is, and the reading of it. Assertions and facts need
none of their own: what they have is aligned with PROV-O in ``ontology/alignments.ttl``. No clock is asked: the dates
are those of the articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.statements import Term
from ontology import iris
from ontology import terms as k
from ontology.iris import Minter

PROV: Final = "http://www.w3.org/ns/prov#"
ENTITY: Final = NamedNode(PROV + "Entity")
ACTIVITY: Final = NamedNode(PROV + "Activity")
AGENT: Final = NamedNode(PROV + "Agent")
ORGANIZATION: Final = NamedNode(PROV + "Organization")
PERSON: Final = NamedNode(PROV + "Person")
SOFTWARE: Final = NamedNode(PROV + "SoftwareAgent")
USED: Final = NamedNode(PROV + "used")
ASSOCIATED: Final = NamedNode(PROV + "wasAssociatedWith")
ATTRIBUTED: Final = NamedNode(PROV + "wasAttributedTo")
DERIVED: Final = NamedNode(PROV + "wasDerivedFrom")
GENERATED: Final = NamedNode(PROV + "wasGeneratedBy")
INVALIDATED: Final = NamedNode(PROV + "wasInvalidatedBy")
QUOTED: Final = NamedNode(PROV + "wasQuotedFrom")
ISSUED: Final = NamedNode(k.DCTERMS + "issued")
SOFTWARE_VERSION: Final = NamedNode("https://schema.org/softwareVersion")


def article_provenance(minter: Minter, article: str, said: Mapping[NamedNode, Term]) -> Iterator[Triple]:
    """Where an article is from and who read it, by what is said of it: reader, publisher, page, date.

    The reading is an activity that used the article; what it made are the assertions that are stated in it.
    """
    node = NamedNode(article)
    yield Triple(node, k.RDF_TYPE, ENTITY)
    if (day := said.get(k.date)) is not None:
        yield Triple(node, ISSUED, day)
    if (page := said.get(k.url)) is not None:
        yield Triple(node, DERIVED, page)
    if (publisher := said.get(k.publisher)) is not None:
        yield Triple(node, ATTRIBUTED, NamedNode(minter.outlet(publisher.value)))
    if (reader := said.get(k.reader)) is not None:
        reading = NamedNode(minter.reading(article))
        yield Triple(reading, k.RDF_TYPE, ACTIVITY)
        yield Triple(reading, USED, node)
        yield Triple(reading, ASSOCIATED, NamedNode(minter.reader(reader.value)))


def dataset_provenance(
    minter: Minter, whole: NamedNode, readers: Iterable[str], publishers: Iterable[str]
) -> frozenset[Triple]:
    """How the dataset ``whole`` was made, and by whom: the publishing program, the readers, the outlets.

    ``readers`` are names with versions, as articles have them; ``publishers`` one name for each article that has one.
    """
    found = set(_publishing(minter, whole))
    for reader in set(readers):
        found |= set(_software(minter.reader(reader), reader))
    spelled: dict[str, Counter[str]] = {}
    for name in publishers:
        if name:
            spelled.setdefault(minter.outlet(name), Counter())[name] += 1
    for iri, names in spelled.items():
        outlet, label = NamedNode(iri), _commonest(names)
        found.add(Triple(outlet, k.RDF_TYPE, AGENT))
        found.add(Triple(outlet, k.RDF_TYPE, ORGANIZATION))
        found.add(Triple(outlet, k.RDFS_LABEL, Literal(label)))
    return frozenset(found)


def correction_provenance(minter: Minter, corrections: Iterable[tuple[str, str, Iterable[str]]]) -> Iterator[Triple]:
    """Corrections as activities of people; of each its IRI, who corrects, and what shows that it is right (IRIs)."""
    spelled: dict[str, Counter[str]] = {}
    for iri, by, evidence in corrections:
        node, person = NamedNode(iri), minter.corrector(by)
        yield Triple(node, k.RDF_TYPE, ACTIVITY)
        yield Triple(node, ASSOCIATED, NamedNode(person))
        yield from (Triple(node, USED, NamedNode(shown)) for shown in evidence)
        spelled.setdefault(person, Counter())[by] += 1
    for person, names in spelled.items():
        yield Triple(NamedNode(person), k.RDF_TYPE, AGENT)
        yield Triple(NamedNode(person), k.RDF_TYPE, PERSON)
        yield Triple(NamedNode(person), k.RDFS_LABEL, Literal(_commonest(names)))


def _commonest(names: Counter[str]) -> str:
    """The most frequent of several spellings, then the longest, then the first in the alphabet."""
    return min(names, key=lambda name: (-names[name], -len(name), name))


def _publishing(minter: Minter, whole: NamedNode) -> Iterator[Triple]:
    program, making = f"kerege {version('kerege')}", NamedNode(f"{whole.value}/publishing")
    agent = minter.program(program)
    yield Triple(whole, k.RDF_TYPE, ENTITY)
    yield Triple(whole, GENERATED, making)
    yield Triple(making, k.RDF_TYPE, ACTIVITY)
    yield Triple(making, k.RDFS_LABEL, Literal("publishing of the dataset"))
    yield Triple(making, ASSOCIATED, NamedNode(agent))
    yield Triple(making, USED, NamedNode(iris.ONTOLOGY.rstrip("#")))
    yield Triple(making, USED, NamedNode(minter.graph("corrections")))
    yield from _software(agent, program)


def _software(iri: str, name: str) -> Iterator[Triple]:
    """A program by its name and version, with a space between."""
    node, (_, _, number) = NamedNode(iri), name.partition(" ")
    yield Triple(node, k.RDF_TYPE, AGENT)
    yield Triple(node, k.RDF_TYPE, SOFTWARE)
    yield Triple(node, k.RDFS_LABEL, Literal(name))
    if number:
        yield Triple(node, SOFTWARE_VERSION, Literal(number))
