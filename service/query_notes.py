"""What can be told of a query beside its answer: the engine explains none (pyoxigraph 0.5.13 has no way to ask it)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode, Store

from ontology import terms as k
from ontology.errors import KeregeError
from queries.tokens import code
from queries.used import used

_LOOKED_AT: Final = 200
"""Terms of a query that are looked for."""
_TOLD: Final = 5


def unused_terms(query: str, store: Store) -> tuple[str, ...]:
    """A sentence about the terms of a query that stand nowhere in the graph, if there are any.

    Such a term is the commonest reason for an answer without rows: a name that is misspelled, or another base.
    """
    try:
        missing = list(dict.fromkeys(_missing(query, store)))
    except KeregeError:
        return ()
    if not missing:
        return ()
    listed = ", ".join(missing[:_TOLD]) + (" …" if len(missing) > _TOLD else "")
    return (f"{'Stands' if len(missing) == 1 else 'Stand'} nowhere in this graph: {listed}.",)


def _missing(query: str, store: Store) -> Iterator[str]:
    tokens = code(query)
    after = {token.start: follower for token, follower in pairwise(tokens)}
    for number, (token, iri) in enumerate(used(query)):
        if number >= _LOOKED_AT:
            return
        called = token.start in after and after[token.start].text == "("
        if iri is None or called or ":" not in iri or iri.startswith(k.XSD):
            continue
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if not _stands(node, store):
            yield token.text


def _stands(node: NamedNode, store: Store) -> bool:
    places = ((node, None, None), (None, node, None), (None, None, node))
    return any(any(True for _ in store.quads_for_pattern(*place)) for place in places) or any(
        True for _ in store.quads_for_pattern(None, None, None, node)
    )
