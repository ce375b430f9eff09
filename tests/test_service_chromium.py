"""Pages as a browser shows them: readable by assistive technology, on a phone, in the dark, and without any script."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from chromium import at, check, shown
from serving import Service

PERSON = "/doc/person/olzhas-bektenov"
PAGES = {
    "home": "/",
    "search": "/search?q=kaz",
    "nothing found": "/search?q=bektinov",
    "questions": "/queries/",
    "form": "/queries/figures-about",
    "answer": "/queries/who-met-whom?person=Olzhas+Bektenov",
    "long answer": "/queries/everything-about?entity=Kazakhstan",
    "no such name": "/queries/who-met-whom?person=Nobody+At+All",
    "sparql": "/sparql",
    "rows": "/sparql?" + urlencode({"query": "SELECT * { ?s a ?class ; ?property ?value } LIMIT 50"}),
    "mistake": "/sparql?query=SELECT+%3Fx",
    "not found": "/nothing/here",
    "person": PERSON,
    "country": "/doc/place/kazakhstan",
    "event": "/doc/event/0c7975d68a382d60/astana-international-forum",
    "article": "/doc/article/71bd7bc6b7cdcb06",
    "passage": "/doc/passage/71bd7bc6b7cdcb06/813-934",
    "rule": "/doc/rule/years-in-name",
    "sector": "/doc/sector/transport",
    "ontology": "/ontology",
    "dataset": "/dataset",
    "dumps": "/dump/",
}
"""A page of each kind."""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_everybody_can_read_the_page(served: Service, browser: Any, axe: str, path: str) -> None:
    """axe finds nothing, wide and on a phone, in light and in the dark; no page is wider than the screen."""
    check(browser, axe, at(served, path))


def test_everybody_can_read_who_says_so(served: Service, browser: Any, axe: str) -> None:
    found = served.sparql(
        "PREFIX k: <https://w3id.org/kerege/ontology#> "
        "SELECT * { ?fact k:predicate k:metWith ; k:articles 2 . ?deal a k:Deal . ?report k:reports ?deal }"
    )
    for name in ("deal", "fact", "report"):
        path = urlsplit(found.column(name)[0]).path.replace("/kerege/id/", "/doc/")
        check(browser, axe, at(served, path))


def test_names_are_found_and_questions_asked_without_scripts(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        shown(browser, at(served, "/"))
        browser.find_element(By.NAME, "q").send_keys("bektenov olzh", Keys.ENTER)
        browser.find_element(By.LINK_TEXT, "Olzhas Bektenov").click()
        assert browser.find_element(By.TAG_NAME, "h1").text == "Olzhas Bektenov"
        browser.find_element(By.LINK_TEXT, "Whom did a person, an institution or a country meet?").click()
        assert "Antonella Bassani" in browser.find_element(By.TAG_NAME, "table").text
        form = browser.find_element(By.CSS_SELECTOR, "form.ask")
        form.find_element(By.NAME, "person").clear()
        form.find_element(By.NAME, "person").send_keys("Alikhan Smailov", Keys.ENTER)
        assert "Tatiana Proskuryakova" in browser.find_element(By.TAG_NAME, "table").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_keyboard_reaches_the_content_first(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    shown(browser, at(served, "/queries/"))
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.text == "Skip to content"
    assert skip.rect["y"] >= 0
    skip.send_keys(Keys.ENTER)
    assert urlsplit(browser.current_url).fragment == "content"
