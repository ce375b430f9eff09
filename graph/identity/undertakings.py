"""Whether two projects or frameworks of different articles, under different names, are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from graph.identity.evidence import Evidence, Judgment
from graph.identity.known import Known
from graph.identity.periods import days_between
from graph.identity.profiles import Profile
from graph.identity.words import HEADS, MODES, generic
from graph.identity.world import Designation, World

PRIOR: Final = -6
SAME_NAME, SAME_SHORT_NAME, SAME_GENERIC_NAME, HEAD_WORDS, OTHER_WORD, MORE_WORDS, ACRONYM, ROUTE = (
    28,
    22,
    6,
    24,
    8,
    10,
    10,
    30,
)
PARTY, SAME_PERIOD, SAME_END, SAME_PLACE, SAME_COUNTRY, SAME_MONEY, SAME_DAYS = 6, 8, 5, 4, 3, 4, 4
OTHER_CLASS = -6

_CROWD: Final = 60
_DAYS: Final = 3
_ENDS: Final = 2
_MEANT: Final = frozenset({"Project", "Framework", "Programme"})
"""Classes that readers give one undertaking now and then in the place of another."""
_BANKS: Final = frozenset({"DevelopmentBank", "InternationalOrganization"})
"""Classes of parties that have very many agreements of a name."""
_FEWEST: Final = 3
"""Words in common from which on names that differ in others are compared."""


class Undertakings:
    """Compares undertakings of one world."""

    def __init__(self, found: Mapping[str, Profile], world: World) -> None:
        """The undertakings in ``found``."""
        self._found, self._world = found, world
        self._known: dict[str, Known] = {}

    def candidates(self) -> Iterator[tuple[Profile, Profile]]:
        """Pairs that are worth comparing: names with words in common, one route, one class with the same parties."""
        blocks: dict[str, set[str]] = defaultdict(set)
        for iri in self._found:
            for key in self._keys(iri):
                blocks[key].add(iri)
        seen: set[tuple[str, str]] = set()
        for _, members in sorted(blocks.items()):
            if 1 < len(members) <= _CROWD:
                for pair in combinations(sorted(members), 2):
                    if pair not in seen:
                        seen.add(pair)
                        yield self._found[pair[0]], self._found[pair[1]]

    def compare(self, one: Profile, other: Profile) -> Judgment | None:
        """What speaks for and against two undertakings being one."""
        evidence, mine, theirs = Evidence(PRIOR), self.known(one), self.known(other)
        if self.contradict(one, other) or not self._names(one, other, evidence):
            return None
        self._around(one, other, evidence)
        if mine.unnamed and theirs.unnamed and not self._alike(one, other):
            return None
        if one.articles & other.articles:
            evidence.doubt("One article tells of both as if they were two.")
        return evidence.judgment(one.iri, other.iri)

    def contradict(self, one: Profile, other: Profile) -> bool:
        """Whether two undertakings cannot be one: other numbers, years, countries, parties or ways."""
        mine, theirs = self.known(one), self.known(other)
        linked = {"follows", "^follows", "under", "^under"}
        if other.iri in self._world.pubs(one.linked(*linked)) or one.iri in self._world.pubs(other.linked(*linked)):
            return True
        pairs = [
            (mine.numbers, theirs.numbers),
            (mine.years, theirs.years),
            (mine.codes, theirs.codes),
            (mine.countries, theirs.countries),
            (mine.modes, theirs.modes),
            (mine.begins, theirs.begins),
            (mine.parties, theirs.parties),
        ]
        if mine.unnamed and theirs.unnamed:
            pairs.append((mine.lands, theirs.lands))
        if any(here and there and not here & there for here, there in pairs):
            return True
        no_begin = not mine.begins or not theirs.begins
        return bool(no_begin and mine.ends and theirs.ends and not mine.ends & theirs.ends)

    def known(self, profile: Profile) -> Known:
        """What an undertaking is told apart by."""
        if profile.iri not in self._known:
            self._known[profile.iri] = self._look(profile)
        return self._known[profile.iri]

    def _alike(self, one: Profile, other: Profile) -> bool:
        """Whether two of which no name says much are alike in who and when, or in where and by whom they are paid.

        A bank has many loan agreements, and a country many memoranda: neither by itself tells which.
        """
        mine, theirs, world = self.known(one), self.known(other), self._world
        parties = mine.parties & theirs.parties
        both = len(parties) > 1
        who = both or any(_BANKS.isdisjoint(world.classes(party)) for party in parties)
        where = mine.places & theirs.places
        dated = bool(mine.begins & theirs.begins or mine.ends & theirs.ends or _told_together(one, other))
        if dated and (who or where or mine.countries & theirs.countries):
            return True
        if where and world.pubs(one.linked("^finances")) & world.pubs(other.linked("^finances")):
            return True
        return both and "Agreement" not in one.classes | other.classes

    def _look(self, profile: Profile) -> Known:
        world = self._world
        names = tuple((name, world.designation(name)) for name in sorted(profile.names))
        places = frozenset(world.pubs(profile.linked("locatedIn")))
        told = {country for _, said in names for country in said.countries}
        return Known(
            names,
            frozenset(world.rolled(iri) for iri in world.pubs(profile.linked("party"))),
            frozenset(told | {country for place in places if (country := world.country(place))}),
            places,
            frozenset(begin[:4] for begin, _ in profile.spans if begin),
            frozenset(end[:4] for _, end in profile.spans if end),
            frozenset(word for _, said in names for word in said.words & MODES),
        )

    def _keys(self, iri: str) -> Iterator[str]:
        profile = self._found[iri]
        known = self.known(profile)
        for name, said in known.names:
            own = sorted(said.words - generic())
            yield "words " + " ".join(sorted(said.words))
            yield "less " + " ".join(sorted(said.words - HEADS))
            yield from (f"two {one} {other}" for one, other in combinations(own[:6], 2))
            yield from (f"in {word} {country}" for word in own[:6] for country in known.countries | known.parties)
            if name.isupper() and name.isalpha():
                yield f"acronym {name}"
            elif letters := _initials(name):
                yield f"acronym {letters}"
        if len(known.places) == _ENDS:
            yield "route " + " ".join(sorted(known.places))
        if len(known.parties) > 1:
            yield from (f"parties {cls} {' '.join(sorted(known.parties))}" for cls in profile.classes)

    def _names(self, one: Profile, other: Profile, evidence: Evidence) -> bool:
        mine, theirs = self.known(one), self.known(other)
        if len(mine.places) == _ENDS and mine.places == theirs.places and mine.modes and mine.modes == theirs.modes:
            evidence.add(ROUTE, f"Both lead from {' to '.join(map(self._world.name, sorted(mine.places)))}.")
            return True
        found = [told for a in mine.names for b in theirs.names if (told := _relation(a, b))]
        if not found:
            return False
        points, reason, doubtful = min(found, key=lambda told: (-told[0], told[1]))
        evidence.add(points, reason)
        if doubtful:
            evidence.doubt("Names that differ in a word may be of two.")
        if bool(mine.numbers) != bool(theirs.numbers):
            evidence.doubt("Only one of the names has a number.")
        return True

    def _around(self, one: Profile, other: Profile, evidence: Evidence) -> None:
        mine, theirs, world = self.known(one), self.known(other), self._world
        for party in sorted(mine.parties & theirs.parties)[:2]:
            evidence.add(PARTY, f"{world.name(party)} is a party to both.")
        self._periods(one, other, evidence)
        if places := mine.places & theirs.places:
            evidence.add(SAME_PLACE, f"Both are in {world.name(min(places))}.")
        elif countries := mine.countries & theirs.countries:
            evidence.add(SAME_COUNTRY, f"Both are in or of {world.name(min(countries))}.")
        if money := world.pubs(one.linked("^finances")) & world.pubs(other.linked("^finances")):
            evidence.add(SAME_MONEY, f"{world.name(min(money))} finances both.")
        if not one.classes & other.classes and not one.classes | other.classes <= _MEANT:
            evidence.add(OTHER_CLASS, "Articles differ on what kind of undertaking it is.")

    def _periods(self, one: Profile, other: Profile, evidence: Evidence) -> None:
        mine, theirs = self.known(one), self.known(other)
        begin, end = mine.begins & theirs.begins, mine.ends & theirs.ends
        if begin and end:
            evidence.add(SAME_PERIOD, f"Both run from {min(begin)} to {max(end)}.")
        elif begin or end:
            evidence.add(SAME_END, f"Both {'begin' if begin else 'end'} in {min(begin or end)}.")
        if mine.ends and theirs.ends and not end:
            evidence.doubt("They end in different years.")
        elif bool(mine.begins | mine.ends) != bool(theirs.begins | theirs.ends) and mine.unnamed and theirs.unnamed:
            evidence.doubt("Only one of the two is dated, and such undertakings follow one another.")
        if _told_together(one, other):
            evidence.add(SAME_DAYS, "Articles tell of both within a few days.")


def _relation(one: tuple[str, Designation], other: tuple[str, Designation]) -> tuple[int, str, bool] | None:
    """What two names tell of each other: points, the reason, whether they may be of two all the same."""
    (first, mine), (second, theirs) = sorted((one, other), key=lambda pair: (len(pair[1].words), len(pair[0]), pair[0]))
    if mine.words == theirs.words:
        own = len(mine.words - generic())
        points = SAME_NAME if own > 1 else SAME_SHORT_NAME if own else SAME_GENERIC_NAME
        same = "Both are called" if first == second else f"“{first}” says the same as"
        return (points, f"{same} “{second}”.", False) if mine.words else None
    common, apart = mine.words & theirs.words, mine.words ^ theirs.words
    distinctive = common - generic()
    if apart <= HEADS and (len(common - HEADS) >= _FEWEST or distinctive):
        return HEAD_WORDS, f"“{first}” and “{second}” differ in general words only.", False
    if first == _initials(second):
        return ACRONYM, f"“{first}” may be made of the initials of “{second}”.", False
    if len(common - HEADS) < _FEWEST - 1 or (not distinctive and len(common) < _FEWEST):
        return None
    if mine.words < theirs.words and len(apart) <= 2:
        return MORE_WORDS, f"“{second}” has words that “{first}” has not.", True
    if len(mine.words - theirs.words) == 1 == len(theirs.words - mine.words):
        return OTHER_WORD, f"“{first}” and “{second}” differ in one word.", True
    return None


def _told_together(one: Profile, other: Profile) -> bool:
    return any(days_between(a, b) <= _DAYS for a in one.dates for b in other.dates)


def _initials(name: str) -> str:
    letters = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    return letters if len(letters) >= _FEWEST else ""
