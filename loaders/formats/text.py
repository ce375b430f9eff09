"""Text and Markdown: an article is the file, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loaders.article import Article
from loaders.formats.encoding import decoded
from loaders.formats.limits import MAX_BYTES
from loaders.formats.source import Found, Source
from loaders.front_matter import front_matter
from ontology.errors import MalformedArticle

_BLANK: Final = "\ufeff \t\r\n\f\v"


def articles(source: Source) -> Iterator[Found]:
    """The one article in a text file."""
    yield decode(
        source.all_bytes(MAX_BYTES, hint="give each article its own file"), source=source.name, charset=source.charset
    )


def decode(data: bytes, *, source: str, charset: str | None = None) -> Article:
    """The article in the bytes of a file, its text exactly what they decode to.

    No newline is translated and a byte order mark stays (as the character it is), so that offsets into the text are
    offsets into the file. Raises ``MalformedArticle``.
    """
    if len(data) > MAX_BYTES:
        raise MalformedArticle(f"{source} is larger than {MAX_BYTES // 1_000_000} MB: give each article its own file.")
    return parse(decoded(data, name=source, charset=charset), source=source)


def parse(text: str, *, source: str = "<text>") -> Article:
    """The article in a text, with what its head says; raises ``MalformedArticle`` with ``source`` and the reason."""
    try:
        head = front_matter(text)
    except MalformedArticle as error:
        raise MalformedArticle(f"{source} cannot be read: {error}.") from error
    if head.body >= len(text):
        raise MalformedArticle(f"{source} holds no text{' after its head' if text.strip(_BLANK) else ''}.")
    return Article(
        text=text,
        body=head.body,
        title=head.title,
        publisher=head.publisher,
        url=head.url,
        name=head.id,
        date=head.date,
        source=source,
    )
