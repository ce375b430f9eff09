"""What the page of an article asks: its passages with what was understood of them marked, and who else says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from graph.documents import Document, Named, Report, Words
from graph.name_search import Thing
from ontology import terms as k
from service import marking
from service.document_views import View, outer, rests
from service.generation import Generation
from service.sayings import Item, Saying, end_of, named_in, sayings

_DEFAULT: Final = DefaultGraph()
_THINGS: Final = ("person", "institution", "place", "undertaking", "event")
"""Kinds of things, as they stand in IRIs, whose names are marked."""
_VALUES: Final = (k.value, k.low, k.high)
_POSTS: Final = (k.title, k.measure)
_MAIN: Final = (k.event, k.subject, k.member, k.financier, k.speaker, k.about)
"""Properties that lead to what a report is about first of all."""
_BREAK: Final = 2
"""Characters between passages that leave nothing out."""
_REPORTED: Final = 50
"""Assertions that report a fact, among which other articles are looked for."""
_FAMILY: Final = 3
"""Letters of a family name that may stand alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another article that states some of the same."""

    iri: str
    title: str
    publisher: str | None
    date: str | None
    facts: int
    """How many of the facts."""
    copy: bool
    """Whether it has the same text, but for little, and so is no independent source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage with what was understood of it."""

    words: Words
    pieces: tuple[marking.Piece, ...]
    """Empty where the words are not shared."""
    after_gap: bool
    """Whether something stands between it and the passage before."""
    sayings: tuple[Saying, ...]
    also: tuple[Named, ...]
    """Things that it names in words that were not found."""
    others: tuple[Other, ...]
    """Articles that say some of it, too; near copies are left out."""


class ArticleView(View):
    """What the template asks about an article."""

    def __init__(self, document: Document, generation: Generation, top: str) -> None:
        """A view of an article, which looks things up: to be made and asked in a thread."""
        super().__init__(document, generation, top)
        self.copies: tuple[Thing, ...] = generation.finder.copies(document.thing.iri)
        """The other articles with nearly the same text."""
        self._names: dict[str, tuple[str, ...]] = {}
        self._elsewhere: dict[str, tuple[int, frozenset[str]]] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The passages in order."""
        words = {one.iri: one for report in self._document.reports for one in report.passages}
        passages = outer(words.values())
        resting = {one.iri: [report for report in self._document.reports if rests(report, one)] for one in passages}
        marked = {one.iri: self._marked(one, resting[one.iri]) for one in passages}
        told = self._told(passages, resting, marked)
        rows, end = list[Row](), None
        for one in passages:
            said = tuple(sayings(told[one.iri], self._item))
            found = {piece.iri for piece in marked[one.iri]} | named_in(said)
            named = [thing for report in resting[one.iri] if _is_mention(report) for thing in _things(report)]
            row = Row(
                words=one,
                pieces=marked[one.iri],
                after_gap=end is not None and one.start > end + _BREAK,
                sayings=said,
                also=tuple(thing for thing in dict.fromkeys(named) if thing.iri not in found),
                others=tuple(other for other in self._others(told[one.iri]) if not other.copy),
            )
            rows.append(row)
            end = one.end
        return tuple(rows)

    @property
    def others(self) -> tuple[Other, ...]:
        """The other articles that state some of the same, those with most of it first."""
        return self._others(self._document.reports)

    @property
    def share(self) -> str:
        """How much of the words is shown: ``sentence``, ``words`` or ``offsets``."""
        shared = [one for report in self._document.reports for one in report.passages if one.text]
        if not shared:
            return "offsets"
        return "words" if any(one.text and len(one.text) < one.end - one.start - 1 for one in shared) else "sentence"

    @property
    def things(self) -> tuple[tuple[Named, int], ...]:
        """What is named in it, with the number of passages, those named most first."""
        counts = Counter[Named]()
        for report in self._document.reports:
            if _is_mention(report):
                counts.update(dict.fromkeys(_things(report), len(report.passages)))
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0].label)))

    def _told(
        self, passages: Sequence[Words], resting: dict[str, list[Report]], marked: dict[str, tuple[marking.Piece, ...]]
    ) -> dict[str, list[Report]]:
        """Each report beside one passage: the one that names most of what it is about, the first of equals."""
        told: dict[str, list[Report]] = {one.iri: [] for one in passages}
        named = {place: {piece.iri for piece in pieces} for place, pieces in marked.items()}
        for place, reports in resting.items():
            named[place] |= {thing.iri for report in reports if _is_mention(report) for thing in _things(report)}
        for report in self._document.reports:
            places = [one.iri for one in passages if report in resting[one.iri]]
            if places and not _is_mention(report):
                main, about = _main(report), {thing.iri for thing in _things(report)}
                best = max(places, key=lambda place: 2 * (main in named[place]) + len(about & named[place]))
                told[best].append(report)
        return told

    def _marked(self, words: Words, reports: Sequence[Report]) -> tuple[marking.Piece, ...]:
        if not words.text:
            return ()
        things = dict.fromkeys(thing.iri for report in reports for thing in _things(report))
        meant = marking.Meant(
            names={iri: self._names_of(iri) for iri in things},
            values=frozenset(Decimal(one).normalize() for one in _texts(reports, _VALUES)),
            times=frozenset(_texts(reports, (k.dateText,))),
            posts=frozenset(_texts(reports, _POSTS)),
        )
        return marking.pieces(words.text, meant)

    def _names_of(self, iri: str) -> tuple[str, ...]:
        """The names of a thing; of a person also the last word of each."""
        if iri not in self._names:
            node = NamedNode(iri)
            quads = [
                quad
                for name in (k.RDFS_LABEL, k.name)
                for quad in self._store.quads_for_pattern(node, name, None, _DEFAULT)
            ]
            names = [quad.object.value for quad in quads if isinstance(quad.object, Literal)]
            if "/id/person/" in iri:
                families = [name.split()[-1] for name in names if len(name.split()) > 1]
                names += [one for one in families if len(one) >= _FAMILY and one[0].isupper()]
            self._names[iri] = tuple(dict.fromkeys(names))
        return self._names[iri]

    def _item(self, report: Report) -> Item:
        sources, _ = self._support(report)
        led = report.facts[0].iri if report.facts else report.iri
        return Item(
            phrase=self.say(report, beside=False), href=self.place(led), sources=sources, modality=report.modality
        )

    def _support(self, report: Report) -> tuple[int, frozenset[str]]:
        """How many independent sources report what a report does, and which other articles."""
        if not report.facts:
            return 0, frozenset()
        fact = report.facts[0].iri
        if fact not in self._elsewhere:
            node = NamedNode(fact)
            counts = self._store.quads_for_pattern(node, k.independentSources, None, _DEFAULT)
            sources = next((int(quad.object.value) for quad in counts if isinstance(quad.object, Literal)), 0)
            quads = islice(self._store.quads_for_pattern(None, k.reports, node, _DEFAULT), _REPORTED)
            keys = {quad.subject.value.split("/")[-2] for quad in quads if isinstance(quad.subject, NamedNode)}
            articles = {f"{self._base}id/article/{key}" for key in keys} - {self._document.thing.iri}
            self._elsewhere[fact] = sources, frozenset(articles)
        return self._elsewhere[fact]

    def _others(self, reports: Iterable[Report]) -> tuple[Other, ...]:
        counts = Counter[str]()
        facts = {report.facts[0].iri: report for report in reports if report.facts}
        for report in facts.values():
            counts.update(self._support(report)[1])
        copies = {one.iri for one in self.copies}
        found = [self._other(iri, count, copy=iri in copies) for iri, count in counts.items()]
        return tuple(sorted(found, key=lambda one: (-one.facts, one.date or "", one.iri)))

    def _other(self, iri: str, facts: int, *, copy: bool) -> Other:
        node, said = NamedNode(iri), dict[NamedNode, str]()
        for name in (k.title, k.publisher, k.date):
            for quad in self._store.quads_for_pattern(node, name, None, _DEFAULT):
                if isinstance(quad.object, Literal):
                    said[name] = quad.object.value
        return Other(
            iri=iri, title=said.get(k.title, iri), publisher=said.get(k.publisher), date=said.get(k.date), facts=facts,
            copy=copy,
        )  # fmt: skip


def _is_mention(report: Report) -> bool:
    return report.cls.iri == k.Mention.value


def _things(report: Report) -> list[Named]:
    """The people, institutions and so on that a report is about."""
    values = [value for _, values in report.properties for value in values]
    named = [*(value for value in values if isinstance(value, Named)), *filter(None, [report.according_to])]
    return [one for one in named if any(f"/id/{kind}/" in one.iri for kind in _THINGS)]


def _main(report: Report) -> str | None:
    """What a report is about first of all."""
    return next((iri for name in _MAIN if (iri := end_of(report, name))), None)


def _texts(reports: Iterable[Report], names: Sequence[NamedNode]) -> Iterator[str]:
    wanted = {name.value for name in names}
    for report in reports:
        for name, values in report.properties:
            if name.iri in wanted:
                yield from (value.value for value in values if isinstance(value, Literal))
