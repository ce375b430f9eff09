"""Which IRIs of different articles stand for one thing, and which of them is published.

Readers give entities exact typed keys; entities that share one are joined. A key never joins things of different
kinds, nor two entries of the reference data, whatever it says: such cases are reported instead. The result depends
on nothing but the set of entities and keys: not on the order in which articles came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

KINDS: Final = frozenset({"person", "institution", "place", "undertaking", "event"})
"""The coarse kinds, as they stand in IRIs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """An entity as the articles know it."""

    iri: str
    keys: frozenset[str]
    articles: int
    """How many articles know it under this IRI."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class RefusedJoin:
    """Entities that share keys and were kept apart all the same."""

    reason: Literal["different kinds", "different reference entries"]
    keys: tuple[str, ...]
    entities: tuple[str, ...]


def kind_of(iri: str, base: str) -> str | None:
    """The coarse kind of an entity by its IRI; ``None`` for what is no entity (an article, a passage, a sector).

    >>> kind_of("https://w3id.org/kerege/id/place/aral", "https://w3id.org/kerege/")
    'place'
    """
    if not iri.startswith(base + "id/"):
        return None
    kind = iri[len(base) + 3 :].partition("/")[0]
    return kind if kind in KINDS else None


def joined(
    entities: Iterable[Keyed], base: str, reference: Collection[str]
) -> tuple[dict[str, str], tuple[RefusedJoin, ...]]:
    """The published IRI of each entity, and the joins that were refused.

    A group goes by the IRI of its reference entry if it has one, else by the IRI that most articles use, then the
    shortest, then the first in the alphabet.
    """
    known = {e.iri: e for e in entities}
    by_key: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for iri in sorted(known):
        for key in known[iri].keys:
            by_key[key][kind_of(iri, base)].append(iri)
    refused: set[RefusedJoin] = set()
    neighbors: dict[str, set[str]] = {iri: set() for iri in known}
    for key, kinds in by_key.items():
        if len(kinds) > 1:
            members = sorted(iri for same in kinds.values() for iri in same)
            refused.add(RefusedJoin(reason="different kinds", keys=(key,), entities=tuple(members)))
        for same in kinds.values():
            for iri in same[1:]:
                neighbors[same[0]].add(iri)
                neighbors[iri].add(same[0])
    canonical: dict[str, str] = {}
    for group in _components(neighbors):
        parts = [group]
        if sum(iri in reference for iri in group) > 1:
            parts, case = _apart(group, known, by_key, base, reference)
            refused.add(case)
        for part in parts:
            best = min(part, key=lambda i: (i not in reference, -known[i].articles, len(i), i))
            canonical.update(dict.fromkeys(part, best))
    return canonical, tuple(sorted(refused))


def _components(neighbors: Mapping[str, Collection[str]]) -> list[list[str]]:
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(neighbors):
        if start in seen:
            continue
        seen.add(start)
        todo, group = [start], [start]
        while todo:
            for other in neighbors[todo.pop()]:
                if other not in seen:
                    seen.add(other)
                    group.append(other)
                    todo.append(other)
        found.append(sorted(group))
    return found


def _apart(
    group: list[str],
    known: Mapping[str, Keyed],
    by_key: Mapping[str, Mapping[str | None, list[str]]],
    base: str,
    reference: Collection[str],
) -> tuple[list[list[str]], RefusedJoin]:
    """A group with several reference entries, taken apart.

    Every entity goes with the entry that it is nearest to, counted in shared keys; one that is equally near to two
    stays by itself, and joins nothing further.
    """

    def shared(iri: str) -> set[str]:
        return {other for key in known[iri].keys for other in by_key[key][kind_of(iri, base)]}

    owner: dict[str, str | None] = {iri: iri for iri in group if iri in reference}
    edge = list(owner)
    while edge:
        reached: dict[str, set[str]] = defaultdict(set)
        for iri in edge:
            mine = owner[iri]
            for other in shared(iri):
                if other not in owner and mine is not None:
                    reached[other].add(mine)
        for iri, owners in reached.items():
            owner[iri] = min(owners) if len(owners) == 1 else None
        edge = list(reached)
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in group:
        parts[owner.get(iri) or iri].append(iri)
    entries = [iri for iri in group if iri in reference]
    keys = sorted({key for iri in group for key in known[iri].keys if len(by_key[key][kind_of(iri, base)]) > 1})
    return list(parts.values()), RefusedJoin(
        reason="different reference entries", keys=tuple(keys), entities=tuple(entries)
    )
