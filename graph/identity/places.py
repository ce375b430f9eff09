"""Whether two places of different articles, under different names, are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from graph.identity.evidence import Evidence, Judgment
from graph.identity.profiles import Profile
from graph.identity.spelling import nearly, same_consonants, sounds_of
from graph.identity.world import World

PRIOR: Final = -8
SPELLING, NEARLY, SAME_AROUND, SAME_ROUTE = 20, 10, 10, 12

_CROWD: Final = 30
_ROUTE_ENDS: Final = 2


def candidates(found: Mapping[str, Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that are worth comparing: names that sound or begin alike, one of them not in the reference data."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for iri, profile in found.items():
        for name in profile.names:
            sounds = sounds_of(name)
            if sounds:
                blocks[" ".join(sounds)].add(iri)
                blocks[f"{sounds[0][0]} {len(sounds)} {sounds[-1][-2:]}"].add(iri)
    seen: set[tuple[str, str]] = set()
    for key, members in sorted(blocks.items()):
        unknown = [iri for iri in members if found[iri].entry is None]
        if not key or not unknown or len(unknown) > _CROWD:
            continue
        for pair in {(min(one, other), max(one, other)) for one in unknown for other in members if one != other}:
            if pair not in seen:
                seen.add(pair)
                yield found[pair[0]], found[pair[1]]


def compare(one: Profile, other: Profile, world: World) -> Judgment | None:
    """What speaks for and against two places being one."""
    if contradict(one, other, world):
        return None
    evidence = Evidence(PRIOR)
    pairs = [(mine, theirs) for mine in sorted(one.names) for theirs in sorted(other.names)]
    same = [pair for pair in pairs if sounds_of(pair[0]) == sounds_of(pair[1])]
    alike = [pair for pair in pairs if _alike(sounds_of(pair[0]), sounds_of(pair[1]))]
    if not same and not alike:
        return None
    mine, theirs = (same or alike)[0]
    if same:
        evidence.add(SPELLING, f"“{mine}” and “{theirs}” are spellings of one name.")
    else:
        evidence.add(NEARLY, f"“{mine}” and “{theirs}” are spelled nearly the same.")
    around = _around(one, world) & _around(other, world)
    if around:
        evidence.add(SAME_AROUND, f"Both lie in {world.name(min(around))}.")
    ends = _route_ends(one, world) & _route_ends(other, world)
    if ends:
        evidence.add(SAME_ROUTE, f"Routes lead from both to {world.name(min(ends))}.")
    if one.articles & other.articles:
        evidence.doubt("One article tells of both as if they were two.")
    return evidence.judgment(one.iri, other.iri)


def contradict(one: Profile, other: Profile, world: World) -> bool:
    """Whether two places cannot be one: in different countries, or one in the other."""
    here, there = _country(one, world), _country(other, world)
    inside = other.iri in world.pubs(one.linked("within", "^within"))
    return inside or bool(here and there and not here & there)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other) or one[0][:1] != other[0][:1]:
        return False
    return all(a == b or nearly(a, b) or same_consonants(a, b) for a, b in zip(one, other, strict=True))


def _around(place: Profile, world: World) -> set[str]:
    found = world.pubs(place.linked("within"))
    return found | _country(place, world)


def _country(place: Profile, world: World) -> set[str]:
    if country := world.country(place.iri):
        return {country}
    return {country for whole in world.pubs(place.linked("within")) if (country := world.country(whole))}


def _route_ends(place: Profile, world: World) -> set[str]:
    """The other ends of the works that lead from a place to one other."""
    works = place.linked("^locatedIn")
    return {
        end
        for work in works
        if len(ends := world.pubs(world.raw_places.get(work, ()))) == _ROUTE_ENDS
        for end in ends - {world.pub(place.iri)}
    }
