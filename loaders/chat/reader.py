"""The chat reader: an article, piece by piece, to a chat endpoint, and its answers as facts to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from loaders.article import Article
from loaders.chat.settings import Settings, settings
from loaders.facts import Passage
from loaders.reading.document import Document
from loaders.reading.segments import document
from ontology.errors import LoadError, ReaderError

try:
    from loaders.chat.answers import facts_in, placed
    from loaders.chat.endpoint import CutOff, Endpoint
    from loaders.chat.questions import edition, halves, pieces, question
except ModuleNotFoundError as error:
    raise ReaderError("The reader kerege-chat needs more packages: pip install 'kerege[chat]'.") from error

MOST_PIECES: Final = 50
"""Questions that one article may take: it would be a book."""


class ChatReader:
    """Asks the endpoint that the environment names."""

    def __call__(self, article: Article) -> Iterator[Any]:
        """Yield the facts of an article, evidence in its place, unchecked.

        Raises:
            LoadError: the article is too long, or a question about it got no answer.
            ReaderError: no question will get an answer.
        """
        found = document(article)
        parts = pieces(found)
        if len(parts) > MOST_PIECES:
            raise LoadError(f"it would take {len(parts)} questions, and {MOST_PIECES} are the most.")
        endpoint = _endpoint(settings())
        for part in parts:
            yield from _facts(article, found, part, endpoint)

    def version(self) -> str:
        """The model, and the way of asking it."""
        return f"{settings().model}/{edition()}"

    def notice(self) -> str:
        """Tell where the texts go."""
        chosen = settings()
        return f"The texts of the articles are sent to {chosen.url}, to be read by {chosen.model}."


def _facts(article: Article, found: Document, part: Passage, endpoint: Endpoint) -> Iterator[Any]:
    try:
        said = endpoint.ask(question(article, part), facts_in)
    except CutOff:
        two = halves(found, part)
        if two is None:
            raise LoadError("an answer about one sentence was cut off: the model may not write enough.") from None
        for half in two:
            yield from _facts(article, found, half, endpoint)
        return
    for fact in said:
        yield placed(fact, found, part)


@cache
def _endpoint(chosen: Settings) -> Endpoint:
    return Endpoint(chosen)


read: Final = ChatReader()
"""What is registered as the reader ``kerege-chat``."""
