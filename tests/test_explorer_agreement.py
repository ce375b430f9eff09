"""Agreement: facts by sources, figures side by side, and drafts of corrections, as their users meet them."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from chromium import at, check, picked, quiet, screenshot, shown, until
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from serving import Answer, Service, serving

from graph.comparing import meet
from graph.conflicts import Figure
from graph.corrections import read
from service.agreement_asked import asked
from service.figures import scale
from service.problems import Problem

FORM = "application/x-www-form-urlencoded"
NEWS = {
    "one.md": """---
title: Trade <b>of the neighbors</b> & others
date: 2025-05-15
publisher: The Sava Times
url: https://news.example.org/1
---

Trade turnover between Kazakhstan and Uzbekistan amounted to $4.2 billion in 2024. Omar Said met with Aigul Saparova.
Trade turnover between Kazakhstan and Tajikistan exceeded $1 billion in 2024.
""",
    "two.md": """---
title: Trade falls
date: 2025-05-16
publisher: The Other Times
url: https://news.example.org/2
---

The visit began on Thursday with a concert, and few had expected the rain. On the second day, journalists were told that
Omar Said met with Aigul Saparova. Trade turnover between Kazakhstan and Uzbekistan amounted to $3.1 billion in 2024.
""",
    "three.md": """---
title: A review of the year
date: 2025-06-01
publisher: The Third Times
url: https://news.example.org/3
---

Trade turnover between Kazakhstan and Tajikistan reached $1.2 billion in 2024. Bo Karsk met with Cora Wint in Astana.
""",
}


@pytest.fixture(scope="module")
def apart(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Articles that differ in one figure and agree in another, served under a prefix."""
    folder: Path = tmp_path_factory.mktemp("apart")
    for name, text in NEWS.items():
        (folder / name).write_text(text, "utf-8")
    done = kerege("load", *(folder / name for name in NEWS), "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    with serving(folder / "store", "--prefix", "/kerege", "--workers", 1, "--quiet", "--no-dumps") as service:
        assert service("/kerege/agreement.json").status == 200  # as soon as the index is made
        yield service


def listed(service: Service, prefix: str = "/kerege", **values: str) -> Any:
    """What the page shows, as JSON."""
    answer = service(f"{prefix}/agreement.json?{urlencode(values)}")
    assert answer.status == 200, answer.text
    return answer.json


def sparql(service: Service, query: str) -> Answer:
    """The answer to a query in JSON."""
    asked = urlencode({"query": f"PREFIX k: <https://w3id.org/kerege/ontology#> {query}"})
    return service(f"/kerege/sparql?{asked}", headers={"Accept": "application/sparql-results+json"})


def drafted(service: Service, **values: str) -> Answer:
    """The answer to a form that was filled in."""
    body = urlencode(values).encode()
    return service("/kerege/agreement/correction", method="POST", headers={"Content-Type": FORM}, body=body)


def test_facts_are_told_by_number_of_sources(apart: Service) -> None:
    found = listed(apart)
    assert [one["sources"] for one in found["distribution"]] == [1, 2]
    assert sum(one["facts"] for one in found["distribution"]) == found["total"]
    best = found["facts"][0]
    assert best["sources"] == 2
    assert {one["publisher"] for one in best["sentences"]} == {"The Sava Times", "The Other Times"}
    counts = [fact["sources"] for fact in found["facts"]]
    assert counts == sorted(counts, reverse=True)
    query = (
        "SELECT (COUNT(?f) AS ?n) { ?f k:independentSources ?s FILTER NOT EXISTS { ?f k:mirrors|k:inferredFrom ?g } }"
    )
    assert sparql(apart, query).column("n") == [str(found["total"])]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"entity": "Omar Said"}, "met with Omar Said"),
        ({"class": "Observation"}, "billion USD"),
        ({"relation": "metWith"}, " met "),
        ({"publisher": "The Third Times"}, ""),
        ({"since": "2025-06-01"}, ""),
        ({"until": "2025-05-15", "class": "Observation"}, "billion USD"),
        ({"sources": "2"}, ""),
        ({"sources": "2-"}, ""),
    ],
)
def test_facts_can_be_narrowed(apart: Service, values: dict[str, str], expected: str) -> None:
    found, whole = listed(apart, **values), listed(apart)
    assert 0 < found["total"] < whole["total"]
    assert any(expected in fact["statement"] for fact in found["facts"])
    for fact in found["facts"]:
        assert fact["kind"] == values.get("class", fact["kind"])
        assert values.get("publisher", fact["publishers"][0]) in fact["publishers"]
        assert fact["last"] >= values.get("since", "")
        assert fact["first"] <= values.get("until", "9999")
        assert fact["sources"] >= int(values.get("sources", "1").rstrip("-"))


