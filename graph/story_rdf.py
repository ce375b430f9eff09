"""The provenance of one fact as RDF: a document in the terms of PROV-O (https://www.w3.org/TR/prov-o/).

It holds what the dataset has, in so many words, and what follows from the alignments, so that who reads PROV needs
nothing of Kerege's ontology to go from the fact by ``prov:wasDerivedFrom`` and ``prov:wasQuotedFrom`` to the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph import provenance as prov
from graph.catalogue import dataset
from graph.documents import Named
from graph.quotations import page_at
from graph.statements import Term
from graph.story import Ground, Story, Telling
from graph.turtle import Turtle, prefixes
from ontology import terms as k
from ontology.iris import Minter

_VALUE: Final = NamedNode(prov.PROV + "value")
_PLAN: Final = NamedNode(prov.PROV + "Plan")
_TITLE: Final = NamedNode(k.DCTERMS + "title")
_SEE_ALSO: Final = NamedNode(k.RDFS + "seeAlso")

Pair = tuple[NamedNode, Term]


def provenance(stories: Iterable[Story], base: str) -> tuple[Triple, ...]:
    """The provenance of facts of a dataset whose IRIs begin with ``base``, sorted, each triple once."""
    minter = Minter(base)
    found = {triple for story in stories for triple in _Story(story, minter).triples()}
    return tuple(sorted(found, key=str))


def turtle(triples: Sequence[Triple], base: str) -> str:
    """Triples as Turtle to be read; the same bytes for the same triples."""
    writer = Turtle(prefixes(base))
    body = "".join(writer.blocks(Quad(one.subject, one.predicate, one.object) for one in triples))
    used = (line for line in writer.header().splitlines(keepends=True) if f"{line.split()[1]}" in body)
    return "".join(used) + body


def written(triples: Sequence[Triple], base: str, media: str) -> bytes:
    """Triples in an RDF format by its media type."""
    if media == "text/turtle":
        return turtle(triples, base).encode("utf-8")
    format = RdfFormat.from_media_type(media)
    named = prefixes(base) if media in ("application/rdf+xml", "application/trig") else None
    return serialize(triples, format=format, prefixes=named) or b""


class _Story:
    """What PROV says of one story."""

    def __init__(self, story: Story, minter: Minter) -> None:
        self._story, self._minter = story, minter

    def triples(self) -> Iterator[Triple]:
        story = self._story
        whole = dataset(self._minter)
        yield from _said(whole, (k.RDF_TYPE, prov.ENTITY), (prov.GENERATED, NamedNode(f"{whole.value}/publishing")))
        if story.holds:
            yield from self._fact(story)
        for telling in (*story.tellings, *story.reserved):
            yield from self._telling(telling)

    def _fact(self, story: Story) -> Iterator[Triple]:
        node = NamedNode(story.iri or self._iri(story.subject, story.predicate, story.object))
        yield from _said(
            node, (k.RDF_TYPE, prov.ENTITY), (k.RDF_TYPE, k.Fact), (k.RDFS_LABEL, Literal(story.label)),
            (NamedNode(k.DCTERMS + "isPartOf"), dataset(self._minter)),
        )  # fmt: skip
        for name, end in zip((k.subject, k.predicate, k.object), _ends(story), strict=False):
            yield Triple(node, name, NamedNode(end))
        for telling in story.tellings:
            yield Triple(node, prov.DERIVED, NamedNode(telling.report.iri))
        for source in story.reference:
            yield Triple(node, prov.DERIVED, NamedNode(source))
        yield from self._grounds(node, story.grounds)

    def _grounds(self, node: NamedNode, grounds: Iterable[Ground]) -> Iterator[Triple]:
        for ground in grounds:
            for premise in ground.premises:
                other = NamedNode(premise.fact or self._iri(premise.subject, premise.predicate, premise.object))
                label = " ".join(one.label for one in (premise.subject, premise.predicate, premise.object))
                yield Triple(node, prov.DERIVED, other)
                yield from _said(other, (k.RDF_TYPE, prov.ENTITY), (k.RDFS_LABEL, Literal(label)))
                yield from self._grounds(other, premise.grounds)

    def _telling(self, telling: Telling) -> Iterator[Triple]:
        report, paper = telling.report, telling.report.article
        node, article = NamedNode(report.iri), NamedNode(paper.iri)
        reading = NamedNode(self._minter.reading(paper.iri))
        yield from _said(
            node, (k.RDF_TYPE, prov.ENTITY), (k.RDF_TYPE, k.Assertion), (k.RDFS_LABEL, Literal(report.label)),
            (k.modality, NamedNode(k.K + report.modality)), (prov.DERIVED, article), (prov.GENERATED, reading),
        )  # fmt: skip
        if report.according_to:
            speaker = NamedNode(report.according_to.iri)
            yield Triple(node, prov.ATTRIBUTED, speaker)
            yield from _said(speaker, (k.RDF_TYPE, prov.AGENT), (k.RDFS_LABEL, Literal(report.according_to.label)))
        for passage in telling.passages:
            yield Triple(node, prov.DERIVED, NamedNode(passage.iri))
            yield from _said(NamedNode(passage.iri), (k.RDF_TYPE, prov.ENTITY), (prov.QUOTED, article))
            if passage.text:
                yield Triple(NamedNode(passage.iri), _VALUE, Literal(passage.text))
            if paper.url:
                yield Triple(NamedNode(passage.iri), _SEE_ALSO, NamedNode(page_at(paper.url, passage.text)))
        yield from self._article(telling)
        for rule in telling.rules:
            plan = NamedNode(rule.iri or self._minter.rule(rule.name))
            yield Triple(reading, prov.USED, plan)
            yield from _said(plan, (k.RDF_TYPE, _PLAN), (k.RDF_TYPE, prov.ENTITY), (k.ruleName, Literal(rule.name)))
            if rule.precision is not None:
                yield Triple(plan, k.precision, Literal(f"{rule.precision:g}", datatype=k.XSD_DECIMAL))

    def _article(self, telling: Telling) -> Iterator[Triple]:
        paper = telling.report.article
        said: dict[NamedNode, Term] = {}
        if paper.date:
            said[k.date] = Literal(paper.date, datatype=k.XSD_DATE)
        if paper.url:
            said[k.url] = NamedNode(paper.url)
        if paper.publisher:
            said[k.publisher] = Literal(paper.publisher)
            outlet = NamedNode(self._minter.outlet(paper.publisher))
            yield from _said(outlet, (k.RDF_TYPE, prov.AGENT), (k.RDFS_LABEL, Literal(paper.publisher)))
        if telling.reader:
            said[k.reader] = Literal(telling.reader)
            reader = NamedNode(self._minter.reader(telling.reader))
            yield from _said(
                reader, (k.RDF_TYPE, prov.AGENT), (k.RDF_TYPE, prov.SOFTWARE), (k.RDFS_LABEL, Literal(telling.reader))
            )
        yield from prov.article_provenance(self._minter, paper.iri, said)
        if paper.title:
            yield Triple(NamedNode(paper.iri), _TITLE, Literal(paper.title))

    def _iri(self, *ends: Named | None) -> str:
        return self._minter.fact(*(end.iri for end in ends if end))


def _ends(story: Story) -> list[str]:
    return [end.iri for end in (story.subject, story.predicate, story.object) if end]


def _said(node: NamedNode, *pairs: Pair) -> Iterator[Triple]:
    for name, end in pairs:
        yield Triple(node, name, end)
