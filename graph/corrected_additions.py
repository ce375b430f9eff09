"""What corrections add: facts, as if the articles and pages that they name as evidence stated them.

An added fact is an assertion like those of readers, with the rule ``correction``; its article is the loaded one that
the evidence names, else one made of the page's address alone. The words quoted are looked up in the archived text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from graph.corrected import Corrections, Filed
from graph.corrected_relations import Relations
from graph.store import ASSERTIONS, GraphStore, Loaded, article_of_graph
from loaders.quads import shared
from ontology import iris
from ontology import terms as k

RULE: Final = "correction"
"""The rule that assertions of corrections name."""
_PART: Final = re.compile(r"id/(article|passage)/([0-9a-f]+)(?:/.+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A fact that a correction adds, as one article or page states it."""

    filed: Filed
    article: str
    """IRI."""
    page: str | None
    """The address, where no such article is loaded."""
    passage: str | None
    """IRI, where the evidence is a passage that the article's reading has."""
    assertion: str
    """IRI: the same for all corrections that add the same on the same evidence."""

    @property
    def ends(self) -> tuple[str, str]:
        """The IRIs between which the fact is."""
        return self.filed.correction.subject or "", self.filed.correction.object or ""


class Additions:
    """The additions of some corrections to a store; those that cannot be made are told with the reason."""

    def __init__(
        self,
        store: GraphStore,
        corrections: Corrections,
        relations: Relations,
        class_of: Callable[[str], frozenset[str]],
    ) -> None:
        """``class_of`` tells all classes of a thing, none for one that is not known."""
        self._store, self._minter = store, store.minter
        self.problems: dict[str, str] = {}
        """Why an addition cannot be made, by the name of the correction."""
        self.made: dict[str, tuple[Addition, ...]] = {}
        """By the name of the correction."""
        for one in corrections.added:
            added = one.correction
            reason = relations.misfit(added.subject or "", added.predicate or "", added.object or "", class_of)
            found = () if reason else tuple(self._additions(one))
            if found:
                self.made[one.name] = found
            else:
                self.problems[one.name] = reason or "Its evidence is in no article of the store any more."

    @property
    def articles(self) -> frozenset[str]:
        """The articles that are given something."""
        return frozenset(self._by_article)

    @property
    def ends(self) -> frozenset[str]:
        """The IRIs between which facts are added."""
        return frozenset(end for addition in self._all() for end in addition.ends)

    def quads(self) -> Iterator[Quad]:
        """All that is added, placed as in the live store; without evidence, which takes the articles' texts."""
        for one in self._all():
            graph, aside, node = NamedNode(one.article), _aside(one.article), NamedNode(one.assertion)
            ends = _triple(one.filed)
            yield Quad(*ends, graph)
            yield Quad(node, k.RDF_TYPE, k.Assertion, aside)
            yield Quad(node, k.statedIn, graph, aside)
            yield Quad(node, k.modality, k.asserted, aside)
            yield Quad(node, k.rule, Literal(RULE), aside)
            yield Quad(node, k.addedBy, NamedNode(one.filed.iri(self._minter)), aside)
            for name, end in zip((k.subject, k.predicate, k.object), ends, strict=True):
                yield Quad(node, name, end, aside)
            if one.page is not None:
                yield Quad(graph, k.RDF_TYPE, k.Article, aside)
                yield Quad(graph, k.RDF_TYPE, k.CitedPage, aside)
                yield Quad(graph, k.url, NamedNode(_escaped(one.page)), aside)

    def evidence(self, article: str) -> Iterator[Quad]:
        """The passages of an article that bear what is added to it."""
        aside = _aside(article)
        for one in self._by_article.get(article, ()):
            passage, described = self._passage(one)
            yield Quad(NamedNode(one.assertion), k.evidence, passage, aside)
            yield from (Quad(passage, name, value, aside) for name, value in described)

    @cached_property
    def _by_article(self) -> Mapping[str, list[Addition]]:
        found: dict[str, list[Addition]] = defaultdict(list)
        for addition in self._all():
            found[addition.article].append(addition)
        return found

    def _all(self) -> Iterator[Addition]:
        return (addition for several in self.made.values() for addition in several)

    def _additions(self, one: Filed) -> Iterator[Addition]:
        seen: set[str] = set()
        for evidence in one.correction.evidence:
            found = self._addition(one, evidence)
            if found and found.article not in seen:
                seen.add(found.article)
                yield found

    def _addition(self, one: Filed, evidence: str) -> Addition | None:
        part = _PART.fullmatch(evidence.removeprefix(self._minter.base)) if self._is_own(evidence) else None
        if self._is_own(evidence) and part is None:
            return None
        key = part[2] if part else self._key_of_page(evidence)
        loaded = self._store.state_of(key)
        if part and loaded is None:
            return None
        said = one.correction
        content = ("correction", said.subject or "", said.predicate or "", said.object or "")
        return Addition(
            filed=one,
            article=self._minter.article(key),
            page=None if loaded else evidence,
            passage=evidence if part and part[1] == "passage" and self._is_known(evidence, key) else None,
            assertion=self._minter.assertion(key, *content),
        )

    def _is_own(self, iri: str) -> bool:
        return iri.startswith(f"{self._minter.base}id/")

    def _is_known(self, passage: str, key: str) -> bool:
        graph = _aside(self._minter.article(key))
        return Quad(NamedNode(passage), k.RDF_TYPE, k.Passage, graph) in self._store.live

    def _key_of_page(self, address: str) -> str:
        """The key of the article that was loaded from a page, else the one that it would get."""
        found = self._store.live.quads_for_pattern(None, k.url, NamedNode(_escaped(address)))
        articles = {article for quad in found if (article := article_of_graph(quad.graph_name))}
        return min(articles).rpartition("/")[2] if articles else iris.article_key("url", address)

    def _passage(self, one: Addition) -> tuple[NamedNode, list[tuple[NamedNode, NamedNode | Literal]]]:
        """A passage and what is said of it; nothing if the reading says it already."""
        if one.passage:
            return NamedNode(one.passage), []
        key, words = one.article.rpartition("/")[2], one.filed.correction.quotation
        said: list[tuple[NamedNode, NamedNode | Literal]] = [
            (k.RDF_TYPE, k.Passage), (k.passageOf, NamedNode(one.article)),
        ]  # fmt: skip
        loaded = self._store.state_of(key)
        if words and loaded and (found := self._found(words, loaded)):
            start, end, kept = found
            said += [(k.start, Literal(start)), (k.endOffset, Literal(end))]
            said += [(name, Literal(value)) for name, value in kept.items()]
            return NamedNode(self._minter.passage(key, start, end)), said
        said.append((k.start, Literal(0)))  # in what is quoted: where that stands, nobody knows
        if words:
            said += [(k.endOffset, Literal(len(words))), (k.text, Literal(words))]
        name = iris.digest(one.filed.name, words or "")
        return NamedNode(f"{self._minter.base}id/passage/{key}/correction-{name}"), said

    def _found(self, words: str, loaded: Loaded) -> tuple[int, int, Mapping[NamedNode, str]] | None:
        """Where words stand in an article, with what may be kept of them."""
        text = self._store.archive.article(loaded.key, loaded.version).text
        start = text.find(words)
        if start < 0:
            return None
        end = start + len(words)
        return start, end, dict(shared(text, start, end, loaded.share))


def _triple(one: Filed) -> tuple[NamedNode, NamedNode, NamedNode]:
    said = one.correction
    return NamedNode(said.subject or ""), NamedNode(said.predicate or ""), NamedNode(said.object or "")


def _aside(article: str) -> NamedNode:
    return NamedNode(ASSERTIONS + article)


def _escaped(address: str) -> str:
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~")
