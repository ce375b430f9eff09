"""Matters that articles put differently, as pages and files show them: each version with its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from graph.disagreements.told import Dispute, Quoted, Side
from graph.quotations import page_at
from service.addresses import of_web
from service.document_views import View
from service.tables import Quotation
from service.wording import counted, span

_SHOWN: Final = 4
"""Sentences of a version that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a matter."""

    words: str
    known: str
    """By how many sources it is said, and when."""
    quotations: tuple[tuple[Quotation, str], ...]
    """Each with where it stands word by word, too, in words."""
    assertion: str
    """IRI of one that says so."""
    more: int
    """Sentences that are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter as a page shows it."""

    about: tuple[tuple[str, str | None], ...]
    """Labels of the things, with the addresses of their pages."""
    dispute: Dispute
    versions: tuple[Version, ...]


def shown(dispute: Dispute, view: View) -> Matter:
    """A matter as a page shows it."""
    return Matter(
        about=tuple((label, view.place(iri)) for iri, label in dispute.about),
        dispute=dispute,
        versions=tuple(_version(side, view) for side in dispute.sides),
    )


def _version(side: Side, view: View) -> Version:
    known = f"{side.sources:,} independent {counted(side.sources, 'sources')}"
    if side.articles != side.sources:
        known += f", {side.articles:,} {counted(side.articles, 'articles')}"
    if side.first:
        known += f" · {span(side.first, side.last)}"
    return Version(
        words=side.words,
        known=known,
        quotations=tuple((_quotation(group[0], view), _also(group[1:])) for group in side.quotes[:_SHOWN]),
        assertion=side.assertions[0],
        more=max(0, len(side.quotes) - _SHOWN),
    )


def _also(others: Iterable[Quoted]) -> str:
    return ", ".join(dict.fromkeys(one.publisher or one.title or one.article for one in others))


def _quotation(one: Quoted, view: View) -> Quotation:
    page = of_web(one.url)
    return Quotation(
        text=one.text or "",
        title=one.title or "Article without a title",
        date=one.date,
        publisher=one.publisher or None,
        article=view.place(one.article),
        page=page_at(page, one.text) if page else None,
        passage=view.place(one.passage),
        address=page or one.article,
    )


def as_fields(dispute: Dispute) -> dict[str, Any]:
    """A matter for programs."""
    return {
        "disagreement": dispute.iri,
        "verdict": dispute.verdict,
        "about": [{"iri": iri, "label": label} for iri, label in dispute.about],
        "regarding": dispute.regarding,
        "why": dispute.reason,
        "versions": [
            {
                "value": side.words,
                "sources": side.sources,
                "articles": side.articles,
                "publishers": list(side.publishers),
                "first": side.first or None,
                "last": side.last or None,
                "assertions": list(side.assertions),
                "sentences": [_fields(one) for one in side.said],
            }
            for side in dispute.sides
        ],
    }


def as_lines(dispute: Dispute) -> Iterator[dict[str, Any]]:
    """A line for each sentence."""
    about = "; ".join(label for _, label in dispute.about)
    shared = {
        "disagreement": dispute.iri, "verdict": dispute.verdict, "about": about, "regarding": dispute.regarding,
        "why": dispute.reason,
    }  # fmt: skip
    for side in dispute.sides:
        for one in side.said:
            yield {**shared, "value": side.words, "sources": side.sources, "articles": side.articles, **_fields(one)}


def _fields(one: Quoted) -> dict[str, str | None]:
    return {
        "sentence": one.text, "title": one.title or None, "publisher": one.publisher or None,
        "published": one.date or None,
    }  # fmt: skip
