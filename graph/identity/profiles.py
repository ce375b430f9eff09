"""What all articles together tell of one IRI, as far as it helps to tell what it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.identity.features import Features, Post
from ontology.reference import Entry


class Profile:
    """One IRI (without the base and ``id/``), as the articles that name it know it."""

    __slots__ = ("articles", "classes", "dates", "entry", "iri", "keys", "links", "names", "posts", "spans", "statuses")

    def __init__(self, iri: str, entry: Entry | None = None) -> None:
        """A profile that nothing was told of yet; ``entry`` if it is in the reference data."""
        self.iri, self.entry = iri, entry
        self.classes: set[str] = set()
        self.names: set[str] = set()
        self.keys: set[str] = set()
        self.articles: set[int] = set()
        """Numbers of the articles."""
        self.dates: set[str] = set()
        """ISO days on which articles told of it."""
        self.spans: set[tuple[str, str]] = set()
        self.statuses: set[str] = set()
        self.posts: set[Post] = set()
        self.links: dict[str, set[str]] = defaultdict(set)
        """By relation (with ``^`` before it where this is the object): what it is linked with."""
        if entry is not None:
            self.classes.add(entry.cls)
            self.names.update((entry.name, *entry.aliases, *entry.acronyms))

    @property
    def kind(self) -> str:
        """Its coarse kind."""
        return self.iri.partition("/")[0]

    @property
    def name(self) -> str:
        """The name to tell it by: the longest."""
        return self.entry.name if self.entry else min(self.names, key=lambda name: (-len(name), name), default=self.iri)

    def linked(self, *relations: str) -> set[str]:
        """All that it is linked with by some of these relations."""
        return {iri for relation in relations for iri in self.links.get(relation, ())}


def merged(iri: str, entry: Entry | None, parts: Iterable[Profile]) -> Profile:
    """One profile of several."""
    whole = Profile(iri, entry)
    for part in parts:
        whole.classes |= part.classes
        whole.names |= part.names
        whole.articles |= part.articles
        whole.dates |= part.dates
        whole.posts |= part.posts
        for relation, others in part.links.items():
            whole.links[relation] |= others
    return whole


def profiles(articles: Iterable[Features], entries: Mapping[str, Entry]) -> dict[str, Profile]:
    """The profiles of everything that articles tell of; ``entries`` by IRI, without base and ``id/``."""
    found: dict[str, Profile] = {}
    for number, features in enumerate(articles):
        for told in features.things:
            if (profile := found.get(told.iri)) is None:
                profile = found[told.iri] = Profile(told.iri, entries.get(told.iri))
            profile.classes.add(told.cls)
            profile.names.update(told.names)
            profile.keys.update(told.keys)
            if told.begin or told.end:
                profile.spans.add((told.begin, told.end))
            if told.status:
                profile.statuses.add(told.status)
            profile.articles.add(number)
            if features.date:
                profile.dates.add(features.date)
        for iri in features.known:
            if (profile := found.get(iri)) is None:
                profile = found[iri] = Profile(iri, entries.get(iri))
            profile.articles.add(number)
        for one, relation, other in features.links:
            if one in found:
                found[one].links[relation].add(other)
            if other in found:
                found[other].links["^" + relation].add(one)
        for post in features.posts:
            if post.member in found:
                found[post.member].posts.add(post)
    return found
