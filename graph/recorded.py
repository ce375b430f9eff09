"""The corrections that a publication was made with, and what became of them, as its graph tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from graph.edition import DEFAULT
from ontology import terms as k

_KIND: Final = "/id/correction/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A correction in a publication."""

    iri: str
    name: str
    """The path of its file in the folder of corrections, without ``.toml``."""
    action: str
    label: str
    by: str
    date: date
    why: str
    outcome: str
    """One of ``graph.corrected_nodes.Outcome``."""
    effect: str
    """A sentence: what it did, or why it did nothing."""
    corrects: tuple[str, ...]
    """IRIs of what it is about."""
    overruled_by: str | None
    """IRI of the correction that says the contrary."""


def recorded(store: Store) -> tuple[Recorded, ...]:
    """All corrections of a publication, by name."""
    found = store.quads_for_pattern(None, k.RDF_TYPE, k.Correction, DEFAULT)
    nodes = [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]
    return tuple(sorted((_recorded(store, node) for node in nodes), key=lambda one: one.name))


def corrections_of(store: Store, iri: str) -> tuple[Recorded, ...]:
    """The corrections of a publication that are about a thing or a fact, the oldest first."""
    found = store.quads_for_pattern(None, k.corrects, NamedNode(iri), DEFAULT)
    several = [_recorded(store, quad.subject) for quad in found if isinstance(quad.subject, NamedNode)]
    return tuple(sorted(several, key=lambda one: (one.date, one.name)))


def name_of(iri: str) -> str:
    """The name of a correction, from its IRI.

    >>> name_of("https://w3id.org/kerege/id/correction/people/2026-11-22-same-1f3a")
    'people/2026-11-22-same-1f3a'
    """
    return unquote(iri.partition(_KIND)[2])


def _recorded(store: Store, node: NamedNode) -> Recorded:
    said: dict[NamedNode, list[str]] = {}
    for quad in store.quads_for_pattern(node, None, None, DEFAULT):
        if isinstance(quad.object, NamedNode | Literal):
            said.setdefault(quad.predicate, []).append(quad.object.value)

    def one(name: NamedNode) -> str:
        return next(iter(said.get(name, ())), "")

    return Recorded(
        iri=node.value,
        name=name_of(node.value),
        action=one(k.action),
        label=one(k.RDFS_LABEL),
        by=one(k.correctedBy),
        date=date.fromisoformat(one(k.correctedOn)),
        why=one(k.why),
        outcome=one(k.outcome),
        effect=one(k.effect),
        corrects=tuple(sorted(said.get(k.corrects, ()))),
        overruled_by=next(iter(said.get(k.overruledBy, ())), None),
    )


def problems(store: Store) -> Iterator[Recorded]:
    """The corrections of a publication that are not applied, or that contradict one that is."""
    return (one for one in recorded(store) if one.outcome != "applied" or one.overruled_by)
