"""A bounded query gives what slicing the whole answer gives, and its probe tells whether something was cut off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Store

from queries.limits import bounded

STORE = Store()
STORE.extend(Quad(NamedNode(f"http://e/{n}"), NamedNode("http://e/p"), Literal(n)) for n in range(9))
STORE.extend(Quad(NamedNode(f"http://e/{n}"), NamedNode("http://e/LIMIT"), Literal(f"OFFSET {n}")) for n in range(3))

SPACES = st.sampled_from([" ", "\n", "\t", "\r\n", " # LIMIT 1\n", " # } OFFSET 2 ' \"\n", " #'''\n"])
NUMBERS = st.integers(0, 12)


@st.composite
def modifiers(draw: st.DrawFn) -> str:
    """LIMIT and OFFSET, in either order, or one, or none; in capitals or not."""
    clauses = [f"{word}{draw(SPACES)}{draw(NUMBERS)}" for word in draw(st.sampled_from([
        (), ("LIMIT",), ("OFFSET",), ("LIMIT", "OFFSET"), ("OFFSET", "LIMIT"), ("limit", "Offset")]))]  # fmt: skip
    return "".join(f"{draw(SPACES)}{clause}" for clause in clauses)


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """Something that has solutions, in an order that is fixed by the numbers ``?o`` where it is sorted."""
    inner = draw(modifiers())
    return draw(st.sampled_from([
        "?s <http://e/p> ?o .",
        "?s <http://e/p> ?o . FILTER(?o < 6 && '} LIMIT 1' != \"{ OFFSET\")",
        "?s <http://e/p> ?o . OPTIONAL { ?s <http://e/LIMIT> ?l FILTER(?l != '''LIMIT 2''') }",
        f"{{ SELECT * {{ ?s <http://e/p> ?o }} ORDER BY ?o{inner} }}",
        f"?s <http://e/p> ?o . {{ SELECT ?s {{ ?s ?LIMIT ?x }} GROUP BY ?s ORDER BY ?s{inner} }}",
        "VALUES ?o { 1 2 3 4 5 6 7 } # LIMIT 3\n",
        "VALUES (?o ?OFFSET) { (1 'LIMIT 1') (2 \"OFFSET 2\") (3 UNDEF) }",
        "BIND(1 AS ?o)",
        "?s <http://e/p> ?o . FILTER EXISTS { SELECT ?s { ?s ?p ?o } LIMIT 1 }",
    ]))  # fmt: skip


@st.composite
def queries(draw: st.DrawFn, form: str) -> str:
    """A SELECT or CONSTRUCT with all that may stand after its pattern."""
    values = draw(st.sampled_from(["", " VALUES ?o { 1 2 3 4 5 }", " VALUES (?o) { (3) (4) } # LIMIT 1"]))
    group = draw(st.booleans()) if form == "SELECT" else False
    head = {
        "SELECT": "SELECT ?o (COUNT(*) AS ?LIMIT)"
        if group
        else draw(st.sampled_from(["SELECT ?o", "SELECT DISTINCT ?o"])),
        "CONSTRUCT": "CONSTRUCT { <http://e/LIMIT> <http://e/OFFSET> ?o }",
    }[form]
    tail = " GROUP BY ?o HAVING (COUNT(*) > 0)" if group else ""
    prologue = draw(
        st.sampled_from(["", "PREFIX LIMIT: <http://e/LIMIT>\n", "# SELECT LIMIT 3\nBASE <http://e/#OFFSET>\n"])
    )
    return f"{prologue}{head} WHERE {{ {draw(patterns())} }}{tail} ORDER BY ?o{draw(modifiers())}{values}"


def found(query: str) -> list[str]:
    results = STORE.query(query)
    assert isinstance(results, QuerySolutions | QueryTriples)
    return [str(one["o"]) if isinstance(results, QuerySolutions) else str(one) for one in results]


@given(queries("SELECT"), st.integers(1, 12))
@settings(max_examples=300)
def test_a_bounded_select_is_the_beginning_of_the_whole(query: str, rows: int) -> None:
    limits, whole = bounded(query, rows), found(query)

    assert found(limits.text) == whole[:rows]
    if limits.probe is None:
        assert len(whole) <= rows
    else:
        assert len(found(limits.probe)) <= 1


@given(queries("SELECT"), st.integers(1, 12))
@settings(max_examples=300)
def test_the_probe_of_a_query_without_a_limit_tells_what_is_missing(query: str, rows: int) -> None:
    """One that states a larger LIMIT than the bound is cut off, too, where there is more than the bound."""
    limits, whole = bounded(query, rows), found(query)
    if limits.probe is not None:
        assert bool(found(limits.probe)) is (len(whole) > rows)


@given(queries("CONSTRUCT"), st.integers(1, 12))
@settings(max_examples=150)
def test_a_bounded_construct_is_the_beginning_of_the_whole(query: str, rows: int) -> None:
    limits, whole = bounded(query, rows, "CONSTRUCT"), found(query)

    assert set(found(limits.text)) <= set(whole)
    if limits.probe is not None:
        missing = set(whole) - set(found(limits.text))
        assert not missing or found(limits.probe)


@pytest.mark.parametrize("number", ["9" * 5000, "1e5", "1.5", "00000000000000000000001"])
def test_numbers_beyond_measure_are_left_to_the_engine(number: str) -> None:
    for word in ("LIMIT", "OFFSET"):
        assert bounded(f"SELECT * {{ ?s ?p ?o }} {word} {number}", 10)
