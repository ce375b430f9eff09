"""What of a graph a network shows, against the same choice made by hand on the list of facts."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tied import ID, Told, stored

from graph.network.building import network
from graph.network.evidence import evidence
from graph.network.model import Network
from ontology.errors import BadChoice

DAYS = ("2025-01-01", "2025-02-01", "2025-03-01")
PEOPLE, EVENTS = ("person/a", "person/b", "person/c", "person/d"), ("event/x", "event/y")
HOUSES = ("institution/m", "institution/n")


def _facts() -> st.SearchStrategy[list[Told]]:
    days = st.sets(st.sampled_from(DAYS), min_size=1).map(lambda found: tuple(sorted(found)))
    met = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda ends: ends[0] < ends[1])
    ties = st.one_of(
        met.map(lambda ends: (ends[0], "metWith", ends[1])),
        st.tuples(st.sampled_from(PEOPLE), st.just("attended"), st.sampled_from(EVENTS)),
        st.tuples(st.sampled_from(PEOPLE), st.just("worksFor"), st.sampled_from(HOUSES)),
    )
    return st.dictionaries(ties, days, max_size=12).map(lambda found: [Told(*tie, days) for tie, days in found.items()])


def keys(drawn: Network) -> set[str]:
    return {key for _, _, key in drawn.edges(keys=True)}


@settings(max_examples=40)
@given(_facts(), st.randoms(use_true_random=False))
def test_the_order_in_which_a_graph_was_written_does_not_matter(facts: list[Told], chance: random.Random) -> None:
    shuffled = chance.sample(facts, len(facts))
    one, other = network(stored(facts)), network(stored(shuffled))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert keys(one) == {told.iri for told in facts}
    for subject, value, key, said in one.edges(keys=True, data=True):
        (told,) = (told for told in facts if told.iri == key)
        assert (subject, said["predicate"], value) == (ID + told.subject, told.relation, ID + told.object)
        assert said["weight"] == said["independentSources"] == said["evidence"] == len(told.days)
        assert said["sentence"] == f"Said on {told.days[0]}."
        assert said["directed"] == (told.relation != "metWith")


@settings(max_examples=40)
@given(_facts(), st.sampled_from((*PEOPLE, *EVENTS)), st.integers(0, 3), st.integers(1, 2))
def test_a_neighborhood_is_what_so_many_facts_lead_to(facts: list[Told], start: str, depth: int, sources: int) -> None:
    known = [told for told in facts if len(told.days) >= sources]
    reached = {start}
    for _ in range(depth):
        reached |= {
            end for told in known for end in (told.subject, told.object) if reached & {told.subject, told.object}
        }
    within = {told for told in known if {told.subject, told.object} <= reached}
    drawn = network(stored(facts), around=[ID + start], depth=depth, min_sources=sources)
    assert keys(drawn) == {told.iri for told in within}
    is_there = any(start in (told.subject, told.object) for told in facts)
    assert set(drawn) == (
        {ID + end for told in within for end in (told.subject, told.object)} | ({ID + start} if is_there else set())
    )


@settings(max_examples=40)
@given(_facts(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_window_has_what_was_reported_then_or_held_then(facts: list[Told], since: str, until: str) -> None:
    since, until = sorted((since, until))
    times = {"event/x": ("2025-02-01", "2025-02-02")}
    drawn = network(stored(facts, times), since=date.fromisoformat(since), until=date.fromisoformat(until))
    expected = set()
    for told in facts:
        begin, end = times.get(told.object, (told.days[0], told.days[-1]))
        if begin <= until and end >= since:
            expected.add(told.iri)
    assert keys(drawn) == expected


@settings(max_examples=40)
@given(_facts(), st.integers(1, 6))
def test_the_best_sourced_things_stay(facts: list[Told], most: int) -> None:
    whole, part = network(stored(facts)), network(stored(facts), most=most)
    weight = {iri: sum(said["independentSources"] for *_, said in (*whole.in_edges(iri, data=True),
                       *whole.out_edges(iri, data=True))) for iri in whole}  # fmt: skip
    kept = sorted(whole, key=lambda iri: (-weight[iri], iri))[:most]
    assert keys(part) == {key for one, other, key in whole.edges(keys=True) if one in kept and other in kept}


def test_around_something_the_nearer_things_stay() -> None:
    facts = [Told("person/a", "worksFor", "institution/m"), Told("person/b", "worksFor", "institution/m", DAYS),
             Told("person/b", "metWith", "person/c", DAYS)]  # fmt: skip
    drawn = network(stored(facts), around=[f"{ID}person/a"], depth=3, most=2)
    assert set(drawn) == {f"{ID}person/a", f"{ID}institution/m"}


def test_classes_have_those_below_and_inverses_are_turned() -> None:
    facts = [Told("institution/m", "finances", "undertaking/p"), Told("person/a", "attended", "event/x"),
             Told("institution/m", "locatedIn", "place/s")]  # fmt: skip
    store = stored(facts)
    assert keys(network(store, classes=["Institution", "Project"])) == {facts[0].iri}
    assert keys(network(store, classes=["Country"])) == set()
    assert keys(network(store, predicates=["attendedBy"])) == {facts[1].iri}
    around = network(store, classes=["Place"], around=[f"{ID}institution/m"])
    assert keys(around) == {facts[2].iri}
    assert len(network(store, kinds=["person"], isolated=True)) == 1


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"kinds": ["animal"]}, "There is no kind animal; the kinds are event,"),
        ({"classes": ["Animal"]}, "The ontology has no class Animal. Name one such as"),
        ({"predicates": ["statedIn"]}, "The ontology has no relation statedIn. Name one such as attended"),
        ({"depth": 9}, "A neighborhood is 0 to 6 steps deep, not 9."),
        ({"since": date(2025, 2, 1), "until": date(2025, 1, 1)}, "ends before it begins"),
    ],
)
def test_what_there_is_not_is_told(choice: dict[str, object], said: str) -> None:
    with pytest.raises(BadChoice, match=said):
        network(stored([]), **choice)  # type: ignore[arg-type]


def test_many_things_are_read_by_scans_and_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [
        Told(f"person/p{number}", "attended", f"event/e{number % 3}", DAYS[: 1 + number % 3]) for number in range(9)
    ]
    store = stored([*facts, *(Told(f"person/p{number}", "metWith", "person/p9") for number in range(9))])
    looked_up = network(store)
    monkeypatch.setattr("graph.network.columns.FEW", 0)
    scanned = network(store)
    part = network(store, predicates=["attended"], min_sources=3)
    assert list(scanned.nodes(data=True)) == list(looked_up.nodes(data=True))
    assert list(scanned.edges(keys=True, data=True)) == list(looked_up.edges(keys=True, data=True))
    assert keys(part) == {told.iri for told in facts if len(told.days) == 3}


def test_evidence_is_what_each_article_says_the_oldest_first() -> None:
    fact = Told("person/a", "metWith", "person/b", DAYS)
    store = stored([fact])
    said = evidence(store, [fact.iri, "urn:kerege:edge:none"], most=2)
    assert list(said) == [fact.iri]
    assert [(one.date, one.title, one.sentence) for one in said[fact.iri]] == [
        (day, f"News of {day}", f"Said on {day}.") for day in DAYS[:2]
    ]
    assert said[fact.iri][0].link == "https://news.example.org/2025-01-01#:~:text=Said%20on%202025%2D01%2D01."
