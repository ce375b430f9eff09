"""Atom feeds of watched and of other questions, checked against the rules of RFC 4287."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from inside import inside
from serving import Service, serving

from graph.atom import Feed, FeedEntry
from graph.watching_feed import row_entry
from tests.test_watch_command import load, met
from tests.told import told, told_on

ATOM = "{http://www.w3.org/2005/Atom}"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
OF_FEED = {"id": 1, "title": 1, "updated": 1, "subtitle": 1, "generator": 1}
OF_ENTRY = {"id": 1, "title": 1, "updated": 1, "published": 1, "summary": 1, "content": 1}
MORE = {"author", "link", "category", "entry"}


def valid(document: bytes | str) -> Element:
    """A feed that keeps the rules of RFC 4287 (sections 3 and 4)."""
    feed: Element = fromstring(document)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    _parts(feed, OF_FEED)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [_checked(one) for one in (feed, *entries)]
    assert len(set(ids)) == len(ids), "two entries have one id"
    for entry in entries:
        _parts(entry, OF_ENTRY)
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        assert content.text
        fromstring(f"<div>{content.text}</div>")
    updated = [one.findtext(f"{ATOM}updated") or "" for one in entries]
    assert updated == sorted(updated, reverse=True)
    return feed


def _parts(one: Element, allowed: dict[str, int]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in one]
    assert set(names) <= allowed.keys() | MORE
    for name, most in allowed.items():
        assert names.count(name) <= most
    assert {"id", "title", "updated"} <= set(names)


def _checked(one: Element) -> str:
    for name in ("updated", "published"):
        if (text := one.findtext(f"{ATOM}{name}")) is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)
            assert datetime.fromisoformat(text).tzinfo is not None
    links = one.findall(f"{ATOM}link")
    kinds = [(link.get("rel", "alternate"), link.get("type")) for link in links]
    assert len(set(kinds)) == len(kinds)
    id = one.findtext(f"{ATOM}id") or ""
    for iri in (id, *(link.get("href") or "" for link in links)):
        assert IRI.fullmatch(iri), iri
    return id


def texts(feed: Element, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") or "" for entry in feed.findall(f"{ATOM}entry")]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a watch of which there are news."""
    store = tmp_path_factory.mktemp("feeds") / "store"
    told(store)
    assert inside("watch", "add", "who-met-whom", "Omar Said", "-n", "said", "--store", store).returncode == 0
    assert inside("watch", "add", "who-met-whom", "Guest 9", "-n", "guest", "--store", store).returncode == 0
    inside("watch", "run", "said", "--store", store)
    load(store, met(8, "Omar Said", "Ada <b>Lund</b> & Söhne"))
    done = inside("watch", "run", "said", "--store", store, "--atom", store.parent / "news.atom")
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture(scope="module")
def fed(watched: Path) -> Iterator[Service]:
    """It, served with its watches."""
    with serving(watched, "--workers", 2, "--quiet", "--watches", watched / "watches.toml") as service:
        yield service


def test_news_are_a_feed_with_sentence_and_article(watched: Path) -> None:
    feed = valid((watched.parent / "news.atom").read_bytes())
    assert texts(feed, "title") == ["Omar Said · Ada <b>Lund</b> & Söhne"]
    assert texts(feed, "summary") == ["Omar Said met Ada <b>Lund</b> & Söhne."]
    assert texts(feed, "published") == ["2025-01-08T00:00:00Z"]
    (content,) = texts(feed, "content")
    assert "<blockquote>Omar Said met Ada &lt;b&gt;Lund&lt;/b&gt; &amp; Söhne.</blockquote>" in content
    (entry,) = feed.findall(f"{ATOM}entry")
    assert [link.get("href") for link in entry.findall(f"{ATOM}link")] == ["https://news.example.org/8"]


def test_a_feed_that_cannot_be_written_is_named_and_its_news_are_kept(watched: Path, tmp_path: Path) -> None:
    file = tmp_path / "gone" / "news.atom"
    done = inside("watch", "run", "said", "--store", watched, "--atom", file)
    assert done.returncode == 1
    assert f"The feed {file} could not be written: No such file or directory." in done.stderr
    assert "kerege watch feed FILE" in done.stderr


