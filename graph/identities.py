"""Who is who in the next publication, and what of it differs from the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.edition import DEFAULT
from graph.identity.deciding import Decision
from graph.joining import RefusedJoin, kind_of
from graph.quads import Quads
from graph.statements import Term
from graph.store import article_of_graph
from ontology import terms as k


@dataclass(slots=True, kw_only=True)
class Identities:
    """Published IRIs, in the next publication and in the one before."""

    now: Mapping[str, str]
    """By IRI: the published one, where it is another."""
    before: Mapping[str, str]
    touched: frozenset[str]
    """All entities, there now or before, that changed articles name or that are joined otherwise than before, with
    all that they are or were joined with."""
    refused: tuple[RefusedJoin, ...]
    """Joins that were refused, among the touched entities."""
    _members: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def __post_init__(self) -> None:
        """Index the joined groups."""
        self._members = _groups(self.now)

    def published(self, iri: str) -> str:
        """The published IRI of an entity; of anything else, its own."""
        return self.now.get(iri, iri)

    def published_before(self, iri: str) -> str:
        """The published IRI that an entity had before."""
        return self.before.get(iri, iri)

    def members(self, published: str) -> list[str]:
        """All IRIs that are published as this one, itself included."""
        return [published, *self._members.get(published, ())]

    @property
    def joined_into(self) -> Collection[str]:
        """All IRIs that others are published as; some of them are entries that no article names."""
        return self._members.keys()

    def term(self, term: Term) -> Term:
        """A term with its published IRI in place of an entity's own."""
        if isinstance(term, Literal) or term.value not in self.now:
            return term
        return NamedNode(self.now[term.value])

    def moved(self) -> Iterator[str]:
        """The entities whose published IRI is another than before."""
        return (iri for iri in self.touched if self.now.get(iri, iri) != self.before.get(iri, iri))


def identities(live: Store, before: Store, changed: Iterable[str], base: str, decision: Decision) -> Identities:
    """The identities after articles changed, as ``decision`` has them, against the publication ``before``."""
    touched: set[str] = set()
    for article in changed:
        for store in (live, before):
            touched.update(entities_of(store.quads_for_pattern(None, None, None, NamedNode(article)), base))
    now = {iri: published for iri, published in decision.published.items() if iri != published}
    old = dict(_joined_before(before, base))
    touched |= {iri for iri in now.keys() | old.keys() if now.get(iri, iri) != old.get(iri, iri)}
    for joined in (now, old):
        groups = _groups(joined)
        for published in {joined.get(iri, iri) for iri in touched}:
            touched |= {published, *groups.get(published, ())}
    refused = tuple(case for case in decision.refused if not touched.isdisjoint(case.entities))
    return Identities(now=now, before=old, touched=frozenset(touched), refused=refused)


def _joined_before(before: Store, base: str) -> Iterator[tuple[str, str]]:
    for quad in before.quads_for_pattern(None, k.joinedInto, None, DEFAULT):
        one, other = quad.subject, quad.object
        if isinstance(one, NamedNode) and isinstance(other, NamedNode) and kind_of(one.value, base):
            yield one.value, other.value


def _groups(joined: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri, published in joined.items():
        found.setdefault(published, []).append(iri)
    return found


def entities_of(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """The entities that quads are about or point to."""
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and kind_of(quad.subject.value, base):
            yield quad.subject.value
        if isinstance(quad.object, NamedNode) and kind_of(quad.object.value, base):
            yield quad.object.value


def mentioning(live: Quads, iri: str) -> set[str]:
    """The articles of the live store in which an entity occurs."""
    node = NamedNode(iri)
    found = (live.quads_for_pattern(node, None, None), live.quads_for_pattern(None, None, node))
    articles = {article_of_graph(quad.graph_name) for quads in found for quad in quads}
    return {article for article in articles if article}
