"""Small published graphs, made of ties: what ``graph.network`` reads, without reading articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from ontology import terms as k
from ontology.iris import Minter

MINT = Minter()
ID = f"{MINT.base}id/"
CLASSES = {
    "person": k.Person, "institution": k.DevelopmentBank, "place": k.City, "undertaking": k.Project, "event": k.Forum
}  # fmt: skip


class Told(NamedTuple):
    """A fact; its ends are ``person/a``, ``event/b`` …, its articles are known by their days."""

    subject: str
    relation: str
    object: str
    days: tuple[str, ...] = ("2025-01-01",)

    @property
    def iri(self) -> str:
        return MINT.fact(ID + self.subject, k.K + self.relation, ID + self.object)


def stored(facts: Iterable[Told], times: dict[str, tuple[str, str]] | None = None) -> ox.Store:
    """A published graph with these facts; ``times`` are begin and end of things."""
    store = ox.Store()
    for told in facts:
        store.extend(_told(told))
    for thing, span in (times or {}).items():
        for name, day in zip((k.begin, k.end), span, strict=True):
            store.add(_quad(ID + thing, name, _day(day)))
    return store


def _told(told: Told) -> Iterator[ox.Quad]:
    for end in (told.subject, told.object):
        yield _quad(ID + end, k.RDF_TYPE, CLASSES[end.partition("/")[0]])
        yield _quad(ID + end, k.RDFS_LABEL, ox.Literal(end.partition("/")[2].upper()))
    yield from _fact(told, mirrors=None)
    if told.relation == "metWith":
        yield from _fact(told._replace(subject=told.object, object=told.subject), mirrors=told.iri)
    for day in told.days:
        article = MINT.article(day)
        yield _quad(article, k.date, _day(day))
        yield _quad(article, k.title, ox.Literal(f"News of {day}"))
        yield _quad(article, k.url, ox.NamedNode(f"https://news.example.org/{day}"))
        assertion, passage = MINT.assertion(day, told.iri), f"{article}/0-9"
        yield _quad(assertion, k.reports, ox.NamedNode(told.iri))
        yield _quad(assertion, k.statedIn, ox.NamedNode(article))
        yield _quad(assertion, k.evidence, ox.NamedNode(passage))
        yield _quad(passage, k.start, ox.Literal(0))
        yield _quad(passage, k.text, ox.Literal(f"Said on {day}."))


def _fact(told: Told, *, mirrors: str | None) -> Iterator[ox.Quad]:
    ends = ox.NamedNode(ID + told.subject), ox.NamedNode(k.K + told.relation), ox.NamedNode(ID + told.object)
    yield _quad(ends[0].value, ends[1], ends[2])
    for name, end in zip((k.subject, k.predicate, k.object), ends, strict=True):
        yield _quad(told.iri, name, end)
    yield _quad(told.iri, k.articles, ox.Literal(len(told.days)))
    yield _quad(told.iri, k.independentSources, ox.Literal(len(told.days)))
    yield _quad(told.iri, k.firstReported, _day(min(told.days)))
    yield _quad(told.iri, k.lastReported, _day(max(told.days)))
    if mirrors:
        yield _quad(told.iri, k.mirrors, ox.NamedNode(mirrors))


def _day(day: str) -> ox.Literal:
    return ox.Literal(day, datatype=k.XSD_DATE)


def _quad(subject: str, name: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), name, value, ox.DefaultGraph())
