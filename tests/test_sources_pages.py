"""Web pages give their article's text, and what they say about it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from loaders.article import Article
from tests.source_samples import PAGE, PARAGRAPHS, TEXT, found, only_article, only_reason


def test_a_page_gives_text_title_date_publisher_and_address() -> None:
    article = only_article(PAGE.encode(), "page.html")
    assert [part for part in article.text.split("\n\n") if part in PARAGRAPHS] == list(PARAGRAPHS)
    assert "Copyright" not in article.text
    assert "Sport" not in article.text
    assert (article.title, article.publisher) == ("Bank lends for valley road", "The Sava Times")
    assert (article.date, article.url) == (date(2026, 3, 4), "https://sava-times.example/2026/03/valley-road")
    assert (article.body, article.source) == (0, "page.html")


def test_a_page_is_known_by_its_content_whatever_its_name() -> None:
    for name in ("saved", "page.txt", "index.html?id=3", "page.xml"):
        assert only_article(PAGE.encode(), name).title == "Bank lends for valley road"
    assert only_article(b"\n<!-- made by hand -->\n" + PAGE.encode()).title == "Bank lends for valley road"


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "iso-8859-9", "gb18030"])
def test_the_encoding_that_a_page_declares_is_believed(encoding: str) -> None:
    extra = {"windows-1251": "Аскар", "iso-8859-9": "Gökçe Şahin", "gb18030": "李明", "utf-16": "Әсел"}[encoding]
    page = PAGE.replace('charset="utf-8"', f'charset="{encoding}"').replace("Aigul Saparova", extra)
    page = page.replace("“", '"').replace("”", '"')
    assert extra in only_article(page.encode(encoding)).text


def test_what_is_utf8_is_utf8_whatever_it_declares() -> None:
    assert "“We have waited" in only_article(PAGE.replace("utf-8", "iso-8859-1").encode()).text


def test_the_same_page_gives_the_same_article_every_time() -> None:
    first = only_article(PAGE.encode())
    assert all(only_article(PAGE.encode()) == first for _ in range(3))


def test_a_date_in_the_future_does_not_depend_on_the_clock() -> None:
    assert only_article(PAGE.replace("2026-03-04", "2068-03-04").encode()).date == date(2068, 3, 4)


def test_a_date_is_never_guessed_from_the_text() -> None:
    page = re.sub(r"<meta property=.article:published_time.[^>]*>", "", PAGE)
    page = page.replace("in the capital", "in the capital, where they last met on 3 May 2019")
    assert only_article(page.encode()).date is None


def test_where_a_browser_saved_a_page_from_stands_in_for_a_canonical_address() -> None:
    page = re.sub(r"<link rel=.canonical.[^>]*>", "", PAGE)
    saved = "<!-- saved from url=(0043)https://kesh-daily.example/news/12?page=2#top -->"
    assert only_article((page[:15] + saved + page[15:]).encode()).url == "https://kesh-daily.example/news/12?page=2"
    assert only_article(page.encode()).url is None


def test_a_page_saved_as_one_file_is_read() -> None:
    body = PAGE.replace("=", "=3D").replace("\n", "\r\n").encode()
    body = re.sub(rb"[^\x00-\x7f]", lambda m: b"=%02X" % m[0][0], body)
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://sava-times.example/saved\r\n"
        b'Subject: Bank lends\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----B"\r\n\r\n------B\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://sava-times.example/saved\r\n\r\n" + body + b"\r\n------B--\r\n"
    )
    article = only_article(data, "page.mhtml")
    assert article.url == "https://sava-times.example/2026/03/valley-road"
    assert PARAGRAPHS[2] in article.text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><head><title>x</title></head><body></body></html>", "is a web page without an article's text."),
        ("<html>" + "<div>" * 5000 + "deep", "nests more than 3,000 elements: no news page does."),
        ("<html>" + "<x-y z>" * 5000, "nests more than 3,000 elements: no news page does."),
        ("<html>" + "<b>" * 200_000, "has more than 100,000 tags: no news page does."),
        (
            "<html><p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">Text",
            "has a tag with more than 5,000 attributes: no news page does.",
        ),
        (
            "<html><p/" + "/".join(f"a{number}" for number in range(100_000)) + ">Text",
            "has a tag with more than 5,000 attributes: no news page does.",
        ),
        ("<!DOCTYPE " + "[]" * 30_000, "is a web page without an article's text."),
    ],
    ids=["empty", "deep", "unknown", "many", "attributes", "slashes", "no end"],
)
def test_a_page_without_an_article_is_refused_with_the_reason(page: str, reason: str) -> None:
    assert only_reason(page.encode(), "page.html") == f"page.html {reason}"


@pytest.mark.parametrize(
    "broken", ["<html><p>", "<html><p>a</html><html>", "<!doctype html>\x0b&#0;&#xD800;", "<html lang='"]
)
def test_broken_markup_gives_an_article_or_a_sentence(broken: str) -> None:
    (item,) = found(broken.encode(), "b.html")
    assert isinstance(item, Article) or str(item).startswith("b.html ")


def test_a_piece_of_html_is_read_too() -> None:
    article = only_article("".join(f"<p>{part}</p>" for part in PARAGRAPHS).encode(), "piece.txt")
    assert article.text == TEXT
