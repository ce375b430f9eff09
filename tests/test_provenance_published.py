"""Provenance of what is published, as PROV-O has it: where articles are from, who read them, who made the dataset."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import consistency
from graph.background import Background
from graph.consistency import check_owl
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.article import Article
from loaders.facts import Entity, Kind, Mention, Met, PartOf, Reading
from ontology.iris import Minter

MINTER = Minter()
PREFIXES = """
PREFIX k: <https://w3id.org/kerege/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
PROV = "http://www.w3.org/ns/prov#"
ANNA, BORIS = (
    Entity(iri=MINTER.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,))
    for name in ("Anna Aral", "Boris Balkhash")
)
BOARD, BANK, GROUP = (
    Entity(iri=MINTER.institution(name), kind=Kind.INSTITUTION, cls="Organization", name=name, names=(name,))
    for name in ("Steppe Board", "Steppe Bank", "Steppe Group")
)


def reading(number: int, *, publisher: str = "The Sava Times", reader: str = "kerege-rules 0.1+1f2e") -> Reading:
    """An article on a meeting, and on who belongs to whom."""
    found = (ANNA, BORIS, BOARD, BANK, GROUP)
    at = {"evidence": ((0, 9),), "rule": "test"}
    return Reading(
        article=Article(
            text=f"Words of the article numbered {number}.",
            url=f"https://example.org/{number}",
            publisher=publisher,
            date=date(2025, 1, number),
        ),
        facts=(
            *(Mention(entity=entity, **at) for entity in found),  # type: ignore[arg-type]
            Met(a=ANNA, b=BORIS, **at),  # type: ignore[arg-type]
            PartOf(part=BOARD, whole=BANK, relation="unit", **at),  # type: ignore[arg-type]
            PartOf(part=BANK, whole=GROUP, relation="unit", **at),  # type: ignore[arg-type]
        ),
        reader=reader,
        entities=tuple(sorted(found, key=lambda entity: entity.iri)),
    )


def unknown() -> Reading:
    """An article of which nobody knows where it is from."""
    found = reading(3)
    return replace(found, article=replace(found.article, url=None, name="third", publisher=None, date=None))


def rows(store: ox.Store, query: str) -> set[tuple[str, ...]]:
    """The solutions as texts."""
    found = store.query(PREFIXES + query)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return {tuple(getattr(row[name], "value", "") for name in names) for row in found}


@pytest.fixture(scope="module")
def background() -> Background:
    """The shipped ontology, without reference data."""
    from graph.background import shipped_ontology

    return Background.of(shipped_ontology(), ())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, background: Background) -> ox.Store:
    """Two articles of one outlet, which two versions of a reader have read, and one of nobody's."""
    path = tmp_path_factory.mktemp("provenance") / "store"
    with GraphStore(path) as loaded:
        list(loaded.load([reading(1), reading(2, reader="kerege-rules 0.2"), unknown()]))
        publish(loaded, background)
    return open_published(path)


def test_an_article_leads_to_its_page_its_outlet_and_its_day(store: ox.Store) -> None:
    """As far as they are known."""
    assert rows(
        store,
        """SELECT ?page ?outlet ?day { ?article a k:Article, prov:Entity ; prov:wasDerivedFrom ?page ;
        prov:wasAttributedTo/rdfs:label ?outlet ; dcterms:issued ?day }""",
    ) == {
        ("https://example.org/1", "The Sava Times", "2025-01-01"),
        ("https://example.org/2", "The Sava Times", "2025-01-02"),
    }
    assert len(rows(store, "SELECT ?article { ?article a k:Article, prov:Entity }")) == 3


def test_each_article_was_read_by_a_version_of_a_reader(store: ox.Store) -> None:
    """The reading is an activity, the reader a software agent with a version."""
    assert rows(
        store,
        """SELECT ?name ?version ?article { ?reading a prov:Activity ; prov:used ?article ;
        prov:wasAssociatedWith ?reader . ?article a k:Article .
        ?reader a prov:SoftwareAgent ; rdfs:label ?name ; schema:softwareVersion ?version }""",
    ) == {
        ("kerege-rules 0.1+1f2e", "0.1+1f2e", MINTER.article(reading(1).article.key)),
        ("kerege-rules 0.2", "0.2", MINTER.article(reading(2).article.key)),
        (
            "kerege-rules 0.1+1f2e",
            "0.1+1f2e",
            rows(store, "SELECT ?a { ?a a k:Article MINUS { ?a k:url ?u } }").pop()[0],
        ),
    }


def test_the_dataset_was_made_by_a_version_of_the_program_from_some_articles(store: ox.Store) -> None:
    """No clock is asked, so the same articles give the same bytes."""
    assert rows(
        store,
        """SELECT ?program ?articles { ?dataset prov:wasGeneratedBy/prov:wasAssociatedWith/rdfs:label ?program ;
        <http://rdfs.org/ns/void#documents> ?articles }""",
    ) == {(f"kerege {version('kerege')}", "3")}
    assert not rows(store, "SELECT ?t { ?x prov:generatedAtTime|prov:startedAtTime|prov:endedAtTime ?t }")


