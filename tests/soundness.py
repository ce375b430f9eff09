"""What every reading owes its article and the exchange format, whatever the article is."""

from __future__ import annotations

import json
import re
from typing import Any

from loaders import exchange
from loaders.article import Article
from loaders.facts import Reading, Statement
from loaders.quads import quads
from loaders.readers.intake import taken_in
from loaders.reading.plain_text import plain
from loaders.reading.reader import read
from loaders.reading.segments import document
from loaders.reading.speech import LONGEST_EVIDENCE
from ontology.errors import LoadError
from ontology.reference import Knowledge

Json = dict[str, Any]

_TORN = re.compile(r"the word “|printable characters|than [\d,]+ characters|has no number")
"""Why the format may refuse what is said of torn text: words that are cut are no words of the article."""


def sound(article: Article, knowledge: Knowledge, *, torn: bool = False) -> Reading:
    """The reading of an article; raises ``AssertionError`` for whatever is wrong with it."""
    reading = read(article, knowledge)
    lines = list(exchange.lines(reading, everything=True))
    assert lines == list(exchange.lines(read(article, knowledge), everything=True)), "read otherwise the second time"
    facts = [json.loads(line) for line in lines]
    assert len(facts) == len(reading.facts)
    _evidence_is_sentences(reading, facts)
    _entities_are_introduced(reading, facts)
    _format_is_kept(reading, facts, knowledge, torn=torn)
    assert bool(list(quads(reading)))
    return reading


def _evidence_is_sentences(reading: Reading, facts: list[Json]) -> None:
    """Each passage stands verbatim at its offsets, and is whole sentences, or the most that there may be of them."""
    text, typed = reading.article.text, plain(reading.article)
    sentences = [typed.passage((s.start, s.end)) for s in document(typed.article).sentences]
    starts, ends = {start for start, _ in sentences}, {end for _, end in sentences}
    for fact, said in zip(reading.facts, facts, strict=True):
        assert said["evidence"]
        for passage in said["evidence"]:
            start, end = passage["start"], passage["end"]
            assert reading.article.body <= start < end <= len(text)
            assert passage["text"] == text[start:end]
            cut = isinstance(fact, Statement) and end - start >= LONGEST_EVIDENCE
            assert cut or (start in starts and end in ends), said
        if isinstance(fact, Statement):
            start, end = fact.text
            assert text[start:end].strip()
            assert any(start < after and before < end for before, after in fact.evidence), said


def _entities_are_introduced(reading: Reading, facts: list[Json]) -> None:
    """Each entity has a name, one IRI and one fact that introduces it, and there is none but those of facts."""
    iris = [entity.iri for entity in reading.entities]
    assert iris == sorted(set(iris))
    assert all(entity.name.strip() for entity in reading.entities)
    introduced = [said["entity"]["id"] for said in facts if said["kind"] == "entity"]
    assert sorted(introduced) == iris


def _format_is_kept(reading: Reading, facts: list[Json], knowledge: Knowledge, *, torn: bool) -> None:
    """Whoever checks what other readers say would let all of it in."""
    try:
        refused = taken_in(reading.article, facts, name="other", reader="other 1", knowledge=knowledge).refused
    except LoadError as error:
        if torn and _TORN.search(str(error)):
            return
        raise
    wrong = [(one, facts[one.number - 1]) for one in refused if not (torn and _TORN.search(one.reason))]
    assert not wrong, wrong
