"""What articles disagree on, read from a publication: each matter with its versions and the sentences that say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.disagreements.amounts import number_words
from graph.disagreements.matters import DIFFER
from graph.edition import DEFAULT
from ontology import terms as k

FIGURE: Final = "figure"
"""What a matter regards that is a number: figures that cannot both be true."""
KINDS: Final = {
    "title": "title", "name": "name", "place": "place", "status": "status", "party": "parties", "value": "sum",
    "begin": "beginning", "end": "end",
}  # fmt: skip
"""What a matter regards, in a word, by the property; the beginning of an event is its date."""
MATTERS: Final = ("date", "beginning", "end", "place", "status", "title", "parties", "sum", "name")
"""All words for what a matter regards."""
_RANK: Final = (FIGURE, *MATTERS)
SHOWN: Final = 40
"""Sentences of a version that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence that says something, and where it stands."""

    text: str | None
    """``None`` where the store shares no words."""
    article: str
    """IRI."""
    title: str
    publisher: str
    date: str
    """ISO date; title, publisher and date are empty where unknown."""
    url: str
    passage: str
    """IRI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version of a matter."""

    words: str
    articles: int
    sources: int
    """Independent texts."""
    publishers: tuple[str, ...]
    first: str
    last: str
    """ISO dates of the first and the last article; empty where unknown."""
    assertions: tuple[str, ...]
    """IRIs of those that say so, which a correction can reject."""
    said: tuple[Quoted, ...]
    """In the order of their dates."""

    @property
    def quotes(self) -> tuple[tuple[Quoted, ...], ...]:
        """The sentences, those that several articles have word by word together."""
        return quotes(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A matter that articles put differently."""

    iri: str
    """Of the disagreement; of figures, of the one fact node."""
    about: tuple[tuple[str, str], ...]
    """IRIs and labels of the things that it is about."""
    regarding: str
    """What the versions are of, in a word: ``date``, ``title``, ``name`` …"""
    verdict: str
    """``differ`` or ``compatible``."""
    reason: str
    sides: tuple[Side, ...]
    """The best supported first."""

    @property
    def sources(self) -> int:
        """Independent texts that take part."""
        return sum(side.sources for side in self.sides)