def test_a_handful_of_triples_for_each_article(store: ox.Store) -> None:
    """Assertions, passages and facts have none."""
    count = rows(store, f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), '{PROV}')) }}")
    assert len([row for row in count if "/reading/" in row[0] or "/article/" in row[0]]) <= 3 * 4
    assert not [row for row in count if "/assertion/" in row[0] or "/fact/" in row[0] or "/passage/" in row[0]]


def test_who_read_and_published_nothing_any_more_is_gone(tmp_path: Path, background: Background) -> None:
    """Readers and outlets are there as long as an article of theirs is; publishing stepwise is publishing anew."""
    with GraphStore(tmp_path / "a") as one:
        list(one.load([reading(1), reading(2, publisher="Other", reader="other 1")]))
        publish(one, background)
        one.forget(MINTER.article(reading(2).article.key))
        list(one.load([reading(1, reader="kerege-rules 0.3")]))
        publish(one, background)
    with GraphStore(tmp_path / "b") as other:
        list(other.load([reading(1, reader="kerege-rules 0.3")]))
        publish(other, background)
    stepwise, anew = open_published(tmp_path / "a"), open_published(tmp_path / "b")
    assert sorted(map(str, stepwise)) == sorted(map(str, anew))
    agents = rows(stepwise, "SELECT ?name { ?agent a prov:Agent ; rdfs:label ?name }")
    assert agents == {("The Sava Times",), ("kerege-rules 0.3",), (f"kerege {version('kerege')}",)}


def aligned() -> list[ox.Triple]:
    """What the alignments say of PROV."""
    file = consistency.ONTOLOGY.with_name("alignments.ttl")
    return [q.triple for q in ox.parse(path=file, format=ox.RdfFormat.TURTLE) if PROV in str(q.object)]


def test_it_keeps_the_constraints_of_prov(store: ox.Store) -> None:
    """Nothing is both done and made, everything is generated once, and nothing is derived from itself.

    Constraints 55, 24 and 42 of https://www.w3.org/TR/prov-constraints/, over all that follows from the alignments.
    """
    published, store = store, ox.Store()
    store.extend(published.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in aligned())
    used = """{ ?x a/rdfs:subClassOf* %s } UNION { %s }"""
    derived = "?d rdfs:subPropertyOf* prov:wasDerivedFrom . "
    entities = rows(store, f"SELECT ?x {{ {used % ('prov:Entity', '?a prov:used ?x')} }}")
    entities |= rows(store, f"SELECT ?x {{ {derived} {{ ?x ?d ?y }} UNION {{ ?y ?d ?x }} }}")
    activities = rows(store, f"SELECT ?x {{ {used % ('prov:Activity', '?y prov:wasGeneratedBy ?x')} }}")
    activities |= rows(store, "SELECT ?x { { ?x prov:used ?y } UNION { ?x prov:wasAssociatedWith ?y } }")
    assert len(activities) == 4
    assert len(entities) > 20
    assert not entities & activities
    assert not rows(store, "SELECT ?x { ?x prov:wasGeneratedBy ?a, ?b FILTER(?a != ?b) }")
    edges = rows(store, f"SELECT ?x ?y {{ {derived} ?x ?d ?y }}")
    sources = {one: {end for start, end in edges if start == one} for one, _ in edges}
    assert not [one for one in sources if one in reached(sources, one)]


def reached(sources: dict[str, set[str]], start: str) -> set[str]:
    """All that something is derived from, directly or not."""
    found, todo = set[str](), [start]
    while todo:
        new = sources.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


@pytest.mark.skipif(consistency.java() is None, reason="no Java to run HermiT with")
def test_it_is_consistent_under_the_axioms_of_prov(store: ox.Store) -> None:
    """What is published of an article, with the alignments and the domains, ranges and disjointness of PROV-O."""
    axioms = ox.parse(
        """@prefix : <http://www.w3.org/ns/prov#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :Entity a owl:Class . :Activity a owl:Class ; owl:disjointWith :Entity . :Agent a owl:Class .
        :SoftwareAgent a owl:Class ; rdfs:subClassOf :Agent . :Organization a owl:Class ; rdfs:subClassOf :Agent .
        :Person a owl:Class ; rdfs:subClassOf :Agent . :Plan a owl:Class ; rdfs:subClassOf :Entity .
        :used a owl:ObjectProperty ; rdfs:domain :Activity ; rdfs:range :Entity .
        :wasAssociatedWith a owl:ObjectProperty ; rdfs:domain :Activity ; rdfs:range :Agent .
        :wasGeneratedBy a owl:ObjectProperty ; rdfs:domain :Entity ; rdfs:range :Activity .
        :wasDerivedFrom a owl:ObjectProperty ; rdfs:domain :Entity ; rdfs:range :Entity .
        :wasAttributedTo a owl:ObjectProperty ; rdfs:domain :Entity ; rdfs:range :Agent .""",
        format=ox.RdfFormat.TURTLE,
    )
    said = [
        quad
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if "/id/" in str(quad.subject) and not quad.predicate.value.startswith(("http://purl.org", "https://schema"))
    ]
    report = check_owl([*axioms, *aligned(), *said])
    assert report.consistent
    assert report.unsatisfiable == ()
