"""The articles of a store: which there are, and which one a person means."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graph.store import GraphStore
from loaders.front_matter import web_address
from loaders.sources import read_file
from ontology import iris
from ontology.errors import LoadError

PUBLISHED: Final = f"""
PREFIX k: <{iris.ONTOLOGY}>
SELECT ?date ?publisher ?title ?url ?article {{
  ?article a k:Article .
  OPTIONAL {{ ?article k:date ?date }}
  OPTIONAL {{ ?article k:publisher ?publisher }}
  OPTIONAL {{ ?article k:title ?title }}
  OPTIONAL {{ ?article k:url ?url }}
}} ORDER BY ?date ?article"""
"""The articles that questions are answered from."""


def article_iri(name: str, store: GraphStore) -> str | None:
    """The IRI of the article in an open store that has this IRI, web address or file; ``None`` if none has."""
    for key in _keys(name):
        if store.state_of(key) is not None:
            return store.minter.article(key)
    return None


def _keys(name: str) -> list[str]:
    """The keys that a name may stand for."""
    keys = [name.rpartition("/")[2]]
    try:
        if "://" in name:
            # A teaser from a feed has a fragment in its address, which no other article has.
            keys += [iris.article_key("url", address) for address in (name, web_address(name))]
        else:
            keys.append(read_file(Path(name)).key)
    except LoadError:
        return keys  # neither an address nor a file: then it can only be a key
    return keys