def test_an_entry_keeps_its_id_and_date_whatever_comes_and_whatever_things_are_called(tmp_path: Path) -> None:
    store, file = tmp_path / "s", tmp_path / "x.atom"
    told(store)
    inside("watch", "add", "who-met-whom", "Omar Said", "-n", "said", "--store", store)
    inside("watch", "run", "--store", store)
    load(store, met(8, "Omar Said", "Ada Lund"))
    inside("watch", "run", "--store", store, "--atom", file)
    first = valid(file.read_bytes())
    told_on(store)
    inside("watch", "run", "--store", store, "--atom", file)
    then = valid(file.read_bytes())
    assert len(texts(then, "id")) == 4
    for name in ("id", "updated", "title"):
        assert texts(then, name)[-1:] == texts(first, name)
    assert then.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id")
    inside("watch", "feed", file, "--store", store)
    assert file.read_bytes() == inside("watch", "feed", "-", "--store", store).stdout.encode()
    assert texts(valid(file.read_bytes()), "id") == texts(then, "id")


def test_one_watch_has_a_feed_of_its_own_and_one_never_asked_has_none(watched: Path) -> None:
    feed = valid(inside("watch", "feed", "-", "--watch", "said", "--store", watched).stdout)
    assert feed.findtext(f"{ATOM}title") == "Whom did a person, an institution or a country meet? – Omar Said"
    done = inside("watch", "feed", "-", "--watch", "guest", "--store", watched)
    assert (done.returncode, "kerege watch run" in done.stderr) == (1, True)


def test_the_service_has_the_feed_of_a_watch(fed: Service, watched: Path) -> None:
    answer = fed("/feeds/said.atom")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = valid(answer.body)
    assert texts(feed, "title") == ["Omar Said · Ada <b>Lund</b> & Söhne"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": f"{fed.address}feeds/said.atom", "alternate": f"{fed.address}queries/who-met-whom?person=Omar+Said"
    }  # fmt: skip
    assert fed("/feeds/said.atom", headers={"If-None-Match": answer.headers["etag"]}).status == 304
    assert fed("/feeds/said.atom", method="HEAD").body == b""
    assert fed("/feeds/nothing.atom").status == 404
    assert fed("/feeds/guest.atom").status == 503
    state = watched / "watches.state.json"
    content = state.read_bytes()
    state.write_text("{")
    answer = fed("/feeds/said.atom")
    assert (answer.status, str(watched) in answer.text) == (503, False)
    state.write_bytes(content)
    assert f'href="/feeds/said.atom" title="{feed.findtext(f"{ATOM}title")}"' in fed("/").text


def test_any_question_with_dated_rows_is_a_feed_the_newest_report_first(fed: Service) -> None:
    answer = fed("/queries/who-met-whom.atom?person=Omar+Said")
    assert (answer.status, answer.media) == (200, "application/atom+xml")
    feed = valid(answer.body)
    assert [text[:10] for text in texts(feed, "updated")] == ["2025-01-08", "2025-01-03", "2025-01-02"]
    assert fed("/queries/who-met-whom.atom?person=Omar+Said").body == answer.body
    assert fed(
        "/queries/who-met-whom.atom?person=Omar+Said", headers={"If-None-Match": answer.headers["etag"]}
    ).status == 304  # fmt: skip
    page = fed("/queries/who-met-whom?person=Omar+Said", headers={"Accept": "text/html"}).text
    assert 'type="application/atom+xml" href="/queries/who-met-whom.atom?person=Omar+Said"' in page
    assert valid(fed("/queries/conflicting-figures.atom").body).findall(f"{ATOM}entry") == []


def test_what_has_no_feed_says_why(fed: Service) -> None:
    assert "no date" in fed("/queries/financing-totals.atom").text
    for path, status in (
        ("financing-totals.atom", 404), ("people-institution-network.atom", 404), ("nothing.atom", 404),
        ("who-met-whom.atom", 400), (f"who-met-whom.atom?person={quote('Xyz')}", 404),
    ):  # fmt: skip
        assert fed(f"/queries/{path}").status == status
    assert "atom" not in fed("/queries/financing-totals", headers={"Accept": "text/html"}).text


def test_without_watches_a_service_has_no_feeds_of_them(served: Service) -> None:
    answer = served("/feeds/said.atom")
    assert (answer.status, "kerege serve --watches" in answer.text) == (404, True)


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_a_feed(title: str, summary: str, content: str) -> None:
    entry = FeedEntry(
        id="urn:x:1", title=title or "x", updated="2025-01-01T00:00:00Z", summary=summary, category=content
    )
    feed = Feed(id="urn:x:0", title=title or "x", updated="2025-01-01T00:00:00Z", entries=(entry,), subtitle=content)
    text = fromstring(feed.xml().decode("utf-8", "strict"))
    assert len(text.findall(f"{ATOM}entry")) == 1


def test_a_row_without_words_still_has_a_title() -> None:
    entry = row_entry((), (), id="urn:x:1", updated="2025-01-01T00:00:00Z")
    assert entry.title
    assert date.fromisoformat(entry.updated[:10])
