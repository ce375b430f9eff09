"""The sentences behind the edges of a network, with the articles that they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from graph.network.columns import backward, column, firsts
from graph.quotations import page_at
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
    reported = backward(store, k.reports, set(facts))
    article_of, day_of = _sources(store, {one for assertions in reported.values() for one in assertions})
    chosen: dict[str, list[str]] = {}
    for fact, assertions in reported.items():
        by_article = {article_of[one]: one for one in reversed(_by_age(assertions, article_of, day_of))}
        chosen[fact] = _by_age(by_article.values(), article_of, day_of)[:most]
    words = _words(store, {one for assertions in chosen.values() for one in assertions})
    articles = {article_of[one] for assertions in chosen.values() for one in assertions}
    titles, publishers, pages = (firsts(column(store, name, articles)) for name in (k.title, k.publisher, k.url))

    def said(assertion: str) -> Said:
        article, text = article_of[assertion], words.get(assertion, "")
        page = pages.get(article, "")
        return Said(
            sentence=text,
            article=article,
            title=titles.get(article, ""),
            publisher=publishers.get(article, ""),
            date=day_of.get(article, ""),
            link=page_at(page, text) if page else "",
        )

    return {fact: tuple(said(one) for one in assertions) for fact, assertions in sorted(chosen.items())}


def reports(store: Store, facts: Collection[str]) -> dict[str, tuple[int, str]]:
    """How many assertions report each fact, and the sentence of the oldest one; empty if the graph holds none."""
    reported = backward(store, k.reports, facts)
    article_of, day_of = _sources(store, {one for several in reported.values() if len(several) > 1 for one in several})
    oldest = {
        fact: assertions[0] if len(assertions) == 1 else _by_age(assertions, article_of, day_of)[0]
        for fact, assertions in reported.items()
    }
    words = _words(store, set(oldest.values()))
    return {fact: (len(reported[fact]), words.get(assertion, "")) for fact, assertion in oldest.items()}


def _sources(store: Store, assertions: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The article of each assertion, and the day of each article, where known."""
    article_of = firsts(column(store, k.statedIn, assertions))
    return article_of, firsts(column(store, k.date, set(article_of.values())))


def _by_age(assertions: Iterable[str], article_of: Mapping[str, str], day_of: Mapping[str, str]) -> list[str]:
    """The oldest first, undated ones last."""
    return sorted(assertions, key=lambda one: (day_of.get(article_of[one], "9999"), article_of[one], one))


def _words(store: Store, assertions: Collection[str]) -> dict[str, str]:
    """The first passage that bears each assertion, on one line, as far as the graph holds it."""
    passages = column(store, k.evidence, assertions)
    starts = firsts(
        column(store, k.start, {one for several in passages.values() if len(several) > 1 for one in several})
    )
    first = {
        assertion: min(several, key=lambda one: (int(starts.get(one, 0)), one))
        for assertion, several in passages.items()
    }
    texts = firsts(column(store, k.text, set(first.values())))
    return {assertion: " ".join(texts[one].split()) for assertion, one in first.items() if one in texts}