def test_figures_that_differ_stand_side_by_side(apart: Service) -> None:
    (comparison,) = listed(apart, kind="figures")["comparisons"]
    assert comparison["about"] == "Kazakhstan and Uzbekistan"
    assert comparison["why"] == (
        "They cannot both be true: “3.1 billion USD” can be 3.15 billion USD at most, “4.2 billion USD” is "
        "4.15 billion USD at least. Between them lies 1 billion USD."
    )
    low, high = comparison["figures"]
    assert (low["low"], low["high"], high["low"], high["high"]) == (
        "3050000000", "3150000000", "4150000000", "4250000000",
    )  # fmt: skip
    assert [one["sentences"][0]["publisher"] for one in (low, high)] == ["The Other Times", "The Sava Times"]
    assert listed(apart, kind="figures", entity="Omar Said")["comparisons"] == []


def test_what_differs_here_is_what_conflicts_in_the_graph(apart: Service) -> None:
    answer = sparql(apart, "SELECT ?a ?b { ?a k:conflictsWith ?b FILTER(STR(?a) < STR(?b)) }")
    pairs = {frozenset(pair) for pair in zip(answer.column("a"), answer.column("b"), strict=True)}
    found = listed(apart, kind="figures")["comparisons"]
    assert {frozenset(one["fact"] for one in comparison["figures"]) for comparison in found} == pairs


def test_figures_that_agree_in_other_words_say_why(apart: Service) -> None:
    (comparison,) = listed(apart, kind="figures", verdict="agree")["comparisons"]
    assert [one["value"] for one in comparison["figures"]] == ["at least 1 billion USD", "1.2 billion USD"]
    assert "“at least 1 billion USD” leaves open how much more it is." in comparison["why"]
    assert comparison["why"].endswith("any number from 1.15 billion USD to 1.25 billion USD.")


def test_one_number_that_articles_give_more_or_less_exactly_agrees_with_itself(served: Service) -> None:
    found = listed(served, "", kind="figures", verdict="agree", entity="World Bank")["comparisons"]
    assert [one["value"] for one in found[0]["figures"]] == ["8 billion USD", "at least 8 billion USD"]
    assert len({one["fact"] for one in found[0]["figures"]}) == 1


