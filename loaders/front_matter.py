"""What may stand before an article: YAML front matter, a ``date YYYY-MM-DD`` header, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, cast
from urllib.parse import urldefrag, urlsplit, urlunsplit

import yaml

from ontology.errors import MalformedArticle

FIELDS: Final = ("title", "url", "publisher", "date", "id")
"""The keys of front matter that are read; others are left to other programs."""

_OPENING: Final = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_HEADER: Final = re.compile(r"\ufeff?\s*[Dd]ate:?[ \t]+(\d{4}-\d{1,2}-\d{1,2})\b")
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{1,2}:.*)?")
_NO_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_UNSAID: Final = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What an article's head says of it, and ``body``, the offset at which the article proper begins."""

    body: int = 0
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: date | None = None
    id: str | None = None


def front_matter(text: str) -> FrontMatter:
    """The head of an article.

    Raises ``MalformedArticle`` with the bare reason ("the date 2026-02-30 is no calendar date …"): the caller knows
    the name of the file.
    """
    opening = _OPENING.match(text)
    if opening is not None:
        return _yaml_head(text, opening.end())
    header = _HEADER.match(text)
    if header is not None:
        return FrontMatter(body=_words_from(text, header.end()), date=_day(header[1]))
    return FrontMatter(body=_words_from(text, 1 if text.startswith("\ufeff") else 0))


def web_address(written: str) -> str:
    """A URL without its fragment, scheme and host in lower case: one address for one article.

    Raises ``MalformedArticle`` with the bare reason.
    """
    try:
        parts = urlsplit(urldefrag(written).url)
        host = parts.hostname
    except ValueError:
        host = None
    else:
        if host and parts.scheme.lower() in ("http", "https") and not _NO_IRI.search(written):
            return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    raise MalformedArticle(f"the url {written} is no web address, such as https://example.org/news/1")


def _yaml_head(text: str, start: int) -> FrontMatter:
    closing = _CLOSING.search(text, start)
    if closing is None:
        raise MalformedArticle("its front matter is opened with --- but never closed; close it with a line ---")
    fields = _fields(text[start : closing.start()])
    written, url = fields.get("date"), fields.get("url")
    return FrontMatter(
        body=_words_from(text, closing.end()),
        title=fields.get("title"),
        url=None if url is None else web_address(url),
        publisher=fields.get("publisher"),
        date=None if written is None else _day(written),
        id=fields.get("id"),
    )


def _fields(source: str) -> dict[str, str]:
    """The known fields that are filled, all as strings: YAML's own idea of dates and of ``No`` is not wanted here."""
    try:
        data: object = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 -- makes nothing but strings, lists, dicts
    except yaml.YAMLError as error:
        raise MalformedArticle(f"its front matter is not valid YAML ({_place(error)})") from error
    except RecursionError as error:
        raise MalformedArticle("its front matter is nested too deeply") from error
    if data in (None, ""):
        return {}
    if not isinstance(data, dict):
        raise MalformedArticle("its front matter is no list of keys and values, such as `date: 2026-02-23`")
    fields: dict[str, str] = {}
    for key, value in cast("dict[object, object]", data).items():
        if key not in FIELDS:
            continue
        if not isinstance(value, str):
            raise MalformedArticle(f"the {key} in its front matter is no single value")
        words = " ".join(value.split())
        if words.casefold() not in _UNSAID:
            fields[str(key)] = words
    return fields


def _place(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    mark: object = getattr(error, "problem_mark", None)
    # The mark counts from 0, and the opening line stands before what YAML sees.
    return f"{problem}, line {mark.line + 2}" if isinstance(mark, yaml.Mark) else str(problem)


def _day(written: str) -> date:
    match = _DAY.fullmatch(written)
    if match is None:
        raise MalformedArticle(f"the date {written} is not written as YYYY-MM-DD")
    try:
        return date.fromisoformat(match[1])
    except ValueError as error:
        raise MalformedArticle(f"the date {match[1]} is no day of the calendar") from error


def _words_from(text: str, start: int) -> int:
    """The offset of the first word at or after ``start``; the end of the text if there is none."""
    return start + len(text[start:]) - len(text[start:].lstrip())
