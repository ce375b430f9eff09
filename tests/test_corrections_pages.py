"""Pages of what was corrected: facts, things, articles and the corrections themselves; drafts that are found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from serving import Answer, Service, serving

from graph.corrections import Correction, read, written
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Met, Position
from ontology import terms as k
from tests.test_publish_dataset import ANNA, BANK, BORIS, MINTER, SAID, article, background

MET, POST = Met(a=ANNA, b=BORIS, **SAID), Position(person=ANNA, title="Director", of=BANK, **SAID)
REJECTED = MINTER.fact(ANNA.iri, k.metWith.value, BORIS.iri)
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A store with a rejected meeting, an added post and a renamed bank, served."""
    path = tmp_path_factory.mktemp("corrected") / "store"
    with GraphStore(path) as store:
        list(store.load([article(1, MET, POST)]))
        _file(store.corrections, "reject", fact=REJECTED)
        ends = {"subject": BORIS.iri, "predicate": k.worksFor.value, "object": BANK.iri}
        _file(store.corrections, "add", **ends, evidence=("https://ministry.example.org/1",), quotation="He does.")
        _file(store.corrections, "rename", thing=BANK.iri, name="Bank of the Steppe")
        publish(store, background())
    with serving(path, "--workers", 1, "--quiet") as service:
        yield service


def _file(folder: Path, action: str, **target: Any) -> None:
    said = Correction(action=action, by="Aigerim Example", date=date(2026, 11, 22), why="It was his deputy.", **target)
    folder.mkdir(exist_ok=True)
    (folder / f"{action}.toml").write_text(written(said), "utf-8")


def page(service: Service, iri: str) -> Answer:
    return service(f"/doc/{iri.partition('/id/')[2]}", headers=HTML)


def test_the_page_of_a_rejected_fact_says_by_whom_and_why_and_who_had_said_so(corrected: Service) -> None:
    answer = page(corrected, REJECTED)
    assert answer.status == 200
    for words in ("a correction rejects it", "Aigerim Example", "It was his deputy.", "Daily 1"):
        assert words in answer.text


def test_a_correction_has_a_page_that_leads_to_what_it_is_about(corrected: Service) -> None:
    answer = page(corrected, f"{MINTER.base}id/correction/reject")
    assert answer.status == 200
    assert "1 assertion of 1 article is not relied on." in answer.text
    assert "No article states a fact about it" not in answer.text
    assert f"/fact/{REJECTED.rpartition('/')[2]}" in answer.text


def test_the_page_of_a_thing_tells_what_was_corrected_of_it(corrected: Service) -> None:
    text = page(corrected, BANK.iri).text
    assert "<h1>Bank of the Steppe" in text or ">Bank of the Steppe</h1>" in text
    assert 'id="corrections"' in text
    assert "It is shown as “Bank of the Steppe”." in text


def test_pages_of_articles_and_of_cited_pages_can_be_opened(corrected: Service) -> None:
    found = corrected(
        "/sparql?" + urlencode({"query": f"SELECT ?a {{ ?s <{k.addedBy.value}> ?c ; <{k.statedIn.value}> ?a }}"}),
        headers={"Accept": "application/sparql-results+json"},
    )
    (cited,) = set(found.column("a"))
    for iri in (cited, MINTER.article(article(1, MET).article.key)):
        answer = page(corrected, iri)
        assert answer.status == 200, iri
    assert "He does." in page(corrected, cited).text


def test_a_draft_says_what_the_fact_states_so_that_it_is_found_again(corrected: Service) -> None:
    kept = MINTER.fact(ANNA.iri, k.worksFor.value, BANK.iri)
    form = {"action": "reject", "fact": kept, "by": "A", "why": "B"}
    answer = corrected(
        "/agreement/correction",
        method="POST",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode(form, quote_via=quote).encode(),
    )
    assert answer.status == 200, answer.text
    said = read(answer.text)
    assert (said.fact, said.subject, said.predicate, said.object) == (kept, ANNA.iri, k.worksFor.value, BANK.iri)
