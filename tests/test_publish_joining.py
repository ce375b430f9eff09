"""Joining by keys: who becomes one thing, under which IRI, and what is kept apart."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from graph.fixpoint import along_paths
from graph.inference import Rules
from graph.joining import Keyed, joined, kind_of

BASE = "https://example.org/"


def iri(name: str, kind: str = "institution") -> str:
    return f"{BASE}id/{kind}/{name}"


def keyed(name: str, *keys: str, articles: int = 1, kind: str = "institution") -> Keyed:
    return Keyed(iri=iri(name, kind), keys=frozenset(keys), articles=articles)


def groups(
    *entities: Keyed,
    reference: tuple[str, ...] = (),
    same: Sequence[Sequence[str]] = (),
    different: Sequence[Sequence[str]] = (),
    judged: Sequence[tuple[str, str, float]] = (),
) -> dict[str, str]:
    """The published name of every entity, by its own."""
    found, _ = joined(
        entities,
        BASE,
        {iri(name) for name in reference},
        same=[[iri(name) for name in group] for group in same],
        different=[[iri(name) for name in group] for group in different],
        judged=[(iri(one), iri(other), score) for one, other, score in judged],
    )
    return {one.rpartition("/")[2]: other.rpartition("/")[2] for one, other in found.items()}


def test_a_shared_key_joins_and_joining_goes_on_through_others() -> None:
    assert groups(keyed("a", "1"), keyed("bb", "1", "2"), keyed("ccc", "2"), keyed("d", "3")) == {
        "a": "a", "bb": "a", "ccc": "a", "d": "d",
    }  # fmt: skip


def test_the_iri_is_that_of_most_articles_then_the_shortest_then_the_first() -> None:
    assert groups(keyed("a", "1"), keyed("bbb", "1", articles=2))["a"] == "bbb"
    assert groups(keyed("aa", "1"), keyed("b", "1"))["aa"] == "b"
    assert groups(keyed("b", "1"), keyed("a", "1"))["b"] == "a"
    assert groups(keyed("a", "1", articles=9), keyed("known", "1"), reference=("known",))["a"] == "known"


def test_a_key_joins_within_each_kind_and_the_case_is_reported() -> None:
    entities = [keyed("a", "1"), keyed("b", "1"), keyed("a", "1", kind="place")]
    found, refused = joined(entities, BASE, ())
    assert found == {iri("a"): iri("a"), iri("b"): iri("a"), iri("a", "place"): iri("a", "place")}
    assert [(case.reason, case.keys, len(case.entities)) for case in refused] == [("different kinds", ("1",), 3)]


def test_between_two_reference_entries_everyone_goes_with_the_nearer_and_a_tie_with_neither() -> None:
    chain = [
        keyed("left", "1"),
        keyed("l", "1", "2"),
        keyed("tie", "2", "3"),
        keyed("r", "3", "4"),
        keyed("right", "4"),
    ]
    assert groups(*chain, reference=("left", "right")) == {
        "left": "left", "l": "left", "tie": "tie", "r": "right", "right": "right",
    }  # fmt: skip
    _, (case,) = joined(chain, BASE, {iri("left"), iri("right")})
    assert (case.reason, case.entities) == ("different reference entries", (iri("left"), iri("right")))


entities = st.lists(
    st.builds(
        lambda name, kind, keys, articles: keyed(name, *keys, articles=articles, kind=kind),
        st.sampled_from("abcdefgh"),
        st.sampled_from(("institution", "place")),
        st.sets(st.sampled_from("12345"), max_size=2),
        st.integers(1, 3),
    ),
    unique_by=lambda entity: entity.iri,
)


iris = st.sampled_from([iri(name, kind) for name in "abcdefgh" for kind in ("institution", "place")])
told = st.lists(st.lists(iris, min_size=2, max_size=3, unique=True), max_size=3)
scored = st.lists(st.tuples(iris, iris, st.sampled_from((0.9, 0.95, 1.0))), max_size=6)


@given(entities, told, told, scored, st.randoms(use_true_random=False))
def test_joining_does_not_depend_on_order_and_keeps_its_promises(
    found: list[Keyed],
    same: list[list[str]],
    different: list[list[str]],
    judged: list[tuple[str, str, float]],
    order: random.Random,
) -> None:
    reference = {iri("a"), iri("b"), iri("c", "place")}
    published, refused = joined(found, BASE, reference, same=same, different=different, judged=judged)
    for given_in_some_order in (found, same, different, judged, *same, *different):
        order.shuffle(given_in_some_order)
    turned = [(other, one, score) for one, other, score in judged]
    assert (published, refused) == joined(found, BASE, reference, same=same, different=different, judged=turned)
    said = {iri for group in same for iri in group}
    known = {entity.iri for entity in found}
    assert known <= published.keys() <= known | (reference & said), "entries that a person named, told of or not"
    for one, other in published.items():
        assert published.get(other, other) == other
        assert other in published or other in reference & said
        assert kind_of(one, BASE) == kind_of(other, BASE) or said
        assert one not in reference or one == other or said
    for group in different:
        assert len({published.get(iri, iri) for iri in group if iri in published}) == len(published.keys() & group)
    refused_groups = {case.entities for case in refused if not case.keys}
    for group in same:
        there = {published[iri] for iri in group if iri in published}
        assert len(there) <= 1 or tuple(sorted(group)) in refused_groups


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(("in", "works")), st.sampled_from("abcde"))))
def test_paths_are_followed_to_their_end_and_no_further(facts: list[tuple[str, str, str]]) -> None:
    rules = Rules(superclasses={}, mirrors={}, transitive=frozenset({"in"}), chains=(("works", "works", "in"),))
    stated = set(facts)
    closed = set(stated)
    while new := {
        (a, p, d)
        for a, p, b in closed
        for c, q, d in closed
        if b == c and q == "in" and p in ("in", "works") and a != d
    } - closed:  # fmt: skip
        closed |= new
    assert along_paths(rules, stated) == closed - stated


def test_what_a_person_said_is_the_same_is_joined_whatever_speaks_against_it() -> None:
    assert groups(keyed("a"), keyed("b"), same=[["a", "b"]]) == {"a": "a", "b": "a"}
    assert groups(keyed("a"), keyed("b"), reference=("a", "b"), same=[["a", "b"]])["b"] == "a"
    assert groups(keyed("a"), keyed("c"), same=[["a", "b"], ["b", "c"]])["c"] == "a"
    found, _ = joined([keyed("a"), keyed("a", kind="place")], BASE, (), same=[[iri("a"), iri("a", "place")]])
    assert len(set(found.values())) == 1


def test_something_can_be_joined_to_a_reference_entry_that_no_article_names() -> None:
    assert groups(keyed("a", "1"), keyed("b", "1"), reference=("known",), same=[["b", "known"]]) == {
        "a": "known", "b": "known",
    }  # fmt: skip


def test_what_a_person_said_is_different_stays_apart_whatever_keys_it_shares() -> None:
    entities = [keyed("a", "1", articles=2), keyed("b", "1"), keyed("c", "1")]
    assert groups(*entities, different=[["a", "b"]]) == {"a": "a", "b": "b", "c": "a"}
    assert groups(*entities, different=[["a", "b"]], same=[["b", "c"]]) == {"a": "a", "b": "b", "c": "b"}
    chain = [keyed("a", "1"), keyed("b", "1", "2"), keyed("c", "2", "3"), keyed("d", "3")]
    assert groups(*chain, different=[["a", "d"]]) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_different_is_stronger_than_same_and_the_contradiction_is_reported() -> None:
    entities = [keyed("a"), keyed("b"), keyed("c"), keyed("d")]
    same = [["a", "b"], ["b", "c"], ["c", "d"]]
    assert groups(*entities, same=same, different=[["b", "a"]]) == {"a": "a", "b": "b", "c": "b", "d": "b"}
    assert groups(*entities, same=same[:2], different=[["a", "c"]]) == {"a": "a", "b": "b", "c": "c", "d": "d"}
    _, refused = joined(entities, BASE, (), same=[[iri("a"), iri("b")]], different=[[iri("a"), iri("b")]])
    assert [(case.reason, case.entities) for case in refused] == [("said to be different", (iri("a"), iri("b")))]


def test_judged_pairs_are_joined_the_surest_first_and_of_two_equally_sure_that_exclude_each_other_neither() -> None:
    entities = [keyed("left"), keyed("x"), keyed("right")]
    both = ("left", "right")
    assert groups(*entities, reference=both, judged=[("left", "x", 0.9), ("x", "right", 0.95)])["x"] == "right"
    assert groups(*entities, reference=both, judged=[("left", "x", 0.9), ("x", "right", 0.9)])["x"] == "x"
    assert groups(*entities, judged=[("left", "x", 0.9)], different=[["left", "x"]])["x"] == "x"
    assert groups(keyed("a"), keyed("b", kind="place"), judged=[("a", "b", 1.0)])["b"] == "b"
