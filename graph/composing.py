"""Makes the document that people read of what was read for it; nothing else is asked of the publication but names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from graph.contents import Content
from graph.documents import Document, Group, Named, Paper, Property, Report, Stated, Value, Words
from graph.lookups import Pair, Term, value, values
from graph.quotations import page_at
from ontology import terms as k

_COUNTS: Final = frozenset(
    {
        k.RDF_TYPE, k.articles, k.independentSources, k.publisher, k.firstReported, k.lastReported, k.conflictsWith,
        k.inferredFrom, k.mirrors,
    }
)  # fmt: skip
_SOURCES: Final = frozenset(
    {k.RDF_TYPE, k.statedIn, k.evidence, k.quotation, k.modality, k.rule, k.reports, k.accordingTo}
)
_RICH: Final = (k.Tenure, k.Deal, k.Observation, k.Utterance)


def document(content: Content) -> Document:
    """The document that a content makes."""
    return _Writing(content).document()


class _Writing:
    """The making of one document."""

    def __init__(self, content: Content) -> None:
        self._content, self._lookups = content, content.lookups
        self._named: dict[str, Named] = {}

    def document(self) -> Document:
        content, iri = self._content, self._content.iri
        about = self._lookups.about(iri)
        groups = self._groups(content.facts or self._beside(about))
        shown = {
            (group.relation.iri, fact.other.iri)
            for group in groups
            if not group.incoming
            for fact in group.facts
            if fact.other
        }
        article = iri if content.kind == "article" else value(about, k.statedIn) or value(about, k.passageOf)
        kept = [pair for pair in about if (pair[0].value, pair[1].value) not in shown]
        return Document(
            thing=self.named(iri),
            kind=content.kind,
            properties=self._properties(kept),
            groups=groups,
            reports=tuple(self.report(one) for one in content.assertions),
            article=self._paper(article) if article else None,
            words=self._words(iri, self._paper(article).url) if content.kind == "passage" and article else None,
            total=content.total,
            page=content.page,
            pages=content.pages,
        )

    def named(self, iri: str) -> Named:
        """A thing with its label; one that has none goes by what it states, or by the end of its IRI."""
        if iri not in self._named:
            self._named[iri] = self._name(iri)
        return self._named[iri]

    def _name(self, iri: str) -> Named:
        pairs = self._lookups.names(iri)
        label = value(pairs, k.RDFS_LABEL) or value(pairs, k.title) or self._stated_label(iri)
        classes = tuple(sorted(cls.value for cls in values(pairs, k.RDF_TYPE)))
        return Named(iri=iri, label=label or iri.rstrip("/#").replace("#", "/").rpartition("/")[2], classes=classes)

    def _stated_label(self, iri: str) -> str | None:
        """What a fact or an assertion states, or where a passage stands."""
        if "/passage/" in iri:
            return f"Passage {iri.rpartition('/')[2].replace('-', '–')}"
        pairs = self._lookups.about(iri) if self._lookups.has(iri) else ()
        triple = [value(pairs, name) for name in (k.subject, k.predicate, k.object)]
        if all(triple):
            return " ".join(self.named(end).label for end in triple if end)
        kinds = [cls for cls in values(pairs, k.RDF_TYPE) if cls not in (k.Fact, k.Assertion)]
        ends = [
            self.named(end.value).label if isinstance(end, NamedNode) else end.value
            for name, end in sorted(pairs, key=lambda pair: _place(pair[0]))
            if name in _TELLING
        ]
        return f"{self.named(kinds[0].value).label}: {', '.join(dict.fromkeys(ends))}" if kinds else None

    def _groups(self, facts: Iterable[str]) -> tuple[Group, ...]:
        found: dict[tuple[str, bool], list[Stated]] = {}
        for fact in facts:
            stated = self.stated(fact)
            pairs = self._lookups.about(fact)
            relation = value(pairs, k.predicate) or stated.cls.iri
            incoming = value(pairs, k.object) == self._content.iri != value(pairs, k.subject)
            found.setdefault((relation, incoming), []).append(stated)
        return tuple(
            Group(relation=self.named(relation), incoming=incoming, facts=tuple(group))
            for (relation, incoming), group in found.items()
        )

    def _beside(self, about: tuple[Pair, ...]) -> list[str]:
        """The facts that a fact follows from, mirrors, or cannot be true together with."""
        beside = [end.value for name, end in about if name in (k.inferredFrom, k.mirrors)]
        return [*beside, *self._content.reports_of]

    def stated(self, fact: str) -> Stated:
        """A fact node."""
        pairs = self._lookups.about(fact)
        kinds = values(pairs, k.RDF_TYPE)
        ends = [value(pairs, name) for name in (k.subject, k.object)]
        other = next((end for end in ends if end and end != self._content.iri), None)
        reports = tuple(self.report(one) for one in self._content.reports_of.get(fact, ()))
        articles = int(value(pairs, k.articles) or 0)
        return Stated(
            iri=fact,
            label=self._stated_label(fact) or fact,
            cls=self.named(next((cls for cls in _RICH if cls in kinds), k.Fact).value),
            other=self.named(other) if other and self._content.iri in ends else None,
            properties=self._properties(pair for pair in pairs if pair[0] not in _COUNTS),
            articles=articles,
            sources=int(value(pairs, k.independentSources) or 0),
            publishers=tuple(sorted(name.value for name in values(pairs, k.publisher))),
            first=value(pairs, k.firstReported),
            last=value(pairs, k.lastReported),
            inferred_from=tuple(self.named(one.value) for one in values(pairs, k.inferredFrom)),
            conflicts=tuple(self.named(one.value) for one in values(pairs, k.conflictsWith)),
            reports=reports,
            more=len({report.article.iri for report in reports}) < articles,
        )

    def report(self, assertion: str) -> Report:
        """An assertion."""
        pairs = self._lookups.about(assertion)
        article = self._paper(value(pairs, k.statedIn) or "")
        passages = dict.fromkeys(p.value for name in (k.evidence, k.quotation) for p in values(pairs, name))
        speaker = value(pairs, k.accordingTo)
        kinds = sorted(cls.value for cls in values(pairs, k.RDF_TYPE) if cls != k.Assertion)
        return Report(
            iri=assertion,
            label=self._stated_label(assertion) or assertion,
            cls=self.named(next(iter(kinds), k.Assertion.value)),
            article=article,
            modality=(value(pairs, k.modality) or "").rpartition("#")[2],
            rules=tuple(sorted(rule.value for rule in values(pairs, k.rule))),
            according_to=self.named(speaker) if speaker else None,
            passages=tuple(sorted((self._words(one, article.url) for one in passages), key=lambda w: (w.start, w.end))),
            facts=tuple(self.named(one.value) for one in values(pairs, k.reports) if self._lookups.has(one.value)),
            properties=self._properties(pair for pair in pairs if pair[0] not in _SOURCES),
        )

    def _paper(self, iri: str) -> Paper:
        pairs = self._lookups.known(iri)
        return Paper(
            iri=iri,
            title=value(pairs, k.title),
            publisher=value(pairs, k.publisher),
            date=value(pairs, k.date),
            url=value(pairs, k.url),
        )

    def _words(self, iri: str, url: str | None) -> Words:
        pairs = self._lookups.known(iri)
        text = value(pairs, k.text)
        return Words(
            iri=iri,
            start=int(value(pairs, k.start) or 0),
            end=int(value(pairs, k.endOffset) or 0),
            text=text,
            page=page_at(url, text) if url else None,
        )

    def _properties(self, pairs: Iterable[Pair]) -> tuple[Property, ...]:
        found: dict[NamedNode, list[Term]] = {}
        for name, end in pairs:
            found.setdefault(name, []).append(end)
        properties = [(self.named(name.value), tuple(self._values(ends))) for name, ends in found.items()]
        return tuple(sorted(properties, key=lambda one: (_place(NamedNode(one[0].iri)), one[0].label)))

    def _values(self, ends: list[Term]) -> list[Value]:
        shown: list[Value] = [self.named(end.value) if isinstance(end, NamedNode) else end for end in ends]
        return sorted(shown, key=lambda one: one.label if isinstance(one, Named) else one.value)


_TELLING: Final = {
    name: place
    for place, name in enumerate(
        (
            k.matched,
            k.member,
            k.title,
            k.capacity,
            k.organization,
            k.financier,
            k.recipient,
            k.purpose,
            k.speaker,
            k.event,
            k.about,
            k.counterpart,
            k.indicator,
            k.measure,
            k.value,
            k.unit,
            k.currency,
        )
    )
}
"""What says in a line what a richer fact or an assertion is about, in order."""
_FIRST: Final = {name: place for place, name in enumerate((k.RDF_TYPE, k.RDFS_LABEL, k.name, k.title))}


def _place(name: NamedNode) -> int:
    return _FIRST.get(name, 10 + _TELLING.get(name, len(_TELLING)))
