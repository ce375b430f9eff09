"""From what a person types to the facts that are meant: ends by name or IRI, relations by name, label or IRI."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.ask import Questions
from graph.edition import DEFAULT
from graph.inference import Edge
from graph.ledger import describes, joined_into
from graph.stats import base_of
from graph.story import Story
from graph.story_telling import MOST, Teller
from ontology import iris
from ontology import terms as k
from ontology.errors import BadParameter, UnknownName
from queries.parameters import parameter

KINDS: Final = ("Agent", "Place", "Undertaking", "Event")
STORIES: Final = 3
"""Stories that are told where several facts are meant; the others are named."""
_ANY: Final = frozenset({"", "-", "?", "_", "*"})
_TYPES: Final = frozenset({"a", "is a", "type", "rdf:type", k.RDF_TYPE.value})
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMBINATIONS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The stories of the facts that were asked about."""

    stories: tuple[Story, ...]
    """Best sourced first; one of a fact that is not there where none is."""
    others: tuple[Story, ...] = ()
    """Facts that are meant too, without what articles say of them."""
    notes: tuple[str, ...] = ()
    """Sentences about how names were understood."""
    base: str = iris.BASE
    """Where the IRIs of the publication's instances begin."""


def explained(
    questions: Questions,
    subject: str,
    predicate: str = "",
    object: str = "",
    *,
    most: int = MOST,
) -> Explanation:
    """The stories of what is meant by subject, predicate and object, any two of them, or by a fact's IRI alone.

    Raises ``UnknownName`` with suggestions; ``BadParameter`` where too little is said.
    """
    return _Asked(questions, most).explained(subject.strip(), predicate.strip(), object.strip())


