"""The making of one publication, from the one before and the articles and corrections that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from pyoxigraph import NamedNode, Quad, Store, Triple

from graph.background import Background
from graph.catalogue import catalogue, dataset
from graph.corrected import Corrections
from graph.corrected_applying import Applying
from graph.corrected_facts import rejected_before, rejected_facts
from graph.corrected_nodes import Nodes
from graph.corrected_view import View
from graph.deals.kept import Kept
from graph.deals.making import DealsMade, deals_made
from graph.disagreements.renewing import Disagreements
from graph.edition import DEFAULT, Edition, in_graph
from graph.identities import Identities, identities, mentioning
from graph.identity.deciding import decide
from graph.identity.features import Features, all_features
from graph.identity.matches import matches, renew_matches
from graph.joining import RefusedJoin
from graph.kinds import Kinds
from graph.provenance import dataset_provenance
from graph.publications import Manifest
from graph.reports import Reports
from graph.store import GraphStore, date_in
from graph.things import Things
from ontology import terms as k


class Making:
    """The making of one publication, from the one before and the articles that changed."""

    def __init__(
        self,
        store: GraphStore,
        background: Background,
        edition: Edition,
        changed: set[str],
        corrections: Corrections,
        kept: Kept,
        maker: str,
    ) -> None:
        """``changed`` are the articles that are not as in the publication before, ``kept`` what it knew of deals."""
        self.store, self.live, self.minter, self.background = store, store.live, store.minter, background
        self.edition, self.changed, self.corrections, self.kept = edition, changed, corrections, kept
        self.manifest = Manifest(maker=maker, articles={})
        self.features: Mapping[str, Features] = {}
        self.refused: tuple[RefusedJoin, ...] = ()

    def run(
        self, now: dict[str, str], before: Manifest, readers: Iterable[str], features: Mapping[str, Features]
    ) -> None:
        """Change the edition into the next publication.

        ``now`` are the contents of the loaded articles by their IRIs, ``readers`` are those who read them;
        ``features`` are those of the articles of the publication before, as far as they are known.
        """
        background, before_store = self.background, self.edition.before
        kinds = Kinds(background.rules, NamedNode(self.minter.graph("inferred")))
        self.edition.watched_by(kinds.see)
        if next(iter(before_store), None) is None:  # the ontology never changes within one background
            self._replace_system("ontology", background.ontology)
        base, known = self.minter.base, background.entries.keys()
        self.features = all_features(self.live, now, features, self.changed, base, known)
        retold = self.corrections.changed(before.corrections)
        applying = Applying(self.store, background, before_store, self.corrections, retold)
        same, different = applying.same, applying.different
        decision = decide(tuple(self.features.values()), background, base, same=same, different=different)
        who = identities(self.live, before_store, self.changed, base, decision)
        moved = {article for iri in who.moved() for article in mentioning(self.live, iri)}
        self.background = background = background.joined(who.published)
        if any(iri in known for iri in who.moved()):  # seldom: a group's figures and all its parts are others, too
            moved = {*now, *before.articles}
            applying.things |= known
        made = self._deals(who, self.changed | moved, now, applying)
        renew_matches(self.edition, chain(matches(decision, same, different), made.now.deals.matches), self.minter)
        applying.begin(who, made, background)
        view, present = applying.view, now.keys() | applying.additions.articles
        affected = self.changed | moved | set(made.moved()) | applying.articles
        reports = Reports(view, self.minter, background, self.edition, who, applying, affected, made.now.deals.of)
        self.edition.swap(rejected_before(before_store), ())
        for article in sorted(affected):
            applying.add_evidence(article)
            reports.renew(article, exists=article in present)
            self._copy_graph(article, view)
        reports.renew_facts()
        self.edition.write()
        self._renew_deals(made)
        reports.renew_conflicts()
        things = Things(view, self.minter, background, self.edition, who, reports, applying)
        things.renew(affected & present)
        self.edition.write()
        disagreements = Disagreements(view, self.minter, background, self.edition, who, reports, applying)
        disagreements.renew(affected, applying.things)
        things.renew_paths()
        self.edition.write()
        self._renew_corrections(applying)
        self.edition.write()
        kinds.renew(self.edition)
        entries = {
            iri: before.articles[iri]
            if iri not in self.changed
            else (content, reports.source(iri).date, reports.source(iri).publisher)
            for iri, content in now.items()
        }
        self._renew_catalogue(entries, readers)
        self.edition.write()
        self.manifest = Manifest(
            maker=self.manifest.maker,
            articles=entries,
            corrections=self.corrections.digests,
            classes={iri: count for iri, count in self.edition.classes.items() if count},
            properties={iri: count for iri, count in self.edition.properties.items() if count},
        )
        self.refused = who.refused

    def _deals(self, who: Identities, affected: set[str], now: Mapping[str, str], applying: Applying) -> DealsMade:
        """Which deals the articles report, now that it is known who is who."""
        made = deals_made(
            self.live,
            self.minter,
            self.background,
            self.kept,
            affected=affected,
            present=now,
            published=who.published,
            date_of=lambda iri: date_in(self.live, iri),
            same=applying.same_deals,
            different=applying.different_deals,
        )
        self.kept = made.now
        return made

    def _renew_deals(self, made: DealsMade) -> None:
        """What is said of deals beside their nodes: nothing of the shares of what is rejected."""
        now, before = self.edition.now, self.edition.before
        there = (quad for quad in made.quads_before() if quad in before)
        told = (q for q in made.quads_now() if q.predicate != k.shareOf or _are_deals(now, q.subject, q.object))
        self.edition.swap(there, told)

    def _copy_graph(self, article: str, view: View) -> None:
        graph = NamedNode(article)
        old, new = (s.quads_for_pattern(None, None, None, graph) for s in (self.edition.before, view))
        self.edition.swap(old, new)

    def _renew_corrections(self, applying: Applying) -> None:
        """What is rejected, and the corrections with what became of them: few, so that they are all written again."""
        edition, graph = self.edition, NamedNode(self.minter.graph("corrections"))
        edition.swap((), rejected_facts(edition.now, applying.stating.of(edition.now, applying.deals.now)))
        edition.write()
        triples = set(Nodes(applying, edition.now, self.minter).triples())
        old = list(edition.before.quads_for_pattern(None, None, None, graph))
        for place in (graph, DEFAULT):
            new = (Quad(triple.subject, triple.predicate, triple.object, place) for triple in triples)
            edition.swap((in_graph(quad, place) for quad in old), new)

    def _renew_catalogue(self, entries: Mapping[str, tuple[str, str, str]], readers: Iterable[str]) -> None:
        edition = self.edition
        publishers = (publisher for _, _, publisher in entries.values())
        made = self.background.catalogue | dataset_provenance(self.minter, dataset(self.minter), readers, publishers)
        counts = catalogue(
            self.minter,
            entries,
            edition.classes,
            edition.properties,
            beside=len(self.background.ontology | made),
        )
        self._replace_system("catalogue", made | counts)

    def _replace_system(self, name: str, triples: Iterable[Triple]) -> None:
        graph = NamedNode(self.minter.graph(name))
        old = list(self.edition.before.quads_for_pattern(None, None, None, graph))
        new = [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
        for place in (graph, DEFAULT):
            self.edition.swap((in_graph(q, place) for q in old), (in_graph(q, place) for q in new), counted=False)


def _are_deals(now: Store, *nodes: object) -> bool:
    return all(isinstance(node, NamedNode) and Quad(node, k.RDF_TYPE, k.Deal, DEFAULT) in now for node in nodes)
