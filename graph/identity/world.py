"""What comparing things may look up: reference data, what is published under which IRI, countries by their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from graph.background import Background
from graph.identity.features import Features
from graph.identity.profiles import Profile, merged
from graph.identity.spelling import words_of
from graph.identity.words import ABBREVIATED, EMPTY, LEGAL_FORMS, NUMBERS, SAME, root
from ontology.reference import Entry

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NUMBER: Final = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?")
_CODE: Final = re.compile(r"[a-z]\d{1,4}")
_HYPHENATED: Final = re.compile(r"\b([A-Z])[-\u2010\u2011\u2013](\d{1,4})\b")
"""A road's or a line's letter and number: M-4 is M4."""
_ROMANS: Final = ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_ROMAN: Final = re.compile(rf"\b(?:{'|'.join(one for one in _ROMANS if one not in 'VX')})\b")
"""Roman numbers; a V or X alone may be a letter."""
_OWNERS: Final = ("unitOf", "organOf")
_DEEPEST: Final = 5


class Designation(NamedTuple):
    """A name taken apart."""

    words: frozenset[str]
    """What it says, without countries, numbers, legal forms and words that tell nothing; each as it sounds."""
    countries: frozenset[str]
    """IRIs of countries that it names."""
    numbers: frozenset[str]
    """Editions and phases."""
    years: frozenset[str]
    codes: frozenset[str] = frozenset()
    """Letters with a number that name a road or a line, such as M4; they are among the words too."""


class World:
    """What is known beside the two things that are compared; grows as one kind of thing after the other is decided."""

    def __init__(self, articles: Sequence[Features], background: Background, base: str) -> None:
        """The world of these articles; IRIs are without the base and ``id/``."""
        start = f"{base}id/"
        self.articles = articles
        self.base = base
        self.background = background
        self.entries = {iri.removeprefix(start): entry for iri, entry in background.entries.items()}
        self.published: dict[str, str] = {}
        self.profiles: dict[str, Profile] = {}
        """Of everything, by published IRI, as far as it is decided."""
        self.told: Mapping[str, Profile] = {}
        """Of everything, by the IRI that articles give, decided or not."""
        self._start = start
        self.designation = lru_cache(maxsize=1 << 17)(self._designation)
        self._countries: dict[str, str | None] = {}

    def pub(self, iri: str) -> str:
        """The published IRI of one, as far as it is decided."""
        return self.published.get(iri, iri)

    def pubs(self, iris: Iterable[str]) -> set[str]:
        """The published IRIs of several."""
        return {self.published.get(iri, iri) for iri in iris}

    def entry(self, iri: str) -> Entry | None:
        """The reference entry of a published IRI."""
        return self.entries.get(iri)

    def name(self, iri: str) -> str:
        """The name to tell a published thing by."""
        if entry := self.entries.get(iri):
            return entry.name
        profile = self.profiles.get(iri) or self.told.get(iri)
        return profile.name if profile else iri.rpartition("/")[2].replace("-", " ")

    def classes(self, iri: str) -> Collection[str]:
        """The classes of a published thing."""
        if entry := self.entries.get(iri):
            return (entry.cls,)
        profile = self.profiles.get(iri)
        return profile.classes if profile else ()

    def rolled(self, iri: str) -> str:
        """The group or country that a published agent acts for: a ministry for its country, IFC for its group."""
        entry = self.entries.get(iri)
        if entry is not None and entry.cls in ("Government", "Ministry", "GovernmentAgency") and entry.country:
            return entry.country.removeprefix(self._start)
        if entry is not None:
            return self.background.group_of(self._start + iri).removeprefix(self._start)
        profile = self.profiles.get(iri)
        if profile and profile.classes & {"Government", "Ministry", "GovernmentAgency"}:
            return self.country(iri) or iri
        return iri

    def country(self, iri: str) -> str | None:
        """The country that a published thing belongs to, by the reference data, its name or what it is part of."""
        if iri not in self._countries:
            self._countries[iri] = None  # what leads back to itself tells nothing
            self._countries[iri] = self._country(iri)
        return self._countries[iri]

    def settle(self, found: Mapping[str, Profile], published: Mapping[str, str]) -> None:
        """Know things by what was decided about them: those joined into one by all that is told of any of them."""
        self.published.update(published)
        self.profiles.update(found)
        groups: dict[str, list[str]] = defaultdict(list)
        for iri, other in published.items():
            groups[other].append(iri)
        for iri, members in groups.items():
            self.profiles[iri] = merged(
                iri, self.entries.get(iri), (found[one] for one in (iri, *members) if one in found)
            )
        self._countries.clear()

    def sole_country(self, article: int) -> str | None:
        """The only country that an article names."""
        named = {iri for iri in self.articles[article].known if (e := self.entries.get(iri)) and e.cls == "Country"}
        return min(named) if len(named) == 1 else None

    def _country(self, iri: str) -> str | None:
        if entry := self.entries.get(iri):
            return (entry.country or "").removeprefix(self._start) or None
        profile = self.profiles.get(iri)
        if profile is None:
            return None
        named = {country for name in profile.names for country in self.designation(name).countries}
        if len(named) == 1:
            return min(named)
        owned = {found for owner in sorted(profile.linked(*_OWNERS)) if (found := self.country(self.pub(owner)))}
        return min(owned) if len(owned) == 1 else None

    @cached_property
    def raw_places(self) -> Mapping[str, set[str]]:
        """Where things are, as articles tell it, by the IRI that they give."""
        found: dict[str, set[str]] = defaultdict(set)
        for features in self.articles:
            for one, relation, other in features.links:
                if relation == "locatedIn":
                    found[one].add(other)
        return found

    @cached_property
    def _country_names(self) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
        """By first word: names of countries and of their people, the longest first."""
        found: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for iri, entry in sorted(self.entries.items()):
            if entry.cls == "Country":
                for name in (entry.name, *entry.aliases, *entry.acronyms, *entry.demonyms):
                    words = tuple(word for word in words_of(name) if word != "the")
                    if words:
                        found[words[0]].setdefault(words, iri)
        return {first: sorted(names.items(), key=lambda pair: (-len(pair[0]), pair)) for first, names in found.items()}

    def _designation(self, name: str) -> Designation:
        arabic = _ROMAN.sub(lambda found: str(_ROMANS.index(found[0]) + 2), name)
        written = _HYPHENATED.sub(r"\1\2", arabic)
        said = [part for word in words_of(written) for part in ABBREVIATED.get(word, (SAME.get(word, word),))]
        countries, rest, at = set[str](), list[str](), 0
        while at < len(said):
            for country, iri in self._country_names.get(said[at], ()):
                if tuple(said[at : at + len(country)]) == country:
                    countries.add(iri)
                    at += len(country)
                    break
            else:
                rest.append(said[at])
                at += 1
        years = {year for word in rest for year in _YEAR.findall(word)}
        numbers = {_numbered(word) for word in rest} - {""} - years
        words = {root(word) for word in rest if word not in EMPTY and word not in LEGAL_FORMS and not _numbered(word)}
        codes = {word for word in rest if _CODE.fullmatch(word)}
        return Designation(
            frozenset(words), frozenset(countries), frozenset(numbers), frozenset(years), frozenset(codes)
        )


def _numbered(word: str) -> str:
    found = _NUMBER.fullmatch(word)
    return found[1].lstrip("0") if found else NUMBERS.get(word, "")
