"""Entities, reference data and inferences of the next publication, as far as changed articles touch them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.background import Background
from graph.corrected_applying import Applying
from graph.edition import DEFAULT, Edition, in_graph
from graph.entities import Describer
from graph.fixpoint import along_paths, steps
from graph.grounds import Support, inferred_facts
from graph.identities import Identities, entities_of
from graph.inference import Edge
from graph.quads import Quads
from graph.reports import Reports
from ontology import terms as k
from ontology.iris import Minter


class Things:
    """Renews what the default graph says of things: first ``renew``, then, when that is written, ``renew_paths``."""

    def __init__(
        self,
        live: Quads,
        minter: Minter,
        background: Background,
        edition: Edition,
        identities: Identities,
        reports: Reports,
        applying: Applying,
    ) -> None:
        """Things to be renewed in an edition, as corrections leave them."""
        self._live, self._minter, self._background, self._edition = live, minter, background, edition
        self._identities, self._applying = identities, applying
        self._reference = NamedNode(minter.graph("reference"))
        self._inferred = NamedNode(minter.graph("inferred"))
        self._far = frozenset(map(NamedNode, background.rules.far))
        self._describer = Describer(
            live=live,
            background=background,
            identities=identities,
            applying=applying,
            date_of=lambda iri: reports.source(iri).date,
        )

    def renew(self, articles: Iterable[str]) -> None:
        """Replace the descriptions of everything that these articles and the joins touch."""
        reached, reached_before = self._reached(), self._reached_before()
        things = self._identities.touched | (reached ^ reached_before) | self._applying.things
        for article in articles:
            things |= frozenset(entities_of(self._applying.view.uncorrected(article), self._minter.base))
        groups: dict[str, set[str]] = {}
        for iri in things:
            published = self._identities.published(iri)
            if published not in groups:
                groups[published] = set(self._identities.members(published))
            groups[published].add(iri)
        for published in sorted(groups):
            self._renew_group(published, groups[published], reached=published in reached)
        for iri in (reached ^ reached_before) | (self._applying.things & reached):
            old = self._edition.before.quads_for_pattern(NamedNode(iri), None, None, self._reference)
            self._edition.swap(old, self._reference_quads(iri) if iri in reached else ())

    def renew_paths(self) -> None:
        """Replace what follows from paths of facts, over the whole edition: these can be long."""
        rules, now = self._background.rules, self._edition.now
        stated, old = set[Edge](), set[Edge]()
        for name in rules.links:
            everywhere = set(_edges(now.quads_for_pattern(None, NamedNode(name), None, DEFAULT)))
            if name in rules.far:
                inferred = set(_edges(now.quads_for_pattern(None, NamedNode(name), None, self._inferred)))
                everywhere -= inferred
                old |= inferred
            stated |= everywhere
        new = along_paths(rules, stated)
        for graph in (DEFAULT, self._inferred):
            self._edition.swap((_quad(edge, graph) for edge in old), (_quad(edge, graph) for edge in new))
        known = steps(rules, stated, new)
        self._edition.swap(self._inferred_facts_before(), inferred_facts(known, self._support, self._minter))

    def _inferred_facts_before(self) -> Iterator[Quad]:
        nodes = {quad.subject for quad in self._edition.now.quads_for_pattern(None, k.inferredFrom, None, DEFAULT)}
        for node in nodes:
            yield from self._edition.now.quads_for_pattern(node, None, None, DEFAULT)

    def _support(self, edge: Edge) -> Support | None:
        """How many articles and independent sources state a fact, not counting what was inferred before."""
        node = NamedNode(self._minter.fact(*edge))
        found = {quad.predicate: quad.object for quad in self._edition.now.quads_for_pattern(node, None, None, DEFAULT)}
        if k.inferredFrom in found:
            return None
        articles, sources = found.get(k.articles), found.get(k.independentSources)
        if not isinstance(articles, Literal) or not isinstance(sources, Literal):
            return None
        return int(articles.value), int(sources.value)

    def _renew_group(self, published: str, members: set[str], *, reached: bool) -> None:
        said = self._describer.describe(published, sorted(members), reached=reached)
        old, paths, inferred = set[Quad](), set[Quad](), set[Quad]()
        for member in members:
            node = NamedNode(member)
            old.update(self._edition.before.quads_for_pattern(node, None, None, DEFAULT))
            for quad in self._edition.before.quads_for_pattern(node, None, None, self._inferred):
                (paths if quad.predicate in self._far else inferred).add(quad)
        new = set(_quads(said.stated | said.inferred))
        stated_now = {quad for quad in paths if in_graph(quad, DEFAULT) in new}
        left_alone = {in_graph(quad, DEFAULT) for quad in paths - stated_now}
        self._edition.swap(old - left_alone, new)
        self._edition.swap(inferred | stated_now, (in_graph(quad, self._inferred) for quad in _quads(said.inferred)))

    def _reached(self) -> frozenset[str]:
        """The reference entries that articles name or are joined with, or corrections add facts about.

        And all that these lead to.
        """
        joined = {*self._identities.joined_into, *map(self._identities.published, self._applying.additions.ends)}
        named = (
            iri
            for iri in self._background.entries
            if iri in joined or next(self._live.quads_for_pattern(NamedNode(iri), k.RDF_TYPE, None), None) is not None
        )
        return frozenset(end for iri in named for end in self._background.leads_to(iri))

    def _reached_before(self) -> frozenset[str]:
        found = self._edition.before.quads_for_pattern(None, k.RDF_TYPE, None, self._reference)
        return frozenset(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))

    def _reference_quads(self, iri: str) -> Iterator[Quad]:
        label = Triple(NamedNode(iri), k.RDFS_LABEL, Literal(self._background.entries[iri].name))
        for triple in {*self._background.reference(iri), label}:
            yield Quad(triple.subject, triple.predicate, triple.object, self._reference)


def _quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object, DEFAULT) for triple in triples)


def _edges(quads: Iterable[Quad]) -> Iterator[Edge]:
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, quad.predicate.value, quad.object.value


def _quad(edge: Edge, graph: NamedNode | DefaultGraph) -> Quad:
    subject, predicate, value = map(NamedNode, edge)
    return Quad(subject, predicate, value, graph)
