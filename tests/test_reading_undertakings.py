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
