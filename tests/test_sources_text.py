"""Text and Markdown files become articles whose offsets are those of the decoded file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.sources import MAX_BYTES, decode, parse, read_file
from ontology.errors import LoadError, MalformedArticle

FRONT = """---
title: "Water works: a start"
url: https://News.Example.org/2026/02/water#comments
publisher: Example Times
date: 2026-02-23
id: water-1
tags: [water, works]
---

The bank met the ministry.
"""


def body(text: str) -> str:
    return text[parse(text).body :]


def test_front_matter_is_read_and_the_body_begins_after_it() -> None:
    article = parse(FRONT, source="water.md")
    assert article.title == "Water works: a start"
    assert article.url == "https://news.example.org/2026/02/water"
    assert article.publisher == "Example Times"
    assert article.date == date(2026, 2, 23)
    assert article.name == "water-1"
    assert article.source == "water.md"
    assert article.text == FRONT
    assert body(FRONT) == "The bank met the ministry.\n"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (" date 2026-02-23 ", date(2026, 2, 23)),
        ("date 2026-02-23\n\n", date(2026, 2, 23)),
        ("Date: 2026-02-23\r\n", date(2026, 2, 23)),
        ("date: 2026-02-23\r\n", date(2026, 2, 23)),
        ("", None),
        ("\n\n  ", None),
        ("\ufeffdate 2026-02-23 ", date(2026, 2, 23)),
        ("\ufeff", None),
        ("---\ndate: 2026-02-23\n---\n", date(2026, 2, 23)),
        ("---\r\ndate: 2026-02-23T10:00:00+05:00\r\n...\r\n", date(2026, 2, 23)),
        ("---\n---\n", None),
        ("\ufeff---\ntitle: ~\n---\n", None),
    ],
)
def test_the_head_is_taken_off_without_changing_the_text(head: str, day: date | None) -> None:
    text = head + "ASTANA — The two sides met."
    article = parse(text)
    assert article.text == text
    assert article.date == day
    assert text[article.body :] == "ASTANA — The two sides met."


def test_words_that_only_look_like_a_head_stay() -> None:
    for text in ("date palms are planted.", "date of 2026-02-23 was set.", "A date 2026-02-23.", "-- so it is."):
        assert body(text) == text


def test_yaml_makes_no_dates_numbers_or_truths_of_words() -> None:
    article = parse("---\ntitle: No\npublisher: 24\nid: 2026-01-01\n---\nText.")
    assert (article.title, article.publisher, article.name) == ("No", "24", "2026-01-01")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("---\ntitle: [a\n---\n", "not valid YAML"),
        ("---\ntitle: x\n", "never closed"),
        ("---\n- a\n- b\n---\n", "no list of keys and values"),
        ("---\ntitle: [a, b]\n---\n", "the title in its front matter is no single value"),
        ("---\ndate: 23 February 2026\n---\n", "the date 23 February 2026 is not written as YYYY-MM-DD"),
        ("---\ndate: 2026-02-30\n---\n", "the date 2026-02-30 is no day of the calendar"),
        ("date 2026-02-30 ", "the date 2026-02-30 is no day of the calendar"),
        ("date 2026-2-3 ", "the date 2026-2-3 is not written as YYYY-MM-DD"),
        ("---\nurl: ftp://example.org/x\n---\n", "is no web address"),
        ("---\nurl: https://example.org/a b\n---\n", "is no web address"),
        ("---\nurl: https://[x/\n---\n", "is no web address"),
        ("---\ntitle: !!python/object:os.system x\n---\n", None),
        ("---\n" + "[" * 3000 + "\n---\n", ""),
    ],
)
def test_a_broken_head_is_named_with_its_reason(head: str, reason: str | None) -> None:
    if reason is None:  # a tag of another program's: taken as words, and nothing is run
        assert parse(head + "Text.").title == "x"
        return
    with pytest.raises(MalformedArticle, match=r"^broken\.md cannot be read: ") as caught:
        parse(head + "Text.", source="broken.md")
    assert reason in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_yaml_error_names_the_line_of_the_file() -> None:
    with pytest.raises(MalformedArticle, match="line 3"):
        parse("---\ntitle: x\npublisher: a: b\n---\nText.")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no text."),
        (b" \r\n\t", "holds no text."),
        (b"\xef\xbb\xbf", "holds no text."),
        (b"---\ntitle: x\n---\n\n", "holds no text after its head."),
        (b"date 2026-02-23", "holds no text after its head."),
        ("Caf\u00e9s, na\u00efve fa\u00e7ades: \u00fcber".encode()[:-3] + b"\xc3(", "is damaged UTF-8 (byte 28)"),
        (b"\xff\xfea", "is not the UTF-16-LE that it begins as (byte 3)"),
        (b"PK\x03\x04\x00\x00", "holds binary data"),
        (b"a" * (MAX_BYTES + 1), "is larger than 4 MB"),
    ],
    ids=["empty", "blank", "bom", "front", "header", "damaged", "utf16", "zip", "large"],
)
def test_bytes_that_are_no_article_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(MalformedArticle) as caught:
        decode(data, source="x.txt")
    assert str(caught.value).startswith("x.txt ")
    assert reason in str(caught.value)


def test_newlines_and_marks_stay_as_they_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "crlf.txt"
    data = "\ufeffdate 2026-02-23\r\n\r\nOne.\rTwo.\u2028Three e\u0301 é 𝒳.\r\n".encode()
    path.write_bytes(data)
    article = read_file(path)
    assert article.text.encode() == data
    assert article.text[article.body :].startswith("One.\rTwo.")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-1"]
)
def test_any_encoding_is_read(encoding: str) -> None:
    text = "The café of the Société Générale in São Paulo opened — so it was said in the report of the bank."
    text = text.replace("—", "-") if encoding == "iso-8859-1" else text
    assert decode(text.encode(encoding), source="x.txt").text.removeprefix("\ufeff") == text


def test_cyrillic_without_a_mark_is_told_by_its_letters() -> None:
    text = "Правительство и Всемирный банк обсудили реализацию совместных проектов в сфере транспорта. " * 3
    for encoding in ("cp1251", "koi8-r"):
        assert decode(text.encode(encoding), source="x.txt").text == text


def test_what_several_articles_share_is_no_one_file(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text('{"text": "One report."}\n{"text": "Another report."}\n')
    with pytest.raises(LoadError, match="holds several articles"):
        read_file(path)


def test_a_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"gone\.txt does not exist\."):
        read_file(tmp_path / "gone.txt")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200))
def test_any_text_is_kept_to_the_letter_or_refused(text: str) -> None:
    try:
        article = decode(text.encode(), source="any")
    except MalformedArticle as error:
        assert str(error).startswith("any ")  # noqa: PT017 -- both ends are right, and this one has a name
    else:
        assert article.text == text
        assert article.text[article.body :].strip("\ufeff")
