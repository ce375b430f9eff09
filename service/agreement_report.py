"""A report on how far articles agree: what they put differently, side by side, and what is best attested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.agreement import told
from graph.agreement_index import ENDS
from graph.disagreements.matters import DIFFER
from graph.disagreements.told import Dispute, Disputes, Quoted, quotes
from graph.documents import Stated
from graph.edition import DEFAULT
from graph.stats import base_of, coverage
from ontology import terms as k
from service.phrases import phrase

BEST: Final = 10
"""Facts that are told as the best attested ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """A fact with who attests it."""

    iri: str
    words: str
    articles: int
    sources: int
    publishers: tuple[str, ...]
    first: str
    last: str
    said: tuple[Quoted, ...]
    """Some of the sentences that say it."""

    @property
    def quotes(self) -> tuple[tuple[Quoted, ...], ...]:
        """The sentences, those that several articles have word by word together."""
        return quotes(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How far the articles of a publication agree."""

    about: str
    """What was asked about; empty for everything."""
    disputes: tuple[Dispute, ...]
    """What cannot all be true."""
    compatible: tuple[Dispute, ...]
    """What is put differently and can be true."""
    best: tuple[Attested, ...]
    """The best attested facts, where several independent sources tell any, those alone."""
    facts: int
    """Facts that were looked at."""
    attested: int
    """Those of them that two or more independent sources state."""
    coverage: str
    """What the publication covers, in a sentence."""


def report(store: Store, about: str = "", things: Iterable[str] = ()) -> Report:
    """The report on a publication, or on some things of it, which go by the name ``about``."""
    base = base_of(store)
    disputes = Disputes(store, base)
    asked = tuple(things) if about else None
    found = disputes.all(asked)
    counted = list(_facts(store, base, asked))
    several = sum(sources > 1 for _, sources, _ in counted)
    best = nsmallest(BEST, counted, key=lambda fact: (-fact[1], -fact[2], fact[0]))
    if several:
        best = [fact for fact in best if fact[1] > 1]
    return Report(
        about=about,
        disputes=tuple(one for one in found if one.verdict == DIFFER),
        compatible=tuple(one for one in found if one.verdict != DIFFER),
        best=tuple(_attested(store, base, [iri for iri, _, _ in best], disputes)),
        facts=len(counted),
        attested=several,
        coverage=coverage(store).sentence(),
    )


def _facts(store: Store, base: str, things: Iterable[str] | None) -> Iterator[tuple[str, int, int]]:
    """Facts that articles state, with their independent sources and articles."""
    aside = {
        quad.subject
        for name in (k.mirrors, k.inferredFrom)
        for quad in store.quads_for_pattern(None, name, None, DEFAULT)
    }
    start = f"{base}id/fact/"
    for node in _about(store, things):
        if node in aside or not node.value.startswith(start):
            continue
        sources, articles = (_number(store, node, name) for name in (k.independentSources, k.articles))
        if sources:
            yield node.value, sources, articles


def _about(store: Store, things: Iterable[str] | None) -> Iterator[NamedNode]:
    if things is None:
        links = store.quads_for_pattern(None, k.independentSources, None, DEFAULT)
        yield from (link.subject for link in links if isinstance(link.subject, NamedNode))
        return
    found = {
        link.subject
        for thing in things
        for name in ENDS
        for link in store.quads_for_pattern(None, name, NamedNode(thing), DEFAULT)
        if isinstance(link.subject, NamedNode)
    }
    yield from found


def _number(store: Store, node: NamedNode, name: NamedNode) -> int:
    found = store.quads_for_pattern(node, name, None, DEFAULT)
    return next((int(quad.object.value) for quad in found if isinstance(quad.object, Literal)), 0)


def _attested(store: Store, base: str, iris: list[str], disputes: Disputes) -> Iterator[Attested]:
    document = told(store, base, dict.fromkeys(iris, ()))
    known: dict[str, Stated] = {fact.iri: fact for group in document.groups for fact in group.facts}
    for iri in iris:
        fact = known[iri]
        passages = dict.fromkeys(words.iri for one in fact.reports for words in one.passages)
        yield Attested(
            iri=iri,
            words="".join(piece.text for piece in phrase(fact.properties, fact.cls.iri.rpartition("#")[2], fact.label)),
            articles=fact.articles,
            sources=fact.sources,
            publishers=fact.publishers,
            first=fact.first or "",
            last=fact.last or "",
            said=tuple(disputes.quoted(passage) for passage in passages),
        )
