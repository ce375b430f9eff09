"""Pitfalls of names, words and the head of an ontology."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from ontology import iris, terms
from ontology.examined import Examined, Pitfall

_ONTOLOGY: Final = iris.ONTOLOGY.removesuffix("#")
_NAMES: Final = {
    "Class": re.compile(r"[A-Z][A-Za-z0-9]*"),
    "ObjectProperty": re.compile(r"[a-z][A-Za-z0-9]*"),
    "DatatypeProperty": re.compile(r"[a-z][A-Za-z0-9]*"),
    "AnnotationProperty": re.compile(r"[a-z][A-Za-z0-9]*"),
    "NamedIndividual": re.compile(r"[a-z][A-Za-z0-9-]*"),
}
_MERGED: Final = re.compile(r"\b(?:and|or)\b|[/&,]")
_LEFTOVER: Final = re.compile(
    r"\b(?:misc|miscellaneous|other|others|unknown|various|general|stuff|thing)\b", re.IGNORECASE
)
_WANTED: Final = {
    "P38": ((terms.RDF + "type", "declares no owl:Ontology"),),
    "P39": (("http://purl.org/vocab/vann/preferredNamespaceUri", "does not say which namespace is its own"),),
    "P41": ((terms.DCTERMS + "license", "has no license"),),
    "R-missing-head": (
        (terms.DCTERMS + "title", "has no title"),
        (terms.DCTERMS + "description", "has no description"),
        (terms.DCTERMS + "created", "does not say when it was made"),
        (terms.DCTERMS + "bibliographicCitation", "does not say how to cite it"),
        ("http://purl.org/dc/elements/1.1/creator", "does not say who made it"),
        (terms.OWL + "versionIRI", "has no version IRI"),
        (terms.OWL + "versionInfo", "has no version"),
    ),
}


def head(of: Examined) -> Iterator[Pitfall]:
    """P36, P38, P39, P41, and what catalogues ask of the head of an ontology."""
    for code, wanted in _WANTED.items():
        for predicate, lack in wanted:
            if not of.triples.objects(_ONTOLOGY, predicate):
                yield Pitfall(code=code, term="", message=f"The ontology {lack}.")
    if re.search(r"\.(?:owl|rdf|ttl|n3|xml|html)\b", _ONTOLOGY):
        yield Pitfall(code="P36", term="", message="The IRI of the ontology ends like that of a file.")


def names(of: Examined) -> Iterator[Pitfall]:
    """P03, P22, P36: how terms are named."""
    for kind, form in _NAMES.items():
        for name in of.kinds[kind]:
            if not form.fullmatch(name):
                yield Pitfall(code="P22", term=name, message=f"The name of {name} is not written as that of a {kind}.")
            if name in ("is", "isA", "isa"):
                yield Pitfall(
                    code="P03", term=name, message=f"{name} says again what rdf:type or rdfs:subClassOf says."
                )


def words(of: Examined) -> Iterator[Pitfall]:
    """P08, and the ROBOT report: each term has one label, one comment with an example, and where it is defined."""
    for name in of.names:
        labels, comments = of.texts(name, "label"), of.texts(name, "comment")
        for said, what in ((labels, "label"), (comments, "comment")):
            if not said:
                yield Pitfall(code="P08", term=name, message=f"{name} has no {what}.")
            elif len(said) > 1:
                yield Pitfall(code=f"R-multiple-{what}s", term=name, message=f"{name} has {len(said)} {what}s.")
            if any(text != " ".join(text.split()) for text in said):
                yield Pitfall(code="R-whitespace", term=name, message=f"The {what} of {name} has spaces to spare.")
        for comment in comments:
            if " Example: " not in comment:
                yield Pitfall(code="K-example", term=name, message=f"The comment of {name} has no example.")
            if not re.match(r"[A-Z“]", comment) or not comment.endswith((".", "”", ")")):
                yield Pitfall(code="R-sentence", term=name, message=f"The comment of {name} is no whole sentence.")
            if comment.partition(" Example: ")[0].rstrip(".").casefold() in {label.casefold() for label in labels}:
                yield Pitfall(code="P20", term=name, message=f"The comment of {name} only says its label again.")


def defined(of: Examined) -> Iterator[Pitfall]:
    """Every own term, and no other one, is defined by the ontology."""
    where = terms.RDFS + "isDefinedBy"
    for name in of.names:
        if of.values(name, where) != (_ONTOLOGY,):
            yield Pitfall(code="K-defined", term=name, message=f"{name} is not said to be defined by the ontology.")
    for iri in of.triples.subjects(where):
        if not iri.startswith(iris.ONTOLOGY):
            yield Pitfall(code="K-defined", term=iri, message=f"{iri} is defined elsewhere.")


def alike(of: Examined) -> Iterator[Pitfall]:
    """P32: two classes, or two properties, with one label; and two terms with one definition."""
    groups = (of.kinds["Class"], of.properties, of.kinds["NamedIndividual"])
    for group in groups:
        for what, code in (("label", "P32"), ("comment", "R-duplicate-definition")):
            by_text: defaultdict[str, list[str]] = defaultdict(list)
            for name in group:
                for text in of.texts(name, what):
                    by_text[text.partition(" Example: ")[0].casefold()].append(name)
            for same in by_text.values():
                for name in same[1:]:
                    yield Pitfall(code=code, term=name, message=f"{name} and {same[0]} have one {what}.")


def merged(of: Examined) -> Iterator[Pitfall]:
    """P07, P21: several concepts in one class, and classes for what fits nowhere."""
    for name in of.kinds["Class"]:
        for label in of.texts(name, "label"):
            if _MERGED.search(label):
                yield Pitfall(code="P07", term=name, message=f"“{label}” are two concepts in one class.")
            if _LEFTOVER.search(label):
                yield Pitfall(code="P21", term=name, message=f"“{label}” is a class of what fits nowhere.")


def unused(of: Examined) -> Iterator[Pitfall]:
    """Terms that nothing reads or writes."""
    for name in of.names if of.used is not None else ():
        if name not in (of.used or ()):
            yield Pitfall(code="K-unused", term=name, message=f"Nothing uses {name}.")
