"""The stored queries on the reports that come with Kerege."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ask import Questions
from queries.catalogue import Catalogue, StoredQuery

LEAST = {"articles": "1"}
"""Figures that one article reports will do here; that several report one is shown with the small publication."""

UNTOLD = {
    "co-financiers": "no report tells of two financiers of one project",
    "conflicting-figures": "the reports agree in their figures",
    "corrections": "nobody has corrected the reports",
    "differing-dates": "the reports give one date of each event and period",
    "differing-titles": "the reports give nobody two titles at one time",
    "disagreements": "what the reports put differently can all be true",
    "unheld-events": "no report announces an event",
    "unclear-entities": "nothing in the reports is unclear",
}
"""What the shipped reports do not tell, and why; the small world shows these questions answered."""


@pytest.fixture(scope="module")
def questions(corpus: Path) -> Iterator[Questions]:
    """Questions to the shipped reports."""
    with Questions.of_store(corpus) as asked:
        yield asked


@pytest.mark.parametrize("query", list(Catalogue.load()), ids=lambda query: query.name)
def test_the_examples_have_answers(questions: Questions, query: StoredQuery) -> None:
    """Every stored query finds something with the examples of its header, each row with its sentence and source."""
    values = {
        one.name: LEAST.get(one.name) or one.example or one.default or "" for one in query.parameters if one.required
    }
    answer = questions.ask(query.name, values)
    if query.name in UNTOLD:  # then the answer says what the graph covers, so that nothing is read as “no”
        assert not answer.rows
        assert answer.coverage
        return
    assert answer.rows or answer.triples
    if query.kind == "construct" or "totals" in query.tags:
        return
    said = [row for row in answer.records() if row.get("source") != "reference"]
    assert all(row["sentence"] and row["article"] for row in said)
    if query.name != "what-an-article-says":  # mentions, and what is denied, are counted nowhere
        assert all(isinstance(row["sources"], int) and row["sources"] >= 1 for row in said)


def test_editors_find_the_questions(questions: Questions) -> None:
    """Each stands in the catalogue of the publication, as a text that runs and finds the same."""
    found = questions.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX k: <https://w3id.org/kerege/ontology#> SELECT ?name ?text { ?catalogue a k:CatalogueGraph . "
        "GRAPH ?catalogue { ?query a sh:SPARQLExecutable ; rdfs:label ?name ; sh:select|sh:construct ?text } }"
    )
    texts = {str(name): str(text) for name, text in found.values()}
    assert texts.keys() == {query.name for query in Catalogue.load()}
    met = questions.ask("who-met-whom", {"person": "Olzhas Bektenov"})
    assert questions.query(texts["who-met-whom"]).rows == met.rows
