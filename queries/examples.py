"""The catalogue as data: each stored query described as a SHACL-SPARQL executable, as editors of SPARQL look for them.

The form is that of the SIB endpoints (https://github.com/sib-swiss/sparql-examples), which their editor reads from the
default graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology import iris, terms
from queries.catalogue import Catalogue, StoredQuery

SHACL: Final = "http://www.w3.org/ns/shacl#"
SCHEMA: Final = "https://schema.org/"
_COMMENT: Final = NamedNode(terms.RDFS + "comment")
_ANY_URI: Final = NamedNode(terms.XSD + "anyURI")
_EXECUTABLES: Final = {"select": "SPARQLSelectExecutable", "construct": "SPARQLConstructExecutable"}


def examples(catalogue: Catalogue, base: str = iris.BASE, endpoint: str | None = None) -> Iterator[Triple]:
    """Yield the triples that describe the queries of a catalogue; ``endpoint`` is the URL that answers them.

    The text of a query has the examples of its parameters in their places, so that an editor can run it as it is.
    """
    for query in catalogue:
        yield from _described(query, NamedNode(f"{base}query/{query.name}"), endpoint)


def _described(query: StoredQuery, iri: NamedNode, endpoint: str | None) -> Iterator[Triple]:
    yield Triple(iri, terms.RDF_TYPE, NamedNode(SHACL + "SPARQLExecutable"))
    yield Triple(iri, terms.RDF_TYPE, NamedNode(SHACL + _EXECUTABLES[query.kind]))
    yield Triple(iri, terms.RDFS_LABEL, Literal(query.name))
    yield Triple(iri, _COMMENT, Literal(query.summary, language="en"))
    yield Triple(iri, NamedNode(SHACL + query.kind), Literal(runnable(query)))
    for tag in query.tags:
        yield Triple(iri, NamedNode(SCHEMA + "keywords"), Literal(tag))
    if endpoint is not None:
        yield Triple(iri, NamedNode(SCHEMA + "target"), NamedNode(endpoint))
    yield from _prefixes(iri, query.text)


def runnable(query: StoredQuery) -> str:
    """The query with the defaults, and the examples of the required parameters, in their places."""
    terms_ = {
        one.name: one.term(value)
        for one in query.parameters
        if one.required and (value := one.default or one.example) is not None
    }
    return query.bound(terms_)


def _prefixes(iri: NamedNode, text: str) -> Iterator[Triple]:
    """The prefixes of a query as ``sh:declare``, with IRIs of their own, since the dataset has no blank nodes."""
    for line in text.splitlines():
        if line.startswith("PREFIX "):
            prefix, namespace = line.removeprefix("PREFIX ").split(": ")
            node = NamedNode(f"{iri.value}/prefix/{prefix}")
            yield Triple(iri, NamedNode(SHACL + "prefixes"), iri)
            yield Triple(iri, NamedNode(SHACL + "declare"), node)
            yield Triple(node, NamedNode(SHACL + "prefix"), Literal(prefix))
            yield Triple(node, NamedNode(SHACL + "namespace"), Literal(namespace.strip("<>"), datatype=_ANY_URI))
