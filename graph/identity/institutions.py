"""Whether two institutions of different articles, under different names, are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from graph.identity.evidence import Evidence, Judgment
from graph.identity.profiles import Profile
from graph.identity.spelling import words_of
from graph.identity.words import LEGAL_FORMS, generic
from graph.identity.world import Designation, World

PRIOR: Final = -4
DESIGNATION, DISTINCTIVE, ACRONYM_GIVEN, ACRONYM_MADE, LONGER = 10, 14, 16, 8, 12
COUNTRY, COUNTRY_OF_ONE_OF_MANY, SOLE_COUNTRY, SOLE_OF_ONE_OF_MANY = 14, 8, 14, 6
SAME_PERSON, SAME_WHOLE, OTHER_CLASS = 8, 6, -10

_CROWD: Final = 60
"""Institutions under one key above which it tells nothing."""
_SHORTEST: Final = 2
"""Letters of an acronym."""
_LOOSE: Final = frozenset({"Organization", "Institution", "GovernmentAgency", "InternationalOrganization", "Company"})
"""Classes that readers give one institution now and then in the place of another."""
_ONE_OF_A_KIND: Final = frozenset({"Ministry", "Government"})
"""Classes of which a country has one of a name."""


def candidates(found: Mapping[str, Profile], world: World) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that are worth comparing: the same words, an acronym and what it may stand for, one name in another."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for iri, profile in found.items():
        for name in profile.names:
            said = world.designation(name)
            blocks[" ".join(sorted(said.words))].add(iri)
            if own := said.words - generic():
                blocks[f"own {' '.join(sorted(own))}"].add(iri)
            for acronym in (*_acronym(name), *_initials(name)):
                blocks[f"acronym {acronym}"].add(iri)
    seen: set[tuple[str, str]] = set()
    for key, members in sorted(blocks.items()):
        if key and 1 < len(members) <= _CROWD:
            for pair in combinations(sorted(members), 2):
                both_known = found[pair[0]].entry is not None and found[pair[1]].entry is not None
                if pair not in seen and not both_known:
                    seen.add(pair)
                    yield found[pair[0]], found[pair[1]]


def compare(one: Profile, other: Profile, world: World) -> Judgment | None:
    """What speaks for and against two institutions being one."""
    evidence = Evidence(PRIOR)
    if contradict(one, other, world) or not _names(one, other, world, evidence):
        return None
    named = evidence.points
    _around(one, other, world, evidence)
    if named == PRIOR + DESIGNATION and evidence.points <= named:
        return None  # many have a ministry of finance
    if one.articles & other.articles:
        evidence.doubt("One article tells of both as if they were two.")
    return evidence.judgment(one.iri, other.iri)


def contradict(one: Profile, other: Profile, world: World) -> bool:
    """Whether two institutions cannot be one: of different countries, numbers or places, one a part of the other."""
    here, there = _country(one, world), _country(other, world)
    if here and there and here != there:
        return True
    parts = ("unitOf", "^unitOf", "memberOf", "^memberOf")
    if other.iri in world.pubs(one.linked(*parts)) or one.iri in world.pubs(other.linked(*parts)):
        return True
    wholes = [{world.rolled(iri) for iri in world.pubs(profile.linked("unitOf"))} for profile in (one, other)]
    if all(wholes) and not wholes[0] & wholes[1]:
        return True
    mine, theirs = (
        {world.designation(name).numbers for name in profile.names if len(words_of(name)) > 1}
        for profile in (one, other)
    )
    return bool(mine and theirs and not mine & theirs)


def _country(profile: Profile, world: World) -> str | None:
    if profile.entry is not None:
        return (profile.entry.country or "").removeprefix(f"{world.base}id/") or None
    return world.country(profile.iri)


def _names(one: Profile, other: Profile, world: World, evidence: Evidence) -> bool:
    best: tuple[int, str] | None = None
    for mine in one.names:
        for theirs in other.names:
            short, long = sorted((mine, theirs), key=lambda name: (len(words_of(name)), len(name), name))
            if relation := _relation(short, long, world):
                told = -relation[0], relation[1].format(short, long)
                best = min(best, told) if best else told
    if best is None:
        return False
    evidence.add(-best[0], best[1])
    whole = [{world.designation(name).words for name in p.names if len(words_of(name)) > 1} for p in (one, other)]
    if all(whole) and not whole[0] & whole[1]:
        evidence.doubt("Their full names differ.")
    elif -best[0] == LONGER:
        evidence.doubt("The longer name may be that of a part.")
    return True


def _relation(one: str, other: str, world: World) -> tuple[int, str] | None:
    """What two names tell of each other, the shorter first."""
    mine, theirs = world.designation(one), world.designation(other)
    if one == other and _acronym(one):
        return ACRONYM_GIVEN, "Both are called “{}”."
    if mine.words and mine.words == theirs.words and mine.numbers == theirs.numbers:
        same = "Both are called “{}”." if one == other else "“{}” and “{}” say the same in other words."
        return DESIGNATION + (DISTINCTIVE if mine.words - generic() else 0), same
    if _acronym(one) and _acronym(one) & _initials(other):
        return ACRONYM_MADE, "“{}” may be made of the initials of “{}”."
    own = mine.words - generic()
    if own and mine.words < theirs.words and theirs.words - mine.words <= generic() and _bare(mine, theirs):
        return LONGER, "“{}” may be short for “{}”."
    return None


def _bare(one: Designation, other: Designation) -> bool:
    return one.numbers == other.numbers and not other.countries - one.countries


def _acronym(name: str) -> frozenset[str]:
    """The name itself if it is an acronym."""
    letters = name.replace(".", "")
    return (
        frozenset({letters}) if letters.isalpha() and letters.isupper() and len(letters) >= _SHORTEST else frozenset()
    )


def _initials(name: str) -> frozenset[str]:
    """The acronyms that may be made of a name: of all its capitalized words, with and without its legal form."""
    words = [word for word in name.replace("-", " ").split() if word[0].isupper()]
    short = [word for word in words if word.casefold().strip(".,") not in LEGAL_FORMS]
    found = {"".join(word[0] for word in some) for some in (words, short) if len(some) > _SHORTEST}
    return frozenset(found)


def _around(one: Profile, other: Profile, world: World, evidence: Evidence) -> None:
    _countries(one, other, world, evidence)
    if not one.classes & other.classes and not one.classes | other.classes <= _LOOSE:
        evidence.add(OTHER_CLASS, "Articles differ on what kind of institution it is.")
    people = world.pubs(one.linked("^worksFor", "^workedFor")) & world.pubs(other.linked("^worksFor", "^workedFor"))
    if people:
        evidence.add(SAME_PERSON, f"{world.name(min(people))} works for both.")
    whole = world.pubs(one.linked("unitOf")) & world.pubs(other.linked("unitOf"))
    if whole:
        evidence.add(SAME_WHOLE, f"Both are units of {world.name(min(whole))}.")


def _countries(one: Profile, other: Profile, world: World, evidence: Evidence) -> None:
    here, there = _country(one, world), _country(other, world)
    unique = bool(one.classes & other.classes & _ONE_OF_A_KIND)
    if here and here == there:
        said = all(any(world.designation(n).countries for n in p.names) or p.entry is not None for p in (one, other))
        points = COUNTRY if unique or said else COUNTRY_OF_ONE_OF_MANY
        evidence.add(points, f"Both belong to {world.name(here)}.")
    elif known := here or there:
        bare = other if here else one
        if {world.sole_country(article) for article in bare.articles} == {known}:
            points = SOLE_COUNTRY if unique else SOLE_OF_ONE_OF_MANY
            evidence.add(points, f"The article that does not say whose it is names no country but {world.name(known)}.")
    else:
        sole = {world.sole_country(article) for article in one.articles | other.articles}
        if len(sole) == 1 and (country := sole.pop()):
            points = SOLE_COUNTRY if unique else SOLE_OF_ONE_OF_MANY
            evidence.add(points, f"Neither article names another country than {world.name(country)}.")
