"""Who is who, decided from the features of all articles at once, in whatever order they came.

Stage by stage, each in the published identities of those before: institutions and places, persons, undertakings,
events. What is certain is joined, what is uncertain listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Final

from graph.background import Background
from graph.identity import institutions, persons, places
from graph.identity.events import Events
from graph.identity.evidence import RIVAL, Judgment, doubted
from graph.identity.features import Features
from graph.identity.profiles import Profile, profiles
from graph.identity.undertakings import Undertakings
from graph.identity.world import World
from graph.joining import Groups, Keyed, RefusedJoin, joined, kind_of
from graph.unions import components

_STAGES: Final = (("place", "institution"), ("person",), ("undertaking",), ("event",))
_LARGEST: Final = 200
"""Things that hang together above which they are not compared all with each other."""

Compare = Callable[[Profile, Profile], Judgment | None]
Group = Collection[str]
Contradict = Callable[[Profile, Profile], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who is who."""

    published: Mapping[str, str]
    """The published IRI of every thing that some article tells of."""
    judgments: tuple[Judgment, ...]
    """What was found out about pairs, with full IRIs: those worth telling."""
    refused: tuple[RefusedJoin, ...]
    keyed: Mapping[str, Sequence[str]]
    """By key: the several IRIs that have it, sorted."""


@dataclass(frozen=True, slots=True)
class _Comparing:
    candidates: Iterable[tuple[Profile, Profile]]
    compare: Compare
    contradict: Contradict


def decide(
    articles: Sequence[Features],
    background: Background,
    base: str,
    *,
    same: Groups = (),
    different: Groups = (),
) -> Decision:
    """Decide who is who in these articles; ``same`` and ``different`` are what a person said (``graph.joining``)."""
    deciding = _Deciding(articles, background, base, list(same), list(different))
    for kinds in _STAGES:
        deciding.stage(kinds)
    return deciding.decision()


class _Deciding:
    """The deciding of who is who in some articles, stage by stage."""

    def __init__(
        self, articles: Sequence[Features], background: Background, base: str, same: list[Group], different: list[Group]
    ) -> None:
        self._base, self._start = base, f"{base}id/"
        self._reference, self._same, self._different = background.entries.keys(), same, different
        self._world = World(articles, background, base)
        self._profiles: dict[str, dict[str, Profile]] = defaultdict(dict)
        self._world.told = profiles(articles, self._world.entries)
        for iri, profile in self._world.told.items():
            self._profiles[profile.kind][iri] = profile
        self._known: list[Keyed] = []
        self._judgments: list[Judgment] = []
        self._contradicted: set[tuple[str, str]] = set()
        self._published: dict[str, str] = {}
        self._refused: list[RefusedJoin] = []

    def stage(self, kinds: Collection[str]) -> None:
        """Decide about all things of some kinds, in the identities that were decided before."""
        world, start = self._world, self._start
        found = {iri: profile for kind in kinds for iri, profile in self._profiles[kind].items()}
        world.profiles.update(found)
        known = [
            Keyed(iri=start + iri, keys=frozenset(one.keys), articles=len(one.articles)) for iri, one in found.items()
        ]
        judgments: list[Judgment] = []
        contradicted: set[tuple[str, str]] = set()
        for kind in kinds:
            mine = self._profiles[kind]
            comparing = _comparing(kind, mine, world)
            here = _without_rivals(list(_judged(comparing)), mine, comparing.contradict)
            contradicted |= {(start + a, start + b) for a, b in _contradictions(here, mine, comparing.contradict)}
            judgments += (one._replace(one=start + one.one, other=start + one.other) for one in here)
        published, refused = self._joined(known, judgments, contradicted)
        published = {iri: other for iri, other in published.items() if kind_of(iri, self._base) in kinds}
        self._known += known
        self._judgments += judgments
        self._contradicted |= contradicted
        self._published |= published
        self._refused += refused
        world.settle(found, {a.removeprefix(start): b.removeprefix(start) for a, b in published.items() if a != b})

    def decision(self) -> Decision:
        """What was decided; once more as a whole, where a person joined things of different kinds or keys do."""
        published, refused = self._published, tuple(sorted(set(self._refused)))
        if self._across_kinds():
            published, refused = self._joined(self._known, self._judgments, self._contradicted)
        return Decision(
            published=published,
            judgments=tuple(sorted(self._judgments)),
            refused=refused,
            keyed=_keyed(self._known),
        )

    def _joined(
        self, known: Iterable[Keyed], judgments: Iterable[Judgment], contradicted: Iterable[tuple[str, str]]
    ) -> tuple[dict[str, str], tuple[RefusedJoin, ...]]:
        certain = [(one.one, one.other, one.points) for one in judgments if one.certain]
        return joined(
            known,
            self._base,
            self._reference,
            same=self._same,
            different=self._different,
            judged=certain,
            contradicted=contradicted,
        )

    def _across_kinds(self) -> bool:
        if any(len({kind_of(iri, self._base) for iri in group}) > 1 for group in self._same):
            return True
        kinds: dict[str, str] = {}
        for entity in self._known:
            kind = kind_of(entity.iri, self._base) or ""
            if any(kinds.setdefault(key, kind) != kind for key in entity.keys):
                return True
        return False


