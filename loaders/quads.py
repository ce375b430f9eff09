"""A reading as RDF: the assertions in the default graph, the plain facts in the article's named graph.

``quads`` is a pure function: it looks at no store, clock or other article, so articles can be read in parallel and the
graph does not depend on their order. It yields no blank node and no quad twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, assert_never
from urllib.parse import quote

import pyoxigraph as ox

from loaders import facts
from loaders.article import Article
from loaders.assertions import Claim, Property, claims, day, node, span_properties
from loaders.copies import own_words, sketch
from loaders.facts import Entity, Fact, Modality, Reading
from ontology import iris
from ontology import terms as k
from ontology.errors import MalformedArticle
from ontology.iris import Minter

CONTEXT: Final = 32
"""Code points kept before and after a passage, to find it again in a page that changed."""
FIRST_WORDS: Final = 8
"""Words of a passage that ``Share.WORDS`` keeps."""

_DEFAULT: Final = ox.DefaultGraph()
_MINTER: Final = Minter()
_PRECISIONS: Final = {"day": 0, "month": 1, "year": 2}
_MODALITIES: Final = {
    Modality.ASSERTED: k.asserted,
    Modality.PLANNED: k.planned,
    Modality.POSSIBLE: k.possible,
    Modality.DENIED: k.denied,
}


class Share(StrEnum):
    """How much of an article's text the graph may hold."""

    SENTENCE = "sentence"
    """The passages that bear an assertion, with a few characters around them."""
    WORDS = "words"
    """The first words of each such passage."""
    OFFSETS = "offsets"
    """Only where the passages stand."""


def quads(reading: Reading, minter: Minter = _MINTER, share: Share = Share.SENTENCE) -> Iterator[ox.Quad]:
    """All that one reading puts into the dataset.

    In the default graph: the article, its assertions and their passages. In the named graph whose IRI is the
    article's: types, names and keys of the entities, and the plain facts that the article asserts. The set of quads
    does not depend on the order of ``reading.facts``.

    Raises:
        MalformedArticle: if the article's URL is no absolute URL.
    """
    seen: set[ox.Quad] = set()
    for quad in _Writer(reading, minter, share).all():
        if quad not in seen:
            seen.add(quad)
            yield quad


class _Writer:
    """What the quads of one reading have in common."""

    def __init__(self, reading: Reading, minter: Minter, share: Share) -> None:
        self.reading, self.minter, self.share = reading, minter, share
        self.article = reading.article
        self.key = reading.article.key
        self.graph = ox.NamedNode(minter.article(self.key))
        self._described: set[tuple[int, int]] = set()

    def all(self) -> Iterator[ox.Quad]:
        for name, value in _article_properties(self.article, self.reading.reader):
            yield ox.Quad(self.graph, name, value, _DEFAULT)
        for fact in self.reading.facts:
            for claim in claims(fact):
                yield from self.assertion(fact, claim)
        for entity in self.reading.entities:
            for name, value in _entity_properties(entity):
                yield ox.Quad(node(entity), name, value, self.graph)
        yield from self.plain_facts()

    def assertion(self, fact: Fact, claim: Claim) -> Iterator[ox.Quad]:
        stated = list(self.stated(fact, claim))
        content = sorted(f"{name.value} {value}" for name, value in stated)
        iri = ox.NamedNode(self.minter.assertion(self.key, fact.kind, *content))
        yield ox.Quad(iri, k.RDF_TYPE, k.Assertion, _DEFAULT)
        if claim.cls is not None:
            yield ox.Quad(iri, k.RDF_TYPE, claim.cls, _DEFAULT)
        yield ox.Quad(iri, k.statedIn, self.graph, _DEFAULT)
        yield ox.Quad(iri, k.rule, ox.Literal(fact.rule), _DEFAULT)
        for name, value in stated:
            yield ox.Quad(iri, name, value, _DEFAULT)
        for place in (*fact.evidence, *claim.quotations):
            if place not in self._described:  # one sentence says many things
                self._described.add(place)
                yield from self.passage(*place)

    def stated(self, fact: Fact, claim: Claim) -> Iterator[Property]:
        """All that makes this assertion this one: two rules that find the same share it."""
        yield k.modality, _MODALITIES[fact.modality]
        if fact.according_to is not None:
            yield k.accordingTo, node(fact.according_to)
        yield from claim.properties
        if fact.kind == "position" and self.article.date is not None:
            yield k.attested, day(self.article.date)
        if claim.triple is not None:
            yield from zip((k.subject, k.predicate, k.object), claim.triple, strict=True)
        for relation, passages in ((k.evidence, fact.evidence), (k.quotation, claim.quotations)):
            for start, end in passages:
                yield relation, ox.NamedNode(self.minter.passage(self.key, start, end))

    def passage(self, start: int, end: int) -> Iterator[ox.Quad]:
        iri = ox.NamedNode(self.minter.passage(self.key, start, end))
        yield ox.Quad(iri, k.RDF_TYPE, k.Passage, _DEFAULT)
        yield ox.Quad(iri, k.passageOf, self.graph, _DEFAULT)
        yield ox.Quad(iri, k.start, ox.Literal(start), _DEFAULT)
        yield ox.Quad(iri, k.endOffset, ox.Literal(end), _DEFAULT)
        for name, value in shared(self.article.text, start, end, self.share):
            yield ox.Quad(iri, name, ox.Literal(value), _DEFAULT)

    def plain_facts(self) -> Iterator[ox.Quad]:
        for fact in self.reading.facts:
            for claim in claims(fact):
                if claim.triple is not None and _is_plain(fact, claim.triple[1]):
                    yield ox.Quad(*claim.triple, self.graph)
        for entity, properties in _times(self.reading.facts):
            for name, value in properties:
                yield ox.Quad(node(entity), name, value, self.graph)


