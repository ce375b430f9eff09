"""What articles say of a fact: who reports it, who denies, supposes or plans it, in which words and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.documents import Report, Words
from graph.edition import DEFAULT
from graph.inference import Edge
from graph.lookups import Lookups, value
from graph.story import Quoted, Rule, Telling
from graph.story_axioms import shipped_axioms
from ontology import terms as k
from ontology.iris import Minter

_ARTICLE: Final = (k.RDF_TYPE, k.title, k.publisher, k.url, k.date)
_SIDES: Final = (
    k.member, k.organization, k.financier, k.recipient, k.purpose, k.about, k.counterpart, k.speaker, k.onBehalfOf,
)  # fmt: skip
"""Properties that name the things that a richer fact is about."""
_RICH: Final = (k.Tenure, k.Deal, k.Observation, k.Utterance)
_WIDE: Final = 5_000
"""Nodes beside a thing that are looked at: of two hubs, not all, so that a story of them takes no minutes."""
_TIES: Final = 2_000
"""Facts beside a thing from which another is looked for."""
_LATE: Final = "9999"
"""Sorts articles without a date last."""


class Sayings:
    """Reads what articles say for one story."""

    def __init__(self, store: Store, lookups: Lookups) -> None:
        """All that is read goes through ``lookups``."""
        self._store, self._lookups = store, lookups
        self._rules: dict[str, Rule] = {}

    def reports(self, fact: str) -> Iterator[str]:
        """The assertions that report a fact."""
        return self._lookups.pointing(k.reports, NamedNode(fact))

    def mentions(self, thing: str, cls: str) -> Iterator[str]:
        """The assertions that name a thing, of the articles that say that it is of a class."""
        members = (thing, *self._lookups.pointing(k.joinedInto, NamedNode(thing)))
        articles = {
            quad.graph_name.value
            for member in members
            for quad in self._store.quads_for_pattern(NamedNode(member), k.RDF_TYPE, NamedNode(cls), None)
            if isinstance(quad.graph_name, NamedNode)
        }
        for assertion in self._lookups.pointing(k.about, NamedNode(thing), 4 * _WIDE):
            stated = self._lookups.value(assertion, k.statedIn)
            if stated is not None and stated.value in articles and self._is(assertion, k.Mention):
                yield assertion

    def order(self, assertion: str) -> tuple[str, str, str]:
        """Sorts assertions by the date of their article."""
        article = self._lookups.value(assertion, k.statedIn)
        day = self._lookups.value(article.value, k.date) if article else None
        return (day.value if day else _LATE, article.value if article else "", assertion)

    def reserved(self, edge: Edge | None, told: set[str], fact: str) -> tuple[str, ...]:
        """Assertions that do not report a fact: denials, suppositions, plans, and what a correction rejects.

        Of a triple they state this one, from either side; where its relation is empty, any. Of a fact of another kind
        there are only rejected ones.
        """
        found = set(self._lookups.pointing(k.wouldReport, NamedNode(fact)))
        if edge is not None:
            near = self._meeting((k.subject, k.object), edge[0], (k.subject, k.object), edge[2])
            found.update(node for node in near if self._is(node, k.Assertion) and self._says(node, edge))
        return tuple(sorted(found - told, key=self.order))

    def facts_between(self, one: str, other: str, minter: Minter) -> Iterator[str]:
        """The facts that tie two things directly, plain ones first, each once."""
        plain = self._plain(NamedNode(one), NamedNode(other), minter)
        yield from sorted(
            node for node in plain if self._is(node, k.Fact) and self._lookups.value(node, k.mirrors) is None
        )
        rich = self._meeting(_SIDES, one, _SIDES, other)
        yield from sorted(node for node in rich if any(self._is(node, cls) for cls in _RICH))

    def facts_through(self, one: str, other: str, minter: Minter) -> tuple[str, ...]:
        """The two facts that tie two things through a third, by the best sourced of those that are looked at.

        Only what is beside the thing with fewer ties is looked at: the search takes a bounded time whatever the graph.
        """
        few, far = self._fewer(one, other)
        found: list[tuple[int, str, str]] = []
        for fact in islice(self._having((k.subject, k.object), few), _TIES):
            ends = [self._lookups.value(fact, name) for name in (k.subject, k.object)]
            middle = next((end for end in ends if isinstance(end, NamedNode) and end.value != few), None)
            if middle is None or middle.value == far or not self._is_tie(fact):
                continue
            for beyond in self._plain(middle, NamedNode(far), minter):
                if self._is_tie(beyond):
                    sources = min(self._sources(fact), self._sources(beyond))
                    found.append((-sources, fact, beyond))
        return min(found)[1:] if found else ()

    def _fewer(self, one: str, other: str) -> tuple[str, str]:
        """Two things, the one with fewer ties first."""
        sides = (self._having((k.subject, k.object), end) for end in (one, other))
        for pair in islice(zip_longest(*sides), _TIES):
            if None in pair:
                return (other, one) if pair[0] else (one, other)
        return one, other

    def _plain(self, one: NamedNode, other: NamedNode, minter: Minter) -> Iterator[str]:
        """The facts by which a triple of the default graph ties two things, whichever comes first."""
        for first, last in ((one, other), (other, one)):
            for quad in self._store.quads_for_pattern(first, None, last, DEFAULT):
                yield minter.fact(first.value, quad.predicate.value, last.value)

    def _is_tie(self, fact: str) -> bool:
        """Whether a fact is stated by articles, and once for both of its directions; a shared sector is no tie."""
        predicate = self._lookups.value(fact, k.predicate)
        if predicate in (None, k.sector, k.within) or not self._is(fact, k.Fact):
            return False
        return all(self._lookups.value(fact, name) is None for name in (k.mirrors, k.inferredFrom))

    def _sources(self, fact: str) -> int:
        found = self._lookups.value(fact, k.independentSources)
        return int(found.value) if found else 0

    def read(self, assertion: str) -> None:
        """Read an assertion, its passages, its rules and what is told of its article."""
        for name, end in self._lookups.about(assertion):
            if name in (k.evidence, k.quotation):
                self._lookups.about(end.value)
            elif name == k.statedIn:
                self._lookups.some(end.value, *_ARTICLE)

    def telling(self, report: Report) -> Telling:
        """A report with its reader, its rules, and its words in context."""
        return Telling(
            report=report,
            reader=self.reader(report.article.iri),
            passages=tuple(self._quoted(words) for words in report.passages),
            rules=tuple(self.rule(name) for name in report.rules),
            rejected_by=tuple(sorted(self._lookups.each(report.iri, k.rejectedBy))),
            added_by=tuple(sorted(self._lookups.each(report.iri, k.addedBy))),
        )

    def reader(self, article: str) -> str:
        """Who read an article, with the version."""
        found = self._lookups.value(article, k.reader)
        return found.value if found else ""

    def rule(self, name: str) -> Rule:
        """A reading rule with its counts."""
        if name not in self._rules:
            self._rules[name] = self._counted(name)
        return self._rules[name]

    def _quoted(self, words: Words) -> Quoted:
        pairs = self._lookups.known(words.iri)
        before, after = value(pairs, k.prefix) or "", value(pairs, k.suffix) or ""
        return Quoted(
            iri=words.iri, before=before, text=words.text, after=after, page=words.page, start=words.start,
            end=words.end,
        )  # fmt: skip

    def _counted(self, name: str) -> Rule:
        iri = next(self._lookups.pointing(k.ruleName, Literal(name)), None)
        if iri is None:
            return Rule(name=name, iri=None)
        counts = [self._lookups.value(iri, one) for one in (k.judgedRight, k.judgedWrong)]
        right, wrong = (int(count.value) if count else 0 for count in counts)
        rates = [self._lookups.value(iri, one) for one in (k.precision, k.precisionLow, k.precisionHigh)]
        precision, low, high = (float(rate.value) if rate else None for rate in rates)
        return Rule(name=name, iri=iri, right=right, judged=right + wrong, precision=precision, low=low, high=high)

    def _is(self, node: str, cls: NamedNode) -> bool:
        return Quad(NamedNode(node), k.RDF_TYPE, cls, DEFAULT) in self._store

    def _says(self, assertion: str, edge: Edge) -> bool:
        """Whether an assertion states this triple, or the same read from the other side."""
        said = [self._lookups.value(assertion, name) for name in (k.subject, k.predicate, k.object)]
        subject, predicate, end = (term.value if term else "" for term in said)
        if not edge[1]:
            return self._lookups.value(assertion, k.reports) is None
        if predicate == edge[1] and (subject, end) == (edge[0], edge[2]):
            return True
        return (subject, end) == (edge[2], edge[0]) and predicate in shipped_axioms().turned(edge[1])

    def _meeting(self, ones: Sequence[NamedNode], one: str, others: Sequence[NamedNode], other: str) -> Iterator[str]:
        """The nodes that have two things as values, found among those of the thing that fewer have."""
        sides = [self._having(names, end) for names, end in ((ones, one), (others, other))]
        seen: tuple[list[str], list[str]] = ([], [])
        for pair in islice(zip_longest(*sides), _WIDE):
            for found, node in zip(seen, pair, strict=True):
                found += [node] if node else []
            if None in pair:
                break
        few = 0 if len(seen[0]) <= len(seen[1]) else 1
        names, end = ((others, other), (ones, one))[few]
        for node in dict.fromkeys(seen[few]):
            if any(Quad(NamedNode(node), name, NamedNode(end), DEFAULT) in self._store for name in names):
                yield node

    def _having(self, names: Sequence[NamedNode], end: str) -> Iterator[str]:
        for name in names:
            yield from self._lookups.pointing(name, NamedNode(end))
