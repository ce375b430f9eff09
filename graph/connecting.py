"""Connections as a worker process finds them, asked for in messages of JSON (``graph.answering``).

A search that is hopeless ends with the process that makes it, as a query does.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Store

from graph.agreement import told
from graph.documents import Document
from graph.paths import Chain, chains

PATHS: Final = 5
"""Paths that are shown."""
_BESIDE: Final = 3
"""Facts that tie the same two things, of each step."""
_CHAINS: Final = 40
"""Chains among which the paths are found: two things are often tied by several facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain of things, each tied to the next."""

    nodes: tuple[str, ...]
    """IRIs."""
    steps: tuple[tuple[str, ...], ...]
    """For each step: the facts (IRIs) that tie its ends, the best supported first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The paths between two things, with all facts they consist of."""

    paths: tuple[Path, ...]
    document: Document


def connected(store: Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The shortest paths between any of ``starts`` and any of ``ends``, pickled, for a message that asks for them.

    Members of the message: ``starts``, ``ends``, ``avoiding`` (IRIs), ``longest`` (steps), ``base``.
    """
    each = [
        chain
        for start in request["starts"]
        for end in request["ends"]
        for chain in chains(
            store, start, end, longest=request["longest"], most=_CHAINS, avoiding=request["avoiding"]
        )
    ]  # fmt: skip
    shortest = [chain for chain in each if len(chain) == min(map(len, each))]
    paths = tuple(_paths(shortest))
    facts = dict.fromkeys(fact for path in paths for step in path.steps for fact in step)
    found = Found(paths=paths, document=told(store, request["base"], dict.fromkeys(facts, ())))
    return {"columns": []}, pickle.dumps(found)


def _paths(found: list[Chain]) -> Iterator[Path]:
    """The chains through the same things are one path."""
    through: dict[tuple[str, ...], list[Chain]] = {}
    for chain in found:
        through.setdefault((chain[0].start, *(step.end for step in chain)), []).append(chain)
    for nodes, same in list(through.items())[:PATHS]:
        steps: list[tuple[str, ...]] = []
        for at in range(len(nodes) - 1):
            ties = sorted({(-chain[at].sources, chain[at].fact) for chain in same})
            steps.append(tuple(fact for _, fact in ties[:_BESIDE]))
        yield Path(nodes=nodes, steps=tuple(steps))
