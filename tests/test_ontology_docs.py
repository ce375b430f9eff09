"""The pages on ontology and data model say what is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.article import Article
from loaders.facts import Entity, Kind, Met, Reading
from loaders.quads import quads
from ontology import generate_terms, iris, term_tables
from ontology import terms as k
from ontology.iris import Minter

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GOOD = sorted((ROOT / "tests" / "conformance" / "good").glob("*.ttl"))

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the pages are not beside the tests")


def page(name: str) -> str:
    """The text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The good graphs of the conformance suite, in one."""
    found = ox.Store()
    for file in GOOD:
        found.load(path=file, format=ox.RdfFormat.TURTLE)
    return found


def test_the_tables_are_those_of_the_ontology() -> None:
    """Whoever changes a term writes the tables again."""
    text = page("ontology.md")
    assert term_tables.renewed(text, (term_tables.FOLDER / "kerege.ttl").read_bytes()) == text


def test_a_page_without_marks_is_refused() -> None:
    """Rather than losing what a person wrote."""
    with pytest.raises(ValueError, match="needs the marks"):
        term_tables.renewed("# A page", b"")


def test_every_term_in_the_pages_exists() -> None:
    """In text, tables, pictures and queries."""
    turtle = (generate_terms.FOLDER / "kerege.ttl").read_bytes()
    known = {name for _, owl_type in generate_terms.SECTIONS for name in generate_terms.local_names(turtle, owl_type)}
    for name in ("ontology.md", "data-model.md"):
        assert set(re.findall(r"\bk:([A-Za-z]\w*)", page(name))) <= known


def example() -> Reading:
    """The article of the example on the page."""
    text = "Omar Said met with Aigul Saparova in Sava. The bank, a member of the Alpine Group, signed a loan."
    minter = Minter()
    said, saparova = (
        Entity(iri=minter.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,))
        for name in ("Omar Said", "Aigul Saparova")
    )
    return Reading(
        article=Article(
            text=text,
            title="Loan signed for highway",
            publisher="The Sava Times",
            url="https://news.example.org/1",
            date=date(2025, 5, 15),
        ),
        facts=(Met(a=said, b=saparova, evidence=((0, text.index(".") + 1),), rule="met.met-with"),),
        reader="kerege-rules 0.1",
        entities=(saparova, said),
    )


def test_the_example_is_what_is_written() -> None:
    """Character for character, but for what publishing adds: the joined fact and its node."""
    (block,) = re.findall(r"```trig\n(.*?)```", page("data-model.md"), re.DOTALL)
    shown = set(ox.parse(block, format=ox.RdfFormat.TRIG))
    fact = {quad.subject for quad in shown if quad.object == k.Fact}
    plain = {quad for quad in shown if quad.predicate == k.metWith and quad.graph_name == ox.DefaultGraph()}
    published = {quad for quad in shown if quad.subject in fact or quad.predicate == k.reports} | plain
    assert shown - published == set(quads(example()))
    (node,) = fact
    assert node == ox.NamedNode(
        Minter().fact(*(f"{iris.BASE}id/person/aigul-saparova", k.metWith.value, f"{iris.BASE}id/person/omar-said"))
    )


def test_the_query_of_the_data_model_runs(store: ox.Store) -> None:
    """And finds the sentence."""
    (block,) = re.findall(r"```sparql\n(.*?)```", page("data-model.md"), re.DOTALL)
    answer = store.query(block)
    assert isinstance(answer, ox.QuerySolutions)
    assert any(row["sentence"] for row in answer)
