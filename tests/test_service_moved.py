"""IRIs that were published go on answering: what moved leads to where it is now, what ended says so."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import Service, serving
from told import FIRST, LAST, MINTER, background, first_told, told, told_on

from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
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
        for iri in sorted(before - described(store)):
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