def test_what_is_shown_can_be_had_as_a_table(apart: Service) -> None:
    answer = apart("/kerege/agreement.csv?kind=figures")
    assert answer.media == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["value"] for row in rows] == ["3.1 billion USD", "4.2 billion USD"]
    assert rows[1]["title"] == "Trade <b>of the neighbors</b> & others"
    facts = list(csv.DictReader(io.StringIO(apart("/kerege/agreement.csv?entity=Omar+Said").text)))
    assert {row["fact"] for row in facts} == {one["fact"] for one in listed(apart, entity="Omar Said")["facts"]}
    again = apart("/kerege/agreement.csv?kind=figures", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ("kind=opinions", 400, "“kind” is one of facts, figures"),
        ("class=Person", 400, "“class” is one of"),
        ("since=yesterday", 400, "no day for “since”"),
        ("sources=many", 400, "no number of sources"),
        ("page=0", 400, "no number from 1"),
        ("page=501", 400, "no number from 1"),
        ("entity=" + "x" * 301, 400, "more than 300 characters"),
        ("entity=a&entity=b", 400, "several values of entity"),
        ("entity=Omar+Sait", 404, "did you mean Omar Said?"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_reason(apart: Service, query: str, status: int, reason: str) -> None:
    for ending in ("", ".json"):
        answer = apart(f"/kerege/agreement{ending}?{query}", headers={"Accept": "text/html"})
        assert answer.status == status
        assert reason in answer.text


@given(st.dictionaries(st.sampled_from(["sources", "page", "since", "until"]), st.text(max_size=12)))
def test_whatever_is_asked_is_a_question_or_a_problem(values: dict[str, str]) -> None:
    with contextlib.suppress(Problem):
        wanted = asked(values).wanted(())
        assert wanted.most is None or wanted.most >= 0


numbers = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=3)


@given(numbers, numbers)
def test_a_scale_has_room_for_all_that_is_on_it_and_round_ends(one: Decimal, other: Decimal) -> None:
    least, most = sorted((one, other))
    start, stop = scale(least, most)
    assert start < least <= most < stop
    assert (most - least) * 8 >= stop - start or least == most
    assert len(str((stop - start).normalize().as_tuple().digits)) <= 12


@given(numbers, numbers, numbers, numbers)
def test_intervals_meet_where_some_number_is_in_both(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    one, other = (Figure(min(pair), max(pair), "", "", "", "") for pair in ((a, b), (c, d)))
    assert meet(one, other) is meet(other, one) is (max(one.low, other.low) <= min(one.high, other.high))


def fact(service: Service) -> str:
    """A figure that another one contradicts."""
    found: str = listed(service, kind="figures")["comparisons"][0]["figures"][0]["fact"]
    return found


def test_a_correction_is_drafted_as_a_file(apart: Service) -> None:
    iri = fact(apart)
    answer = drafted(
        apart, action="reject", target=urlencode({"fact": iri}), by="Aigerim Example", date="2026-11-22",
        why="It was tenge.\r\nNot dollars.", evidence="https://news.example.org/1 https://news.example.org/3",
    )  # fmt: skip
    assert (answer.status, answer.media) == (200, "application/toml")
    assert answer.headers["Cache-Control"] == "no-store"
    name = re.fullmatch('attachment; filename="([^"]+)"', answer.headers["Content-Disposition"])
    correction = read(answer.text)
    assert name is not None
    assert name[1] == correction.filename == f"2026-11-22-reject-{iri.rpartition('/')[2]}.toml"
    assert (correction.fact, correction.by) == (iri, "Aigerim Example")
    assert correction.why == "It was tenge.\nNot dollars."
    assert correction.evidence == ("https://news.example.org/1", "https://news.example.org/3")
    assert correction.about is not None
    assert correction.about.startswith("Kazakhstan and Uzbekistan")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"action": "add", "subject": "Omar Said", "predicate": "https://w3id.org/kerege/ontology#metWith",
          "object": "Bo Karsk", "evidence": "https://news.example.org/9"},
         {"subject": "omar-said", "object": "bo-karsk"}),
        ({"action": "same", "thing": "Omar Said", "other": "Bo Karsk"}, {"things": "bo-karsk"}),
        ({"action": "rename", "thing": "Omar Said", "name": "Umar Said"}, {"thing": "omar-said", "name": "Umar Said"}),
        ({"action": "retype", "thing": "Astana", "class": "https://w3id.org/kerege/ontology#City"},
         {"thing": "astana", "class": "City"}),
    ],
)  # fmt: skip
def test_every_kind_of_correction_can_be_drafted(
    apart: Service, values: dict[str, str], expected: dict[str, str]
) -> None:
    answer = drafted(apart, by="A", why="So it is.", **values)
    assert answer.status == 200, answer.text
    assert read(answer.text).action == values["action"]
    found = tomllib.loads(answer.text)
    for name, end in expected.items():
        assert str(found[name][-1] if isinstance(found[name], list) else found[name]).endswith(end)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"why": ""}, "“why” is empty"),
        ({"by": ""}, "“by” is empty"),
        ({"date": "soon"}, "is no day"),
        ({"evidence": "see there"}, "“evidence” is no absolute IRI"),
        ({"action": "rename", "thing": "Omar Sait", "name": "X"}, "did you mean Omar Said?"),
        ({"action": "forget"}, "is no action"),
        ({"target": "fact=https%3A%2F%2Fexample.org%2Fnone"}, "The graph knows no such fact"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    apart: Service, changes: dict[str, str], reason: str
) -> None:
    values = {"action": "reject", "fact": fact(apart), "by": "Me & <you>", "why": "Because.", **changes}
    answer = drafted(apart, **values)
    assert answer.status in (400, 404)
    assert reason in answer.text.replace("&#34;", '"')
    if answer.status == 400 and values["by"] and values["action"] != "forget":
        assert "Me &amp; &lt;you&gt;" in answer.text