class _Asked:
    """Works out one question."""

    def __init__(self, questions: Questions, most: int) -> None:
        self._questions = questions
        self._store = Store.read_only(str(questions.workers.publication))
        base = self._base = base_of(self._store)
        self._full, self._short = (Teller(self._store, base, most=number) for number in (most, 0))
        self._notes: list[str] = []

    def explained(self, subject: str, predicate: str, value: str) -> Explanation:
        given = [one not in _ANY for one in (subject, predicate, value)]
        if given == [True, False, False] and _IRI.fullmatch(subject):
            return self._all([self._iri(subject)])
        if sum(given) < 2:
            raise BadParameter("Say two of subject, relation and object, with - for the third; or the IRI of a fact.")
        relation = self._relation(predicate) if given[1] else None
        subjects = self._meant(subject) if given[0] else []
        values = self._meant(value, relation) if given[2] else []
        if relation and subjects and values:
            return self._exactly([(one, relation, other) for one, other in product(subjects, values)])
        found = list(self._matching(subjects, relation, values))
        if not found and relation is None:
            return self._exactly([(one, "", other) for one, other in product(subjects, values)])
        if not found:
            raise UnknownName(f"The graph has no fact of the kind “{predicate}” there: name both ends, or write -.")
        return self._all(found)

    def _iri(self, iri: str) -> str | Edge:
        """The fact that an IRI names; of an assertion, what it states."""
        if not describes(self._store, iri):
            raise UnknownName(f"The graph knows no fact <{iri}>.")
        said = self._terms(iri)
        if {k.Fact.value, k.RejectedFact.value}.intersection(said.get(k.RDF_TYPE, ())):
            return iri
        triple = [said[name][0] for name in (k.subject, k.predicate, k.object) if name in said]
        if len(triple) == 3:
            return (triple[0], triple[1], triple[2])
        facts = [fact for name in (k.reports, k.wouldReport) for fact in said.get(name, ())]
        if facts:
            return facts[0]
        raise UnknownName(f"<{iri}> is no fact: say two of subject, relation and object, with - for the third.")

    def _terms(self, iri: str) -> dict[NamedNode, list[str]]:
        found: dict[NamedNode, list[str]] = {}
        for quad in self._store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT):
            if isinstance(quad.object, NamedNode | Literal):
                found.setdefault(quad.predicate, []).append(quad.object.value)
        return found

    def _exactly(self, edges: list[Edge]) -> Explanation:
        """The facts of these that the graph holds; the story of what is not there if it holds none."""
        stories = [self._full.triple(*edge) for edge in edges[:_COMBINATIONS]]
        held = [story for story in stories if story.holds]
        return Explanation(stories=tuple(held[:STORIES] or stories[:1]), notes=tuple(self._notes), base=self._base)

    def _matching(self, subjects: list[str], relation: str | None, values: list[str]) -> Iterator[str | Edge]:
        """The facts that have what is given."""
        if relation is None:
            for one, other in list(product(subjects, values))[:_COMBINATIONS]:
                yield from self._full.between(one, other)
            return
        for node in map(NamedNode, subjects or values):
            first, last = (node, None) if subjects else (None, node)
            for quad in self._store.quads_for_pattern(first, NamedNode(relation), last, DEFAULT):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                    yield (quad.subject.value, relation, quad.object.value)

    def _all(self, facts: list[str | Edge]) -> Explanation:
        """The stories of the best sourced, and the others in short."""
        short = [(self._told(self._short, fact), fact) for fact in facts]
        short.sort(key=lambda one: (-one[0].sources, -one[0].articles, one[0].label))
        return Explanation(
            stories=tuple(self._told(self._full, fact) for _, fact in short[:STORIES]),
            others=tuple(story for story, _ in short[STORIES:]),
            notes=tuple(self._notes),
            base=self._base,
        )

    def _told(self, teller: Teller, fact: str | Edge) -> Story:
        return teller.fact(fact) if isinstance(fact, str) else teller.triple(*fact)

    def _meant(self, text: str, relation: str | None = None) -> list[str]:
        """The IRIs that a name stands for; ``relation`` is that whose value it is, if it is one."""
        if _IRI.fullmatch(text) and describes(self._store, text):
            return [joined_into(self._store, text) or text]
        if relation == k.RDF_TYPE.value:
            return [_chosen(text, self._terms_of(NamedNode(k.OWL + "Class")), "kind of thing")]
        kinds = ("Sector",) if relation == k.sector.value else KINDS
        meant = self._questions.named(parameter("_thing_iri", kinds=kinds), text)
        if meant.note is not None:
            self._notes.append(meant.note)
        return [term.value for term in meant.terms]

    def _relation(self, text: str) -> str:
        if text in _TYPES:
            return k.RDF_TYPE.value
        return _chosen(text, self._terms_of(NamedNode(k.OWL + "ObjectProperty")), "relation")

    def _terms_of(self, cls: NamedNode) -> dict[str, str]:
        """The terms of the ontology of a class, by IRI, with their labels."""
        found: dict[str, str] = {}
        for quad in self._store.quads_for_pattern(None, k.RDF_TYPE, cls, DEFAULT):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(k.K):
                label = next(iter(self._terms(quad.subject.value).get(k.RDFS_LABEL, ())), "")
                found[quad.subject.value] = label
        return found


def _chosen(text: str, known: dict[str, str], what: str) -> str:
    """The term that is meant by an IRI, a local name, with or without its prefix, or a label."""
    names: dict[str, str] = {}
    for iri, label in known.items():
        names |= {iri: iri, iris.fold(_HUMPS.sub(" ", iri.removeprefix(k.K))): iri, iris.fold(label): iri}
    local = text if text in names else iris.fold(_HUMPS.sub(" ", text.removeprefix("k:")))
    if local in names:
        return names[local]
    near = [names[one].removeprefix(k.K) for one in difflib.get_close_matches(local, names, n=6, cutoff=0.5)]
    hint = f": did you mean {' or '.join(list(dict.fromkeys(near))[:3])}?" if near else "."
    raise UnknownName(f"The ontology has no {what} “{text}”{hint}")
