"""What the templates of documents ask: a thing's facts, sentences and card, in words and with where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.documents import Document, Group, Named, Report, Stated, Value, Words
from graph.finest import finest
from ontology import terms as k
from service.addresses import local, of_web
from service.generation import Generation
from service.phrases import TITLES, VERBS, Phrase, literal, phrase
from service.tables import Quotation
from service.wording import heading, span

_DEFAULT: Final = DefaultGraph()
_ABOVE: Final = NamedNode(k.RDFS + "subClassOf")
_INNER: Final = frozenset(
    {
        "type", "label", "name", "key", "joinKey", "sketch", "digest", "textKey", "begin", "end", "dateText",
        "datePrecision", "prefLabel", "hiddenLabel", "title", "url", "publisher", "date", "subject", "predicate",
        "object",
        "articles", "independentSources", "firstReported", "lastReported", "conflictsWith", "mirrors", "inferredFrom",
        "text", "prefix", "suffix", "start", "endOffset", "passageOf", "inScheme", "topConceptOf", "definition",
        "source", "evidence", "quotation", "rule", "ruleName", "statedIn", "reports",
    }
)  # fmt: skip
"""Properties that a page tells in other words, or that say nothing to people."""
_RICHER: Final = {
    "worksFor": "Tenure", "workedFor": "Tenure", "finances": "Deal", "financedBy": "Deal",
}  # fmt: skip
"""Plain facts that are told more fully by facts of another class."""
OPEN: Final = 6
"""Facts of a group that are seen at once; the others are behind a line that unfolds."""
_TITLES: Final = {"exactMatch": "In other registers"}
_REGISTERS: Final = {"https://sws.geonames.org/": "GeoNames", "http://www.wikidata.org/entity/": "Wikidata"}
_NAMES: Final = ("name", "altLabel")
_FEW: Final = 6
"""Values that stand in the open; the others are behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the card: a heading and what stands there, as texts with where they lead."""

    title: str
    first: tuple[tuple[str, str | None], ...]
    more: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of facts with its heading."""

    anchor: str
    title: str
    facts: tuple[Stated, ...]
    short: bool
    """Whether the sentences stand elsewhere on the page, with richer facts."""

    @property
    def count(self) -> int:
        """How many facts it has."""
        return len(self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A passage with what it bears."""

    words: Words
    reports: tuple[Report, ...]
    named: tuple[Named, ...]
    """What is only named there."""


class View:
    """What the templates ask about a document."""

    open = OPEN

    def __init__(self, document: Document, generation: Generation, top: str) -> None:
        """A view of a document of a generation; ``top`` is where the service's paths begin."""
        self._document, self._base, self._top = document, generation.base, top
        self._store: Store = generation.store
        self.values = {name.iri: values for name, values in document.properties}
        self.kind = self._finest(document.thing.iri, document.thing.classes)

    def place(self, iri: str | None) -> str | None:
        """Where an IRI leads: to the service, to the web, or nowhere."""
        return None if iri is None else local(iri, self._base, self._top) or of_web(iri)

    def say(self, told: Stated | Report, *, beside: bool = True) -> Phrase:
        """What a fact or an assertion says; on a thing's own page the thing is left out."""
        cls = told.cls.iri.rpartition("#")[2]
        return phrase(told.properties, cls, told.label, self._document.thing.iri if beside else None)

    @property
    def title(self) -> Phrase:
        """What the document is about, as its heading."""
        document = self._document
        if document.kind in ("fact", "assertion"):
            cls = self.kind or ""
            return phrase(document.properties, cls, document.thing.label)
        return phrase((), None, document.thing.label)

    def quotation(self, report: Report) -> Quotation:
        """The sentences of a report, in one quotation."""
        passages = outer(report.passages)
        article = report.article
        return Quotation(
            text=" … ".join(one.text for one in passages if one.text),
            title=article.title or "Article without a title",
            date=article.date or "",
            publisher=article.publisher,
            article=self.place(article.iri),
            page=next((one.page for one in passages), None) and of_web(passages[0].page or ""),
            passage=self.place(passages[0].iri) if passages else None,
            address=of_web(article.url or "") or article.iri,
        )

    @property
    def sections(self) -> list[Section]:
        """The groups with their headings."""
        groups = self._document.groups
        richer = {_local(group.relation.iri) for group in groups}
        return [
            Section(
                anchor=f"facts-{at}", title=self._heading(group), facts=group.facts,
                short=_RICHER.get(_local(group.relation.iri)) in richer,
            )
            for at, group in enumerate(groups, 1)
        ]  # fmt: skip

    @property
    def conflicts(self) -> list[Stated]:
        """What cannot be true together with the fact that the document is about."""
        against = {one.iri for one in self.named("conflictsWith")}
        return [fact for group in self._document.groups for fact in group.facts if fact.iri in against]

    @property
    def bearings(self) -> list[Bearing]:
        """The passages on this page in order, each with what it bears."""
        words = {one.iri: one for report in self._document.reports for one in report.passages}
        return [
            self._bearing(one, [report for report in self._document.reports if rests(report, one)])
            for one in outer(words.values())
        ]

    def bearing(self) -> Bearing | None:
        """The passage that the document is about."""
        words = self._document.words
        return self._bearing(words, self._document.reports) if words else None

    @property
    def card(self) -> list[Entry]:
        """What is said of the thing in short."""
        entries = [*self._named(), *self._time()]
        for name, values in self._document.properties:
            if _local(name.iri) not in _INNER:
                entries.append(self._entry(_TITLES.get(_local(name.iri)) or heading(name.label), values))
        return entries

    def text(self, name: str) -> str | None:
        """The first value of a property of the ontology (or SKOS), by its local name."""
        for iri, values in self.values.items():
            if _local(iri) == name and values:
                return values[0].label if isinstance(values[0], Named) else values[0].value
        return None

    def named(self, name: str) -> list[Named]:
        """The things that are values of a property of the ontology."""
        return [one for one in self.values.get(k.K + name, ()) if isinstance(one, Named)]

    def shown(self, value: Value) -> tuple[str, str | None]:
        """A value in words, with where it leads."""
        if isinstance(value, Named):
            register = next((name for start, name in _REGISTERS.items() if value.iri.startswith(start)), "")
            return f"{register} {value.label}".lstrip(), self.place(value.iri)
        return literal(value), None

    def _bearing(self, words: Words, reports: Iterable[Report]) -> Bearing:
        told, named = list[Report](), dict[Named, None]()
        for report in reports:
            if report.cls.iri == k.Mention.value:
                about = (value for name, values in report.properties if name.iri == k.about.value for value in values)
                named.update(dict.fromkeys(one for one in about if isinstance(one, Named)))
            else:
                told.append(report)
        return Bearing(words=words, reports=tuple(told), named=tuple(named))

    def _heading(self, group: Group) -> str:
        name = _local(group.relation.iri)
        label = group.relation.label
        if group.incoming:
            return f"… {VERBS.get(label, label)} {self._document.thing.label}"
        return TITLES.get(name, label[:1].upper() + label[1:])

    def _named(self) -> Iterator[Entry]:
        others = [
            one
            for name in _NAMES
            for iri, values in self.values.items()
            if _local(iri) == name
            for one in values
            if isinstance(one, Literal) and one.value != self._document.thing.label
        ]
        if others:
            yield self._entry("Also called", others)

    def _time(self) -> Iterator[Entry]:
        if when := span(self.text("begin"), self.text("end")):
            yield Entry(title="When", first=((when, None),))

    def _entry(self, title: str, values: Sequence[Value]) -> Entry:
        shown = tuple(dict.fromkeys(self.shown(one) for one in values))
        few = shown if len(shown) <= _FEW + 1 else shown[:_FEW]
        return Entry(title=title, first=few, more=shown[len(few) :])

    def _finest(self, iri: str, classes: Sequence[str]) -> str | None:
        """The local name of the class that a thing is shown with."""
        shown = finest(iri, (cls for cls in classes if cls.startswith(k.K)), self._above)
        return next(map(_local, shown), None)

    def _above(self, cls: str) -> set[str]:
        found = self._store.quads_for_pattern(NamedNode(cls), _ABOVE, None, _DEFAULT)
        return {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}


def outer(words: Iterable[Words]) -> list[Words]:
    """The passages in order, without those that are a part of another."""
    found: list[Words] = []
    for one in sorted(dict.fromkeys(words), key=lambda one: (one.start, -one.end)):
        if not found or one.end > found[-1].end:
            found.append(one)
    return found


def rests(report: Report, words: Words) -> bool:
    """Whether a report rests on a passage or a part of it."""
    return any(words.start <= one.start and one.end <= words.end for one in report.passages)


def _local(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]
