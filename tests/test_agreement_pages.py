"""The pages of agreement: what articles put differently, beside figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from chromium import at, check, screenshot, shown
from conftest import Run
from odds import written
from serving import Service, serving


@pytest.fixture(scope="module")
def odds(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Articles that disagree, served."""
    folder = tmp_path_factory.mktemp("odds")
    done = kerege("load", *written(folder), "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    with serving(folder / "store", "--workers", 1, "--quiet", "--no-dumps") as service:
        yield service


def listed(service: Service, **values: str) -> Any:
    """What the page shows, as JSON."""
    answer = service(f"/agreement.json?{urlencode({'kind': 'matters', **values})}")
    assert answer.status == 200, answer.text
    return answer.json


def test_each_matter_has_its_versions_with_sources_and_sentences(odds: Service) -> None:
    found = listed(odds)
    assert found["total"] == len(found["disagreements"]) == 5
    forum = found["disagreements"][0]
    assert (forum["regarding"], forum["about"][0]["label"]) == ("date", "Astana International Forum")
    assert [(one["value"], one["articles"], one["sources"]) for one in forum["versions"]] == [
        ("28 May 2026", 2, 1), ("29 May 2026", 1, 1),
    ]  # fmt: skip
    assert [one["publisher"] for one in forum["versions"][0]["sentences"]] == ["The Sava Times", "The Valley Wire"]
    assert {one["regarding"] for one in found["disagreements"]} == {"date", "end", "place", "title", "name"}


@pytest.mark.parametrize(
    ("values", "regarding"),
    [
        ({"entity": "Aigul Saparova"}, {"title"}),
        ({"entity": "Astana International Forum"}, {"date", "place"}),
        ({"regarding": "name"}, {"name"}),
        ({"publisher": "Kesh Daily", "regarding": "end"}, {"end"}),
        ({"publisher": "The Other Times"}, set()),
        ({"since": "2026-06-04"}, set()),
        ({"until": "2026-05-31"}, set()),
        ({"verdict": "agree"}, set()),
    ],
)
def test_matters_can_be_narrowed(odds: Service, values: dict[str, str], regarding: set[str]) -> None:
    assert {one["regarding"] for one in listed(odds, **values)["disagreements"]} == regarding


def test_what_is_put_differently_and_compatible_has_a_page_of_its_own(served: Service) -> None:
    found = listed(served, verdict="agree")
    assert found["disagreements"]
    assert {one["verdict"] for one in found["disagreements"]} == {"compatible"}
    assert listed(served)["disagreements"] == []
    page = served("/agreement?kind=matters", headers={"Accept": "text/html"})
    assert "The articles disagree on nothing." in page.text


def test_a_table_has_a_line_for_each_sentence(odds: Service) -> None:
    rows = list(csv.DictReader(io.StringIO(odds("/agreement.csv?kind=matters&regarding=title").text)))
    assert [(row["value"], row["publisher"], row["sources"]) for row in rows] == [
        ("Regional Director for Central Asia", "The Sava Times", "1"),
        ("Regional Director for Central Asia", "The Valley Wire", "1"),
        ("Vice President for Europe and Central Asia", "Kesh Daily", "1"),
    ]


def test_the_page_leads_to_the_things_the_correction_and_the_stored_question(odds: Service) -> None:
    page = odds("/agreement?kind=matters", headers={"Accept": "text/html"})
    for address in ("agreement/correction?assertion=", "queries/disagreements?verdict=differ", "person/aigul-saparova"):
        assert f"/{address}" in page.text
    assert "Word by word also in The Valley Wire" in page.text
    wrong = odds("/agreement?kind=matters&regarding=color", headers={"Accept": "text/html"})
    assert wrong.status == 400


def test_a_disagreement_has_a_document(odds: Service) -> None:
    iri = listed(odds)["disagreements"][0]["disagreement"]
    document = odds(iri.replace("https://w3id.org/kerege/id", "/doc"), headers={"Accept": "text/turtle"})
    assert document.status == 200
    assert 'k:verdict "differ"' in document.text


def test_the_page_is_for_everybody(odds: Service, browser: Any, axe: str) -> None:
    check(browser, axe, at(odds, "/agreement?kind=matters"))
    for width in (1280, 390):
        shown(browser, at(odds, "/agreement?kind=matters"), width)
        tops = browser.execute_script(
            "return [...document.querySelectorAll('.lane')].slice(0, 2).map(one => one.getBoundingClientRect().top)"
        )
        assert (tops[0] == tops[1]) is (width == 1280), "side by side, or one under the other"
        screenshot(browser, f"agreement-matters-{width}")
