"""What tells rows of answers apart, so that a watched question knows what is new."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.watching_rows import keyed_rows, read, renamed, written
from ontology import terms as k
from queries.catalogue import Catalogue
from queries.keyed import columns, keyed

QUERY = """
    SELECT ?name (COUNT(?y) AS ?n) (REPLACE(GROUP_CONCAT(?text), "a", "b") AS ?sentence) ?published WHERE {
      ?x rdfs:label ?name . ?y k:about ?x ; k:statedIn ?paper . ?paper k:date ?published .
      OPTIONAL { ?y (k:place/rdfs:label)? ?where }
      { SELECT ?y (MAX(?t) AS ?text) { ?y k:text ?t } GROUP BY ?y }
    } GROUP BY ?x ?name ?paper ?published ?where ORDER BY ?name
"""
SELECTS = [query.name for query in Catalogue.load() if query.kind == "select"]


def test_a_query_shows_what_it_groups_by_and_knows_what_only_names_it() -> None:
    plan = keyed(QUERY)
    assert plan.hidden == ("x", "paper", "where")
    assert plan.key == {"x", "paper"}
    assert plan.wording >= {"name", "sentence", "published", "where"}
    assert columns(QUERY) == {"name", "n", "sentence", "published"}


@pytest.mark.parametrize("name", SELECTS)
def test_every_stored_question_can_show_what_tells_its_rows_apart(name: str) -> None:
    stored = Catalogue.load()[name]
    plan = keyed(stored.text)
    found = Store().query(plan.text)
    assert {variable.value for variable in found.variables} == columns(stored.text) | set(plan.hidden)  # type: ignore[union-attr]
    assert plan.key
    assert plan.exact or not plan.key & {"sentence", "article", "published", "link", "sources"}


def test_numbers_tell_rows_apart_only_where_nothing_else_does() -> None:
    text = "SELECT ?year ?currency (SUM(?v) AS ?total) { ?x k:value ?v } GROUP BY ?year ?currency"
    names = ("year", "currency", "total")
    rows = [(Literal(2024), Literal("USD"), Literal(5)), (Literal(2025), Literal("USD"), Literal(5))]
    keys = [row.key for row in keyed_rows(keyed(text), names, names, ("total",), rows)]
    assert len(set(keys)) == 2
    plan = keyed("SELECT ?name ?count { ?x k:name ?name ; k:value ?count }")
    one, other = (
        next(iter(keyed_rows(plan, ("name", "count"), ("name", "count"), ("count",), [(Literal("A"), Literal(n))])))
        for n in (1, 2)
    )
    assert one.key == other.key
    assert one.told != other.told


def test_where_nothing_but_a_name_tells_rows_apart_it_does() -> None:
    plan = keyed("SELECT ?reader ?articles ?n { ?agent rdfs:label ?reader ; k:value ?n }")
    names = ("reader", "articles", "n")
    rows = [(Literal("a"), Literal(1), Literal(n)) for n in (1, 2)] + [(Literal("b"), Literal(1), Literal(1))]
    keys = [next(iter(keyed_rows(plan, names, names, ("n",), [row]))).key for row in rows]
    assert keys == ['[["reader", "\\"a\\""]]', '[["reader", "\\"a\\""]]', '[["reader", "\\"b\\""]]']


def test_rows_of_one_key_are_told_apart_by_their_values() -> None:
    plan, x = keyed("SELECT ?n { ?x k:value ?n } GROUP BY ?x ?n"), NamedNode("http://x")
    rows = list(keyed_rows(plan, ("n", "x"), ("n",), (), [(Literal(n), x) for n in (1, 2, 2)]))
    assert len({row.key for row in rows}) == len(rows) == 2


def test_a_key_follows_things_that_go_by_another_iri() -> None:
    key = json.dumps([["what", '"<http://a>"'], ["x", "<http://a>"], ["y", "<http://c>"]])
    assert json.loads(renamed(key, {"http://a": "http://b"}.get)) == [
        ["what", '"<http://a>"'], ["x", "<http://b>"], ["y", "<http://c>"]
    ]  # fmt: skip


def test_values_are_written_and_read_as_they_are() -> None:
    row = (Literal('a "b"\n'), None, NamedNode("http://x"), Literal("2025-01-01", datatype=k.XSD_DATE), Literal(3))
    assert read(written(row)) == row
    assert read([]) == ()
    with pytest.raises(ValueError, match=r".+"):
        read(["what"])
