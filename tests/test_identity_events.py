"""One event in several papers is one; other days, other people and other kinds of events are not."""

from __future__ import annotations

import pytest
from told_twice import (
    BANK,
    BORDURIA,
    KESH,
    RURITANIA,
    SAVA,
    Paper,
    apart,
    body,
    decision,
    framework,
    later,
    one,
    person,
    project,
    uncertain,
)

VARGA, SAID, LUND = person("Timur Varga"), person("Omar Said"), person("Ada Lund")
DAY = "2025-05-06"


def told(cls: str, day: str | None, *there, paper: str | None = DAY, **more) -> Paper:
    """An article about one event."""
    return Paper(paper).event(cls, day, *there, **more)


def test_a_meeting_of_the_same_two_on_one_day_is_one_in_all_papers() -> None:
    a, b = told("Meeting", "2025-05-05", VARGA, SAID), told("Meeting", "2025-05-05", SAID, VARGA, at=SAVA)
    assert one(decision(a, b), a.last, b.last)


def test_the_same_two_meeting_on_another_day_is_another_meeting() -> None:
    a, b = told("Meeting", "2025-05-05", VARGA, SAID), told("Meeting", "2025-05-07", VARGA, SAID, paper="2025-05-08")
    assert apart(decision(a, b), a.last, b.last)


@pytest.mark.parametrize(("days", "certain"), [(0, True), (2, True), (5, False)])
def test_a_meeting_without_a_date_is_the_one_of_the_days_before(days: int, certain: bool) -> None:
    a = told("Meeting", "2025-05-05", VARGA, SAID)
    b = told("Meeting", None, VARGA, SAID, paper=later("2025-05-05", days))
    found = decision(a, b)
    assert one(found, a.last, b.last) == certain
    assert uncertain(found, a.last, b.last) != certain


def test_a_meeting_without_a_date_does_not_make_two_days_one() -> None:
    a, b = told("Meeting", "2025-05-05", VARGA, SAID), told("Meeting", "2025-05-07", VARGA, SAID, paper="2025-05-08")
    c = told("Meeting", None, VARGA, SAID, paper="2025-05-07")
    found = decision(a, b, c)
    assert not one(found, a.last, b.last)
    assert not one(found, a.last, c.last)
    assert not one(found, b.last, c.last)


def test_dates_that_overlap_can_be_one_event() -> None:
    a, b = told("Meeting", "2025-05-05/2025-05-06", VARGA, SAID), told("Meeting", "2025-05-06", VARGA, SAID)
    assert one(decision(a, b), a.last, b.last)


def test_a_meeting_and_the_signing_during_it_are_two() -> None:
    a, b = told("Meeting", "2025-05-05", VARGA, SAID), told("Signing", "2025-05-05", VARGA, SAID)
    assert apart(decision(a, b), a.last, b.last)


def test_a_meeting_on_the_margins_of_a_forum_is_not_the_forum() -> None:
    forum = told("Forum", "2025-05-05", VARGA, SAID, name="Sava Roads Forum", at=SAVA)
    meeting = told("Meeting", "2025-05-05", VARGA, SAID, at=SAVA)
    assert apart(decision(forum, meeting), forum.last, meeting.last)


def test_one_of_the_two_meeting_somebody_else_is_another_meeting() -> None:
    a, b = told("Meeting", "2025-05-05", VARGA, SAID), told("Meeting", "2025-05-05", VARGA, LUND)
    assert apart(decision(a, b), a.last, b.last)


def test_a_paper_that_names_one_more_guest_tells_of_the_same_meeting() -> None:
    a, b = told("Meeting", "2025-05-05", VARGA, SAID), told("Meeting", "2025-05-05", VARGA, SAID, LUND)
    assert one(decision(a, b), a.last, b.last)


def test_meetings_of_one_article_are_told_apart_there_and_so_everywhere() -> None:
    paper = Paper(DAY).event("Meeting", "2025-05-05", VARGA, SAID, name="talks of Timur Varga and Omar Said")
    first = paper.last
    second = paper.event("Meeting", "2025-05-05", VARGA, SAID, name="dinner of Timur Varga and Omar Said").last
    other = told("Meeting", "2025-05-05", VARGA, SAID)
    found = decision(paper, other)
    assert not one(found, first, second)


