"""The stored queries as files: each parses, documents itself and uses only terms that exist."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Dataset, Quad, Store

from ontology.errors import BadParameter, BadSparql
from queries.catalogue import Catalogue, StoredQuery, stored_query
from queries.checks import problems
from queries.examples import SHACL, examples, runnable
from queries.page import page

DOCS = Path(__file__).parent.parent / "docs"
CATALOGUE = Catalogue.load()
each_query = pytest.mark.parametrize("query", list(CATALOGUE), ids=lambda query: query.name)


@each_query
def test_a_stored_query_is_in_order(query: StoredQuery) -> None:
    """It parses with and without its optional values, and every term is one of the ontology."""
    assert problems(query) == []


@each_query
def test_a_stored_query_is_documented(query: StoredQuery) -> None:
    """A question as its summary, a description, tags, and an example for every parameter that is required."""
    assert query.summary.endswith("?")
    assert len(query.description) > 60
    assert query.tags
    for one in query.parameters:
        assert one.example or one.default, one.name


@each_query
def test_a_stored_query_orders_its_rows(query: StoredQuery) -> None:
    """Answers are stable, and lead back to sentences, articles and sources, save for totals and graphs."""
    if query.kind == "construct":
        return
    assert re.search(r"\nORDER BY ", query.text)
    if "totals" not in query.tags:
        assert re.search(r"\nORDER BY .*\?paper", query.text, re.DOTALL)
        assert re.search(r"\?article\s+\?published\s+\?link", query.text)
        assert "k:independentSources" in query.text or "k:textKey" in query.text


def test_there_are_many_questions() -> None:
    """Of every kind that analysts asked for."""
    assert len(CATALOGUE) >= 30
    assert {query.kind for query in CATALOGUE} == {"select", "construct"}


def test_the_page_of_queries_is_up_to_date() -> None:
    """``docs/queries.md`` is what the headers say."""
    assert (DOCS / "queries.md").read_text("utf-8") == page(CATALOGUE)


def test_the_guide_shows_a_query_that_is_in_order() -> None:
    """The query of the guide to writing one passes the checks itself."""
    guide = (DOCS / "writing-a-query.md").read_text("utf-8")
    (text,) = re.findall(r"```sparql\n(.*?)```", guide, re.DOTALL)
    assert problems(stored_query("of-the-guide", text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "has no header"),
        ("#+ tags: [a]\nSELECT * { ?s ?p ?o }", "has no summary"),
        ("#+ summary: [\nSELECT * { ?s ?p ?o }", "no valid YAML"),
        ("#+ summary: A?\nASK { ?s ?p ?o }", "form ASK"),
        ("#+ summary: A?\nDROP ALL", "is an update"),
        ("#+ summary: A?\n#+ parameters:\n#+   - x: {}\nSELECT * { ?s ?p ?_y }", "parameter x that the query does not"),
        ("#+ summary: A?\n#+ defaults: {x: 1}\nSELECT * { ?s ?p ?_y }", "parameter x that the query does not"),
        ("#+ summary: A?\nSELECT * { ?__y ?p ?_y }", "are one parameter"),
        ("#+ summary: A?\n#+ view: globe\nSELECT * { ?s ?p ?o }", "cannot be shown as “globe”"),
        ("#+ summary: A?\nSELECT * { ?s ?p ?_view }", "cannot be called view"),
    ],
)
def test_a_header_that_is_not_right(text: str, message: str) -> None:
    """The file is named, and what is wrong with it."""
    with pytest.raises(BadSparql, match=message):
        stored_query("a-query", text)


@pytest.mark.parametrize("variable", ["?_a_b_c_d", "?_x_foo_bar", "?_x_Strange", "?___x", "?_"])
def test_a_parameter_that_breaks_the_rules(variable: str) -> None:
    """Names hold no underscore; suffixes are the known ones."""
    with pytest.raises(BadParameter):
        stored_query("a-query", f"#+ summary: A?\nSELECT * {{ ?s ?p {variable} }}")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("SELECT ?_x { ?s k:name ?_x }", "does not parse"),
        ("SELECT * { ?s k:nmae ?_x }", "k:nmae is no term"),
        ("SELECT * { ?s a <https://w3id.org/kerege/id/place/x> ; k:name ?_x }", "is no term"),
        ("SELECT * { ?s foaf:name ?_x }", "does not parse"),
    ],
)
def test_problems_are_found(body: str, message: str) -> None:
    """What the checks are for."""
    text = f"#+ summary: A?\nPREFIX k: <https://w3id.org/kerege/ontology#>\n{body}"
    assert any(message in problem for problem in problems(stored_query("a-query", text)))


def test_grlc_lists_and_mappings_are_read() -> None:
    """Defaults may be a mapping, or a list of mappings as grlc has it."""
    for defaults in ("{n: 3}", "[{n: 3}]"):
        text = f"#+ summary: A?\n#+ defaults: {defaults}\nSELECT * {{ ?s ?p ?_n_integer }}"
        assert stored_query("a-query", text).given({}) == {"n": "3"}


def test_examples_describe_every_query() -> None:
    """An editor finds each with its question, its prefixes and a text that runs."""
    found = Dataset(Quad(*triple) for triple in examples(CATALOGUE, endpoint="https://kerege.example/sparql"))
    texts = [quad.object.value for query in CATALOGUE for quad in found if quad.predicate.value == SHACL + query.kind]
    assert len(set(texts)) == len(CATALOGUE)
    for query in CATALOGUE:
        Store().query(runnable(query))
    assert not any("_:" in str(quad) for quad in found)


def test_the_catalogue_is_a_folder(tmp_path: Path) -> None:
    """Other folders hold catalogues too; a name is words and hyphens."""
    (tmp_path / "my-own.rq").write_text("#+ summary: What?\nSELECT * { ?s ?p ?o }", "utf-8")
    own = Catalogue.load(tmp_path)
    assert (len(own), own["my-own"].summary) == (1, "What?")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "My own.rq").write_text("#+ summary: What?\nSELECT * { ?s ?p ?o }", "utf-8")
    with pytest.raises(BadSparql, match="lower-case words"):
        Catalogue.load(tmp_path / "sub")
