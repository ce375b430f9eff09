"""Clauses are read across what stands between their commas."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Attended, Event, Fact, Finances, Implements, Party, Position
from loaders.reading.reader import read


def told(text: str) -> tuple[Fact, ...]:
    """The facts of a text."""
    return read(Article(text=text, date=date(2026, 2, 23))).facts


def parties(text: str) -> set[str]:
    """Who has agreed on a framework."""
    return {f.party.name for f in told(text) if isinstance(f, Party)}


@pytest.mark.parametrize(
    "text",
    [
        "The Kribi gas plant, a station of 40 megawatts, will be built by Karlin LLC.",
        "The Kribi gas plant, part of the National Energy Strategy 2030, will be built by Karlin LLC.",
    ],
)
def test_builder_is_found_behind_an_aside(text: str) -> None:
    """An apposition between a work and its verb hides nothing."""
    assert {f.agent.name for f in told(text) if isinstance(f, Implements)} == {"Karlin LLC"}


def test_denial_inside_or_outside_an_aside_governs_what_it_did() -> None:
    """What is denied of the main clause stays denied when the aside is left out."""
    text = "The Kribi gas plant, part of the National Energy Strategy 2030, will not be built by Karlin LLC."
    found = [f for f in told(text) if isinstance(f, Implements)]
    assert all(f.modality in {"denied", "possible"} for f in found)


def test_lists_are_no_asides() -> None:
    """The members of a list between commas stay in it."""
    text = "Georgia, the World Bank, UNDP and Armenia signed the Clean Rivers Memorandum in Tbilisi."
    assert {"World Bank", "UNDP", "Georgia", "Armenia"} <= parties(text)


def holders(text: str) -> set[tuple[str, str, str]]:
    """Who holds which post of what."""
    return {(f.person.name, f.title, f.of.name if f.of else "") for f in told(text) if isinstance(f, Position)}


def test_posts_between_names_in_a_list_are_of_the_name_behind_them() -> None:
    """“post, name, post, name”: each post once."""
    text = (
        "The guests were the World Bank's Director for Georgia, Lena Holm, the EBRD's representative in Tbilisi,"
        " Aidar Sarin, and members of the mission."
    )
    assert holders(text) == {
        ("Lena Holm", "Director for Georgia", "World Bank"),
        ("Aidar Sarin", "representative in Tbilisi", "EBRD"),
    }


@pytest.mark.parametrize(
    ("text", "title", "of"),
    [
        ("World Bank Managing Director (Operations) Lena Holm spoke.", "Managing Director", "World Bank"),
        (
            "Lena Holm, Vice President of the World Bank for West and Central Africa, spoke.",
            "Vice President for West and Central Africa",
            "World Bank",
        ),
        ("It was signed by Lena Holm, Country Manager for the EBRD.", "Country Manager", "EBRD"),
        (
            "She thanked the World Bank Vice President for the South Asia Region, Lena Holm.",
            "Vice President for the South Asia Region",
            "World Bank",
        ),
    ],
)
def test_posts_with_brackets_areas_and_employers(text: str, title: str, of: str) -> None:
    """What stands between a post and its holder is read with it."""
    assert ("Lena Holm", title, of) in holders(text)


def test_president_is_not_of_a_country_that_has_another() -> None:
    """Where the article names a country's president, another president is the bank's."""
    text = (
        "The Asian Infrastructure Investment Bank approved a loan, President Lena Holm said in Beijing. The bank was"
        " proposed by Chinese President Xi Jinping. China owns a third of the Asian Infrastructure Investment Bank."
    )
    assert ("Lena Holm", "President", "Asian Infrastructure Investment Bank") in holders(text)


def test_ceremony_without_a_name_is_told_by_who_came() -> None:
    """A ceremony of which only its guests are told is an event, with its day."""
    facts = told(
        "The signing ceremony, held on 20 February in Riga, was attended by Prime Minister Aidar Sarin and Lena Holm."
    )
    assert {f.agent.name for f in facts if isinstance(f, Attended)} == {"Aidar Sarin", "Lena Holm"}
    days = [(f.event.cls, f.date.begin) for f in facts if isinstance(f, Event) and f.date is not None]
    assert days == [("Signing", date(2026, 2, 20))]


def test_years_inside_an_aside_say_nothing_of_the_sum_behind_it() -> None:
    """“since 1992” in a relative clause makes no total of the loan that is approved."""
    facts = told("The World Bank, which has helped Georgia since 1992, lent $50 million for the Karlin Port Project.")
    assert [(f.target.name, f.amounts) for f in facts if isinstance(f, Finances)] == [
        ("Karlin Port Project", (50_000_000.0,))
    ]
