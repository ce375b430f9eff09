"""``kerege agreement``: the report in the terminal, as JSON and as a page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from chromium import accessible, quiet, screenshot, shown
from conftest import Run
from odds import written

NARROW, NORMAL = {"COLUMNS": "50"}, {"COLUMNS": "80"}


@pytest.fixture(scope="module")
def odds(kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with articles that disagree."""
    folder = tmp_path_factory.mktemp("odds")
    done = kerege("load", *written(folder), "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    return folder / "store"


@pytest.fixture(scope="module")
def page(kerege: Run, odds: Path) -> Path:
    """The report as a page."""
    file = odds.parent / "agreement.html"
    done = kerege("agreement", "--store", odds, "--html", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written: {file}.\n")
    return file


def test_both_sentences_stand_side_by_side(kerege: Run, odds: Path) -> None:
    lines = kerege("agreement", "--store", odds, env=NORMAL).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "Cannot all be true: 6" in lines
    at = lines.index("Astana International Forum – date")
    assert lines[at + 1] == "28 May 2026 and 29 May 2026 have no day in common."
    assert re.fullmatch(r"  28 May 2026 +29 May 2026 *", lines[at + 2])
    beside = "\n".join(lines[at + 2 : at + 11])
    for words in ("The Sava Times · 1 June 2026", "also The Valley Wire · 3 June 2026", "Kesh Daily · 2 June 2026"):
        assert words in beside
    assert beside.count("1 independent source") == 2


def test_in_a_narrow_terminal_one_stands_under_the_other(kerege: Run, odds: Path) -> None:
    text = kerege("agreement", "--store", odds, "--about", "saparova", env=NARROW).stdout
    assert max(map(len, text.splitlines())) <= 50
    assert text.index("Regional Director for Central Asia  ") < text.index(
        "Vice President for Europe and Central Asia  "
    )
    assert "Cannot all be true: 1" in text
    assert "Forum" not in text


def test_every_kind_of_matter_is_told(kerege: Run, odds: Path) -> None:
    told = json.loads(kerege("agreement", "--store", odds, "--json").stdout)
    found = {(one["regarding"], *sorted(side["words"] for side in one["sides"])) for one in told["disputes"]}
    assert found == {
        ("figure", "3.1 billion USD", "4.2 billion USD"),
        ("date", "28 May 2026", "29 May 2026"),
        ("place", "Almaty", "Astana"),
        ("end", "2030", "2031"),
        ("title", "Regional Director for Central Asia", "Vice President for Europe and Central Asia"),
        ("name", "Joint Economic Reform Program", "Joint Economic Research Program"),
    }
    for dispute in told["disputes"]:
        counts = sorted((side["articles"], side["sources"]) for side in dispute["sides"])
        assert counts == [(1, 1), (2, 1)], "a republished article is no source of its own"
        assert all(side["said"][0]["text"] for side in dispute["sides"])
    assert [fact["sources"] for fact in told["best"]] == [2] * told["attested"]


def test_without_any_disagreement_it_says_so_and_tells_what_is_best_attested(kerege: Run, corpus: Path) -> None:
    done = kerege("agreement", "--store", corpus, env=NORMAL)
    assert done.returncode == 0
    assert "The articles disagree on nothing." in done.stdout
    assert "Put differently, and can all be true" in done.stdout
    assert re.search(r"Best attested\n\n\d+ of \d+ facts have two or more independent sources\.", done.stdout)


def test_a_name_nobody_knows_is_said(kerege: Run, odds: Path) -> None:
    done = kerege("agreement", "--store", odds, "--about", "Aigul Saparowa")
    assert done.returncode == 2
    assert "did you mean Aigul Saparova?" in done.stderr


def test_the_page_needs_nothing_from_elsewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "default-src 'none'; style-src 'sha256-" in text
    markup = re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)
    assert not re.search(r"\s(src|srcset|data|style)=|<link|<script|<iframe|<object|@import|url\(", markup)
    assert markup.count("<article ") == 6
    assert re.search(r"<h4>28 May 2026</h4>.*?<h4>29 May 2026</h4>", markup, flags=re.DOTALL)


@pytest.mark.parametrize(("width", "mode"), [(1280, "light"), (390, "dark")])
def test_the_page_is_for_everybody(browser: Any, axe: str, page: Path, width: int, mode: str) -> None:
    shown(browser, page.as_uri(), width, mode)
    accessible(browser, axe)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    first, second = browser.execute_script(
        "const all = [...document.querySelectorAll('.sides section')];"
        "return all.slice(0, 2).map(one => one.getBoundingClientRect().top)"
    )
    assert (first == second) is (width == 1280), "side by side, or one under the other"
    quiet(browser)
    screenshot(browser, f"agreement-report-{width}-{mode}")
