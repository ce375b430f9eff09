"""IRIs that were published go on answering: what moved leads to where it is now, what ended says so."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import Service, serving
from told import FIRST, LAST, MINTER, background, first_told, person, reading, told, told_on

from graph.ledger import Ledger
from graph.publications import newest_published, open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Reading
from ontology import terms as k

BASE = "https://w3id.org/kerege/"
GONE = first_told()[3].article
REPLACED = f"{k.DCTERMS}isReplacedBy"


@pytest.fixture(scope="module")
def ended() -> dict[str, str]:
    """What the article that is forgotten told of: one path by kind."""
    return {}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, ended: dict[str, str]) -> Iterator[Service]:
    """A service whose graph changed while it was running."""
    store = tmp_path_factory.mktemp("told") / "store"
    told(store)
    before = described(store)
    with serving(store, "--workers", 1, "--quiet") as service:
        assert service(f"/id/{short(FIRST)}").status == 303
        told_on(store)
        ledger = Ledger.of(newest_published(store).path)
        for iri in sorted(before - described(store)):
            if ledger.find(iri) == "":  # what a fact states in another identity has taken its place
                ended.setdefault(short(iri).partition("/")[0], short(iri))
        while json.loads(service("/health").body)["publication"] != 2:
            time.sleep(0.05)
        yield service


def described(store: Path) -> set[str]:
    found = open_published(store).quads_for_pattern(None, k.RDF_TYPE, None, ox.DefaultGraph())
    return {str(quad.subject.value) for quad in found if f"{BASE}id/" in str(quad.subject)}


def short(iri: str) -> str:
    return iri.removeprefix(f"{BASE}id/")


def test_a_thing_that_was_joined_into_another_leads_there(changed: Service) -> None:
    for accept, media in (("*/*", "text/plain"), ("text/turtle", "text/turtle"), ("text/html", "text/plain")):
        answer = changed(f"/id/{short(FIRST)}", headers={"Accept": accept})
        assert (answer.status, answer.media) == (301, media)
        assert answer.headers["location"] == f"{changed.address}id/{short(LAST)}"
        assert f'<{LAST}>; rel="canonical"' in answer.headers["link"]
        assert answer.headers["vary"] == "Accept"
    turtle = changed(f"/id/{short(FIRST)}", headers={"Accept": "text/turtle"}).body
    (quad,) = ox.parse(turtle, ox.RdfFormat.TURTLE)
    assert [term.value for term in quad.triple] == [FIRST, REPLACED, LAST]


def test_so_does_its_document_in_the_same_format(changed: Service) -> None:
    for ending in ("", ".ttl", ".html", ".jsonld"):
        answer = changed(f"/doc/{short(FIRST)}{ending}")
        assert answer.status == 301
        assert answer.headers["location"] == f"{changed.address}doc/{short(LAST)}{ending}"
    assert changed(f"/doc/{short(LAST)}.nt").status == 200
    assert changed(f"/doc/{short(FIRST)}.rdf").media == "application/rdf+xml"


def test_whatever_only_a_forgotten_article_told_is_gone_and_says_so(changed: Service, ended: dict[str, str]) -> None:
    assert ended.keys() >= {"article", "passage", "assertion", "fact", "person"}
    assert ended["article"] == short(MINTER.article(GONE.key))
    for path in ended.values():
        for start in ("id", "doc"):
            assert changed(f"/{start}/{path}").status == 410
            for media in ("text/turtle", "application/ld+json", "text/html", "application/problem+json", "text/plain"):
                answer = changed(f"/{start}/{path}", headers={"Accept": media})
                assert (answer.status, answer.media) == (410, media)
        told_of = changed(f"/doc/{path}.nt")
        assert (told_of.status, told_of.media) == (410, "application/n-triples")
        quads = list(ox.parse(told_of.body, ox.RdfFormat.N_TRIPLES))
        assert {str(quad.subject.value) for quad in quads} == {f"{BASE}id/{path}"}
        assert f"{k.OWL}deprecated" in {quad.predicate.value for quad in quads}
        assert changed(f"/doc/{path}.html").media == "text/html"


def test_what_was_never_there_is_not_gone(changed: Service) -> None:
    assert changed("/id/person/nobody").status == 404


def test_a_joined_thing_that_no_article_names_any_more_still_leads_on(tmp_path: Path) -> None:
    told(tmp_path / "s")
    told_on(tmp_path / "s")
    with GraphStore(tmp_path / "s") as store:
        for one in first_told()[1:3]:
            store.forget(MINTER.article(one.article.key))
        publish(store, background())
    with serving(tmp_path / "s", "--workers", 1, "--quiet") as service:
        answer = service(f"/id/{short(FIRST)}")
        assert (answer.status, answer.headers["location"]) == (301, f"{service.address}id/{short(LAST)}")


def fact_of(one: str, other: str) -> str:
    first, second = sorted((one, other))
    return MINTER.fact(first, k.metWith.value, second)


def test_a_fact_of_a_thing_that_goes_by_another_iri_leads_to_the_same_fact(changed: Service) -> None:
    guest = MINTER.person("Guest 1")
    answer = changed(f"/id/{short(fact_of(FIRST, guest))}", headers={"Accept": "text/turtle"})
    assert (answer.status, answer.headers["location"]) == (301, f"{changed.address}id/{short(fact_of(LAST, guest))}")
    assert changed(f"/doc/{short(fact_of(LAST, guest))}.ttl").status == 200


def people_meet(number: int, name: str, *keys: str) -> Reading:
    return reading(number, f"{name} met Guest 1.", (person(name, *keys), person("Guest 1")))


def test_a_chain_of_moves_leads_to_its_end_at_once(tmp_path: Path) -> None:
    """One name after another is the commonest for the same person, and the articles with the first are forgotten."""
    names = [MINTER.person(name) for name in ("O. Said", "Omar Said", "Omar Ali Said")]
    with GraphStore(tmp_path / "s") as store:
        list(store.load([people_meet(1, "O. Said", "o")]))
        publish(store, background())
        list(store.load(people_meet(n, "Omar Said", "o", "omar") for n in (2, 3)))
        publish(store, background())
        store.forget(MINTER.article(people_meet(1, "O. Said", "o").article.key))
        publish(store, background())
        list(store.load(people_meet(n, "Omar Ali Said", "omar") for n in (4, 5, 6)))
        publish(store, background())
        for number in (2, 3):
            store.forget(MINTER.article(people_meet(number, "Omar Said").article.key))
        publish(store, background())
    with serving(tmp_path / "s", "--workers", 1, "--quiet") as service:
        for iri in names[:2]:
            for path, there in ((iri, names[2]), (fact_of(iri, MINTER.person("Guest 1")), "")):
                answer = service(f"/id/{short(path)}")
                there = there or fact_of(names[2], MINTER.person("Guest 1"))
                assert (answer.status, answer.headers["location"]) == (301, f"{service.address}id/{short(there)}")


def test_what_is_split_again_answers_for_itself_and_so_do_its_facts(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([people_meet(1, "Omar Said"), people_meet(2, "Karim Tolep"), people_meet(3, "Karim Tolep")]))
        publish(store, background())
        joining = [people_meet(4, "Omar Said", "omar"), people_meet(5, "Karim Tolep", "omar")]
        list(store.load(joining))
        publish(store, background())
        apart = [short(FIRST), short(fact_of(FIRST, MINTER.person("Guest 1")))]
        with serving(tmp_path / "s", "--workers", 1, "--quiet") as service:
            assert [service(f"/id/{path}").status for path in apart] == [301, 301]
            for one in joining:
                store.forget(MINTER.article(one.article.key))
            publish(store, background())
            while json.loads(service("/health").body)["publication"] != 3:
                time.sleep(0.05)
            assert [service(f"/id/{path}").status for path in apart] == [303, 303]
            store.forget(MINTER.article(people_meet(1, "Omar Said").article.key))
            publish(store, background())
            while json.loads(service("/health").body)["publication"] != 4:
                time.sleep(0.05)
            assert [service(f"/id/{path}").status for path in apart] == [410, 410]
            list(store.load([people_meet(1, "Omar Said")]))
            publish(store, background())
            while json.loads(service("/health").body)["publication"] != 5:
                time.sleep(0.05)
            assert [service(f"/id/{path}").status for path in apart] == [303, 303]


def test_every_kind_of_node_answers_while_it_is_there_and_when_it_ended(corpus: Path, tmp_path: Path) -> None:
    """Judgments of who is who, disagreements, readings of articles and all else that has an IRI of its own."""
    store = tmp_path / "store"
    shutil.copytree(corpus, store)
    before = described(store)
    with GraphStore(store) as opened:
        for article in list(opened.articles())[1:]:
            opened.forget(article.iri)
        publish(opened)
    now = described(store)
    kinds = {short(iri).partition("/")[0] for iri in before}
    assert kinds >= {"match", "disagreement", "reading", "fact", "assertion", "passage", "person", "event"}
    with serving(store, "--workers", 1, "--quiet") as service:
        for kind in sorted(kinds):
            ended, here = (
                next((short(iri) for iri in sorted(some) if short(iri).startswith(f"{kind}/")), None)
                for some in (before - now, now)
            )
            if here is not None:
                assert service(f"/id/{here}").status in (303, 301), here
                assert service(f"/doc/{here}.ttl").status in (200, 301), here
                assert service(f"/doc/{here}.html").status in (200, 301), here
            if ended is not None:
                assert service(f"/id/{ended}").status in (410, 301), ended
                assert service(f"/doc/{ended}.ttl").status in (410, 301), ended
