"""From words to tapes: each word, number and date of a sentence gets its one-letter code (``loaders.reading.tape``)."""

from __future__ import annotations

import re
from typing import Final

from loaders.facts import Kind
from loaders.reading.document import Document, Sentence, Token
from loaders.reading.tape import Chunk, Tape
from loaders.reading.vocabulary import Vocabulary

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
_ARTICLED: Final = re.compile(r"(?:al|el|ad|ar|as|ash|at|an|az|ul|ud|ur|d|l)[-’'‘][A-ZÀ-Þ]")
"""An article that Arabic, French and Italian names join to the word."""
_DOMAIN: Final = re.compile(r"(?:www\.)?[A-Za-z][\w-]+(?:\.[a-z]{2,12}){1,2}$", re.IGNORECASE)
_SMALL: Final = frozenset({"de", "la", "van", "der", "den", "von", "dos", "das", "del", "los", "las", "du", "des"})
"""Particles of which two may stand together: “Aguas de la Bahía”, “van der Berg”."""
_HEAD: Final = {
    Kind.INSTITUTION: ("k", "m"),
    Kind.FRAMEWORK: ("G", "g"),
    Kind.PROJECT: ("R", "r"),
    Kind.EVENT: ("V", "v"),
}


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
        lower = token.text.lower()
        length, code = _phrase(tokens, i, lower, words) if lower in words.phrase_starts or "-" in lower else (0, "")
        if length:
            end = tokens[i + length - 1].end
            chunks.append(Chunk(token.start, end, code, " ".join([t.text.lower() for t in tokens[i : i + length]])))
            i += length
            continue
        chunks.append(Chunk(token.start, token.end, _word_code(token, i, tokens, words), lower))
        i += 1
    return _compounded(chunks)


def _compounded(chunks: list[Chunk]) -> list[Chunk]:
    """“Kara-Balta–Suusamyr”: where a dash joins two ends, a hyphen inside an end is part of its name."""
    i = 0
    if sum(c.code == "-" for c in chunks) < 2:
        return chunks
    while i + 4 < len(chunks):
        five = chunks[i : i + 5]
        if [c.code for c in five] == ["c", "-", "c", "-", "c"] and five[1].lower == "-" and five[3].lower in "–—":
            chunks[i : i + 3] = [_joined(five[:3])]
        elif [c.code for c in five] == ["c", "-", "c", "-", "c"] and five[3].lower == "-" and five[1].lower in "–—":
            chunks[i + 2 : i + 5] = [_joined(five[2:])]
        i += 1
    return chunks


def _joined(chunks: list[Chunk]) -> Chunk:
    return Chunk(chunks[0].start, chunks[-1].end, "c", "".join(c.lower for c in chunks))


def _phrase(tokens: tuple[Token, ...], i: int, lower: str, words: Vocabulary) -> tuple[int, str]:
    """A post or a head noun at ``i``, where ``lower`` stands: its length in tokens and its code."""
    if lower in words.post_starts or "-" in lower:
        length = _post_length(tokens, i, words)
        if length:
            return length, "T"
    return _head(tokens, i, words) if lower in words.head_starts else (0, "")


def _dateline_code(token: Token) -> str:
    return ";" if not token.text[0].isalnum() else "c"


def _post_length(tokens: tuple[Token, ...], i: int, words: Vocabulary) -> int:
    """How many tokens from ``i`` on are a post: modifiers, then a head."""
    j, limit = i, min(len(tokens), i + 5)
    lowers = [t.text.lower() for t in tokens[i : limit + 3]]
    letters = "".join(lowers)
    dashed = "-" in letters or "–" in letters
    while j < limit:
        for length in (4, 3, 2, 1):
            key = tuple(lowers[j - i : j - i + length])
            if len(key) < length:
                continue  # the sentence ends before
            if dashed:
                key = _undashed(key)
            if key and key not in words.post_heads and key[-1].endswith("s"):
                key = (*key[:-1], key[-1][:-1])  # “the prime ministers of A and B”
            if key in words.post_heads and (j > i or _is_post(tokens, j, length)):
                more = _post_length(tokens, j + length, words) if j + length < len(tokens) else 0
                return j + length - i + more
        lower = lowers[j - i]
        if lower not in words.post_modifiers and not (lower in "-–" and j > i):
            return 0
        j += 1
    return 0


