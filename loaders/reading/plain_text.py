"""An article's text in one typography, and the way back to the article's own offsets.

Spaces that do not break, thin ones and runs of several read as one space, other hyphens as the hyphen, the figure dash
and the minus sign as the dash. Whatever is found in the plain text is told with the offsets of the article's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from loaders.article import Article
from loaders.facts import Fact, Passage, Statement

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2012\u2212\ufe58", "–"),
    }
)
_RUN: Final = re.compile(r"(?<=[^\s]) {2,}(?=[^\s])")
"""Several spaces between two words of a line; those that begin or end a line are layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """An article in plain typography."""

    article: Article
    cuts: tuple[int, ...]
    """Where in the plain text something was left out right before, in order."""
    lengths: tuple[int, ...]
    """How many characters were left out in all, up to each cut."""

    def facts(self, found: Iterable[Fact]) -> Iterator[Fact]:
        """Facts of the plain text with the offsets of the article's own."""
        for fact in found:
            evidence = tuple(map(self._passage, fact.evidence)) if self.cuts else fact.evidence
            if evidence == fact.evidence:
                yield fact
            elif isinstance(fact, Statement):
                yield replace(fact, evidence=evidence, text=self._passage(fact.text))
            else:
                yield replace(fact, evidence=evidence)

    def _passage(self, passage: Passage) -> Passage:
        start, end = passage
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, at: int) -> int:
        cut = bisect_right(self.cuts, at)
        return at + (self.lengths[cut - 1] if cut else 0)


def plain(article: Article) -> Plain:
    """The article in plain typography; nearly always it is that already."""
    text = article.text.translate(_PLAIN)
    cuts: list[int] = []
    lengths: list[int] = []
    gone = 0
    for run in _RUN.finditer(text, article.body):
        more = run.end() - run.start() - 1
        cuts.append(run.start() + 1 - gone)
        gone += more
        lengths.append(gone)
    if text != article.text or cuts:
        text = text[: article.body] + _RUN.sub(" ", text[article.body :]) if cuts else text
        article = replace(article, text=text)
    return Plain(article=article, cuts=tuple(cuts), lengths=tuple(lengths))
