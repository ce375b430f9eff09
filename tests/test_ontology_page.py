"""The documentation of the ontology: nothing is missing on it, and it is a page that everybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pyoxigraph as ox
import pytest
from chromium import shown
from conftest import Run
from serving import Service

from ontology import change_log, iris, modules
from ontology import terms as k
from ontology.described import SCHEMA, described
from queries.catalogue import Catalogue
from queries.competency import competency_questions
from queries.used import used
from service.ontology_cards import Picture, pictures
from service.ontology_layout import Box, layout, words_box
from service.ontology_page import ontology_page, standalone

SVG = "{http://www.w3.org/2000/svg}"
YURT = b"""
    @prefix k: <https://w3id.org/kerege/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    k:Yurt a owl:Class ; rdfs:label "yurt" . k:Smoke a owl:Class ; rdfs:label "smoke" .
    k:fills a owl:ObjectProperty ; rdfs:label "fills" ; rdfs:domain k:Smoke ; rdfs:range k:Yurt .
"""


@pytest.fixture(scope="module")
def page() -> Any:
    """The page as a file, as a tree; ids of elements are there once."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(standalone())
    assert parser.errors == []
    found = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(set(found)) == len(found)
    return tree


def text(element: Any) -> str:
    """What an element says."""
    return " ".join(" ".join(element.itertext()).split())


def links(element: Any) -> set[str]:
    """Where an element leads."""
    return {found.get("href") for found in element.iter("a")}


def block(page: Any, iri: str) -> Any:
    """Where a term is described: the anchor is its local name."""
    (found,) = (element for element in page.iter() if element.get("id") == iri.removeprefix(iris.ONTOLOGY))
    return found


def address(iri: str) -> str:
    """Where the page leads for an IRI."""
    return f"#{iri.removeprefix(iris.ONTOLOGY)}" if iri.startswith(iris.ONTOLOGY) else iri


def test_everything_that_the_ontology_says_of_a_term_is_on_the_page(page: Any) -> None:
    """Statement by statement: class, hierarchy, ends, inverse, characteristics, color and words."""
    linked = {k.RDFS + "subClassOf", k.RDFS + "domain", k.RDFS + "range", k.OWL + "inverseOf",
              SCHEMA + "domainIncludes", SCHEMA + "rangeIncludes"}  # fmt: skip
    seen = 0
    for subject, predicate, value in modules.triples():
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(iris.ONTOLOGY):
            continue
        at = block(page, subject.value)
        if predicate.value in linked:
            assert isinstance(value, ox.NamedNode)
            assert address(value.value) in links(at), (subject, predicate, value)
        elif isinstance(value, ox.Literal) and predicate == k.color:
            assert value.value in {rect.get("fill") for rect in at.iter() if rect.tag.endswith("rect")}
        elif isinstance(value, ox.Literal):
            assert value.value in text(at), (subject, predicate)
        elif predicate == k.RDF_TYPE and isinstance(value, ox.NamedNode):
            kind = value.value.removeprefix(k.OWL)
            plain = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual"}
            if not value.value.startswith(k.OWL):
                assert address(value.value) in links(at)
            elif kind not in plain:
                assert kind.removesuffix("Property").lower() in text(at)
        elif predicate.value == k.OWL + "propertyChainAxiom":
            assert "Follows from works for and then unit of" in text(at)
        else:
            assert predicate.value == k.RDFS + "isDefinedBy", predicate
        seen += 1
    assert seen > 1000


def test_what_is_never_also_is_told_from_both_sides(page: Any) -> None:
    assert {"#Person", "#Place", "#Event"} <= links(block(page, k.Institution.value))
    assert "As institution, never also" in text(block(page, k.Ministry.value))
    assert "#denied" in links(block(page, k.planned.value))


def test_the_head_tells_versions_license_authors_and_imports(page: Any) -> None:
    head = {text(dt): text(dd) for dt, dd in _pairs(page)}
    assert head["This version"] == f"https://w3id.org/kerege/ontology/{modules.version()}"
    assert head["Version before"] == "https://w3id.org/kerege/ontology/0.1.0"
    assert head["License"] == "CC BY 4.0"
    assert head["Authors"] == "The Kerege authors"
    assert head["Imports"] == "nothing"
    assert head["k"] == iris.ONTOLOGY
    assert "@misc{kerege-ontology-" in text(page)


