"""JSON Lines and JSON: a record an article, its fields by the names in ``loaders.formats.columns``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Final, TypeVar, cast

from loaders.article import Article
from loaders.formats.columns import TEXT, article_of, field_of
from loaders.formats.encoding import decoded, marked_encoding
from loaders.formats.limits import MAX_BYTES, MAX_JSON
from loaders.formats.source import Found, Source
from ontology.errors import LoadError, MalformedArticle, NoArticle

_Given = TypeVar("_Given")
_LINE: Final = 3 * MAX_BYTES
"""Bytes of one line: a text may be three times as long with every letter escaped."""
_LISTS: Final = (
    "articles",
    "items",
    "entries",
    "results",
    "data",
    "docs",
    "documents",
    "records",
    "response",
    "@graph",
)
"""Where an object keeps its records."""


def lines(source: Source) -> Iterator[Found]:
    """The articles of a JSON Lines file of any size, a line each."""
    if (encoding := marked_encoding(source.head)) not in (None, "utf-8"):
        raise MalformedArticle(f"{source.name} is JSON Lines in {str(encoding).upper()}: save it as UTF-8.")
    number = 0
    while line := source.stream.readline(_LINE + 1):
        number += 1
        name = f"{source.name}, line {number}"
        if len(line) > _LINE:
            yield MalformedArticle(f"{name} is longer than {_LINE // 1_000_000} MB: it and what follows is not read.")
            return
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _attempt(_parsed, line, name)


def documents(source: Source) -> Iterator[Found]:
    """The articles of a JSON document: an array of records, an object that holds one, or a single record."""
    data = source.all_bytes(MAX_JSON, hint="write it as JSON Lines, which is read line by line")
    content = _parsed_json(data, source.name)
    records = _records(content)
    if records is None:
        yield _attempt(_record, content, source.name)
        return
    if not records:
        raise NoArticle(f"{source.name} is an empty list: no article.")
    for number, record in enumerate(records, 1):
        yield _attempt(_record, record, f"{source.name}, article {number}")


def _records(content: object, depth: int = 0) -> list[object] | None:
    if isinstance(content, list):
        return cast("list[object]", content)
    if isinstance(content, dict) and depth < 3:
        fields = cast("dict[str, object]", content)
        if TEXT in map(field_of, fields):
            return None
        for name in _LISTS:
            if name in fields and (found := _records(fields[name], depth + 1)) is not None:
                return found
    return None


def _attempt(read: Callable[[_Given, str], Article], given: _Given, name: str) -> Found:
    try:
        return read(given, name)
    except LoadError as error:
        return error


def _parsed(line: bytes, name: str) -> Article:
    return _record(_parsed_json(line, name), name)


def _record(record: object, name: str) -> Article:
    if not isinstance(record, dict):
        raise MalformedArticle(f"{name} is no record: an object with a text, a title, a date and so on is wanted.")
    return article_of(cast("dict[str, object]", record), source=name)


def _parsed_json(data: bytes, name: str) -> object:
    try:
        return json.loads(decoded(data, name=name).lstrip("\ufeff"))
    except RecursionError as error:
        raise MalformedArticle(f"{name} is nested too deeply.") from error
    except ValueError as error:
        raise MalformedArticle(f"{name} is no valid JSON: {error}.") from error
