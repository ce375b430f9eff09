"""The parts of the dataset that are published under terms of their own, and to which part a statement belongs.

Every statement belongs to exactly one part, so that parts can be told apart by their licenses and put together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from ontology import terms as k
from ontology.errors import BadChoice

_VOID: Final = "http://rdfs.org/ns/void#"
_CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
_DEFAULT: Final = DefaultGraph()


class Part(StrEnum):
    """A part of the dataset, by the name that dumps know it by."""

    FACTS = "facts"
    """Things with their types and names, the plain facts, fact nodes with their counts, what follows from them."""
    ASSERTIONS = "assertions"
    """Articles as bibliographic entries, and what each of them states, with links to the passages that say it."""
    SENTENCES = "sentences"
    """The passages themselves: positions and, as far as they are shared, words."""
    REFERENCE = "reference"
    """Institutions, countries and places with their names, as far as articles reach them."""
    ONTOLOGY = "ontology"
    """Classes, properties, schemes, and the stored queries over them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms that a part is published under."""

    title: str
    license: str | None
    """IRI of the license; ``None`` where nobody can grant one for the whole part."""
    rights: str
    """Who holds the rights and what may be done, in a sentence or two."""
    spdx: str
    """The license as SPDX names it."""
    source: str | None = None
    """IRI of a source that must be credited."""


TERMS: Final = {
    Part.FACTS: Terms(
        title="Kerege: facts",
        license=_CC_BY,
        rights="Facts derived from news articles, free to use under CC BY 4.0 with credit to Kerege.",
        spdx="CC-BY-4.0",
    ),
    Part.ASSERTIONS: Terms(
        title="Kerege: assertions",
        license=_CC_BY,
        rights=(
            "What each article states, as structured data, free to use under CC BY 4.0 with credit to Kerege. "
            "The articles themselves are their publishers'."
        ),
        spdx="CC-BY-4.0",
    ),
    Part.SENTENCES: Terms(
        title="Kerege: sentences",
        license=None,
        rights=(
            "Short quotations from news articles, given as evidence for single facts with title, publisher and address "
            "of each article. The words remain their publishers' own: no license is granted for them, and what may be "
            "done with them is what the law on quotations allows."
        ),
        spdx="LicenseRef-Quotations",
    ),
    Part.REFERENCE: Terms(
        title="Kerege: reference data",
        license=_CC_BY,
        rights=(
            "Compiled by Kerege, free to use under CC BY 4.0. Cities come from GeoNames (https://www.geonames.org/, "
            "CC BY 4.0), selected and rounded; codes are those of ISO 3166-1 and UN M49; institutions were written "
            "down from their own sites. Keep the credit to GeoNames."
        ),
        spdx="CC-BY-4.0",
        source="https://www.geonames.org/",
    ),
    Part.ONTOLOGY: Terms(
        title="Kerege: ontology",
        license=_CC_BY,
        rights="The ontology, its schemes and the stored queries, free to use under CC BY 4.0 with credit to Kerege.",
        spdx="CC-BY-4.0",
    ),
}


def part_named(name: str) -> Part:
    """The part of that name; ``BadChoice`` with those there are if there is none."""
    try:
        return Part(name)
    except ValueError as error:
        raise BadChoice(f"There is no part {name}; the parts are {', '.join(Part)}.") from error


def part_iri(base: str, part: Part) -> NamedNode:
    """The IRI of a part of the dataset whose things' IRIs begin with ``base``."""
    return NamedNode(f"{base}dataset/part/{part.value}")


def terms_of(base: str, part: Part) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """The properties that state a part's terms; its dump holds them too."""
    terms = TERMS[part]
    yield k.RDF_TYPE, NamedNode(_VOID + "Dataset")
    yield NamedNode(k.DCTERMS + "title"), Literal(terms.title)
    yield NamedNode(k.DCTERMS + "isPartOf"), NamedNode(f"{base}dataset")
    yield NamedNode(k.DCTERMS + "rights"), Literal(terms.rights)
    if terms.license:
        yield NamedNode(k.DCTERMS + "license"), NamedNode(terms.license)
    if terms.source:
        yield NamedNode(k.DCTERMS + "source"), NamedNode(terms.source)


def notice(part: Part) -> str:
    """A part's terms as the text beside its dump, which tools for licenses read (REUSE)."""
    terms = TERMS[part]
    address = f"{terms.license}\n" if terms.license else ""
    return f"{terms.title}\n\n{terms.rights}\n{address}\nSPDX-License-Identifier: {terms.spdx}\n"


def part_of(store: Store, base: str) -> Callable[[Quad], Part]:
    """Tells the part of each quad of a published dataset whose things' IRIs begin with ``base``.

    By subject: what is said of passages, assertions, articles, facts and parts is theirs. Of other things, by the graph
    that supports the triple: what the ontology or the reference data say belongs there, even if articles say it too.
    """
    kinds = {
        f"{base}id/passage/": Part.SENTENCES,
        f"{base}id/assertion/": Part.ASSERTIONS,
        f"{base}id/article/": Part.ASSERTIONS,
        f"{base}id/reading/": Part.ASSERTIONS,
        f"{base}id/reader/": Part.ASSERTIONS,
        f"{base}id/outlet/": Part.ASSERTIONS,
        f"{base}id/fact/": Part.FACTS,
        f"{base}id/disagreement/": Part.FACTS,
        **{part_iri(base, part).value: part for part in Part},
        f"{base}dataset": Part.FACTS,
    }
    starts = tuple(kinds)
    graphs: dict[NamedNode | BlankNode | DefaultGraph, Part] = {
        NamedNode(f"{base}graph/ontology"): Part.ONTOLOGY,
        NamedNode(f"{base}graph/catalogue"): Part.ONTOLOGY,
        NamedNode(f"{base}graph/reference"): Part.REFERENCE,
    }

    def part(quad: Quad) -> Part:
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if subject.startswith(starts):
            return next(kinds[start] for start in starts if subject.startswith(start))
        if quad.graph_name != _DEFAULT:
            return graphs.get(quad.graph_name, Part.FACTS)
        for graph, supported in graphs.items():
            if Quad(quad.subject, quad.predicate, quad.object, graph) in store:
                return supported
        return Part.FACTS

    return part
