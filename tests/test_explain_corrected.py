"""What people put right, in the story of a fact and in PROV-O: who, when, why, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.corrections import Correction, written
from graph.publish import publish
from graph.store import GraphStore
from graph.story_rdf import provenance, turtle
from graph.story_telling import Teller
from loaders.facts import Met
from ontology import terms as k
from ontology.iris import BASE
from tests.test_publish_dataset import ANNA, BORIS, CLARA, MINTER, PREFIXES, SAID, Published, article, background

MET = k.metWith.value
FACT = MINTER.fact(ANNA.iri, MET, BORIS.iri)
Correct = Callable[..., Published]


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[Correct]:
    """Publishes two articles on one meeting, with a correction."""
    with GraphStore(tmp_path / "store") as store:

        def of(action: str, by: str = "Aigerim Example", **target: Any) -> Published:
            said = Correction(action=action, by=by, date=date(2026, 11, 1), why="It was put off.", **target)
            store.corrections.mkdir(exist_ok=True)
            (store.corrections / said.filename).write_text(written(said), "utf-8")
            met = Met(a=ANNA, b=BORIS, **SAID)
            list(store.load([article(1, met), article(2, met)]))
            return Published(store.path, publish(store, background()))

        yield of


def test_a_rejected_fact_is_told_with_who_rejects_it_and_why(corrected: Correct) -> None:
    graph = corrected("reject", fact=FACT)
    for story in (Teller(graph.store, BASE).triple(ANNA.iri, MET, BORIS.iri), Teller(graph.store, BASE).fact(FACT)):
        assert not story.holds
        assert [one.modality for one in story.reserved] == ["asserted", "asserted"]
        (correction,) = story.corrections
        assert (correction.by, correction.on, correction.why) == ("Aigerim Example", "2026-11-01", "It was put off.")
        assert (correction.action, correction.outcome) == ("reject", "applied")


def test_what_one_article_states_may_be_rejected_alone(corrected: Correct) -> None:
    assertion = corrected("rename", thing=ANNA.iri, name="Anna A. Aral").rows(
        f"SELECT ?a {{ ?a k:reports <{FACT}> ; k:statedIn/k:publisher 'Daily 1' }}"
    )
    key = MINTER.article(article(1).article.key).rpartition("/")[2]
    graph = corrected("reject", assertion=f"{BASE}id/assertion/{key}/{assertion[0][0]}")
    story = Teller(graph.store, BASE).fact(FACT)
    assert story.holds
    assert [one.report.article.publisher for one in story.tellings] == ["Daily 2"]
    assert [one.report.article.publisher for one in story.reserved] == ["Daily 1"]
    assert {one.action for one in story.corrections} == {"rename", "reject"}


def test_an_added_fact_says_who_added_it_on_what_evidence(corrected: Correct) -> None:
    graph = corrected(
        "add", subject=ANNA.iri, predicate=MET, object=BORIS.iri, evidence=("https://ministry.example.org/met",)
    )
    story = Teller(graph.store, BASE).triple(ANNA.iri, MET, BORIS.iri)
    (correction,) = story.corrections
    assert (correction.action, correction.evidence) == ("add", ("https://ministry.example.org/met",))
    added = next(one for one in story.tellings if one.rules[0].name == "correction")
    assert added.report.article.url == "https://ministry.example.org/met"
    assert added.reader == ""


def test_corrections_are_activities_of_people(corrected: Correct) -> None:
    graph = corrected("reject", fact=FACT, by="aigerim example")
    graph = corrected("rename", thing=CLARA.iri, name="Clara C.", evidence=("https://ministry.example.org/c",))
    query = """PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?who ?used { ?c a k:Correction, prov:Activity ;
        prov:wasAssociatedWith ?agent . ?agent a prov:Person, prov:Agent ; rdfs:label ?who
        OPTIONAL { ?c prov:used ?used } }"""
    found = graph.store.query(PREFIXES + query)
    assert isinstance(found, ox.QuerySolutions)
    rows = {tuple(getattr(value, "value", None) for value in row) for row in found}
    assert rows == {("Aigerim Example", None), ("Aigerim Example", "https://ministry.example.org/c")}
    assert graph.ask("?f a k:RejectedFact ; k:rejectedBy ?c . ?c <http://www.w3.org/ns/prov#wasAssociatedWith> ?person")


def test_the_document_of_prov_says_what_was_invalidated(corrected: Correct) -> None:
    graph = corrected("reject", fact=FACT)
    text = turtle(provenance([Teller(graph.store, BASE).fact(FACT)], BASE), BASE)
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    query = """PREFIX prov: <http://www.w3.org/ns/prov#> SELECT DISTINCT ?who { ?entity prov:wasInvalidatedBy ?c .
        ?c a prov:Activity ; prov:wasAssociatedWith/<http://www.w3.org/2000/01/rdf-schema#label> ?who }"""
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["who"].value for row in found] == ["Aigerim Example"]
