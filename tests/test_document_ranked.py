"""Long lists of facts are in the same order however much of them is read, and no more of them is looked up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from graph.ranked import Ranked


@given(some.lists(some.tuples(some.integers(-3, 0), some.text(max_size=3)), unique_by=lambda pair: pair[1]))
def test_any_part_is_that_of_the_whole_in_order(pairs: list[tuple[int, str]]) -> None:
    whole = tuple(text for _, text in sorted(pairs, key=lambda pair: (pair[0], len(pair[1]), pair[1])))
    for start in (0, 2, len(pairs)):
        ranked = Ranked(pairs, lambda text: (len(text), text))
        assert len(ranked) == len(pairs)
        assert set(ranked.all()) == set(whole)
        assert ranked.part(start, start + 3) == whole[start : start + 3]
        assert ranked.part(0, len(pairs)) == whole


def test_what_is_not_read_is_not_looked_up() -> None:
    looked: list[str] = []

    def order(text: str) -> str:
        looked.append(text)
        return text

    ranked = Ranked([(-2, "b"), (-2, "a"), (-1, "c"), (-1, "d")], order)
    assert ranked.part(0, 2) == ("a", "b")
    assert sorted(looked) == ["a", "b"]
