"""The drawing of what a thing is connected with most: its best supported facts, and those between its neighbors.

It is bounded however many facts there are: it draws from the facts of one page of the document, and looks for facts
between the few neighbors that it shows by their IRIs, which follow from what they state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final

from markupsafe import Markup
from pyoxigraph import NamedNode

from graph.documents import Document
from graph.edition import DEFAULT
from graph.joining import KINDS, kind_of
from graph.network.building import drawn
from graph.network.choosing import best
from graph.network.contract import relations
from graph.network.layout import laid_out
from graph.network.svg import svg
from graph.network.ties import Tie, Ties
from ontology import terms as k
from ontology.iris import Minter
from service.reading import Reading

MOST: Final = 28
"""Things in the drawing."""
_BETWEEN: Final = 40
"""Facts between neighbors that are drawn."""
_FEW: Final = 2
"""Facts from which on there is something to draw."""


def neighborhood(document: Document, reading: Reading) -> Markup:
    """The drawing as SVG; empty if the thing is connected with nothing, or with one thing only."""
    iri = document.thing.iri
    ties = Ties(reading.store)
    own = {tie for fact in _plain(document) if (tie := _tie(ties, fact, reading)) and _is_drawn(tie, reading)}
    if len(own) < _FEW:
        return Markup()
    shown = best(own, MOST, (iri,))
    kept = {tie for tie in own if tie.subject in shown and tie.object in shown}
    between = sorted(_between(shown - {iri}, ties, reading), key=lambda tie: (-tie.sources, tie))[:_BETWEEN]
    network = laid_out(drawn(reading.store, kept.union(between), reading.base))
    title = f"What {document.thing.label} is connected with"
    return Markup(svg(network, title=title, link=reading.place, width=960, height=600, standalone=False, focus=iri))  # noqa: S704 - escaped there


def _plain(document: Document) -> Iterator[str]:
    """The facts of a page that connect the thing with another."""
    return (fact.iri for group in document.groups for fact in group.facts if fact.other)


def _tie(ties: Ties, fact: str, reading: Reading) -> Tie | None:
    """What a fact node says; of one that mirrors another, what that says."""
    mirrored = reading.text(fact, k.mirrors)
    return ties.of_fact(NamedNode(mirrored or fact))


def _is_drawn(tie: Tie, reading: Reading) -> bool:
    kinds = {kind_of(end, reading.base) for end in (tie.subject, tie.object)}
    return tie.predicate in relations() and kinds <= KINDS and tie.subject != tie.object


def _between(things: Iterable[str], ties: Ties, reading: Reading) -> Iterator[Tie]:
    """The facts between any two of some things."""
    minter = Minter(reading.base)
    for subject, value in permutations(sorted(things), 2):
        for quad in reading.store.quads_for_pattern(NamedNode(subject), None, NamedNode(value), DEFAULT):
            fact = NamedNode(minter.fact(subject, quad.predicate.value, value))
            if (tie := ties.of_fact(fact)) and _is_drawn(tie, reading):
                yield tie
