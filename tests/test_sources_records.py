"""JSON, JSON Lines and tables: a record an article, whatever its fields are called."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.article import Article
from loaders.formats.columns import NAMES, day_of
from ontology.errors import LoadError, MalformedArticle
from tests.source_samples import PARAGRAPHS, TEXT, found, only_article, only_reason, told

RECORD = {
    "headline": "Bank lends for valley road",
    "articleBody": TEXT,
    "datePublished": "2026-03-04T09:30:00+05:00",
    "URL": "https://Sava-Times.example/2026/03/valley-road#top",
    "publisher": {"@type": "Organization", "name": "The Sava Times"},
    "author": "A. Writer",
}
ARTICLE = Article(
    text=TEXT,
    title="Bank lends for valley road",
    publisher="The Sava Times",
    url="https://sava-times.example/2026/03/valley-road",
    date=date(2026, 3, 4),
    source="input",
)


def test_a_record_is_an_article_whatever_its_fields_are_called() -> None:
    assert only_article(json.dumps(RECORD).encode()) == ARTICLE
    other = {
        "body": TEXT,
        "title": ARTICLE.title,
        "pub_date": "4 March 2026",
        "link": ARTICLE.url,
        "source": "The Sava Times",
    }
    assert only_article(json.dumps(other, indent=2).encode()) == ARTICLE


def test_each_line_is_an_article_and_a_broken_one_holds_up_none() -> None:
    lines = [json.dumps({"text": TEXT}), "{broken", "", json.dumps({"title": "x"}), "[1]", json.dumps(RECORD)]
    items = found("\n".join(lines).encode(), "news.jsonl")
    assert told(items) == [
        "news.jsonl, line 1",
        "error: news.jsonl, line 2 is no valid JSON: Expecting property name enclosed in double quotes:"
        " line 1 column 2 (char 1).",
        "error: news.jsonl, line 4 holds no text: its field for the text is missing"
        " (wanted: text, body, content, articlebody, …; found: title).",
        "error: news.jsonl, line 5 is no record: an object with a text, a title, a date and so on is wanted.",
        "news.jsonl, line 6",
    ]


def test_lines_are_told_from_one_document_by_content() -> None:
    two = f"{json.dumps({'text': TEXT})}\n{json.dumps({'text': TEXT})}\n"
    assert told(found(two.encode(), "x")) == ["x, line 1", "x, line 2"]
    assert told(found(json.dumps([{"text": TEXT}] * 2).encode(), "x")) == ["x, article 1", "x, article 2"]
    assert told(found(b"\xef\xbb\xbf" + json.dumps([{"text": TEXT}]).encode(), "x")) == ["x, article 1"]


@pytest.mark.parametrize("wrap", ["articles", "items", "data", "@graph"])
def test_records_in_an_object_are_found(wrap: str) -> None:
    assert told(found(json.dumps({"status": "ok", wrap: [RECORD, RECORD]}).encode(), "x")) == [
        "x, article 1",
        "x, article 2",
    ]


def test_halves_of_characters_are_replaced() -> None:
    article = only_article(rb'{"text": "The bank \ud800 met \u0000 here \ud83c\udf0d.", "title": "\udfff"}')
    assert (article.text, article.title) == ("The bank \ufffd met \ufffd here 🌍.", "\ufffd")
    assert len(article.digest) == 64


def test_a_text_that_is_too_long_is_refused() -> None:
    data = json.dumps([{"text": "word " * 900_000}, {"text": TEXT}])
    assert told(found(data.encode(), "x")) == [
        "error: x, article 1 is longer than 4 MB: no article is.",
        "x, article 2",
    ]


def test_a_json_feed_is_read() -> None:
    item = {"id": "7", "content_html": f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", "date_published": "2026-03-04"}
    (article,) = found(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [item]}).encode()
    )
    assert isinstance(article, Article)
    assert article.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    assert article.date == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[]", "is an empty list: no article."),
        (b"[" + b"[" * 100_000, "is nested too deeply."),
        (b'{"text": "a', "is no valid JSON"),
        (b'{"text": 12}', ""),
        (
            b'{"text": "Some words.", "date": "03/04/2026"}',
            "the date 03/04/2026 is not understood; write it as YYYY-MM-DD.",
        ),
        (b'{"text": "Some words.", "date": "2026-02-30"}', "the date 2026-02-30 is no day of the calendar."),
        (b'{"text": "Some words.", "url": "javascript:alert(1)"}', "is no web address"),
    ],
)
def test_broken_json_is_named_with_the_reason(data: bytes, reason: str) -> None:
    assert reason in only_reason(data, "x.json")


def test_text_that_begins_with_a_bracket_is_text() -> None:
    for text in (
        "[Photo: the bank] The two sides met.",
        "{sic} The two sides met.",
        "[The bank](https://x.example) met.",
    ):
        assert only_article(text.encode(), "a.md").text == text


def test_a_row_number_is_no_name_but_an_identifier_is() -> None:
    assert only_article(b'{"text": "The bank met.", "id": 17}').name is None
    assert only_article(b'{"text": "The bank met.", "id": "urn:news:2026-17"}').name == "urn:news:2026-17"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["t.csv", "t"])
def test_a_table_is_read_with_any_delimiter(delimiter: str, name: str) -> None:
    cells = ["Date", "Headline", "Full Text", "Link", "Outlet"]
    row = ["2026-03-04", ARTICLE.title or "", f'"{TEXT}"', ARTICLE.url or "", "The Sava Times"]
    data = "\r\n".join([delimiter.join(cells), delimiter.join(row), "", delimiter.join(row)])
    items = found(data.encode(), name)
    assert told(items) == [f"{name}, row 2", f"{name}, row 4"]
    assert isinstance(items[0], Article)
    assert (items[0].text, items[0].title, items[0].date) == (TEXT, ARTICLE.title, ARTICLE.date)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_any_encoding(encoding: str) -> None:
    data = 'title,text\n"Café","The café of the bank — as it is called — opened in March."\n'.encode(encoding)
    article = only_article(data, "t.csv")
    assert (article.title, article.text) == ("Café", "The café of the bank — as it is called — opened in March.")


def test_a_broken_table_is_named_with_the_reason() -> None:
    assert only_reason(b"a,b\n1,2\n", "t.csv") == (
        "t.csv is a table without a column for the text (text, body, content, articlebody, …); it has: a, b."
    )
    assert only_reason(b"title,text\n", "t.csv") == "t.csv holds no records: no article."
    assert only_reason(b"title,text\nx,The bank, it said, met.\n", "t.csv") == (
        "t.csv, row 2 has 4 cells for 2 columns: quote cells with commas."
    )
    assert "t.csv is a broken table (field larger" in only_reason(b'title,text\nx,"' + b"a" * 5_000_000, "t.csv")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T23:59:59-11:00", "2026-03-04"),
        ("2026/3/4", "2026-03-04"),
        ("20260304", "2026-03-04"),
        ("Wed, 04 Mar 2026 09:30:00 +0500", "2026-03-04"),
        ("March 4th, 2026", "2026-03-04"),
        ("Wednesday, March 4, 2026 10:00", "2026-03-04"),
        ("4 Mar. 2026", "2026-03-04"),
        ("04.03.2026", "2026-03-04"),
        ("13/03/2026", "2026-03-13"),
        ("03/13/2026", "2026-03-13"),
        ("03/03/2026", "2026-03-03"),
        ("1772582400", "2026-03-04"),
        ("1772582400000", "2026-03-04"),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, day: str) -> None:
    assert day_of(written).isoformat() == day


@given(st.text(max_size=40))
def test_any_date_is_a_day_or_refused(written: str) -> None:
    try:
        assert isinstance(day_of(written), date)
    except MalformedArticle as error:
        assert written in str(error)  # noqa: PT017 -- both ends are right


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([n for ns in NAMES.values() for n in ns]), inner)
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_json_gives_articles_or_sentences(value: object) -> None:
    items = found(json.dumps(value).encode(), "x.json")
    assert items
    for item in items:
        assert isinstance(item, Article | LoadError)
        assert isinstance(item, Article) or (str(item).startswith("x.json") and "report it" not in str(item))


def test_the_docs_name_every_field() -> None:
    docs = (Path(__file__).parent.parent / "docs" / "loading.md").read_text(encoding="utf-8")
    for field, names in NAMES.items():
        assert f"| {field} | {', '.join(f'`{name}`' for name in names)} |" in docs
