"""The date grammar: what is a date or period, and which days it means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.dates import whens
from loaders.reading.document import When
from loaders.reading.numbers import quantities

PUBLISHED = date(2025, 6, 4)
"""A Wednesday."""


def one(text: str, published: date | None = PUBLISHED) -> When:
    """The only date of a text."""
    found = whens(text, published)
    assert len(found) == 1, [text[w.start : w.end] for w in found]
    return found[0]


def said(when: When) -> str:
    """A span as the exchange format has it: ``2025-05-29/2025-05-30``, ``2024``, ``1992/``."""
    if when.span is None:
        return "?"
    size = {"day": 10, "month": 7, "year": 4}[when.span.precision]
    begin, end = (d.isoformat()[:size] if d else "" for d in (when.span.begin, when.span.end))
    return begin if begin == end else f"{begin}/{end}"


@pytest.mark.parametrize(
    ("text", "words", "means", "role"),
    [
        ("signed on 12 February 2026 in", "12 February 2026", "2026-02-12", "date"),
        ("signed on February 12, 2026 in", "February 12, 2026", "2026-02-12", "date"),
        ("signed on Feb. 12 in", "Feb. 12", "2025-02-12", "date"),
        ("on the 3rd of March 2024", "3rd of March 2024", "2024-03-03", "date"),
        ("held on May 29-30.", "May 29-30", "2025-05-29/2025-05-30", "date"),
        ("held on May 29–30, 2024.", "May 29–30, 2024", "2024-05-29/2024-05-30", "date"),
        ("held on 29–30 May in", "29–30 May", "2025-05-29/2025-05-30", "date"),
        ("on May 29 and 30 in Astana", "May 29 and 30", "2025-05-29/2025-05-30", "date"),
        ("from May 29 to June 2", "from May 29 to June 2", "2025-05-29/2025-06-02", "date"),
        ("29 December 2024 to 3 January 2025", "29 December 2024 to 3 January 2025", "2024-12-29/2025-01-03", "date"),
        ("December 30 - January 2", "December 30 - January 2", "2024-12-30/2025-01-02", "date"),
        ("on 12.02.2024 in", "12.02.2024", "2024-02-12", "date"),
        ("on 2024-02-12 in", "2024-02-12", "2024-02-12", "date"),
        ("in August of the previous year", "August of the previous year", "2024-08", "date"),
        ("in August last year", "August last year", "2024-08", "date"),
        ("last August", "last August", "2024-08", "date"),
        ("in August 2023", "August 2023", "2023-08", "date"),
        ("in August the", "August", "2024-08", "date"),
        ("in March the", "March", "2025-03", "date"),
        ("it will open in August", "August", "2025-08", "date"),
        ("in January-May 2025", "January-May 2025", "2025-01/2025-05", "period"),
        ("between January and April, imports", "between January and April", "2025-01/2025-04", "period"),
        ("in the last decade", "in the last decade", "2015/2025", "period"),
        ("he met the U.S. envoy on Monday, and will leave", "Monday", "2025-06-02", "date"),
        ("On Monday, he will leave", "Monday", "2025-06-09", "date"),
        ("approved last year.", "last year", "2024", "date"),
        ("approved this year.", "this year", "2025", "date"),
        ("opens next year.", "next year", "2026", "date"),
        ("met yesterday.", "yesterday", "2025-06-03", "date"),
        ("signed today in", "today", "2025-06-04", "date"),
        ("opens tomorrow.", "tomorrow", "2025-06-05", "date"),
        ("met on Tuesday.", "Tuesday", "2025-06-03", "date"),
        ("met on Wednesday.", "Wednesday", "2025-06-04", "date"),
        ("will meet on Tuesday.", "Tuesday", "2025-06-10", "date"),
        ("next Friday", "next Friday", "2025-06-06", "date"),
        ("last Wednesday", "last Wednesday", "2025-05-28", "date"),
        ("last week", "last week", "2025-05-26/2025-06-01", "date"),
        ("last month", "last month", "2025-05", "date"),
        ("earlier this month", "this month", "2025-06", "date"),
        ("reached it in 2024.", "2024", "2024", "date"),
        ("in the first half of 2024", "first half of 2024", "2024-01/2024-06", "date"),
        ("in the third quarter of 2024", "third quarter of 2024", "2024-07/2024-09", "date"),
        ("in Q3 2024", "Q3 2024", "2024-07/2024-09", "date"),
        ("in the first nine months of 2024", "first nine months of 2024", "2024-01/2024-09", "date"),
        ("in fiscal year 2024,", "fiscal year 2024", "2024", "date"),
        ("in FY24,", "FY24", "2024", "date"),
        ("for 2020–2025.", "2020–2025", "2020/2025", "period"),
        ("for 2020-25.", "2020-25", "2020/2025", "period"),
        ("from 2020 to 2025", "from 2020 to 2025", "2020/2025", "period"),
        ("between 2020 and 2025", "between 2020 and 2025", "2020/2025", "period"),
        ("1992 to 2024", "1992 to 2024", "1992/2024", "period"),
        ("since 1992.", "since 1992", "1992/", "period"),
        ("Since 2003, the bank", "Since 2003", "2003/", "period"),
        ("until 2031.", "until 2031", "/2031", "period"),
        ("by 2030.", "by 2030", "/2030", "period"),
        ("by the end of 2025.", "by the end of 2025", "/2025", "period"),
        ("before 2020.", "before 2020", "/2019", "period"),
        ("until May 30, 2026", "until May 30, 2026", "/2026-05-30", "period"),
        ("since then", "since then", "?", "period"),
        ("over the past 30 years.", "over the past 30 years", "1995/2025", "period"),
        ("over the next six years", "over the next six years", "2025/2031", "period"),
        ("in the last six months", "in the last six months", "2024-12/2025-06", "period"),
        ("in mid-2025", "mid-2025", "2025-05/2025-08", "date"),
        ("in early 2026", "early 2026", "2026-01/2026-04", "date"),
        ("in the 1990s", "1990s", "1990/1999", "period"),
        ("two years ago", "two years ago", "2023", "date"),
        ("three months ago", "three months ago", "2025-03", "date"),
        ("the 2020-2025 program that", "2020-2025", "2020/2025", "modifier"),
        ("Kazakhstan's 2050 development strategy", "2050", "2050", "modifier"),
        ("the 2020–2025 Country Partnership Framework", "2020–2025", "2020/2025", "modifier"),
        ("its 2026-2031 partnership strategy", "2026-2031", "2026/2031", "modifier"),
        ("under Strategy 2030, the", "2030", "2030", "modifier"),
        ("the Vision 2030.", "2030", "2030", "modifier"),
        ("the 2024 budget", "2024", "2024", "modifier"),
        ("by the 2030 Agenda", "2030", "2030", "modifier"),
    ],
)  # fmt: skip
def test_date_is_read(text: str, words: str, means: str, role: str) -> None:
    """The words that make the date, the days it means for an article of 4 June 2025, and its role."""
    found = one(text)
    assert (text[found.start : found.end], said(found), found.role) == (words, means, role)
    assert found.span is None or found.span.text == words


@pytest.mark.parametrize(
    ("published", "text", "means"),
    [
        (date(2018, 11, 28), "expected on November 29", "2018-11-29"),
        (date(2025, 1, 3), "met on December 28", "2024-12-28"),
        (date(2024, 12, 29), "planned for January 5", "2025-01-05"),
        (date(2026, 2, 12), "held on May 29", "2026-05-29"),
        (date(2026, 2, 12), "held on July 1", "2025-07-01"),
        (date(2026, 2, 12), "will be held on July 1", "2026-07-01"),
        (date(2024, 3, 1), "on February 29", "2024-02-29"),
        (date(2025, 3, 1), "last month", "2025-02"),
        (date(2025, 3, 1), "last autumn", "2024-09/2024-11"),
        (date(2025, 3, 1), "next spring", "2026-03/2026-05"),
        (date(2025, 3, 1), "next summer", "2025-06/2025-08"),
        (date(2025, 1, 15), "last month", "2024-12"),
        (date(2025, 1, 15), "in the last quarter", "2024-10/2024-12"),
    ],
)
def test_year_of_an_incomplete_date(published: date, text: str, means: str) -> None:
    """Without a year, the nearest such day; the past weighs more, unless the sentence looks ahead."""
    assert said(one(text, published)) == means


@pytest.mark.parametrize(
    "text",
    [
        "on May 29-30",
        "last year",
        "on Tuesday",
        "over the past 30 years",
        "yesterday",
        "in August of the previous year",
        "this month",
        "two years ago",
    ],
)
def test_without_the_date_of_the_article(text: str) -> None:
    """What only the article's date can resolve is found, but has no span; the day of reading is never used."""
    assert one(text, None).span is None


