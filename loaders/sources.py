"""Articles from files, folders, archives, web addresses and standard input.

Every input yields its articles, or for each the ``LoadError`` that says why there is none: nothing gets lost on the
way, and one broken file does not hold up the others. ``loaders.formats`` knows the formats.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from loaders.article import Article
from loaders.folders import files
from loaders.formats.limits import MAX_BYTES
from loaders.formats.reading import found_in
from loaders.formats.source import Found, opened
from loaders.formats.text import decode, parse
from loaders.web import fetched, is_address
from ontology.errors import LoadError, MalformedArticle

__all__ = ["MAX_BYTES", "STDIN", "articles", "decode", "parse", "read_file"]

STDIN: Final = "-"


def articles(inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Article | LoadError]:
    """The articles of all inputs in order: files, folders (all they hold, sorted), addresses, ``-`` for standard input.

    A file that is reached twice is read once. Only what is given as ``http://…`` or ``https://…`` is fetched from the
    web, and nothing that it links to.
    """
    seen: set[Path] = set()
    for given in inputs:
        if str(given) == STDIN:
            yield from _stream(stdin or sys.stdin.buffer)
        elif isinstance(given, str) and is_address(given):
            yield from _page(given)
        else:
            for found in files(Path(given)):
                if isinstance(found, LoadError):
                    yield found
                elif (place := found.resolve()) not in seen:
                    seen.add(place)
                    yield from _file(found)


def read_file(path: Path) -> Article:
    """The one article in a file of any format.

    Raises ``LoadError`` with the file's name and the reason, also if there are several articles in it.
    """
    found = _file(path)
    article = next(found)
    if isinstance(article, LoadError):
        raise article
    if next(found, None) is not None:
        raise LoadError(f"{path} holds several articles: name one by its web address.")
    return article


def _file(path: Path) -> Iterator[Found]:
    try:
        with path.open("rb") as file:
            yield from found_in(opened(file, name=str(path)))
    except FileNotFoundError:
        yield LoadError(f"{path} does not exist.")
    except OSError as error:
        yield MalformedArticle(f"{path} cannot be opened: {error.strerror or error}.")
    except LoadError as error:
        yield error


def _page(address: str) -> Iterator[Found]:
    try:
        with fetched(address) as source:
            yield from found_in(source)
    except LoadError as error:
        yield error


def _stream(stream: BinaryIO) -> Iterator[Found]:
    try:
        yield from found_in(opened(stream, name="<stdin>"))
    except OSError as error:
        yield MalformedArticle(f"<stdin> cannot be read: {error.strerror or error}.")
    except LoadError as error:
        yield error
