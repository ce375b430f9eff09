"""Writes the JSON-LD context of the ontology as it is: ``python -m ontology.generate_context``.

A context that was released is never changed: raise the ontology's version first.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from ontology import terms as k
from ontology.context import FOLDER, as_json, derived

_ONTOLOGY: Final = ox.NamedNode(k.K.removesuffix("#"))
_VERSION: Final = ox.NamedNode(k.OWL + "versionInfo")


def source() -> tuple[str, bytes]:
    """The version of the ontology as shipped, and the context that it makes."""
    quads = ox.parse(files("ontology").joinpath("kerege.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    triples = [quad.triple for quad in quads]
    (version,) = (
        triple.object.value
        for triple in triples
        if triple.subject == _ONTOLOGY and triple.predicate == _VERSION and isinstance(triple.object, ox.Literal)
    )
    return version, as_json(derived(triples))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    name, content = source()
    (FOLDER / f"{name}.jsonld").write_bytes(content)
