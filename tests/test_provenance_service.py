"""Provenance over HTTP: the page of a fact tells who read it and why it follows, and its PROV-O document is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
from conftest import ARTICLES, Run
from serving import Service, serving

from graph.corrections import Correction, written

BROWSER = {"Accept": "text/html"}
MET = "fact/2afa461e5f8747ed"
WORKS = "fact/8f43b50b387b2d68"
PREFIXES = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX k: <https://w3id.org/kerege/ontology#> "


@pytest.fixture(scope="module")
def corrected(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One of the reports, of which a fact is rejected, served."""
    folder = tmp_path_factory.mktemp("corrected")
    said = Correction(
        action="reject",
        by="Aigerim Example",
        date=date(2026, 11, 1),
        why="It was put off.",
        fact=f"https://w3id.org/kerege/id/{MET}",
    )
    (folder / said.filename).write_text(written(said), "utf-8")
    report = ARTICLES / "bektenov-bassani-joint-projects.md"
    done = kerege("load", report, "--store", folder / "store", "--corrections", folder)
    assert done.returncode == 0, done.stderr
    with serving(folder / "store", "--workers", 1, "--quiet", "--no-dumps") as service:
        yield service


def test_the_page_of_a_fact_tells_its_rules_and_its_reader(served: Service) -> None:
    text = " ".join(served(f"/doc/{MET}", headers=BROWSER).text.split())
    assert "met-with</a> (right in " in text
    assert "read by <a href=" in text
    assert f'href="/provenance/{MET}.ttl"' in text


def test_the_page_of_what_follows_tells_by_which_axiom_and_from_what(served: Service) -> None:
    text = " ".join(served(f"/doc/{WORKS}", headers=BROWSER).text.split())
    assert "By the ontology, A works for B, and B is a unit of C; so A works for C." in text
    assert "stated, 2 sources" in text
    assert "in the reference data" in text


def test_readers_outlets_and_readings_have_documents(served: Service) -> None:
    query = PREFIXES + "SELECT ?x { { ?x a prov:Activity } UNION { ?x a prov:Agent } }"
    answer = served(f"/sparql?query={query.replace(' ', '%20').replace('#', '%23').replace('?', '%3F')}")
    rows = answer.json["results"]["bindings"]
    paths = {row["x"]["value"].removeprefix("https://w3id.org/kerege/").removeprefix("id/") for row in rows}
    assert {path.partition("/")[0] for path in paths} == {"reading", "reader", "outlet", "program", "dataset"}
    for kind in ("reading", "reader", "outlet", "program", "dataset"):
        path = min(path for path in paths if path.startswith(kind))
        assert served(f"/doc/{path}", headers=BROWSER).status == 200
        assert served(f"/doc/{path}", headers={"Accept": "text/turtle"}).media == "text/turtle"


@pytest.mark.parametrize(
    ("ending", "media"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
    ],
)
def test_every_format_says_the_same(served: Service, ending: str, media: str) -> None:
    fixed, asked = served(f"/provenance/{MET}.{ending}"), served(f"/provenance/{MET}", headers={"Accept": media})
    assert (fixed.status, fixed.media, fixed.body) == (200, media, asked.body)
    assert fixed.headers["Content-Location"] == asked.headers["Content-Location"]
    assert fixed.headers["Access-Control-Allow-Origin"] == "*"
    found = ox.parse(fixed.body, format=ox.RdfFormat.from_media_type(media))
    usual = ox.parse(served(f"/provenance/{MET}.nt").body, format=ox.RdfFormat.N_TRIPLES)
    assert {str(quad.triple) for quad in found} == {str(quad.triple) for quad in usual}


def test_it_leads_from_the_fact_to_its_articles(served: Service) -> None:
    store = ox.Store()
    store.load(served(f"/provenance/{MET}").body, format=ox.RdfFormat.TURTLE)
    found = store.query(
        PREFIXES
        + """SELECT DISTINCT ?article { ?fact a k:Fact ; prov:wasDerivedFrom/prov:wasGeneratedBy/prov:used
        ?article . ?article <http://purl.org/dc/terms/title> ?title }"""
    )
    assert isinstance(found, ox.QuerySolutions)
    assert len(list(found)) == 2


def test_an_etag_is_answered_with_304(served: Service) -> None:
    tag = served(f"/provenance/{MET}").headers["ETag"]
    assert served(f"/provenance/{MET}", headers={"If-None-Match": tag}).status == 304


def test_the_document_of_a_fact_leads_to_it(served: Service) -> None:
    """As PROV-AQ says: a link with the relation has_provenance, anchored at the fact."""
    links = served(f"/doc/{MET}.ttl").headers["Link"]
    assert f'provenance/{MET}>; rel="http://www.w3.org/ns/prov#has_provenance"; anchor="https://w3id.org/' in links
    assert "has_provenance" not in served("/doc/place/kazakhstan.ttl").headers["Link"]


@pytest.mark.parametrize("path", ["fact/none", "place/kazakhstan", "fact/none.ttl", ""])
def test_what_is_no_fact_has_none(served: Service, path: str) -> None:
    assert served(f"/provenance/{path}").status == 404


def test_what_it_is_not_written_in_is_said(served: Service) -> None:
    assert served(f"/provenance/{MET}", headers={"Accept": "image/png"}).status == 406


def test_the_page_of_a_rejected_fact_tells_who_rejects_it(corrected: Service) -> None:
    page = corrected(f"/doc/{MET}", headers=BROWSER)
    assert page.status == 200
    text = " ".join(page.text.split())
    assert "a correction rejects it, and it is no fact of the graph" in text
    assert "– Aigerim Example, <time" in text
    assert "Who states it, rejected by a correction" in text
    assert "wasInvalidatedBy" in corrected(f"/provenance/{MET}.ttl").text
