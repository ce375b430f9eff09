"""The ontology has none of the pitfalls that reviewers look for, and each of them would be found."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from ontology import iris
from ontology.change_log import FOLDER
from ontology.described import described
from ontology.modules import source
from ontology.pitfalls import accepted, pitfalls, unexplained
from queries.catalogue import Catalogue
from queries.used import used

GOOD = """
@prefix k: <https://w3id.org/kerege/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dc: <http://purl.org/dc/elements/1.1/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vann: <http://purl.org/vocab/vann/> .
<https://w3id.org/kerege/ontology> a owl:Ontology ; dcterms:title "Tents" ; dcterms:description "Of tents." ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; dcterms:created "2026-01-01"^^xsd:date ;
    dcterms:bibliographicCitation "Tents (2026)" ; dc:creator "A" ; vann:preferredNamespaceUri "x" ;
    owl:versionIRI <https://w3id.org/kerege/ontology/1> ; owl:versionInfo "1" .
dc:creator a owl:AnnotationProperty . dcterms:title a owl:AnnotationProperty .
dcterms:created a owl:AnnotationProperty .
dcterms:description a owl:AnnotationProperty . dcterms:license a owl:AnnotationProperty .
dcterms:bibliographicCitation a owl:AnnotationProperty . vann:preferredNamespaceUri a owl:AnnotationProperty .
k:Tent a owl:Class ; rdfs:label "tent" ; rdfs:comment "A dwelling of cloth. Example: this one." ;
    rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .
k:Rug a owl:Class ; rdfs:label "rug" ; rdfs:comment "What lies on the floor. Example: a red one." ;
    rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .
k:covers a owl:ObjectProperty ; rdfs:domain k:Rug ; rdfs:range k:Tent ; rdfs:label "covers" ;
    rdfs:comment "The rug lies in the tent. Example: the red one does." ;
    rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .
k:coveredBy a owl:ObjectProperty ; owl:inverseOf k:covers ; rdfs:domain k:Tent ; rdfs:range k:Rug ;
    rdfs:label "covered by" ; rdfs:comment "The tent has the rug. Example: this one has." ;
    rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .
k:beside a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain k:Tent ; rdfs:range k:Tent ; rdfs:label "beside" ;
    rdfs:comment "The two stand together. Example: those two." ; rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .
k:width a owl:DatatypeProperty ; rdfs:domain k:Rug ; rdfs:range xsd:decimal ; rdfs:label "width" ;
    rdfs:comment "How wide it is, in meters. Example: 1.5." ; rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .
