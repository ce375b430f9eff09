"""One project or framework under several names is one; editions, phases and names with another word are not."""

from __future__ import annotations

import pytest
from told_twice import (
    BANK,
    BORDURIA,
    KESH,
    RURITANIA,
    SAVA,
    TARN,
    Paper,
    apart,
    body,
    decision,
    framework,
    one,
    project,
    uncertain,
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "National Project “Modernization of the Water and Heating Networks”",
            "Modernization of the Water and Heating Networks",
        ),
        ("Rural Clinics Modernisation Programme", "rural clinics modernization program"),
        ("Tarn solar plant", "Tarn Solar Plant project"),
    ],
)
def test_general_words_and_spelling_make_no_other_undertaking(first: str, second: str) -> None:
    a, b = framework(first), framework(second)
    found = decision(Paper("2025-05-06").parties(a, RURITANIA, BANK), Paper("2025-05-07").parties(b, RURITANIA, BANK))
    assert one(found, a, b)


def test_a_name_that_differs_in_one_word_is_uncertain_though_all_else_fits() -> None:
    a, b = framework("Joint Economic Research Program"), framework("Joint Economic Reform Program")
    c, d = framework("Rural Clinics Research Program"), framework("Rural Clinics Reform Program")
    found = decision(
        Paper("2025-05-06").parties(a, RURITANIA, BANK).parties(c, RURITANIA, BANK),
        Paper("2025-05-07").parties(b, RURITANIA, BANK).parties(d, RURITANIA, BANK),
    )
    assert not one(found, a, b)
    assert uncertain(found, c, d)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tarn Rural Clinics Project Phase 1", "Tarn Rural Clinics Project Phase 2"),
        ("Second Tarn Rural Clinics Project", "Third Tarn Rural Clinics Project"),
        ("Tarn Rural Clinics Project II", "Tarn Rural Clinics Project III"),
        ("Tarn Rural Clinics Program 2020", "Tarn Rural Clinics Program 2025"),
        ("Tarn–Kesh railway", "Tarn–Kesh highway"),
    ],
)
def test_other_phases_editions_years_and_ways_are_never_one(first: str, second: str) -> None:
    a, b = project(first), project(second)
    found = decision(Paper("2025-05-06").parties(a, RURITANIA, BANK), Paper("2025-05-07").parties(b, RURITANIA, BANK))
    assert apart(found, a, b)


def test_a_number_that_only_one_name_has_makes_it_uncertain() -> None:
    a, b = project("Tarn Rural Clinics Project"), project("Second Tarn Rural Clinics Project")
    found = decision(Paper("2025-05-06").parties(a, RURITANIA, BANK), Paper("2025-05-07").parties(b, RURITANIA, BANK))
    assert uncertain(found, a, b)


def test_programs_of_two_countries_are_never_one() -> None:
    a, b = framework("Rural Clinics Modernisation Programme"), framework("Rural Clinics Modernization Program")
    assert apart(decision(Paper().located(a, SAVA), Paper().located(b, KESH)), a, b)
    assert apart(decision(Paper().parties(a, RURITANIA), Paper().parties(b, BORDURIA)), a, b)


def test_a_strategy_follows_another_and_is_not_the_same() -> None:
    a, b = framework("Rural Clinics Strategy"), framework("Strategy for Rural Clinics")
    found = decision(
        Paper().parties(a, RURITANIA, BANK, years=(2020, 2025)), Paper().parties(b, RURITANIA, BANK, years=(2026, 2031))
    )
    assert apart(found, a, b)


def test_periods_that_end_differently_are_uncertain() -> None:
    a, b = framework("Rural Clinics Strategy"), framework("Strategy for Rural Clinics")
    found = decision(
        Paper().parties(a, RURITANIA, BANK, years=(2026, 2030)), Paper().parties(b, RURITANIA, BANK, years=(2026, 2031))
    )
    assert uncertain(found, a, b)


def test_a_framework_without_a_name_of_its_own_needs_its_parties_and_its_period() -> None:
    a, b = framework("Country Partnership Framework"), framework("Country Partnership Frameworks")
    c = framework("The Country Partnership Framework")
    found = decision(
        Paper().parties(a, RURITANIA, BANK, years=(2026, 2031)),
        Paper().parties(b, RURITANIA, BANK, years=(2026, 2031)),
        Paper().parties(c, RURITANIA, BANK),
    )
    assert one(found, a, b)
    assert uncertain(found, a, c)


def test_one_way_between_two_places_is_one_project_of_one_kind() -> None:
    a, b, c = project("Sava–Tarn railway"), project("railway line from Tarn to Sava"), project("Sava–Tarn highway")
    papers = (Paper().located(thing, SAVA, TARN) for thing in (a, b, c))
    found = decision(*papers)
    assert one(found, a, b)
    assert apart(found, a, c)


def test_parties_are_rolled_up_to_their_country() -> None:
    ministry = body("Ministry of Roads of Ruritania", cls="Ministry")
    a, b = framework("Rural Clinics Initiative"), framework("Initiative for Rural Clinics")
    found = decision(Paper().parties(a, ministry, BANK).unit(ministry, RURITANIA), Paper().parties(b, RURITANIA, BANK))
    assert one(found, a, b)


AGREEMENT = "Agreement"


def test_agreements_that_are_called_agreement_are_listed_only_if_parties_and_time_are_the_same() -> None:
    a, b, c, d = (
        framework(name, cls=AGREEMENT)
        for name in ("loan agreement", "Loan Agreements", "loan  agreement", "the loan agreement")
    )
    found = decision(
        Paper("2025-05-06").parties(a, RURITANIA, BANK),
        Paper("2025-05-07").parties(b, BANK),
        Paper("2025-09-07").parties(c, RURITANIA, BANK),
    )
    assert found.judgments == ()
    found = decision(Paper("2025-05-06").parties(a, RURITANIA, BANK), Paper("2025-05-07").parties(d, RURITANIA, BANK))
    assert uncertain(found, a, d)


def test_strategies_of_two_countries_with_one_bank_are_never_one() -> None:
    a, b = framework("Country Partnership Strategy"), framework("Strategy for Country Partnership")
    found = decision(
        Paper("2025-05-06").parties(a, RURITANIA, BANK, years=(2024, 2028)),
        Paper("2025-05-07").parties(b, BORDURIA, BANK, years=(2024, 2028)),
    )
    assert apart(found, a, b)
    assert found.judgments == ()


def test_a_hyphen_makes_no_other_road_and_another_number_does() -> None:
    a, b, c = project("M-4 motorway"), project("M4 Motorway project"), project("M-5 motorway")
    papers = (Paper(f"2025-05-0{day}").located(thing, TARN) for day, thing in enumerate((a, b, c), 6))
    found = decision(*papers)
    assert one(found, a, b)
    assert apart(found, a, c)
    assert apart(found, b, c)
    assert apart(
        decision(*(Paper("2025-05-06").located(project(name), TARN) for name in ("M1 road", "M11 road"))),
        project("M1 road"),
        project("M11 road"),
    )


def test_a_power_plant_is_one_with_its_kind_abbreviated() -> None:
    a, b, c = project("Tarn HPP-1"), project("Tarn-1 hydropower plant"), project("Tarn HPP-2")
    found = decision(*(Paper("2025-05-06").located(thing, TARN) for thing in (a, b, c)))
    assert one(found, a, b)
    assert apart(found, a, c)
