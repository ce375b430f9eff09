"""Tables (CSV, TSV): a row an article, its columns by the names in ``loaders.formats.columns``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from loaders.formats.columns import NAMES, TEXT, article_of, delimiter_of, field_of
from loaders.formats.encoding import decoded, marked_encoding
from loaders.formats.limits import MAX_BYTES
from loaders.formats.source import Found, Source
from ontology.errors import LoadError, MalformedArticle

_FEW: Final = 60
"""Columns beyond which a table is not one of articles."""


def articles(source: Source) -> Iterator[Found]:
    """The articles of a table of any size, a row each; the first row names the columns."""
    encoding = marked_encoding(source.head) or "utf-8"
    if encoding == "utf-8":
        # Cells of other encodings are found out one by one, in ``_cell``.
        lines = io.TextIOWrapper(source.stream, encoding, errors="surrogateescape", newline="")
    else:
        lines = io.TextIOWrapper(source.stream, encoding, newline="")
    try:
        yield from _rows(lines, source.name)
    except csv.Error as error:
        raise MalformedArticle(f"{source.name} is a broken table ({error}): what follows is not read.") from error
    except UnicodeDecodeError as error:
        raise MalformedArticle(f"{source.name} is not the {encoding.upper()} that it begins as.") from error
    finally:
        lines.detach()


def _rows(lines: io.TextIOWrapper, name: str) -> Iterator[Found]:
    header = lines.readline(MAX_BYTES).lstrip("\ufeff")
    delimiter = delimiter_of(header)
    cells: list[str] = next(csv.reader([header], delimiter=delimiter), [""])
    columns = [cell.strip() for cell in cells]
    if TEXT not in map(field_of, columns):
        wanted = ", ".join(NAMES[TEXT][:4])
        found = ", ".join(columns[:_FEW]) or "none"
        raise MalformedArticle(f"{name} is a table without a column for the text ({wanted}, …); it has: {found[:300]}.")
    csv.field_size_limit(MAX_BYTES)  # for the whole program, which reads no other tables
    for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 2):
        if any(cell.strip() for cell in row):
            yield _row(columns, row, f"{name}, row {number}")


def _row(columns: list[str], row: list[str], name: str) -> Found:
    try:
        if len(row) > len(columns):
            raise MalformedArticle(f"{name} has {len(row)} cells for {len(columns)} columns: quote cells with commas.")
        return article_of(dict(zip(columns, (_cell(cell, name) for cell in row), strict=False)), source=name)
    except LoadError as error:
        return error


def _cell(cell: str, name: str) -> str:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return decoded(cell.encode("utf-8", "surrogateescape"), name=name)
    return cell
