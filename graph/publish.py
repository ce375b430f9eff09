"""From what is loaded to what readers see: the published dataset, a function of loaded articles and corrections alone.

``publish`` works on a copy of the publication before and changes what the changed articles touch: articles in which
an entity's published IRI changes are touched too, and so are the facts they report and the things they name. The
result is the same as that of publishing all anew (``tests/test_publish_property.py``), to the byte.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final, Self

from pyoxigraph import NamedNode, Quad, Store, Triple

from graph.background import Background
from graph.catalogue import catalogue, dataset
from graph.corrected import Corrections
from graph.corrected_applying import Applying
from graph.corrected_facts import rejected_before, rejected_facts
from graph.corrected_nodes import Nodes
from graph.corrected_view import View
from graph.deals.kept import Kept, read_kept, write_kept
from graph.deals.making import DealsMade, deals_made
from graph.difference_facts import restated
from graph.difference_sides import Side
from graph.disagreements.renewing import Disagreements
from graph.edition import DEFAULT, Edition, in_graph
from graph.garbage import seldom_collected
from graph.identities import Identities, identities, mentioning
from graph.identity.deciding import decide
from graph.identity.features import Features, all_features
from graph.identity.kept import read_features, write_features
from graph.identity.matches import matches, renew_matches
from graph.joining import RefusedJoin
from graph.kinds import Kinds
from graph.ledger import Entries, Ledger, described, renewed, write_ledger
from graph.provenance import dataset_provenance
from graph.publications import Manifest, Publication, Publications
from graph.reports import Reports
from graph.store import GraphStore, date_in
from graph.things import Things
from ontology import terms as k
from ontology.errors import StoreError

MAKER: Final = "5"
"""Changes with every change of this package that makes other publications of the same articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """What publishing did."""

    number: int
    """Of the publication that readers see now."""
    articles: int
    """How many it is made of."""
    added: int
    """Articles that the publication before did not have."""
    replaced: int
    removed: int
    corrected: int
    """Corrections that are new, changed or gone."""
    quads_added: int
    quads_removed: int
    anew: bool
    """Whether all was computed anew."""
    refused: tuple[RefusedJoin, ...]
    """Joins that keys asked for and that were refused, among the entities that were looked at."""

    @property
    def changed(self) -> bool:
        """Whether readers see another publication than before."""
        return bool(self.anew or self.added or self.replaced or self.removed or self.corrected)


def publish(
    store: GraphStore,
    background: Background | None = None,
    *,
    corrections: Corrections | None = None,
    anew: bool = False,
) -> PublishReport:
    """Publish what the store holds, and make it what readers see.

    ``background`` is the shipped ontology and reference data unless given, ``corrections`` are those of the store's
    folder. ``anew`` computes everything again, which is also done where the publication before was made of another
    background or by another version. A kill or an error at any moment leaves the publication before.

    Raises ``CorrectionError``, naming the file, for one in the folder that is no correction.
    """
    background = background or Background.load(store.minter.base)
    corrections = Corrections.of(store.corrections) if corrections is None else corrections
    compared = _Compared.of(store, background, corrections, anew=anew)
    publications, previous = Publications(store.path), compared.previous
    if previous and not compared.changed and not compared.counts["corrected"]:
        return compared.report(previous.number)
    building = publications.begin(previous)
    try:
        with seldom_collected():
            making = _made(store, background, corrections, compared, building)
            write_features(building, making.features)
            del making.features
        making.edition.now.flush()
        if previous is None:
            making.edition.now.optimize()
        write_kept(building, making.kept)
        write_ledger(building, _ledger(publications.newest(), making.edition, store.minter.base))
    except OSError as error:
        raise StoreError(f"The next publication could not be written ({error}); the one before stays.") from error
    quads_added, quads_removed, refused = making.edition.added, making.edition.removed, making.refused
    manifest = making.manifest
    del making
    publication = publications.finish(manifest)
    report = compared.report(publication.number)
    return replace(report, quads_added=quads_added, quads_removed=quads_removed, refused=refused)


