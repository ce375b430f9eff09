"""What deciding who is who needs to know of an article: its things, how they are linked, who holds which post.

Features are a function of what one article's quads say, in the IRIs that the article gives. They are kept beside a
publication (``graph.identity.kept``), so that only changed articles are looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.joining import kind_of
from graph.store import assertions_of
from ontology import terms as k

_DESCRIBING: Final = {
    k.RDF_TYPE: "type",
    k.name: "name",
    k.joinKey: "key",
    k.begin: "begin",
    k.end: "end",
    k.status: "status",
}
_POST: Final = (k.member, k.organization, k.title)


class Told(NamedTuple):
    """What one article tells of one thing that is in no reference data, or to which it gives keys."""

    iri: str
    cls: str
    """Local name of its class; of several, the first in the alphabet."""
    names: tuple[str, ...]
    keys: tuple[str, ...]
    begin: str
    end: str
    """ISO days; empty where open or unknown."""
    status: str
    """Of an event; empty otherwise."""


class Post(NamedTuple):
    """That somebody holds or held a post, as one article says."""

    member: str
    organization: str
    """Empty where the article gives none."""
    title: str


class Features(NamedTuple):
    """The features of one article; IRIs without the base and ``id/``."""

    date: str
    """ISO day; empty where unknown."""
    things: tuple[Told, ...]
    known: tuple[str, ...]
    """Entries of the reference data that it names."""
    links: tuple[tuple[str, str, str], ...]
    """Plain facts between things: one, local name of the relation, other."""
    posts: tuple[Post, ...]


def all_features(
    live: Store,
    articles: Iterable[str],
    known: Mapping[str, Features],
    changed: Collection[str],
    base: str,
    reference: Collection[str],
) -> dict[str, Features]:
    """The features of articles of the live store by IRI, sorted; ``known`` are those of all that are not changed."""
    return {
        iri: known[iri] if iri in known and iri not in changed else features_of(live, iri, base, reference)
        for iri in sorted(articles)
    }


def features_of(live: Store, article: str, base: str, reference: Collection[str]) -> Features:
    """The features of an article of the live store."""
    start = f"{base}id/"
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    links: set[tuple[str, str, str]] = set()
    for quad in live.quads_for_pattern(None, None, None, NamedNode(article)):
        if not isinstance(quad.subject, NamedNode) or not kind_of(quad.subject.value, base):
            continue
        one = quad.subject.value.removeprefix(start)
        if name := _DESCRIBING.get(quad.predicate):
            value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
            said[one][name].append(value.removeprefix(k.K))
        elif isinstance(quad.object, NamedNode) and kind_of(quad.object.value, base):
            links.add((one, quad.predicate.value.removeprefix(k.K), quad.object.value.removeprefix(start)))
    assertions = assertions_of(live, article)
    date, posts = _stated(assertions, article, start)
    return Features(
        date=date,
        things=tuple(_told(iri, said[iri]) for iri in sorted(said) if start + iri not in reference or said[iri]["key"]),
        known=tuple(iri for iri in sorted(said) if start + iri in reference),
        links=tuple(sorted(links)),
        posts=tuple(sorted(posts)),
    )


def _told(iri: str, said: dict[str, list[str]]) -> Told:
    one = {name: min(said[name], default="") for name in ("type", "begin", "end", "status")}
    names, keys = (tuple(sorted(set(said[name]))) for name in ("name", "key"))
    return Told(iri, one["type"], names, keys, one["begin"], one["end"], one["status"])


def _stated(assertions: Iterable[Quad], article: str, start: str) -> tuple[str, set[Post]]:
    """The date of the article, and the posts that it asserts."""
    date, parts, memberships = "", defaultdict[str, dict[NamedNode, str]](dict), set[str]()
    for quad in assertions:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            continue
        if quad.subject.value == article:
            date = quad.object.value if quad.predicate == k.date else date
        elif quad.predicate in _POST or quad.predicate == k.modality:
            parts[quad.subject.value][quad.predicate] = quad.object.value
        elif quad.predicate == k.RDF_TYPE and quad.object == k.Membership:
            memberships.add(quad.subject.value)
    posts: set[Post] = set()
    for iri in memberships:
        part = parts[iri]
        if part.get(k.modality) == k.asserted.value and k.member in part:
            posts.add(Post(*(part.get(name, "").removeprefix(start) for name in _POST)))
    return date, posts
