"""The SPARQL editor as people use it: with keyboard and mouse, with a script and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from chromium import VIEWS, accessible, at, check, quiet, screenshot, shown
from serving import Service

K = "https://w3id.org/kerege/ontology#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MET = f"""PREFIX k: <{K}>
PREFIX rdfs: <{RDFS}>
SELECT ?one ?other WHERE {{
  ?fact k:predicate k:metWith ; k:subject ?x ; k:object ?y .
  ?x rdfs:label ?one . ?y rdfs:label ?other .
}}
ORDER BY ?one ?other LIMIT 20"""
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"


class Editor:
    """The page as a person has it before them."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address

    def find(self, selector: str) -> Any:
        from selenium.webdriver.common.by import By

        return self.browser.find_element(By.CSS_SELECTOR, selector)

    @property
    def area(self) -> Any:
        return self.find("#query")

    @property
    def text(self) -> str:
        return str(self.area.get_property("value"))

    @property
    def running(self) -> str:
        return str(self.find(".running").text)

    def write(self, text: str) -> None:
        """Replace the query by typing; ``keys`` go on from the end."""
        self.browser.execute_script(
            "arguments[0].focus(); arguments[0].select(); document.execCommand('insertText', false, arguments[1])",
            self.area, text,
        )  # fmt: skip

    def keys(self, *keys: str) -> None:
        self.area.send_keys(*keys)

    def until(self, condition: Callable[[], Any]) -> Any:
        from selenium.common.exceptions import StaleElementReferenceException
        from selenium.webdriver.support.ui import WebDriverWait

        wait = WebDriverWait(self.browser, 20, 0.05, ignored_exceptions=[StaleElementReferenceException])
        return wait.until(lambda _: condition())

    def offers(self) -> list[str]:
        from selenium.webdriver.common.by import By

        return [
            str(item.get_property("textContent"))
            for item in self.browser.find_elements(By.CSS_SELECTOR, "#offers:not([hidden]) li")
        ]

    def offered(self, words: str) -> None:
        self.until(lambda: any(words in offer for offer in self.offers()))


@pytest.fixture
def editor(served: Service, browser: Any) -> Iterator[Editor]:
    page = Editor(browser, at(served, "/sparql"))
    shown(browser, page.address)
    browser.execute_script("localStorage.clear()")
    shown(browser, page.address)
    page.until(lambda: browser.execute_script("return Boolean(document.querySelector('#editor').completion)"))
    yield page
    quiet(browser)


def control(key: str) -> str:
    from selenium.webdriver.common.keys import Keys

    return str(Keys.CONTROL + key + Keys.NULL)


def enter() -> str:
    from selenium.webdriver.common.keys import Keys

    return str(Keys.ENTER)


def test_everybody_can_use_the_editor(served: Service, browser: Any, axe: str) -> None:
    for values in ({"query": "SELECT ?x"}, {"query": MET}):
        check(browser, axe, at(served, "/sparql?" + urlencode(values)))


def test_an_answer_comes_without_leaving_the_page(editor: Editor) -> None:
    """Ctrl+Enter asks; how long it took and the link that brings it again are there, and the way back."""
    editor.browser.execute_script("window.stayed = true")
    editor.write(MET)
    editor.keys(control(enter()))
    editor.until(lambda: "Answered after" in editor.running)
    assert "Olzhas Bektenov" in editor.find("#answer table").text
    assert editor.browser.execute_script("return window.stayed && document.activeElement.id") == "query"
    assert parse_qs(urlsplit(editor.browser.current_url).query)["query"] == [MET]
    assert "Answered after" in editor.find("#state").get_property("textContent")
    screenshot(editor.browser, "sparql")
    editor.find(".tabs li:nth-child(2) a").click()
    editor.until(lambda: "svg" in editor.find("#answer").get_property("innerHTML"))
    assert editor.browser.execute_script("return window.stayed")
    editor.browser.back()
    editor.until(lambda: "Olzhas Bektenov" in editor.find("#answer table").text)


def test_a_mistake_is_marked_at_its_place(editor: Editor) -> None:
    editor.write("SELECT * {\n  ?x k:metWith ?y .\n}")
    editor.find("#editor button").click()
    editor.until(lambda: "Refused" in editor.running)
    assert "Line 2, column 15" in editor.find("#said").text
    assert "prefix k: is not declared" in editor.find("#said").text
    assert editor.find(".painted .wrong").text == "k:metWith"
    assert editor.area.get_property("selectionStart") == len("SELECT * {\n  ?x k:metWith")
    assert editor.area.get_attribute("aria-invalid") == "true"
    screenshot(editor.browser, "sparql-mistake")
    editor.keys(" ")
    assert editor.area.get_attribute("aria-invalid") is None


def test_prefixes_are_declared_when_they_are_used(editor: Editor) -> None:
    editor.write("SELECT * { ?x ")
    editor.keys("rdfs:")
    assert editor.text.startswith(f"PREFIX rdfs: <{RDFS}>\nSELECT")
    editor.keys("label ?name }")
    assert editor.text == f"PREFIX rdfs: <{RDFS}>\nSELECT * {{ ?x rdfs:label ?name }}"
    editor.keys(control(enter()))
    editor.until(lambda: "Answered" in editor.running)


