"""Who is who in the next publication, as far as changed articles touch it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.edition import DEFAULT
from graph.joining import Groups, Keyed, RefusedJoin, joined, kind_of
from graph.statements import Term
from graph.store import article_of_graph
from ontology import terms as k


@dataclass(slots=True, kw_only=True)
class Identities:
    """Published IRIs: worked out anew for the touched entities, looked up in the publication before for others."""

    base: str
    before: Store
    """The publication before."""
    touched: frozenset[str]
    """All entities, there now or before, whose joins may differ; no join crosses the border of this set."""
    new: dict[str, str]
    """The published IRI of each touched entity that is there now."""
    refused: tuple[RefusedJoin, ...]
    _kept: dict[str, str] = field(default_factory=dict[str, str])
    _members: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def __post_init__(self) -> None:
        """Index the joined groups."""
        for iri, published in self.new.items():
            self._members.setdefault(published, []).append(iri)

    def published(self, iri: str) -> str:
        """The published IRI of an entity; of anything else, its own."""
        if iri in self.touched:
            return self.new.get(iri, iri)
        if kind_of(iri, self.base) is None:
            return iri
        if iri not in self._kept:
            self._kept[iri] = self.published_before(iri)
        return self._kept[iri]

    def published_before(self, iri: str) -> str:
        """The published IRI of an entity in the publication before."""
        for quad in self.before.quads_for_pattern(NamedNode(iri), k.joinedInto, None, DEFAULT):
            if isinstance(quad.object, NamedNode):
                return quad.object.value
        return iri

    def members(self, published: str) -> list[str]:
        """All IRIs that are published as this one, itself included."""
        if published in self.touched:
            found_now = self._members.get(published, [])
            return found_now if published in found_now else [published, *found_now]
        found = self.before.quads_for_pattern(None, k.joinedInto, NamedNode(published), DEFAULT)
        return [published, *(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))]

    @property
    def joined_into(self) -> Collection[str]:
        """All IRIs under which a touched entity is published; no other is published under an entry no article names."""
        return self._members.keys()

    def term(self, term: Term) -> Term:
        """A term with its published IRI in place of an entity's own."""
        if isinstance(term, Literal):
            return term
        iri = self.published(term.value)
        return term if iri == term.value else NamedNode(iri)

    def moved(self) -> Iterator[str]:
        """The touched entities whose published IRI is another than before."""
        return (iri for iri in self.touched if self.new.get(iri, iri) != self.published_before(iri))


def identities(
    live: Store,
    before: Store,
    changed: Iterable[str],
    base: str,
    reference: Collection[str],
    *,
    same: Groups = (),
    different: Groups = (),
) -> Identities:
    """The identities after articles changed: whatever shares keys with their entities is joined anew.

    ``same`` and ``different`` are what a person said (``graph.joining``); what they name is joined anew as well.
    """
    told = [frozenset(group) for group in same]
    apart = [frozenset(group) for group in different]
    seeds: set[str] = {iri for group in (*told, *apart) for iri in group if kind_of(iri, base)}
    for article in changed:
        for store in (live, before):
            seeds.update(entities_of(store.quads_for_pattern(None, None, None, NamedNode(article)), base))
    touched = _closed(live, before, seeds)
    new, refused = joined(_keyed(live, touched), base, reference, same=told, different=apart)
    return Identities(base=base, before=before, touched=frozenset(touched), new=new, refused=refused)


def entities_of(quads: Iterable[Quad], base: str) -> Iterator[str]:
    """The entities that quads are about or point to."""
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and kind_of(quad.subject.value, base):
            yield quad.subject.value
        if isinstance(quad.object, NamedNode) and kind_of(quad.object.value, base):
            yield quad.object.value


def mentioning(live: Store, iri: str) -> set[str]:
    """The articles of the live store in which an entity occurs."""
    node = NamedNode(iri)
    found = (live.quads_for_pattern(node, None, None), live.quads_for_pattern(None, None, node))
    articles = {article_of_graph(quad.graph_name) for quads in found for quad in quads}
    return {article for article in articles if article}


def _closed(live: Store, before: Store, seeds: set[str]) -> set[str]:
    """The seeds and all that shares keys with them, directly or not, now or before."""
    touched, todo, keys = set(seeds), list(seeds), set[str]()
    while todo:
        node = NamedNode(todo.pop())
        for store in (live, before):
            for quad in store.quads_for_pattern(node, k.joinKey, None):
                if not isinstance(quad.object, Literal) or quad.object.value in keys:
                    continue
                keys.add(quad.object.value)
                sharing = [q for s in (live, before) for q in s.quads_for_pattern(None, k.joinKey, quad.object)]
                new = {q.subject.value for q in sharing if isinstance(q.subject, NamedNode)} - touched
                touched |= new
                todo += new
    return touched


def _keyed(live: Store, touched: Iterable[str]) -> Iterator[Keyed]:
    for iri in touched:
        node = NamedNode(iri)
        articles = {quad.graph_name for quad in live.quads_for_pattern(node, k.RDF_TYPE, None)}
        if articles:
            keys = (quad.object for quad in live.quads_for_pattern(node, k.joinKey, None))
            held = frozenset(key.value for key in keys if isinstance(key, Literal))
            yield Keyed(iri=iri, keys=held, articles=len(articles))