def _pairs(page: Any) -> Iterator[tuple[Any, Any]]:
    for found in page.iter("dl"):
        if found.get("class") == "about-it":
            yield from zip(found.findall("dt"), found.findall("dd"), strict=True)


def test_alignments_and_checks_stand_with_the_terms(page: Any) -> None:
    """Of every term that has some."""
    for subject, predicate, value in modules.triples("alignments"):
        aligned = predicate.value.startswith(k.SKOS) or predicate.value.startswith(k.RDFS + "sub")
        if aligned and isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            assert value.value in links(block(page, subject.value))
    assert "A person stands before k:worksFor. s:WorksForSubject" in text(block(page, k.worksFor.value))
    assert "s:AssertionEvidence" in text(block(page, k.evidence.value))
    assert "s:AssertionEvidence" in text(block(page, k.Assertion.value))
    kinds = ("#NodeShape", "#PropertyShape")
    found = [one for one in modules.triples("shapes") if isinstance(one.subject, ox.NamedNode)]
    shapes = {one.subject.value for one in found if str(one.object).rstrip(">").endswith(kinds)}
    known = ontology_page().described
    checks = [*(term.constraints for term in known.terms.values()), *known.borrowed.values()]
    told = {name for found in checks for name, _ in found}
    assert all(name in text(page) for name in told)
    messages = {one.subject.value for one in found if one.predicate.value.endswith("#message")}
    assert {iri.rpartition("#")[2] for iri in shapes & messages} == told


def test_the_stored_queries_that_use_a_term_stand_with_it(page: Any) -> None:
    for query in Catalogue.load():
        for iri in {iri for _, iri in used(query.text) if iri in ontology_page().described.terms}:
            assert iri is not None
            assert query.name in text(block(page, iri)), (query.name, iri)


def test_the_competency_questions_stand_on_the_page(page: Any) -> None:
    for question in competency_questions():
        assert question.question in text(page)
        assert question.command in text(page)


def test_the_schemes_are_on_the_page(page: Any) -> None:
    """Every sector, indicator, instrument and stage, with its other names and what it is mapped to."""
    whole = text(page)
    for name in modules.SCHEMES:
        for quad in ox.parse(path=change_log.FOLDER / name, format=ox.RdfFormat.TURTLE):
            if quad.predicate.value in (k.SKOS + "prefLabel", k.SKOS + "altLabel", k.SKOS + "definition"):
                assert isinstance(quad.object, ox.Literal)
                assert " ".join(quad.object.value.split()) in whole


def test_every_link_into_the_page_leads_somewhere(page: Any) -> None:
    anchors = {element.get("id") for element in page.iter()}
    inside = {href[1:] for href in links(page) if href.startswith("#")}
    inside |= {a.get("href")[1:] for a in page.iter(f"{SVG}a") if a.get("href").startswith("#")}
    assert inside - anchors == set()
    assert len(inside) > 170


def drawn(ontology: bytes = b"") -> tuple[Picture, Picture]:
    return pictures(described(ontology or modules.source()))


def test_every_class_and_main_relation_is_drawn() -> None:
    """Classes with those below them, once for each class above; relations that networks draw, from one side."""
    classes = {row.href for picture in drawn() for card in picture.cards for row in card.classes}
    told = ontology_page().described
    assert classes >= {f"#{term.name}" for term in told.sections["Classes"]}
    relations = {row.href for picture in drawn() for card in picture.cards for row in card.rows if row.depth < 0}
    relations |= {row.href for picture in drawn() for tie in picture.ties for row in (*tie.forth, *tie.back)}
    assert relations >= {f"#{term.name}" for term in told.sections["Relations between things"] if term.color}
    assert "#attendedBy" not in relations


def test_a_new_class_is_drawn_without_being_placed() -> None:
    """Below the others, and so are relations between new classes."""
    _, known = drawn(modules.source() + YURT)
    assert {"Yurt", "Smoke"} <= {card.name for card in known.others}
    assert ("Smoke", "Yurt") in {tie.ends for tie in known.ties}


