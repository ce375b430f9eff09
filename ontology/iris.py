"""Where IRIs are minted, and nowhere else: pure functions of what an article says.

The ontology's namespace is fixed; the base of instances is a parameter of those who write them (``Minter``).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

ONTOLOGY: Final = "https://w3id.org/kerege/ontology#"
BASE: Final = "https://w3id.org/kerege/"

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D-]+")
_MARKS: Final = re.compile(r"['’‘`ʼ´]s?\b|[^\w\s%$€]")
_ENDINGS: Final = re.compile(r"(?:iy|ij|yi|ii)\b")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


@lru_cache(maxsize=1 << 16)  # articles use the same words again and again
def fold(name: str) -> str:
    """Case, accents, dashes, apostrophes and the commoner transliterations folded away: the ``k:key`` of a name.

    >>> fold("Tatyana Kovalskiy") == fold("Tatiana Kovalsky")
    True
    >>> fold("Karaganda–Zhezkazgan highway")
    'karaganda zhezkazgan highwai'
    """
    text = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    text = _DASHES.sub(" ", text.translate(_LETTERS))
    text = _MARKS.sub(lambda m: "" if m[0][0] in "'’‘`ʼ´" else " ", text)
    text = _ENDINGS.sub("y", text.replace("_", " "))
    return " ".join(text.replace("y", "i").split())


def slug(name: str) -> str:
    """A readable path segment of an IRI: ASCII letters, digits and single hyphens; hashed where nothing is left.

    >>> slug("Karaganda–Zhezkazgan highway")
    'karaganda-zhezkazgan-highway'
    """
    text = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    text = re.sub(r"['’‘`ʼ´]", "", text.translate(_LETTERS))
    text = re.sub(r"(?:iy|ij|yi|ii)\b", "y", text)
    text = re.sub(r"[^a-z0-9]+", "-", text if text.isascii() else _ascii(text)).strip("-")
    return text[:100].rstrip("-") or "x" + digest(name)


def _ascii(text: str) -> str:
    """Non-ASCII letters written as their code points, so that names in other scripts stay apart."""
    return "".join(c if c.isascii() else f"-{ord(c):x}-" if c.isalnum() else "-" for c in text)


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


def article_key(kind: str, *parts: str) -> str:
    """What stands for an article in IRIs; ``kind`` says what the parts are (``url``, ``id``, ``front``, ``digest``)."""
    return digest("article", kind, *parts)


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs of instances under one base."""

    base: str = BASE

    def person(self, name: str) -> str:
        """A person with a distinctive (full) name."""
        return f"{self.base}id/person/{slug(name)}"

    def institution(self, name: str) -> str:
        """An institution with a distinctive name."""
        return f"{self.base}id/institution/{slug(name)}"

    def place(self, name: str) -> str:
        """A country, region, city or other place."""
        return f"{self.base}id/place/{slug(name)}"

    def undertaking(self, name: str) -> str:
        """A project or framework: one kind, since articles differ on which a thing is."""
        return f"{self.base}id/undertaking/{slug(name)}"

    def event(self, article: str, name: str) -> str:
        """An event: always the article's own, joined afterwards; ``article`` is the article's key."""
        return f"{self.base}id/event/{article}/{slug(name)}"

    def own(self, kind: str, article: str, name: str) -> str:
        """An entity that only its article can tell apart: a surname alone, "the steering committee"."""
        return f"{self.base}id/{kind}/{article}/{slug(name)}"

    def article(self, key: str) -> str:
        """An article, and the named graph of its facts."""
        return f"{self.base}id/article/{key}"

    def passage(self, key: str, start: int, end: int) -> str:
        """A passage of an article, by code points."""
        return f"{self.base}id/passage/{key}/{start}-{end}"

    def assertion(self, key: str, *content: str) -> str:
        """An assertion of an article, by its content."""
        return f"{self.base}id/assertion/{key}/{digest(*content)}"

    def fact(self, *content: str) -> str:
        """A fact node, by what is stated."""
        return f"{self.base}id/fact/{digest(*content)}"

    def reading(self, article: str) -> str:
        """The reading of an article, by the article's IRI."""
        return f"{self.base}id/reading/{article.rpartition('/')[2]}"

    def reader(self, version: str) -> str:
        """A reader by its name and version, as articles have it: ``kerege-rules 0.1+3f9a0c42``."""
        return self._software("reader", version)

    def program(self, version: str) -> str:
        """A program by its name and version."""
        return self._software("program", version)

    def _software(self, kind: str, version: str) -> str:
        name, _, number = version.partition(" ")
        path = "/".join(quote(part, safe="+~") for part in (name, number) if part)
        return f"{self.base}id/{kind}/{path or digest(version)}"

    def outlet(self, name: str) -> str:
        """Who publishes articles under a name."""
        return f"{self.base}id/outlet/{slug(name)}"

    def match(self, one: str, other: str) -> str:
        """What was found out about two IRIs that may stand for one thing, whichever is first."""
        return f"{self.base}id/match/{digest(*sorted((one, other)))}"

    def disagreement(self, *content: str) -> str:
        """A matter on which articles disagree, by what it is about."""
        return f"{self.base}id/disagreement/{digest(*content)}"

    def version(self, disagreement: str, words: str) -> str:
        """What some articles say of a matter, below the IRI of their disagreement."""
        return f"{disagreement}/{digest(words)}"

    def corrector(self, name: str) -> str:
        """Who makes corrections under a name."""
        return f"{self.base}id/corrector/{slug(name)}"

    def rule(self, name: str) -> str:
        """A reading rule, by the name that assertions give it."""
        return f"{self.base}id/rule/{quote(name, safe='')}"

    def graph(self, name: str) -> str:
        """A system graph: ``ontology``, ``reference``, ``inferred``, ``corrections``, ``catalogue``."""
        return f"{self.base}graph/{name}"
