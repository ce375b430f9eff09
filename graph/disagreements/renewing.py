"""Disagreements of the next publication, as far as changed articles touch them.

What articles disagree on about a thing depends on the articles that know the thing, and on what may be the same thing;
so it is found anew for the things in the articles that changed, as they are now and as they were before, and for those
that other things are uncertain to be the same as than before, and left alone for others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from graph.background import Background
from graph.corrected_applying import Applying
from graph.disagreements import amounts, kinds
from graph.disagreements.matters import Matter, Version
from graph.disagreements.nearness import Nearness, uncertain_matches
from graph.disagreements.sayings import Sayings
from graph.edition import DEFAULT, Edition
from graph.facts import Source, counted
from graph.identities import Identities, entities_of
from graph.joining import kind_of
from graph.quads import Quads
from graph.reports import Reports
from graph.statements import Pair
from ontology import terms as k
from ontology.iris import Minter


class Disagreements:
    """Renews what articles disagree on; the edition must hold the assertions already."""

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
        """Disagreements to be renewed in an edition; ``applying`` tells what people have settled."""
        self._live, self._minter, self._background, self._edition = live, minter, background, edition
        self._identities, self._reports = identities, reports
        self._sayings = Sayings(
            now=edition.now,
            live=live,
            identities=identities,
            base=minter.base,
            date_of=lambda article: reports.source(article).date,
        )
        uncertain = uncertain_matches(edition.now, identities.published)
        before = uncertain_matches(edition.before, lambda iri: identities.before.get(iri, iri))
        self._nearness = Nearness(self._sayings, background, uncertain, _pairs(applying.different))
        self._renamed = {identities.published(iri) for iri in applying.corrections.renamed}
        self._doubted_otherwise = frozenset(iri for pair in uncertain ^ before for iri in pair)

    def renew(self, articles: Collection[str], things: Iterable[str] = ()) -> None:
        """Replace the disagreements about these things and everything that these articles know or knew."""
        old, new = set[Quad](), set[Quad]()
        also = {iri for thing in things for iri in (self._identities.published(thing), thing)}
        for thing in sorted(self._touched(articles) | also):
            old |= set(self._before(thing))
            if self._identities.published(thing) == thing:
                matters = (matter for matter in self._matters(thing) if matter and not self._is_settled(matter))
                new |= {quad for matter in matters for quad in self._quads(matter)}
        self._edition.swap(old, new)

    def _touched(self, articles: Collection[str]) -> set[str]:
        """Things as they are published now, and as they were before."""
        who, found = self._identities, set(self._doubted_otherwise)
        for article in articles:
            for store in (self._live, self._edition.before):
                known = store.quads_for_pattern(None, None, None, NamedNode(article))
                for iri in entities_of(known, self._minter.base):
                    found |= {who.published(iri), who.before.get(iri, iri)}
        return found

    def _is_settled(self, matter: Matter) -> bool:
        """Whether a person has said what the thing is called."""
        return matter.regarding == k.name and len(matter.about) == 1 and matter.about[0] in self._renamed

    def _matters(self, thing: str) -> Iterator[Matter | None]:
        if thing in self._background.entries:
            return  # its names are those of the reference data, and nothing else is compared
        match kind_of(thing, self._minter.base):
            case "event":
                yield from kinds.of_event(thing, self._sayings, self._background)
            case "person":
                yield from kinds.of_person(thing, self._sayings)
            case "institution":
                yield from kinds.of_institution(thing, self._sayings)
            case "undertaking":
                yield from kinds.of_undertaking(thing, self._sayings, self._background)
                yield from amounts.of_undertaking(thing, self._sayings, self._background)
                yield from self._nearness.of(thing)
            case _:
                return

    def _before(self, thing: str) -> Iterator[Quad]:
        """What the publication before says of the disagreements about a thing."""
        before = self._edition.before
        for link in before.quads_for_pattern(None, k.about, NamedNode(thing), DEFAULT):
            node = link.subject
            if not isinstance(node, NamedNode) or not node.value.startswith(f"{self._minter.base}id/disagreement/"):
                continue
            for quad in before.quads_for_pattern(node, None, None, DEFAULT):
                yield quad
                if quad.predicate == k.version and isinstance(quad.object, NamedNode):
                    yield from before.quads_for_pattern(quad.object, None, None, DEFAULT)

    def _quads(self, matter: Matter) -> Iterator[Quad]:
        iri = self._minter.disagreement(*matter.about, matter.regarding.value, *matter.beside)
        node = NamedNode(iri)
        for name, value in _properties(matter):
            yield Quad(node, name, value, DEFAULT)
        for version in matter.versions:
            own = NamedNode(self._minter.version(iri, version.words))
            yield Quad(node, k.version, own, DEFAULT)
            sources = [self._reports.source(article) for article in sorted(version.articles)]
            for name, value in _version_properties(version, sources):
                yield Quad(own, name, value, DEFAULT)


def _pairs(groups: Iterable[Iterable[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2))


def _properties(matter: Matter) -> Iterator[Pair]:
    yield k.RDF_TYPE, k.Disagreement
    yield from ((k.about, NamedNode(iri)) for iri in matter.about)
    yield k.regarding, matter.regarding
    yield k.verdict, Literal(matter.verdict)
    yield k.reason, Literal(matter.reason)
    yield from ((k.between, NamedNode(one.assertion)) for version in matter.versions for one in version.said)


def _version_properties(version: Version, sources: list[Source]) -> Iterator[Pair]:
    yield k.RDF_TYPE, k.Version
    yield k.words, Literal(version.words)
    for one in version.said:
        yield k.givenBy, NamedNode(one.assertion)
        yield from ((k.quotation, NamedNode(passage)) for passage in one.passages)
    yield from counted(sources)
