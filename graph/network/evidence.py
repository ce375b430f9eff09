"""The sentences behind the edges of a network, with the articles that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from graph.edition import DEFAULT
from graph.network.ties import said_of
from graph.quotations import page_at
from graph.statements import Term
from ontology import terms as k


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That an article says something; what is not known is an empty text."""

    sentence: str
    """As much of it as the graph holds, on one line."""
    article: str
    """The article's IRI."""
    title: str
    publisher: str
    date: str
    """ISO date of the article."""
    link: str
    """Opens the publisher's page at the sentence."""


def evidence(store: Store, facts: Iterable[str], most: int = 3) -> dict[str, tuple[Said, ...]]:
    """What articles say of facts (IRIs of fact nodes), each article once, the oldest first, at most so many of each.

    A fact that nothing reports (an edge of a projection) has no entry.
    """
    found = {fact: _evidence_of(store, fact, most) for fact in facts}
    return {fact: said for fact, said in found.items() if said}


def reports(store: Store, fact: str) -> list[tuple[str, Said]]:
    """The assertions that report a fact, with what each says: the oldest first, undated ones last."""
    node = NamedNode(fact)
    found = (quad.subject for quad in store.quads_for_pattern(None, k.reports, node, DEFAULT))
    said = [(one.value, _said(store, one)) for one in found if isinstance(one, NamedNode)]
    return sorted(said, key=lambda pair: (pair[1].date or "9999", pair[1].article, not pair[1].sentence, pair[0]))


def _evidence_of(store: Store, fact: str, most: int) -> tuple[Said, ...]:
    by_article: dict[str, Said] = {}
    for _, said in reports(store, fact):
        by_article.setdefault(said.article, said)
    return tuple(by_article.values())[:most]


def _said(store: Store, assertion: NamedNode) -> Said:
    stated = said_of(store, assertion)
    source = stated[k.statedIn][0]
    article = said_of(store, source)
    text = _first(said_of(store, passage) for passage in stated.get(k.evidence, ()))
    return Said(
        sentence=text,
        article=source.value,
        title=_text(article, k.title),
        publisher=_text(article, k.publisher),
        date=_text(article, k.date),
        link=page_at(_text(article, k.url), text) if k.url in article else "",
    )


def _first(passages: Iterable[Mapping[NamedNode, Sequence[Term]]]) -> str:
    found = [(int(_text(p, k.start)), _text(p, k.text)) for p in passages if k.start in p and k.text in p]
    return " ".join(min(found)[1].split()) if found else ""


def _text(said: Mapping[NamedNode, Sequence[Term]], name: NamedNode) -> str:
    return said[name][0].value if name in said else ""
