"""The corrections of a folder while a publication is made: what they touch, and the articles as they leave them.

First ``same`` and ``different`` tell what is said of identities. When these are decided, ``begin`` finds the articles
and things to be renewed; from then on ``view`` is what the articles say, corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode, Store

from graph.background import Background
from graph.corrected import Corrections, Filed, correction_iri
from graph.corrected_additions import Additions
from graph.corrected_rejections import Rejections, facts_of
from graph.corrected_relations import Relations
from graph.corrected_stating import Stating
from graph.corrected_view import View
from graph.deals.making import DealsMade
from graph.edition import DEFAULT
from graph.identities import Identities
from graph.joining import kind_of
from graph.statements import Properties, Stated, deal_key
from graph.store import GraphStore, is_article_graph
from ontology import terms as k

_OTHERS: Final = frozenset({"reject", "add"})
"""Actions that are about facts, not about things."""


class Applying:
    """Applies corrections to the publication in the making."""

    def __init__(
        self,
        store: GraphStore,
        background: Background,
        before: Store,
        corrections: Corrections,
        changed: Collection[str],
    ) -> None:
        """``changed`` are the names of the corrections that are not as in the publication ``before``."""
        self.corrections, self.view = corrections, View(store.live)
        self.articles: set[str] = set()
        """Articles that have to be renewed."""
        self.things: set[str] = set()
        """IRIs of things that have to be described anew."""
        self.relations = Relations(background)
        self._store, self._background, self._before = store, background, before
        self._minter = store.minter
        self._changed = frozenset(changed)
        self._by_name = {one.name: one for one in corrections.filed}

    # What is said of identity

    @cached_property
    def same(self) -> tuple[tuple[str, ...], ...]:
        """Groups of things that are to be one, each of one kind."""
        groups = (self._by_kind(group) for group in self.corrections.same)
        return tuple(group for found in groups if len(found) == 1 for group in found)

    @cached_property
    def different(self) -> tuple[tuple[str, ...], ...]:
        """Groups of things of which no two are to be one."""
        return tuple(group for one in self.corrections.different for group in self._by_kind(one) if len(group) > 1)

    @cached_property
    def same_deals(self) -> tuple[tuple[str, ...], ...]:
        """Groups of deals that are to be one."""
        return tuple(group for group in self.corrections.same if self._are_facts(group))

    @cached_property
    def different_deals(self) -> tuple[tuple[str, ...], ...]:
        """Groups of deals of which no two are to be one."""
        return tuple(group for group in self.corrections.different if self._are_facts(group))

    def _are_facts(self, group: Iterable[str]) -> bool:
        return all(iri.startswith(f"{self._minter.base}id/fact/") for iri in group)

    def _by_kind(self, group: Iterable[str]) -> list[tuple[str, ...]]:
        found: dict[str | None, list[str]] = defaultdict(list)
        for iri in group:
            found[kind_of(iri, self._minter.base)].append(iri)
        return [tuple(several) for kind, several in sorted(found.items(), key=str) if kind] + (
            [()] if None in found else []
        )

    # What they touch

    def begin(self, who: Identities, deals: DealsMade, joined: Background) -> None:
        """Find what they touch, in the identities of the new publication, with its deals and its reference data."""
        self.who, self.deals = who, deals
        self.stating = Stating(self._store, joined, who, deals)
        self.additions = Additions(self._store, self.corrections, self.relations, self.classes_of)
        self.view.add(self.additions.quads())
        self.rejections = Rejections.of(self.corrections, self._minter, who.published, self.stating.now)
        self._note_rejected()
        self._note_added()
        changed = [self._by_name[name] for name in self._changed if name in self._by_name]
        named = {iri for one in changed if one.correction.action not in _OTHERS for iri in things_of(one)}
        self.things |= {iri for iri in named | self._were_corrected() if kind_of(iri, self._minter.base)}

    def add_evidence(self, article: str) -> None:
        """Let the evidence of what is added to an article be there: it takes the article's text."""
        self.view.add(self.additions.evidence(article))

    def classes_of(self, iri: str) -> frozenset[str]:
        """All classes of a thing or a concept; none for what neither articles nor the ontology know."""
        node = NamedNode(iri)
        found = {
            quad.object.value
            for quad in self._store.live.quads_for_pattern(node, k.RDF_TYPE, None)
            if is_article_graph(quad.graph_name) and isinstance(quad.object, NamedNode)
        }
        found |= {
            triple.object.value
            for triple in self._background.reference(iri)
            if triple.predicate == k.RDF_TYPE and isinstance(triple.object, NamedNode)
        }
        return self.relations.above(found) if found else self.relations.classes_of_concept(iri)

    def is_known(self, iri: str) -> bool:
        """Whether articles or reference data know a thing, or articles tell of a deal."""
        return bool(self.classes_of(iri)) or iri in self._financed or iri in self.deals.now.deals.of.values()

    def published(self, iri: str) -> str:
        """The IRI by which a thing or a deal goes in the new publication."""
        return self.deals.now.deals.joined.get(iri, self.who.published(iri))

    # What holds of one article, and of one thing

    def rejecters(self, article: str, assertion: str, said: Properties, stated: Iterable[Stated]) -> tuple[Filed, ...]:
        """The corrections because of which an assertion is not relied on."""
        rules = [rule.value for rule in said.get(k.rule, ())]
        facts = {one.iri for one in stated}
        if k.Financing in said.get(k.RDF_TYPE, ()):
            facts.add(deal_key(self._minter, said))  # a deal by itself, before it was known to be one with others
        adding = [one for iri in said.get(k.addedBy, ()) if (one := self.of_iri.get(iri.value))]
        return self.rejections.of_assertion(article, assertion, rules, facts, adding)

    def renaming(self, members: Iterable[str]) -> Filed | None:
        """The correction that says by which name a thing is shown, if one does; ``members`` are all of its IRIs."""
        return _last(one for iri in members for one in self.corrections.renamed.get(iri, ()))

    def retyping(self, members: Iterable[str]) -> Filed | None:
        """The correction that says of which class a thing is, if one does."""
        return _last(one for iri in members for one in self.corrections.retyped.get(iri, ()) if not self.unsuited(one))

    def unsuited(self, one: Filed) -> str | None:
        """Why a retyping cannot be applied; ``None`` if it can."""
        said = one.correction
        return self.relations.unsuited(said.cls or "", kind_of(said.thing or "", self._minter.base))

    @cached_property
    def of_iri(self) -> dict[str, Filed]:
        """The corrections by their IRIs in the graph."""
        return {one.iri(self._minter): one for one in self.corrections.filed}

    # Finding what is touched

    def _were_corrected(self) -> set[str]:
        """What corrections that are gone or were changed corrected in the publication before."""
        found: set[str] = set()
        for name in self._changed:
            node = NamedNode(correction_iri(name, self._minter))
            for quad in self._before.quads_for_pattern(node, k.corrects, None, DEFAULT):
                if isinstance(quad.object, NamedNode):
                    found.add(quad.object.value)
        return found

    def _note_rejected(self) -> None:
        rejected: dict[str, set[str]] = defaultdict(set)
        by: dict[str, set[str]] = defaultdict(set)
        for quad in self._before.quads_for_pattern(None, k.rejectedBy, None, DEFAULT):
            article = self._article_of(quad.subject)
            if article and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                rejected[article].add(quad.subject.value)
                by[quad.object.value].add(article)
        for article, assertions in rejected.items():
            self.view.reject(article, assertions)
        for name in self._changed:
            self.articles |= by.get(correction_iri(name, self._minter), set())
        for one in self.corrections.rejected_facts:
            self._note_rejecting(one, by.get(one.iri(self._minter), set()))
        for one in self.corrections.filed:
            if one.name in self._changed:
                self.articles |= {
                    a for a in (one.correction.article, self.stating.article_of(one.correction.assertion)) if a
                }

    def _note_rejecting(self, one: Filed, articles: Collection[str]) -> None:
        """Articles that report a rejected fact, and those that did if the fact has another IRI by now."""
        now = facts_of(one, self._minter, self.who.published, self.stating.now)
        if now != facts_of(
            one, self._minter, self.who.published_before, self.stating.of(self._before, self.deals.before)
        ):
            self.articles |= set(articles)
        for fact in now:
            self.articles |= self._financed.get(fact, set()) if one.name in self._changed else set()
            for name in (k.reports, k.wouldReport):  # what another correction rejects is to name this one, too
                for quad in self._before.quads_for_pattern(None, name, NamedNode(fact), DEFAULT):
                    self.articles |= {a for a in (self._article_of(quad.subject),) if a}

    @cached_property
    def _financed(self) -> dict[str, set[str]]:
        """The articles that tell of a deal by itself, by its IRI."""
        found: dict[str, set[str]] = defaultdict(set)
        for article, known in self.deals.now.articles.items():
            for one in known.financings:
                found[one.key].add(article)
        return found

    def _note_added(self) -> None:
        """Articles to which something is added that was not, or the other way round."""
        now: dict[str, set[str]] = defaultdict(set)
        for name, several in self.additions.made.items():
            now[correction_iri(name, self._minter)] |= {one.assertion for one in several}
        before: dict[str, set[str]] = defaultdict(set)
        for quad in self._before.quads_for_pattern(None, k.addedBy, None, DEFAULT):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                before[quad.object.value].add(quad.subject.value)
        for several in self.additions.made.values():
            ends = {end for one in several for end in one.ends}
            if any(self.who.published(end) != self.who.published_before(end) for end in ends):
                self.articles |= {one.article for one in several}
        retold = {correction_iri(name, self._minter) for name in self._changed}
        for iri in now.keys() | before.keys():
            if iri in retold or now.get(iri) != before.get(iri):
                for assertion in now.get(iri, set()) | before.get(iri, set()):
                    self.articles |= {a for a in (self.stating.article_of(assertion),) if a}
                    self.things |= self._ends_before(assertion)
                said = self.of_iri[iri].correction if iri in self.of_iri else None
                self.things |= {end for end in (said.subject, said.object) if end} if said else set()

    def _ends_before(self, assertion: str) -> set[str]:
        node = NamedNode(assertion)
        found = (self._before.quads_for_pattern(node, name, None, DEFAULT) for name in (k.subject, k.object))
        return {quad.object.value for quads in found for quad in quads if isinstance(quad.object, NamedNode)}

    def _article_of(self, node: object) -> str | None:
        return self.stating.article_of(node.value) if isinstance(node, NamedNode) else None


def things_of(one: Filed) -> tuple[str, ...]:
    """The things that a correction of things is about."""
    said = one.correction
    return (said.thing,) if said.thing else said.things


def _last(several: Iterable[Filed]) -> Filed | None:
    return max(several, key=lambda one: one.rank, default=None)
