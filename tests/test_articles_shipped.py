"""The shipped reports: in our own words, complete in their facts and figures, and ready to load."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from loaders.front_matter import front_matter

ROOT = Path(__file__).parent.parent
ARTICLES = {path.stem: path for path in sorted((ROOT / "articles").glob("*.md"))}
SHARED = ROOT.parent / "shared"
LONGEST_RUN = 10
"""Words in a row that a report may have in common with its source: names of institutions are that long."""

DRAFT = "kazakhstan-world-bank-draft-strategy"
INTERVIEW = "world-bank-group-partnership-strategy-interview"
BASSANI = "bektenov-bassani-joint-projects"
SMAILOV = "smailov-proskuryakova-world-bank-projects"
FORUM = "astana-international-forum-bektenov-meetings"

# What the sources say, and so must the reports; parted by semicolons.
FIGURES = {
    DRAFT: (
        "$1 billion a year; six years; 14 projects; $4.2 billion; 94,000 users; 1,000 enterprises; 175 startups; "
        "$41 million; $16 million; two-thirds; tripled; 35 percent; 1,200; seven cities"
    ),
    INTERVIEW: (
        "14 projects; $4.2 billion; $1 billion a year; five million people; two-thirds; 35 percent; 1,200; "
        "2026–2031; 2020–2025; six years; three conditions"
    ),
    BASSANI: "48 projects; $8 billion; between 1992 and 2024",
    SMAILOV: "48 joint projects; more than $8 billion; past 30 years; Six projects; over 20 years; 2003",
    FORUM: (
        "$11.4 billion; 200 joint projects; 35 joint projects; 48 projects; $8 billion; 1992; $545.2 million; "
        "$527.7 million; 29–30 May"
    ),
}
NAMES = {
    DRAFT: (
        "Serik Zhumangarin; Joint Economic Research Program; Country Partnership Framework for 2020–2025; Western "
        "Europe–Western China; Almaty–Khorgos highway; Almaty bypass railway; Board of Directors; IFC"
    ),
    INTERVIEW: (
        "Andrei Mikhnev; Country Manager for Kazakhstan and Turkmenistan; The Astana Times; Kambarata-1; (IBRD); "
        "(IFC); (MIGA); One World Bank Group; Central Asia"
    ),
    BASSANI: (
        "Olzhas Bektenov; Antonella Bassani; Vice President; Karaganda–Zhezkazgan highway; Almaty bypass road; "
        "Darbaza–Maktaaral railway line; Aral Sea; Modernization of the Energy and Utilities Sectors"
    ),
    SMAILOV: (
        "Alikhan Smailov; Tatiana Proskuryakova; Regional Director for Central Asia; (CPF); (ASA); (JERP); 2050 "
        "development strategy; August of the previous year; remote communities"
    ),
    FORUM: (
        "Kubanychbek Omuraliev; Secretary General; Haoliang Xu; Associate Administrator; Nuriddin Azizi; Acting "
        "Minister of Industry and Trade; Kassym-Jomart Tokayev; Aktau; Turgundi–Herat; UN Regional Center; "
        "Karagandy–Zhezkazgan highway; Almaty bypass road; Darbaza–Maktaaral railway line; (SDGs)"
    ),
}
DATES = {
    DRAFT: date(2026, 2, 13),
    INTERVIEW: date(2026, 2, 23),
    BASSANI: date(2025, 6, 1),
    SMAILOV: None,
    FORUM: date(2025, 6, 2),
}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.replace("’", "'").casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def test_these_are_the_reports() -> None:
    assert set(ARTICLES) == set(DATES)


@pytest.mark.parametrize("name", DATES)
def test_front_matter_says_what_the_report_is(name: str) -> None:
    text = ARTICLES[name].read_text("utf-8")
    head = front_matter(text)
    assert head.title
    assert head.date == DATES[name]
    assert head.id == f"kerege-articles/{name}"
    assert text[head.body] not in "-\n"
    fields = yaml.safe_load(text.split("---\n")[1])
    assert fields["license"] == "CC BY 4.0"
    assert fields["author"] == "Kerege"
    assert fields["based_on"]


@pytest.mark.parametrize("name", DATES)
def test_all_figures_and_names_are_there(name: str) -> None:
    text = ARTICLES[name].read_text("utf-8")
    body = text[front_matter(text).body :]
    assert [part for part in (FIGURES[name] + "; " + NAMES[name]).split("; ") if part not in body] == []


@pytest.mark.parametrize("name", DATES)
def test_nobody_is_quoted(name: str) -> None:
    """Quotations cannot be put in other words, so they are reported; only a name stands in quotation marks."""
    text = ARTICLES[name].read_text("utf-8")
    quoted = re.findall(r"[“\"]([^”\"]+)[”\"]", text[front_matter(text).body :])
    assert set(quoted) <= {"Modernization of the Energy and Utilities Sectors"}


@pytest.mark.parametrize("name", DATES)
def test_no_sentence_is_copied(name: str) -> None:
    sources = [*SHARED.glob("seeds/*.txt"), *SHARED.glob("evaluation/dev/*.txt")]
    if not sources:
        pytest.skip("the articles that the reports are based on are not shipped")
    own = runs(ARTICLES[name].read_text("utf-8"), LONGEST_RUN + 1)
    for source in sources:
        assert not own & runs(source.read_text("utf-8"), LONGEST_RUN + 1), source.name


def test_copied_runs_would_be_seen() -> None:
    text = "One two three four five six seven eight nine ten eleven twelve."
    assert runs(text, 11) & runs("So: " + text.upper(), 11)
