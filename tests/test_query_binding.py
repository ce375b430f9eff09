"""Binding values to stored queries: a value stays a value, whatever it holds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from ontology.errors import BadParameter
from queries.binding import bind, written
from queries.parameters import parameter
from queries.tokens import star, tokens, unescaped, variables

ECHO = 'SELECT ?said ("?_a" AS ?b) WHERE { BIND(?_a AS ?said) FILTER(?said = ?_a) } # ?_a'
HOSTILE = (
    '"',
    '" . } # ',
    "\\",
    '\\"',
    "\\u0022 ) SERVICE <http://localhost/> {} #",
    "\\\\u0022",
    "\n} DROP ALL #",
    "\r",
    '"""',
    "'''",
    "?_a",
    "> . ?s ?p ?o #",
    "\x00\x0b\x1f\u2028",
    "😀 “quoted”",
    "{{}}%s{0}",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_arrive_verbatim(value: str) -> None:
    """What would end a string or a query early is data, in engines that replace code point escapes first too."""
    query = bind(ECHO, {"_a": Literal(value)})
    for text in (query, unescaped_first(query)):
        (row,) = Store().query(text)
        assert (row["said"].value, row["b"].value) == (value, "?_a")


def unescaped_first(query: str) -> str:
    """The query as an engine sees it that replaces code point escapes before it parses."""
    return unescaped(query)


@given(st.text())
@example("\\u005c\\u0022")
@example("\\U0001F600\\")
def test_any_value_keeps_the_shape_of_the_query(value: str) -> None:
    """The bound query has the tokens of the query, save that the value stands where the parameter stood."""
    query = bind(ECHO, {"_a": Literal(value)})
    expected = ["string" if token.text == "?_a" else token.kind for token in tokens(ECHO)]
    assert [kind for kind in kinds(query) if kind != "space"] == [kind for kind in expected if kind != "space"]
    (row,) = Store().query(query)
    assert row["said"] == Literal(value)


def kinds(query: str) -> list[str]:
    """The kinds of the tokens of a query."""
    return [token.kind for token in tokens(query)]


@given(st.text())
def test_an_iri_is_bound_whole_or_refused(value: str) -> None:
    """What is no absolute IRI never gets into a query."""
    term = parameter("_x_iri")
    try:
        text = written(term.term(value))
    except BadParameter:
        return
    assert text == f"<{value}>"
    assert [token.kind for token in tokens(text)] == ["iri"]


@pytest.mark.parametrize(
    "value", ["a b", "http://x/> } #", "relative", "http://x/{y}", 'http://x/"', "http://x/\\u003e", "http://["]
)
def test_what_is_no_iri_is_refused(value: str) -> None:
    """Spaces, angle brackets, braces, quotes and backslashes have no place in an IRI."""
    with pytest.raises(BadParameter, match="no absolute IRI"):
        parameter("_x_iri").term(value)


def test_only_whole_tokens_are_replaced() -> None:
    """Strings, IRIs, comments, names and longer variables that hold a parameter's name are left alone."""
    text = 'SELECT ?_ab { ?_a k:x?_a <http://x/?_a> \'?_a\' """?_a""" # ?_a\n $_a }'
    bound = bind(text, {"_a": NamedNode("http://v")})
    assert bound == (
        'SELECT ?_ab {  <http://v>  k:x <http://v>  <http://x/?_a> \'?_a\' """?_a""" # ?_a\n  <http://v>  }'
    )


def test_half_a_surrogate_pair_is_refused() -> None:
    """What cannot be encoded is said to be no character."""
    with pytest.raises(BadParameter, match="surrogate"):
        parameter("_x").term("\ud800")


@pytest.mark.parametrize(
    ("variable", "value", "term"),
    [
        ("_x", "a", '"a"'),
        ("_x_literal", "a", '"a"'),
        ("_x_en", "a", '"a"@en'),
        ("_x_integer", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("_x_number", "2.5", '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("__x_xsd_date", "2025-02-28", '"2025-02-28"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("_x_iri", "https://a.example/b", "<https://a.example/b>"),
    ],
)
def test_the_suffix_of_a_parameter_is_its_type(variable: str, value: str, term: str) -> None:
    """Parameters are typed by their names, as in grlc."""
    assert written(parameter(variable).term(value)) == term


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("_x_xsd_date", "2025-02-30"),
        ("_x_xsd_date", "20250228"),
        ("_x_xsd_date", "May"),
        ("_x_integer", "2.5"),
        ("_x_number", "1e5"),
        ("_x_number", "٣"),
        ("_x_xsd_boolean", "yes"),
        ("_x_xsd_dateTime", "2025-01-01"),
    ],
)
def test_a_value_of_another_type_is_refused(variable: str, value: str) -> None:
    """The message says what to write."""
    with pytest.raises(BadParameter, match="write "):
        parameter(variable).term(value)


@given(st.text())
def test_the_tokens_of_a_text_are_the_text(text: str) -> None:
    """The tokenizer neither drops nor adds anything."""
    assert "".join(token.text for token in tokens(text)) == text


def test_columns_of_a_star() -> None:
    """The star of a query is told from that of a sub-select, of a path and of a count."""
    assert star("SELECT DISTINCT * { ?b ?a ?c }") is not None
    assert star("SELECT ?x { { SELECT * { ?x ?y ?z } } }") is None
    assert star("SELECT (COUNT(*) AS ?n) { ?s a* ?o }") is None
    assert variables("?b ?a ?b $c '?d'") == ("b", "a", "c")
