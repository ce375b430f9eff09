"""Checks the alignments of the ontology against the vocabularies themselves.

    python scripts/validate_alignments.py FILE… [--record]

The files are what the authors of FOAF, ORG, PROV-O, SKOS, schema.org, SEM, OWL-Time, Web Annotation and DCMI Terms
publish, in Turtle, RDF/XML, N-Triples or N-Quads. With ``--record`` the facts about the aligned terms are written to
``tests/aligned_terms.ttl``, against which a test checks the alignments wherever the files are not at hand. Run it after
a change of ``ontology/alignments.ttl``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox

from ontology.aligning import facts, problems
from ontology.modules import source
from ontology.triples import Triples

RECORDED = Path(__file__).parents[1] / "tests" / "aligned_terms.ttl"
HEAD = """\
# What other vocabularies say of the terms that ontology/alignments.ttl leads to: kind, hierarchy, domain, range,
# disjointness. Written by scripts/validate_alignments.py --record from the files that their authors publish.

"""
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def read(*files: str) -> Triples:
    """The triples of files; schema.org goes by one namespace, whichever of its two a file has."""
    named = (quad.triple for file in files for quad in ox.parse(path=file, rename_blank_nodes=True))
    return Triples(_secure(triple) for triple in named)


def _secure(triple: ox.Triple) -> ox.Triple:
    one, property, other = (
        ox.NamedNode(term.value.replace("http://schema.org/", "https://schema.org/", 1))
        if isinstance(term, ox.NamedNode)
        else term
        for term in triple
    )
    return ox.Triple(one, property, other)


def main(arguments: list[str]) -> int:
    """Print what is wrong; 1 if anything is."""
    known = read(*(one for one in arguments if one != "--record"))
    own, alignments = Triples.of_turtle(source()), Triples.of_turtle(source("alignments"))
    found = list(problems(own, alignments, known))
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    if "--record" in arguments:
        kept = sorted(set(facts(alignments, known)), key=str)
        text = ox.serialize(kept, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        RECORDED.write_text(HEAD + text.decode("utf-8"), encoding="utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
