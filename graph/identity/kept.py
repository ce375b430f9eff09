"""The features of all articles of a publication, kept beside it.

    DIRECTORY/publications/7/identity.gz    JSON; one article a line

They can be made again from what is loaded, so a file that is missing, of another version or damaged does no harm.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graph.files import written
from graph.identity.features import Features, Post, Told

FILE: Final = "identity.gz"
"""Its name in the folder of a publication."""
_VERSION: Final = 1
_LEVEL: Final = 1
"""Of compression: the file is read and written with every publication."""


def read_features(publication: Path) -> dict[str, Features]:
    """The features of a publication's articles by IRI; none if they are not known."""
    try:
        fields = json.loads(gzip.decompress((publication / FILE).read_bytes()))
        if fields["version"] != _VERSION:
            return {}
        return {iri: _features(content) for iri, content in fields["articles"].items()}
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError):
        return {}


def write_features(publication: Path, articles: Mapping[str, Features]) -> None:
    """Write features into the folder of a publication; the same bytes for the same features."""
    fields = {"version": _VERSION, "articles": {iri: _fields(articles[iri]) for iri in sorted(articles)}}
    content = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    with written(publication / FILE) as file:
        file.write(gzip.compress(content, _LEVEL, mtime=0))


def _fields(features: Features) -> list[Any]:
    """The features with numbers in the place of IRIs: things first, then known ones, then any others."""
    order = {iri: number for number, iri in enumerate((*(told.iri for told in features.things), *features.known))}

    def number(iri: str) -> int | str:
        return order.get(iri, iri)

    links = [[number(one), relation, number(other)] for one, relation, other in features.links]
    posts = [[number(post.member), number(post.organization), post.title] for post in features.posts]
    return [features.date, features.things, features.known, links, posts]


def _features(fields: list[Any]) -> Features:
    date, things, known, links, posts = fields
    told = tuple(Told(iri, cls, tuple(names), tuple(keys), *rest) for iri, cls, names, keys, *rest in things)
    iris: list[str] = [*(one.iri for one in told), *known]

    def iri(number: int | str) -> str:
        return iris[number] if isinstance(number, int) else number

    return Features(
        date,
        told,
        tuple(known),
        tuple((iri(one), relation, iri(other)) for one, relation, other in links),
        tuple(Post(iri(member), iri(organization), title) for member, organization, title in posts),
    )