class Disputes:
    """Reads what articles disagree on from one publication."""

    def __init__(self, store: Store, base: str) -> None:
        """``base`` is where the IRIs of the publication's instances begin."""
        self._store, self._base = store, base

    def all(self, about: Iterable[str] | None = None) -> list[Dispute]:
        """All there are, or those about some things, in order: those that differ first, the best supported first."""
        things = None if about is None else frozenset(about)
        return sorted((*self.matters(things), *self._figures(things)), key=order)

    def matters(self, about: frozenset[str] | None = None) -> list[Dispute]:
        """Those that are no figures, in order."""
        return sorted((self.of(iri) for iri in self._iris(about)), key=order)

    def of(self, iri: str) -> Dispute:
        """The dispute that stands under an IRI."""
        node = NamedNode(iri)
        about = sorted(self._values(node, k.about))
        regarding = self._text(node, k.regarding).rpartition("#")[2]
        sides = [self._side(version) for version in self._nodes(node, k.version)]
        return Dispute(
            iri=iri,
            about=tuple((thing, self._label(thing)) for thing in about),
            regarding=kind_of_matter(regarding, about, self._base),
            verdict=self._text(node, k.verdict),
            reason=self._text(node, k.reason),
            sides=tuple(sorted(sides, key=_best)),
        )

    def _iris(self, things: frozenset[str] | None) -> Iterator[str]:
        if things is None:
            links = self._store.quads_for_pattern(None, k.RDF_TYPE, k.Disagreement, DEFAULT)
            yield from sorted(link.subject.value for link in links if isinstance(link.subject, NamedNode))
            return
        start = f"{self._base}id/disagreement/"
        found = {
            link.subject.value
            for thing in things
            for link in self._store.quads_for_pattern(None, k.about, NamedNode(thing), DEFAULT)
            if isinstance(link.subject, NamedNode) and link.subject.value.startswith(start)
        }
        yield from sorted(found)

    def _figures(self, things: frozenset[str] | None) -> Iterator[Dispute]:
        """Pairs of figures that cannot both be true."""
        for link in self._store.quads_for_pattern(None, k.conflictsWith, None, DEFAULT):
            one, other = link.subject, link.object
            if not (isinstance(one, NamedNode) and isinstance(other, NamedNode)) or one.value > other.value:
                continue
            about = sorted({*self._values(one, k.about), *self._values(one, k.counterpart)})
            if things is not None and things.isdisjoint(about):
                continue
            sides = sorted((self._observation(one), self._observation(other)), key=_best)
            measure = self._measure(one)
            yield Dispute(
                iri=one.value,
                about=tuple((thing, self._label(thing)) for thing in about),
                regarding=FIGURE,
                verdict=DIFFER,
                reason=f"Both numbers are of one time, and not both can be true: {measure or 'one measure'}.",
                sides=tuple(sides),
            )

    def _observation(self, fact: NamedNode) -> Side:
        said = sorted(
            passage for report in self._subjects(k.reports, fact) for passage in self._values(report, k.evidence)
        )
        bound = self._text(fact, k.bound)
        words = number_words(self._text(fact, k.value) or "0", self._text(fact, k.unit), bound)
        return self._counted(fact, words, said, sorted(one.value for one in self._subjects(k.reports, fact)))

    def _measure(self, fact: NamedNode) -> str:
        """What a figure measures: its indicator, else the words of an article."""
        indicators = [self._label(indicator) for indicator in self._values(fact, k.indicator)]
        return min(indicators or self._values(fact, k.measure), default="")

    def _side(self, version: NamedNode) -> Side:
        passages, given = (sorted(self._values(version, name)) for name in (k.quotation, k.givenBy))
        return self._counted(version, self._text(version, k.words), passages, given)

    def _counted(self, node: NamedNode, words: str, passages: Iterable[str], given: Iterable[str]) -> Side:
        said = [self.quoted(passage) for passage in list(dict.fromkeys(passages))[:SHOWN]]
        return Side(
            words=words,
            articles=int(self._text(node, k.articles) or 0),
            sources=int(self._text(node, k.independentSources) or 0),
            publishers=tuple(sorted(self._values(node, k.publisher))),
            first=self._text(node, k.firstReported),
            last=self._text(node, k.lastReported),
            assertions=tuple(given),
            said=tuple(sorted(said, key=lambda one: (one.date or "9", one.title, one.passage))),
        )

    def quoted(self, passage: str) -> Quoted:
        """The sentence that stands under an IRI."""
        node = NamedNode(passage)
        article = NamedNode(self._text(node, k.passageOf))
        text = " ".join(self._text(node, k.text).split())
        return Quoted(
            text=text or None,
            article=article.value,
            title=self._text(article, k.title),
            publisher=self._text(article, k.publisher),
            date=self._text(article, k.date),
            url=self._text(article, k.url),
            passage=passage,
        )

    def _label(self, iri: str) -> str:
        return self._text(NamedNode(iri), k.RDFS_LABEL) or iri

    def _values(self, node: NamedNode, name: NamedNode) -> list[str]:
        quads: Iterator[Quad] = self._store.quads_for_pattern(node, name, None, DEFAULT)
        return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)]

    def _nodes(self, node: NamedNode, name: NamedNode) -> list[NamedNode]:
        return [NamedNode(value) for value in sorted(self._values(node, name))]

    def _subjects(self, name: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(None, name, value, DEFAULT):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _text(self, node: NamedNode, name: NamedNode) -> str:
        return min(self._values(node, name), default="")


def quotes(said: Iterable[Quoted]) -> tuple[tuple[Quoted, ...], ...]:
    """Sentences in their order, those that several articles have word by word together."""
    found: dict[str, dict[str, Quoted]] = {}
    for one in said:
        found.setdefault(one.text or one.article, {}).setdefault(one.article, one)
    return tuple(tuple(ones.values()) for ones in found.values())


def kind_of_matter(regarding: str, about: Iterable[str], base: str) -> str:
    """What a matter regards, in a word: the beginning of an event is its date."""
    if regarding == "begin" and any(iri.startswith(f"{base}id/event/") for iri in about):
        return "date"
    return KINDS.get(regarding, regarding)


def order(dispute: Dispute) -> tuple[bool, int, int, str, str]:
    """The order of disputes: those that differ first, those of most sources first."""
    at = _RANK.index(dispute.regarding) if dispute.regarding in _RANK else len(_RANK)
    return dispute.verdict != DIFFER, -dispute.sources, at, " ".join(label for _, label in dispute.about), dispute.iri


def _best(side: Side) -> tuple[int, int, str]:
    return -side.sources, -side.articles, side.words