HOSTILE = '"\nfact = "https://evil.example/"\n[table]\n"""\\" \u202e'


def test_hostile_words_stay_words(apart: Service) -> None:
    answer = drafted(apart, action="reject", fact=fact(apart), by='A" \\ #', why=HOSTILE, date="2026-11-22")
    found = tomllib.loads(answer.text)
    assert (found["by"], found["why"], found["fact"]) == ('A" \\ #', HOSTILE.strip(), fact(apart))
    assert set(found) == {"format", "action", "by", "why", "date", "fact", "class", "reports", "about"}
    assert "\u202e" not in answer.text
    assert drafted(apart, action="reject", fact=fact(apart), by="A\nSet-Cookie: a=b", why="b").status == 400
    assert drafted(apart, action="reject", fact="https://x/\r\nX: y", by="A", why="b").status == 400


def test_what_was_chosen_stays_chosen_where_something_else_is_wrong(apart: Service) -> None:
    page = apart(f"/kerege/agreement/correction?{urlencode({'fact': fact(apart)})}").text
    targets = [unescape(found) for found in re.findall(r'name="target" value="([^"]*)"', page)]
    assert {tuple(dict(parse_qsl(one))) for one in targets} == {("fact",), ("assertion",), ("article", "rule")}
    for target in targets:
        values = {"beside": fact(apart), "target": target, "by": "A", "why": "b"}
        again = drafted(apart, action="reject", **values, evidence="page five")
        assert again.status == 400
        assert [unescape(one) for one in re.findall(r'value="([^"]*)" checked', again.text)] == [target]
        found = tomllib.loads(drafted(apart, action="reject", **values).text)
        assert parse_qsl(target) == [(name, found[name]) for name in dict(parse_qsl(target))]


@pytest.mark.parametrize("name", ["fact", "assertion", "thing"])
def test_what_the_graph_does_not_know_cannot_be_corrected(apart: Service, name: str) -> None:
    for value, status in (("https://example.org/none", 404), ("http://[", 400)):
        page = apart(f"/kerege/agreement/correction?{urlencode({name: value})}")
        assert page.status == status, value
        if name != "thing":
            assert drafted(apart, action="reject", by="A", why="b", **{name: value}).status == status
    typed = drafted(apart, action="rename", by="A", why="My reason", name="N", thing="https://example.org/none")
    assert (typed.status, "My reason" in typed.text) == (400, True)


def test_only_a_form_of_bounded_size_is_read(apart: Service) -> None:
    path = "/kerege/agreement/correction"
    assert apart(path, method="POST", headers={"Content-Type": "text/plain"}, body=b"action=reject").status == 415
    assert apart(path, method="POST", headers={"Content-Type": FORM}, body=b"a=" + b"b" * 70_000).status == 413
    assert apart(path, method="POST", headers={"Content-Type": FORM}, body=b"why=%FF").status == 400
    many = urlencode([(f"n{at}", "1") for at in range(60)]).encode()
    assert apart(path, method="POST", headers={"Content-Type": FORM}, body=many).status == 400
    assert drafted(apart, action="reject", by="A", why="b", target=many.decode()).status == 400
    assert apart(path, method="DELETE").status == 405


# In a browser


def test_everybody_can_read_how_well_facts_are_supported(apart: Service, browser: Any, axe: str) -> None:
    pages = {"facts": "", "figures": "?kind=figures"}
    for name, query in pages.items():
        check(browser, axe, at(apart, f"/agreement{query}"))
        screenshot(browser, f"agreement-{name}")


