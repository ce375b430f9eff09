"""Writes ``terms.py`` from ``kerege.ttl``: run ``python -m ontology.generate_terms`` after a change of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology import iris

FOLDER: Final = Path(__file__).parent
SECTIONS: Final = (
    ("Classes", "Class"),
    ("Relations between things", "ObjectProperty"),
    ("Properties with values", "DatatypeProperty"),
    ("Individuals", "NamedIndividual"),
    ("Annotations of terms", "AnnotationProperty"),
)
"""Headings of the generated module, and the OWL type of the terms below each."""

_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_HEAD: Final = '''\
# ruff: noqa: N816
"""Every term of the ontology as a node; generated from ``kerege.ttl`` by ``ontology.generate_terms``, never edited.

A term's name here is its local name: ``terms.metWith`` is ``k:metWith``.
"""

from typing import Final

from pyoxigraph import NamedNode

K: Final = "{namespace}"
SECTOR: Final = "https://w3id.org/kerege/sector/"
INDICATOR: Final = "https://w3id.org/kerege/indicator/"
INSTRUMENT: Final = "https://w3id.org/kerege/instrument/"
STAGE: Final = "https://w3id.org/kerege/stage/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

RDF_TYPE: Final = NamedNode(RDF + "type")
RDFS_LABEL: Final = NamedNode(RDFS + "label")
XSD_BOOLEAN: Final = NamedNode(XSD + "boolean")
XSD_DATE: Final = NamedNode(XSD + "date")
XSD_DECIMAL: Final = NamedNode(XSD + "decimal")
XSD_INTEGER: Final = NamedNode(XSD + "integer")
'''


def local_names(turtle: bytes, owl_type: str) -> list[str]:
    """The sorted local names of the ontology's own terms that have the OWL type."""
    wanted = ox.NamedNode(_OWL + owl_type)
    found = (
        quad.subject.value
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        if quad.predicate == _TYPE and quad.object == wanted and isinstance(quad.subject, ox.NamedNode)
    )
    return sorted(iri.removeprefix(iris.ONTOLOGY) for iri in found if iri.startswith(iris.ONTOLOGY))


def module(turtle: bytes) -> str:
    """The text of ``terms.py`` for an ontology in Turtle."""
    return _HEAD.format(namespace=iris.ONTOLOGY) + "".join(_sections(turtle))


def _sections(turtle: bytes) -> Iterator[str]:
    for heading, owl_type in SECTIONS:
        yield f"\n# {heading}\n"
        for name in local_names(turtle, owl_type):
            yield f'{name}: Final = NamedNode(K + "{name}")\n'


def write() -> None:
    """Write ``terms.py`` beside ``kerege.ttl``."""
    (FOLDER / "terms.py").write_text(module((FOLDER / "kerege.ttl").read_bytes()), encoding="utf-8")


if __name__ == "__main__":
    write()
