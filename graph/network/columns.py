"""Many values of one property at a time: by look-ups where few are wanted, by one scan where that is most of them.

What one reading of the store costs is nearly all in finding a term's text, so nothing is read that is not wanted.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.edition import DEFAULT

FEW: Final = 4_000
"""Things of which values are always looked up one by one."""
_IN_VAIN: Final = 3
"""How many times as many triples as things are scanned before look-ups are thought cheaper."""


def column(store: Store, name: NamedNode, things: Collection[str]) -> dict[str, list[str]]:
    """The values (IRIs and literals, as text) that things (IRIs) have for a property; things without one are absent."""
    found = _scanned(store, name, things, backward=False) if len(things) > FEW else None
    return _looked_up(store, name, things, backward=False) if found is None else found


def backward(store: Store, name: NamedNode, things: Collection[str]) -> dict[str, list[str]]:
    """What has the things as values of a property: IRIs by thing; things that nothing points to are absent."""
    found = _scanned(store, name, things, backward=True) if len(things) > FEW else None
    return _looked_up(store, name, things, backward=True) if found is None else found


def firsts(found: dict[str, list[str]]) -> dict[str, str]:
    """Of each thing its value, or of several the first in the alphabet."""
    return {iri: values[0] if len(values) == 1 else min(values) for iri, values in found.items()}


def _scanned(store: Store, name: NamedNode, things: Collection[str], *, backward: bool) -> dict[str, list[str]] | None:
    """All triples of the property gone through; ``None`` if they are too many for the things that are wanted."""
    wanted = frozenset(things)
    left, found = _IN_VAIN * len(wanted), dict[str, list[str]]()
    for quad in store.quads_for_pattern(None, name, None, DEFAULT):
        left -= 1
        if left < 0:
            return None
        one, other = (quad.object, quad.subject) if backward else (quad.subject, quad.object)
        if isinstance(one, NamedNode) and isinstance(other, NamedNode | Literal) and (iri := one.value) in wanted:
            found.setdefault(iri, []).append(other.value)
    return found


def _looked_up(store: Store, name: NamedNode, things: Collection[str], *, backward: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri in things:
        node = NamedNode(iri)
        subject, value = (None, node) if backward else (node, None)
        for quad in store.quads_for_pattern(subject, name, value, DEFAULT):
            other = quad.subject if backward else quad.object
            if isinstance(other, NamedNode | Literal):
                found.setdefault(iri, []).append(other.value)
    return found