def test_everybody_can_read_the_form_of_a_correction(apart: Service, browser: Any, axe: str) -> None:
    check(browser, axe, at(apart, f"/agreement/correction?{urlencode({'fact': fact(apart)})}"))
    screenshot(browser, "agreement-correction")


def test_facts_are_narrowed_by_who_looks_at_them(apart: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.select import Select

    shown(browser, at(apart, "/agreement"))
    Select(browser.find_element(By.NAME, "relation")).select_by_value("metWith")
    picked(browser, "entity", "omar", "Omar Said")
    browser.find_element(By.CSS_SELECTOR, "form.narrow-down button").click()
    until(browser, lambda: browser.current_url.endswith("/agreement?entity=Omar+Said&relation=metWith"))
    facts = [one.text for one in browser.find_elements(By.CSS_SELECTOR, ".supported > li > .said")]
    assert len(facts) == 1
    assert facts[0].startswith("Aigul Saparova met with Omar Said 2 sources")
    browser.find_element(By.LINK_TEXT, "Show all").click()
    until(browser, lambda: browser.find_elements(By.PARTIAL_LINK_TEXT, "2 sources"))[0].click()
    until(browser, lambda: browser.current_url.endswith("/agreement?sources=2"))
    quiet(browser)


def test_two_figures_are_compared_and_one_is_corrected(apart: Service, browser: Any, tmp_path: Path) -> None:
    """From the list of figures to a file that can be read back."""
    from selenium.webdriver.common.by import By

    shown(browser, at(apart, "/agreement"))
    browser.find_element(By.PARTIAL_LINK_TEXT, "Figures that differ").click()
    (side,) = until(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "article.side"))
    lanes = side.find_elements(By.CSS_SELECTOR, "section.lane")
    assert ["$3.1 billion" in lanes[0].text, "$4.2 billion" in lanes[1].text] == [True, True]
    low, high = (one.rect for one in side.find_elements(By.CSS_SELECTOR, "rect.range"))
    assert low["x"] + low["width"] < high["x"], "the intervals do not meet"
    lanes[1].find_element(By.LINK_TEXT, "Draft a correction").click()
    until(browser, lambda: browser.find_elements(By.NAME, "why"))[0].send_keys("The thousand was lost.")
    browser.find_element(By.NAME, "by").send_keys("Aigerim Example")
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.find_element(By.CSS_SELECTOR, "form.correction button").click()
    file = awaited(tmp_path)
    found = tomllib.loads(file.read_text("utf-8"))
    assert (found["by"], found["why"], found["action"]) == ("Aigerim Example", "The thousand was lost.", "reject")
    assert found["fact"] == listed(apart, kind="figures")["comparisons"][0]["figures"][1]["fact"]
    assert file.name == read(file.read_text("utf-8")).filename
    browser.refresh()
    assert browser.find_element(By.NAME, "by").get_attribute("value") == "Aigerim Example"
    quiet(browser)


def awaited(folder: Path) -> Path:
    """The file that is downloaded into a folder."""
    for _ in range(600):
        if files := list(folder.glob("*.toml")):
            return files[0]
        time.sleep(0.05)
    raise AssertionError("Nothing was downloaded.")


def test_all_of_it_works_without_scripts(apart: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        shown(browser, at(apart, "/agreement"))
        browser.find_element(By.NAME, "publisher").send_keys("The Third Times", Keys.ENTER)
        until(browser, lambda: browser.find_elements(By.LINK_TEXT, "Show all"))
        assert "A review of the year" in browser.find_element(By.CSS_SELECTOR, ".supported").text
        browser.find_element(By.LINK_TEXT, "Draft a correction").click()
        until(browser, lambda: browser.find_elements(By.NAME, "why"))
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "deny"})
        browser.find_element(By.NAME, "why").send_keys("   ")
        browser.find_element(By.NAME, "by").send_keys("Me")
        browser.find_element(By.CSS_SELECTOR, "form.correction button").click()
        (alert,) = until(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "[role=alert]"))
        assert "“why” is empty" in alert.text
        assert browser.find_element(By.NAME, "by").get_attribute("value") == "Me"
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
