"""Invented things as several articles tell of them, and what is decided of who is who.

    A = Paper("2025-05-06").held(VARGA, "Director General", BANK).met("2025-05-05", VARGA, SAID)

``decided`` gives the groups that are one, by their names, and ``uncertain`` the pairs that a person is to decide.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.background import Background, shipped_ontology
from graph.identity.deciding import Decision, decide
from graph.identity.features import Features, features_of
from loaders import facts as f
from loaders.article import Article
from loaders.facts import Entity, Fact, Kind, Modality, Reading, Span
from loaders.quads import quads
from loaders.reading.identity import entities_of
from ontology.iris import BASE, Minter, fold
from ontology.reference import Entry

MINTER = Minter()


def person(name: str) -> Entity:
    """A person, as the reader makes one."""
    keys = (f"person|{fold(name)}",) if " " in name else ()
    return Entity(iri=MINTER.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,), join_keys=keys)


def body(name: str, *others: str, cls: str = "Organization", of: Entity | None = None) -> Entity:
    """An institution; the country it is ``of`` goes into the IRI, and not into the name."""
    full = f"{name} of {of.name}" if of else name
    return Entity(
        iri=MINTER.institution(full), kind=Kind.INSTITUTION, cls=cls, name=name, names=tuple(sorted({name, *others}))
    )


def place(name: str, cls: str = "City") -> Entity:
    """A place."""
    return Entity(iri=MINTER.place(name), kind=Kind.PLACE, cls=cls, name=name, names=(name,))


def project(name: str, *others: str) -> Entity:
    """A project."""
    return Entity(
        iri=MINTER.undertaking(name), kind=Kind.PROJECT, cls="Project", name=name, names=tuple(sorted({name, *others}))
    )


def framework(name: str, *others: str, cls: str = "Programme") -> Entity:
    """A framework."""
    return replace(project(name, *others), kind=Kind.FRAMEWORK, cls=cls)


RURITANIA, BORDURIA = place("Ruritania", "Country"), place("Borduria", "Country")
SAVA, KESH, TARN = place("Sava"), place("Kesh"), place("Tarn")
BANK = body("Steppe Development Bank", cls="DevelopmentBank")
KNOWN = (RURITANIA, BORDURIA, SAVA, KESH, BANK)
_DEMONYMS = {"Ruritania": ("Ruritanian",), "Borduria": ("Bordurian",)}


@cache
def background() -> Background:
    """The shipped ontology, two countries with a city each, a bank."""
    land = {SAVA.iri: RURITANIA.iri, KESH.iri: BORDURIA.iri, RURITANIA.iri: RURITANIA.iri, BORDURIA.iri: BORDURIA.iri}
    return Background.of(
        shipped_ontology(),
        [
            Entry(
                iri=one.iri,
                name=one.name,
                kind="Place" if one.kind is Kind.PLACE else "Institution",
                cls=one.cls,
                country=land.get(one.iri),
                demonyms=_DEMONYMS.get(one.name, ()),
                source="made up",
            )
            for one in KNOWN
        ],
    )


class Paper:
    """An article in the making."""

    _count = 0

    def __init__(self, day: str | None = None, name: str | None = None) -> None:
        """An article of a day; with a ``name`` it is always the same one."""
        Paper._count += 1
        self.day = date.fromisoformat(day) if day else None
        url = f"https://papers.example/{name.replace(' ', '-')}" if name else None
        text = f"{name} tells of it." if name else f"report {Paper._count}"
        self.article = Article(text=text, title=name, publisher=name, url=url, date=self.day)
        self.facts: list[Fact] = []

    def say(self, *said: Fact) -> Self:
        """Let it say something."""
        self.facts += said
        return self

    def name(self, *things: Entity) -> Self:
        """Let it name things."""
        return self.say(*(f.Mention(entity=thing, **_SAID) for thing in things))

    def held(self, who: Entity, title: str, of: Entity) -> Self:
        """Let it say that somebody holds a post."""
        return self.say(f.Position(person=who, title=title, of=of, **_SAID))

    def unit(self, part: Entity, whole: Entity) -> Self:
        """Let it say that something is a unit of something."""
        return self.say(f.PartOf(part=part, whole=whole, relation="unit", **_SAID))

    def event(
        self,
        cls: str,
        day: str | None,
        *there: Entity,
        at: Entity | None = None,
        about: tuple[Entity, ...] = (),
        name: str | None = None,
        during: Entity | None = None,
    ) -> Self:
        """Let it tell of an event; ``day`` may be “2025-05-05/2025-05-07”."""
        called = name or f"{cls.lower()} of {' and '.join(sorted(one.name for one in there))}"
        self.last = Entity(
            iri=MINTER.event(self.article.key, called), kind=Kind.EVENT, cls=cls, name=called, names=(called,)
        )
        span = None
        if day:
            begin, _, end = day.partition("/")
            span = Span(begin=date.fromisoformat(begin), end=date.fromisoformat(end or begin))
        self.say(f.Event(event=self.last, date=span, place=at, during=during, **_SAID))
        self.say(*(f.Attended(agent=one, event=self.last, **_SAID) for one in there))
        self.say(*(f.Discussed(event=self.last, about=thing, **_SAID) for thing in about))
        return self.say(f.Located(what=self.last, place=at, **_SAID)) if at else self

    def parties(self, thing: Entity, *parties: Entity, years: tuple[int, int] | None = None) -> Self:
        """Let it say who the parties of a framework are, and when it runs."""
        self.name(thing).say(*(f.Party(framework=thing, party=one, **_SAID) for one in parties))
        if years:
            span = Span(begin=date(years[0], 1, 1), end=date(years[1], 12, 31), precision="year")
            self.say(f.Period(of=thing, span=span, **_SAID))
        return self

    def located(self, what: Entity, *places: Entity) -> Self:
        """Let it say where something is."""
        return self.say(*(f.Located(what=what, place=where, **_SAID) for where in places))

    def reading(self) -> Reading:
        """The reading of the article."""
        found = {entity.iri: entity for fact in self.facts for entity in entities_of(fact)}
        return Reading(
            article=self.article,
            facts=tuple(self.facts),
            reader="test 1",
            entities=tuple(found[iri] for iri in sorted(found)),
        )

    def features(self) -> Features:
        """The features of the article."""
        live, iri = Store(), MINTER.article(self.article.key)
        aside = NamedNode(f"urn:kerege:live:assertions:{iri}")
        for quad in quads(self.reading()):
            live.add(
                Quad(quad.subject, quad.predicate, quad.object, aside) if quad.graph_name == DefaultGraph() else quad
            )
        return features_of(live, iri, BASE, background().entries)


_SAID: dict[str, Any] = {"evidence": ((0, 6),), "rule": "test", "modality": Modality.ASSERTED}


def decision(*papers: Paper, **said: Any) -> Decision:
    """What is decided of some articles."""
    return decide([paper.features() for paper in papers], background(), BASE, **said)


def one(found: Decision, *things: Entity) -> bool:
    """Whether things were joined into one."""
    return len({found.published[thing.iri] for thing in things}) == 1


def uncertain(found: Decision, *things: Entity) -> bool:
    """Whether two things are not joined, and are listed for a person to decide."""
    pair = tuple(sorted(thing.iri for thing in things))
    listed = {(judgment.one, judgment.other) for judgment in found.judgments if not judgment.certain}
    return not one(found, *things) and pair in listed


def apart(found: Decision, *things: Entity) -> bool:
    """Whether two things are neither joined nor listed."""
    return not one(found, *things) and not uncertain(found, *things)


def later(day: str, days: int) -> str:
    """Another day."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
