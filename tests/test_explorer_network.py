"""The network over HTTP: as data for programs, as a page, and as a page that others put into theirs."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

import networkx as nx
import pytest
from chromium import accessible, at, check, quiet, screenshot, shown
from serving import Service

BANK = "https://w3id.org/kerege/id/institution/world-bank"
BEKTENOV = "https://w3id.org/kerege/id/person/olzhas-bektenov"


def read(served: Service, **values: Any) -> nx.MultiDiGraph[str]:
    """The network as networkx reads it."""
    answer = served(f"/network.json?{urlencode(values, doseq=True)}")
    assert answer.status == 200, answer.text
    return nx.node_link_graph(answer.json, edges="edges")


def test_the_network_comes_as_data_with_places_and_sentences(served: Service) -> None:
    answer = served("/network.json")
    network = nx.node_link_graph(answer.json, edges="edges")

    assert answer.media == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert network.nodes[BEKTENOV]["label"] == "Olzhas Bektenov"
    assert all(0 <= said[axis] <= 1000 for _, said in network.nodes(data=True) for axis in "xy")
    assert network.graph["things"] == len(network)
    assert network.graph["leftOut"] == ""
    for *_, fact, said in network.edges(keys=True, data=True):
        assert fact.startswith("https://w3id.org/kerege/id/fact/")
        assert said["said"][0]["sentence"]
        assert said["said"][0]["article"].startswith("https://w3id.org/kerege/id/article/")


def test_what_a_client_has_is_not_sent_again(served: Service) -> None:
    first = served("/network.json?around=World+Bank&depth=1")
    again = served("/network.json?depth=1&around=World+Bank", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status == 304
    assert not again.body
    assert served("/network.json?around=World+Bank&depth=2").headers["ETag"] != first.headers["ETag"]


def test_a_neighborhood_is_asked_for_by_name_or_iri(served: Service) -> None:
    by_name, by_iri = (read(served, around=name) for name in ("world bank", BANK))
    assert BANK in by_name
    assert set(by_name) == set(by_iri) < set(read(served))
    assert set(by_name) < set(read(served, around=BANK, depth=2))
    both = read(served, around=[BANK, "Nuriddin Azizi"], depth=1)
    assert set(by_name) < set(both)


def test_the_network_is_narrowed_by_time_sources_relation_and_class(served: Service) -> None:
    edges = [said for *_, said in read(served).edges(data=True)]
    for values, fits in (
        ({"since": "2026-01-01"}, lambda said: said["end"] >= "2026-01-01"),
        ({"until": "2025-05-31"}, lambda said: "" < said["begin"] <= "2025-05-31"),
        ({"min_sources": 2}, lambda said: said["independentSources"] >= 2),
        ({"relation": ["metWith", "worksFor"]}, lambda said: said["predicate"] in ("metWith", "worksFor")),
    ):
        wanted = [said for said in edges if fits(said)]
        assert 0 < len(wanted) < len(edges)
        assert read(served, **values).number_of_edges() == len(wanted), values
    people = read(served, **{"class": "Person"})
    assert {said["class"] for _, said in people.nodes(data=True)} == {"Person"}


def test_what_is_left_out_is_said(served: Service) -> None:
    answer = served("/network.json?most=5")
    graph = answer.json["graph"]

    assert len(answer.json["nodes"]) == 5
    assert answer.headers["Kerege-Truncated"] == "5"
    assert graph["leftOut"].startswith(f"5 of {graph['things']} things")
    assert graph["leftOut"] in answer.headers["Kerege-Note"]
    assert "Kerege-Truncated" not in served("/network.json").headers


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("around=Olzhas+Bektinov", 404, "did you mean Olzhas Bektenov"),
        ("around=https://example.org/x", 404, "knows no name"),
        ("around=http://[", 400, "no absolute IRI"),
        ("relation=marriedTo", 400, "no relation marriedTo"),
        ("class=Wizard", 400, "no class Wizard"),
        ("depth=seven", 400, "from 0 to 6"),
        ("depth=7", 400, "from 0 to 6"),
        ("most=2001", 400, "2,000"),
        ("min_sources=0", 400, "from 1"),
        ("since=yesterday", 400, "2025-01-31"),
        ("since=2026-01-01&until=2025-01-01", 400, "ends before it begins"),
        ("min-sources=2", 400, "There is no parameter"),
        ("depth=1&depth=2", 400, "several values"),
    ],
)
def test_what_cannot_be_asked_for_is_said(served: Service, query: str, status: int, says: str) -> None:
    answer = served(f"/network.json?{query}", headers={"Accept": "application/json"})
    assert answer.status == status
    assert answer.media == "application/problem+json"
    assert says in answer.json["detail"]
    page = served(f"/network?{query}")
    assert page.status == status
    assert says in page.text
    assert '<form class="ask"' in page.text


def test_the_network_comes_in_every_format(served: Service) -> None:
    page = served("/network?around=World+Bank").text
    for ending, media, says in (
        ("json", "application/json", b'"nodes"'),
        ("svg", "image/svg+xml", b"<svg"),
        ("graphml", "application/graphml+xml", b"<graphml"),
        ("gexf", "application/gexf+xml", b"<gexf"),
        ("cyjs", "application/json", b'"elements"'),
        ("dot", "text/vnd.graphviz", b"digraph"),
        ("nodes.csv", "text/csv", b"World Bank"),
        ("edges.csv", "text/csv", b"worksFor"),
        ("zip", "application/zip", b"PK"),
    ):
        answer = served(f"/network.{ending}?around=World+Bank")
        assert (answer.status, answer.media) == (200, media), ending
        assert says in answer.body
        assert f"/network.{ending}?around=World+Bank" in page
    assert served("/network.xlsx").status == 404


def test_a_picture_comes_with_its_style_and_compressed(served: Service) -> None:
    first = served("/network.svg", headers={"Accept-Encoding": "gzip"})
    again = served("/network.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["Content-Encoding"] == "gzip"
    assert again.status == 304
    for answer in (first, again, served("/network.svg")):
        (policy,) = answer.headers.get_all("Content-Security-Policy") or []
        assert "style-src 'unsafe-inline'" in policy
        assert "default-src 'none'" in policy


def test_the_snippet_is_html_whatever_was_asked_for(served: Service) -> None:
    page = served("/network?" + urlencode({"around": '"World Bank"'})).text
    snippet = unescape(page.partition("<pre")[2].partition(">")[2].partition("</pre>")[0])
    assert 'title="Around &#34;World Bank&#34;" width' in snippet


def test_an_embedded_page_says_that_there_is_nothing(served: Service) -> None:
    page = served("/network/embed?min_sources=99").text
    assert "Nothing in the graph is like that." in page
    assert "<svg" not in page


def test_only_the_embedded_page_may_stand_in_a_frame(served: Service) -> None:
    for path, ancestors in (("/network", "frame-ancestors 'none'"), ("/network/embed", "frame-ancestors *")):
        first = served(path)
        for answer in (first, served(path), served(path, headers={"If-None-Match": first.headers["ETag"]})):
            assert answer.headers.get_all("Content-Security-Policy") == [answer.headers["Content-Security-Policy"]]
            assert ancestors in answer.headers["Content-Security-Policy"]


def test_the_page_is_read_without_scripts(served: Service) -> None:
    page = served("/network?around=Antonella+Bassani").text
    assert 'href="/doc/person/antonella-bassani"' in page
    assert "met with" in page
    assert "/network/embed?around=Antonella+Bassani&amp;most=150" in page
    assert json.loads(page.partition('class="network-data">')[2].partition("</script>")[0])["edges"]
    assert 'style="' not in page


# In a browser


@pytest.fixture
def drawing(served: Service, browser: Any) -> Iterator[Any]:
    """A browser that shows the whole network."""
    shown(browser, at(served, "/network"))
    yield browser
    quiet(browser)


def view(browser: Any) -> list[float]:
    """Left, top, width and height of what is seen of the drawing."""
    said = browser.execute_script("return document.querySelector('svg.network').getAttribute('viewBox')")
    return [float(one) for one in said.split()]


def seen(browser: Any, what: str) -> list[str]:
    """Labels of things, or IRIs of facts, that are drawn now."""
    name = "label" if what == "node" else "fact"
    script = (
        f"return [...document.querySelectorAll('.{what}')].filter(one => getComputedStyle(one).display !== 'none')"
        f".map(one => one.dataset.{name})"
    )
    found: list[str] = browser.execute_script(script)
    return found


def one(browser: Any, selector: str) -> Any:
    from selenium.webdriver.common.by import By

    return browser.find_element(By.CSS_SELECTOR, selector)


def press(browser: Any, *keys: str) -> None:
    browser.switch_to.active_element.send_keys(*keys)


def status(browser: Any) -> str:
    said: str = one(browser, ".network-status").text
    return said


def set_value(browser: Any, selector: str, value: object) -> None:
    browser.execute_script(
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
        one(browser, selector), value,
    )  # fmt: skip


def test_everybody_can_use_the_pages(served: Service, browser: Any, axe: str) -> None:
    for path in ("/network?around=World+Bank", "/network?around=Nobody", "/network/embed?around=World+Bank"):
        check(browser, axe, at(served, path))
    shown(browser, at(served, "/network"))
    browser.execute_script("document.querySelector('.network-choice').open = true")
    one(browser, ".node.k-person circle").click()
    browser.execute_script("document.querySelector('.network-facts details').open = true")
    accessible(browser, axe)
    screenshot(browser, "network")
    for width, mode in ((1280, "dark"), (360, "light")):
        shown(browser, at(served, "/network?around=World+Bank&depth=2"), width, mode)
        screenshot(browser, f"network-{width}-{mode}")


def test_the_drawing_is_zoomed_and_moved(drawing: Any) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

    whole = view(drawing)
    one(drawing, "[aria-label='Zoom in']").click()
    assert view(drawing)[2] < whole[2]
    one(drawing, "[aria-label='Show all']").click()
    assert view(drawing) == whole
    svg = one(drawing, "svg.network")
    ActionChains(drawing).scroll_from_origin(ScrollOrigin.from_element(svg), 0, -300).perform()
    assert view(drawing)[2] < whole[2]
    before = view(drawing)
    ActionChains(drawing).drag_and_drop_by_offset(svg, 80, 40).perform()
    after = view(drawing)
    assert after[2:] == before[2:]
    assert after[0] < before[0]
    assert after[1] < before[1]
    assert not one(drawing, ".network-panel").is_displayed()


def test_a_name_is_found_in_the_drawing(drawing: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    box = one(drawing, ".network-tools input[type=search]")
    box.send_keys("bektEn")
    assert "found" in status(drawing)
    found = drawing.execute_script("return [...document.querySelectorAll('.node.found')].map(x => x.dataset.label)")
    assert "Olzhas Bektenov" in found
    assert all("bekten" in name.lower() for name in found)
    box.send_keys(Keys.ENTER)
    assert one(drawing, ".network-panel").is_displayed()
    assert "Bektenov" in one(drawing, ".network-panel h2").text
    box.send_keys(Keys.ESCAPE)
    assert box.get_attribute("value") == ""


def test_things_relations_and_time_are_filtered(drawing: Any) -> None:
    nodes, edges = seen(drawing, "node"), seen(drawing, "edge")
    one(drawing, ".network-choice summary").click()
    one(drawing, ".network-filters input[name=kind][value=person]").click()
    assert "Olzhas Bektenov" not in seen(drawing, "node")
    assert f"of {len(nodes)} things" in status(drawing)
    one(drawing, ".network-filters input[name=kind][value=person]").click()
    assert seen(drawing, "edge") == edges
    one(drawing, ".network-filters input[name=relation][value=metWith]").click()
    assert 0 < len(seen(drawing, "edge")) < len(edges)
    one(drawing, ".network-filters input[name=relation][value=metWith]").click()
    since = one(drawing, "input[name=from]")
    set_value(drawing, "input[name=from]", since.get_attribute("max"))
    late = seen(drawing, "edge")
    assert 0 < len(late) < len(edges)
    set_value(drawing, "input[name=from]", since.get_attribute("min"))
    set_value(drawing, "input[name=to]", since.get_attribute("min"))
    assert 0 < len(seen(drawing, "edge")) < len(edges)
    assert set(late) != set(seen(drawing, "edge"))
    set_value(drawing, "input[name=to]", since.get_attribute("max"))
    set_value(drawing, "input[name=sources]", 2)
    assert 0 < len(seen(drawing, "edge")) < len(edges)


def test_a_click_shows_the_sentences(drawing: Any) -> None:
    from selenium.webdriver.common.by import By

    address = drawing.current_url
    one(drawing, f".node[data-iri='{BEKTENOV}'] circle").click()
    panel = one(drawing, ".network-panel")
    assert panel.find_element(By.TAG_NAME, "h2").text == "Olzhas Bektenov"
    assert drawing.current_url == address
    panel.find_element(By.CSS_SELECTOR, "summary").click()
    assert "Bektenov" in panel.find_element(By.CSS_SELECTOR, "blockquote").text
    assert panel.find_element(By.CSS_SELECTOR, "figcaption a").get_attribute("href").startswith("http")
    assert drawing.execute_script("return document.querySelectorAll('.edge.near').length") > 0
    panel.find_element(By.CSS_SELECTOR, ".network-close").click()
    assert not panel.is_displayed()

    drawing.execute_script(
        "document.querySelector('.edge.p-metWith').dispatchEvent(new MouseEvent('click', "
        "{bubbles: true, cancelable: true, detail: 1}))"
    )
    assert "met with" in panel.find_element(By.TAG_NAME, "h2").text
    assert panel.find_elements(By.TAG_NAME, "blockquote")
    panel.find_element(By.CSS_SELECTOR, ".network-name").click()
    assert "met with" not in panel.find_element(By.TAG_NAME, "h2").text
    panel.find_element(By.CSS_SELECTOR, "h2 a").click()
    assert urlsplit(drawing.current_url).path.startswith("/doc/")


def test_the_keyboard_is_enough(drawing: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    whole = view(drawing)
    drawing.execute_script("document.querySelector('svg.network').focus()")
    press(drawing, "+")
    assert view(drawing)[2] < whole[2]
    before = view(drawing)
    press(drawing, Keys.ARROW_RIGHT)
    assert view(drawing)[0] > before[0]
    press(drawing, "0")
    assert view(drawing) == whole
    press(drawing, Keys.TAB)
    first = drawing.switch_to.active_element
    assert "node" in first.get_attribute("class")
    press(drawing, Keys.ARROW_RIGHT)
    second = drawing.switch_to.active_element
    assert "node" in second.get_attribute("class")
    assert second != first
    press(drawing, Keys.ENTER)
    assert drawing.switch_to.active_element == one(drawing, ".network-panel")
    assert one(drawing, ".network-panel h2").text == second.get_attribute("data-label")
    press(drawing, Keys.TAB, Keys.ESCAPE)
    assert not one(drawing, ".network-panel").is_displayed()
    assert drawing.switch_to.active_element == second


def test_two_fingers_zoom_on_a_phone(served: Service, browser: Any) -> None:
    shown(browser, at(served, "/network?around=World+Bank"), 360)
    browser.execute_script(
        "document.querySelector('svg.network').scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    box = browser.execute_script("return document.querySelector('svg.network').getBoundingClientRect().toJSON()")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    whole = view(browser)

    def touch(kind: str, *apart: int) -> None:
        points = [{"x": x + sign * d, "y": y, "id": sign + 1} for d in apart for sign in (-1, 1)]
        browser.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 30)
    touch("touchMove", 60)
    touch("touchMove", 90)
    touch("touchEnd")
    assert view(browser)[2] < whole[2] / 1.5
    quiet(browser)


def test_names_in_the_form_lead_to_their_neighborhood(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    shown(browser, at(served, "/network"))
    one(browser, "#around1").send_keys("Antonella Bassani", Keys.ESCAPE, Keys.ENTER)
    assert browser.find_element(By.TAG_NAME, "h1").text == "Around Antonella Bassani"
    assert "Antonella Bassani" in seen(browser, "node")
    assert len(seen(browser, "node")) < 20


@contextmanager
def another_site(page: str) -> Generator[str]:
    """The address of a page of somebody else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_the_drawing_stands_in_the_page_of_others(served: Service, browser: Any) -> None:
    snippet = served("/network?around=World+Bank").text.partition("<pre")[2].partition(">")[2].partition("</pre>")[0]
    with another_site(f"<title>Ours</title>{unescape(snippet)}") as address:
        shown(browser, address)
        browser.switch_to.frame(0)
        try:
            one(browser, f".node[data-iri='{BANK}'] circle").click()
            assert one(browser, ".network-panel h2").text == "World Bank"
            one(browser, ".network-panel h2 a").click()
            assert len(browser.window_handles) == 2
        finally:
            for tab in browser.window_handles[1:]:
                browser.switch_to.window(tab)
                browser.close()
            browser.switch_to.window(browser.window_handles[0])
