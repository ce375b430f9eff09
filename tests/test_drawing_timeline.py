"""Timelines: what is known of a time is drawn, no more; the list is complete and in order."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as some

from service.drawing.timeline import Entry, timeline

FORUM = Entry("2025-05-29", "2025-05-30", "Astana International Forum", "/doc/event/forum", "event")
FRAMEWORK = Entry("2020-01-01", "2025-12-31", "Country Partnership Framework", "/doc/undertaking/x", "framework")
POST = Entry("2024-02-06", "", "Prime Minister", None, "post", "3 sources")


def read(markup: str) -> Element:
    """The figure as XML: so it is well-formed, too."""
    return fromstring(markup)


def bars(figure: Element) -> list[float]:
    return [float(one.get("width", "")) for one in figure.iter("rect")]


def test_entries_stand_in_the_order_of_time_under_their_years() -> None:
    figure = read(timeline([FORUM, POST, FRAMEWORK]))
    assert [one.text for one in figure.iter("b")] == ["2020", "2024", "2025"]
    assert [one.text for one in figure.iter("a")] == ["Country Partnership Framework", "Astana International Forum"]
    times = [one.text for one in figure.iter("span") if one.get("class") == "when"]
    assert times == ["2020–2025", "from 6 February 2024", "29–30 May 2025"]


def test_a_year_is_as_long_as_a_year_and_a_day_is_a_point() -> None:
    year = Entry("2023-01-01", "2023-12-31", "approval")
    day = Entry("2023-06-01", "2023-06-01", "meeting")
    span = Entry("2020-01-01", "2025-12-31", "framework")
    figure = read(timeline([year, day, span]))
    assert "2023" in [one.text for one in figure.iter("span")]
    long, short = bars(figure)
    assert 5.5 < long / short < 6.5
    assert len(list(figure.iter("circle"))) == 1


def test_an_open_end_runs_to_the_edge() -> None:
    figure = read(timeline([POST, FRAMEWORK]))
    assert [one.get("class") for one in figure.iter("g")] == ["t-framework", "t-post open"]


def test_what_has_no_date_is_left_out() -> None:
    assert timeline([Entry("", "", "some day"), Entry("soon", "", "soon")]) == ""


def test_many_entries_of_a_year_are_behind_lines_that_unfold() -> None:
    days = [
        Entry(f"2025-{month:02}-{day:02}", f"2025-{month:02}-{day:02}", "met")
        for month in (3, 4)
        for day in range(1, 11)
    ]
    few = [Entry(f"2024-02-{day:02}", f"2024-02-{day:02}", "met") for day in range(1, 13)]
    figure = read(timeline([*days, *few]))
    assert [one.text for one in figure.iter("summary")] == ["4 more", "20 entries"]
    assert [one.text for one in figure.iter("b")] == ["2024", "2025", "March", "April"]
    assert len([one for one in figure.iter("li") if one.get("class")]) == 32


def test_texts_are_escaped() -> None:
    markup = timeline([Entry("2025-01-01", "2025-01-01", "<b>&", '"><script>', '"><i>', "<u>")] * 2)
    assert not re.search("<(b>|script|i>|u>)", markup.replace('<b class="year">', ""))
    read(markup)


@given(some.lists(some.tuples(some.dates(), some.one_of(some.dates(), some.none())), max_size=30))
def test_whatever_the_dates_all_are_listed_and_drawn_within(dates: list[tuple[object, object]]) -> None:
    entries = [Entry(str(begin), str(end or ""), f"entry {at}") for at, (begin, end) in enumerate(dates)]
    markup = timeline(entries)
    if not entries:
        assert markup == ""
        return
    figure = read(markup)
    assert len([one for one in figure.iter("li") if one.get("class")]) == len(entries)
    for one in figure.iter("rect"):
        assert float(one.get("x", "")) >= 0
        assert float(one.get("x", "")) + float(one.get("width", "")) <= 720.1
