"""Publishing is a function of the loaded articles and the corrections alone.

Order, grouping, repetition and history leave no trace.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.background import Background, shipped_ontology
from graph.corrected import Corrections, Filed
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Bound, Figure, Finances, Kind, Reading, Span, Stage
from ontology import terms as k
from ontology.reference import Entry
from tests.strategies import MINTER, at_odds, corpora, corrections_of

some_corpora = corpora(min_size=1, max_size=4).flatmap(
    lambda corpus: st.tuples(*(at_odds(agreeable(reading)) for reading in corpus)).map(list)
)
quick = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


STAGES: tuple[Stage, ...] = ("planned", "approved", "signed", "ongoing", "completed")
YEAR = Span(begin=date(2024, 1, 1), end=date(2024, 12, 31), precision="year")


def agreeable(reading: Reading) -> Reading:
    """The reading with figures about few numbers, so that articles agree and disagree with each other.

    It tells of a loan as well, at some stage and more or less rounded, which others tell of too.
    """
    facts = tuple(
        replace(f, value=4 + int(f.value) % 2, low=None, high=None, bound=Bound.EXACT, unit="USD", period=YEAR)
        if isinstance(f, Figure)
        else f
        for f in reading.facts
    )
    return replace(reading, facts=(*facts, *loans(reading)))


def loans(reading: Reading) -> Iterator[Finances]:
    """A loan of the first institution of an article to its first place, for its first project."""
    of_kind = {kind: [e for e in reading.entities if e.kind is kind] for kind in Kind}
    number = len(reading.article.text)
    for kind in (Kind.PLACE, Kind.PROJECT):
        yield Finances(
            financier=of_kind[Kind.INSTITUTION][0],
            target=of_kind[kind][0],
            amounts=((238.5e6, 239e6, 240e6)[number % 3],),
            currency="USD",
            instrument="loan",
            stage=STAGES[number % len(STAGES)],
            evidence=((0, 5),),
            rule="rule.loan",
        )


@cache
def background() -> Background:
    """The shipped ontology with a little reference data about what the random articles are about."""
    made_up: dict[str, Any] = {"cls": "Organization", "kind": "Institution", "source": "made up"}
    entries = [
        Entry(iri=MINTER.institution("Steppe Group"), name="Steppe Group", **made_up),
        Entry(
            iri=MINTER.institution("Steppe Development Bank"),
            name="Steppe Development Bank",
            aliases=("SDB",),
            unit_of=MINTER.institution("Steppe Group"),
            country=MINTER.place("Ruritania"),
            **made_up,
        ),
        Entry(iri=MINTER.institution("Silk Rail JSC"), name="Silk Rail", **made_up),
        Entry(iri=MINTER.place("Ruritania"), kind="Place", cls="Country", name="Ruritania", source="made up"),
    ]
    return Background.of(shipped_ontology(), entries)


def dataset(path: Path) -> list[str]:
    """The published dataset as sorted N-Quads, the ontology left out (it is the same everywhere)."""
    ontology = {f"{t.subject} {t.predicate} {t.object}" for t in background().ontology}
    lines = (str(quad).removesuffix(" .") for quad in open_published(path))
    return sorted(line for line in lines if not line.endswith("/graph/ontology>") and line not in ontology)


def published(path: Path, steps: Iterable[Iterable[Reading]]) -> list[str]:
    """What is published after loading the steps one after the other, publishing after each."""
    with GraphStore(path) as store:
        for readings in steps:
            list(store.load(readings))
            publish(store, background())
    return dataset(path)


@quick
@given(corpus=some_corpora, data=st.data())
def test_any_order_and_grouping_of_loads_publishes_the_same(corpus: list[Reading], data: st.DataObject) -> None:
    order = data.draw(st.permutations(corpus))
    cut = data.draw(st.integers(0, len(order)))
    repeated = data.draw(st.lists(st.sampled_from(corpus), max_size=2))
    with tempfile.TemporaryDirectory() as folder:
        at_once = published(Path(folder, "a"), [corpus])
        stepwise = published(Path(folder, "b"), [order[:cut], order[cut:], repeated])
        assert stepwise == at_once


@quick
@given(corpus=some_corpora, data=st.data())
def test_forgetting_publishes_what_never_loading_would(corpus: list[Reading], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(corpus), unique_by=lambda r: r.article.key))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        published(path, [corpus])
        with GraphStore(path) as store:
            keys = {reading.article.key for reading in kept}
            for state in list(store.articles()):
                if state.key not in keys:
                    store.forget(state.iri)
            publish(store, background())
        assert dataset(path) == published(Path(folder, "b"), [kept])


@quick
@given(corpus=some_corpora, others=some_corpora, data=st.data())
def test_publishing_what_changed_is_publishing_all_anew(
    corpus: list[Reading], others: list[Reading], data: st.DataObject
) -> None:
    """``others`` replace articles of the corpus where they have their keys, and add to it where not."""
    with tempfile.TemporaryDirectory() as folder, GraphStore(Path(folder, "a")) as store:
        list(store.load(corpus))
        publish(store, background())
        for number, reading in enumerate(others):
            target = data.draw(st.sampled_from([*corpus, reading]))
            article = target.article if number % 2 else reading.article
            list(store.load([Reading(article=article, facts=reading.facts, reader="other", entities=reading.entities)]))
        if data.draw(st.booleans()):
            store.forget(next(store.articles()).iri)
        publish(store, background())
        stepwise = dataset(store.path), open_manifest(store.path)
        publish(store, background(), anew=True)
        assert stepwise == (dataset(store.path), open_manifest(store.path))


@quick
@given(corpus=some_corpora, others=corpora(max_size=2), data=st.data())
def test_corrections_that_come_change_and_go_leave_no_trace(
    corpus: list[Reading], others: list[Reading], data: st.DataObject
) -> None:
    """What is published depends on the corrections that are there, not on those that were, nor on when they came."""
    every = [*corpus, *(one for one in others if one.article.key not in {other.article.key for other in corpus})]
    first, second = data.draw(corrections_of(every)), data.draw(corrections_of(every))
    kept = Corrections(filed=(*(one for one in first.filed if data.draw(st.booleans())), *renamed(second)))
    with tempfile.TemporaryDirectory() as folder, GraphStore(Path(folder, "a")) as store:
        list(store.load(corpus))
        publish(store, background())
        bare = dataset(store.path)
        publish(store, background(), corrections=first)
        publish(store, background(), corrections=Corrections())
        assert dataset(store.path) == bare
        publish(store, background(), corrections=first)
        list(store.load(others))
        publish(store, background(), corrections=kept)
        if data.draw(st.booleans()):
            store.forget(next(store.articles()).iri)
            publish(store, background(), corrections=kept)
        stepwise = dataset(store.path), open_manifest(store.path)
        publish(store, background(), corrections=kept, anew=True)
        assert stepwise == (dataset(store.path), open_manifest(store.path))


def renamed(corrections: Corrections) -> tuple[Filed, ...]:
    """The same corrections in files of other names."""
    return tuple(replace(one, name=f"later/{one.name}") for one in corrections.filed)


def open_manifest(path: Path) -> bytes:
    """What lies beside a publication: its manifest, and what it knows of deals."""
    (newest,) = path.glob(f"publications/{(path / 'publications' / 'CURRENT').read_text().strip()}/manifest.json")
    return newest.read_bytes() + (newest.parent / "deals.gz").read_bytes()


@quick
@given(corpus=corpora(min_size=1, max_size=3))
def test_the_counts_in_the_catalogue_are_those_of_the_default_graph(corpus: list[Reading]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        published(Path(folder, "a"), [corpus])
        store = open_published(Path(folder, "a"))
        default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        counted = store.query(
            "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n { ?d a void:Dataset ; void:triples ?n }"
        )
        assert isinstance(counted, ox.QuerySolutions)
        assert [int(row["n"].value) for row in counted] == [len(default)]
        classes = store.query(
            "PREFIX void: <http://rdfs.org/ns/void#> PREFIX k: <https://w3id.org/kerege/ontology#>"
            "SELECT ?c ?n { ?p void:class ?c ; void:entities ?n FILTER(STRSTARTS(STR(?c), STR(k:))) }"
        )
        assert isinstance(classes, ox.QuerySolutions)
        for row in classes:
            instances = store.quads_for_pattern(None, k.RDF_TYPE, row["c"], ox.DefaultGraph())
            own = [
                q for q in instances if "/kerege/ontology#" not in str(q.subject) and "/graph/" not in str(q.subject)
            ]
            assert len(own) == int(row["n"].value), row["c"]
