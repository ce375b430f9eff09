"""Two undertakings that may be one: the same parties, and names that are the same but for one word.

Looking at all pairs would take too long; so the undertakings of a party are filed under what is left of their names
without one word, and only those that share such a rest are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import NamedNode

from graph.background import Background
from graph.disagreements import naming
from graph.disagreements.kinds import side_of
from graph.disagreements.matters import Matter, Said, matter, versions
from graph.disagreements.sayings import Sayings
from graph.identities import Identities
from graph.joining import kind_of
from graph.store import is_article_graph
from ontology import iris
from ontology import terms as k

_Rest: TypeAlias = tuple[int, naming.Name]


@dataclass(slots=True)
class Nearness:
    """Finds undertakings that may be one with another one."""

    sayings: Sayings
    background: Background
    _filed: dict[str, dict[_Rest, set[str]]] = field(default_factory=dict[str, dict[_Rest, set[str]]])
    """By party, the undertakings that have it, by the rests of their names."""
    _names: dict[str, dict[str, set[str]]] = field(default_factory=dict[str, dict[str, set[str]]])

    def of(self, undertaking: str) -> Iterator[Matter | None]:
        """The matters of an undertaking and others that may be the same, each with both."""
        parties = self._parties(undertaking)
        rests = set(self._rests(undertaking))
        near = {other for party in parties for rest in rests for other in self._file(party).get(rest, ())}
        for other in sorted(near - {undertaking}):
            if self._sides(undertaking) == self._sides(other) and not self._named_together(undertaking, other):
                yield self._matter(undertaking, other)

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
