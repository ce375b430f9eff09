"""One HTML file with a network in it: it needs no service, no network and no other file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from chromium import accessible, quiet, screenshot, shown
from conftest import Run
from pyoxigraph import Store

from graph.network.building import network
from graph.network.model import Network
from graph.network.page import MOST, STATIC, write_page
from graph.publications import open_published
from ontology.errors import BadChoice, StoreError


@pytest.fixture(scope="module")
def page(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network of the shipped reports as a page."""
    file = tmp_path_factory.mktemp("page") / "who.html"
    store = open_published(corpus)
    write_page(store, network(store), file, title="Who & whom <in the news>")
    return file


def test_the_same_network_is_the_same_page(page: Path, corpus: Path, tmp_path: Path) -> None:
    store = open_published(corpus)
    write_page(store, network(store), tmp_path / "again.html", title="Who & whom <in the news>")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_the_page_has_script_and_style_of_the_package_and_nothing_from_elsewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    assert (STATIC / "network.js").read_text("utf-8") in text
    assert (STATIC / "network.css").read_text("utf-8") in text
    assert "default-src 'none'; script-src 'sha256-" in text
    markup = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
    assert not re.search(r"\s(src|srcset|data|action|poster|style)=|<link|<iframe|<object|@import|url\(", markup)
    assert "<h1>Who &amp; whom &lt;in the news&gt;</h1>" in text


def test_the_colors_are_those_of_the_pages_of_the_service() -> None:
    from service.pages import FOLDER

    colors = re.compile(r"--(\w+): (#\w+);")
    own = colors.findall((STATIC / "network-page.css").read_text("utf-8"))
    whole = colors.findall((FOLDER / "static" / "kerege.css").read_text("utf-8"))
    assert len(own) > 10
    assert [one for one in whole if one in own] == own


def test_too_many_things_are_refused_with_the_way_out(corpus: Path, tmp_path: Path) -> None:
    many: Network = nx.MultiDiGraph()
    many.add_nodes_from((f"https://example.org/{number}", {"label": "x"}) for number in range(MOST + 1))
    with pytest.raises(BadChoice, match=r"1,500 things at most, and these are 1,501: choose .*most"):
        write_page(open_published(corpus), many, tmp_path / "many.html", title="Many")
    with pytest.raises(StoreError, match="could not be written"):
        write_page(open_published(corpus), nx.MultiDiGraph(), tmp_path / "nowhere" / "x.html", title="None")


def test_what_the_graph_says_stays_text(tmp_path: Path) -> None:
    odd = "</script><script>alert(1)</script> & “x”"
    drawn: Network = nx.MultiDiGraph()
    drawn.add_node("https://example.org/1", label=odd, kind="person", color="#112233")
    drawn.add_node("https://example.org/2", label="b", kind="person")
    drawn.add_edge(
        "https://example.org/1",
        "https://example.org/2",
        key="https://example.org/e",
        predicate="metWith",
        label=odd,
        sentence=odd,
    )
    write_page(Store(), drawn, tmp_path / "odd.html", title="Odd")
    text = (tmp_path / "odd.html").read_text("utf-8")
    assert "<script>alert" not in text
    assert text.count("</script>") == 2


def test_a_page_says_that_nothing_was_chosen(tmp_path: Path) -> None:
    write_page(Store(), nx.MultiDiGraph(), tmp_path / "none.html", title="None")
    text = (tmp_path / "none.html").read_text("utf-8")
    assert "Nothing in the graph is like that." in text
    assert "<svg" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_the_command_writes_the_page(kerege: Run, corpus: Path, tmp_path: Path) -> None:
    done = kerege("network", tmp_path / "bank.html", "--store", corpus, "--around", "World Bank")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "bank.html").read_text("utf-8")
    assert "<h1>Around World Bank</h1>" in text
    assert "Antonella Bassani" in text


def requests(browser: Any) -> list[str]:
    """What the page that is shown has asked for since it began, itself excepted."""
    script = "return performance.getEntriesByType('resource').map(one => one.name)"
    found: list[str] = browser.execute_script(script)
    return found


def test_the_page_works_from_a_disk_without_any_request(page: Path, browser: Any, axe: str) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.get_log("browser")
    browser.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        shown(browser, page.as_uri())
        box = browser.find_element(By.CSS_SELECTOR, ".network-tools input[type=search]")
        box.send_keys("bassani", Keys.ENTER)
        panel = browser.find_element(By.CSS_SELECTOR, ".network-panel")
        assert "Bassani" in panel.find_element(By.TAG_NAME, "h2").text
        panel.find_element(By.TAG_NAME, "summary").click()
        assert "Bassani" in panel.find_element(By.TAG_NAME, "blockquote").text
        accessible(browser, axe)
        screenshot(browser, "network-file")
        panel.send_keys(Keys.ESCAPE)
        assert not panel.is_displayed()
        assert requests(browser) == []
        shown(browser, page.as_uri(), 360, "dark")
        accessible(browser, axe)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
        screenshot(browser, "network-file-360-dark")
        quiet(browser)
    finally:
        browser.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})


def test_the_policy_of_the_page_lets_nothing_else_run(page: Path, browser: Any) -> None:
    shown(browser, page.as_uri())
    ran = browser.execute_async_script(
        "const done = arguments[0]; window.ran = false; const script = document.createElement('script');"
        "script.textContent = 'window.ran = true'; document.body.append(script);"
        "fetch('https://example.org/').then(() => done('asked'), () => done(window.ran))"
    )
    assert ran is False
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))
