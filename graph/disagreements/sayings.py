"""What articles say of one thing, as the next publication has it: assertions in joined identities, with who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.disagreements.matters import Said
from graph.edition import DEFAULT
from graph.entities import preferred
from graph.identities import Identities
from graph.quads import Quads
from graph.statements import Term
from graph.store import is_article_graph
from ontology import iris
from ontology import terms as k

_RELIED_ON: Final = frozenset({k.asserted, k.planned})


class Told(NamedTuple):
    """An assertion, with who gives it."""

    said: Said
    properties: dict[NamedNode, Term]
    """Its properties, one value of each: the first in the alphabet."""

    def text(self, name: NamedNode) -> str:
        """The value of a property; empty if it has none."""
        found = self.properties.get(name)
        return found.value if found is not None else ""

    @property
    def is_planned(self) -> bool:
        """Whether the article tells of a plan."""
        return self.properties[k.modality] == k.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """Reads what articles say from the edition in the making (``now``) and the loaded articles (``live``)."""

    now: Store
    live: Quads
    identities: Identities
    base: str
    date_of: Callable[[str], str]
    """An article's date in ISO form, empty where unknown."""

    def of(self, thing: str, name: NamedNode, mark: NamedNode, value: NamedNode) -> Iterator[Told]:
        """The assertions that have a thing as their ``name`` and ``value`` as their ``mark``, if they are relied on."""
        for quad in self.now.quads_for_pattern(None, name, NamedNode(thing), DEFAULT):
            node = quad.subject
            if not isinstance(node, NamedNode) or not node.value.startswith(f"{self.base}id/assertion/"):
                continue
            if Quad(node, mark, value, DEFAULT) in self.now:
                told = self._told(node)
                if told.properties.get(k.modality) in _RELIED_ON and k.rejectedBy not in told.properties:
                    yield told

    def _told(self, node: NamedNode) -> Told:
        properties: dict[NamedNode, Term] = {}
        passages = list[str]()
        for quad in self.now.quads_for_pattern(node, None, None, DEFAULT):
            value = quad.object
            if not isinstance(value, NamedNode | Literal):
                continue
            if quad.predicate == k.evidence:
                passages.append(value.value)
            known = properties.get(quad.predicate)
            properties[quad.predicate] = value if known is None else min(known, value, key=str)
        said = Said(node.value, properties[k.statedIn].value, tuple(sorted(passages)))
        return Told(said, properties)

    def called(self, told: Told, name: NamedNode) -> str:
        """What the article calls the thing that an assertion has as its ``name``."""
        found = self.live.quads_for_pattern(NamedNode(told.said.assertion), name, None)
        own = next((quad.object for quad in found if isinstance(quad.object, NamedNode)), None)
        if own is None:
            return preferred(Counter(), told.text(name))
        labels = self.live.quads_for_pattern(own, k.RDFS_LABEL, None, NamedNode(told.said.article))
        return min((quad.object.value for quad in labels if isinstance(quad.object, Literal)), default=own.value)

    def names(self, thing: str) -> dict[str, set[str]]:
        """The names that articles give a thing under any of its IRIs, each with these articles."""
        found: dict[str, set[str]] = {}
        for member in self.identities.members(thing):
            for quad in self.live.quads_for_pattern(NamedNode(member), k.name, None):
                if is_article_graph(quad.graph_name) and isinstance(quad.object, Literal):
                    found.setdefault(quad.object.value, set()).add(_article(quad))
        return found

    def articles(self, thing: str) -> set[str]:
        """The articles that know a thing."""
        return {
            _article(quad)
            for member in self.identities.members(thing)
            for quad in self.live.quads_for_pattern(NamedNode(member), k.RDF_TYPE, None)
            if is_article_graph(quad.graph_name)
        }

    def naming(self, thing: str, called: str, articles: set[str]) -> Iterator[Said]:
        """Who calls a thing so: the mentions in these articles, with the sentences that have the name if any shows it.

        ``called`` is folded.
        """
        for told in self.of(thing, k.about, k.RDF_TYPE, k.Mention):
            if told.said.article in articles:
                showing = tuple(one for one in told.said.passages if f" {called} " in f" {self._folded(one)} ")
                yield told.said._replace(passages=showing or told.said.passages)

    def _folded(self, passage: str) -> str:
        texts = self.now.quads_for_pattern(NamedNode(passage), k.text, None, DEFAULT)
        return next((iris.fold(quad.object.value) for quad in texts if isinstance(quad.object, Literal)), "")


def _article(quad: Quad) -> str:
    graph = quad.graph_name
    return graph.value if isinstance(graph, NamedNode) else ""