def _is_plain(fact: Fact, relation: ox.NamedNode) -> bool:
    """Whether people may rely on the triple: asserted, or part of the plan that it is said to be."""
    if fact.modality is Modality.PLANNED:
        return relation in (k.expectedAt, k.during)
    return fact.modality is Modality.ASSERTED


def _article_properties(article: Article, reader: str) -> Iterator[Property]:
    yield k.RDF_TYPE, k.Article
    yield k.digest, ox.Literal(article.digest)
    body = article.text[article.body :]
    yield k.textKey, ox.Literal(iris.digest(iris.fold(body)))
    yield k.sketch, ox.Literal(sketch(iris.fold(own_words(body))))
    yield k.reader, ox.Literal(reader)
    if article.title:
        yield k.title, ox.Literal(article.title)
    if article.publisher:
        yield k.publisher, ox.Literal(article.publisher)
    if article.date is not None:
        yield k.date, day(article.date)
    if article.url:
        yield k.url, _page(article)


def _page(article: Article) -> ox.NamedNode:
    try:
        return ox.NamedNode(quote(article.url or "", safe="%/:?#[]@!$&'()*+,;=~"))
    except ValueError as error:
        raise MalformedArticle(
            f"The URL {article.url!r} of {article.source} is no absolute URL: write it as https://…, or leave it out."
        ) from error


def _entity_properties(entity: Entity) -> Iterator[Property]:
    yield k.RDF_TYPE, ox.NamedNode(k.K + entity.cls)
    yield k.RDFS_LABEL, ox.Literal(entity.name)
    for name in sorted({entity.name, *entity.names}):
        yield k.name, ox.Literal(name)
        folded = iris.fold(name)
        if folded:
            yield k.key, ox.Literal(folded)
    for key in entity.join_keys:
        yield k.joinKey, ox.Literal(key)


def shared(text: str, start: int, end: int, share: Share) -> Iterator[tuple[ox.NamedNode, str]]:
    """What may be kept of a passage's words."""
    match share:
        case Share.SENTENCE:
            yield k.text, text[start:end]
            if start:
                yield k.prefix, text[max(0, start - CONTEXT) : start]
            if end < len(text):
                yield k.suffix, text[end : end + CONTEXT]
        case Share.WORDS:
            words = text[start:end].split()
            yield k.text, " ".join(words[:FIRST_WORDS]) + ("…" if len(words) > FIRST_WORDS else "")
        case Share.OFFSETS:
            return
        case _:
            assert_never(share)


def _times(stated: Iterable[Fact]) -> Iterator[tuple[Entity, tuple[Property, ...]]]:
    """When events and undertakings are, each by the one report that says it best, so that no two ends get mixed."""
    best: dict[str, tuple[Entity, facts.Event | facts.Period]] = {}
    for fact in stated:
        match fact:
            case facts.Event() if fact.modality in (Modality.ASSERTED, Modality.PLANNED):
                entity = fact.event
            case facts.Period(modality=Modality.ASSERTED):
                entity = fact.of
            case _:
                continue
        if entity.iri not in best or _rank(fact) < _rank(best[entity.iri][1]):
            best[entity.iri] = entity, fact
    for entity, fact in best.values():
        if isinstance(fact, facts.Event):
            yield entity, ((k.status, ox.Literal(fact.status)), *span_properties(fact.date))
        else:
            yield entity, tuple(span_properties(fact.span))


def _rank(fact: facts.Event | facts.Period) -> tuple[bool, int, int, tuple[facts.Passage, ...], str]:
    """Lowest for the report to go by: asserted before planned, then closed, then exact, then early in the text."""
    span = fact.date if isinstance(fact, facts.Event) else fact.span
    ends = 2 if span is None else (span.begin is None) + (span.end is None)
    precision = 3 if span is None else _PRECISIONS[span.precision]
    return fact.modality is not Modality.ASSERTED, ends, precision, tuple(sorted(fact.evidence)), repr(fact)