@pytest.mark.parametrize("text", ["in 2024", "12 February 2026", "since 1992", "from 2020 to 2025"])
def test_complete_dates_need_no_article_date(text: str) -> None:
    """A date with its year means the same with and without the article's date."""
    assert said(one(text, None)) == said(one(text, PUBLISHED))


@pytest.mark.parametrize(
    "text",
    [
        "it may rise", "they march on", "2000 km of road", "more than 2000 people", "$2000 was", "2024%", "COP29",
        "the 12th meeting", "on February 30",
        "Today, projects are evaluated", "31.31.2024", "No. 2025", "second phase", "the sun rose",
        "in previous years", "may 20 projects", "first, reforms",
        "2020.5", "12,2024",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    """Verbs, counts, amounts, days that do not exist and a “today” of opinion are no dates."""
    assert [text[w.start : w.end] for w in whens(text, PUBLISHED)] == []


def test_quantities_keep_off_dates() -> None:
    """A number inside a date is no quantity."""
    text = "Since 1992, on May 29-30 and over the past 30 years, 48 projects were built."
    taken = whens(text, PUBLISHED)
    assert [text[q.start : q.end] for q in quantities(text, taken=taken)] == ["48 projects"]


PIECES = st.lists(
    st.sampled_from(
        [
            "May",
            "Feb.",
            "29",
            "30",
            "2024",
            "2020-25",
            "-",
            "–",
            "to",
            "and",
            ",",
            ".",
            "from",
            "since",
            "until",
            "by",
            "the",
            "end",
            "of",
            "last",
            "this",
            "next",
            "year",
            "month",
            "week",
            "Tuesday",
            "years",
            "ago",
            "31",
            "12",
            "0",
            "first",
            "half",
            "quarter",
            "months",
            "Q3",
            "FY24",
            "mid",
            "early",
            "over",
            "past",
            "six",
            "in",
            "1990s",
            "9999",
            "yesterday",
            "today",
            "29/02/2023",
            "2024-13-45",
            "\n",
        ]
    ),
    max_size=25,
)


@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text(max_size=200), st.dates() | st.none())
def test_any_text(text: str, published: date | None) -> None:
    """Any text and any day is read without error: dates in order, without overlap, the end not before the beginning."""
    at = 0
    for w in whens(text, published):
        assert at <= w.start < w.end <= len(text)
        assert w.role in ("date", "period", "modifier")
        if w.span and w.span.begin and w.span.end:
            assert w.span.begin <= w.span.end
        at = w.end
