"""What every stored query must satisfy: it parses with and without its optional values, and uses only known terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from ontology import terms
from ontology.errors import BadParameter
from queries.catalogue import StoredQuery
from queries.parameters import Parameter
from queries.used import used

STANDARD: Final = {
    terms.RDF: frozenset({"type", "first", "rest", "nil"}),
    terms.RDFS: frozenset({"label", "comment", "subClassOf", "subPropertyOf", "domain", "range", "isDefinedBy"}),
    terms.OWL: frozenset({"Class", "ObjectProperty", "DatatypeProperty", "sameAs", "inverseOf"}),
    terms.SKOS: frozenset(
        {"prefLabel", "altLabel", "notation", "broader", "narrower", "inScheme", "Concept", "exactMatch", "broadMatch"}
    ),
    terms.DCTERMS: frozenset({"title", "source", "license", "created", "isReplacedBy"}),
    "http://www.w3.org/ns/prov#": frozenset(
        {
            "Activity", "Agent", "Entity", "Organization", "Person", "Plan", "SoftwareAgent", "used",
            "wasAssociatedWith", "wasAttributedTo", "wasDerivedFrom", "wasGeneratedBy", "wasInvalidatedBy",
        }
    ),
    terms.XSD: frozenset({"string", "boolean", "date", "decimal", "integer", "double", "dateTime"}),
}  # fmt: skip
"""The terms of standard vocabularies that stored queries may use, by namespace."""

_SAMPLES: Final = {"number": "1", "integer": "1", "iri": "https://w3id.org/kerege/id/article/x"}
_LEXICAL: Final = {"date": "2025-01-01", "boolean": "true", "gYear": "2025", "dateTime": "2025-01-01T00:00:00"}


def problems(query: StoredQuery) -> list[str]:
    """Sentences about what is wrong with a stored query; none if it is right."""
    return [f"{query.name}.rq: {problem}" for problem in (*_unparsed(query), *_unknown(query.text), *_dead(query))]


def sample(parameter: Parameter) -> NamedNode | Literal:
    """Some term of the parameter's type."""
    value = _SAMPLES.get(parameter.type, "x")
    if parameter.type == "datatype" and parameter.datatype is not None:
        value = _LEXICAL.get(parameter.datatype.rpartition("#")[2], "1")
    return parameter.term(value)


def _unparsed(query: StoredQuery) -> Iterator[str]:
    every = {one.name: sample(one) for one in query.parameters}
    required = {one.name: every[one.name] for one in query.parameters if one.required}
    for bound in (query.text, query.bound(required), query.bound(every)):
        try:
            pyoxigraph.Store().query(bound)
        except SyntaxError as error:
            yield f"it does not parse, perhaps with its parameters bound: {error}."
            return


def _unknown(text: str) -> Iterator[str]:
    """What is said of terms that neither the ontology nor the listed vocabularies have."""
    for token, iri in used(text):
        if iri is None:
            yield f"the prefix of {token.text} is not declared."
        elif not _is_known(iri):
            yield f"{token.text} is no term of the ontology or of the standard vocabularies."


def _is_known(iri: str) -> bool:
    if iri.startswith(terms.K):
        return iri == terms.K or getattr(terms, iri.removeprefix(terms.K), None) == NamedNode(iri)
    return any(iri == space or iri.removeprefix(space) in names for space, names in STANDARD.items())


def _dead(query: StoredQuery) -> Iterator[str]:
    """What is said of parameters that name kinds of things the ontology does not have, or have a bad default."""
    for one in query.parameters:
        for kind in one.kinds:
            if not hasattr(terms, kind):
                yield f"the parameter {one.name} names the kind {kind}, which is no class of the ontology."
        if one.kinds and one.type not in ("string", "iri"):
            yield f"the parameter {one.name} has kinds, but its type {one.type} names nothing."
        if not one.description:
            yield f"the parameter {one.name} has no description."
        if one.default is not None and not one.kinds:
            try:
                one.term(one.default)
            except BadParameter as error:
                yield str(error)
