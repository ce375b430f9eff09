"""Two undertakings that may be one, with names that are the same but for one word.

They have the same parties, or are an uncertain match of ``graph.identity``. An article that knows both keeps them
apart. Looking at all pairs would take too long; so the undertakings of a party are filed under what is left of their
names without one word, and only those that share such a rest are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Store

from graph.background import Background
from graph.disagreements import naming
from graph.disagreements.kinds import side_of
from graph.disagreements.matters import Matter, Said, matter, versions
from graph.disagreements.sayings import Sayings
from graph.edition import DEFAULT
from graph.identities import Identities
from graph.identity.matches import UNCERTAIN
from graph.joining import kind_of
from graph.store import is_article_graph
from ontology import iris
from ontology import terms as k

Pair: TypeAlias = frozenset[str]
_Rest: TypeAlias = tuple[int, naming.Name]


def uncertain_matches(store: Store, published: Callable[[str], str]) -> frozenset[Pair]:
    """The pairs of undertakings, by their published IRIs, of which it is uncertain whether they are one."""
    found: set[Pair] = set()
    for quad in store.quads_for_pattern(None, k.verdict, Literal(UNCERTAIN), DEFAULT):
        matched = store.quads_for_pattern(quad.subject, k.matched, None, DEFAULT)
        pair = frozenset(published(one.object.value) for one in matched if isinstance(one.object, NamedNode))
        if len(pair) > 1 and all("/id/undertaking/" in iri for iri in pair):
            found.add(pair)
    return frozenset(found)


@dataclass(slots=True)
class Nearness:
    """Finds undertakings that may be one with another one."""

    sayings: Sayings
    background: Background
    uncertain: frozenset[Pair]
    """The uncertain matches."""
    different: frozenset[Pair]
    """The pairs that people have said to be different, under whichever of their IRIs."""
    _filed: dict[str, dict[_Rest, set[str]]] = field(default_factory=dict[str, dict[_Rest, set[str]]])
    """By party, the undertakings that have it, by the rests of their names."""
    _doubted: dict[str, list[Pair]] = field(default_factory=dict[str, list[Pair]])
    _names: dict[str, dict[str, set[str]]] = field(default_factory=dict[str, dict[str, set[str]]])

    def of(self, undertaking: str) -> Iterator[Matter | None]:
        """The matters of an undertaking and others that may be the same, each with both."""
        parties = self._parties(undertaking)
        rests = set(self._rests(undertaking))
        near = {other for party in parties for rest in rests for other in self._file(party).get(rest, ())}
        near = {other for other in near - {undertaking} if self._sides(undertaking) == self._sides(other)}
        near |= {other for pair in self._doubts().get(undertaking, ()) for other in pair if other != undertaking}
        for other in sorted(near):
            if not self._named_together(undertaking, other) and not self._are_different(undertaking, other):
                yield self._matter(undertaking, other)

    def _are_different(self, one: str, other: str) -> bool:
        published = self.sayings.identities.published
        return any({one, other} == set(map(published, pair)) for pair in self.different)

    def _doubts(self) -> dict[str, list[Pair]]:
        if not self._doubted:
            for pair in self.uncertain:
                for iri in pair:
                    self._doubted.setdefault(iri, []).append(pair)
        return self._doubted

    def _matter(self, one: str, other: str) -> Matter | None:
        said: list[tuple[naming.Name, str, Said]] = []
        for thing, beside in ((one, other), (other, one)):
            others = [text for text in self._named(beside) if naming.is_proper(text)]
            for text, articles in self._named(thing).items():
                if naming.is_proper(text) and any(naming.any_near((text, yours)) for yours in others):
                    told = self.sayings.naming(thing, iris.fold(text), articles)
                    said += [(naming.name(text), text, by) for by in told]
        found = versions(said)
        return matter((one, other), k.name, found, naming.judge(found))

    def _named_together(self, one: str, other: str) -> bool:
        """Whether an article knows both, which keeps them apart."""
        return not self.sayings.articles(one).isdisjoint(self.sayings.articles(other))

    def _sides(self, undertaking: str) -> set[str]:
        return {side_of(party, self.background) for party in self._parties(undertaking)}

    def _parties(self, undertaking: str) -> set[str]:
        """The parties that articles give, in joined identities."""
        who = self.sayings.identities
        found: set[str] = set()
        for member in who.members(undertaking):
            for quad in self.sayings.live.quads_for_pattern(NamedNode(member), k.party, None):
                if is_article_graph(quad.graph_name) and isinstance(quad.object, NamedNode):
                    found.add(who.published(quad.object.value))
        return found

    def _file(self, party: str) -> dict[_Rest, set[str]]:
        if party not in self._filed:
            filed: dict[_Rest, set[str]] = defaultdict(set)
            for undertaking in self._undertakings(party):
                for rest in self._rests(undertaking):
                    filed[rest].add(undertaking)
            self._filed[party] = filed
        return self._filed[party]

    def _undertakings(self, party: str) -> set[str]:
        who: Identities = self.sayings.identities
        found: set[str] = set()
        for member in who.members(party):
            for quad in self.sayings.live.quads_for_pattern(None, k.party, NamedNode(member)):
                node = quad.subject
                if is_article_graph(quad.graph_name) and isinstance(node, NamedNode):
                    found.add(who.published(node.value))
        return {iri for iri in found if kind_of(iri, self.sayings.base) == "undertaking"}

    def _rests(self, undertaking: str) -> Iterator[_Rest]:
        for text in self._named(undertaking):
            words = naming.name(text)
            if len(words) >= naming.FEWEST and naming.is_proper(text):
                yield from ((at, (*words[:at], *words[at + 1 :])) for at in range(len(words)))

    def _named(self, undertaking: str) -> dict[str, set[str]]:
        if undertaking not in self._names:
            self._names[undertaking] = self.sayings.names(undertaking)
        return self._names[undertaking]
