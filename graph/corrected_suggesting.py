"""What may be meant by a correction that fits nothing any more: where its IRIs went, and what is like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from graph.edition import DEFAULT
from graph.ledger import Ledger, describes
from graph.publications import newest_published, open_published
from graph.recorded import Recorded
from ontology import iris
from ontology import terms as k

_MOST = 3
"""Suggestions of each kind."""


def suggestions(path: Path, one: Recorded) -> Iterator[str]:
    """Sentences for the person who is to mend a correction of the store in a directory."""
    if one.outcome != "unmatched":
        return
    store, ledger = open_published(path), Ledger.of(newest_published(path).path)
    gone = [iri for iri in one.corrects if not describes(store, iri)]
    for iri in gone:
        if joined := ledger.find(iri):
            yield f"{iri} goes by {joined} now."
    ends = [iri for iri in one.corrects if describes(store, iri)]
    for iri in islice(_like(store, one.label.partition(": ")[2], ends), _MOST):
        yield f"Perhaps {_label(store, iri)} is meant: {iri}"


def _like(store: Store, about: str, but: Iterable[str]) -> Iterator[str]:
    """Things that have a name by which the correction tells in words what it is about."""
    for name in filter(None, map(iris.fold, about.split(";"))):
        for quad in store.quads_for_pattern(None, k.key, Literal(name), DEFAULT):
            if isinstance(quad.subject, NamedNode) and quad.subject.value not in but:
                yield quad.subject.value


def _label(store: Store, iri: str) -> str:
    found = store.quads_for_pattern(NamedNode(iri), k.RDFS_LABEL, None, DEFAULT)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), iri)
