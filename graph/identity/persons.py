"""Whether two persons of different articles, under different names, are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Final

from graph.identity.evidence import Evidence, Judgment
from graph.identity.periods import number_of
from graph.identity.profiles import Profile
from graph.identity.spelling import nearly, same_consonants, skeleton, sounds_of, words_of
from graph.identity.words import COMMON_SURNAMES, SAME_GIVEN
from graph.identity.world import World

PRIOR: Final = -6
SPELLING, ORDER, MIDDLE, INITIAL, EQUIVALENT, SLIP, SURNAME = 24, 20, 20, 10, 14, 11, 6
POST, SAME_BODY, SAME_COUNTRY, COMPANY = 8, 8, 4, 6
COMMON, OTHER_BODY, OTHER_COUNTRY, YEARS_APART = -8, -4, -10, -4

_CROWD: Final = 60
"""Persons with one surname above which only the whole name is looked at."""
_NEAR: Final = 10
"""Days between two articles within which the same company tells something."""
_LONG: Final = 5 * 365
_EMPTY: Final = frozenset(
    map(
        skeleton,
        ["of", "the", "for", "and", "in", "on", "at", "to", "affairs", "a", "acting", "first", "former", "interim"],
    )
)
"""Words that the title of one post may have or not."""

Sounds = tuple[str, ...]


def candidates(found: Mapping[str, Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that are worth comparing: the same surname, or the same words in another order."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for iri, profile in found.items():
        for name in profile.names:
            sounds = sounds_of(name)
            if sounds:
                blocks[f"last {sounds[-1]}"].add(iri)
                blocks[f"loose {sounds[-1][:3]} {sounds[0][:1]} {len(sounds)}"].add(iri)
            if len(sounds) > 1:
                blocks["all " + " ".join(sorted(sounds))].add(iri)
                blocks[f"ends {sounds[0]} {sounds[1]}"].add(iri)
    seen: set[tuple[str, str]] = set()
    for _, members in sorted(blocks.items()):
        if 1 < len(members) <= _CROWD:
            for pair in combinations(sorted(members), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield found[pair[0]], found[pair[1]]


def compare(one: Profile, other: Profile, world: World) -> Judgment | None:
    """What speaks for and against two persons being one."""
    evidence = Evidence(PRIOR)
    if not _names(one, other, evidence):
        return None
    _posts(one, other, world, evidence)
    _company(one, other, world, evidence)
    if one.articles & other.articles:
        evidence.doubt("One article tells of both as if they were two.")
    return evidence.judgment(one.iri, other.iri)


def contradict(one: Profile, other: Profile, world: World) -> bool:
    """Whether two persons cannot be one, whoever else is one with either: no two of their names can be of one."""
    del world  # names alone tell
    return not _names(one, other, Evidence(PRIOR))


def _names(one: Profile, other: Profile, evidence: Evidence) -> bool:
    """Weigh the names by the best pair of them; ``False`` if no two of them can be of one person."""
    best: tuple[int, str] | None = None
    for mine in one.names:
        for theirs in other.names:
            short, long = sorted((mine, theirs), key=lambda name: (len(sounds_of(name)), name))
            if relation := _relation(sounds_of(short), sounds_of(long)):
                told = -relation[0], relation[1].format(short, long)
                best = min(best, told) if best else told
    if best is None:
        return False
    evidence.add(-best[0], best[1])
    last = {sound for profile in (one, other) for name in profile.names for sound in sounds_of(name)[-1:]}
    if last & COMMON_SURNAMES:
        evidence.add(COMMON, "Many people bear this surname.")
    return True


def _relation(one: Sounds, other: Sounds) -> tuple[int, str] | None:
    """What two names, as they sound, the shorter first, tell of each other; ``None`` if they are of two persons."""
    if not one:
        return None
    if len(one) == 1:
        return (SURNAME, "“{}” may be short for “{}”.") if one[0] in (other[-1], other[0]) else None
    if one == other:
        return SPELLING, "“{}” and “{}” are spellings of one name."
    if sorted(one) == sorted(other):
        return ORDER, "“{}” and “{}” are the same words in another order."
    if one[-1] != other[-1]:
        return _other_surname(one, other)
    return _given(one[:-1], other[:-1])


def _other_surname(one: Sounds, other: Sounds) -> tuple[int, str] | None:
    *_, last = other
    if len(one) < len(other) and other[: len(one)] == one and _patronymic(last):
        return MIDDLE, "“{}” is “{}” without the patronymic."
    if len(one) == len(other) and one[:-1] == other[:-1] and _slip(one[-1], other[-1]):
        return SLIP, "“{}” and “{}” differ in one letter."
    return None


def _given(one: Sounds, other: Sounds) -> tuple[int, str] | None:
    """Names before the same surname; the first has no more of them than the second."""
    first, second = one[0], other[0]
    if len(one) == len(other):
        if len(first) == 1 or len(second) == 1:
            fits = all(mine == theirs or _initial(mine, theirs) for mine, theirs in zip(one, other, strict=True))
            return (INITIAL, "“{}” and “{}” have the surname and the initial in common.") if fits else None
        if one[1:] == other[1:]:
            return _first_name(first, second)
        return None
    if first == second or _initial(first, second):
        rest = iter(other[1:])
        if all(any(mine == theirs or _initial(mine, theirs) for theirs in rest) for mine in one[1:]):
            whole = first == second and len(first) > 1
            return (MIDDLE, "“{}” is “{}” without the middle name.") if whole else (INITIAL, "“{}” may stand for “{}”.")
        return None
    if len(one) == 1 and first in other:
        return INITIAL, "“{}” is part of “{}”."
    return None


def _first_name(one: str, other: str) -> tuple[int, str] | None:
    if any(one in group and other in group for group in SAME_GIVEN):
        return EQUIVALENT, "“{}” and “{}” have given names that stand for one another."
    if _slip(one, other):
        return SLIP, "“{}” and “{}” have the surname in common and given names that are nearly the same."
    return None


def _slip(one: str, other: str) -> bool:
    """Whether two words may be one with a slip or other vowels; an a at the end tells men from women."""
    if one.endswith("a") != other.endswith("a"):
        return False
    return nearly(one, other) or (one[0] == other[0] and same_consonants(one, other))


def _initial(one: str, other: str) -> bool:
    return one != other and 1 in (len(one), len(other)) and one[0] == other[0]


def _patronymic(sound: str) -> bool:
    return sound.endswith(("vich", "vna", "uli", "ulu", "oglu", "kizi", "ich", "zoda", "zade"))


def _posts(one: Profile, other: Profile, world: World, evidence: Evidence) -> None:
    mine, theirs = _held(one, world), _held(other, world)
    if not mine or not theirs:
        return
    bodies = {body for body, _, _ in mine if body} & {body for body, _, _ in theirs if body}
    here, there = ({group for _, _, group in held if group} for held in (mine, theirs))
    if bodies:
        evidence.add(SAME_BODY, f"Both hold a post at {world.name(min(bodies))}.")
    elif here & there:
        evidence.add(SAME_COUNTRY, f"Both hold a post for {world.name(min(here & there))}.")
    elif here and there:
        far = all(world.entry(group) is not None for group in here | there)
        evidence.add(OTHER_COUNTRY if far else OTHER_BODY, "Their posts are for different countries or bodies.")
    shared = {held[1:] for held in mine} & {held[1:] for held in theirs}
    if any(title for title, _ in shared):
        evidence.add(POST, "Both hold the same post.")
    if _apart(one.dates, other.dates) > _LONG:
        evidence.add(YEARS_APART, "Articles tell of them many years apart.")


def _held(profile: Profile, world: World) -> set[tuple[str, tuple[str, ...], str]]:
    """The posts of a person: body, words of the title (those of the body's name left out), group or country."""
    found: set[tuple[str, tuple[str, ...], str]] = set()
    for post in profile.posts:
        body = world.pub(post.organization) if post.organization else ""
        words = {skeleton(word) for word in words_of(post.title)} - _EMPTY
        if "Ministry" in world.classes(body):  # the minister there is that country's minister of so and so
            words |= world.designation(world.name(body)).words - {"ministri"}
        found.add((body, tuple(sorted(words)), world.rolled(body) if body else ""))
    return found


def _company(one: Profile, other: Profile, world: World, evidence: Evidence) -> None:
    if not one.dates or not other.dates:
        return
    if min(abs(_days(mine, theirs)) for mine in one.dates for theirs in other.dates) > _NEAR:
        return
    shared = world.pubs(one.linked("metWith", "^metWith")) & world.pubs(other.linked("metWith", "^metWith"))
    if shared:
        evidence.add(COMPANY, f"Both met with {world.name(min(shared))} in those days.")


def _apart(some: Collection[str], others: Collection[str]) -> int:
    """Days between two stretches of time; negative if they overlap, 0 if one is unknown."""
    return _days(max(min(some), min(others)), min(max(some), max(others))) if some and others else 0


def _days(one: str, other: str) -> int:
    return number_of(one) - number_of(other)
