"""The deals of the next publication, from those of the one before and the articles that changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store

from graph.background import Background
from graph.deals.financings import financings_of
from graph.deals.joining import Deals, deals
from graph.deals.kept import Kept
from graph.deals.tellings import tellings
from graph.edition import DEFAULT
from graph.joining import Groups
from ontology import terms as k
from ontology.iris import Minter


@dataclass(frozen=True, slots=True)
class DealsMade:
    """The deals of the publication in the making, beside those of the one before."""

    before: Kept
    now: Kept

    def moved(self) -> Iterator[str]:
        """The articles of which some financing reports another deal than before."""
        old, new = self.before.deals.of, self.now.deals.of
        for article, known in self.now.articles.items():
            if any(new[one.assertion] != old.get(one.assertion) for one in known.financings):
                yield article

    def quads_before(self) -> set[Quad]:
        """What the publication before said of deals beside their nodes."""
        return set(_quads(self.before.deals))

    def quads_now(self) -> set[Quad]:
        """What the next one is to say."""
        return set(_quads(self.now.deals))


def deals_made(
    live: Store,
    minter: Minter,
    background: Background,
    before: Kept,
    *,
    affected: Collection[str],
    present: Iterable[str],
    published: Callable[[str], str],
    date_of: Callable[[str], str],
    same: Groups = (),
    different: Groups = (),
) -> DealsMade:
    """Join the financings of all ``present`` articles; those of the ``affected`` ones are gathered anew.

    ``same`` and ``different`` are groups of IRIs that a person said are one, or no two of them.
    """
    articles = {iri: before.articles[iri] for iri in present if iri not in affected and iri in before.articles}
    for iri in sorted(set(affected).intersection(present)):
        found = financings_of(live, iri, published, minter, date_of(iri))
        if found:
            articles[iri] = found
    said = _said(same), _said(different)
    if (articles, said) == (before.articles, before.said):
        return DealsMade(before, before)
    now = deals(tellings(articles), background.entries, minter, same=said[0], different=said[1])
    return DealsMade(before, Kept(articles, now, said))


def _said(groups: Groups) -> tuple[tuple[str, ...], ...]:
    """What a person said, in an order that depends on nothing but what was said."""
    return tuple(sorted({tuple(sorted(set(group))) for group in groups}))


def _quads(made: Deals) -> Iterator[Quad]:
    for old, new in made.joined.items():
        yield Quad(NamedNode(old), k.joinedInto, NamedNode(new), DEFAULT)
    for part, whole in made.shares:
        yield Quad(NamedNode(part), k.shareOf, NamedNode(whole), DEFAULT)
