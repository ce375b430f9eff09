"""A network as people are shown it: the best-sourced part of what was asked for, laid out, with its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.network.building import drawn
from graph.network.choosing import Choice, best, chosen
from graph.network.columns import column
from graph.network.evidence import Said, evidence
from graph.network.layout import laid_out
from graph.network.model import Network
from graph.network.tie_index import Part, part
from graph.stats import base_of
from ontology import terms as k

MOST: Final = 2000
"""Things that are shown at once at most: beyond, nobody sees anything, and browsers become slow."""
_REPORTS: Final = 3
"""Articles that are quoted for a fact; its document has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A part of a network, and how much there is of it."""

    network: Network
    """Laid out."""
    said: Mapping[str, tuple[Said, ...]]
    """What articles say, by the key of the edge."""
    things: int
    """How many things the whole has, of which the network may show fewer."""
    facts: int

    @property
    def whole(self) -> bool:
        """Whether all that was asked for is shown."""
        return self.things == len(self.network) and self.facts == self.network.number_of_edges()

    @property
    def left_out(self) -> str:
        """A sentence about what is not shown; empty if nothing is."""
        if self.whole:
            return ""
        shown = f"{len(self.network):,} of {self.things:,} things"
        facts = f"{self.network.number_of_edges():,} of {self.facts:,} facts"
        return f"{shown} and {facts} are shown, the best sourced ones: choose less of the graph to see all of it."


def selected(store: Store, choice: Choice, most: int = MOST, index: Path | None = None) -> Selection:
    """What a choice asks for, at most so many things of it; raises ``BadChoice``.

    Things that are asked about are there even if no fact leads to them. With an ``index`` of the store
    (``graph.network.tie_index``), the parts of large graphs are found quickly; it knows every kind of thing.
    """
    choice, base = choice.checked(), base_of(store)
    found = part(index, choice, most) if index else _scanned(store, choice, base, most)
    network = drawn(store, found.ties, base, beside=column(store, k.RDF_TYPE, choice.around))
    said = evidence(store, [key for _, _, key in network.edges(keys=True)], _REPORTS)
    return Selection(network=laid_out(network), said=said, things=found.things, facts=found.facts)


def _scanned(store: Store, choice: Choice, base: str, most: int) -> Part:
    """The part as the store itself has it."""
    ties = chosen(store, choice, base)
    things = {end for tie in ties for end in (tie.subject, tie.object)}.union(choice.around)
    kept = best(ties, most, choice.around) if len(things) > most else things
    shown = [tie for tie in ties if tie.subject in kept and tie.object in kept]
    return Part(ties=shown, things=len(things), facts=len(ties))
