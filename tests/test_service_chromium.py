"""Pages as a browser shows them: readable by assistive technology, on a phone, in the dark, and without any script."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from serving import Service

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None, reason="needs Chromium and its driver (Debian: chromium-driver)"
    ),
    pytest.mark.skipif(importlib.util.find_spec("selenium") is None, reason="needs selenium, of the extra [test]"),
]
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
VIEWS = [(width, mode) for width in (1280, 360) for mode in ("light", "dark")]


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core (https://github.com/dequelabs/axe-core): the one from npm, or what a package for Python carries."""
    for folder in filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)):
        if (file := Path(folder, "axe-core", "axe.min.js")).exists():
            return file.read_text("utf-8")
    found = importlib.util.find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("needs axe-core, from npm or of the extra [test]")
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Generator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def shown(browser: Any, address: str, width: int = 1280, mode: str = "light") -> None:
    """Show a page in a window of that width, in light or dark mode."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": mode}]}
    )
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address)


def at(service: Service, path: str) -> str:
    return service.address.rstrip("/") + path


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


def check(browser: Any, axe: str, address: str) -> None:
    for width, mode in VIEWS:
        shown(browser, address, width, mode)
        browser.execute_script(axe)
        found = browser.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations))"
        )
        told = [(one["id"], one["help"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        assert told == [], (width, mode)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, (width, mode)
    said = [entry["message"] for entry in browser.get_log("browser")]
    assert [message for message in said if "the server responded with a status of" not in message] == []


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
