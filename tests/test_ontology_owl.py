"""What follows from the ontology, according to HermiT."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import strategies
from hypothesis import HealthCheck, given, settings

from graph import consistency
from graph.consistency import check_owl
from loaders.quads import quads
from ontology import terms as k
from ontology.errors import ReasonerError

needs_java = pytest.mark.skipif(consistency.java() is None, reason="no Java to run HermiT with")

PREFIXES = "@prefix k: <https://w3id.org/kerege/ontology#> . @prefix : <https://example.org/> . "


def said(turtle: str) -> list[ox.Triple]:
    """The triples of a piece of Turtle."""
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


def follows(turtle: str) -> set[tuple[str, str, str]]:
    """The relations that follow from it, by local names."""
    report = check_owl(said(turtle), relations=True)
    assert report.consistent
    return {(s.rsplit("/", 1)[1], p.rsplit("#", 1)[1], o.rsplit("/", 1)[1]) for s, p, o in report.relations}


@needs_java
def test_the_ontology_is_consistent() -> None:
    """And every class can have members."""
    report = check_owl()
    assert report.consistent
    assert report.unsatisfiable == ()


@needs_java
@pytest.mark.parametrize(
    "turtle",
    [
        ":x a k:Person, k:DevelopmentBank .",
        ":x a k:Company, k:City .",
        ":x a k:Project, k:Meeting .",
        ":x a k:Country ; k:unitOf :y .",
        ":x a k:Framework . :p k:metWith :q ; k:worksFor :i . :p k:within :q .",
        ":x a k:Assertion, k:Fact .",
        ":f a k:Financing, k:Figure .",
    ],
)
def test_a_wrong_reading_is_found(turtle: str) -> None:
    """Kinds exclude each other, and relations say what kind their ends are."""
    assert not check_owl(said(turtle)).consistent


@needs_java
def test_a_country_is_place_and_agent() -> None:
    """It signs, lends, meets, is lain in, is a member, and has ministers."""
    turtle = """
        :kz a k:Country ; k:finances :road ; k:metWith :uz ; k:memberOf :union ; k:attended :forum ; k:within :asia .
        :uz a k:Country . :asia a k:Region . :union a k:InternationalOrganization . :forum a k:Forum ; k:locatedIn :kz .
        :treaty a k:Agreement ; k:party :kz . :road a k:Project ; k:locatedIn :kz .
        :ministry a k:Ministry ; k:organOf :kz .
        :minister a k:Person ; k:worksFor :kz, :ministry .
    """
    assert check_owl(said(turtle)).consistent


@needs_java
def test_a_thing_may_be_project_and_framework() -> None:
    """Articles differ on which of the two it is."""
    assert check_owl(said(":x a k:Project, k:Programme ; k:party :c . :c a k:Country .")).consistent


@needs_java
def test_who_works_for_a_unit_works_for_the_whole() -> None:
    """Through units of units; but neither through membership nor through organs."""
    found = follows("""
        :anna a k:Person ; k:worksFor :board . :board k:unitOf :bank . :bank k:unitOf :group . :group k:memberOf :club .
        :pm a k:Person ; k:worksFor :kz . :kz a k:Country ; k:memberOf :sco . :sco a k:InternationalOrganization .
        :clerk a k:Person ; k:worksFor :ministry . :ministry a k:Ministry ; k:organOf :kz .
    """)
    works = {(subject, value) for subject, relation, value in found if relation == "worksFor"}
    assert works == {
        *(("anna", whole) for whole in ("board", "bank", "group")),
        ("pm", "kz"),
        ("clerk", "ministry"),
    }


@needs_java
def test_inverses_symmetry_and_places_follow() -> None:
    """What is asked from the other side has an answer."""
    found = follows("""
        :a k:metWith :b . :f k:party :c . :bank k:finances :road . :m k:discussed :road . :a k:attended :m .
        :town k:within :land . :land k:within :region .
    """)
    assert found >= {
        ("b", "metWith", "a"),
        ("c", "partyTo", "f"),
        ("road", "financedBy", "bank"),
        ("road", "discussedAt", "m"),
        ("m", "attendedBy", "a"),
        ("town", "within", "region"),
    }


@needs_java
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.readings())
def test_well_formed_readings_are_consistent(reading: strategies.Reading) -> None:
    """Whatever a reader of the agreed kinds says can be true, data values and plans included."""
    triples = [quad for quad in quads(reading) if quad.predicate != k.joinKey]
    assert check_owl(triples).consistent


def test_without_java_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No traceback of a missing program."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ReasonerError, match="needs Java"):
        check_owl()
