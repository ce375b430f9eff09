"""Shortcuts of the reader skip work that could have found nothing, and never any other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading.patterns import rules
from loaders.reading.sure_letters import needs, sure_letters


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("d?(?P<what>[TkC])s(?:o|n)L+", "L s no CTk"),
        ("ab|cb", "b ac"),
        (r"(?<=x)a(?!b)c{0,2}d{2,3}\(", "x a d ("),
        ("(?:ab)?c*", ""),
        ("(?:ab)+", "a b"),
        (r"\w.^$[ab][^c][d-f][g-]", "ab -g"),
        ("a(?:b|c(?:d|de))f", "a bc bd f"),
        ("a(?=b|$)", "a"),
    ],
)
def test_sure_letters(pattern: str, letters: str) -> None:
    """One letter of a choice is sure; what is optional, or looked at to be missing, is not."""
    assert sure_letters(pattern) == set(map(frozenset, letters.split()))


PATTERNS = st.recursive(
    st.sampled_from("abcd") | st.just("[ab]"),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})")
        | st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "??"])).map(lambda p: f"(?:{p[0]}){p[1]}")
        | inner.map(lambda part: f"(?={part})")
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abcd", max_size=8))
def test_what_lacks_a_sure_letter_does_not_match(pattern: str, text: str) -> None:
    """A text without one of the letters of some sure set holds no match."""
    if any(choice.isdisjoint(text) for choice in sure_letters(pattern)):
        assert re.search(pattern, text) is None


def test_signs_that_a_rule_needs() -> None:
    """A slot in a group or a choice may stay empty; any other must be filled."""
    assert needs("{a:PI+} met (?:{b:L} )?{q:Q}") == (frozenset({"<P", "<I"}), frozenset({"<Q"}))
    assert needs("{a:P} met|{b:I} said") == ()
    assert needs(r"[(]{a:P}\(x{b:L}?") == (frozenset({"<P"}),)


def test_most_rules_need_a_sign() -> None:
    """The shortcut is worth its while: nine in ten rules name an entity that must be there."""
    assert sum(bool(rule.needs) for rule in rules()) > 0.9 * len(rules())
