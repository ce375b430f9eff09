"""From an input of any format to its articles, each checked to be English news."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from loaders.article import Article
from loaders.formats import archives, feed, html, mhtml, records, table, text
from loaders.formats.detection import Format, format_of
from loaders.formats.limits import MAX_BYTES, TooMuch
from loaders.formats.source import Found, Source
from loaders.news import checked
from ontology.errors import LoadError, MalformedArticle, NoArticle

_ARCHIVES: Final = (Format.ZIP, Format.GZIP, Format.TAR)


def found_in(source: Source) -> Iterator[Found]:
    """Every article of the input, or for each the reason why there is none; at least one of either.

    Errors of reading the bytes get out, since whoever opened them knows what they mean.
    """
    try:
        form, nothing = format_of(source), True
        for found in READERS[form](source):
            nothing = False
            # What lies in an archive was checked where it was read.
            yield _fit(found) if isinstance(found, Article) and form not in _ARCHIVES else found
        if nothing:
            yield NoArticle(f"{source.name} holds no records: no article.")
    except LoadError as error:
        if isinstance(error, TooMuch) and error.of != source.name and source.depth:
            raise  # nothing further is read of the archive around it
        yield error
    except archives.STREAM_ERRORS:
        raise
    except MemoryError:
        yield MalformedArticle(f"{source.name} needs more memory than there is: split it.")
    except Exception as error:
        # A fault of the program; the other inputs go on.
        failure = LoadError(f"{source.name} cannot be read ({type(error).__name__}: {error}). Please report it.")
        failure.__cause__ = error
        yield failure


def _fit(article: Article) -> Found:
    if len(article.text) > MAX_BYTES:
        return MalformedArticle(f"{article.source} is longer than {MAX_BYTES // 1_000_000} MB: no article is.")
    return checked(article)


READERS: Final[Mapping[Format, Callable[[Source], Iterator[Found]]]] = {
    Format.TEXT: text.articles,
    Format.HTML: html.articles,
    Format.MHTML: mhtml.articles,
    Format.JSON: records.documents,
    Format.JSON_LINES: records.lines,
    Format.TABLE: table.articles,
    Format.FEED: feed.articles,
    Format.ZIP: partial(archives.zipped, read=found_in),
    Format.GZIP: partial(archives.gzipped, read=found_in),
    Format.TAR: partial(archives.tar, read=found_in),
}
"""What reads each format."""
