"""Projects and programmes: which words name one, and which describe one well enough to tell it from others."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Kind, Mention
from loaders.reading.reader import read


def projects(text: str) -> set[str]:
    """The names of the projects and programmes that a text speaks of."""
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    things = [f.entity for f in facts if isinstance(f, Mention)]
    return {e.name for e in things if e.kind is Kind.PROJECT or e.cls == "Programme"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Wool and Mohair Value Chain Project ended.", "Wool and Mohair Value Chain Project"),
        (
            "Work on the Enhancing Access to Quality Schools Project began.",
            "Enhancing Access to Quality Schools Project",
        ),
        ("Mali's Second Rural Roads Improvement Project helps.", "Second Rural Roads Improvement Project"),
        (
            "They praised the Project for Improvement of Medical Equipment.",
            "Project for Improvement of Medical Equipment",
        ),
        ("It bought a 100 MW solar plant in the Navoi region.", "100 MW solar plant"),
        ("It paid for a wastewater treatment plant in Osh.", "wastewater treatment plant in Osh"),
        (
            "He launched a programme for the rehabilitation of rural roads in Laos.",
            "programme for the rehabilitation of rural roads in Laos",
        ),
    ],
)
def test_project_is_told_apart(text: str, name: str) -> None:
    """Long names with little words, and descriptions with a size, a kind, a place or an aim."""
    assert any(found.startswith(name) for found in projects(text))


@pytest.mark.parametrize(
    "text",
    [
        "Infrastructure projects in the region are many.",
        "A road in Kazakhstan is long.",
        "The energy project is important.",
        "Kazakhstan needs roads and new plants.",
    ],
)
def test_project_is_not_told_apart(text: str) -> None:
    """What could be any of many is no entity."""
    assert projects(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The bank is lending 5 million euros for the modernisation of the city's water systems.",
            "modernisation of the city's water systems",
        ),
        ("A credit will be spent on the reconstruction of rural roads.", "reconstruction of rural roads"),
        ("In Osh, Karlin LLC is building a tractor plant.", "tractor plant in Osh"),
        ("They spoke of the grain terminal planned in Osh.", "grain terminal planned in Osh"),
    ],
)
def test_work_told_by_what_is_done(text: str, name: str) -> None:
    """What money is for and what is being raised, though it has no name."""
    assert name in projects(text)


@pytest.mark.parametrize(
    "text",
    [
        "The modernisation of the economy goes on.",
        "The minister spoke of the reconstruction of trust.",
        "Support is needed for the expansion of exports.",
        "It is building a new plant.",
    ],
)
def test_no_work_told_by_what_is_done(text: str) -> None:
    """Nothing physical, or nothing that tells it apart."""
    assert projects(text) == set()
