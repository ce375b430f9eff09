"""How two named things are connected, as an answer: the steps of each chain in order, with their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from graph.answers import Answer, Row
from graph.ask import Questions
from graph.edition import DEFAULT
from graph.paths import LONGEST, Chain, Step, chains
from ontology import terms as k
from queries.parameters import parameter

COLUMNS: Final = (
    "path", "step", "subject", "relation", "object", "sentence", "article", "published", "link", "sources",
)  # fmt: skip
KINDS: Final = ("Agent", "Place", "Undertaking", "Event")
_EVIDENCE: Final = ("subject", "relation", "object", "sentence", "article", "published", "link", "sources")


def connection(
    questions: Questions,
    one: str,
    other: str,
    *,
    longest: int = LONGEST,
    most: int = 3,
    avoiding: Sequence[str] = (),
) -> Answer:
    """The shortest chains of facts between two things, one row for each step and article, chain after chain.

    ``avoiding`` are names of things that no chain goes through. Where several things go by a name, the shortest chains
    of all of them are compared. Raises ``UnknownName`` with suggestions.
    """
    notes: list[str] = []
    starts, ends = (_meant(questions, name, notes) for name in (one, other))
    barred = [iri for name in avoiding for iri in _meant(questions, name, notes)]
    store = Store.read_only(str(questions.workers.publication))
    found = [
        chain
        for start in starts
        for end in ends
        for chain in chains(store, start, end, longest=longest, most=most, avoiding=barred)
    ]
    shortest = [chain for chain in found if len(chain) == min(map(len, found))][:most]
    rows = tuple(row for chain in shortest for row in _rows(questions, store, chain))
    return Answer(
        form="SELECT",
        columns=COLUMNS,
        rows=rows,
        notes=tuple(notes),
        coverage=None if rows else f"No chain of at most {longest} facts. {questions.coverage()}",
    )


def _meant(questions: Questions, name: str, notes: list[str]) -> list[str]:
    """The IRIs that go by a name; what should be said about how it was understood is added to the notes."""
    meant = questions.named(parameter("_thing_iri", kinds=KINDS), name)
    if meant.note is not None:
        notes.append(meant.note)
    return [term.value for term in meant.terms]


def _rows(questions: Questions, store: Store, chain: Chain) -> Iterator[Row]:
    names = [_label(store, iri) for iri in (chain[0].start, *(step.end for step in chain))]
    path = Literal(" → ".join(names))
    for number, step in enumerate(chain, start=1):
        for said in _said(questions, step):
            yield (path, Literal(number), *said)


def _said(questions: Questions, step: Step) -> list[Row]:
    """The sentences that say a step, each article once, whatever rules read it."""
    answer = questions.ask("sources-of-fact", {"fact": step.fact})
    places = [answer.columns.index(name) for name in _EVIDENCE]
    return list(dict.fromkeys(tuple(row[at] for at in places) for row in answer.rows))


def _label(store: Store, iri: str) -> str:
    for quad in store.quads_for_pattern(NamedNode(iri), k.RDFS_LABEL, None, DEFAULT):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return iri
