"""From what is loaded to what readers see: the published dataset, a function of loaded articles and corrections alone.

``publish`` works on a copy of the publication before and changes what the changed articles touch: articles in which
an entity's published IRI changes are touched too, and so are the facts they report and the things they name. The
result is the same as that of publishing all anew (``tests/test_publish_property.py``), to the byte.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from pyoxigraph import Store

from graph.background import Background
from graph.corrected import Corrections
from graph.deals.kept import Kept, read_kept, write_kept
from graph.difference_facts import restated
from graph.difference_sides import Side
from graph.edition import Edition
from graph.garbage import seldom_collected
from graph.identity.kept import read_features, write_features
from graph.joining import RefusedJoin
from graph.ledger import Entries, Ledger, described, renewed, write_ledger
from graph.making import Making
from graph.publications import Manifest, Publication, Publications
from graph.store import GraphStore
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
) -> Making:
    """The next publication, made in a folder that holds a copy of the one before."""
    previous, before = compared.previous, compared.before
    old = Store.read_only(str(previous.store)) if previous else Store()
    edition = Edition(old, Store(building / "store"), before.classes, before.properties)
    maker = f"{MAKER} {background.digest}"
    making = Making(store, background, edition, set(compared.changed), corrections, compared.kept, maker)
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
