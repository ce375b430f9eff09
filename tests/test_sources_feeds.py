"""Feeds: an entry an article; teasers and headlines are told from articles; XML bombs are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.store import GraphStore
from kerege.contents import article_iri
from loaders.article import Article
from loaders.facts import Reading
from tests.source_samples import PARAGRAPHS, TEXT, found, only_article, only_reason, told
from tests.strategies import MINTER

HTML = "".join(f"<p>{part}</p>" for part in PARAGRAPHS)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Sava Times</title><link>https://sava-times.example/</link>
<item><title>Bank lends for valley &amp; road</title><link>https://sava-times.example/1</link>
<pubDate>Wed, 04 Mar 2026 09:30:00 +0500</pubDate><description>{PARAGRAPHS[0]} […]</description>
<content:encoded><![CDATA[{HTML}<script>x()</script>]]></content:encoded></item>
<item><title>A headline</title><link>https://sava-times.example/2</link><description>Short.</description></item>
<item><title>A teaser</title><link>https://sava-times.example/3</link><dc:date>2026-03-05</dc:date>
<description>{PARAGRAPHS[1]} And so the next […]</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Kesh Daily</title>
<entry><title type="html">Bank &lt;b&gt;lends&lt;/b&gt;</title><link rel="self" href="https://kesh.example/api/1"/>
<link href="https://kesh.example/1"/><id>urn:1</id><published>2026-03-04T09:30:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content></entry></feed>"""


def test_an_entry_with_its_text_is_an_article() -> None:
    article = found(RSS.encode(), "news.xml")[0]
    assert article == Article(
        text=TEXT,
        title="Bank lends for valley & road",
        publisher="The Sava Times",
        url="https://sava-times.example/1",
        date=date(2026, 3, 4),
        source="news.xml, entry 1",
    )


def test_a_headline_is_named_with_the_page_to_load() -> None:
    assert str(found(RSS.encode(), "news.xml")[1]) == (
        "news.xml, entry 2 (https://sava-times.example/2) is a headline without the article's text:"
        " load the page itself: kerege load https://sava-times.example/2."
    )


def test_a_teaser_ends_with_its_last_sentence_and_does_not_take_the_pages_place() -> None:
    teaser = found(RSS.encode(), "news.xml")[2]
    assert isinstance(teaser, Article)
    assert teaser.text == PARAGRAPHS[1]
    assert teaser.url == "https://sava-times.example/3#teaser"
    whole = Article(text=TEXT, url="https://sava-times.example/3")
    assert teaser.key != whole.key


def test_a_teaser_is_forgotten_by_its_address(tmp_path: Path) -> None:
    teaser = found(RSS.encode(), "news.xml")[2]
    assert isinstance(teaser, Article)
    with GraphStore(tmp_path / "store") as store:
        list(store.load([Reading(article=teaser, facts=(), entities=(), reader="test")]))
        assert article_iri("https://sava-times.example/3#teaser", store) == MINTER.article(teaser.key)
        assert article_iri("https://sava-times.example/3", store) is None


def test_atom_is_read_with_its_alternate_link_and_xhtml() -> None:
    article = only_article(ATOM.encode(), "atom")
    assert (article.title, article.publisher, article.url) == ("Bank lends", "Kesh Daily", "https://kesh.example/1")
    assert (article.text, article.date) == (TEXT, date(2026, 3, 4))


def test_rss_1_is_read() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel><title>T</title></channel><item><title>x</title><description>{TEXT}</description></item></rdf:RDF>"
    )
    assert only_article(feed.encode()).publisher == "T"


def test_entities_of_html_and_other_encodings_are_understood() -> None:
    feed = RSS.replace("A teaser", "Caf&eacute;&nbsp;opens").replace("UTF-8", "windows-1252")
    titles = [item.title for item in found(feed.encode("cp1252", "xmlcharrefreplace")) if isinstance(item, Article)]
    assert titles[-1] == "Café opens"


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
            "<rss><channel><item><title>&c;</title></item></channel></rss>",
            "declares XML entities, which can be made to fill the memory: it is not read.",
        ),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
            "declares XML entities",
        ),
        ("<rss><channel><item></rss>", "is no valid XML"),
        ("<rss><channel/></rss>", "is a feed without entries."),
        ("<rss>" + "<a>" * 100_000, "is no valid XML"),
        ('<?xml version="1.0"?><urlset><url/></urlset>', "is XML of another kind (<urlset>)"),
        ('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "is XML of another kind (<svg>)"),
    ],
)
def test_bombs_and_broken_feeds_are_refused_with_the_reason(feed: str, reason: str) -> None:
    said = only_reason(feed.encode(), "f.xml")
    assert said.startswith("f.xml ")
    assert reason in said


def test_a_wrong_date_costs_its_entry_only() -> None:
    feed = RSS.replace("Wed, 04 Mar 2026 09:30:00 +0500", "yesterday")
    assert told(found(feed.encode(), "f"))[0] == (
        "error: f, entry 1 (https://sava-times.example/1) cannot be read:"
        " the date yesterday is not understood; write it as YYYY-MM-DD."
    )
    assert told(found(feed.encode(), "f"))[2] == "f, entry 3"
