"""What is read, written and published conforms to the shapes and can be true."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import one_article
import pyoxigraph as ox
import pytest
from test_ontology_shapes import CASES, violations

from graph import consistency
from graph.background import Background
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Fact, Figure
from loaders.quads import quads
from ontology import terms as k

HEAD = "# What one article says, as loaders.quads writes it, in one graph.\n"
PREFIXES = {"k": k.K, "rdfs": k.RDFS, "xsd": k.XSD}


def kinds(cls: type[Fact]) -> set[str]:
    """The kinds of all facts; by name, since a slotted dataclass leaves its first self among the subclasses."""
    below = cls.__subclasses__()
    return {kind for sub in below for kind in kinds(sub)} if below else {cls.kind}


def test_the_article_has_a_fact_of_every_kind() -> None:
    """So that what follows leaves none out."""
    assert {fact.kind for fact in one_article.FACTS} == kinds(Fact)


def test_the_good_graph_is_what_the_loaders_write() -> None:
    """Byte for byte; delete the file and run the test twice to accept a change."""
    turtle = io.BytesIO()
    triples = sorted({quad.triple for quad in quads(one_article.READING)}, key=str)
    ox.serialize(triples, turtle, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(PREFIXES.items())))
    lines = turtle.getvalue().decode().splitlines(keepends=True)
    prefixes = sorted(line for line in lines if line.startswith("@prefix"))
    text = HEAD + "".join(prefixes) + "".join(line for line in lines if not line.startswith("@prefix"))
    golden = CASES / "good" / "one-article.ttl"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written: look at it and run again.")
    assert golden.read_text(encoding="utf-8") == text


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """The default graph after loading the article and one that disagrees with its figure."""
    folder = tmp_path_factory.mktemp("published")
    other = dataclasses.replace(one_article.ARTICLE, url="https://news.example.org/2", publisher="Kesh Daily")
    facts = tuple(
        dataclasses.replace(fact, value=2e9, low=None, high=2.5e9) if isinstance(fact, Figure) else fact
        for fact in one_article.FACTS
    )
    with GraphStore(folder / "store") as store:
        list(store.load([one_article.READING, dataclasses.replace(one_article.READING, article=other, facts=facts)]))
        publish(store, Background.load())
    return list(open_published(folder / "store").quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_a_publication_conforms(published: list[ox.Quad], tmp_path: Path) -> None:
    """Fact nodes, reference data, ontology, inferences and catalogue included."""
    file = tmp_path / "published.ttl"
    ox.serialize([quad.triple for quad in published], file, format=ox.RdfFormat.TURTLE)
    assert {quad.predicate for quad in published} >= {k.reports, k.mirrors, k.independentSources}
    assert violations(file) == set()


@pytest.mark.skipif(consistency.java() is None, reason="no Java to run HermiT with")
def test_a_publication_can_be_true(published: list[ox.Quad]) -> None:
    """Although its articles disagree: that is what assertions are for."""
    report = consistency.check_owl(published)
    assert report.consistent
    assert report.unsatisfiable == ()
