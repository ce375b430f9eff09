"""The shapes as a conformance suite: good graphs conform, each bad one breaks the shape it is named after."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SH

from graph.checks.lists import relations
from ontology import generate_terms

CASES = Path(__file__).parent / "conformance"
GOOD = sorted((CASES / "good").glob("*.ttl"))
BAD = sorted((CASES / "bad").glob("*.ttl"))
SHAPES = "https://w3id.org/kerege/shapes#"
BROKEN = "https://example.org/"
"""Every bad file names its things under this and its own name, so that all can be checked in one run."""


def read(*files: Path) -> Graph:
    """One graph of several files."""
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


def violations(*files: Path) -> set[tuple[str, str]]:
    """Shape and focus node of every result, for the files together with the ontology and its schemes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import pyshacl

        folder = generate_terms.FOLDER
        schemes = [folder / name for name in ("kerege.ttl", "sectors.ttl", "indicators.ttl", "financing.ttl")]
        _, report, text = pyshacl.validate(read(*schemes, *files), shacl_graph=read(folder / "shapes.ttl"))
    assert isinstance(report, Graph), text
    return {
        (str(report.value(result, SH.sourceShape)).removeprefix(SHAPES), str(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.fixture(scope="module")
def broken() -> set[tuple[str, str]]:
    """What is found in all the bad files at once."""
    return violations(*BAD)


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_good_graph_conforms(file: Path) -> None:
    """Nothing to complain about."""
    assert violations(file) == set()


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_graph_breaks_its_shape(file: Path, broken: set[tuple[str, str]]) -> None:
    """The report names the shape that the file is named after and no other: without that shape, it would conform."""
    assert {shape for shape, focus in broken if focus.startswith(f"{BROKEN}{file.stem}/")} == {file.stem}


def test_every_constraint_has_a_bad_graph() -> None:
    """A shape that nothing breaks might check nothing."""
    shapes = read(generate_terms.FOLDER / "shapes.ttl")
    constraints = {str(shape).removeprefix(SHAPES) for shape in shapes.subjects(SH.message)}
    assert constraints == {file.stem for file in BAD}


def test_every_shape_has_a_name() -> None:
    """Reports name shapes by IRI; a blank node would tell nobody what is wrong."""
    shapes = read(generate_terms.FOLDER / "shapes.ttl")
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in shapes.subjects(RDF.type, kind):
            assert isinstance(shape, URIRef)
            assert re.fullmatch(r"[A-Z][A-Za-z]+", str(shape).removeprefix(SHAPES))


def test_every_relation_has_shapes_for_its_ends() -> None:
    """For each end of which the ontology says what stands there: ranges are inferred, so only shapes can be broken."""
    shapes = {str(shape).removeprefix(SHAPES) for shape in read(generate_terms.FOLDER / "shapes.ttl").subjects()}
    ontology = read(generate_terms.FOLDER / "kerege.ttl")
    schema = Namespace("https://schema.org/")
    for name in relations():
        term = URIRef(f"https://w3id.org/kerege/ontology#{name}")
        ends = {"Subject": (RDFS.domain, schema.domainIncludes), "Object": (RDFS.range, schema.rangeIncludes)}
        for end, said in ends.items():
            if any(next(ontology.objects(term, one), None) for one in said):
                assert f"{name[0].upper()}{name[1:]}{end}" in shapes
