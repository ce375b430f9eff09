"""What the article has: passages verbatim at their offsets, the words of names, the numbers of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Final, TypeGuard

from loaders.article import Article
from loaders.facts import Passage
from loaders.readers.given import Refusal, is_list, is_object, quoted, wrong
from loaders.reading.document import Document, Quantity
from loaders.reading.numbers import ends
from loaders.reading.plain_text import Plain
from loaders.reading.vocabulary import vocabulary
from ontology.iris import fold

MOST_PASSAGES: Final = 20
LONGEST_PASSAGE: Final = 2_000
"""Code points: a passage is a sentence or two. The graph holds it, so it must not be the whole article."""

_ALIKE: Final = (
    ("'’‘`ʼ´", "['’‘`ʼ´]"),
    ('"“”„«»', '["“”„«»]'),
    ("-\u2010\u2011\u2012\u2013\u2014\u2212", "[-\u2010-\u2014\u2212]"),
)
_SORTS: Final = frozenset(
    [
        *("visit", "approval", "signing", "interview", "meeting", "talks", "agreement", "between", "session", "forum"),
        *("launch", "opening", "inauguration", "groundbreaking", "ceremony", "by", "to", "with", "on", "after", "next"),
    ]
)
"""Words with which an event or undertaking is described that the article tells of by a verb."""
_LIKE: Final = {sign: pattern for signs, pattern in _ALIKE for sign in signs}
"""Marks that are copied as others of their sort."""


class Grounds:
    """One article, as something that facts can be held against."""

    def __init__(self, article: Article, typed: Plain, document: Document) -> None:
        """``typed`` is the article in plain typography, ``document`` what is found in that."""
        self.article = article
        self._text = typed.article.text[article.body :]
        self._quantities = [(q, *typed.passage((q.start, q.end))) for q in document.quantities]

    @cached_property
    def body(self) -> str:
        """The article proper in plain typography, with single spaces."""
        return " ".join(self._text.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of the article, and each also without a sign of money or a plural’s ending."""
        return frozenset(form for word in fold(self.body).split() for form in (word, word.lstrip("$€£¥"), stem(word)))

    def passages(self, value: object) -> tuple[Passage, ...]:
        """The evidence of a fact: each passage stands where it is said to stand, word for word."""
        if not is_list(value) or not value:
            wrong("evidence", value, "a list of at least one passage")
        if len(value) > MOST_PASSAGES:
            raise Refusal(f"its evidence has {len(value)} passages, and at most {MOST_PASSAGES} are let in")
        return tuple(sorted({self._passage(item) for item in value}))

    def lacks(self, words: str, more: frozenset[str] = frozenset(), *, described: bool = False) -> str | None:
        """The first word, folded, that neither the article has, nor ``more``, nor joins names; ``None`` if none.

        What is ``described`` may have words that many things of its sort share, such as “visit”, “project”.
        """
        shared = _common() if described else _links()
        return next((w for w in fold(words).split() if not self._has(w, more) and w not in shared), None)

    def quantities(self, evidence: Iterable[Passage]) -> list[Quantity]:
        """The numbers that the passages have."""
        return [q for q, begin, after in self._quantities for start, end in evidence if start <= begin and after <= end]

    def quantity(self, value: float, evidence: tuple[Passage, ...]) -> Quantity:
        """The number of that value in the passages; raises ``Refusal`` if they have none."""
        for found in self.quantities(evidence):
            if any(abs(end - value) <= 1e-9 * abs(value) for end, _ in ends(found)):
                return found
        raise Refusal(f"its evidence has no number {value:,.15g}")

    def _has(self, word: str, more: frozenset[str]) -> bool:
        return word in self.words or word in more or stem(word) in self.words

    def _passage(self, item: object) -> Passage:
        if not is_object(item):
            wrong("evidence", item, 'passages {"text": …, "start": …, "end": …}')
        words, start, end = item.get("text"), item.get("start"), item.get("end")
        if not isinstance(words, str) or not words.strip():
            wrong("evidence", words, "passages with their text")
        text = self.article.text
        if words not in text:
            raise Refusal(f"its evidence {quoted(words)} does not stand in the article")
        if start is None and end is None:
            raise Refusal(f"its evidence {quoted(words)} comes without the place where it stands")
        if not _is_offset(start) or not _is_offset(end) or text[start:end] != words:
            raise Refusal(f"its evidence {quoted(words)} does not stand at {start}–{end}")
        if start < self.article.body:
            raise Refusal(f"its evidence {quoted(words)} stands in the head of the article, not in its text")
        if len(words) > LONGEST_PASSAGE:
            raise Refusal(f"a passage of its evidence is longer than {LONGEST_PASSAGE:,} characters")
        return start, end


def found_in(text: str, words: str, start: int = 0, end: int | None = None) -> list[Passage]:
    """Where quoted words stand in ``text[start:end]``: word for word, whatever the spaces, dashes and quote marks."""
    pattern = r"\s+".join("".join(_LIKE.get(c) or re.escape(c) for c in piece) for piece in words.split())
    if not pattern:
        return []
    return [match.span() for match in re.compile(pattern).finditer(text, start, len(text) if end is None else end)]


def stem(word: str) -> str:
    """A folded noun without the ending of its plural; folding has made “country” “countri”."""
    if word.endswith("ies"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_offset(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@cache
def _common() -> frozenset[str]:
    """Words that name no one thing: heads and links of names."""
    return frozenset(fold(word) for word in vocabulary().generic_words | _SORTS) | _links()


@cache
def _links() -> frozenset[str]:
    return frozenset(fold(word) for word in vocabulary().links) | {"s"}
