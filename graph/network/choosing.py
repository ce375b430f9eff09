"""Which things and facts of a graph a network shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from pyoxigraph import Store

from graph.joining import KINDS, kind_of
from graph.network.columns import column
from graph.network.contract import DEFAULT_KINDS, DEFAULT_PREDICATES, classes, relations
from graph.network.ties import Tie, Triple, Window, all_triples, ties, triples_of
from ontology import terms as k
from ontology.errors import BadChoice

DEEPEST: Final = 6
"""Steps around a thing that may be asked for: beyond, everything is connected with everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for; ``checked`` says whether there is such a thing."""

    kinds: Collection[str] = DEFAULT_KINDS
    predicates: Collection[str] = DEFAULT_PREDICATES
    classes: Collection[str] = ()
    """Local names; a class stands for those below it, too. None: every class."""
    since: date | None = None
    until: date | None = None
    min_sources: int = 1
    around: Collection[str] = field(default_factory=tuple[str, ...])
    """IRIs of the things whose neighborhood is asked for; they are shown whatever their kind and class."""
    depth: int = 1

    def checked(self) -> Choice:
        """The choice with each inverse relation replaced by the one that facts state.

        Raises ``BadChoice`` for a kind, a class or a relation that there is not, and for a depth or time that is none.
        """
        if unknown := sorted(set(self.kinds) - KINDS):
            raise BadChoice(f"There is no kind {unknown[0]}; the kinds are {', '.join(sorted(KINDS))}.")
        if unknown := sorted(set(self.classes) - classes().keys()):
            raise BadChoice(f"The ontology has no class {unknown[0]}. Name one such as DevelopmentBank or Country.")
        if unknown := sorted(set(self.predicates) - relations().keys()):
            some = ", ".join(DEFAULT_PREDICATES[:4])
            raise BadChoice(f"The ontology has no relation {unknown[0]}. Name one such as {some}.")
        if not 0 <= self.depth <= DEEPEST:
            raise BadChoice(f"A neighborhood is 0 to {DEEPEST} steps deep, not {self.depth}.")
        if self.since and self.until and self.until < self.since:
            raise BadChoice(f"The time from {self.since} until {self.until} ends before it begins.")
        stated = {relations()[name].inverse_of or name for name in self.predicates}
        return Choice(
            kinds=frozenset(self.kinds),
            predicates=frozenset(stated),
            classes=frozenset(self.classes),
            since=self.since,
            until=self.until,
            min_sources=self.min_sources,
            around=tuple(dict.fromkeys(self.around)),
            depth=self.depth,
        )


def chosen(store: Store, choice: Choice, base: str) -> list[Tie]:
    """The ties that a (checked) choice asks for, sorted."""
    is_shown, window = shown(store, choice, base), Window(choice.since, choice.until)

    def fitting(triples: Iterable[Triple]) -> list[Tie]:
        both = (triple for triple in triples if is_shown(triple[0]) and is_shown(triple[2]))
        return ties(store, both, base, window=window, min_sources=choice.min_sources)

    if not choice.around:
        return fitting(all_triples(store, choice.predicates))
    reached, edge = set(choice.around), sorted(choice.around)
    found = set[Tie]()
    for _ in range(choice.depth):
        found.update(fitting(triples_of(store, edge, choice.predicates)))
        edge = sorted({end for tie in found for end in tie[:2]} - reached)
        reached.update(edge)
    among = triples_of(store, edge, choice.predicates)
    found.update(fitting(triple for triple in among if triple[0] in reached and triple[2] in reached))
    return sorted(found)


def shown(store: Store, choice: Choice, base: str) -> Callable[[str], bool]:
    """Tells whether a thing (its IRI) may be shown, by its kind and class."""

    @cache
    def may(iri: str) -> bool:
        if iri in choice.around:
            return True
        return kind_of(iri, base) in choice.kinds and (not choice.classes or _is_of(store, iri, choice.classes))

    return may


def best(found: Iterable[Tie], most: int, around: Collection[str] = ()) -> set[str]:
    """The so many best-sourced things: those whose ties have most independent sources, added up.

    Around something, the nearer thing comes first, so that what is kept hangs together.
    """
    weight: dict[str, int] = {}
    neighbors: dict[str, set[str]] = {}
    for tie in found:
        for one, other in ((tie.subject, tie.object), (tie.object, tie.subject)):
            weight[one] = weight.get(one, 0) + tie.sources
            neighbors.setdefault(one, set()).add(other)
    level, edge, steps = dict.fromkeys(around, 0), set(around), 0
    while edge:
        steps += 1
        edge = {other for iri in edge for other in neighbors.get(iri, ())} - level.keys()
        level |= dict.fromkeys(edge, steps)
    ranked = sorted(weight, key=lambda iri: (level.get(iri, steps), -weight[iri], iri))
    return set(ranked[:most])


def _is_of(store: Store, iri: str, wanted: Collection[str]) -> bool:
    own = (name.removeprefix(k.K) for name in column(store, k.RDF_TYPE, (iri,)).get(iri, ()))
    return any(not classes()[name].above.isdisjoint(wanted) for name in own if name in classes())
