"""Web pages: the article without menus and advertisements, found by trafilatura.

``Article.text`` is the extracted text, each paragraph set apart by an empty line; offsets count its code points.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from loaders.article import Article
from loaders.formats.encoding import decoded
from loaders.formats.limits import MAX_PAGE
from loaders.formats.overload import overloaded
from loaders.formats.source import Found, Source
from loaders.front_matter import web_address
from ontology.errors import MalformedArticle, NoArticle

_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|\burl: (https?://\S+)\s+saved date:", re.I)
_CANONICAL: Final = re.compile(r"<link\b[^<>]*\brel\s*=\s*[\"']?canonical\b[^<>]*>", re.I)
_OG_URL: Final = re.compile(r"<meta\b[^<>]*\bproperty\s*=\s*[\"']og:url[\"'][^<>]*>", re.I)
_ADDRESS: Final = re.compile(r"\b(?:href|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_DATES: Final[dict[str, Any]] = {
    "extensive_search": False,  # only what the page states as its date, never some date in its text
    "original_date": True,
    "max_date": "2100-01-01",  # otherwise the clock would decide
}
_LINES: Final = re.compile(r"\n+")


def articles(source: Source) -> Iterator[Found]:
    """The one article on a web page."""
    data = source.all_bytes(MAX_PAGE, hint="no news page is")
    page = decoded(data, name=source.name, charset=source.charset, markup=True)
    yield article_of(page, source=source.name, fetched=source.url)


def article_of(page: str, *, source: str, fetched: str | None = None, saved: str | None = None) -> Article:
    """The article on a page.

    ``fetched`` is where it really came from, and beats a canonical address on another host; ``saved`` is where a file
    says it came from. Raises ``NoArticle`` if the page holds none, ``MalformedArticle`` if it cannot be parsed.
    """
    if (fault := overloaded(page)) is not None:
        raise MalformedArticle(f"{source} {fault}: no news page does.")
    url = _url(page, fetched, saved)
    try:
        found = _extracted(page, url)
    except Exception as error:
        # Whatever the libraries stumble over in a broken page, the other inputs go on.
        raise MalformedArticle(f"{source} cannot be parsed as a web page ({type(error).__name__}: {error}).") from error
    text = _LINES.sub("\n\n", (found.text if found else None) or "").strip()
    if found is None or not text:
        raise NoArticle(f"{source} is a web page without an article's text.")
    return Article(
        text=text,
        title=_line(found.title),
        publisher=_line(found.sitename) or (_host(url) if url else None),
        url=url,
        date=_day(found.date),
        source=source,
    )


def _extracted(page: str, url: str | None) -> Any:
    from trafilatura import bare_extraction

    # Without this, Python prints the warnings of libraries that nobody listens to.
    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    return bare_extraction(
        page, url=url, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=_DATES
    )


def _url(page: str, fetched: str | None, saved: str | None) -> str | None:
    said = _canonical(page, fetched or saved)
    if fetched is not None:
        # Else any page could pass itself off as the article of another paper, and replace it.
        return said if said and _host(said) == _host(fetched) else web_address(fetched)
    if said:
        return said
    comment = _SAVED_FROM.search(page[:4000])
    return _address(saved) or (_address(comment[1] or comment[2]) if comment else None)


def _canonical(page: str, base: str | None) -> str | None:
    for pattern in (_CANONICAL, _OG_URL):
        tag = pattern.search(page)
        if tag and (match := _ADDRESS.search(tag[0])):
            written = next(filter(None, match.groups()), "").strip().replace("&amp;", "&")
            if found := _address(urljoin(base, written) if base else written):
                return found
    return None


def _address(written: str | None) -> str | None:
    try:
        return web_address(written) if written else None
    except (MalformedArticle, ValueError):
        return None


def _host(url: str) -> str:
    """The host of an address without what marks editions of one site."""
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", urlsplit(url).hostname or "")


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
