"""Articles as pages: what was understood is marked where it stands, and no more is shown than is shared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from chromium import at, check, quiet, screenshot, shown
from conftest import ARTICLES, Run
from hypothesis import given
from hypothesis import strategies as st
from serving import Service, serving

from service.marking import Meant, Piece, pieces

FORUM = "/doc/article/0c7975d68a382d60"
REPORT = ARTICLES / "bektenov-bassani-joint-projects.md"
ADDRESS = "https://news.example.org/"


def marked(text: str, **meant: Any) -> str:
    """A text with marks in brackets."""
    found = pieces(text, Meant(**{"names": {}, **meant}))
    return "".join(f"[{piece.kind}|{piece.text}]" if piece.kind else piece.text for piece in found)


def test_names_are_marked_the_longest_first() -> None:
    names = {"kz": ["Kazakhstan"], "wb": ["World Bank", "WB"], "wbg": ["World Bank Group"], "us": ["US"]}
    told = marked("The World Bank Group and the WB told us that Kazakhstan’s world bank met the US", names=names)
    assert told == (
        "The [thing|World Bank Group] and the [thing|WB] told us that [thing|Kazakhstan]’s [thing|world bank] "
        "met the [thing|US]"
    )


def test_names_are_marked_however_they_are_spelled() -> None:
    names = {"road": ["Karaganda–Zhezkazgan highway"], "who": ["Tatyana Kovalsky"]}
    assert marked("Tatiana Kovalskiy on the Karaganda-Zhezkazgan Highway", names=names) == (
        "[thing|Tatiana Kovalskiy] on the [thing|Karaganda-Zhezkazgan Highway]"
    )


def test_figures_times_and_posts_are_marked() -> None:
    told = marked(
        "Since 1992, the Vice President said, 48 projects worth US$8.2 billion, 1,200 jobs, 35 percent of five; not 7.",
        values=frozenset(Decimal(one).normalize() for one in ("48", "8200000000", "1200", "35", "5")),
        times=frozenset({"Since 1992"}),
        posts=frozenset({"vice president"}),
    )
    assert told == (
        "[time|Since 1992], the [post|Vice President] said, [figure|48] projects worth [figure|US$8.2 billion], "
        "[figure|1,200] jobs, [figure|35 percent] of [figure|five]; not 7."
    )


@given(st.text(), st.lists(st.text(min_size=1), max_size=5), st.frozensets(st.text(max_size=5), max_size=3))
def test_pieces_are_the_text(text: str, names: list[str], times: frozenset[str]) -> None:
    found = pieces(text, Meant(names={"x": names}, values=frozenset({Decimal(1)}), times=times))
    assert "".join(piece.text for piece in found) == text
    assert Piece("") not in found


def test_names_lead_to_their_pages_from_where_they_stand(served: Service, browser: Any, axe: str) -> None:
    from selenium.webdriver.common.by import By

    check(browser, axe, at(served, FORUM))
    for width, mode in ((1280, "light"), (360, "dark")):
        shown(browser, at(served, FORUM), width, mode)
        screenshot(browser, f"article-{width}-{mode}")
    shown(browser, at(served, FORUM))
    row = browser.find_element(By.ID, "at-2078")
    says, understood = (row.find_element(By.CLASS_NAME, name) for name in ("says", "understood"))
    assert [one.text for one in says.find_elements(By.CSS_SELECTOR, "a.thing")] == ["Kazakhstan", "the World Bank"]
    assert [one.text for one in says.find_elements(By.CSS_SELECTOR, "mark.figure")] == ["48", "$8 billion"]
    assert [one.text for one in says.find_elements(By.CSS_SELECTOR, "mark.time")] == ["Since 1992"]
    assert "Portfolio value, 8 billion USD, 1992–2025 3 sources" in understood.text
    assert "Said in Smailov and Proskuryakova talk about World Bank projects in Kazakhstan, Daryo" in understood.text
    assert says.rect["y"] == understood.rect["y"]  # beside each other
    says.find_element(By.LINK_TEXT, "the World Bank").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "World Bank"
    quiet(browser)


def test_facts_stand_below_the_sentence_on_a_phone(served: Service, browser: Any) -> None:
    from selenium.webdriver.common.by import By

    shown(browser, at(served, FORUM), 360)
    row = browser.find_element(By.ID, "at-2078")
    says, understood = (row.find_element(By.CLASS_NAME, name) for name in ("says", "understood"))
    assert understood.rect["y"] >= says.rect["y"] + says.rect["height"]


def test_an_article_is_told_whole_and_in_order(served: Service) -> None:
    text = served(FORUM, headers={"Accept": "text/html"}).text
    starts = [int(one) for one in re.findall(r'<li id="at-(\d+)"', text)]
    assert len(starts) >= 17
    assert starts == sorted(starts)
    gaps = re.findall(r'<li id="at-(\d+)" class="gap">', text)
    assert "642" in gaps
    assert "412" not in gaps
    assert "114 statements" in text
    assert "Next" not in text


@dataclass(frozen=True)
class Shared:
    """A service with reports of the same words, of which not the same is shared."""

    service: Service
    pages: dict[str, str]
    """By how much is shared: the address of the report."""


@pytest.fixture(scope="module")
def shared(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("shared")
    head, _, body = REPORT.read_text("utf-8").removeprefix("---\n").partition("---\n")
    heads = {
        "sentence": head,
        "words": "title: Bektenov and Bassani review projects\npublisher: Second Paper\ndate: 2025-06-03\nid: 2\n",
        "offsets": "title: Bassani in Astana\npublisher: Third Paper\ndate: 2025-06-04\nid: 3\n",
    }
    for share, head in heads.items():
        file = folder / f"{share}.md"
        file.write_text(f"---\n{head}url: {ADDRESS}{share}\n---\n{body}\nThis was reported yesterday.\n", "utf-8")
        done = kerege("load", file, "--store", folder / "store", "--share", share)
        assert done.returncode == 0, done.stderr
    with serving(folder / "store", "--workers", 1, "--no-dumps", "--quiet") as service:
        assert service("/search?q=a").status == 200  # the names are indexed, and so it is known what are copies
        found = service.sparql("SELECT ?a ?url { ?a <https://w3id.org/kerege/ontology#url> ?url } ORDER BY ?url")
        pages = {
            url.removeprefix(ADDRESS): iri.replace("https://w3id.org/kerege/id/", "/doc/")
            for iri, url in zip(found.column("a"), found.column("url"), strict=True)
        }
        yield Shared(service, pages)


@pytest.mark.parametrize("share", ["sentence", "words", "offsets"])
def test_no_more_of_the_words_is_shown_than_is_shared(shared: Shared, browser: Any, axe: str, share: str) -> None:
    address = at(shared.service, shared.pages[share])
    if share == "offsets":
        check(browser, axe, address)
    shown(browser, address)
    screenshot(browser, f"article-{share}")
    text = browser.execute_script("return document.querySelector('main').innerText")
    assert ("Only where its sentences stand is shared here" in text) == (share == "offsets")
    assert ("Only the first words of each sentence" in text) == (share == "words")
    assert ("Kazakhstan's Prime Minister Olzhas Bektenov" in text) == (share != "offsets")
    assert "Antonella Bassani met with Olzhas Bektenov" in " ".join(text.split())
    report = REPORT.read_text("utf-8").partition("\n\n")[2].split()
    runs = {" ".join(report[start : start + 12]) for start in range(len(report) - 12)}
    page = " ".join(shared.service(shared.pages[share], headers={"Accept": "text/html"}).text.split())
    assert any(some in re.sub(r"<[^>]*>", "", page) for some in runs) == (share == "sentence")


def test_a_sentence_is_read_on_at_the_publishers(shared: Shared) -> None:
    for share, path in shared.pages.items():
        text = shared.service(path, headers={"Accept": "text/html"}).text
        assert text.count(f'href="{ADDRESS}{share}') > 5
        assert (f'href="{ADDRESS}{share}#:~:text=' in text) == (share != "offsets")


def test_copies_are_no_sources_of_their_own(shared: Shared) -> None:
    html = shared.service(shared.pages["sentence"], headers={"Accept": "text/html"}).text
    text = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    assert "Near copies 2, counted as one source with it" in text
    assert "Bektenov and Bassani review projects , Second Paper, 3 June 2025" in text.partition("Near copies of it")[2]
    assert "from nearly the same text: not counted as a source of its own" in text
    assert "Said elsewhere, too by near copies alone" in text
    assert "Said in" not in text
    assert "2 sources" not in text
