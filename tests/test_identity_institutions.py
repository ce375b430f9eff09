"""One institution or place under several names is one; those of two countries never are."""

from __future__ import annotations

import pytest
from told_twice import (
    BANK,
    BORDURIA,
    RURITANIA,
    SAVA,
    TARN,
    Paper,
    apart,
    body,
    decision,
    one,
    person,
    place,
    project,
    uncertain,
)

from loaders.facts import Entity


def ministry(name: str, of: Entity | None = None) -> Entity:
    """A ministry."""
    return body(name, cls="Ministry", of=of)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ministry of Finance of Ruritania", "Ruritanian Ministry of Finance"),
        ("Ministry of Finance of the Republic of Ruritania", "Finance Ministry of Ruritania"),
        ("Ministry of Foreign Affairs of Ruritania", "Ruritanian Foreign Ministry"),
        (
            "Ministry of Water Resource and Irrigation of Ruritania",
            "Ministry of Water Resources and Irrigation of Ruritania",
        ),
        ("Ministry of Defence of Ruritania", "Ruritania Ministry of Defense"),
    ],
)
def test_a_ministry_is_one_however_its_country_is_said(first: str, second: str) -> None:
    a, b = ministry(first), ministry(second)
    assert one(decision(Paper().name(a), Paper().name(b)), a, b)


def test_a_ministry_without_its_country_is_that_of_the_only_country_in_the_article() -> None:
    a, b = ministry("Ministry of Finance of Ruritania"), ministry("Ministry of Finance")
    assert one(decision(Paper().name(a), Paper().name(b, RURITANIA)), a, b)
    assert not one(decision(Paper().name(a), Paper().name(b, RURITANIA, BORDURIA)), a, b)
    assert not one(decision(Paper().name(a), Paper().name(b)), a, b)


def test_a_name_that_many_have_is_not_listed_for_the_name_alone() -> None:
    a, b, c = body("parliament"), body("Parliament of Ruritania"), body("the Parliament")
    found = decision(Paper().name(a, RURITANIA, BORDURIA), Paper().name(b), Paper().name(c))
    assert found.judgments == ()


def test_somebody_who_works_for_both_is_told_by_name() -> None:
    a, b, who = ministry("Ministry of Finance of Ruritania"), ministry("Ministry of Finance"), person("Timur Varga")
    found = decision(Paper().held(who, "minister", a), Paper().held(who, "minister", b))
    assert "Timur Varga works for both." in {reason for one in found.judgments for reason in one.reasons}


def test_ministries_of_two_countries_are_never_one() -> None:
    a, b, c = (
        ministry("Ministry of Finance of Ruritania"),
        ministry("Bordurian Finance Ministry"),
        ministry("Finance Ministry"),
    )
    found = decision(Paper().name(a), Paper().name(b), Paper().unit(c, BORDURIA))
    assert apart(found, a, b)
    assert one(found, b, c)


def test_other_ministries_of_one_country_are_not_one() -> None:
    a, b = ministry("Ministry of Finance of Ruritania"), ministry("Ministry of Justice of Ruritania")
    assert apart(decision(Paper().name(a), Paper().name(b)), a, b)


def test_a_legal_form_or_another_spelling_makes_no_other_company() -> None:
    a, b, c = (body(name, cls="Company") for name in ("Tarnvodhoz", "JSC Tarnvodkhoz", "Tarnvodkhoz LLP"))
    assert one(decision(Paper().name(a), Paper().name(b), Paper().name(c)), a, b, c)


def test_an_acronym_is_the_institution_that_an_article_introduces_by_it_if_something_else_fits() -> None:
    long, short = body("Sava Infrastructure Fund", "SIF", of=RURITANIA), body("SIF")
    who = person("Timur Varga")
    papers = Paper().unit(long, RURITANIA).held(who, "head", long), Paper().held(who, "head", short)
    assert one(decision(*papers), long, short)
    assert uncertain(decision(Paper().name(long), Paper().name(short)), long, short)


def test_initials_alone_are_uncertain_at_most() -> None:
    long, short = body("Sava Infrastructure Fund of Ruritania"), body("SIF")
    assert not one(decision(Paper().name(long), Paper().unit(short, RURITANIA)), long, short)


def test_one_acronym_of_two_full_names_is_uncertain() -> None:
    a, b = body("Sava Infrastructure Fund", "SIF"), body("Southern Irrigation Facility", "SIF")
    found = decision(Paper().unit(a, RURITANIA), Paper().unit(b, RURITANIA))
    assert uncertain(found, a, b)


def test_a_name_that_goes_on_may_be_that_of_a_part() -> None:
    a, b = body("Tarnvodhoz", cls="Company"), body("Tarnvodhoz Bank", cls="Company")
    assert not one(decision(Paper().unit(a, RURITANIA), Paper().unit(b, RURITANIA)), a, b)


def test_an_institution_and_its_unit_are_never_one() -> None:
    a, b = ministry("Ministry of Finance of Ruritania"), ministry("Ruritanian Finance Ministry")
    assert apart(decision(Paper().name(a), Paper().unit(b, a)), a, b)


def test_boards_of_two_banks_are_two() -> None:
    other = body("Sava Bank", cls="DevelopmentBank")
    a, b = body("Board of Directors", of=BANK), body("Board of Directors", of=other)
    assert apart(decision(Paper().unit(a, BANK), Paper().unit(b, other)), a, b)


def test_steering_committees_are_not_one_because_of_their_country() -> None:
    a, b = body("Steering Committee", of=SAVA), body("Steering Committee", of=TARN)
    assert not one(decision(Paper().name(a, RURITANIA), Paper().name(b, RURITANIA)), a, b)


def test_a_place_spelled_otherwise_is_one_where_its_country_is_the_same_and_never_across_countries() -> None:
    a, b = place("Zhanabad"), place("Janabad")
    within = Paper().located(a, RURITANIA), Paper().located(b, RURITANIA)
    assert not one(decision(*within), a, b)
    found = decision(Paper().say(*_within(a, RURITANIA)), Paper().say(*_within(b, RURITANIA)))
    assert one(found, a, b)
    assert apart(decision(Paper().say(*_within(a, RURITANIA)), Paper().say(*_within(b, BORDURIA))), a, b)


def test_ends_of_one_route_spelled_nearly_the_same_are_listed() -> None:
    a, b = place("Torgundi"), place("Turgundi")
    east, west = project("Torgundi–Sava railway"), project("Turgundi–Sava railway")
    found = decision(Paper().located(east, a, SAVA), Paper().located(west, b, SAVA))
    assert uncertain(found, a, b)


def _within(inner: Entity, outer: Entity):
    from loaders.facts import PartOf

    return [PartOf(part=inner, whole=outer, relation="within", evidence=((0, 6),), rule="test")]
