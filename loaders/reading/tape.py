"""A sentence as a tape of chunks, each with a one-letter code, so that a grammar is a regular expression over letters.

This is the cascade of finite-state stages of FASTUS (Hobbs et al. 1997): a stage finds a pattern on the codes and
collapses what it covers into one chunk; later stages see the heads only.

Codes of words::

    c capitalized word   C the same, of a function word   M the same, of a portfolio (Finance, Affairs)
    A word in capitals, 2-6 letters   i initial or name particle
    k/m institution head    G/g framework head    R/r project head    V/v event head   (capitalized / not)
    T post (“Deputy Prime Minister”)              y year or years before a noun
    o of    f for    n in, at, near    a and, &    d determiner    s possessive 's    t to    w with    b by
    u on, about    F from    B between    h who, which
    U a web site's name    H honorific (Mr., Dr.)
    , ( ) - " . ;  the marks themselves (" for any quotation mark)         x any other word

Codes of what stages find: ``P`` person, ``I`` institution, ``L`` place, ``N`` demonym, ``J`` project, ``W`` framework,
``E`` event, ``Q`` quantity, ``D`` date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from loaders.facts import Kind
from loaders.reading.document import Document, Sentence, Token
from loaders.reading.drafts import Draft
from loaders.reading.vocabulary import Vocabulary

ENTITY: Final = {
    Kind.PERSON: "P",
    Kind.INSTITUTION: "I",
    Kind.PLACE: "L",
    Kind.PROJECT: "J",
    Kind.FRAMEWORK: "W",
    Kind.EVENT: "E",
}
_FUNCTION: Final = {
    "of": "o",
    "for": "f",
    "in": "n",
    "at": "n",
    "near": "n",
    "inside": "n",
    "and": "a",
    "&": "a",
    "or": "a",
    "to": "t",
    "with": "w",
    "by": "b",
    "on": "u",
    "about": "u",
    "concerning": "u",
    "regarding": "u",
    "from": "F",
    "between": "B",
    "who": "h",
    "which": "h",
    "whose": "h",
    "’s": "s",
    "'s": "s",
    "‘s": "s",
    "’": "s",
} | dict.fromkeys(("the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "these", "those"), "d")
_MARKS: Final = {c: c for c in ",().;:"} | {"[": "(", "]": ")", ":": ";", "!": ".", "?": "."}
_MARKS.update(dict.fromkeys("\"“”„«»‘’'‹›", '"'))
_MARKS.update(dict.fromkeys("-–—‐‑‒−", "-"))
_YEARS: Final = re.compile(r"(?:19|20)\d\d$")
_DOMAIN: Final = re.compile(r"(?:www\.)?[A-Za-z][\w-]+(?:\.[a-z]{2,12}){1,2}$", re.IGNORECASE)
_HEAD: Final = {
    Kind.INSTITUTION: ("k", "m"),
    Kind.FRAMEWORK: ("G", "g"),
    Kind.PROJECT: ("R", "r"),
    Kind.EVENT: ("V", "v"),
}


@dataclass(slots=True, eq=False)
class Chunk:
    """One or more tokens that a stage treats as one; ``start``–``end`` are offsets of the bare reference."""

    start: int
    end: int
    code: str
    lower: str
    """Its words, lower case, single spaces; of a found entity, of the bare reference."""
    draft: Draft | None = None
    form: str = "name"
    outer_start: int = -1
    outer_end: int = -1
    parts: tuple[Chunk, ...] = ()
    """What a collapsed chunk was made of."""

    def __post_init__(self) -> None:
        """A fresh chunk has no noun group around it."""
        if self.outer_start < 0:
            self.outer_start, self.outer_end = self.start, self.end


@dataclass(slots=True)
class Tape:
    """The chunks of one sentence and their codes, which change from stage to stage."""

    sentence: Sentence
    text: str
    """The whole article's text, which offsets count."""
    chunks: list[Chunk]
    codes: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep the codes beside the chunks."""
        self.recode()

    def recode(self) -> None:
        """Bring the codes up to date after chunks have changed."""
        self.codes = "".join(c.code for c in self.chunks)

    def rewrite(
        self, pattern: re.Pattern[str], make: Callable[[Tape, re.Match[str]], tuple[int, int, Chunk] | None]
    ) -> None:
        """Collapse, left to right, what ``make`` takes of each match of ``pattern``.

        ``make`` answers the half-open range of chunks to replace and the chunk to put there, or ``None`` to leave it.
        """
        at = 0
        while match := pattern.search(self.codes, at):
            made = make(self, match)
            if made is None:
                at = match.start() + 1
                continue
            first, last, chunk = made
            chunk.parts = tuple(self.chunks[first:last])
            self.chunks[first:last] = [chunk]
            self.recode()
            at = first + 1

    def words(self, first: int, last: int) -> str:
        """The lower-case words of a range of chunks."""
        return " ".join(c.lower for c in self.chunks[first:last])

    def __iter__(self) -> Iterator[Chunk]:
        """The chunks in order."""
        return iter(self.chunks)


def tapes(document: Document, words: Vocabulary) -> list[Tape]:
    """A tape for each sentence, with numbers and dates collapsed."""
    values = _values(document)
    return [Tape(s, document.text, _chunks(document, s, values, words)) for s in document.sentences]


def _values(document: Document) -> dict[int, tuple[int, str]]:
    """Start → (end, code) of every quantity and date."""
    found = {q.start: (q.end, "Q") for q in document.quantities if q.family != "number"}
    found.update({w.start: (w.end, "y" if w.role == "modifier" else "D") for w in document.whens})
    return found


def _chunks(
    document: Document, sentence: Sentence, values: dict[int, tuple[int, str]], words: Vocabulary
) -> list[Chunk]:
    tokens = document.tokens[sentence.first : sentence.last]
    chunks: list[Chunk] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.start in values:
            end, code = values[token.start]
            chunks.append(Chunk(token.start, end, code, document.text[token.start : end].lower()))
            while i < len(tokens) and tokens[i].start < end:
                i += 1
            continue
        if token.start < sentence.dateline:  # a dateline's place is a fact, its words are no part of the clause
            chunks.append(Chunk(token.start, token.end, _dateline_code(token), token.text.lower()))
            i += 1
            continue
        length = _post_length(tokens, i, words)
        if length:
            end = tokens[i + length - 1].end
            chunks.append(Chunk(token.start, end, "T", " ".join(t.text.lower() for t in tokens[i : i + length])))
            i += length
            continue
        length, code = _head(tokens, i, words)
        if length:
            end = tokens[i + length - 1].end
            chunks.append(Chunk(token.start, end, code, " ".join(t.text.lower() for t in tokens[i : i + length])))
            i += length
            continue
        chunks.append(Chunk(token.start, token.end, _word_code(token, i, tokens, words), token.text.lower()))
        i += 1
    return chunks


def _dateline_code(token: Token) -> str:
    return ";" if not token.text[0].isalnum() else "c"


def _post_length(tokens: tuple[Token, ...], i: int, words: Vocabulary) -> int:
    """How many tokens from ``i`` on are a post: modifiers, then a head."""
    j, limit = i, min(len(tokens), i + 5)
    while j < limit:
        for length in (3, 2, 1):
            key = tuple(t.text.lower() for t in tokens[j : j + length])
            if length > 1 and len(key) == 3 and key[1] in "-–":
                key = (key[0], key[2])
            key = tuple(p for part in key for p in part.split("-"))
            if key and key not in words.post_heads and key[-1].endswith("s"):
                key = (*key[:-1], key[-1][:-1])  # “the prime ministers of A and B”
            if key in words.post_heads and (j > i or _is_post(tokens, j, length)):
                more = _post_length(tokens, j + length, words) if j + length < len(tokens) else 0
                return j + length - i + more
        lower = tokens[j].text.lower()
        if lower not in words.post_modifiers and not (lower in "-–" and j > i):
            return 0
        j += 1
    return 0


def _is_post(tokens: tuple[Token, ...], j: int, length: int) -> bool:
    """``head``, ``chair``, ``partner``, ``chief`` … are posts in lower case only before of/at or after a comma."""
    text = tokens[j].text
    if (
        text[0].isupper()
        or length > 1
        or text.lower() not in {"head", "chair", "partner", "chief", "secretary", "deputy", "officer", "member"}
    ):
        return True
    after = tokens[j + length].text.lower() if j + length < len(tokens) else ""
    return after in {"of", "at"}


def _head(tokens: tuple[Token, ...], i: int, words: Vocabulary) -> tuple[int, str]:
    """The longest head noun at ``i``, singular or plural: its length in tokens and its code."""
    for length in range(min(words.longest_head, len(tokens) - i), 0, -1):
        group = tokens[i : i + length]
        key = tuple(t.text.lower() for t in group)
        head = words.heads.get(key)
        if head:
            upper = all(t.text[0].isupper() for t in group if t.text.lower() not in words.links)
            if not upper and group[0].text[0].isupper() and i and length > 1:
                continue
            return length, _HEAD[head.kind][0 if upper else 1]
    return 0, ""


def _word_code(token: Token, i: int, tokens: tuple[Token, ...], words: Vocabulary) -> str:
    text, lower = token.text, token.text.lower()
    if text in _MARKS:
        return "s" if lower in {"’", "'"} and _after_plural(tokens, i) else _MARKS[text]
    if lower in _FUNCTION:
        return _FUNCTION[lower]
    if _YEARS.match(text):
        return "y"
    if _DOMAIN.match(text):
        return "U"
    if not text[0].isupper():
        return "i" if lower in words.particles and _between_capitals(tokens, i) else "x"
    if lower.rstrip(".") in words.honorifics:
        return "H"
    if 2 <= len(text) <= 3 and text[-1] == "." and text[:-1].isalpha():
        return "i"
    if len(text) > 1 and text.replace(".", "").isupper() and 2 <= len(text.replace(".", "")) <= 7:
        return "A"
    if lower in words.portfolio:
        return "M"
    if lower in words.function:
        return "c" if lower in words.given_names and _capital_follows(tokens, i) else "C"
    return "c"


def _capital_follows(tokens: tuple[Token, ...], i: int) -> bool:
    """“Jan Kowal” is no January."""
    return i + 1 < len(tokens) and tokens[i + 1].text[0].isupper() and tokens[i + 1].text[1:].islower()


def _after_plural(tokens: tuple[Token, ...], i: int) -> bool:
    return i > 0 and tokens[i - 1].end == tokens[i].start and tokens[i - 1].text[-1] in "sz"


def _between_capitals(tokens: tuple[Token, ...], i: int) -> bool:
    return 0 < i < len(tokens) - 1 and tokens[i - 1].text[0].isupper() and tokens[i + 1].text[0].isupper()
