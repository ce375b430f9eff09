"""An article as the reader gets it: text that is never changed, and what is known about the text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from ontology import iris


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article.

    ``text`` is exactly the decoded file; every offset anywhere counts its code points. ``body`` is where the
    article proper begins (after front matter or a ``date YYYY-MM-DD`` header); reading starts there.
    """

    text: str
    body: int = 0
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    name: str | None = None
    """The front matter's ``id``, for an article without a URL."""
    date: date | None = None
    source: str = "<text>"
    """Where it came from, for messages: a path, ``<stdin>``, ``<text>``."""

    @property
    def digest(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def key(self) -> str:
        """What stands for the article in IRIs: from its URL, else its front matter, else its digest."""
        if self.url:
            return iris.article_key("url", self.url)
        if self.name:
            return iris.article_key("id", self.name)
        if self.title and self.publisher and self.date:
            return iris.article_key("front", self.publisher, self.date.isoformat(), self.title)
        return iris.article_key("digest", self.digest)
