"""What a finding rests on: the facts and types that cannot go together, each with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.checks.lists import a, rules
from graph.edition import DEFAULT
from graph.stats import base_of
from ontology import terms as k
from ontology.iris import Minter

MOST: Final = 3
"""Sentences that are shown for one cause, each of another article where possible."""
_LOOKED_AT: Final = 200
"""Mentions of a thing among which those of its class are looked for."""

Term = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A sentence of an article that a finding rests on."""

    sentence: str
    """Empty where no words are shared."""
    article: str
    """The article's IRI."""
    title: str
    publisher: str
    date: str
    """ISO date, or empty."""
    assertion: str
    """IRI of the assertion that the sentence bears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One of the things that do not go together."""

    words: str
    """What it is, in words."""
    sayings: tuple[Saying, ...] = ()
    """Empty for what no article states."""
    origin: str = ""
    """Where it comes from in that case."""
    reject: str = ""
    """IRI of the fact or assertion to reject if it is wrong."""


@dataclass(slots=True)
class Causes:
    """Looks causes up in a published graph."""

    store: Store
    _minter: Minter = field(init=False)
    _graphs: dict[str, NamedNode] = field(init=False)

    def __post_init__(self) -> None:
        """Know the graphs of the store."""
        self._minter = Minter(base_of(self.store))
        self._graphs = {name: NamedNode(self._minter.graph(name)) for name in ("reference", "inferred")}

    def of(self, pattern: str, row: Mapping[str, Term], slots: Mapping[str, str]) -> Iterator[Cause]:
        """The causes that a pattern of a check stands for, in a row of its answer (IRIs and values by variable)."""
        terms = [_filled(part, row, slots) for part in pattern.split()]
        if len(terms) == 1 and terms[0]:
            yield self._assertion(terms[0])
        elif len(terms) == 3 and all(terms):
            subject, name, value = terms
            yield from self._types(subject, value) if name == "a" else self._fact(subject, name, value)

    def label(self, iri: str) -> str:
        """What a thing is called."""
        for name in (k.RDFS_LABEL, k.title):
            if found := self._value(iri, name):
                return found
        return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]

    def _fact(self, subject: str, name: str, value: str, seen: frozenset[str] = frozenset()) -> Iterator[Cause]:
        node = self._minter.fact(subject, name, value)
        words = f"{self.label(subject)} {self.label(name)} {self.label(value)}"
        if sayings := self._sayings(self._pointing(k.reports, node)):
            yield Cause(words=words, sayings=sayings, reject=node)
            return
        if self._has(subject, name, value, "reference"):
            yield Cause(words=words, origin="the reference data say so")
            return
        grounds = [ground for ground in self._values(node, k.inferredFrom) if ground not in seen]
        for ground in grounds:
            ends = [next(iter(self._values(ground, part)), "") for part in (k.subject, k.predicate, k.object)]
            if all(ends):
                yield from self._fact(ends[0], ends[1], ends[2], seen | {node})
        if not grounds:
            yield Cause(words=words, origin="it follows from other facts")

    def _types(self, thing: str, wanted: str) -> Iterator[Cause]:
        """Why a thing is of a class: as articles or reference data call it, or by what is said of it."""
        below = {wanted, *(name for name, above in rules().superclasses.items() if wanted in above)}
        words = f"{self.label(thing)} is {a(self.label(wanted))}"
        if any(self._has(thing, k.RDF_TYPE.value, name, "reference") for name in below):
            yield Cause(words=words, origin="the reference data say so")
            return
        if sayings := self._sayings(self._mentions(thing, below)):
            yield Cause(words=words, sayings=sayings)
            return
        for name, classes in sorted(rules().domains.items()):
            if below.intersection(classes):
                for value in islice(self._values(thing, NamedNode(name)), 1):
                    yield from self._by_relation(words, thing, name, value)
        for name, classes in sorted(rules().ranges.items()):
            if below.intersection(classes):
                for subject in islice(self._pointing(NamedNode(name), thing), 1):
                    yield from self._by_relation(words, subject, name, thing)

    def _by_relation(self, words: str, subject: str, name: str, value: str) -> Iterator[Cause]:
        """That a type follows from a relation, which an assertion may state as one of its properties."""
        if self._value(subject, k.statedIn):
            yield Cause(words=f"{words}, as {self.label(name)}", sayings=self._sayings([subject]), reject=subject)
        elif reporting := self._sayings(self._pointing(k.reports, subject)):
            yield Cause(words=f"{words}, as {self.label(name)}", sayings=reporting, reject=subject)
        else:
            for cause in self._fact(subject, name, value):
                yield Cause(
                    words=f"{words}, since {cause.words}",
                    sayings=cause.sayings,
                    origin=cause.origin,
                    reject=cause.reject,
                )

    def _mentions(self, thing: str, classes: Iterable[str]) -> Iterator[str]:
        """Mentions of a thing in the articles that call it one of these classes."""
        members = (thing, *self._pointing(k.joinedInto, thing))
        calling = {
            quad.graph_name.value
            for member in members
            for name in classes
            for quad in self.store.quads_for_pattern(NamedNode(member), k.RDF_TYPE, NamedNode(name))
            if isinstance(quad.graph_name, NamedNode)
        }
        for assertion in islice(self._pointing(k.about, thing), _LOOKED_AT):
            if self._values(assertion, k.statedIn) and self._values(assertion, k.statedIn)[0] in calling:
                yield assertion

    def _assertion(self, iri: str) -> Cause:
        subject, name, value = (next(iter(self._values(iri, p)), "") for p in (k.subject, k.predicate, k.object))
        kinds = [one for one in self._values(iri, k.RDF_TYPE) if one != k.Assertion.value]
        words = f"{self.label(subject)} {self.label(name)} {self.label(value)}" if subject else ""
        sayings = self._sayings([iri]) or self._sayings(self._pointing(k.reports, iri))
        return Cause(words=words or a(self.label(min(kinds, default=iri))), sayings=sayings, reject=iri)

    def _sayings(self, assertions: Iterable[str]) -> tuple[Saying, ...]:
        found: dict[str, Saying] = {}
        for assertion in islice(assertions, _LOOKED_AT):
            for article in self._values(assertion, k.statedIn):
                if article not in found:
                    found[article] = self._saying(assertion, article)
            if len(found) == MOST:
                break
        return tuple(sorted(found.values(), key=lambda one: (one.date, one.article)))

    def _saying(self, assertion: str, article: str) -> Saying:
        texts = [self._value(passage, k.text) for passage in sorted(self._values(assertion, k.evidence))]
        return Saying(
            sentence=" … ".join(filter(None, texts)),
            article=article,
            title=self._value(article, k.title),
            publisher=self._value(article, k.publisher),
            date=self._value(article, k.date),
            assertion=assertion,
        )

    def _has(self, subject: str, name: str, value: str, graph: str) -> bool:
        found = self.store.quads_for_pattern(NamedNode(subject), NamedNode(name), NamedNode(value), self._graphs[graph])
        return next(found, None) is not None

    def _pointing(self, name: NamedNode, iri: str) -> Iterator[str]:
        for quad in self.store.quads_for_pattern(None, name, NamedNode(iri), DEFAULT):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def _values(self, iri: str, name: NamedNode) -> list[str]:
        found = self.store.quads_for_pattern(NamedNode(iri), name, None, DEFAULT)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, NamedNode))

    def _value(self, iri: str, name: NamedNode) -> str:
        found = self.store.quads_for_pattern(NamedNode(iri), name, None, DEFAULT)
        return min((quad.object.value for quad in found if isinstance(quad.object, Literal)), default="")


def _filled(part: str, row: Mapping[str, Term], slots: Mapping[str, str]) -> Term:
    """The term that a part of a pattern stands for in a row; empty where its variable is not bound."""
    if part.startswith("?"):
        return row.get(part[1:], "")
    part = slots.get(part.removeprefix("<<").removesuffix(">>"), part) if part.startswith("<<") else part
    return part.strip("<>") if part.startswith("<") else k.K + part[2:] if part.startswith("k:") else part
