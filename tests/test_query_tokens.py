"""Queries are told apart into tokens as SPARQL does, and no text takes more time than in proportion to its length."""

from __future__ import annotations

import sys

import pytest

from ontology.errors import BadSparql
from queries.form import form
from queries.limits import bounded
from queries.mistakes import mistake
from queries.services import calls
from queries.tokens import code, tokens, variables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k:a\\'b ?x", ["k:a\\'b", "?x"]),
        ("?日本 ?x、y", ["?日本", "?x、y"]),
        ("k:a\u200db", ["k:a\u200db"]),
        ("k:a.b.c .", ["k:a.b.c", "."]),
        ("_:a.b. ?x", ["_:a.b", ".", "?x"]),
        ("a.b:c true.", ["a.b:c", "true", "."]),
        ("k:%41%zz", ["k:%41", "%", "zz"]),
        ('"""a"b""c"""', ['"""a"b""c"""']),
        ("'''it's", ["'''it's"]),
        ('"a\nb"', ['"a', "b", '"']),
    ],
)
def test_tokens_are_those_of_the_grammar(text: str, expected: list[str]) -> None:
    """Letters of all scripts, escapes, dots inside names, and texts that do not end."""
    assert [token.text for token in code(text)] == expected
    assert "".join(token.text for token in tokens(text)) == text


def test_variables_are_named_in_every_script() -> None:
    assert variables("SELECT * { BIND(1 AS ?、x) BIND(2 AS ?y·z) }") == ("、x", "y·z")


@pytest.mark.parametrize("piece", ["a.", "a-", '\\"', '\\"""\n', "\\'''\n", "service#", "_:.", ":a.", "<a", "@a-", "{"])
def test_hostile_texts_are_read_in_proportion_to_their_length(piece: str) -> None:
    """Each of these took minutes, or would, if a token were looked for far ahead again and again."""
    text = f"SELECT * {{ {piece * (100_000 // len(piece))}"
    for read in (
        form,
        lambda text: bounded(text, 10),
        lambda text: mistake(text, 1, 1, ""),
        lambda text: [*calls(text)],
    ):
        try:
            read(text)
        except BadSparql:
            continue


def test_code_points_that_there_are_not_are_left_alone() -> None:
    assert form(f'SELECT ("\\U{sys.maxunicode + 1:08X}" AS ?x) {{}}') == "SELECT"