[] a owl:AllDisjointClasses ; owl:members ( k:Tent k:Rug ) .
"""
"""An ontology of two classes and four properties without a pitfall."""
HEAD = GOOD.partition("<https://w3id.org/kerege/ontology> a")[0]
DESCRIBED = (
    'rdfs:isDefinedBy <https://w3id.org/kerege/ontology> ; rdfs:comment "It is new. Example: {0}." ; rdfs:label "{0}"'
)


def term(name: str, kind: str, more: str = "") -> str:
    """A described term, added to the good ontology."""
    return f"k:{name} a owl:{kind} ; {DESCRIBED.format(name)} . {f'k:{name} {more} .' if more else ''}"


def without(text: str, by: str = "") -> str:
    """The good ontology with a part of it missing, or replaced."""
    assert text in GOOD
    return GOOD.replace(text, by)


def apart(*names: str) -> str:
    """That classes share nothing, two by two."""
    return f"[] a owl:AllDisjointClasses ; owl:members ( {' '.join(f'k:{name}' for name in names)} ) ."


RUG_TO_TENT = "rdfs:domain k:Rug ; rdfs:range k:Tent"
YURT = term("Yurt", "Class", "rdfs:subClassOf k:Tent") + term("Tipi", "Class", "rdfs:subClassOf k:Tent")
BAD = {
    "P03 a relation that says “is”": (GOOD + term("isA", "ObjectProperty", RUG_TO_TENT), "isA"),
    "P04 a class that nothing is said of": (GOOD + term("Pole", "Class") + apart("Pole", "Tent", "Rug"), "Pole"),
    "P05 an inverse with the ends of the relation itself": (
        without("owl:inverseOf k:covers ; rdfs:domain k:Tent ; rdfs:range k:Rug",
                "owl:inverseOf k:covers ; rdfs:domain k:Rug ; rdfs:range k:Tent"), "coveredBy"),
    "P05 two inverses": (GOOD + "k:coveredBy owl:inverseOf k:beside .", "coveredBy"),
    "P06 a class above itself": (GOOD + YURT + "k:Tent rdfs:subClassOf k:Yurt .", "Tent"),
    "P06 a relation above itself": (
        GOOD + "k:covers rdfs:subPropertyOf k:beside . k:beside rdfs:subPropertyOf k:covers .", "covers"),
    "P07 two concepts in one class": (without('label "rug"', 'label "rug or carpet"'), "Rug"),
    "P08 no label": (without('rdfs:label "rug" ; '), "Rug"),
    "P08 no comment": (without(' ; rdfs:comment "What lies on the floor. Example: a red one."'), "Rug"),
    "P10 topmost classes that may share members": (without(apart("Tent", "Rug")), ""),
    "P10 kinds that may share members": (GOOD + YURT, "Tent"),
    "P10 individuals that may be one": (
        GOOD + "".join(term(one, "NamedIndividual", "a k:Rug") for one in ("red", "blue")), "Rug"),
    "P11 no domain": (without("rdfs:domain k:Rug ; rdfs:range xsd:decimal", "rdfs:range xsd:decimal"), "width"),
    "P11 no range": (without("rdfs:domain k:Rug ; rdfs:range xsd:decimal", "rdfs:domain k:Rug"), "width"),
    "P19 two domains": (GOOD + "k:width rdfs:domain k:Tent .", "width"),
    "P20 a comment that says the label": (without("What lies on the floor.", "Rug."), "Rug"),
    "P21 a class of what fits nowhere": (without('label "rug"', 'label "other floor"'), "Rug"),
    "P22 a class in small letters": (GOOD + term("floor", "Class", "rdfs:subClassOf k:Tent"), "floor"),
    "P22 a relation in capitals": (GOOD + term("Covering", "ObjectProperty", RUG_TO_TENT), "Covering"),
    "P25 its own inverse": (GOOD + term("near", "ObjectProperty", "owl:inverseOf k:near"), "near"),
    "P26 an inverse of what is symmetric": (GOOD + term("near", "ObjectProperty", "owl:inverseOf k:beside"), "near"),
    "P28 symmetric between two kinds": (GOOD + "k:covers a owl:SymmetricProperty .", "covers"),
    "P29 transitive between two kinds": (GOOD + "k:covers a owl:TransitiveProperty .", "covers"),
    "P32 two classes with one label": (without('label "rug"', 'label "Tent"'), "Rug"),
    "P33 a chain of one": (GOOD + "k:beside owl:propertyChainAxiom ( k:beside ) .", "beside"),
    "P34 a class that is not declared": (GOOD + "k:width schema:domainIncludes k:Yurt .", "Yurt"),
    "P35 a property that is not declared": (GOOD + "k:beside rdfs:subPropertyOf k:near .", "near"),
    "P35 another's property that is not declared": (GOOD + "k:Tent schema:image k:Rug .", "https://schema.org/image"),
    "P38 no ontology": (HEAD, ""),
    "P39 no namespace": (without('; vann:preferredNamespaceUri "x" '), ""),
    "P40 another's term": (GOOD + "schema:Thing a owl:Class ; rdfs:label 'thing' .", "https://schema.org/Thing"),
    "P41 no license": (without("dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; "), ""),
    "R-missing-head no title": (without('dcterms:title "Tents" ; '), ""),
    "R-missing-head no version": (without(' ; owl:versionInfo "1"'), ""),
    "R-multiple-labels two labels": (GOOD + 'k:Rug rdfs:label "carpet" .', "Rug"),
    "R-multiple-comments two comments": (GOOD + 'k:Rug rdfs:comment "It is red. Example: that." .', "Rug"),
    "R-whitespace spaces to spare": (without('label "rug"', 'label "rug "'), "Rug"),
    "R-sentence no sentence": (without("What lies on the floor.", "what lies on the floor."), "Rug"),
    "R-duplicate-definition one comment for two": (without("What lies on the floor.", "A dwelling of cloth."), "Rug"),
    "R-redundant above twice": (
        GOOD + YURT + apart("Yurt", "Tipi") + term("Ger", "Class", "rdfs:subClassOf k:Yurt, k:Tent"), "Ger"),
    "R-deprecated in use": (GOOD + "k:Rug owl:deprecated true .", "width"),
    "K-example no example": (without(" Example: a red one."), "Rug"),
    "K-defined nowhere": (without('a red one." ;\n    rdfs:isDefinedBy', 'a red one." ;\n    rdfs:seeAlso'), "Rug"),
    "K-defined by us, of others": (GOOD + "schema:Thing rdfs:isDefinedBy <https://w3id.org/kerege/ontology> .",
                                   "https://schema.org/Thing"),
    "K-kind a datatype for a relation": (GOOD + term("near", "ObjectProperty", "rdfs:range xsd:string"), "near"),
    "K-kind a class for a value": (GOOD + term("depth", "DatatypeProperty", "rdfs:range k:Rug"), "depth"),
    "K-datatype one that OWL 2 does not know": (GOOD + term("day", "DatatypeProperty", "rdfs:range xsd:date"), "day"),
    "K-characteristics transitive and asymmetric": (
        GOOD + "k:beside a owl:TransitiveProperty, owl:AsymmetricProperty .", "beside"),
    "K-characteristics two kinds of property": (GOOD + "k:width a owl:ObjectProperty .", "width"),
    "K-empty below what shares nothing": (GOOD + term("Ger", "Class", "rdfs:subClassOf k:Tent, k:Rug"), "Ger"),
    "K-single one kind": (GOOD + term("Ger", "Class", "rdfs:subClassOf k:Tent"), "Tent"),
    "K-unused by anything": (GOOD, "beside"),
}  # fmt: skip
SCHEMA = "@prefix schema: <https://schema.org/> ."


def codes(turtle: str) -> set[tuple[str, str]]:
    """The pitfalls of an ontology of tents in which everything but k:beside is used."""
    names = set(re.findall(r"\bk:(\w+)", turtle)) - {"beside"}
    return {(one.code, one.term) for one in pitfalls((SCHEMA + turtle).encode(), names)}


def test_a_good_ontology_has_none() -> None:
    assert pitfalls((SCHEMA + GOOD).encode()) == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_one_is_found(name: str) -> None:
    turtle, at = BAD[name]
    assert (name.partition(" ")[0], at) in codes(turtle)


def test_an_iri_like_that_of_a_file_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """P36."""
    monkeypatch.setattr("ontology.pitfalls_described._ONTOLOGY", "https://example.org/tents.owl")
    assert "P36" in {one.code for one in pitfalls(GOOD.encode())}


def test_the_ontology_has_none_but_those_that_are_meant() -> None:
    """Nothing is left, each that is accepted is still there, and says why."""
    found = pitfalls(source(), uses())
    assert [one.message for one in unexplained(found)] == []
    assert accepted().keys() == {(one.code, one.term) for one in found}
    assert all(reason.endswith(".") for reason in accepted().values())


def uses() -> set[str]:
    """The terms that a program, a question, a shape or the reference data uses; classes also by their bare name."""
    found: set[str] = set()
    for package in ("graph", "loaders", "ontology", "queries", "service", "kerege"):
        for file in sorted(Path(str(files(package))).rglob("*.py")):
            if file.name != "terms.py":
                found |= set(_named(ast.parse(file.read_text("utf-8"))))
    for query in Catalogue.load():
        found |= {iri.removeprefix(iris.ONTOLOGY) for _, iri in used(query.text) if iri}
    for file in (*FOLDER.glob("*.ttl"), *FOLDER.glob("reference/*.ttl")):
        if file.name not in ("kerege.ttl", "alignments.ttl", "shapes.ttl"):
            found |= set(re.findall(r"\bk:(\w+)", file.read_text("utf-8")))
    return found | inferred(found)


def inferred(names: set[str]) -> set[str]:
    """The relations that publishing infers from those in use, since they are their inverses."""
    known = described(source()).terms.values()
    return {term.name for term in known for other in term.inverses if other.removeprefix(iris.ONTOLOGY) in names}


def _named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("k", "terms"):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("[A-Z]\\w+", node.value):
            yield node.value


def test_whoever_edits_the_ontology_can_ask(tmp_path: Path) -> None:
    """As a command, with what is wrong on a line each, and an exit code."""
    bad = tmp_path / "bad.ttl"
    bad.write_text(without('label "rug"', 'label "rug or carpet"'), "utf-8")
    command = [sys.executable, "-m", "ontology.pitfalls"]
    done = subprocess.run([*command, bad], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "P07            “rug or carpet” are two concepts in one class.\n")
    assert subprocess.run(command, capture_output=True).returncode == 0
