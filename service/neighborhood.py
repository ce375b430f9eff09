"""The drawing of what a thing is connected with most: its best supported facts, and those between its neighbors.

It is bounded however many facts there are: it draws from the facts of one page of the document, and looks for facts
between the few neighbors that it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, permutations, zip_longest
from typing import Final

from pyoxigraph import NamedNode

from graph.documents import Document, Named, Stated
from graph.edition import DEFAULT
from graph.joining import KINDS, kind_of
from graph.network.building import drawn
from graph.network.contract import relations
from graph.network.evidence import evidence
from graph.network.layout import laid_out
from graph.network.legend import Entry, entries
from graph.network.selecting import Selection
from graph.network.showing import embedded, node_link
from graph.network.svg import svg
from graph.network.ties import Tie, Triple, ties
from ontology import terms as k
from service.reading import Reading

MOST: Final = 28
"""Things in the drawing."""
_BETWEEN: Final = 40
"""Facts between neighbors that are drawn."""
_FEW: Final = 2
"""Facts from which on there is something to draw."""
_QUOTED: Final = 3
"""Articles that are quoted for a fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighborhood:
    """A drawing with what a script needs to make it one to look around in."""

    svg: str
    data: str
    """JSON that may stand in a script element: the network with its sentences."""
    legend: tuple[Entry, ...]


def neighborhood(document: Document, reading: Reading) -> Neighborhood | None:
    """The drawing; ``None`` if the thing is connected with nothing, or by one fact only."""
    iri, store, base = document.thing.iri, reading.store, reading.base
    own = ties(store, (one for one in _own(document) if _is_drawn(one, base)), base)
    if len(own) < _FEW:
        return None
    shown = {iri, *_chosen(iri, own)}
    kept = {tie for tie in own if tie.subject in shown and tie.object in shown}
    others = ties(store, _between(shown - {iri}, reading), base)
    between = sorted(others, key=lambda tie: (-tie.sources, tie))[:_BETWEEN]
    network = laid_out(drawn(store, kept.union(between), base))
    said = evidence(store, [key for *_, key in network.edges(keys=True)], _QUOTED)
    selection = Selection(
        network=network, said=said, things=network.number_of_nodes(), facts=network.number_of_edges()
    )  # fmt: skip
    return Neighborhood(
        svg=svg(
            network, title=f"What {document.thing.label} is connected with", link=reading.place, width=960, height=600,
            legend=False, standalone=False, focus=iri,
        ),
        data=embedded(node_link(selection, reading.place)),
        legend=tuple(entries(network)),
    )  # fmt: skip


def _chosen(iri: str, own: Iterable[Tie]) -> set[str]:
    """The neighbors to draw: of each relation in turn the one whose fact has most independent sources."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for tie in sorted(own, key=lambda tie: (-tie.sources, tie)):
        outgoing = tie.subject == iri
        groups.setdefault((tie.predicate, outgoing), []).append(tie.object if outgoing else tie.subject)
    turns = chain.from_iterable(zip_longest(*groups.values()))
    return set(islice(dict.fromkeys(neighbor for neighbor in turns if neighbor), MOST - 1))


def _own(document: Document) -> Iterator[Triple]:
    """What the facts of a page state, as it is said first, not from the other side."""
    for group in document.groups:
        relation = relations().get(group.relation.iri.removeprefix(k.K))
        for subject, value in (_ends(fact) for fact in group.facts if relation and fact.other):
            if relation is None or not subject or not value:
                continue
            if relation.inverse_of:
                yield value, relation.inverse_of, subject
            else:
                yield subject, relation.name, value
                if not relation.directed:
                    yield value, relation.name, subject


def _ends(fact: Stated) -> tuple[str, str]:
    """Subject and object of a plain fact."""
    said = {name.iri: one.iri for name, values in fact.properties for one in values if isinstance(one, Named)}
    return said.get(k.subject.value, ""), said.get(k.object.value, "")


def _is_drawn(triple: Triple, base: str) -> bool:
    subject, _, value = triple
    return subject != value and {kind_of(subject, base), kind_of(value, base)} <= KINDS


def _between(things: Iterable[str], reading: Reading) -> Iterator[Triple]:
    """What is said of any two of some things."""
    for subject, value in permutations(sorted(things), 2):
        for quad in reading.store.quads_for_pattern(NamedNode(subject), None, NamedNode(value), DEFAULT):
            relation = relations().get(quad.predicate.value.removeprefix(k.K))
            if relation is not None and not relation.inverse_of:
                yield subject, relation.name, value
