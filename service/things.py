"""Which thing an address names, where its document stands, and what became of things that ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

import anyio
from pyoxigraph import DefaultGraph, NamedNode
from starlette.requests import Request

from graph.ledger import joined_into, standing
from ontology import iris
from service.addresses import SCHEMES
from service.generation import Generation

BESIDE: Final = ("graph", "dataset", "query")
"""First parts of the paths of what the dataset consists of."""
_SAFE: Final = "/%~:@!$&'()*+,;="
_NOT_ENCODED: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_DEFAULT: Final = DefaultGraph()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of a thing."""

    iri: str
    moved: str | None = None
    """The IRI that has taken its place."""
    ended: bool = False
    """Whether it was described once, and is not any more."""


def raw_path(request: Request, prefix: str) -> str:
    """The path of a request from the service's root, percent-encoded as it came."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("latin-1").removeprefix(prefix).lstrip("/")


def iri_of(path: str, base: str) -> str:
    """The IRI whose document has a path under ``doc/``.

    >>> iri_of("person/x", "https://w3id.org/kerege/")
    'https://w3id.org/kerege/id/person/x'
    """
    first = path.partition("/")[0]
    if first in SCHEMES:
        return f"{iris.BASE}{path}"
    return f"{base}{path}" if first in BESIDE else f"{base}id/{path}"


def path_of(iri: str, base: str) -> str | None:
    """The path under ``doc/`` of a thing's document; ``None`` for what has none here."""
    if iri.startswith(f"{base}id/"):
        return encoded(iri[len(base) + 3 :])
    for start, firsts in ((iris.BASE, SCHEMES), (base, BESIDE)):
        if iri.startswith(start) and iri[len(start) :].partition("/")[0] in firsts:
            return encoded(iri[len(start) :])
    return None


async def found(generation: Generation, path: str) -> Found | None:
    """The thing whose document has this percent-encoded path; ``None`` if there never was one here.

    IRIs may hold percent signs as well as letters of any script, which clients encode on their way.
    """
    meant = dict.fromkeys((iri_of(path, generation.base), iri_of(unquote(path), generation.base)))
    for iri in meant:
        if is_described(generation, iri):
            if joined_into(generation.store, iri) is None:
                return Found(iri=iri)
            ledger = await anyio.to_thread.run_sync(generation.ledger)
            return Found(iri=iri, moved=standing(generation.store, ledger, iri))
    ledger = await anyio.to_thread.run_sync(generation.ledger)
    for iri in meant:
        if ledger.find(iri) is not None:
            moved = standing(generation.store, ledger, iri)
            return Found(iri=iri, moved=moved, ended=moved is None)
    return None


def is_described(generation: Generation, iri: str) -> bool:
    """Whether the graph says anything of a thing."""
    try:
        node = NamedNode(iri)
    except ValueError:  # it is no IRI
        return False
    return next(generation.store.quads_for_pattern(node, None, None, _DEFAULT), None) is not None


def encoded(path: str) -> str:
    """A path as it may stand in an IRI, whatever was in it; what is encoded already stays so.

    >>> encoded("a%20b/%zz[")
    'a%20b/%25zz%5B'
    """
    return _NOT_ENCODED.sub("%25", quote(path, safe=_SAFE))