def _undashed(key: tuple[str, ...]) -> tuple[str, ...]:
    """“vice – president” and “vice-president” as two words."""
    if len(key) == 3 and key[1] in "-–":
        key = (key[0], key[2])
    return tuple(p for part in key for p in part.split("-")) if any("-" in part for part in key) else key


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
    return after in {"of", "at"} or (j > 0 and tokens[j - 1].text.lower() in {"his", "her", "’s", "'s"})


def _head(tokens: tuple[Token, ...], i: int, words: Vocabulary) -> tuple[int, str]:
    """The longest head noun at ``i``, singular or plural: its length in tokens and its code."""
    lowers = tuple([t.text.lower() for t in tokens[i : i + words.longest_head]])
    for length in range(len(lowers), 0, -1):
        head = words.heads.get(lowers[:length])
        if head:
            group = tokens[i : i + length]
            upper = all(t.text[0].isupper() for t in group if t.text.lower() not in words.links)
            if not upper and (
                lowers[:length] in words.capital_heads or (group[0].text[0].isupper() and i and length > 1)
            ):
                continue
            return length, _HEAD[head.kind][0 if upper else 1]
    return 0, ""


def _word_code(token: Token, i: int, tokens: tuple[Token, ...], words: Vocabulary) -> str:
    text = token.text
    if text.isalpha() and text.islower() and text not in words.portfolio:  # most words are
        plain = "i" if text in words.particles and _between_capitals(tokens, i) else "x"
        return _FUNCTION.get(text, plain)
    lower = text.lower()
    if text in _MARKS:
        return "s" if lower in {"’", "'"} and _after_plural(tokens, i) else _MARKS[text]
    if lower in _FUNCTION:
        return _FUNCTION[lower]
    if text[0] in "12" and _YEARS.match(text):
        return "y"
    if "." in text and _DOMAIN.match(text):
        return "U"
    if not text[0].isupper():
        if _ARTICLED.match(text):
            return "c"  # “al-Hamdawi”
        if lower in words.portfolio and _of_minister(tokens, i, words):
            return "M"  # “minister of economy and finance”
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


def _of_minister(tokens: tuple[Token, ...], i: int, words: Vocabulary) -> bool:
    """Whether a portfolio in lower case follows “minister of”, straight or after other portfolios."""
    at = i - 1
    while at > 1 and i - at < 6 and (tokens[at].text.lower() in words.portfolio or tokens[at].text in {",", "and"}):
        at -= 1
    return (
        at > 0 and tokens[at].text.lower() in {"of", "for"} and tokens[at - 1].text.lower() in {"minister", "ministers"}
    )


def _capital_follows(tokens: tuple[Token, ...], i: int) -> bool:
    """“Jan Kowal” is no January."""
    return i + 1 < len(tokens) and tokens[i + 1].text[0].isupper() and tokens[i + 1].text[1:].islower()


def _after_plural(tokens: tuple[Token, ...], i: int) -> bool:
    return i > 0 and tokens[i - 1].end == tokens[i].start and tokens[i - 1].text[-1] in "sz"


def _between_capitals(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether a particle, with at most one more on either side, stands between capitalized words."""
    before = next((t for t in tokens[max(0, i - 2) : i][::-1] if t.text.lower() not in _SMALL), None)
    after = next((t for t in tokens[i + 1 : i + 3] if t.text.lower() not in _SMALL), None)
    return before is not None and after is not None and before.text[0].isupper() and after.text[0].isupper()
