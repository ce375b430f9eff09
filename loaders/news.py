"""What is no English news text, told before it is read."""

from __future__ import annotations

from typing import Final

from loaders.article import Article
from loaders.language import ENGLISH, guess
from ontology.errors import NoArticle

_LOOKED_AT: Final = 20_000
"""Characters that decide, from the beginning of the article proper."""
_SHORT: Final = 8
"""With fewer words nothing is sure, and such a text is left to the reader."""
_SURE: Final = 12
_SENTENCES: Final = 40
"""Words from which on a text without function words is seen to have no sentences."""
_FEW: Final = 0.1
_SYMBOLS: Final = frozenset("{}[]<>;=\\|_#$&*@^~`")
_MANY_SYMBOLS: Final = 0.06
_MANY_DIGITS: Final = 0.3


def checked(article: Article) -> Article | NoArticle:
    """The article, or the reason why it is not read, with its name."""
    reason = why_no_news(article.text[article.body : article.body + _LOOKED_AT])
    return NoArticle(f"{article.source} {reason}.") if reason else article


def why_no_news(text: str) -> str | None:
    """What a text is that is no English prose, as what follows its name in a sentence; ``None`` if it is.

    A text of few words is let through: it says little, but nothing is sure about it. On the 20,000 first characters
    of news this takes about a millisecond.
    """
    told = guess(text)
    if not told.words:
        return "holds no words"
    if told.words < _SHORT:
        return None
    other = told.language if told.language != ENGLISH else None
    if other and told.words >= _SURE and told.share >= _FEW and told.share > 1.5 * told.english:
        return f"is in {other}: only English articles are read"
    written = [character for character in text if not character.isspace()]
    if sum(character in _SYMBOLS for character in written) > _MANY_SYMBOLS * len(written):
        return "is program code or data, no article"
    if sum(character.isdigit() for character in written) > _MANY_DIGITS * len(written):
        return "is a table or list of numbers, no article"
    if told.words >= _SENTENCES and told.english < _FEW:
        return "holds no English sentences: it is a list, or in a language that is not recognized"
    return None
