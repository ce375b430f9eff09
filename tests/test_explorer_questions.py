"""Questions as people ask them in a browser: found, filled in, answered in the view that fits, taken further."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from chromium import accessible, at, quiet, screenshot, shown
from serving import Service

from service.drawing.chart import Figure, Panel, bars, over_time

BROWSER = {"Accept": "text/html"}
DRAWN = {
    "network": "/queries/who-met-whom?person=Olzhas+Bektenov&view=network",
    "graph": "/queries/people-institution-network",
    "timeline": "/queries/agreements-in-period?since=2000-01-01&until=2040-12-31&view=timeline",
    "map": "/queries/participants-of-event?event=Astana+International+Forum&view=map",
    "bars": "/queries/most-connected-people?view=chart",
    "over time": "/queries/figures-about?entity=Kazakhstan&view=chart",
}
"""An answer in each view."""


def text_of(service: Service, path: str, status: int = 200) -> str:
    answer = service(path, headers=BROWSER)
    assert answer.status == status, answer.text[:500]
    return answer.text


def views(text: str) -> list[str]:
    """The views that a page offers."""
    return re.findall(r"view=([a-z]+)#results", text)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    from selenium.webdriver.support.ui import WebDriverWait

    yield lambda condition: WebDriverWait(browser, 20, 0.05).until(lambda _: condition())
    quiet(browser)


# Charts


def figure(label: str, value: float, **more: Any) -> Figure:
    return Figure(label=label, value=value, text=f"{value:g}", **more)


def widths(markup: str, kind: str = "filled") -> list[tuple[float, float]]:
    """Where bars begin and how long they are, in percent."""
    found = re.findall(rf'<rect class="{kind}" x="([0-9.]+)" y="\d+" width="([0-9.]+)"', markup)
    return [(float(begin), float(width)) for begin, width in found]


@pytest.mark.parametrize(
    "number", ["1" + "0" * 40, "'1e999999999'^^xsd:decimal", "'-1e-999999999'^^xsd:integer", "1e400"]
)
def test_numbers_beyond_measure_are_answered(served: Service, number: str) -> None:
    query = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?n {{ VALUES ?n {{ {number} 2 }} }}"
    for view in ("table", "chart"):
        answer = served("/sparql?" + urlencode({"query": query, "view": view}), headers={"Accept": "text/html"})
        assert answer.status == 200, view
        assert len(answer.body) < 10_000


def test_bars_begin_at_zero_and_are_as_long_as_their_numbers() -> None:
    drawn = bars([Panel(unit="USD", figures=(figure("one", 50), figure("two", 100), figure("loss", -100)))])
    assert widths(drawn) == [(50, 25), (50, 50), (0, 50)]


def test_units_are_never_on_one_axis() -> None:
    """A hundred dollars and a million tenge are as long as each other: each is all there is in its own panel."""
    drawn = bars([Panel(unit="USD", figures=(figure("a", 100),)), Panel(unit="KZT", figures=(figure("b", 10**6),))])
    assert widths(drawn) == [(0, 100), (0, 100)]
    assert re.findall("<caption>(.*?)</caption>", drawn) == ["USD", "KZT"]


def test_what_a_number_can_be_is_drawn_with_it() -> None:
    drawn = bars([Panel(unit="", figures=(figure("over 8", 8, low=8, high=16), figure("planned", 4, hollow=True)))])
    assert widths(drawn, "interval") == [(50, 50)]
    assert widths(drawn, "hollow") == [(0, 25)]


def test_names_are_no_markup() -> None:
    assert "<b>" not in bars([Panel(unit="<b>", figures=(figure("<b>", 1, note="<b>", href='"><b>'),))])


def year(number: int) -> dict[str, Any]:
    return {"begin": date(number, 1, 1), "end": date(number, 12, 31), "when": str(number)}


def test_numbers_of_one_time_that_differ_are_not_joined() -> None:
    """Two articles may differ on one year: a line through both would tell of a change."""
    agreed = [figure("turnover", 5, **year(2023)), figure("turnover", 6, **year(2024))]
    drawn = over_time([Panel(unit="USD", figures=(*agreed,))])
    assert drawn.count('class="joined"') == 1
    assert drawn.count('class="dot"') == 2
    differing = over_time([Panel(unit="USD", figures=(*agreed, figure("turnover", 9, **year(2024))))])
    assert 'class="joined"' not in differing
    assert over_time([Panel(unit="", figures=(figure("no time", 1),))]) == ""


# Views


def test_the_views_that_an_answer_has_are_offered(served: Service) -> None:
    assert views(text_of(served, "/queries/who-met-whom?person=Olzhas+Bektenov")) == ["table", "network"]
    assert views(text_of(served, "/queries/figures-about?entity=Kazakhstan"))[-1] == "chart"
    assert views(text_of(served, "/queries/names-of?entity=World+Bank")) == []
    graph = text_of(served, DRAWN["graph"])
    assert 'aria-current="page">Network' in graph, "what its header says"
    assert 'data-fact="https://w3id.org/kerege/id/fact/' in graph


def test_the_table_is_there_where_a_drawing_does_not_fit(served: Service) -> None:
    text = text_of(served, "/queries/names-of?entity=World+Bank&view=map")
    assert "This answer has nothing that a map could show." in text
    assert "<table" in text
    assert "“view” is none of table, network" in text_of(served, "/queries/names-of?entity=World+Bank&view=globe", 400)


def test_a_view_changes_nothing_for_programs(served: Service) -> None:
    plain = served("/queries/who-met-whom.csv?person=Olzhas+Bektenov")
    assert served("/queries/who-met-whom.csv?person=Olzhas+Bektenov&view=network").body == plain.body
    assert served.sparql("ASK {}", view="nonsense").json["boolean"] is True


def test_what_is_drawn_leads_to_the_things_and_their_sentences(served: Service) -> None:
    assert "/id/person/antonella-bassani" in text_of(served, DRAWN["network"])
    assert "Bektenov also met with Antonella Bassani" in text_of(served, DRAWN["network"])
    assert "/id/place/kazakhstan" in text_of(served, DRAWN["map"])
    assert 'class="interval"' in text_of(served, DRAWN["over time"])


def test_an_answer_has_the_query_with_its_values_and_a_link_to_it(served: Service) -> None:
    text = text_of(served, "/queries/who-met-whom?person=Olzhas+Bektenov&view=table")
    assert "k:name  &#34;Olzhas Bektenov&#34;" in text
    assert "#+" not in text
    assert f'href="{served.address}queries/who-met-whom?person=Olzhas+Bektenov&amp;view=table"' in text


def test_questions_are_found_by_their_words(served: Service) -> None:
    text = text_of(served, "/queries/?q=MEET+often")
    assert re.findall(r'href="/queries/([a-z-]+)"', text) == ["frequent-meetings"]
    assert "Try another word" in text_of(served, "/queries/?q=xyzzy")
    text_of(served, "/queries/?" + urlencode({"q": "a" * 201}), 400)


# In a browser


@pytest.mark.parametrize("path", DRAWN.values(), ids=DRAWN)
def test_everybody_can_read_the_drawing(
    served: Service, browser: Any, axe: str, path: str, request: pytest.FixtureRequest
) -> None:
    for width, mode in ((360, "dark"), (1280, "light")):
        shown(browser, at(served, path), width, mode)
        accessible(browser, axe, (width, mode))
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    quiet(browser)
    screenshot(browser, f"question-{request.node.callspec.id.replace(' ', '-')}")


def test_the_list_narrows_while_one_types(served: Service, browser: Any, page: Any) -> None:
    from selenium.webdriver.common.by import By

    shown(browser, at(served, "/queries/"))
    screenshot(browser, "questions")
    browser.find_element(By.ID, "filter").send_keys("finánce country")
    page(lambda: "questions have" in browser.find_element(By.ID, "found").text)
    seen = [one.text for one in browser.find_elements(By.CSS_SELECTOR, ".questions li") if one.is_displayed()]
    assert "Who finances a project, a framework, an institution or a country, and with how much?" in seen
    assert "Who met whom most often?" not in seen
    assert not browser.find_element(By.ID, "meetings").is_displayed()


def test_a_question_is_asked_from_the_list_to_the_editor(served: Service, browser: Any, page: Any) -> None:
    """A name is completed, the answer shown in another view, its query gone on with."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    shown(browser, at(served, "/queries/"))
    browser.find_element(By.LINK_TEXT, "Whom did a person, an institution or a country meet?").click()
    field = browser.find_element(By.ID, "person")
    field.send_keys("bektenov")
    page(lambda: "Olzhas Bektenov" in browser.find_element(By.CSS_SELECTOR, ".field [role=listbox]").text)
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert field.get_property("value") == "Olzhas Bektenov"
    browser.find_element(By.CSS_SELECTOR, "form.ask button").click()
    page(lambda: browser.find_elements(By.CSS_SELECTOR, ".tabs"))
    screenshot(browser, "question")
    browser.find_element(By.CSS_SELECTOR, ".tabs li:nth-child(2) a").click()
    page(lambda: browser.find_elements(By.CSS_SELECTOR, "svg.network"))
    assert parse_qs(urlsplit(browser.current_url).query) == {"person": ["Olzhas Bektenov"], "view": ["network"]}
    browser.find_element(By.CSS_SELECTOR, ".bound summary").click()
    browser.find_element(By.LINK_TEXT, "Go on in the SPARQL editor").click()
    page(lambda: browser.find_elements(By.CSS_SELECTOR, "#answer table"))
    assert '"Olzhas Bektenov"' in browser.find_element(By.ID, "query").get_property("value")
    assert "Antonella Bassani" in browser.find_element(By.CSS_SELECTOR, "#answer table").text


def test_the_link_to_an_answer_is_copied(served: Service, browser: Any, page: Any) -> None:
    from selenium.webdriver.common.by import By

    address = at(served, "/queries/who-met-whom?person=Olzhas+Bektenov")
    shown(browser, address)
    browser.execute_script("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    browser.find_element(By.CSS_SELECTOR, ".take button").click()
    page(lambda: browser.execute_script("return window.copied") == address)
