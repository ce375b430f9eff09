"""Frameworks: whose they are, when they run, what they follow."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Follows, Party, Period
from loaders.reading.reader import read

DAY = date(2025, 6, 4)
SIDES = ("Georgia", "Norway")


def parties(text: str) -> set[tuple[str, str]]:
    """Which framework has which party."""
    facts = read(Article(text=text, date=DAY)).facts
    return {(f.framework.name, f.party.name) for f in facts if isinstance(f, Party)}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "The Asian Development Bank is lending Georgia $60 million for the Batumi bypass road. The loan agreement"
            " was signed in Tbilisi on Monday.",
            {("loan agreement", "Asian Development Bank"), ("loan agreement", "Georgia")},
        ),
        (
            "KfW lends Rustavi Steel LLC 20 million euros. The loan agreement was concluded on Friday.",
            {("loan agreement", "KfW"), ("loan agreement", "Rustavi Steel LLC")},
        ),
        (
            "Georgia builds roads. Finance Minister Aidar Sarin and Lena Holm, the EBRD country director, signed a loan"
            " agreement in Tbilisi.",
            {("loan agreement", "EBRD"), ("loan agreement", "Georgia")},
        ),
        (
            "ADB approved a loan of $60 million for Georgia. Norway and Sweden signed an agreement on fish.",
            {("agreement on fish", "Norway"), ("agreement on fish", "Sweden")},
        ),
        (
            "The memorandum between Georgia and Norway expires in 2033.",
            {("memorandum", "Georgia"), ("memorandum", "Norway")},
        ),
        (
            "Georgia and Norway signed an agreement on the export of power in Tbilisi on Thursday.",
            {("agreement on the export of power", "Georgia"), ("agreement on the export of power", "Norway")},
        ),
        (
            "Georgia and Norway signed a plan of action on food security for 2026-2029.",
            {("plan of action on food security", "Georgia"), ("plan of action on food security", "Norway")},
        ),
        (
            "A framework agreement on roads and a memorandum of understanding were signed by Georgia and Norway.",
            {(w, s) for w in ("framework agreement on roads", "memorandum of understanding") for s in SIDES},
        ),
    ],
)
def test_sides_of_what_is_signed(text: str, sides: set[tuple[str, str]]) -> None:
    """Who lends and who borrows are the sides of a loan agreement; a minister signs for the article’s country."""
    assert parties(text) == sides


@pytest.mark.parametrize(
    "text",
    [
        "The Green Growth Agreement between Georgia and the EBRD is in force.",
        "The Green Growth Agreement was signed by Georgia and the EBRD.",
        "Georgia and the EBRD signed the Green Growth Agreement.",
        "Georgia signed the Green Growth Agreement with the EBRD.",
        "The Green Growth Agreement, concluded by Georgia and the EBRD, is in force.",
        "The sides spoke of the Green Growth Agreement that Georgia and the EBRD have concluded.",
    ],
)
def test_parties(text: str) -> None:
    """Active, passive and nominal constructions name the same two sides."""
    assert {p for _, p in parties(text)} == {"Georgia", "EBRD"}


@pytest.mark.parametrize(
    "text",
    [
        "Georgia's National Water Strategy 2030 names ten rivers.",
        "Georgia launched its National Water Strategy 2030 on Monday.",
        "The National Water Strategy 2030 of Georgia names ten rivers.",
    ],
)
def test_owner(text: str) -> None:
    """The country that has a strategy is its party."""
    assert "Georgia" in {p for _, p in parties(text)}


def test_agreement_without_a_name_has_its_sides() -> None:
    """“a memorandum of understanding” keeps what it is called; its two sides are its parties."""
    found = parties("A memorandum of understanding was signed in Tbilisi by Georgia and the EBRD.")
    assert found == {("memorandum of understanding", "Georgia"), ("memorandum of understanding", "EBRD")}


def test_sides_that_have_agreed() -> None:
    """An agreement spoken of without its sides is between those who have agreed."""
    text = (
        "The Ministry of Finance of Georgia and the World Bank have agreed to build roads. Their memorandum of "
        "understanding was signed on June 2."
    )
    assert {p for _, p in parties(text)} == {"Ministry of Finance of Georgia", "World Bank"}


@pytest.mark.parametrize(
    "text",
    [
        "The Country Strategy 2024-2029 replaces the Country Strategy 2018-2023.",
        "The Country Strategy 2018-2023 will be succeeded by the Country Strategy 2024-2029.",
        "The Country Strategy 2024-2029 is the successor to the Country Strategy 2018-2023.",
    ],
)
def test_successions(text: str) -> None:
    """The new framework follows the old one, whichever is named first."""
    found = [f for f in read(Article(text=text, date=DAY)).facts if isinstance(f, Follows)]
    assert [(f.new.name, f.old.name) for f in found] == [("Country Strategy 2024-2029", "Country Strategy 2018-2023")]


def test_periods() -> None:
    """Years in the name or beside it; “since” has no end; years of something else are not the framework's."""

    def years(text: str) -> list[tuple[date | None, date | None]]:
        facts = read(Article(text=text, date=DAY)).facts
        return [(f.span.begin, f.span.end) for f in facts if isinstance(f, Period)]

    assert years("The Country Strategy 2024-2029 is new.") == [(date(2024, 1, 1), date(2029, 12, 31))]
    assert years("The Green Growth Program runs from 2021 to 2026.") == [(date(2021, 1, 1), date(2026, 12, 31))]
    assert years("The National Energy Strategy to 2040 is new.") == [(None, date(2040, 12, 31))]
    fiscal = "The Country Partnership Framework for Georgia covers the period from fiscal 2022 to fiscal 2026."
    assert years(fiscal) == [(date(2022, 1, 1), date(2026, 12, 31))]
    concluded = "Georgia and ADB have concluded a partnership framework for the years 2026 to 2030."
    assert years(concluded) == [(date(2026, 1, 1), date(2030, 12, 31))]
    assert years("The Green Growth Program helped the World Bank to lend more from 2021 to 2026.") == []


def test_year_of_a_convention_is_no_end() -> None:
    """A convention has the year in its name in which it was made."""
    facts = read(Article(text="Mongolia joined the 1995 Convention on Stolen Objects.", date=date(2025, 6, 2))).facts
    assert not [f for f in facts if isinstance(f, Period)]


def test_memorandum_by_its_short_form() -> None:
    """“(MoU)” after a memorandum is its name from there on."""
    text = (
        "The EBRD and Georgia signed a Memorandum of Understanding (MoU) on Monday.\n\n"
        "The agreements reached in the MoU are a step forward. The MoU was signed by Minister Aidar Sarin of Georgia."
    )
    assert {framework for framework, _ in parties(text)} == {"Memorandum of Understanding"}


def test_many_capitalized_words_are_read() -> None:
    """Sixty capitalized words without a head noun are no framework, and no riddle either."""
    assert parties("Alpha " * 60 + "spoke.") == set()
