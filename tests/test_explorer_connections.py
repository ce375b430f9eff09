"""Connections: paths between two things, found, drawn, avoided, and given up in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from chromium import at, check, picked, quiet, screenshot, shown, until
from pyoxigraph import Literal, NamedNode, Quad
from serving import Service, published, serving

from ontology import terms as k

HTML = {"Accept": "text/html"}
BEKTENOV, BASSANI, BANK = "Olzhas Bektenov", "Antonella Bassani", "World Bank"
PROSKURYAKOVA = "Tatiana Proskuryakova"


def connections(service: Service, one: str, other: str, **more: Any) -> Any:
    """The paths between two things, as JSON."""
    query = urlencode({"from": one, "to": other, **more}, doseq=True)
    answer = service(f"/connections.json?{query}")
    assert answer.status == 200, answer.text
    return answer.json


def labels(path: Any) -> list[str]:
    """The things of a path."""
    return [node["label"] for node in path["nodes"]]


def test_a_path_has_its_facts_with_their_sentences(served: Service) -> None:
    (path,) = connections(served, PROSKURYAKOVA, BASSANI)["paths"]
    assert labels(path) == [PROSKURYAKOVA, BANK, BASSANI]
    assert [node["class"] for node in path["nodes"]] == ["Person", "DevelopmentBank", "Person"]
    (there,), (back,) = path["steps"]
    assert (there["relation"], there["along"], back["along"]) == ("worksFor", True, False)
    assert back["independentSources"] == len(back["sentences"]) == 2
    assert "Vice President of the World Bank" in back["sentences"][0]["sentence"]
    assert back["sentences"][1]["publisher"] == "primeminister.kz"
    assert served(f"/doc/fact/{back['fact'].rpartition('/')[2]}.ttl").status == 200


def test_facts_between_the_same_things_are_one_path(served: Service) -> None:
    paths = connections(served, BEKTENOV, BASSANI)["paths"]
    assert len({tuple(labels(path)) for path in paths}) == len(paths)
    assert all(len(path["steps"]) == len(path["nodes"]) - 1 for path in paths)
    assert "metWith" in [tie["relation"] for path in paths for step in path["steps"] for tie in step]


def test_a_path_goes_around_what_is_avoided(served: Service) -> None:
    (direct,) = connections(served, PROSKURYAKOVA, BASSANI)["paths"]
    bank = direct["nodes"][1]["iri"]
    around = connections(served, PROSKURYAKOVA, BASSANI, avoiding=[bank])
    assert around["avoiding"] == [bank]
    assert around["paths"]
    assert all(BANK not in labels(path) and len(path["steps"]) > 2 for path in around["paths"])
    met = around["paths"][0]["nodes"][1]["label"]
    further = connections(served, PROSKURYAKOVA, BASSANI, avoiding=[bank, met])
    assert all(met not in labels(path) for path in further["paths"])


def test_answers_are_kept_and_open_to_all(served: Service) -> None:
    path = "/connections.json?" + urlencode({"from": PROSKURYAKOVA, "to": BASSANI})
    answer = served(path)
    assert answer.media == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert served(path, headers={"If-None-Match": answer.headers["ETag"]}).status == 304
    other = served(f"{path}&longest=2")
    assert other.headers["ETag"] != answer.headers["ETag"]


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ({"from": "Olzhas Bektinov", "to": BANK}, 404, "did you mean Olzhas Bektenov?"),
        ({"from": BANK, "to": "the World Bank"}, 404, "are the same thing"),
        ({"from": BANK, "to": BEKTENOV, "longest": "9"}, 400, "no number from 1 to 8"),
        ({"from": BANK, "to": BEKTENOV, "longest": "٣"}, 400, "no number from 1 to 8"),
        ({"from": BANK, "to": BEKTENOV, "longest": "0000000019"}, 400, "no number from 1 to 8"),
        ({"from": "http://[", "to": BEKTENOV}, 400, "no absolute IRI"),
        ({"from": BANK, "to": BEKTENOV, "avoiding": "http://["}, 400, "no absolute IRI"),
        ({"from": BANK, "to": BEKTENOV, "avoiding": ["x"] * 21}, 400, "20 are the limit"),
        ({"from": [BANK, BEKTENOV], "to": BEKTENOV}, 400, "2 values of “from”"),
        ({"from": "x" * 301, "to": BEKTENOV}, 400, "more than 300 characters"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_reason(
    served: Service, query: dict[str, Any], status: int, reason: str
) -> None:
    asked = urlencode(query, doseq=True)
    page = served(f"/connections?{asked}", headers=HTML)
    assert (page.status, reason in page.text) == (status, True)
    answer = served(f"/connections.json?{asked}", headers={"Accept": "application/json"})
    assert answer.status == status
    assert reason in answer.json["detail"]


def test_both_ends_are_needed(served: Service) -> None:
    assert served("/connections.json?from=Kazakhstan").status == 400
    assert served("/connections?from=Kazakhstan", headers=HTML).status == 200


def test_where_there_is_no_path_the_page_says_what_to_do(served: Service) -> None:
    query = urlencode({"from": PROSKURYAKOVA, "to": BASSANI, "longest": 1, "avoiding": BEKTENOV})
    page = served(f"/connections?{query}", headers=HTML)
    assert page.status == 200
    assert f"No path of at most 1 fact leads from {PROSKURYAKOVA} to {BASSANI}." in page.text
    assert "Look for paths of up to 8 steps" in page.text
    assert "Allow all things on the way" in page.text
    assert connections(served, PROSKURYAKOVA, BASSANI, longest=1)["paths"] == []


@pytest.fixture(scope="module")
def hopeless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Two halves of a graph, each well connected in itself and none with the other, asked with little patience."""

    def quads() -> Iterator[Quad]:
        names = [f"https://w3id.org/kerege/id/person/p{n}" for n in range(2000)]
        for number, name in enumerate(names):
            node = NamedNode(name)
            yield Quad(node, k.RDF_TYPE, k.Agent)
            yield Quad(node, k.RDFS_LABEL, Literal(f"Person {number}"))
            yield Quad(node, k.name, Literal(f"Person {number}"))
            yield Quad(node, k.key, Literal(f"person {number}"))
        ties = [(one, one // 1000 * 1000 + (one * 7 + step) % 1000) for one in range(2000) for step in range(1, 12)]
        for number, (one, other) in enumerate(ties):
            fact = NamedNode(f"https://w3id.org/kerege/id/fact/{number:016x}")
            yield Quad(fact, k.RDF_TYPE, k.Fact)
            yield Quad(fact, k.subject, NamedNode(names[one]))
            yield Quad(fact, k.predicate, k.metWith)
            yield Quad(fact, k.object, NamedNode(names[other]))
            yield Quad(fact, k.independentSources, Literal(1))

    store = published(tmp_path_factory.mktemp("hopeless") / "store", quads())
    with serving(store, "--timeout", 0.1, "--workers", 1, "--quiet", "--no-dumps") as service:
        yield service


def test_a_search_without_end_is_ended(hopeless: Service) -> None:
    """By the limit, which the answer names; the page keeps what was typed. Others are answered meanwhile."""
    query = urlencode({"from": "Person 1", "to": "Person 1998", "longest": 8})
    answer = hopeless(f"/connections.json?{query}", headers={"Accept": "application/json"})
    assert answer.status == 503, answer.text[:500]
    assert "stopped after 0.1 seconds, the limit" in answer.json["detail"]
    assert answer.headers["Retry-After"]
    page = hopeless(f"/connections?{query}", headers=HTML)
    assert page.status == 503
    assert 'value="Person 1998"' in page.text
    assert "Ask for fewer steps" in page.text
    assert hopeless("/health").status == 200


# In a browser


def test_everybody_can_read_the_paths(served: Service, browser: Any, axe: str) -> None:
    pages = {
        "path": {"from": PROSKURYAKOVA, "to": BASSANI},
        "long-path": {"from": PROSKURYAKOVA, "to": BASSANI, "avoiding": BANK},
    }
    for name, query in pages.items():
        check(browser, axe, at(served, f"/connections?{urlencode(query)}"))
        screenshot(browser, f"connections-{name}")


def test_a_path_is_found_and_led_around_a_thing(served: Service, browser: Any) -> None:
    """Type two names, choose what is offered, look at a step's sentence, avoid a thing, and allow it again."""
    from selenium.webdriver.common.by import By

    def chains() -> list[str]:
        return [one.text for one in browser.find_elements(By.CSS_SELECTOR, "ol.chain")]

    shown(browser, at(served, "/connections"))
    picked(browser, "from", "prosk tat", PROSKURYAKOVA)
    picked(browser, "to", "antonella bas", BASSANI)
    browser.find_element(By.CSS_SELECTOR, "form.connect button").click()
    (chain,) = until(browser, chains)
    assert chain.splitlines()[0] == PROSKURYAKOVA
    assert BANK in chain
    browser.find_element(By.CSS_SELECTOR, ".tie a").click()
    assert "Regional Director" in browser.find_element(By.CSS_SELECTOR, "li:target").text
    browser.find_element(By.CSS_SELECTOR, f'[aria-label="Avoid {BANK}"]').click()
    until(browser, lambda: chains() and all(BANK not in chain for chain in chains()))
    browser.find_element(By.CSS_SELECTOR, f'[aria-label="Allow {BANK} again"]').click()
    until(browser, lambda: [BANK in chain for chain in chains()] == [True])
    quiet(browser)
