"""What the model is asked: the format in words, and a piece of the article."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Final, get_args

from loaders.article import Article
from loaders.chat.endpoint import Message
from loaders.facts import Instrument, Passage, Stage
from loaders.readers.cast import CLASSES
from loaders.reading.document import Document
from ontology.vocabulary import sectors

PIECE: Final = 6_000
"""Code points of an article that one question has at most; whole sentences, unless one is longer."""


@cache
def instructions() -> str:
    """The format, for the model."""
    text = files("loaders.chat").joinpath("prompt.txt").read_text("utf-8")
    classes = "\n".join(f"{kind}: {', '.join(names)}" for kind, names in CLASSES.items())
    lists = {"classes": classes, "sectors": sectors(), "instruments": get_args(Instrument), "stages": get_args(Stage)}
    for name, words in lists.items():
        text = text.replace(f"<{name}>", words if isinstance(words, str) else ", ".join(words))
    return text


@cache
def edition() -> str:
    """Eight digits that tell this way of asking from another."""
    return hashlib.sha256(f"{instructions()}{PIECE}".encode()).hexdigest()[:8]


def question(article: Article, piece: Passage) -> list[Message]:
    """The messages that ask for the facts of one piece of an article."""
    known = (
        ("Title", article.title),
        ("Publisher", article.publisher),
        ("Date", article.date.isoformat() if article.date is not None else "not known"),
    )
    head = "".join(f"{name}: {value}\n" for name, value in known if value)
    start, end = piece
    return [
        {"role": "system", "content": instructions()},
        {"role": "user", "content": f"{head}Text:\n\n{article.text[start:end]}"},
    ]


def pieces(document: Document) -> list[Passage]:
    """The text in pieces that one question can have, each of whole sentences; what lies between them is white space."""
    found: list[Passage] = []
    for sentence in document.sentences:
        for start in range(sentence.start, sentence.end, PIECE):
            end = min(start + PIECE, sentence.end)
            if found and end - found[-1][0] <= PIECE:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    return found


def halves(document: Document, piece: Passage) -> tuple[Passage, Passage] | None:
    """A piece in two, between sentences; ``None`` if it is one sentence."""
    start, end = piece
    inside = [s for s in document.sentences if start <= s.start and s.end <= end]
    if len(inside) < 2:
        return None
    middle = len(inside) // 2
    return (start, inside[middle - 1].end), (inside[middle].start, end)