@pytest.mark.parametrize("ontology", [modules.source(), modules.source() + YURT, modules.source("0.1.0")])
def test_nothing_covers_anything_in_a_picture(ontology: bytes) -> None:
    for picture in drawn(ontology):
        made = layout(picture)
        words = [words_box(tie, points) for tie, points in made.lines]
        for one, other in combinations([*made.boxes.values(), *words], 2):
            assert not _meet(one, other)
        for box in made.boxes.values():
            assert 0 < box.left < box.right < made.width
            assert 0 < box.top < box.bottom < made.height


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def test_the_picture_as_a_file_leads_to_the_terms(kerege: Run, tmp_path: Path) -> None:
    """Its links are IRIs; written twice, it is the same."""
    for name in ("one.svg", "other.svg"):
        assert kerege("ontology", tmp_path / name).returncode == 0
    written = (tmp_path / "one.svg").read_bytes()
    assert written == (tmp_path / "other.svg").read_bytes()
    tree = ElementTree.fromstring(written)  # noqa: S314 - written by the command
    found = {a.get("href") for a in tree.iter(f"{SVG}a")}
    assert k.Person.value in found
    assert all(one and one.startswith(("https://w3id.org/kerege/ontology#", k.SKOS)) for one in found)
    assert {text(title) for title in tree.iter(f"{SVG}title")} >= {"What there is", "How it is known"}


@pytest.mark.parametrize(("ending", "format"), [
    ("ttl", ox.RdfFormat.TURTLE), ("owl", ox.RdfFormat.RDF_XML), ("jsonld", ox.RdfFormat.JSON_LD),
    ("nt", ox.RdfFormat.N_TRIPLES),
])  # fmt: skip
def test_the_command_writes_every_format(kerege: Run, tmp_path: Path, ending: str, format: ox.RdfFormat) -> None:
    """By the ending of the file, or as it is asked for."""
    assert kerege("ontology", tmp_path / f"k.{ending}").returncode == 0
    printed = kerege("ontology", "--format", ending).stdout
    for written in ((tmp_path / f"k.{ending}").read_bytes(), printed.encode()):
        assert _named(ox.parse(written, format)) == _named(ox.parse(modules.source(), ox.RdfFormat.TURTLE))


def _named(quads: Any) -> set[ox.Triple]:
    triples = (quad.triple for quad in quads)
    return {one for one in triples if not {ox.BlankNode} & {type(one.subject), type(one.object)}}


def test_the_command_writes_parts_and_earlier_versions(kerege: Run, tmp_path: Path) -> None:
    assert kerege("ontology", "--part", "shapes").stdout.encode() == modules.source("shapes")
    assert kerege("ontology", "--version", "0.1.0").stdout.encode() == modules.source("0.1.0")
    assert kerege("ontology", tmp_path / "old.html", "--version", "0.1.0").returncode == 0
    assert "This is an earlier version." in (tmp_path / "old.html").read_text("utf-8")


@pytest.mark.parametrize(("arguments", "told"), [
    (("--format", "pdf"), "There is no format pdf: choose one of html, svg, ttl"),
    (("here",), "There is no format"),
    (("--version", "9.9.9"), "There is no version 9.9.9: there are 0.1.0"),
    (("--part", "tables"), "choose alignments or shapes"),
    (("--part", "shapes", "--format", "html"), "A part is written in a format for programs"),
])  # fmt: skip
def test_what_there_is_not_is_said(kerege: Run, arguments: tuple[str, ...], told: str) -> None:
    done = kerege("ontology", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_the_service_shows_the_page_with_links_to_the_questions(served: Service) -> None:
    whole = served("/ontology", headers={"Accept": "text/html"}).text
    assert '<a href="/queries/who-met-whom"' in whole
    for term in ontology_page().described.terms.values():
        assert f'id="{term.name}"' in whole
    old = served("/ontology/0.1.0", headers={"Accept": "text/html"}).text
    assert "This is an earlier version." in old
    assert re.search(r"<p>The first version|Citation", old)


def test_the_file_fits_a_phone_and_needs_no_other(kerege: Run, browser: Any, tmp_path: Path) -> None:
    """What axe says of the page is asked where the service shows it (``test_service_chromium``)."""
    file = tmp_path / "ontology.html"
    assert kerege("ontology", file).returncode == 0
    shown(browser, file.as_uri(), 360, "dark")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    assert browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)") == []
