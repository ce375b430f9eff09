"""Tellings joined into deals: a function of the set of all tellings, whatever their order.

The surest pairs are joined first, and nothing is joined to a deal if it cannot be one with every telling of it.
Tellings without a sum go with the one deal of the same financier and purpose, if there is only one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.deals.candidates import candidates
from graph.deals.comparing import CERTAIN, POSSIBLE, Comparer, Comparison
from graph.deals.matching import Compared, matches
from graph.deals.shares import shares
from graph.deals.tellings import Telling
from graph.identity.matches import Match
from graph.joining import Groups
from graph.unions import Unions
from ontology.iris import Minter
from ontology.reference import Entry

_ONLY: Final = "It is the only deal of this financier for this purpose."


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """Which deal each financing reports."""

    of: Mapping[str, str] = field(default_factory=dict[str, str])
    """The IRI of the deal, by the IRI of the assertion."""
    joined: Mapping[str, str] = field(default_factory=dict[str, str])
    """What deals that stood by themselves were joined into."""
    matches: tuple[Match, ...] = ()
    """What was joined and why, and what may be one, for a person to decide."""
    shares: tuple[tuple[str, str], ...] = ()
    """Deals that make up part of the sum of another, with that other."""


def deals(
    told: Iterable[Telling],
    entries: Mapping[str, Entry],
    minter: Minter,
    *,
    same: Groups = (),
    different: Groups = (),
) -> Deals:
    """Join tellings into deals; ``entries`` is the reference data, which knows the units of groups.

    ``same`` and ``different`` are groups of IRIs that deals have, or would have by themselves, of which a person said
    that they are one, or that no two of them are.
    """
    every = {telling.name: telling for telling in sorted(told, key=lambda telling: telling.name)}
    joining = _Joining(every, Comparer(entries), different)
    joining.force(same)
    joining.join_sums()
    joining.join_without_sums()
    groups = [[every[name] for name in names] for names in joining.unions.groups()]
    iris = _named(groups, minter)
    keys = dict(_keys(iris, groups))
    by_name = {telling.name: iri for iri, group in zip(iris, groups, strict=True) for telling in group}
    found = matches(joining.surest, joining.doubtful, every, by_name, keys)
    return Deals(
        of={member.assertion: by_name[telling.name] for telling in every.values() for member in telling.members},
        joined={key: iri for key, iri in keys.items() if key != iri},
        matches=tuple(sorted(found)),
        shares=tuple(sorted(set(shares(every.values(), by_name)))),
    )


class _Joining:
    def __init__(self, every: dict[str, Telling], comparer: Comparer, different: Groups) -> None:
        self.every, self.comparer = every, comparer
        self.unions = Unions(every)
        self.different = [frozenset(group) for group in different]
        self.surest: list[Compared] = []
        self.doubtful: list[Compared] = []
        self._known: dict[tuple[str, str], Comparison] = {}

    def force(self, same: Groups) -> None:
        """Join what a person said is one."""
        by_key: dict[str, list[str]] = defaultdict(list)
        for telling in self.every.values():
            for key in telling.keys:
                by_key[key].append(telling.name)
        for group in sorted(tuple(sorted(set(group))) for group in same):
            names = [name for key in group for name in by_key.get(key, ())]
            for name in names[1:]:
                self.unions.join(names[0], name)

    def join_sums(self) -> None:
        """Join tellings of a sum: what is surest first."""
        found: list[Compared] = []
        for one, other in candidates(self.every.values(), self.comparer):
            comparison = self.compare(one, other)
            told_alike = one.keys == other.keys
            if not comparison.apart and (comparison.score >= POSSIBLE or told_alike):
                score = max(comparison.score, CERTAIN) if told_alike else comparison.score
                found.append(Compared(-score, one.name, other.name, comparison.reasons))
        for pair in sorted(found):
            if self.unions.top(pair.one) == self.unions.top(pair.other):
                continue
            if -pair.doubt >= CERTAIN and self._can_be_one(pair.one, pair.other):
                self.unions.join(pair.one, pair.other)
                self.surest.append(pair)
            else:
                self.doubtful.append(pair)

    def join_without_sums(self) -> None:
        """Join tellings without a sum to those of one key, and these to the only deal that they can be about."""
        by_key: dict[str, list[Telling]] = defaultdict(list)
        for telling in self.every.values():
            if not telling.value:
                by_key[telling.members[0].key].append(telling)
        about: dict[str, set[str]] = defaultdict(set)
        for telling in self.every.values():
            if telling.value:
                for purpose in telling.purposes:
                    about[purpose].add(self.unions.top(telling.name))
        for key in sorted(by_key):
            group = by_key[key]
            for telling in group[1:]:
                self.unions.join(group[0].name, telling.name)
            tops = {top for purpose in group[0].purposes if not group[0].wide for top in about[purpose]}
            fitting = [top for top in sorted(tops) if self._fits(group[0], top)]
            if len(fitting) == 1:
                self.unions.join(group[0].name, fitting[0])
                self.surest.append(Compared(-CERTAIN, group[0].name, fitting[0], (_ONLY,)))

    def compare(self, one: Telling, other: Telling) -> Comparison:
        """Compare two tellings, each pair once."""
        first, second = sorted((one, other), key=lambda telling: telling.name)
        pair = first.name, second.name
        if pair not in self._known:
            said = any(_told_apart(first, second, group) for group in self.different)
            self._known[pair] = Comparison(0.0) if said else self.comparer.compare(first, second)
        return self._known[pair]

    def _can_be_one(self, one: str, other: str) -> bool:
        members = [[self.every[name] for name in self.unions.members(side)] for side in (one, other)]
        return not any(self.compare(a, b).apart for a in members[0] for b in members[1])

    def _fits(self, telling: Telling, top: str) -> bool:
        for other in (self.every[name] for name in self.unions.members(top)):
            related = any(self.comparer.related(a, b) for a in telling.financiers for b in other.financiers)
            alike = not telling.instrument or not other.instrument or telling.instrument == other.instrument
            if not related or not alike:
                return False
        return True


def _told_apart(one: Telling, other: Telling, group: frozenset[str]) -> bool:
    """Whether two tellings are of two deals of a group of which no two are one."""
    mine, yours = one.keys & group, other.keys & group
    return bool(mine) and bool(yours) and mine != yours


def _named(groups: Sequence[Sequence[Telling]], minter: Minter) -> list[str]:
    """The IRI of each deal: that of one of its keys; of a key that two deals have, the earlier keeps the IRI."""
    owner: dict[str, int] = {}
    begun = [min(telling.earliest or "9999" for telling in group) for group in groups]
    for at in sorted(range(len(groups)), key=lambda at: (begun[at], groups[at][0].name)):
        for key in {key for telling in groups[at] for key in telling.keys}:
            owner.setdefault(key, at)
    found: list[str] = []
    for at, group in enumerate(groups):
        counts = Counter(key for telling in group for key in telling.keys)
        aims = {m.key: (bool(m.value), bool(m.purpose)) for telling in group for m in telling.members}
        best = sorted(counts, key=lambda key: (not aims[key][0], -counts[key], not aims[key][1], key))
        own = [key for key in best if owner[key] == at]
        found.append(own[0] if own else minter.fact("Deal", best[0], group[0].name))
    return found


def _keys(iris: Sequence[str], groups: Sequence[Sequence[Telling]]) -> Iterator[tuple[str, str]]:
    """Every key with the deal it is of, where it is of one only."""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, group in zip(iris, groups, strict=True):
        for telling in group:
            for key in telling.keys:
                found[key].add(iri)
    return ((key, next(iter(of))) for key, of in found.items() if len(of) == 1)
