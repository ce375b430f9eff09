"""What the model answers: facts with quoted sentences, which become facts with offsets."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any, Final

from loaders.chat.endpoint import BadAnswer
from loaders.facts import Passage
from loaders.readers.given import is_list, is_object
from loaders.readers.grounds import found_in
from loaders.reading.document import Document

_FENCED: Final = re.compile(r"\A\s*```\w*\n(.*)\n\s*```\s*\Z", re.DOTALL)
_THOUGHTS: Final = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FEW: Final = 4
"""Fewer words than this may stand in many sentences: then they do not tell which is meant."""


def facts_in(content: str) -> list[object]:
    """The list of facts in an answer; raises ``BadAnswer`` if it is no JSON, or has none."""
    content = _THOUGHTS.sub("", content)
    fenced = _FENCED.match(content)
    try:
        answer: object = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the answer is no JSON") from error
    facts = answer.get("facts") if is_object(answer) else answer
    if not is_list(facts):
        raise BadAnswer("the answer has no list of facts")
    return facts


def placed(fact: object, document: Document, piece: Passage) -> Any:
    """A fact with its evidence in the exchange format: the sentences in which the quoted words stand.

    Offsets that the model gives are thrown away. Evidence that is not in the text keeps its words, and gets no offsets.
    """
    if not is_object(fact):
        return fact
    evidence = fact.get("evidence")
    quotes = evidence if is_list(evidence) else [evidence]
    return {**fact, "evidence": [_passage(quote, document, piece) for quote in quotes]}


def _passage(quote: object, document: Document, piece: Passage) -> object:
    words = quote.get("text") if is_object(quote) else quote
    if not isinstance(words, str):
        return words
    places = found_in(document.text, words, *piece)
    sentences = {_sentences(document, place) for place in places}
    if not sentences or (len(sentences) > 1 and len(words.split()) < _FEW):
        return {"text": words}
    start, end = min(sentences)
    return {"text": document.text[start:end], "start": start, "end": end}


def _sentences(document: Document, place: Passage) -> Passage:
    """The sentences, from the first to the last, that a passage touches."""
    first, last = (
        max(bisect_right(document.sentences, offset, key=lambda s: s.start) - 1, 0)
        for offset in (place[0], place[1] - 1)
    )
    return min(document.sentences[first].start, place[0]), max(document.sentences[last].end, place[1])
