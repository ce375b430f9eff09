"""Assertions, fact nodes and conflicts of the next publication, as far as changed articles touch them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.background import Background
from graph.conflicts import conflicts
from graph.corrected_applying import Applying
from graph.corrected_view import View
from graph.edition import DEFAULT, Edition
from graph.facts import Source, Tally
from graph.identities import Identities
from graph.provenance import article_provenance
from graph.statements import Stated, Statements, Term
from graph.store import assertions_of
from loaders.copies import Text
from ontology import terms as k
from ontology.iris import Minter

_Said = dict[NamedNode, list[Term]]
_RENEWED_APART: Final = frozenset({k.conflictsWith, k.shareOf, k.joinedInto})
"""What fact nodes say of each other."""
_REPORTING: Final = (k.reports, k.wouldReport)


@dataclass(frozen=True, slots=True)
class _Claim:
    """An assertion, a passage or the article itself, as an article puts it into the default graph."""

    node: NamedNode
    said: _Said
    """In published identities."""
    stated: tuple[Stated, ...] = ()
    """Of an assertion: what it states, whether a correction rejects it or not."""
    plain: Quad | None = None
    """Of an assertion: its triple, where the article supports that as a plain fact."""
    spoken: tuple[Quad, ...] = ()
    """Of an assertion: what is known of the passages that it quotes."""


class Reports:
    """Renews what articles report.

    First ``renew`` every touched article, then ``renew_facts``, then ``renew_conflicts``.
    """

    def __init__(
        self,
        live: View,
        minter: Minter,
        background: Background,
        edition: Edition,
        identities: Identities,
        applying: Applying,
        affected: set[str],
        deals: Mapping[str, str],
    ) -> None:
        """Reports to be renewed for the ``affected`` articles, without what corrections reject.

        ``deals`` tells which deal each financing reports.
        """
        self._applying = applying
        self._live, self._edition, self._identities, self._affected = live, edition, identities, affected
        self._background, self._before, self._minter = background, edition.before, minter
        self._statements = Statements(minter=minter, background=background, deals=deals)
        self._tallies: dict[str, Tally] = {}
        self._touched: set[str] = set()
        self._sources: dict[str, Source] = {}

    def source(self, article: str) -> Source:
        """Publisher, date and text of a loaded article."""
        if article not in self._sources:
            found = {q.predicate: q.object for q in self._live.quads_for_pattern(NamedNode(article), None, None)}
            said = [found.get(name) for name in (k.publisher, k.date, k.textKey, k.sketch)]
            publisher, date, key, sketch = (term.value if isinstance(term, Literal) else "" for term in said)
            self._sources[article] = Source(publisher, date, Text(key or article, sketch))
        return self._sources[article]

    def renew(self, article: str, *, exists: bool) -> None:
        """Replace an article's assertions, passages and description, and note which facts it reports or reported."""
        old = list(self._published_before(article))
        self._touched.update(
            q.object.value for q in old if q.predicate in _REPORTING and isinstance(q.object, NamedNode)
        )
        self._live.reject(article, ())
        self._edition.swap(old, self._published_now(article) if exists else ())

    def renew_facts(self) -> None:
        """Replace the nodes of the facts that were noted."""
        self._touched |= self._tallies.keys()
        for iri in sorted(self._touched):
            node = NamedNode(iri)
            for tally_article, assertion, stated in self._reported_before(iri):
                self._tallies.setdefault(iri, Tally(stated)).add(tally_article, assertion, stated)
            tally = self._tallies.get(iri)
            for report in tally.reports if tally else ():
                self.source(report.article)
            rejected = Quad(node, k.RDF_TYPE, k.RejectedFact, DEFAULT) in self._before  # renewed on its own
            old = () if rejected else self._before.quads_for_pattern(node, None, None, DEFAULT)
            new = tally.properties(self._sources) if tally else ()
            self._edition.swap(
                (quad for quad in old if quad.predicate not in _RENEWED_APART),
                (Quad(node, name, value, DEFAULT) for name, value in new),
            )

    def renew_conflicts(self) -> None:
        """Replace the conflicts that an observation among the noted facts has or had."""
        observations = {iri: t for iri, t in self._tallies.items() if t.stated.cls == k.Observation}
        noted = frozenset(observations)
        for iri, tally in self._beside(observations):
            observations[iri] = tally
        old: set[Quad] = set()
        for iri in self._touched:
            for quad in self._before.quads_for_pattern(NamedNode(iri), k.conflictsWith, None, DEFAULT):
                old |= {quad, *_reversed(quad)}
        new = set[Quad]()
        for one, other in conflicts(observations, self._sources, noted):
            quad = Quad(NamedNode(one), k.conflictsWith, NamedNode(other), DEFAULT)
            new |= {quad, *_reversed(quad)}
        self._edition.swap(old, new)

    def _published_before(self, article: str) -> Iterator[Quad]:
        node = NamedNode(article)
        for whole in (node, NamedNode(self._minter.reading(article))):
            yield from self._before.quads_for_pattern(whole, None, None, DEFAULT)
        for name in (k.statedIn, k.passageOf):
            for part in self._before.quads_for_pattern(None, name, node, DEFAULT):
                if isinstance(part.subject, NamedNode):
                    yield from self._before.quads_for_pattern(part.subject, None, None, DEFAULT)

    def _published_now(self, article: str) -> Iterator[Quad]:
        graph = NamedNode(article)
        parts: dict[NamedNode, list[Quad]] = defaultdict(list)
        for quad in assertions_of(self._live, article):
            if isinstance(quad.subject, NamedNode):
                parts[quad.subject].append(quad)
        claims = [self._claim(node, parts, graph) for node in parts]
        rejected = {claim.node.value: by for claim in claims if (by := self._rejecters(article, claim))}
        self._live.reject(article, rejected)
        withdrawn = self._live.withdrawn(article)
        for claim in claims:
            for name, values in claim.said.items():
                yield from (Quad(claim.node, name, value, DEFAULT) for value in values)
            if claim.node == graph:
                first = {name: terms[0] for name, terms in claim.said.items()}
                for about in article_provenance(self._minter, article, first):
                    yield Quad(about.subject, about.predicate, about.object, DEFAULT)
            if claim.node.value in rejected:
                yield from (Quad(claim.node, k.rejectedBy, one, DEFAULT) for one in rejected[claim.node.value])
                yield from (Quad(claim.node, k.wouldReport, NamedNode(one.iri), DEFAULT) for one in claim.stated)
            else:
                for one in claim.stated if claim.plain not in withdrawn else self._without_triple(claim):
                    self._tallies.setdefault(one.iri, Tally(one)).add(article, claim.node.value, one)
                    yield Quad(claim.node, k.reports, NamedNode(one.iri), DEFAULT)

    def _claim(self, node: NamedNode, parts: Mapping[NamedNode, list[Quad]], graph: NamedNode) -> _Claim:
        """One of the nodes that an article puts into the default graph, in published identities."""
        quads = parts[node]
        own = {quad.predicate: quad.object for quad in quads}
        said: _Said = defaultdict(list)
        for quad in quads:
            if isinstance(quad.object, NamedNode | Literal):
                said[quad.predicate].append(self._identities.term(quad.object))
        if k.statedIn not in own:
            return _Claim(node, said)
        triple = _triple(own, graph) if k.subject in own else None
        plain = triple if triple is not None and triple in self._live else None
        spoken = tuple(quad for one in said.get(k.quotation, ()) for quad in parts.get(_node(one), ()))
        stated = tuple(self._stated(node.value, said, spoken, plain=plain is not None))
        return _Claim(node, said, stated, plain, spoken)

    def _without_triple(self, claim: _Claim) -> Iterator[Stated]:
        """What a claim states beside its triple, which only rejected assertions of its article assert."""
        return self._stated(claim.node.value, claim.said, claim.spoken, plain=False)

    def _rejecters(self, article: str, claim: _Claim) -> list[NamedNode]:
        if k.statedIn not in claim.said:
            return []
        found = self._applying.rejecters(article, claim.node.value, claim.said, claim.stated)
        return [NamedNode(one.iri(self._minter)) for one in found]

    def _stated(self, assertion: str, said: _Said, spoken: Iterable[Quad], *, plain: bool) -> Iterator[Stated]:
        for terms in said.values():
            terms.sort(key=str)
        texts = [quad.object.value for quad in spoken if quad.predicate == k.text and isinstance(quad.object, Literal)]
        whole = [text for text in texts if not text.endswith("…")]
        return self._statements.of(assertion, said, whole, plain=plain)

    def _reported_before(self, fact: str) -> Iterator[tuple[str, str, Stated]]:
        """The reports of a fact by articles that are not renewed."""
        for link in self._before.quads_for_pattern(None, k.reports, NamedNode(fact), DEFAULT):
            said: _Said = defaultdict(list)
            for quad in self._before.quads_for_pattern(link.subject, None, None, DEFAULT):
                if isinstance(quad.object, NamedNode | Literal):
                    said[quad.predicate].append(quad.object)
            article = said[k.statedIn][0].value
            if article in self._affected or not isinstance(link.subject, NamedNode):
                continue
            passages = [_node(passage) for passage in said.get(k.quotation, ())]
            spoken = (q for p in passages for q in self._before.quads_for_pattern(p, k.text, None, DEFAULT))
            for stated in self._stated(link.subject.value, said, spoken, plain=True):
                if stated.iri == fact:
                    yield article, link.subject.value, stated

    def _beside(self, noted: dict[str, Tally]) -> Iterator[tuple[str, Tally]]:
        """The observations about the same sides as noted ones, that are not noted themselves."""
        wanted = {tally.stated.sides for tally in noted.values() if tally.stated.sides}
        seen: set[str] = set()
        for part in {part for sides in wanted for part in self._background.parts_of(sides[0])}:
            for name in (k.about, k.counterpart):
                for quad in self._before.quads_for_pattern(None, name, NamedNode(part), DEFAULT):
                    node = quad.subject
                    if not isinstance(node, NamedNode) or node.value in seen or node.value in self._touched:
                        continue
                    seen.add(node.value)
                    if Quad(node, k.RDF_TYPE, k.Observation, DEFAULT) not in self._before:
                        continue
                    tally = self._tally_before(node.value)
                    if tally and tally.stated.sides in wanted:
                        yield node.value, tally

    def _tally_before(self, fact: str) -> Tally | None:
        tally: Tally | None = None
        for article, assertion, stated in self._reported_before(fact):
            self.source(article)
            tally = tally or Tally(stated)
            tally.add(article, assertion, stated)
        return tally


def _triple(own: Mapping[NamedNode, object], graph: NamedNode) -> Quad:
    return Quad(_node(own[k.subject]), _node(own[k.predicate]), _node(own[k.object]), graph)


def _node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} is no IRI")
    return term


def _reversed(quad: Quad) -> Iterator[Quad]:
    if isinstance(quad.object, NamedNode):
        yield Quad(quad.object, quad.predicate, quad.subject, quad.graph_name)
