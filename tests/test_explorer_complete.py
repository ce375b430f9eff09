"""Names that are completed while they are typed: what the service offers, and what a field does with it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from chromium import accessible, at, check, quiet, screenshot, shown
from serving import Service

from graph.name_index import acronym

BANK = "/id/institution/world-bank"


@pytest.fixture(autouse=True, scope="module")
def indexed(served: Service) -> None:
    """The names are indexed, on however busy a machine."""
    assert served("/search?q=a").status == 200


def offered(service: Service, text: str, classes: str = "") -> list[dict[str, Any]]:
    answer = service("/complete?" + urlencode({"q": text, "class": classes}))
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.json
    return found


@pytest.mark.parametrize(
    "typed", ["World B", "bank world", "wb", "WORLD BANK", "the world ba", "wörld bánk", "Всемирный"]
)
def test_any_name_of_a_thing_finds_it(served: Service, typed: str) -> None:
    assert BANK in [urlsplit(one["iri"]).path.removeprefix("/kerege") for one in offered(served, typed)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("olzas bektenv", "Olzhas Bektenov"),
        ("bektinov", "Olzhas Bektenov"),
        ("Бектенов", "Olzhas Bektenov"),
        ("basani", "Antonella Bassani"),
        ("kasakhstan", "Kazakhstan"),
    ],
)
def test_a_name_that_is_written_otherwise_is_offered(served: Service, typed: str, label: str) -> None:
    assert label in [one["label"] for one in offered(served, typed)]


def test_what_is_offered_says_what_it_is(served: Service) -> None:
    first, second = offered(served, "wb")
    assert first == {
        "name": "WB",
        "label": "World Bank",
        "iri": "https://w3id.org/kerege/id/institution/world-bank",
        "class": "DevelopmentBank",
        "kind": "development bank",
        "facts": first["facts"],
        "date": None,
        "page": BANK,
        "value": "World Bank",
        "alike": False,
    }
    assert second["name"] == "WBG"
    assert offered(served, "bektinov")[0]["alike"] is True


def test_classes_narrow_what_is_offered(served: Service) -> None:
    people = offered(served, "bektenov", "Person")
    assert [one["label"] for one in people] == ["Olzhas Bektenov"]
    meetings = offered(served, "bektenov", "Meeting,Forum")
    assert {one["class"] for one in meetings} == {"Meeting"}
    best = offered(served, "", "Person")
    assert len(best) > 5
    assert [one["facts"] for one in best] == sorted((one["facts"] for one in best), reverse=True)
    assert len(offered(served, "", "")) == 10


def test_a_label_that_several_things_have_is_filled_in_as_an_iri(served: Service) -> None:
    twice = [one for one in offered(served, "meeting of olzhas bektenov") if one["value"] == one["iri"]]
    labels = [one["label"] for one in offered(served, "meeting of olzhas bektenov")]
    assert {one["label"] for one in twice} == {label for label in labels if labels.count(label) > 1}
    for one in offered(served, "ka"):
        answer = served.stored("everything-about", entity=one["value"])
        assert answer.status == 200, one


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 201, "q=a&class=Nothing", "q=a&class=person", "q=a&class=" + ",".join(["Person"] * 2 + ["x"])],
)
def test_what_cannot_be_completed_is_refused_in_a_sentence(served: Service, query: str) -> None:
    answer = served(f"/complete?{query}")
    assert answer.status == 400
    assert answer.text.rstrip().endswith(".")


def test_strange_texts_find_nothing_and_break_nothing(served: Service) -> None:
    for text in (
        "'",
        '"',
        "%",
        "\x00",
        "\U0010ffff",
        "(((",
        "a" * 200,
        "* OR 1=1",
        "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    ):
        assert served(f"/complete?q={quote(text)}").status == 200


def test_answers_are_kept_and_open_to_other_sites(served: Service) -> None:
    answer = served("/complete?q=kaz")
    assert answer.media == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = served("/complete?q=kaz", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


def test_initials_are_of_names_alone() -> None:
    assert acronym("Asian Infrastructure Investment Bank") == "AIIB"
    assert acronym("Ministry of Finance") is None
    assert acronym("construction of the Uzen – Bereket railway") is None


def field(browser: Any, css: str = "#q") -> Any:
    from selenium.webdriver.common.by import By

    return browser.find_element(By.CSS_SELECTOR, css)


def options(browser: Any) -> list[Any]:
    """The suggestions, as soon as they are there."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait

    css = "[role=listbox]:not([hidden]) [role=option]"
    found: list[Any] = WebDriverWait(browser, 20).until(lambda one: one.find_elements(By.CSS_SELECTOR, css))
    return found


def until(browser: Any, ending: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 20).until(lambda one: urlsplit(one.current_url).path.endswith(ending))


def test_a_name_is_picked_with_the_keyboard(served: Service, browser: Any, axe: str) -> None:
    from selenium.webdriver.common.keys import Keys

    shown(browser, at(served, "/"))
    box = field(browser)
    box.send_keys("wb")
    assert options(browser)[0].text == "World Bank\ndevelopment bank · also called WB · 24 facts"
    accessible(browser, axe)
    screenshot(browser, "completion")
    assert box.get_attribute("aria-expanded") == "true"
    box.send_keys(Keys.ARROW_DOWN)
    chosen = options(browser)[0]
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-selected") == "true"
    box.send_keys(Keys.ESCAPE)
    assert box.get_attribute("aria-expanded") == "false"
    assert box.get_attribute("value") == "wb"
    box.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    until(browser, "/doc/institution/world-bank")
    quiet(browser)


def test_a_name_is_picked_with_the_mouse_from_every_page(served: Service, browser: Any) -> None:
    shown(browser, at(served, "/dataset"), 360, "dark")
    field(browser, "#find").send_keys("bektinov")
    options(browser)[0].click()
    until(browser, "/doc/person/olzhas-bektenov")


def test_enter_without_a_choice_searches(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    shown(browser, at(served, "/search"))
    field(browser).send_keys("kaza", Keys.ENTER)
    until(browser, "/search")
    assert "kaza" in browser.current_url


def test_a_form_is_filled_in(served: Service, browser: Any) -> None:
    """A field of a form that is no search: the name is filled in, and the page stays."""
    shown(browser, at(served, "/queries/who-met-whom"))
    box = field(browser, "form.ask [name=person]")
    box.send_keys("olz")
    options(browser)[0].click()
    assert box.get_attribute("value") == "Olzhas Bektenov"
    assert urlsplit(browser.current_url).path == "/queries/who-met-whom"


@pytest.mark.parametrize("path", ["/search?q=kaz&kind=Person"])
def test_everybody_can_read_the_search(served: Service, browser: Any, axe: str, path: str) -> None:
    check(browser, axe, at(served, path))
