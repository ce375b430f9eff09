"""Undertakings whose name and kind stand apart, and frameworks told only from those that replace them."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Fact, Follows, Implements, Kind, Mention, Party, Period, Under
from loaders.reading.reader import read


def facts(text: str) -> tuple[Fact, ...]:
    """What is read in a text."""
    return read(Article(text=text, date=date(2025, 6, 2))).facts


def undertakings(text: str) -> dict[str, str]:
    """The names of the projects and frameworks of a text, with their classes."""
    things = [f.entity for f in facts(text) if isinstance(f, Mention)]
    return {e.name: e.cls for e in things if e.kind in (Kind.PROJECT, Kind.FRAMEWORK)}


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("UNDP runs a programme called Green Path in Georgia.", "Green Path", "Programme"),
        ("UNDP launched the programme Green Path in Georgia.", "Green Path", "Programme"),
        (
            "Georgia joined the Bright Horizon scholarship programme.",
            "Bright Horizon scholarship programme",
            "Programme",
        ),
        ("Georgia joined the “Bright Horizon” programme.", "Bright Horizon programme", "Programme"),
        ("It lends money for Green Path, a strategy against poverty.", "Green Path", "NationalPlan"),
        ("Titled Roots and Routes, the country strategy was adopted.", "Roots and Routes", "PartnershipStrategy"),
        (
            "They get seed under a scheme of UNDP. Seeds of Hope, as it is called, began in May.",
            "Seeds of Hope",
            "Project",
        ),
        (
            "It will lend money for the fast line from Osh to the southern city of Batken.",
            "Osh–Batken fast line",
            "Project",
        ),
    ],
)
def test_name_apart_from_its_kind(text: str, name: str, cls: str) -> None:
    """The kind is told by “called”, an apposition, a noun beside the name, or the sentence before."""
    assert undertakings(text)[name] == cls


@pytest.mark.parametrize(
    "text",
    [
        "The minister called Green Path a success.",
        "Schools in Osh and Batken, the programme says, will be built.",
        "The programme Minister Aidar Sarin praised is old.",
        "They call it progress, a plan of sorts.",
    ],
)
def test_no_name(text: str) -> None:
    """Neither what is merely called something, nor a list of places before a noun."""
    assert undertakings(text) == {}


def test_preceding_strategy() -> None:
    """“The preceding strategy” is another than the one spoken of, which follows it, and has its parties."""
    found = facts(
        "The EBRD adopted the Country Strategy 2025-2030 for Georgia. "
        "Less was lent under the preceding strategy, which expired in December 2024."
    )
    assert [(f.new.name, f.old.name) for f in found if isinstance(f, Follows)] == [
        ("Country Strategy 2025-2030", "preceding strategy")
    ]
    assert {f.party.name for f in found if isinstance(f, Party) and f.framework.name == "preceding strategy"} == {
        "EBRD",
        "Georgia",
    }


def test_one_for_other_years() -> None:
    """“The one for 2014–2018” is a strategy of the same kind."""
    found = facts("A Country Partnership Strategy for 2019-2023, successor to the one for 2014-2018, is ready.")
    assert [f.old.name for f in found if isinstance(f, Follows)] == ["Country Partnership Strategy for 2014-2018"]


def test_works_spoken_of_before() -> None:
    """“The works”, “both schemes”, “the former … the latter” are those spoken of before."""
    found = facts(
        "They spoke of the Bo Water Project and the Osh-Batken road and of the National Plan 2030, into which both "
        "schemes have been written. Karlin LLC is to carry out the former, the Ministry of Transport the latter."
    )
    assert sorted((f.agent.name, f.target.name) for f in found if isinstance(f, Implements)) == [
        ("Karlin LLC", "Bo Water Project"),
        ("Ministry of Transport", "Osh-Batken road"),
    ]
    assert {f.project.name for f in found if isinstance(f, Under)} == {"Bo Water Project", "Osh-Batken road"}


def test_end_and_beginning_of_one_period() -> None:
    """A beginning and an end told apart make one period."""
    found = facts(
        "The Clean Rivers Programme, launched in 2021 by UNDP, helps. The Clean Rivers Programme ends in 2027."
    )
    spans = [f.span for f in found if isinstance(f, Period)]
    assert [(s.begin and s.begin.year, s.end and s.end.year) for s in spans] == [(2021, 2027)]


def test_works_of_a_project_named_long_before() -> None:
    """“The works” are those of the article's project, not of the programme that pays."""
    found = facts(
        "The Osh-Batken road is old. About 34 kilometers will be replaced. The money comes under the "
        "Green Rivers Programme. The works are to be carried out by Karlin LLC and finished in 2029."
    )
    assert {(f.agent.name, f.target.name) for f in found if isinstance(f, Implements)} == {
        ("Karlin LLC", "Osh-Batken road")
    }
    assert [f.span.end.year for f in found if isinstance(f, Period) and f.span.end] == [2029]
    found = facts("The Osh-Batken road is late. It will open if Karlin LLC, the contractor, keeps to the schedule.")
    assert {f.agent.name for f in found if isinstance(f, Implements)} == {"Karlin LLC"}


def test_country_strategy_without_a_name() -> None:
    """“A new country strategy for Georgia” is one framework with “the document” and “the new strategy”."""
    found = facts(
        "The Executive Board of the EBRD has approved a new country strategy for Georgia. The document sets the bank's "
        "priorities until 2032 and replaces the strategy of 2021. Work on the new strategy took a year."
    )
    assert [(f.new.name, f.old.name) for f in found if isinstance(f, Follows)] == [
        ("country strategy for Georgia", "strategy of 2021")
    ]
    assert {f.framework.name for f in found if isinstance(f, Party)} == {
        "country strategy for Georgia",
        "strategy of 2021",
    }


def test_what_is_to_be_reached_by_a_year() -> None:
    """A project runs to the year by which it is to have done its work; a year in which things are counted is no end."""
    found = facts("The Coastal Clinics Project will renovate 38 clinics by 2028. UNDP is in charge of it.")
    assert [f.span.end.year for f in found if isinstance(f, Period) and f.span.end] == [2028]
    assert {f.agent.name for f in found if isinstance(f, Implements)} == {"UNDP"}
    found = facts("The Coastal Clinics Project will renovate 38 clinics in 2028.")
    assert not [f for f in found if isinstance(f, Period)]


def test_agreements_each_its_own() -> None:
    """“Their agreements” are not the one agreement spoken of before."""
    found = facts("Georgia and FAO signed an agreement on irrigation. Kenya and Mali signed their agreements in Rome.")
    assert {f.party.name for f in found if isinstance(f, Party) and f.framework.name.endswith("irrigation")} == {
        "Georgia",
        "FAO",
    }
