"""Names with lists in them, which the acronym behind them spells out; and names that begin with a work."""

from __future__ import annotations

import pytest

from loaders.article import Article
from loaders.facts import Mention
from loaders.reading.reader import read


def named(text: str, *classes: str) -> set[str]:
    facts = read(Article(text=text)).facts
    return {fact.entity.name for fact in facts if isinstance(fact, Mention) and fact.entity.cls in classes}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "It finances the Farm Governance, Growth and Resilience Investment (FGGRI) project in Moldova.",
            "Farm Governance, Growth and Resilience Investment project",
        ),
        (
            "The Livestock, Fisheries and Feed Support Project (LFFSP) began.",
            "Livestock, Fisheries and Feed Support Project",
        ),
        ("The $358 million Road Safety Project will help.", "Road Safety Project"),
        ("Work on the Railway Electrification Project began.", "Railway Electrification Project"),
        ("The Dam Repair Project will be ready in 2027.", "Dam Repair Project"),
    ],
)
def test_a_project_has_its_whole_name(text: str, name: str) -> None:
    assert named(text, "Project") == {name}


def test_a_program_has_its_whole_name() -> None:
    text = "The Programme on Rural Trade for Nutrition, Income, and Resilience (PRTNIR) will help."
    assert named(text, "Programme") == {"Programme on Rural Trade for Nutrition, Income, and Resilience"}


def test_a_list_before_an_institution_is_no_part_of_its_name() -> None:
    text = "Kazakhstan, Uzbekistan and the Asian Development Bank (ADB) met."
    assert named(text, "DevelopmentBank", "Country") == {"Kazakhstan", "Uzbekistan", "Asian Development Bank"}


def test_on_behalf_of_somebody_is_no_subject_of_an_agreement() -> None:
    text = "Noor Ahmed signed the loan agreement on behalf of the government of Pakistan while others waited."
    assert named(text, "Agreement") == {"loan agreement"}