def _keyed(known: Iterable[Keyed]) -> dict[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entity in known:
        for key in entity.keys:
            found[key].append(entity.iri)
    return {key: sorted(iris) for key, iris in found.items() if len(iris) > 1}


def _comparing(kind: str, found: Mapping[str, Profile], world: World) -> _Comparing:
    match kind:
        case "institution":
            pairs = institutions.candidates(found, world)
            return _Comparing(
                pairs, partial(institutions.compare, world=world), partial(institutions.contradict, world=world)
            )
        case "place":
            pairs = places.candidates(found)
            return _Comparing(pairs, partial(places.compare, world=world), partial(places.contradict, world=world))
        case "person":
            pairs = persons.candidates(found)
            return _Comparing(pairs, partial(persons.compare, world=world), partial(persons.contradict, world=world))
        case "undertaking":
            undertakings = Undertakings(found, world)
            return _Comparing(undertakings.candidates(), undertakings.compare, undertakings.contradict)
        case _:
            events = Events(found, world)
            return _Comparing(events.candidates(), events.compare, events.contradict)


def _judged(comparing: _Comparing) -> Iterator[Judgment]:
    for one, other in comparing.candidates:
        if (one.entry is None or other.entry is None) and (judgment := comparing.compare(one, other)):
            yield judgment


def _without_rivals(
    judgments: Sequence[Judgment], found: Mapping[str, Profile], contradict: Contradict
) -> list[Judgment]:
    """The judgments, those made uncertain that have a rival: one side fits a third nearly as well, which is another."""
    partners: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for judgment in judgments:
        partners[judgment.one].append((judgment.other, judgment.points))
        partners[judgment.other].append((judgment.one, judgment.points))

    def rival(judgment: Judgment) -> str | None:
        for side, other in ((judgment.one, judgment.other), (judgment.other, judgment.one)):
            for third, points in partners[side]:
                near = third != other and points > judgment.points - RIVAL
                if near and contradict(found[other], found[third]):
                    return found[third].name
        return None

    return [
        doubted(one, f"“{third}” fits nearly as well, and is another.")
        if one.certain and (third := rival(one))
        else one
        for one in judgments
    ]


def _contradictions(
    judgments: Iterable[Judgment], found: Mapping[str, Profile], contradict: Contradict
) -> Iterator[tuple[str, str]]:
    """Pairs that cannot be one although certain pairs and keys would join them through others."""
    certain = [(one.one, one.other) for one in judgments if one.certain]
    direct = set(certain)
    first: dict[str, str] = {}
    keyed = ((iri, first.setdefault(key, iri)) for iri, profile in found.items() for key in profile.keys)
    for group in components((*certain, *keyed)) if certain else ():
        if len(group) <= _LARGEST:
            for pair in combinations(group, 2):
                if pair not in direct and contradict(found[pair[0]], found[pair[1]]):
                    yield pair
