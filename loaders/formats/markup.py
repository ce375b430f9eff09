"""Plain text from a piece of HTML, such as feeds and records hold: blocks become paragraphs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_TAGS: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|a|b|i|em|strong|span|blockquote|table|img|figure)\b[^<>]*>", re.I
)
_BLOCKS: Final = (
    " address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol"
    " p pre section table td th tr ul "
)
_UNSEEN: Final = " script style template noscript head iframe object svg form button figcaption "


def with_tags(text: str) -> bool:
    """Whether a text has HTML in it."""
    return _TAGS.search(text) is not None


def text_of(markup: str) -> str:
    """The text of a piece of HTML, its paragraphs apart by an empty line."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[list[str]] = [[]]
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if f" {tag} " in _UNSEEN:
            self._unseen.append(tag)
        elif f" {tag} " in _BLOCKS:
            self._paragraphs.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif f" {tag} " in _BLOCKS:
            self._paragraphs.append([])

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._paragraphs[-1].append(data)

    def text(self) -> str:
        joined = (" ".join("".join(parts).split()) for parts in self._paragraphs)
        return "\n\n".join(paragraph for paragraph in joined if paragraph)
