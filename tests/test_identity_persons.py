"""One person under several names is one; persons with different given names, or a common name alone, are not."""

from __future__ import annotations

import pytest
from told_twice import BANK, BORDURIA, RURITANIA, Paper, apart, body, decision, one, person, uncertain

from graph.identity.deciding import Decision
from loaders.facts import Entity


def same_post(first: str, second: str, **others: Entity) -> tuple[Decision, Entity, Entity]:
    """Two names, each in an article of its own, with the same post at the bank (or the second ``at`` another)."""
    a, b = person(first), person(second)
    found = decision(
        Paper("2025-05-06").held(a, "Director General", BANK),
        Paper("2025-06-01").held(b, "Director General", others.get("at", BANK)),
    )
    return found, a, b


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("T. Varga", "Timur Varga"),
        ("Timur Varga", "Timur Olegovich Varga"),
        ("Timur Varga", "T. O. Varga"),
        ("Varga Timur", "Timur Varga"),
        ("Yevgeny Kosherbayev", "Evgeniy Kosherbaev"),
        ("Mukhtar Jenisbek", "Muhtar Zhenisbek"),
        ("Eugene Pravdin", "Yevgeny Pravdin"),
        ("Eugenue Pravdin", "Eugene Pravdin"),
        ("Sadir Tolbai Uulu", "Sadir Tolbay"),
    ],
)
def test_spellings_initials_and_middle_names_are_one_person_in_one_post(first: str, second: str) -> None:
    found, a, b = same_post(first, second)
    assert one(found, a, b)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Timur Varga", "Tamara Varga"),
        ("Timur Varga", "Marat Varga"),
        ("T. Varga", "Marat Varga"),
        ("Timur Olegovich Varga", "Timur Maratovich Varga"),
        ("Dana Varga", "Dina Varga"),
        ("Timur Vargov", "Timur Vargova"),
        ("Valentin Varga", "Valentina Varga"),
    ],
)
def test_other_given_names_patronymics_and_surnames_are_never_one_person(first: str, second: str) -> None:
    found, a, b = same_post(first, second)
    assert apart(found, a, b)


def test_a_spelling_without_any_context_is_uncertain_and_with_some_it_is_certain() -> None:
    a, b = person("Mukhtar Jenisbek"), person("Muhtar Zhenisbek")
    assert uncertain(decision(Paper().name(a), Paper().name(b)), a, b)
    agency = body("Agency of Roads of Ruritania", cls="GovernmentAgency")
    found = decision(
        Paper().held(a, "Minister of Roads", RURITANIA), Paper().held(b, "head", agency).unit(agency, RURITANIA)
    )
    assert one(found, a, b)


def test_an_initial_at_another_body_is_not_enough() -> None:
    found, a, b = same_post("T. Varga", "Timur Varga", at=BORDURIA)
    assert not one(found, a, b)


def test_a_surname_alone_needs_the_post_and_the_same_company() -> None:
    a, b, host = person("Varga"), person("Timur Varga"), person("Omar Said")
    papers = (
        Paper("2025-05-06").held(a, "Director General", BANK).event("Meeting", "2025-05-05", a, host),
        Paper("2025-05-07").held(b, "Director General", BANK).event("Meeting", "2025-05-05", b, host),
    )
    assert uncertain(decision(*papers), a, b)


def test_a_common_surname_makes_an_initial_uncertain() -> None:
    found, a, b = same_post("J. Kim", "Jisoo Kim")
    assert uncertain(found, a, b)


def test_who_stands_in_one_article_under_both_names_is_not_joined_without_asking() -> None:
    a, b = person("T. Varga"), person("Timur Varga")
    paper = Paper("2025-05-06").held(a, "Director General", BANK).held(b, "Director General", BANK)
    assert uncertain(decision(paper), a, b)


def test_an_initial_that_may_be_two_persons_is_neither() -> None:
    short, long, other = person("T. Varga"), person("Timur Varga"), person("Tamas Varga")
    found = decision(*(Paper("2025-05-06").held(who, "Director General", BANK) for who in (short, long, other)))
    assert not one(found, short, long)
    assert not one(found, short, other)
    assert not one(found, long, other)


def test_the_minister_of_a_country_is_the_minister_in_its_ministry() -> None:
    ministry = body("Ministry of National Economy of Ruritania", cls="Ministry")
    a, b = person("T. Varga"), person("Timur Varga")
    found = decision(
        Paper("2025-05-06").held(a, "Minister of National Economy", RURITANIA),
        Paper("2025-05-08").held(b, "Minister", ministry).unit(ministry, RURITANIA),
    )
    assert uncertain(found, a, b)


def test_every_join_tells_its_reasons_in_sentences() -> None:
    found, _, _ = same_post("T. Varga", "Timur Varga")
    (judgment,) = found.judgments
    assert judgment.reasons == (
        "“T. Varga” and “Timur Varga” have the surname and the initial in common.",
        "Both hold a post at Steppe Development Bank.",
        "Both hold the same post.",
    )
    assert judgment.score == 0.99
