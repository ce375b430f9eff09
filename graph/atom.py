"""Atom feeds (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from typing import Final

MEDIA: Final = "application/atom+xml"
AUTHOR: Final = "Kerege"
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry; what it is known by, and when it was written, never change."""

    id: str
    """An IRI."""
    title: str
    updated: str
    """ISO date and time with its zone (RFC 3339)."""
    published: str = ""
    """The same; empty where unknown."""
    link: str = ""
    """Where it can be read in full."""
    summary: str = ""
    content: str = ""
    """HTML, whole and well-formed."""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed."""

    id: str
    title: str
    updated: str
    entries: tuple[FeedEntry, ...]
    """The newest first."""
    subtitle: str = ""
    itself: str = ""
    """Its address, if it has one."""
    page: str = ""
    """The address of a page that shows the same."""

    def xml(self) -> bytes:
        """The feed as a document, the same bytes for the same feed."""
        return "\n".join(_lines(self)).encode("utf-8")


def _lines(feed: Feed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield from _elements(("id", feed.id), ("title", feed.title), ("subtitle", feed.subtitle), ("updated", feed.updated))
    yield f"<author><name>{AUTHOR}</name></author>"
    yield f'<generator version="{_text(version("kerege"))}">{AUTHOR}</generator>'
    if feed.itself:
        yield f'<link rel="self" type="{MEDIA}" href="{_text(feed.itself)}"/>'
    if feed.page:
        yield f'<link rel="alternate" type="text/html" href="{_text(feed.page)}"/>'
    for entry in feed.entries:
        yield from _entry(entry)
    yield "</feed>\n"


def _entry(entry: FeedEntry) -> Iterator[str]:
    yield "<entry>"
    yield from _elements(
        ("id", entry.id), ("title", entry.title), ("updated", entry.updated), ("published", entry.published)
    )
    if entry.link:
        yield f'<link rel="alternate" href="{_text(entry.link)}"/>'
    if entry.category:
        yield f'<category term="{_text(entry.category)}"/>'
    yield from _elements(("summary", entry.summary))
    yield f'<content type="html">{_text(entry.content or escape(entry.title))}</content>'
    yield "</entry>"


def _elements(*pairs: tuple[str, str]) -> Iterable[str]:
    return (f"<{name}>{_text(text)}</{name}>" for name, text in pairs if text)


def _text(text: str) -> str:
    return escape(_NO_XML.sub("�", text))
