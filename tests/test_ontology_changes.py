"""Versions of the ontology: what changes, how the version moves with it, and that what was published stays."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from ontology import change_log, iris
from ontology import terms as k
from ontology.change_log import Step, changes, history, released, step, stepped, version

ROOT = Path(__file__).parents[1]
HEAD = """@prefix k: <https://w3id.org/kerege/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . """
TENT = "k:Tent a owl:Class ; rdfs:label 'tent' . k:Rug a owl:Class . k:pole a owl:ObjectProperty ; rdfs:domain k:Tent ."


def turtle() -> bytes:
    """The ontology as it is."""
    return (change_log.FOLDER / "kerege.ttl").read_bytes()


@pytest.mark.parametrize(
    ("after", "told", "least"),
    [
        (TENT, {}, "none"),
        (TENT + "k:Yurt a owl:Class .", {"added": ("Yurt",)}, "minor"),
        (TENT.replace("k:Rug a owl:Class .", ""), {"removed": ("Rug",)}, "minor"),
        (TENT.replace("rdfs:domain k:Tent", "rdfs:domain k:Rug"), {"redefined": ("pole",)}, "minor"),
        (TENT.replace("ObjectProperty", "DatatypeProperty"), {"redefined": ("pole",)}, "minor"),
        (TENT + "k:Tent rdfs:subClassOf k:Rug .", {"redefined": ("Tent",)}, "minor"),
        (TENT.replace("'tent'", "'a tent'"), {"reworded": ("Tent",)}, "patch"),
        (TENT + "k:pole owl:propertyChainAxiom ( k:pole k:pole ) .", {"redefined": ("pole",)}, "minor"),
        (TENT + "[] a owl:AllDisjointClasses ; owl:members ( k:Tent k:Rug ) .",
         {"redefined": ("Rug", "Tent")}, "minor"),
        (TENT + "k:Yurt a owl:Class . [] a owl:AllDisjointClasses ; owl:members ( k:Tent k:Yurt ) .",
         {"added": ("Yurt",)}, "minor"),
    ],
)  # fmt: skip
def test_a_change_is_told_for_what_it_is(after: str, told: dict[str, tuple[str, ...]], least: Step) -> None:
    found = changes(version((HEAD + TENT).encode()), version((HEAD + after).encode()))
    nothing = {"added": (), "removed": (), "redefined": (), "reworded": ()}
    assert {name: getattr(found, name) for name in nothing} == nothing | told
    assert step(found, first=0) == least
    assert step(found, first=1) == ("major" if found.removed or found.redefined else least)


def test_the_version_rises_with_what_changes() -> None:
    """Whoever changes a term of a version that was published gives the ontology a new version."""
    order = ("none", "patch", "minor", "major")
    newest_first = [one for one, _ in history()]
    for (new, found), old in zip(history(), newest_first[1:], strict=False):
        assert found is not None
        least, rose = step(found, first=int(new.name.partition(".")[0])), stepped(old.name, new.name)
        assert order.index(rose) >= order.index(least), (old.name, new.name, found)


def test_what_was_published_stays_as_it_was() -> None:
    """A version that is kept and has the number of the ontology is the ontology."""
    newest = version(turtle())
    kept = {one.name: one for one in released()}
    assert "0.1.0" in kept
    assert kept.get(newest.name, newest) == newest
    for name in kept:
        assert version((change_log.RELEASES / f"{name}.ttl").read_bytes()).name == name


def test_a_kept_version_is_not_overwritten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(change_log, "RELEASES", tmp_path / "releases")
    assert change_log.keep().read_bytes() == change_log.keep().read_bytes() == turtle()
    (tmp_path / "releases" / f"{version(turtle()).name}.ttl").write_bytes(b"another")
    with pytest.raises(ValueError, match="raise owl:versionInfo first"):
        change_log.keep()


def test_the_page_on_changes_is_the_one_that_is_written() -> None:
    """After a change of the ontology: ``python -m ontology.change_log docs/ontology-changes.md``."""
    file = ROOT / "docs" / "ontology-changes.md"
    if not file.exists():
        pytest.skip("the pages are not beside the tests")
    assert file.read_text("utf-8") == change_log.page()


def test_the_ontology_says_who_made_it_when_and_how_to_cite_it() -> None:
    """Its head has what catalogues of ontologies and those who cite it look for."""
    about: dict[str, list[str]] = {}
    for quad in ox.parse(turtle(), ox.RdfFormat.TURTLE):
        if quad.subject == ox.NamedNode(iris.ONTOLOGY.removesuffix("#")):
            about.setdefault(re.split("[#/]", quad.predicate.value)[-1], []).append(getattr(quad.object, "value", ""))
    (name,) = about["versionInfo"]
    here = iris.ONTOLOGY.removesuffix("#")
    assert about["versionIRI"] == [f"{here}/{name}"]
    (prior,) = about["priorVersion"]
    assert prior == f"{here}/{released()[-1].name}"
    assert about["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert about["creator"] == ["The Kerege authors"]
    assert about["preferredNamespaceUri"] == [k.K]
    created, issued, modified = (date.fromisoformat(about[one][0]) for one in ("created", "issued", "modified"))
    assert created <= issued <= modified
    (citation,) = about["bibliographicCitation"]
    assert f"version {name}" in citation
    assert f"{here}/{name}" in citation
    assert {"title", "description", "contributor", "publisher", "changeNote"} <= about.keys()


def test_modules_have_the_version_of_the_ontology() -> None:
    """What is aligned and what is checked belong to one version of the terms."""
    for name in ("alignments.ttl", "shapes.ttl"):
        assert version(turtle()).name in {
            getattr(quad.object, "value", "")
            for quad in ox.parse(path=change_log.FOLDER / name, format=ox.RdfFormat.TURTLE)
            if quad.predicate.value == k.OWL + "versionInfo"
        }, name


def test_the_project_says_how_it_is_cited() -> None:
    """https://citation-file-format.github.io/: with the version of the program and that of the ontology."""
    file = ROOT / "CITATION.cff"
    if not file.exists():
        pytest.skip("the citation file is not beside the tests")
    said = yaml.safe_load(file.read_text("utf-8"))
    assert said["cff-version"] == "1.2.0"
    assert said["authors"] == [{"name": "The Kerege authors"}]
    project = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert project is not None
    assert said["version"] == project[1]
    (ontology,) = said["references"]
    newest = version(turtle())
    assert (ontology["version"], str(ontology["date-released"])) == (newest.name, newest.issued)
