"""Whether two articles tell of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from graph.identity.evidence import Evidence, Judgment
from graph.identity.happenings import LONG, Days, Happening, Happenings
from graph.identity.profiles import Profile
from graph.identity.words import generic
from graph.identity.world import World

PRIOR: Final = -12
FIRST_PERSON, SECOND_PERSON, MORE_PERSONS = 8, 12, 4
INSTITUTION, COUNTRY, SAME_CLASS = 5, 2, 4
SAME_DAY, OVERLAP, LONG_OVERLAP = 12, 9, 2
DAYS_AFTER: Final = {0: 9, 1: 9, 2: 9, 3: 6, 4: 6, 5: 2, 6: 2, 7: 2}
"""By how many days an article that gives no date came after the day that another gives."""
DAYS_APART: Final = {0: 9, 1: 9, 2: 6, 3: 6, 4: 2, 5: 2, 6: 2, 7: 2}
"""By how many days two articles lie apart that both give no date."""
OUT_OF_TIME, OFTEN = -6, -6
SAME_PLACE, PLACE_AROUND, OTHER_PLACE = 4, 3, -8
VISITOR, DESTINATION = 4, 4
SAME_LARGER, SAME_MATTER = 4, 3
EDITION, NAME, GENERIC_NAME, SAME_SUBJECT = 30, 14, 6, 8

_CROWD: Final = 60
_MANY: Final = 4
"""Persons from which on an article may well name others than another article does."""
_YEARS: Final = 366
_FEWEST: Final = 2


class Events:
    """Compares the events of one world."""

    def __init__(self, found: Mapping[str, Profile], world: World) -> None:
        """The events in ``found``."""
        self._happenings, self._world = Happenings(found, world), world

    def candidates(self) -> Iterator[tuple[Profile, Profile]]:
        """Pairs that are worth comparing: the same two agents, visitor and country, subject or name at about a time."""
        blocks: dict[str, set[str]] = defaultdict(set)
        for iri in self._happenings:
            for key in _keys(self._happenings[iri]):
                blocks[key].add(iri)
        seen: set[tuple[str, str]] = set()
        for _, members in sorted(blocks.items()):
            if 1 < len(members) <= _CROWD:
                for pair in combinations(sorted(members), 2):
                    if pair not in seen:
                        seen.add(pair)
                        yield self._happenings.profile(pair[0]), self._happenings.profile(pair[1])

    def compare(self, one: Profile, other: Profile) -> Judgment | None:
        """What speaks for and against two events being one."""
        if self.contradict(one, other):
            return None
        mine, theirs, evidence = self._happenings[one.iri], self._happenings[other.iri], Evidence(PRIOR)
        self._participants(mine, theirs, evidence)
        _names(mine, theirs, evidence)
        self._times(mine, theirs, (one, other), evidence)
        self._places(mine, theirs, evidence)
        if mine.cls == theirs.cls:
            evidence.add(SAME_CLASS, f"Both are told as {_kind(mine.cls)}.")
        if larger := self._world.pubs(mine.during) & self._world.pubs(theirs.during):
            evidence.add(SAME_LARGER, f"Both were held during {self._world.name(min(larger))}.")
        for matter in sorted(mine.about & theirs.about)[:2]:
            evidence.add(SAME_MATTER, f"{self._world.name(matter)} was talked about at both.")
        return evidence.judgment(one.iri, other.iri)

    def contradict(self, one: Profile, other: Profile) -> bool:
        """Whether two events cannot be one: of other kinds, days, countries, editions or people, or of one article."""
        if one.articles & other.articles:
            return True
        mine, theirs = self._happenings[one.iri], self._happenings[other.iri]
        if not _compatible(mine, theirs) or one.iri in theirs.during or other.iri in mine.during:
            return True
        if mine.countries and theirs.countries and not mine.countries & theirs.countries:
            return True
        if mine.days and theirs.days and mine.days.told and theirs.days.told and mine.days.gap(theirs.days):
            return True
        return _other_people(mine, theirs) or _other_edition(mine, theirs)

    def _participants(self, mine: Happening, theirs: Happening, evidence: Evidence) -> None:
        name = self._world.name
        visit = VISITOR if mine.cls == theirs.cls == "Visit" else 0
        for order, person in enumerate(sorted(mine.persons & theirs.persons)):
            points = (FIRST_PERSON + visit, SECOND_PERSON, MORE_PERSONS)[min(order, 2)]
            evidence.add(points, f"{name(person)} took part in both.")
        bodies = (mine.bodies & (theirs.bodies | theirs.implied)) | (theirs.bodies & mine.implied)
        for body in sorted(bodies, key=lambda iri: (iri.startswith("place/"), iri))[:2]:
            points = COUNTRY if body.startswith("place/") else INSTITUTION
            evidence.add(points, f"{name(body)} took part in both.")

    def _times(self, mine: Happening, theirs: Happening, profiles: tuple[Profile, Profile], evidence: Evidence) -> None:
        here, there = mine.days, theirs.days
        if here is None or there is None:
            if not _edition(mine, theirs):
                evidence.doubt("It is not told when one of the two was.")
            return
        if here.told and there.told:
            _told_times(here, there, evidence)
            return
        apart = _days_apart(here, there)
        points = DAYS_AFTER if here.told or there.told else DAYS_APART
        if apart in points and not here.gap(there):
            evidence.add(points[apart], f"They were told of, or held, {_within(apart)}.")
        elif not _edition(mine, theirs):
            evidence.add(OUT_OF_TIME, "They were told of at different times.")
            evidence.doubt("Only one of the two is dated, or neither.")
        if _colleagues(mine, theirs):
            evidence.add(OFTEN, "Those who met work together and meet often.")

    def _places(self, mine: Happening, theirs: Happening, evidence: Evidence) -> None:
        visit = DESTINATION if mine.cls == theirs.cls == "Visit" else 0
        if places := mine.places & theirs.places:
            evidence.add(SAME_PLACE + visit, f"Both were in {self._world.name(min(places))}.")
        elif countries := mine.countries & theirs.countries:
            if mine.places & countries or theirs.places & countries:
                evidence.add(PLACE_AROUND + visit, f"Both were in {self._world.name(min(countries))}.")
            else:
                evidence.add(OTHER_PLACE, "They are told to have been in different places.")
                evidence.doubt("The places differ.")


def _keys(event: Happening) -> Iterator[str]:
    there = sorted(event.persons | event.bodies)
    bodies = event.cls in ("Signing", "Approval") or not event.persons
    numbers = {number for _, said in event.names for number in (*said.numbers, *said.years)}
    for _, said in event.names:
        words = " ".join(sorted(said.words))
        yield f"edition {words} {' '.join(sorted(numbers))}"
    if event.days is None or event.days.last - event.days.first > _YEARS:
        return
    years = range(event.days.first // _YEARS, event.days.last // _YEARS + 1)
    yield from (f"name {' '.join(sorted(said.words))} {year}" for _, said in event.names for year in years)
    if event.days.last - event.days.first > 3 * LONG:
        return
    for week in range(event.days.first // 7, event.days.last // 7 + 1):
        for one, other in combinations(there, 2):
            if bodies or one in event.persons or other in event.persons:
                yield f"both {one} {other} {week}"
        for person in event.persons:
            yield from (f"in {person} {place} {week}" for place in event.countries)
            yield from (f"at {person} {body} {week}" for body in event.implied)
        for thing in event.about:
            yield from (f"about {thing} {one} {week}" for one in there)


def _compatible(mine: Happening, theirs: Happening) -> bool:
    """Whether two kinds of events can be meant for one; what readers tell as a meeting or forum has its name then."""
    if mine.cls == theirs.cls:
        return True
    return {mine.cls, theirs.cls} <= {"Meeting", "Forum", "Event"} and _same_name(mine, theirs) is not None


def _kind(cls: str) -> str:
    return f"an {cls.lower()}" if cls[0] in "AEIOU" else f"a {cls.lower()}"


def _colleagues(mine: Happening, theirs: Happening) -> bool:
    """Whether those who were at both hold posts for one country or group."""
    shared = mine.persons & theirs.persons
    posts = {(person, body) for person, body in mine.posts | theirs.posts if person in shared}
    return len(shared) > 1 == len({body for _, body in posts}) and shared == frozenset(person for person, _ in posts)


def _other_people(mine: Happening, theirs: Happening) -> bool:
    """Whether who was there tells two events apart: each has someone that the other has not, and few have both."""
    if min(len(mine.persons), len(theirs.persons)) < _FEWEST or (mine.names and theirs.names):
        return False
    shared = len(mine.persons & theirs.persons)
    few = max(len(mine.persons), len(theirs.persons)) < _MANY
    return shared < min(len(mine.persons), len(theirs.persons)) and (few or shared < _FEWEST)


def _other_edition(mine: Happening, theirs: Happening) -> bool:
    here, there = _numbers(mine), _numbers(theirs)
    if here and there and not here & there:
        return True
    named = mine.names and theirs.names
    if not named or not mine.days or not theirs.days:
        return False
    apart = abs(mine.days.last - theirs.days.last)
    return apart > 3 * 60 and not (here & there)


def _numbers(event: Happening) -> set[str]:
    return {number for _, said in event.names for number in (*said.numbers, *said.years)}


def _edition(mine: Happening, theirs: Happening) -> bool:
    return bool(_numbers(mine) & _numbers(theirs)) and _same_name(mine, theirs) is not None


def _same_name(mine: Happening, theirs: Happening) -> tuple[str, bool] | None:
    """A proper name that both have, and whether it has words of its own."""
    shared = sorted(
        (name, bool(said.words - generic()))
        for name, said in mine.names
        for _, others in theirs.names
        if said.words and said.words == others.words
    )
    return shared[0] if shared else None


def _names(mine: Happening, theirs: Happening, evidence: Evidence) -> None:
    if found := _same_name(mine, theirs):
        name, own = found
        if _edition(mine, theirs):
            evidence.add(EDITION, f"Both are “{name}”, of one number or year.")
        else:
            evidence.add(NAME if own else GENERIC_NAME, f"Both are called “{name}”.")
        return
    here, there = ({word for _, said in event.described for word in said.words - generic()} for event in (mine, theirs))
    if mine.cls == theirs.cls and mine.cls in ("Approval", "Signing") and len(here & there) >= _FEWEST:
        evidence.add(SAME_SUBJECT, "Both are of what is called the same.")


def _told_times(here: Days, there: Days, evidence: Evidence) -> None:
    longest = max(here.last - here.first, there.last - there.first)
    if not longest:
        evidence.add(SAME_DAY, "Both are told to have been on one day.")
    elif longest <= LONG:
        evidence.add(OVERLAP, "Both are told to have been in the same days.")
    else:
        evidence.add(LONG_OVERLAP, "Both are told to have been at about one time.")
        evidence.doubt("When exactly they were is not told.")


def _days_apart(here: Days, there: Days) -> int:
    """Days between two articles, or between an article and the day that the other tells."""
    if here.told or there.told:
        told, article = (here, there) if here.told else (there, here)
        return max(0, article.last - told.last)
    return abs(here.last - there.last)


def _within(days: int) -> str:
    return "on one day" if not days else "within a day" if days == 1 else f"within {days} days"
