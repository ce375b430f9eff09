"""The page of a thing as people use it: in a real browser, and what it is made of."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import at, check, quiet, screenshot, shown
from conftest import Run
from serving import Service, serving

BROWSER = {"Accept": "text/html"}
COUNTRY = "/doc/place/kazakhstan"
PERSON = "/doc/person/olzhas-bektenov"
NEWS = """---
title: {title}
date: {date}
publisher: {title} Times
url: https://news.example.org/{title}
---

Omar Said met with Aigul Saparova in Astana. The World Bank will lend Kazakhstan $500 million for the highway.
Trade turnover between Kazakhstan and Uzbekistan amounted to ${sum} billion in 2024.
"""


@pytest.fixture(scope="module")
def disagreeing(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Two articles with addresses, which give different figures."""
    folder: Path = tmp_path_factory.mktemp("disagreeing")
    for title, date, total in (("First", "2025-05-15", "4.2"), ("Second", "2025-05-16", "3.1")):
        (folder / f"{title}.md").write_text(NEWS.format(title=title, date=date, sum=total), "utf-8")
    done = kerege("load", folder / "First.md", folder / "Second.md", "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    with serving(folder / "store", "--workers", 1, "--quiet", "--no-dumps") as service:
        yield service


def elements(browser: Any, selector: str) -> list[Any]:
    found: list[Any] = browser.find_elements("css selector", selector)
    return found


def click(element: Any) -> None:
    """Click on what may lie below the edge of the window: pages scroll smoothly, and a click does not wait for that."""
    script = "arguments[0].scrollIntoView({behavior: 'instant', block: 'center'})"
    element.parent.execute_script(script, element)
    element.click()


@pytest.mark.parametrize("path", [COUNTRY, "/brief/place/kazakhstan"])
def test_the_page_is_accessible_in_every_view(served: Service, browser: Any, axe: str, path: str) -> None:
    check(browser, axe, at(served, path))


def test_facts_stand_in_groups_each_with_its_sentence(served: Service, browser: Any) -> None:
    shown(browser, at(served, PERSON))
    assert [one.text for one in elements(browser, "section > h2")][:3] == ["Connections", "Met with 4", "Posts 1"]
    met = elements(browser, "section[aria-labelledby='facts-1'] > ul > li")
    assert "Antonella Bassani" in met[0].text
    assert "“Bektenov also met with Antonella Bassani, Vice President of the World Bank.”" in met[0].text
    click(met[0].find_element("css selector", "summary"))
    assert met[0].text.count("“") > 1, "the other articles unfold"
    screenshot(browser, "entity-person")


def test_long_groups_unfold(served: Service, browser: Any) -> None:
    shown(browser, at(served, COUNTRY))
    rest = elements(browser, "details.rest")
    assert rest
    facts = rest[0].find_elements("css selector", "li")
    assert not facts[0].is_displayed()
    click(rest[0].find_element("css selector", "summary"))
    assert facts[0].is_displayed()
    screenshot(browser, "entity-country")


def test_a_neighbor_in_the_drawing_shows_its_sentences_and_leads_to_its_page(served: Service, browser: Any) -> None:
    shown(browser, at(served, PERSON))
    neighbors = elements(browser, "figure.network svg .node")
    assert len(neighbors) > 5
    other = next(one for one in neighbors if one.get_attribute("data-label") == "Antonella Bassani")
    click(other.find_element("css selector", "circle"))
    panel = browser.find_element("css selector", ".network-panel")
    click(panel.find_element("css selector", "summary"))
    assert "“Bektenov also met with Antonella Bassani, Vice President of the World Bank.”" in panel.text
    screenshot(browser, "entity-connections")
    click(panel.find_element("css selector", "h2 a"))
    assert browser.find_element("css selector", "h1").text == "Antonella Bassani"
    quiet(browser)


def test_the_drawing_has_links_without_a_script(served: Service) -> None:
    text = served(PERSON, headers=BROWSER).text
    assert re.search(
        r'<a class="node [^>]*data-label="Antonella Bassani"[^>]* href="/id/person/antonella-bassani"', text
    )


def test_times_are_drawn_and_listed_in_order(served: Service, browser: Any) -> None:
    shown(browser, at(served, COUNTRY))
    listed = [one.text for one in elements(browser, "figure.timeline .years b.year")]
    assert listed == sorted(listed)
    text = browser.find_element("css selector", "figure.timeline").text
    assert "29–30 May 2025" in text
    assert "2026–2031" in text
    assert "from 2003" in text, "a year is not its first of January"
    assert elements(browser, "figure.timeline svg .t-framework rect")
    event = next(one for one in elements(browser, "figure.timeline a") if one.text == "Astana International Forum")
    click(event)
    assert browser.find_element("css selector", "h1").text == "Astana International Forum"


def test_places_are_on_a_map_that_needs_nothing_from_elsewhere(served: Service, browser: Any) -> None:
    shown(browser, at(served, COUNTRY))
    svg = browser.find_element("css selector", "figure.map svg")
    assert svg.find_elements("css selector", "a.place[aria-label^='Kazakhstan'] path.area")
    assert svg.find_elements("css selector", "a.place circle")
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert all(one.startswith(served.address) for one in loaded), loaded
    table = browser.find_element("css selector", "figure.map details")
    click(table.find_element("css selector", "summary"))
    assert "Astana" in table.text
    svg.find_element("css selector", "a.place[aria-label^='Astana']").send_keys("\n")
    assert browser.find_element("css selector", "h1").text == "Astana"


def test_the_iri_is_copied(served: Service, browser: Any) -> None:
    shown(browser, at(served, PERSON))
    browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    button = browser.find_element("css selector", "button.copy")
    click(button)
    copied = browser.execute_async_script("navigator.clipboard.readText().then(arguments[arguments.length - 1])")
    assert copied == "https://w3id.org/kerege/id/person/olzhas-bektenov"
    assert "copied" in browser.find_element("css selector", "aside [role=status]").text


def test_where_sources_disagree_both_sentences_stand_side_by_side(disagreeing: Service, browser: Any, axe: str) -> None:
    address = at(disagreeing, "/doc/place/uzbekistan")
    check(browser, axe, address)
    shown(browser, address)
    sides = elements(browser, ".sides > li")
    assert len(sides) == 2
    assert sides[0].rect["y"] == sides[1].rect["y"]
    assert {total for one in sides for total in re.findall(r"[$][0-9.]+ billion", one.text)} == {
        "$4.2 billion",
        "$3.1 billion",
    }
    assert all("Times, " in one.text for one in sides)
    screenshot(browser, "entity-disagreement")


@pytest.mark.parametrize("path", ["place/kazakhstan", "person/olzhas-bektenov", "institution/world-bank"])
def test_a_brief_is_one_sheet_with_numbered_sources(served: Service, browser: Any, path: str) -> None:
    shown(browser, at(served, f"/brief/{path}"))
    sheet = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": False}
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", sheet)["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    cited = [one.get_attribute("href").rpartition("#")[2] for one in elements(browser, ".cited a")]
    sources = [one.get_attribute("id") for one in elements(browser, ".sources > li")]
    assert cited
    assert set(cited) == set(sources)
    assert all(re.search(r"“.+”.*https?://\S+$", one.text, re.DOTALL) for one in elements(browser, ".sources > li"))
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not elements(browser, ".head")[0].is_displayed()
    assert not elements(browser, ".foot")[0].is_displayed()
    screenshot(browser, f"brief-{path.rpartition('/')[2]}")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_brief_cites_the_publisher_and_says_what_is_disputed(disagreeing: Service) -> None:
    text = disagreeing("/brief/place/uzbekistan", headers=BROWSER).text
    assert "Sources disagree" in text
    assert '<span class="from">https://news.example.org/First</span>' in text


def test_a_brief_of_what_is_not_there_is_not_found(served: Service) -> None:
    for path in ("person/nobody", "rule/met-with", "sector/transport", ""):
        assert served(f"/brief/{path}", headers=BROWSER).status == 404
    tag = served("/brief/place/kazakhstan", headers=BROWSER).headers["ETag"]
    assert served("/brief/place/kazakhstan", headers={**BROWSER, "If-None-Match": tag}).status == 304


def test_a_page_leads_on_and_has_its_iri_without_a_script(served: Service) -> None:
    text = served(PERSON, headers=BROWSER).text
    for place in ("brief/person/olzhas-bektenov", "network?around=Olzhas+Bektenov", "connections?from=Olzhas+Bektenov"):
        assert f'href="/{place}"' in text
    assert '<p class="address" data-copy>https://w3id.org/kerege/id/person/olzhas-bektenov</p>' in text