@contextlib.contextmanager
def rehearsed(store: GraphStore, background: Background | None = None, *, corrections: Corrections) -> Generator[Store]:
    """What would be published with these corrections, to be read while the block runs; nothing of it stays.

    It takes as long as publishing does. Raises as ``publish`` does.
    """
    background = background or Background.load(store.minter.base)
    compared = _Compared.of(store, background, corrections, anew=False)
    publications = Publications(store.path)
    building = publications.begin(compared.previous)
    try:
        try:
            with seldom_collected():
                making = _made(store, background, corrections, compared, building)
        except OSError as error:
            raise StoreError(f"It could not be tried out ({error}); what is published stays.") from error
        yield making.edition.now
    finally:
        publications.sweep()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """What is loaded, beside what the publication before was made of."""

    previous: Publication | None
    """``None`` where all is to be computed anew."""
    before: Manifest
    kept: Kept
    now: Mapping[str, str]
    """Contents of the loaded articles by their IRIs."""
    readers: frozenset[str]
    changed: frozenset[str]
    """Articles that are new, gone or others."""
    counts: Mapping[str, int]

    @classmethod
    def of(cls, store: GraphStore, background: Background, corrections: Corrections, *, anew: bool) -> Self:
        """Compare a store with its last publication."""
        maker = f"{MAKER} {background.digest}"
        store.settle()
        publications = Publications(store.path)
        publications.sweep()
        previous = None if anew else publications.newest()
        before = previous.manifest() if previous else Manifest(maker=maker, articles={})
        kept = read_kept(previous.path) if previous else Kept()
        if before.maker != maker or kept is None:
            previous, before, kept = None, Manifest(maker=maker, articles={}), Kept()
        loaded = list(store.articles())
        now, was = {state.iri: state.content for state in loaded}, before.articles
        changed = frozenset(iri for iri in now.keys() | was.keys() if now.get(iri) != was.get(iri, ("",))[0])
        counts = {
            "added": len(now.keys() - was.keys()),
            "removed": len(was.keys() - now.keys()),
            "replaced": len(changed & now.keys() & was.keys()),
            "corrected": len(corrections.changed(before.corrections)),
        }
        readers = frozenset(state.reader for state in loaded)
        return cls(
            previous=previous, before=before, kept=kept, now=now, readers=readers, changed=changed, counts=counts
        )

    def report(self, number: int) -> PublishReport:
        """The report on a publication, before it is known what changed in it."""
        return PublishReport(
            number=number,
            articles=len(self.now),
            quads_added=0,
            quads_removed=0,
            anew=self.previous is None,
            refused=(),
            **self.counts,
        )


def _made(
    store: GraphStore, background: Background, corrections: Corrections, compared: _Compared, building: Path
) -> _Making:
    """The next publication, made in a folder that holds a copy of the one before."""
    previous, before = compared.previous, compared.before
    old = Store.read_only(str(previous.store)) if previous else Store()
    edition = Edition(old, Store(building / "store"), before.classes, before.properties)
    making = _Making(store, background, edition, set(compared.changed), corrections, compared.kept)
    making.run(dict(compared.now), before, compared.readers, read_features(previous.path) if previous else {})
    return making


def _ledger(last: Publication | None, edition: Edition, base: str) -> Entries:
    """What the publication in the making has in its ledger; ``last`` is the one that readers see until then."""
    if last is None:
        return {}
    entries = Ledger.of(last.path).entries()
    before, ended, begun = edition.before, iter(edition.ended), edition.begun
    if next(iter(before), None) is None:  # all is new: it is not known what changed
        with contextlib.suppress(OSError):  # of one that cannot be opened, nobody knows what it described
            before = Store.read_only(str(last.store))
        ended, begun = described(before), set(entries)
    own = f"{base}id/"
    one, other = Side(before), Side(edition.now)

    def heir(iri: str) -> str | None:
        return restated(one, other, iri) if iri.startswith(f"{own}fact/") else None

    ended = (iri for iri in ended if iri.startswith(own))
    return renewed(entries, before, edition.now, ended=ended, begun=begun, heir=heir)


class _Making:
    """The making of one publication, from the one before and the articles that changed."""

    def __init__(
        self,
        store: GraphStore,
        background: Background,
        edition: Edition,
        changed: set[str],
        corrections: Corrections,
        kept: Kept,
    ) -> None:
        self.store, self.live, self.minter, self.background = store, store.live, store.minter, background
        self.edition, self.changed, self.corrections, self.kept = edition, changed, corrections, kept
        self.manifest = Manifest(maker=f"{MAKER} {background.digest}", articles={})
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
        made = self._deals(who, self.changed | moved, now, applying)
        renew_matches(self.edition, chain(matches(decision, same, different), made.now.deals.matches), self.minter)
        applying.begin(who, made)
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
        edition.swap((), rejected_facts(edition.now, applying.stated_in(edition.now, applying.deals.now)))
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
