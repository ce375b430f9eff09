"""Sentences that say who holds or held which post."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.article import Article
from loaders.facts import Position
from loaders.reading.reader import read

BANK = "Ranto Bank"


def posts(text: str) -> set[tuple[str, str, str | None, bool]]:
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    return {(f.person.name, f.title, f.of.name if f.of else None, f.former) for f in facts if isinstance(f, Position)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dorn Vashti was appointed governor of Ranto Bank in January.", ("Dorn Vashti", "governor", BANK, False)),
        ("In January, Dorn Vashti was named governor of Ranto Bank.", ("Dorn Vashti", "governor", BANK, False)),
        ("Dorn Vashti took office as governor of Ranto Bank.", ("Dorn Vashti", "governor", BANK, False)),
        ("Dorn Vashti has become governor of Ranto Bank.", ("Dorn Vashti", "governor", BANK, False)),
        ("Dorn Vashti was governor of Ranto Bank.", ("Dorn Vashti", "governor", BANK, True)),
        ("Dorn Vashti stepped down as governor of Ranto Bank.", ("Dorn Vashti", "governor", BANK, True)),
        ("Dorn Vashti, who heads Ranto Bank, spoke.", ("Dorn Vashti", "head", BANK, False)),
        ("Dorn Vashti, who has led Ranto Bank since 2020, spoke.", ("Dorn Vashti", "head", BANK, False)),
    ],
)
def test_a_post_stated_by_a_verb(text: str, expected: tuple[str, str, str, bool]) -> None:
    assert posts(text) == {expected}


def test_who_was_replaced_by_whom() -> None:
    assert posts("The governor of Ranto Bank, Ilka Torvi, was replaced by Dorn Vashti in January.") == {
        ("Ilka Torvi", "governor", BANK, True),
        ("Dorn Vashti", "governor", BANK, False),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Dorn Vashti, who leads the transport team of Ranto Bank, spoke.",
        "Dorn Vashti led the Ranto Bank mission to Osh.",
        "Dorn Vashti led Georgia out of the crisis.",
        "Dorn Vashti heads the delegation.",
    ],
)
def test_who_leads_something_else_is_not_its_head(text: str) -> None:
    assert not [post for post in posts(text) if post[1] == "head"]


@pytest.mark.parametrize(
    "text",
    [
        "Dorn Vashti succeeded Ilka Torvi as governor of Ranto Bank in February.",
        "Adviser Ilka Torvi spoke. Dorn Vashti took over as governor of Ranto Bank from Ms. Torvi in February.",
    ],
)
def test_who_succeeds_whom_in_which_post(text: str) -> None:
    assert {("Ilka Torvi", "governor", BANK, True), ("Dorn Vashti", "governor", BANK, False)} <= posts(text)


def test_an_office_is_led_in_the_name_of_its_bank() -> None:
    assert posts("Dorn Vashti, who heads Ranto Bank's representation in Velmar, spoke.") == {
        ("Dorn Vashti", "head", BANK, False)
    }
    assert posts("Dorn Vashti, who heads Ranto Bank's team, spoke.") == set()


def test_those_named_behind_a_person_as_many_are_no_post_of_hers() -> None:
    assert posts("Dorn Vashti, representatives of Ranto Bank and farmers spoke.") == set()
