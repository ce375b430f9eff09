"""What is joined is one in the published graph and in every stored query; why, and what is uncertain, can be asked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from identity_publication import MINISTRY, REFORM, RESEARCH, RURITANIAN, T_VARGA, VARGA, publication, readings
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, Store
from query_publication import TESTS
from told_twice import background

from graph.ask import Questions
from graph.identity.evidence import CERTAIN, UNCERTAIN, score_of
from graph.identity.kept import FILE
from graph.publications import Publications, open_published
from graph.publish import publish
from graph.store import GraphStore
from ontology import terms as k

CASES = json.loads((TESTS / "query_answers_identity.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication of both papers."""
    return publication(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def questions(place: Path) -> Iterator[Questions]:
    """Questions to it."""
    with Questions(place) as asked:
        yield asked


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the first paper, published; to be copied."""
    folder = tmp_path_factory.mktemp("first") / "store"
    with GraphStore(folder) as store:
        list(store.load(readings()[:1]))
        publish(store, background())
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_golden_rows(questions: Questions, case: dict[str, object]) -> None:
    answer = questions.ask(str(case["query"]), {})
    assert list(answer.columns) == case["columns"]
    assert [list(row.values()) for row in json.loads(answer.json())] == case["rows"]


def test_a_meeting_told_by_two_papers_is_counted_once(questions: Questions) -> None:
    rows = list(questions.ask("participants-of-event", {"event": "meeting of Omar Said and Timur Varga"}).records())
    assert {(row["event"], row["participant"]) for row in rows} == {
        ("meeting of Omar Said and Timur Varga", name) for name in ("Omar Said", "Timur Varga")
    }
    for query, values in {
        "events-of": {"who": "Timur Varga"},
        "posts-of-person": {"person": "T. Varga"},
        "who-met-whom": {"person": "T. Varga"},
        "people-of-institution": {"institution": "Ruritanian Ministry of Roads"},
    }.items():
        rows = list(questions.ask(query, values).records())
        assert {row["sources"] for row in rows} == {2}, query
        assert {row["article"] for row in rows} == {"Paper 1", "Paper 2"}, query


def test_the_joined_fact_is_reported_by_both(place: Path) -> None:
    store = Store.read_only(str(place))
    met = store.query(
        "PREFIX k: <https://w3id.org/kerege/ontology#> SELECT ?n { ?f k:predicate k:metWith ; k:independentSources ?n }"
    )
    assert isinstance(met, QuerySolutions)
    assert {row["n"].value for row in met} == {"2"}


def test_matches_tell_verdict_score_and_reasons(place: Path) -> None:
    store = Store.read_only(str(place))
    default = DefaultGraph()
    verdicts: dict[frozenset[str], str] = {}
    for quad in store.quads_for_pattern(None, k.RDF_TYPE, k.Match, default):
        own = list(store.quads_for_pattern(quad.subject, None, None, default))
        pair = frozenset(q.object.value for q in own if q.predicate == k.matched)
        (verdict,) = (q.object.value for q in own if q.predicate == k.verdict)
        (score,) = (float(q.object.value) for q in own if q.predicate == k.score)
        reasons = [q.object.value for q in own if q.predicate == k.reason]
        assert all(reason.endswith(".") for reason in reasons)
        assert (score >= score_of(CERTAIN)) == (verdict == "joined")
        assert score >= score_of(UNCERTAIN)
        verdicts[pair] = verdict
    assert verdicts[frozenset({VARGA.iri, T_VARGA.iri})] == "joined"
    assert verdicts[frozenset({MINISTRY.iri, RURITANIAN.iri})] == "joined"
    assert verdicts[frozenset({RESEARCH.iri, REFORM.iri})] == "uncertain"
    assert sorted(verdicts.values()) == ["joined"] * 3 + ["uncertain"]


def test_a_joined_thing_moves_when_the_article_that_joined_it_goes(first: Path, tmp_path: Path) -> None:
    second = readings()[1]
    with GraphStore(shutil.copytree(first, tmp_path / "store")) as store:
        for joined in (3, 0, 3):
            if joined:
                list(store.load([second]))
            else:
                store.forget(store.minter.article(second.article.key))
            publish(store, background())
            assert _joined(store.path) == joined


@pytest.mark.parametrize("damage", [b"", b"no gzip", None])
def test_features_that_are_damaged_or_missing_are_made_again(first: Path, tmp_path: Path, damage: bytes | None) -> None:
    with GraphStore(shutil.copytree(first, tmp_path / "store")) as store:
        newest = Publications(store.path).newest()
        assert newest
        if damage is None:
            (newest.path / FILE).unlink()
        else:
            (newest.path / FILE).write_bytes(damage)
        list(store.load(readings()[1:]))
        publish(store, background())
        assert _joined(store.path) == 3


def _joined(path: Path) -> int:
    found = open_published(path).quads_for_pattern(None, k.joinedInto, None, DefaultGraph())
    return sum(1 for quad in found if isinstance(quad.subject, NamedNode))