@pytest.mark.parametrize(
    ("before", "typed", "offer", "after"),
    [
        ("SELECT * { ?x a ", "k:Devel", "k:DevelopmentBank", "k:DevelopmentBank"),
        ("SELECT * { ?x ", "met", "k:metWith", "k:metWith"),
        ("SELECT * { ?x k:metWith ?y ; ", "k:work", "k:worksFor", "k:worksFor"),
        ("SELECT * { ?f k:predicate ", "fin", "k:finances", "k:finances"),
        ("SELECT * { ?x k:worksFor ", "World Ban", "World Bank", "institution:world-bank"),
        ("SELECT * { ?x k:stage ", "appr", "stage:approved", "stage:approved"),
        ("SELECT ?somebody { ?", "som", "?somebody", "?somebody"),
        ("SELECT * { ?x ?y ?z ", "FIL", "FILTER", "FILTER"),
    ],
    ids=["class", "property", "second property", "relation of facts", "thing", "concept", "variable", "word"],
)  # fmt: skip
def test_what_fits_the_place_is_completed(editor: Editor, before: str, typed: str, offer: str, after: str) -> None:
    from selenium.webdriver.common.keys import Keys

    editor.write(before)
    editor.keys(typed)
    editor.offered(offer)
    index = next(number for number, one in enumerate(editor.offers()) if offer in one)
    editor.keys(Keys.ARROW_DOWN * (index + 1))
    assert editor.area.get_attribute("aria-activedescendant") == f"offer-{index}"
    editor.keys(Keys.ENTER)
    assert editor.text.endswith(before + after if not before.endswith("?") else before[:-1] + after)
    prefix, colon, _ = after.partition(":")
    assert not colon or f"PREFIX {prefix}: <" in editor.text
    assert editor.offers() == []


def test_tab_leaves_and_escape_closes(editor: Editor, axe: str) -> None:
    """No keyboard trap; Enter in an open list begins a new line as long as nothing is chosen."""
    from selenium.webdriver.common.keys import Keys

    editor.write("SELECT * { ?x ")
    editor.keys(control(" "))
    editor.offered("k:metWith")
    assert editor.area.get_attribute("aria-activedescendant") == "offer-0"
    accessible(editor.browser, axe)
    screenshot(editor.browser, "sparql-completion")
    editor.keys(Keys.ESCAPE)
    assert editor.offers() == []
    editor.keys("k:met")
    editor.offered("k:metWith")
    editor.keys(Keys.ENTER)
    assert editor.text.endswith("k:met\n")
    editor.keys(Keys.TAB)
    assert editor.browser.switch_to.active_element.text == "Ask"


def test_a_long_query_can_be_cancelled(editor: Editor, served: Service) -> None:
    """The page is free at once, and so is the service."""
    editor.write(LONG)
    editor.keys(control(enter()))
    editor.until(lambda: "Asking …" in editor.running)
    editor.until(lambda: editor.find(".cancel").is_displayed())
    editor.find(".cancel").click()
    editor.until(lambda: "Cancelled after" in editor.running)
    assert not editor.find(".cancel").is_displayed()
    editor.until(lambda: served.metric("kerege_queries_running") == 0)
    editor.write("ASK {}")
    editor.keys(control(enter()))
    editor.until(lambda: "Answered" in editor.running)


def test_an_answer_without_rows_is_told_to_who_cannot_see_it(editor: Editor) -> None:
    editor.write("SELECT * { ?x <https://example.org/none> ?y }")
    editor.keys(control(enter()))
    editor.until(lambda: "Answered" in editor.running)
    assert editor.find("#state").get_attribute("textContent").endswith("Nothing was found.")


def test_earlier_queries_come_back_until_they_are_cleared(editor: Editor) -> None:
    from selenium.webdriver.common.by import By

    for query in (MET, "ASK { ?earlier ?than ?this }"):
        editor.write(query)
        editor.keys(control(enter()))
        editor.until(lambda: "Answered" in editor.running)
        editor.browser.execute_script("document.querySelector('.running').textContent = ''")
    shown(editor.browser, editor.address)
    editor.find(".history summary").click()
    earlier = editor.browser.find_elements(By.CSS_SELECTOR, ".history li button")
    assert earlier[0].text == "ASK { ?earlier ?than ?this }"
    earlier[1].click()
    assert editor.text == MET
    editor.find(".history p button").click()
    assert not editor.find(".history").is_displayed()
    assert editor.browser.execute_script("return localStorage.length") == 0


@pytest.mark.parametrize("found", ['{"a": 1}', "[null]", '[{"query": 5}]', '"SELECT"', "{"])
def test_what_others_left_in_the_place_of_earlier_queries_does_no_harm(editor: Editor, found: str) -> None:
    editor.browser.execute_script("localStorage.setItem('kerege.sparql', arguments[0])", found)
    shown(editor.browser, editor.address)
    editor.write("SELECT * { ?x a ")
    editor.keys("k:Devel")
    editor.offered("k:DevelopmentBank")
    quiet(editor.browser)


def test_terms_that_the_graph_does_not_have_are_named(served: Service) -> None:
    query = f"PREFIX k: <{K}> SELECT * {{ ?x k:metwith <https://w3id.org/kerege/id/person/olzhas-bektenov> }}"
    answer = served("/sparql?" + urlencode({"query": query}), headers={"Accept": "text/html"})
    assert "Stands nowhere in this graph: k:metwith." in answer.text


def test_the_place_of_a_mistake_is_told_to_programs(served: Service) -> None:
    told = served.sparql("SELECT * {\n ?x", "application/problem+json, application/sparql-results+json;q=0.5").json
    assert (told["line"], told["column"]) == (2, 4)


def test_it_is_a_plain_form_without_a_script(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By

    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        shown(browser, at(served, "/sparql"), *VIEWS[2])
        browser.find_element(By.CSS_SELECTOR, "#editor button").click()
        assert "Olzhas Bektenov" in browser.find_element(By.TAG_NAME, "table").text
        shown(browser, at(served, "/sparql?query=SELECT+%3Fx"))
        assert "Line 1, column 10" in browser.find_element(By.ID, "mistake").text
        assert "Ctrl" not in browser.find_element(By.ID, "keys").text
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
