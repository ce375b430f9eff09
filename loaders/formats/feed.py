"""Feeds (RSS 0.9 to 2.0, Atom): an entry an article, if the feed holds its text. Links are not followed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from loaders.article import Article
from loaders.formats.columns import day_of
from loaders.formats.encoding import decoded
from loaders.formats.limits import MAX_PAGE
from loaders.formats.markup import text_of, with_tags
from loaders.formats.source import Found, Source
from loaders.front_matter import web_address
from ontology.errors import LoadError, MalformedArticle, NoArticle

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ENTRIES: Final = frozenset({"item", "entry"})
_TEXTS: Final = ("encoded", "content", "description", "summary")
"""Elements for an entry's text; of those filled, the longest text counts, of equals the first."""
_DATES: Final = ("published", "pubdate", "date", "issued", "created", "updated", "modified")
_TEASER: Final = 20
"""An entry with fewer words is a headline with a link."""
_CUT: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|\b(?:Read more|Continue reading|Read the full)\b.{0,80})\s*$", re.I
)
_LAST_STOP: Final = re.compile(r"[.!?][\"”’')\]]*(?=\s)")
_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*);")
_DECLARATION: Final = re.compile(r"^\ufeff?\s*<\?xml.*?\?>", re.DOTALL)


def articles(source: Source) -> Iterator[Found]:
    """The articles of a feed. An entry that is cut off is read to its last whole sentence."""
    root = _root(
        decoded(source.all_bytes(MAX_PAGE, hint="no feed is"), name=source.name, charset=source.charset, markup=True),
        source.name,
    )
    channel = next((part for part in root if _name(part) == "channel"), root)
    publisher = _words(_said(channel, "title"))
    entries = [part for part in root.iter() if _name(part) in _ENTRIES]
    if not entries:
        raise NoArticle(f"{source.name} is a feed without entries.")
    for number, entry in enumerate(entries, 1):
        try:
            yield _article(entry, publisher, f"{source.name}, entry {number}", source.url)
        except LoadError as error:
            yield error


def _root(text: str, name: str) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    text = _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")
    try:
        try:
            return fromstring(text)
        except ParseError:
            # Entities of HTML, which XML does not know, are the commonest fault of feeds.
            return fromstring(_ENTITY.sub(lambda match: html.escape(html.unescape(match[0])), text))
    except DefusedXmlException as error:
        raise MalformedArticle(
            f"{name} declares XML entities, which can be made to fill the memory: it is not read."
        ) from error
    except (ParseError, ValueError) as error:
        raise MalformedArticle(f"{name} is no valid XML: {error}.") from error
    except RecursionError as error:
        raise MalformedArticle(f"{name} is nested too deeply.") from error


def _article(entry: Element, publisher: str | None, name: str, base: str | None) -> Article:
    title, url = _words(_said(entry, "title")), _link(entry, base)
    about = f"{name} ({url or title or 'without a title'})"
    text, cut = _uncut(max((_text(entry, tag) for tag in _TEXTS), key=len))
    if len(text.split()) < _TEASER:
        page = f"load the page itself: kerege load {url}" if url else "there is no page to load either"
        raise NoArticle(f"{about} is a headline without the article's text: {page}.")
    try:
        written = next(filter(None, (_said(entry, tag).strip() for tag in _DATES)), None)
        day = day_of(written) if written else None
    except MalformedArticle as error:
        raise MalformedArticle(f"{about} cannot be read: {error}.") from error
    source = next((part for part in entry if _name(part) == "source"), None)
    said_by = _words((_said(source, "title") or source.text or "") if source is not None else "")
    # A teaser shares the page of its article, but must not take its place in the store.
    key = f"{url}#teaser" if url and cut else url
    return Article(text=text, title=title, publisher=said_by or publisher, url=key, date=day, source=name)


def _uncut(text: str) -> tuple[str, bool]:
    """The text without a sentence that is broken off at its end, and whether one was."""
    match = _CUT.search(text)
    if match is None:
        return text, False
    whole = text[: match.start()].rstrip()
    stops = [stop.end() for stop in _LAST_STOP.finditer(whole + " ")]
    return whole[: stops[-1]] if stops else "", True


def _text(entry: Element, tag: str) -> str:
    for part in entry:
        if _name(part) == tag:
            inner = "".join(part.itertext()) if not len(part) else _markup(part)
            return text_of(inner) if len(part) or with_tags(inner) else html.unescape(inner).strip()
    return ""


def _markup(part: Element) -> str:
    """XHTML inside an element, as text to be read as HTML."""
    from xml.etree.ElementTree import tostring

    return re.sub(r"<(/?)\w+:", r"<\1", tostring(part, encoding="unicode"))


def _link(entry: Element, base: str | None) -> str | None:
    for part in entry:
        name, rel = _name(part), part.get("rel", "alternate")
        written = (part.get("href") or part.text or "").strip() if name in ("link", "guid", "origlink") else ""
        if not written or rel != "alternate" or (name == "guid" and part.get("isPermaLink") == "false"):
            continue
        try:
            return web_address(urljoin(base, written) if base else written)
        except (MalformedArticle, ValueError):
            continue
    return None


def _said(parent: Element, name: str) -> str:
    part = next((part for part in parent if _name(part) == name), None)
    return "".join(part.itertext()) if part is not None else ""


def _words(said: str) -> str | None:
    text = text_of(said) if with_tags(said) else html.unescape(said)
    return " ".join(text.split()) or None


def _name(part: Element) -> str:
    return part.tag.rpartition("}")[2].lower()
