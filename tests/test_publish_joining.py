"""Joining by keys: who becomes one thing, under which IRI, and what is kept apart."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from graph.inference import Rules
from graph.joining import Keyed, joined, kind_of

BASE = "https://example.org/"


def iri(name: str, kind: str = "institution") -> str:
    return f"{BASE}id/{kind}/{name}"


def keyed(name: str, *keys: str, articles: int = 1, kind: str = "institution") -> Keyed:
    return Keyed(iri=iri(name, kind), keys=frozenset(keys), articles=articles)


def groups(*entities: Keyed, reference: tuple[str, ...] = ()) -> dict[str, str]:
    """The published name of every entity, by its own."""
    found, _ = joined(entities, BASE, {iri(name) for name in reference})
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


@given(entities, st.randoms(use_true_random=False))
def test_joining_does_not_depend_on_order_and_keeps_its_promises(found: list[Keyed], order: random.Random) -> None:
    reference = {iri("a"), iri("b"), iri("c", "place")}
    shuffled = found.copy()
    order.shuffle(shuffled)
    published, refused = joined(found, BASE, reference)
    assert (published, refused) == joined(shuffled, BASE, reference)
    assert published.keys() == {entity.iri for entity in found}
    for one, other in published.items():
        assert published[other] == other
        assert kind_of(one, BASE) == kind_of(other, BASE)
        assert one not in reference or one == other


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
    assert rules.along_paths(stated) == closed - stated
