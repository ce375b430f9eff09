"""The competency questions: what the ontology is for, each answered by a stored query with a golden answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import ARTICLES, TESTS, Run
from odds import written as disagreeing_articles
from put_right import corrections
from river_publication import river

from graph.answers import Answer
from graph.ask import Questions
from ontology import iris, modules
from ontology.described import described
from queries import competency
from queries.catalogue import Catalogue
from queries.competency import CompetencyQuestion, competency_questions, unasked

ROOT: Final = TESTS.parent
GOLDEN: Final = TESTS / "competency_answers.json"
QUESTIONS: Final = competency_questions()
LEFT_OUT: Final = {"sentence", "article", "published", "link", "told", "otherTold"}
"""Columns by which a row leads back to its sentence; what stands in them is tested with the queries."""


@pytest.fixture(scope="module")
def graphs(corpus: Path, kerege: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Questions]]:
    """The shipped articles, also with corrections, the invented ones, and those that disagree, to be asked."""
    folder = tmp_path_factory.mktemp("competency")
    assert kerege("load", *disagreeing_articles(folder), "--store", folder / "store").returncode == 0
    put_right = corrections(folder / "corrections")
    kerege("load", ARTICLES, "--store", folder / "corrected", "--corrections", put_right)
    with (
        Questions.of_store(corpus) as shipped,
        Questions(river(folder / "river")) as invented,
        Questions.of_store(folder / "store") as disagreeing,
        Questions.of_store(folder / "corrected") as corrected,
    ):
        yield {"shipped": shipped, "invented": invented, "disagreeing": disagreeing, "corrected": corrected}


def canonical(answer: Answer) -> list[list[Any]]:
    """The columns that answer the question, and the rows that differ in them, in an order of their own.

    What a reader is called after its rules changes with every one of them, and is left out.
    """
    columns = [name for name in answer.headings() if name not in LEFT_OUT]
    rows = {json.dumps([row[name] for name in columns], default=str, ensure_ascii=False) for row in answer.records()}
    return [columns, *(json.loads(re.sub(r"\+[0-9a-f]{8}\b", "", row)) for row in sorted(rows))]


@cache
def golden() -> dict[str, list[list[Any]]]:
    """The answers as they were looked at last, by question."""
    found: dict[str, list[list[Any]]] = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.exists() else {}
    return found


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.question)
def test_a_question_has_its_golden_answer(
    one: CompetencyQuestion, graphs: Mapping[str, Questions], pytestconfig: pytest.Config
) -> None:
    """After a change that is meant: ``pytest tests/test_ontology_competency.py --update-golden``, and a look at it."""
    answer = canonical(graphs[one.graph].ask(one.query, one.values))
    if pytestconfig.getoption("--update-golden"):
        golden()[one.question] = answer
        kept = {other.question: golden()[other.question] for other in QUESTIONS if other.question in golden()}
        GOLDEN.write_text(written(kept), encoding="utf-8")
    assert len(answer) > 1, "an answer"
    assert answer == golden()[one.question]


def written(answers: Mapping[str, list[list[Any]]]) -> str:
    """A row on a line, so that changes can be read."""
    parts = [
        f" {json.dumps(question, ensure_ascii=False)}: [\n"
        + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
        + "\n ]"
        for question, rows in answers.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def test_the_golden_answers_are_those_of_the_questions() -> None:
    assert list(golden()) == [one.question for one in QUESTIONS]


def test_every_question_is_asked_once_by_somebody_of_a_stored_query() -> None:
    assert len({one.question for one in QUESTIONS}) == len(QUESTIONS)
    for one in QUESTIONS:
        assert one.question.endswith("?")
        Catalogue.load()[one.query].given(one.values)
        assert one.user
    assert len({one.user for one in QUESTIONS}) >= 5


def test_every_stored_query_answers_a_competency_question() -> None:
    """Whoever adds a query says in ontology/competency.toml who asks it."""
    assert {one.query for one in QUESTIONS} == set(Catalogue.load().queries)


def test_every_class_and_relation_is_asked_for(graphs: Mapping[str, Questions]) -> None:
    """Or it is said why not.

    That is: it stands in the query or its parameters, a thing in the answer is of the class, the answer names the
    relation, a relation that is asked for leads only from or to the class, or the question is about a wider class.
    """
    known = described(modules.source())
    asked = {name for one in QUESTIONS for name in one.terms} | named_relations()
    asked |= {end.removeprefix(iris.ONTOLOGY) for term in known.terms.values() if term.name in asked
              for ends in (term.domains, term.ranges) if len(ends) == 1 for end in ends}  # fmt: skip
    asked |= {term.name for term in known.terms.values() for way in term.path for above in way
              if above.removeprefix(iris.ONTOLOGY) in asked}  # fmt: skip
    asked |= {name for graph in graphs for name in classes(graphs, graph)}
    wanted = {
        term.name for section in ("Classes", "Relations between things") for term in known.sections[section]
    }  # fmt: skip
    assert wanted - asked - unasked().keys() == set(), "add a question to ontology/competency.toml"
    assert unasked().keys() & asked == set(), "asked for by now"
    assert unasked().keys() <= wanted
    assert all(reason.endswith(".") for reason in unasked().values())


def named_relations() -> set[str]:
    """The relations that answers name in a column of their own."""
    labels = {row[answer[0].index("relation")] for answer in golden().values() if "relation" in answer[0]
              for row in answer[1:]}  # fmt: skip
    known = described(modules.source()).sections["Relations between things"]
    return {term.name for term in known if term.label in labels}


def classes(graphs: Mapping[str, Questions], graph: str) -> set[str]:
    """The classes of the things that stand in the golden answers, by their names."""
    names = {cell for one in QUESTIONS if one.graph == graph for row in golden()[one.question] for cell in row
             if isinstance(cell, str)}  # fmt: skip
    found = graphs[graph].query(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT DISTINCT ?label ?class {{ ?thing rdfs:label|skos:notation ?label ; a ?class . "
        f"FILTER(STRSTARTS(STR(?class), '{iris.ONTOLOGY}')) }}"
    )
    return {str(cls).removeprefix(iris.ONTOLOGY) for label, cls in found.values() if str(label) in names}


def test_the_table_of_questions_is_the_one_that_is_written() -> None:
    """After a change of questions: ``python -m queries.competency docs/ontology.md``."""
    file = ROOT / "docs" / "ontology.md"
    if not file.exists():
        pytest.skip("the pages are not beside the tests")
    text = file.read_text("utf-8")
    assert competency.renewed(text) == text


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the marks"):
        competency.renewed("# A page")


def test_a_question_is_shown_as_the_command_that_asks_it() -> None:
    by_query = {one.query: one.command for one in QUESTIONS}
    assert by_query["who-met-whom"] == "kerege ask who-met-whom 'Olzhas Bektenov'"
    one = CompetencyQuestion(question="?", user="x", query="financing-totals", values={"target": "Kazakhstan"})
    assert one.command == "kerege ask financing-totals --param target=Kazakhstan"
