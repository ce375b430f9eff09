"""What telling events apart goes by: who was there, when it can have been, where, within what, about what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graph.identity.periods import number_of
from graph.identity.profiles import Profile
from graph.identity.world import Designation, World

WINDOW: Final = 7
"""Days before an article in which an event that it reports without a date may have been."""
LONG: Final = 10
"""Days from which on a date says little about the day."""
_LATER: Final = 60
"""Days after an article within which an event that it expects without a date may be."""


class Days(NamedTuple):
    """The days on which an event can have been, as numbers, both ends included."""

    first: int
    last: int
    told: bool
    """Whether the article gives them; else they follow from its own date."""

    def gap(self, other: Days) -> int:
        """Days between two stretches; 0 where they overlap."""
        return max(0, self.first - other.last, other.first - self.last)


class Happening(NamedTuple):
    """An event in published identities."""

    cls: str
    persons: frozenset[str]
    bodies: frozenset[str]
    """Institutions and countries that took part."""
    posts: frozenset[tuple[str, str]]
    """The persons that took part, with the groups and countries for which they hold posts by the same articles."""
    days: Days | None
    """``None`` where nothing tells when it was."""
    places: frozenset[str]
    countries: frozenset[str]
    during: frozenset[str]
    about: frozenset[str]
    names: tuple[tuple[str, Designation], ...]
    """Its proper names; what readers make up to tell it by (“meeting of …”) is none."""
    described: tuple[tuple[str, Designation], ...]
    """The names that readers make up."""
    planned: bool

    @property
    def implied(self) -> frozenset[str]:
        """Groups and countries for which someone took part."""
        return frozenset(body for _, body in self.posts)


class Happenings:
    """The events of one world."""

    def __init__(self, found: Mapping[str, Profile], world: World) -> None:
        """The events in ``found``."""
        self._found, self._world = found, world
        self._known: dict[str, Happening] = {}

    def __getitem__(self, iri: str) -> Happening:
        """The event of an IRI."""
        if iri not in self._known:
            self._known[iri] = self._look(self._found[iri])
        return self._known[iri]

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all events."""
        return iter(self._found)

    def profile(self, iri: str) -> Profile:
        """What articles tell of an event."""
        return self._found[iri]

    def _look(self, profile: Profile) -> Happening:
        world = self._world
        there = world.pubs(profile.linked("^attended", "^expectedAt"))
        persons = frozenset(iri for iri in there if iri.startswith("person/"))
        places = frozenset(world.pubs(profile.linked("locatedIn", "place")))
        named = tuple((name, world.designation(name)) for name in sorted(profile.names))
        return Happening(
            min(profile.classes, default="Event"),
            persons,
            frozenset(there - persons),
            self._posts(profile, persons),
            _days(profile),
            places,
            frozenset(country for place in places if (country := world.country(place))),
            frozenset(profile.linked("during")),
            frozenset(world.pubs(profile.linked("discussed"))),
            tuple(pair for pair in named if not pair[0][0].islower()),
            tuple(pair for pair in named if pair[0][0].islower()),
            "planned" in profile.statuses,
        )

    def _posts(self, profile: Profile, persons: frozenset[str]) -> frozenset[tuple[str, str]]:
        world = self._world
        return frozenset(
            (world.pub(post.member), world.rolled(world.pub(post.organization)))
            for article in profile.articles
            for post in world.articles[article].posts
            if post.organization and world.pub(post.member) in persons
        )


def _days(profile: Profile) -> Days | None:
    """When an event can have been: by the exactest date, else by the dates of its articles."""
    told = [(number_of(end) - number_of(begin), begin, end) for begin, end in profile.spans if begin and end]
    if told:
        _, begin, end = min(told)
        return Days(number_of(begin), number_of(end), True)
    if profile.spans or not profile.dates:
        return None
    first, last = number_of(min(profile.dates)), number_of(max(profile.dates))
    if "planned" in profile.statuses:
        return Days(last, last + _LATER, False)
    return Days(first - WINDOW, last, False)
