"""Articles from files, folders and standard input.

Every input yields an ``Article`` or the ``LoadError`` that says why there is none: nothing gets lost on the way, and
one broken file does not hold up the others.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from loaders.article import Article
from loaders.front_matter import front_matter
from ontology.errors import LoadError, MalformedArticle

STDIN: Final = "-"
SUFFIXES: Final = frozenset({".txt", ".md"})
"""What is taken from a folder."""
MAX_BYTES: Final = 4_000_000
"""A larger file is no news article, and reading it would hold up all the others."""

_TEXT: Final = SUFFIXES | {".markdown", ".text", ""}
_BLANK: Final = "\ufeff \t\r\n\f\v"
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def articles(inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Article | LoadError]:
    """The articles of all inputs in order: files, folders (all they hold, sorted), ``-`` for standard input.

    A file that is reached twice is read once.
    """
    seen: set[Path] = set()
    for given in inputs:
        if str(given) == STDIN:
            yield _attempt_stream(stdin or sys.stdin.buffer)
            continue
        for found in _files(Path(given)):
            if isinstance(found, LoadError):
                yield found
            elif (place := found.resolve()) not in seen:
                seen.add(place)
                yield _attempt(found)


def read_file(path: Path) -> Article:
    """The article in one file; raises ``LoadError`` with the file's name and the reason."""
    if path.suffix.lower() not in _TEXT:
        raise MalformedArticle(f"{path} is no text: only text and Markdown files (.txt, .md) are read.")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise LoadError(f"{path} does not exist.") from error
    except OSError as error:
        raise MalformedArticle(f"{path} cannot be opened: {error.strerror or error}.") from error
    return decode(data, source=str(path))


def decode(data: bytes, *, source: str) -> Article:
    """The article in the bytes of a file, its text exactly what they decode to.

    No newline is translated and a byte order mark stays (as the character it is), so that offsets into the text are
    offsets into the file. Raises ``MalformedArticle``.
    """
    if len(data) > MAX_BYTES:
        raise MalformedArticle(f"{source} is larger than {MAX_BYTES // 1_000_000} MB: give each article its own file.")
    if data.startswith(_WIDE):
        raise MalformedArticle(f"{source} is in UTF-16: save it as UTF-8.")
    if b"\x00" in data:
        raise MalformedArticle(f"{source} is no text: it holds binary data.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedArticle(f"{source} is not UTF-8 (byte {error.start + 1}): save it as UTF-8.") from error
    return parse(text, source=source)


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


def _attempt(path: Path) -> Article | LoadError:
    try:
        return read_file(path)
    except LoadError as error:
        return error


def _attempt_stream(stream: BinaryIO) -> Article | LoadError:
    try:
        return decode(stream.read(MAX_BYTES + 1), source="<stdin>")
    except LoadError as error:
        return error


def _files(given: Path) -> Iterator[Path | LoadError]:
    """The files of one input: itself, or what a folder holds, without hidden files."""
    if not given.is_dir():
        yield given
        return
    problems: list[LoadError] = []

    def note(error: OSError) -> None:
        problems.append(LoadError(f"{error.filename} cannot be opened: {error.strerror or error}."))

    empty = True
    for folder, inner, names in os.walk(given, onerror=note):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                empty = False
                yield Path(folder) / name
    yield from problems
    if empty and not problems:
        yield LoadError(f"{given} holds no .txt or .md file.")
