"""An article's text in one typography, and the way back to the article's own offsets.

Spaces that do not break, thin ones and runs of several read as one space, other hyphens as the hyphen, the figure dash
and the minus sign as the dash; what has no width (soft hyphens, marks of direction) and control characters are left
out. Whatever is found in the plain text is told with the offsets of the article's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from loaders.article import Article
from loaders.facts import Fact, Passage, Statement

_PLAIN: Final = {
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2012\u2212\ufe58", "–"),
}
_OTHER: Final = re.compile(f"[{''.join(_PLAIN)}]")
_UNSEEN: Final = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
)
_RUN: Final = re.compile(r"(?<=[^\s]) {2,}(?=[^\s])")
"""Several spaces between two words of a line; those that begin or end a line are layout."""
_HIDDEN: Final = re.compile(f"[{_UNSEEN}]")
_RUN_OR_HIDDEN: Final = re.compile(rf"{_RUN.pattern}| ?[{_UNSEEN}](?: *[{_UNSEEN}])* *")


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
            evidence = tuple(map(self.passage, fact.evidence)) if self.cuts else fact.evidence
            if evidence == fact.evidence:
                yield fact
            elif isinstance(fact, Statement):
                yield replace(fact, evidence=evidence, text=self.passage(fact.text))
            else:
                yield replace(fact, evidence=evidence)

    def passage(self, passage: Passage) -> Passage:
        """A passage of the plain text, where it stands in the article's own."""
        start, end = passage
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, at: int) -> int:
        cut = bisect_right(self.cuts, at)
        return at + (self.lengths[cut - 1] if cut else 0)


def plain(article: Article) -> Plain:
    """The article in plain typography; nearly always it is that already."""
    text = _OTHER.sub(lambda other: _PLAIN[other[0]], article.text)
    runs = _RUN_OR_HIDDEN if _HIDDEN.search(text, article.body) else _RUN
    kept: list[str] = []
    cuts: list[int] = []
    lengths: list[int] = []
    at = gone = 0
    for run in runs.finditer(text, article.body):
        space = " " if " " in run[0] else ""
        kept += text[at : run.start()], space
        at = run.end()
        cuts.append(run.start() + len(space) - gone)
        gone += len(run[0]) - len(space)
        lengths.append(gone)
    if text != article.text or cuts:
        article = replace(article, text="".join([*kept, text[at:]]))
    return Plain(article=article, cuts=tuple(cuts), lengths=tuple(lengths))
