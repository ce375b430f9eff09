"""Web pages that a browser saved as one file (MHTML): the page is the first HTML part."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from typing import cast

from loaders.formats.encoding import decoded
from loaders.formats.html import article_of
from loaders.formats.limits import MAX_PAGE
from loaders.formats.source import Found, Source
from ontology.errors import MalformedArticle, NoArticle


def articles(source: Source) -> Iterator[Found]:
    """The one article on a page saved with its pictures."""
    try:
        message = message_from_bytes(source.all_bytes(4 * MAX_PAGE, hint="no news page is"))
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        data = cast("bytes | None", part.get_payload(decode=True)) if part is not None else None
        charset = part.get_content_charset() if part is not None else None
    except (ValueError, LookupError, RecursionError) as error:
        raise MalformedArticle(f"{source.name} is a broken MHTML file ({error}): save the page again.") from error
    if part is None or not data:
        raise NoArticle(f"{source.name} is a saved web page without HTML in it.")
    saved = part["Content-Location"] or message["Snapshot-Content-Location"]
    page = decoded(data, name=source.name, charset=charset, markup=True)
    yield article_of(page, source=source.name, saved=str(saved) if saved else None)
