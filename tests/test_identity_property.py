"""Who is who depends on what the articles tell and on nothing else: neither order nor history leaves a trace."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph
from told_twice import (
    BANK,
    BORDURIA,
    RURITANIA,
    SAVA,
    Paper,
    background,
    body,
    framework,
    later,
    person,
    place,
    project,
)

from graph.identity.deciding import Decision, decide
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Entity
from ontology import terms as k
from ontology.iris import BASE

PEOPLE = [
    person(n) for n in ("T. Varga", "Timur Varga", "Tamas Varga", "Timur Olegovich Varga", "Omar Said", "O. Said")
]
BODIES = [
    BANK,
    RURITANIA,
    *(body(n, cls="Ministry") for n in ("Ministry of Roads of Ruritania", "Ruritanian Ministry of Roads")),
    body("Ministry of Roads", cls="Ministry"),
]
PLANS = [
    *(framework(n) for n in ("Rural Clinics Research Program", "Rural Clinics Reform Program")),
    framework("Rural Clinics Research Programme"),
    project("Sava–Turgundi railway"),
    project("railway from Sava to Torgundi"),
]
PLACES = [SAVA, place("Turgundi"), place("Torgundi")]


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """An article about a few things that others may tell of under other names."""
    paper = Paper(later("2025-05-06", draw(st.integers(0, 5))), f"Paper {draw(st.integers(1, 9))}")
    for _ in range(draw(st.integers(1, 2))):
        there = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
        day = draw(st.sampled_from((None, "2025-05-05", "2025-05-07", "2025-05-05/2025-05-07")))
        paper.event(
            draw(st.sampled_from(("Meeting", "Meeting", "Signing", "Visit"))),
            day,
            *there,
            at=draw(st.sampled_from((None, SAVA, RURITANIA))),
            about=tuple(draw(st.lists(st.sampled_from(PLANS), max_size=2, unique=True))),
        )
        for who in there:
            paper.held(who, draw(st.sampled_from(("Minister of Roads", "head"))), draw(st.sampled_from(BODIES)))
    for ministry in BODIES[2:4]:
        if draw(st.booleans()):
            paper.unit(ministry, RURITANIA)
    for plan in draw(st.lists(st.sampled_from(PLANS), max_size=3, unique=True)):
        paper.parties(plan, RURITANIA, draw(st.sampled_from((BANK, BORDURIA)))).located(plan, *_ends(plan, draw))
    return paper


def _ends(plan: Entity, draw: st.DrawFn) -> tuple[Entity, ...]:
    return (SAVA, draw(st.sampled_from(PLACES[1:]))) if "railway" in plan.name else ()


corpora = st.lists(papers(), min_size=2, max_size=6, unique_by=lambda paper: paper.article.key)
iris = st.sampled_from([one.iri for one in (*PEOPLE, *BODIES, *PLANS)])
told = st.lists(st.lists(iris, min_size=2, max_size=2, unique=True), max_size=2)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, told, told, st.randoms(use_true_random=False))
def test_deciding_depends_on_no_order_and_keeps_its_promises(
    corpus: list[Paper], same: list[list[str]], different: list[list[str]], order: random.Random
) -> None:
    features = [paper.features() for paper in corpus]
    found = decide(features, background(), BASE, same=same, different=different)
    order.shuffle(features)
    again = decide(features, background(), BASE, same=same[::-1], different=different[::-1])
    assert (found.published, found.judgments) == (again.published, again.judgments)
    assert found.refused == again.refused
    event(f"{len(set(found.published)) - len(set(found.published.values()))} joined")
    _require_promises(found, same, different)


def _require_promises(found: Decision, same: list[list[str]], different: list[list[str]]) -> None:
    for one, other in found.published.items():
        assert found.published.get(other, other) == other
        if not same:
            assert one.removeprefix(f"{BASE}id/").split("/")[0] == other.removeprefix(f"{BASE}id/").split("/")[0]
            assert other in (one, *found.published)
    for pair in different:
        ends = [found.published[iri] for iri in pair if iri in found.published]
        assert len(set(ends)) == len(ends)
    timur, tamas = (found.published.get(PEOPLE[number].iri) for number in (1, 2))
    assert same or timur is None or timur != tamas
    for judgment in found.judgments:
        assert judgment.one < judgment.other
        assert 0 < judgment.score <= 1
        assert judgment.reasons


@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, corpora, st.data())
def test_publishing_what_changed_joins_as_publishing_all_anew_does(
    corpus: list[Paper], others: list[Paper], data: st.DataObject
) -> None:
    first, more = ([paper.reading() for paper in some] for some in (corpus, others))
    with tempfile.TemporaryDirectory() as folder, GraphStore(Path(folder, "store")) as store:
        for some in (first, more):
            list(store.load(some))
            if some is more and data.draw(st.booleans()):
                store.forget(next(store.articles()).iri)
            publish(store, background())
        stepwise = _default(store)
        publish(store, background(), anew=True)
        assert stepwise == _default(store)
        event(f"{sum(f' {k.joinedInto} ' in line for line in stepwise)} joined")


def _default(store: GraphStore) -> list[str]:
    return sorted(map(str, open_published(store.path).quads_for_pattern(None, None, None, DefaultGraph())))