def test_a_meeting_with_a_delegation_is_that_with_its_head() -> None:
    a = told("Meeting", "2025-05-05", VARGA, SAID, at=SAVA).held(SAID, "President", BANK)
    b = told("Meeting", "2025-05-05", VARGA, BANK, at=SAVA)
    assert one(decision(a, b), a.last, b.last)


def test_participants_are_compared_in_joined_identities() -> None:
    short = person("T. Varga")
    a = told("Meeting", "2025-05-05", VARGA, SAID).held(VARGA, "Director General", BANK)
    b = told("Meeting", "2025-05-05", short, SAID).held(short, "Director General", BANK)
    assert one(decision(a, b), a.last, b.last)


def test_a_visit_is_one_by_visitor_country_and_days() -> None:
    a = told("Visit", None, VARGA, at=RURITANIA)
    b = told("Visit", None, VARGA, at=SAVA, paper=later(DAY, 1))
    c = told("Visit", None, VARGA, at=BORDURIA)
    d = told("Visit", None, VARGA, at=RURITANIA, paper=later(DAY, 40))
    found = decision(a, b, c, d)
    assert not apart(found, a.last, b.last)
    assert apart(found, a.last, c.last)
    assert apart(found, a.last, d.last)


def test_a_signing_is_one_by_those_who_signed_the_day_and_the_place() -> None:
    works, agency = body("Ministry of Roads of Ruritania", cls="Ministry"), body("Sava Waterworks", cls="Company")
    a = told("Signing", "2025-05-05", works, agency, VARGA, at=SAVA)
    b = told("Signing", "2025-05-05", works, agency, VARGA, at=SAVA)
    assert one(decision(a, b), a.last, b.last)


def test_editions_of_a_forum_are_never_one() -> None:
    a = told("Forum", "2024-05-05", VARGA, SAID, LUND, name="Sava Roads Forum", paper="2024-05-06")
    b = told("Forum", "2025-05-05", VARGA, SAID, LUND, name="Sava Roads Forum")
    c = told("Forum", None, VARGA, SAID, LUND, name="2nd Sava Roads Forum")
    d = told("Forum", None, VARGA, SAID, LUND, name="3rd Sava Roads Forum")
    found = decision(a, b, c, d)
    assert apart(found, a.last, b.last)
    assert apart(found, c.last, d.last)


def test_a_numbered_edition_is_one_whenever_it_is_told_of() -> None:
    a = told("Forum", None, name="12th Sava Summit")
    b = told("Forum", "2025-10-07", name="12th Sava Summit", paper="2025-10-08")
    assert one(decision(a, b), a.last, b.last)


def test_a_meeting_in_two_countries_is_two() -> None:
    a, b = told("Meeting", None, VARGA, SAID, at=SAVA), told("Meeting", None, VARGA, SAID, at=KESH)
    assert apart(decision(a, b), a.last, b.last)


def test_those_who_work_together_and_meet_often_are_not_joined_by_the_days_alone() -> None:
    papers = [
        told("Meeting", None, VARGA, SAID, paper=later(DAY, n))
        .held(VARGA, "President", RURITANIA)
        .held(SAID, "Prime Minister", RURITANIA)
        for n in (0, 1)
    ]
    assert uncertain(decision(*papers), *(paper.last for paper in papers))


def test_what_was_talked_about_makes_it_surer() -> None:
    bridge, plan = project("Tarn bridge"), framework("Rural Clinics Programme")
    papers = [told("Meeting", None, VARGA, SAID, about=(bridge, plan), paper=later(DAY, n)) for n in (0, 3)]
    assert one(decision(*papers), *(paper.last for paper in papers))
    without = [told("Meeting", None, VARGA, SAID, paper=later(DAY, n)) for n in (0, 3)]
    assert uncertain(decision(*without), *(paper.last for paper in without))
