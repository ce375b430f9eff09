"""What was found out about who is who, as nodes of the graph: what was joined and why, and what a person may decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from graph.edition import DEFAULT, Edition
from graph.identity.deciding import Decision
from graph.identity.evidence import Judgment
from graph.joining import Groups
from graph.unions import Unions
from ontology import terms as k
from ontology.iris import Minter

JOINED: Final = "joined"
UNCERTAIN: Final = "uncertain"
REFUSED: Final = "refused"
"""What was certain by itself and contradicts something surer."""
_SAID: Final = "A correction says that they are the same."


class Match(NamedTuple):
    """Two IRIs, as articles give them, that were compared, and what came of it."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    verdict: str


def matches(decision: Decision, same: Groups = (), different: Groups = ()) -> Iterator[Match]:
    """The matches of a decision: as many joined ones as hold each group together, the best one of what is uncertain."""
    published = decision.published
    yield from _joined(decision, same)
    apart = {frozenset(published.get(iri, iri) for iri in pair) for group in different for pair in _pairs(group)}
    told: set[frozenset[str]] = set(apart)
    for judgment in sorted(decision.judgments, key=lambda one: (-one.points, one)):
        sides = frozenset((published[judgment.one], published[judgment.other]))
        if len(sides) > 1 and (sides not in told or (judgment.certain and sides in apart)):
            told.add(sides)
            yield _match(judgment, REFUSED if judgment.certain else UNCERTAIN)


def renew_matches(edition: Edition, found: Iterable[Match], minter: Minter) -> None:
    """Replace what the graph tells of who was joined, and of who may be one."""
    before = edition.before
    nodes = {quad.subject for quad in before.quads_for_pattern(None, k.RDF_TYPE, k.Match, DEFAULT)}
    old = (quad for node in nodes for quad in before.quads_for_pattern(node, None, None, DEFAULT))
    edition.swap(old, match_quads(found, minter))


def match_quads(found: Iterable[Match], minter: Minter) -> Iterator[Quad]:
    """Matches as nodes of the default graph."""
    for match in found:
        node = NamedNode(minter.match(match.one, match.other))
        yield Quad(node, k.RDF_TYPE, k.Match, DEFAULT)
        yield Quad(node, k.matched, NamedNode(match.one), DEFAULT)
        yield Quad(node, k.matched, NamedNode(match.other), DEFAULT)
        yield Quad(node, k.score, Literal(_plain(match.score), datatype=k.XSD_DECIMAL), DEFAULT)
        yield Quad(node, k.verdict, Literal(match.verdict), DEFAULT)
        for reason in match.reasons:
            yield Quad(node, k.reason, Literal(reason), DEFAULT)


def _joined(decision: Decision, same: Groups) -> Iterator[Match]:
    """A match for each join that was needed, the best reasons first: evidence, then keys, then what a person said."""
    unions, published = Unions(), decision.published

    def needed(one: str, other: str) -> bool:
        return published.get(one, one) == published.get(other, other) and unions.top(one) != unions.top(other)

    for judgment in sorted(decision.judgments, key=lambda one: (-one.points, one)):
        if judgment.certain and needed(judgment.one, judgment.other):
            unions.join(judgment.one, judgment.other)
            yield _match(judgment, JOINED)
    for key, iris in sorted(decision.keyed.items()):
        for other in iris[1:]:
            if needed(iris[0], other):
                unions.join(iris[0], other)
                yield Match(iris[0], other, 1.0, (f"Articles give both the key “{key}”.",), JOINED)
    for group in sorted(tuple(sorted(set(group))) for group in same):
        for other in group[1:]:
            if needed(group[0], other):
                unions.join(group[0], other)
                yield Match(group[0], other, 1.0, (_SAID,), JOINED)


def _match(judgment: Judgment, verdict: str) -> Match:
    return Match(judgment.one, judgment.other, judgment.score, judgment.reasons, verdict)


def _pairs(group: Iterable[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(set(group))
    return ((one, other) for number, one in enumerate(ordered) for other in ordered[number + 1 :])


def _plain(score: float) -> str:
    return f"{score:.3f}".rstrip("0").rstrip(".")
