"""What pySHACL finds in a published graph, as findings with their sentences."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Store

from graph.checks.causes import Causes
from graph.checks.running import Finding
from graph.edition import DEFAULT
from ontology import terms as k
from ontology.errors import ReasonerError

_SH: Final = "http://www.w3.org/ns/shacl#"
_SHAPES: Final = "https://w3id.org/kerege/shapes#"


def shape_findings(store: Store) -> Iterator[Finding]:
    """What in the default graph is not as ``ontology/shapes.ttl`` demands; slow on large graphs.

    Raises ``ReasonerError`` if pySHACL is not installed.
    """
    causes = Causes(store)
    for shape, node, message in sorted(_results(store)):
        is_assertion = next(store.quads_for_pattern(NamedNode(node), k.statedIn, None, DEFAULT), None) is not None
        yield Finding(
            check=shape,
            title="A shape that is not kept",
            sentence=f"{causes.label(node)} ({node}): {message}",
            why=message,
            things=(node,),
            causes=tuple(causes.of("?node", {"node": node}, {})) if is_assertion else (),
            advice=(),
        )


def _results(store: Store) -> set[tuple[str, str, str]]:
    """Shape, focus node and message of each result."""
    pyshacl, rdflib = _libraries()
    sh = rdflib.Namespace(_SH)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shapes = rdflib.Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_text("utf-8"), format="turtle")
        _, report, text = pyshacl.validate(_default_graph(store, rdflib), shacl_graph=shapes)
    if isinstance(report, Exception):
        raise ReasonerError(f"pySHACL failed; its message is: {text}")
    return {
        (
            str(report.value(result, sh.sourceShape)).removeprefix(_SHAPES),
            str(report.value(result, sh.focusNode)),
            str(report.value(result, sh.resultMessage)),
        )
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


def _default_graph(store: Store, rdflib: Any) -> Any:
    graph = rdflib.Graph()
    for quad in store.quads_for_pattern(None, None, None, DEFAULT):
        if isinstance(quad.subject, NamedNode):
            graph.add(
                (rdflib.URIRef(quad.subject.value), rdflib.URIRef(quad.predicate.value), _term(quad.object, rdflib))
            )
    return graph


def _term(term: object, rdflib: Any) -> Any:
    if isinstance(term, Literal):
        plain = term.language or term.datatype.value == k.XSD + "string"  # rdflib tells "a" and "a"^^xsd:string apart
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    return rdflib.URIRef(term.value) if isinstance(term, NamedNode) else rdflib.BNode()


def _libraries() -> tuple[Any, Any]:
    try:
        import pyshacl
        import rdflib
    except ModuleNotFoundError as error:
        raise ReasonerError(
            "The check of shapes needs pySHACL, which is not installed: install it with “pip install pyshacl”, or "
            "Kerege with its extra shapes."
        ) from error
    return pyshacl, rdflib
