"""The first page: what is in the graph, what changed, and the ways onward."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import at, check, screenshot, shown
from conftest import ARTICLES, Run
from serving import Service, serving

from service.ways import WAYS

REVIEW = ARTICLES / "bektenov-bassani-joint-projects.md"
DRAFT = ARTICLES / "kazakhstan-world-bank-draft-strategy.md"


@pytest.fixture(autouse=True, scope="module")
def indexed(served: Service) -> None:
    """The first page has all of it, on however busy a machine."""
    assert served("/search?q=a").status == 200


def said(browser: Any, css: str = "main") -> str:
    from selenium.webdriver.common.by import By

    return " ".join(browser.find_element(By.CSS_SELECTOR, css).text.split())


def test_the_first_page_leads_onward(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By

    for width, mode in ((1280, "light"), (360, "dark")):
        shown(browser, at(served, "/"), width, mode)
        screenshot(browser, f"start-{width}-{mode}")
    text = said(browser)
    assert "5 articles" in text
    assert "From 1 June 2025 to 23 February 2026" in text
    assert "This is the first publication that is kept" in text
    links = {link.get_attribute("href") for link in browser.find_elements(By.CSS_SELECTOR, "nav[aria-label=Main] a")}
    assert links == {at(served, f"/{way.path}") for way in WAYS}
    for way in WAYS:
        shown(browser, at(served, "/"))
        browser.find_element(By.CSS_SELECTOR, "nav[aria-label=Main]").find_element(By.LINK_TEXT, way.name).click()
        here = browser.find_elements(By.CSS_SELECTOR, "nav[aria-label=Main] [aria-current=page]")
        assert [one.text for one in here] == [way.name]


@pytest.fixture(scope="module")
def grown(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Service]]:
    """A store that one article was loaded into, then another, and a service over it."""
    store = tmp_path_factory.mktemp("grown") / "store"
    for article in (REVIEW, DRAFT):
        done = kerege("load", article, "--store", store)
        assert done.returncode == 0, done.stderr
    with serving(store, "--workers", 1, "--no-dumps", "--quiet") as service:
        assert service("/search?q=a").status == 200
        yield store, service


def test_what_changed_is_told(grown: tuple[Path, Service], browser: Any, axe: str, kerege: Run) -> None:
    """What an article brings; and when one is forgotten, what goes with it."""
    from selenium.webdriver.common.by import By

    store, service = grown
    check(browser, axe, at(service, "/"))
    shown(browser, at(service, "/"))
    screenshot(browser, "start-changes")
    text = said(browser, "section[aria-labelledby=changes]")
    assert "Articles +1 Kazakhstan and World Bank go through draft strategy for the years to 2031" in text
    assert "meeting on the draft strategy meeting" in text
    assert "Facts +53" in text
    browser.find_element(
        By.LINK_TEXT, "International Finance Corporation attended meeting on the draft strategy"
    ).click()
    assert "/doc/fact/" in browser.current_url
    tag = service("/").headers["ETag"]
    done = kerege("forget", "https://w3id.org/kerege/id/article/71bd7bc6b7cdcb06", "--store", store)
    assert done.returncode == 0, done.stderr
    while service("/health").json["publication"] < 3:
        time.sleep(0.1)
    assert service("/search?q=a").status == 200
    shown(browser, at(service, "/"))
    text = said(browser, "section[aria-labelledby=changes]")
    assert "Articles −1 Gone: Bektenov and Bassani review joint projects of Kazakhstan and the World Bank" in text
    assert "+1 " not in text.partition("Facts")[0].partition("People")[0]
    assert "Olzhas Bektenov" in text
    assert service("/").headers["ETag"] != tag
