"""What a reader is to the rest of the program: a name, a version, and a function from an article to its reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from loaders.article import Article
from loaders.facts import Reading
from loaders.readers.intake import taken_in
from loaders.reading.reader import READER, read
from loaders.reading.version import NAME
from ontology.errors import LoadError, ReaderError
from ontology.reference import Knowledge

RULES: Final = NAME
"""The name of Kerege's own reader."""

Said = Callable[[Article], Iterable[Mapping[str, Any]]]
"""What a package registers: a function from an article to its facts, as JSON objects of the exchange format."""


class Reader(Protocol):
    """What reads articles."""

    @property
    def name(self) -> str:
        """What people call it by."""
        ...

    @property
    def version(self) -> str:
        """Name and version, as the graph records them: another one reads an article again."""
        ...

    @property
    def notice(self) -> str | None:
        """A sentence for the user before articles are read: what leaves the machine, what it costs."""
        ...

    def read(self, article: Article, knowledge: Knowledge) -> Reading:
        """The reading of an article.

        Raises ``LoadError`` for an article that cannot be read, ``ReaderError`` where none can be.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesReader:
    """Kerege's own reader, by rules."""

    name: str = RULES
    version: str = READER
    notice: str | None = None

    def read(self, article: Article, knowledge: Knowledge) -> Reading:
        """The reading of an article."""
        try:
            return read(article, knowledge)
        except Exception as error:
            raise LoadError(
                f"{article.source} could not be read: the reader failed with {_told(error)}. Please report it."
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReader:
    """A reader that a package brings; what it says is checked."""

    name: str
    version: str
    said: Said
    notice: str | None = None

    def read(self, article: Article, knowledge: Knowledge) -> Reading:
        """The reading of an article, with what was not let in."""
        try:
            found = self.said(article)
            if not _is_facts(found):
                raise TypeError(f"it gave {type(found).__name__} and not a series of JSON objects")
            return taken_in(article, found, name=self.name, reader=self.version, knowledge=knowledge)
        except ReaderError:
            raise
        except LoadError as error:
            if article.source in str(error):
                raise
            raise LoadError(f"{article.source} could not be read by {self.name}: {error}") from error
        except (Exception, SystemExit) as error:  # one that calls sys.exit() may not end the run either
            raise LoadError(
                f"{article.source} could not be read: the reader {self.name} failed with {_told(error)}."
            ) from error


def _is_facts(found: object) -> bool:
    return isinstance(found, Iterable) and not isinstance(found, str | bytes | Mapping)


def _told(error: BaseException) -> str:
    return re.sub(r"\s+", " ", f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
