"""Stories of facts in Python: what articles reserve, joined names, figures that clash, and why everything follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from test_publish_dataset import ANNA, BANK, BORIS, GROUP, RURITANIA, SAID, Publish, article, framework, published

import kerege
from graph.story import Ground, Origin
from graph.story_axioms import shipped_axioms
from graph.story_telling import Teller
from loaders.facts import Bound, Figure, Finances, Met, Modality, PartOf, Party, Position
from ontology import terms as k
from ontology.iris import BASE, Minter

MET = k.metWith.value
__all__ = ["published"]


def met(modality: Modality = Modality.ASSERTED, **more: Any) -> Met:
    """Anna met Boris."""
    return Met(a=ANNA, b=BORIS, modality=modality, **{**SAID, **more})


def test_denials_suppositions_and_plans_are_told_of_what_is_not_there(published: Publish) -> None:
    graph = published(
        article(1, met(Modality.DENIED)), article(2, met(Modality.POSSIBLE)), article(3, met(Modality.PLANNED))
    )
    story = Teller(graph.store, BASE).triple(BORIS.iri, MET, ANNA.iri)
    assert not story.holds
    assert [one.modality for one in story.reserved] == ["denied", "possible", "planned"]
    assert [one.reader for one in story.reserved] == ["test 1"] * 3


def test_who_denies_what_others_state_stands_beside_them(published: Publish) -> None:
    graph = published(article(1, met()), article(2, met(Modality.DENIED, according_to=BORIS)))
    story = Teller(graph.store, BASE).triple(ANNA.iri, MET, BORIS.iri)
    assert story.origins == (Origin.STATED,)
    assert [one.report.article.publisher for one in story.tellings] == ["Daily 1"]
    (denial,) = story.reserved
    assert denial.report.according_to is not None
    assert denial.report.according_to.label == "Boris Balkhash"


def test_a_plan_to_finance_is_told_though_nobody_finances_yet(published: Publish) -> None:
    plan = framework("Ruritania plan", "plan")
    graph = published(article(1, Finances(financier=BANK, target=plan, stage="planned", **SAID)))
    story = Teller(graph.store, BASE).triple(BANK.iri, k.finances.value, plan.iri)
    assert not story.holds
    assert [one.cls.label for one in story.beside] == ["deal"]


def test_names_and_joined_iris_of_the_ends_are_told(published: Publish) -> None:
    long, short = framework("World Bank Group plan", "key"), framework("World Bank plan", "key")
    graph = published(
        article(1, Party(framework=long, party=RURITANIA, **SAID)),
        *(article(number, Party(framework=short, party=RURITANIA, **SAID)) for number in (2, 3)),
    )
    story = Teller(graph.store, BASE).triple(short.iri, k.party.value, RURITANIA.iri)
    plan = next(end for end in story.ends if end.thing.iri == short.iri)
    assert plan.names == ("World Bank Group plan",)
    assert [one.iri for one in plan.joined] == [long.iri]
    (match,) = plan.matches
    assert (match.verdict, match.reasons) == ("joined", ("Articles give both the key “key”.",))


def test_figures_that_cannot_be_true_together_are_told(published: Publish) -> None:
    figures = [
        Figure(
            about=RURITANIA, counterpart=None, measure="exports", value=value, low=value, high=value, unit="USD",
            bound=Bound.EXACT, per_year=False, indicator="exports", period=None, **SAID,
        )
        for value in (4.0, 9.0)
    ]  # fmt: skip
    graph = published(*(article(number, figure) for number, figure in enumerate(figures, start=1)))
    (fact,) = graph.rows("SELECT ?f { ?f a k:Observation ; k:value ?v FILTER(?v = 4) }")
    story = Teller(graph.store, BASE).fact(f"{BASE}id/fact/{fact[0]}")
    assert story.cls == "Observation"
    (other,) = story.conflicts
    assert other.reports[0].article.publisher == "Daily 2"


def test_only_so_many_reports_are_told_and_the_others_counted(published: Publish) -> None:
    graph = published(*(article(number, met()) for number in range(1, 6)))
    story = Teller(graph.store, BASE, most=2).triple(ANNA.iri, MET, BORIS.iri)
    assert [one.report.article.date for one in story.tellings] == ["2025-01-01", "2025-01-02"]
    assert (story.articles, story.untold) == (5, 3)


def test_what_follows_in_two_steps_is_followed_back_to_what_is_stated(published: Publish) -> None:
    """Anna works for a unit of a unit of the group."""
    board = article(
        1,
        Position(person=ANNA, title="Chair", of=BOARD, **SAID),
        PartOf(part=BOARD, whole=OFFICE, relation="unit", **SAID),
        PartOf(part=OFFICE, whole=BANK, relation="unit", **SAID),
    )
    graph = published(board)
    story = Teller(graph.store, BASE).triple(ANNA.iri, k.worksFor.value, GROUP.iri)
    assert story.origins == (Origin.INFERRED,)
    leaves = set(stated(story.grounds))
    assert leaves == {
        ("Anna Aral", "works for", "Board"),
        ("Board", "unit of", "Office"),
        ("Office", "unit of", "Steppe Bank of Development"),
        ("Steppe Bank of Development", "unit of", "Steppe Group"),
    }


def stated(grounds: tuple[Ground, ...]) -> list[tuple[str, str, str]]:
    """What everything goes back to."""
    found: list[tuple[str, str, str]] = []
    for ground in grounds:
        for one in ground.premises:
            if one.grounds:
                found += stated(one.grounds)
            else:
                assert one.origins != (Origin.INFERRED,)
                found.append((one.subject.label, one.predicate.label, one.object.label))
    return found


BOARD, OFFICE = (
    type(BANK)(iri=Minter().institution(name), kind=BANK.kind, cls="Organization", name=name, names=(name,))
    for name in ("Board", "Office")
)


@pytest.fixture(scope="module")
def graph(corpus: Path) -> kerege.Graph:
    """The reports that come with Kerege."""
    return kerege.open(corpus)


def test_everything_that_was_inferred_has_a_reason(corpus: Path) -> None:
    """Each triple of the inferred graph follows by an axiom from triples that are there."""
    from graph.publications import open_published

    store, axioms = open_published(corpus), shipped_axioms()
    inferred = list(store.quads_for_pattern(None, None, None, ox.NamedNode(f"{BASE}graph/inferred")))
    assert len(inferred) > 300
    for quad in inferred:
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode)
        edge = (quad.subject.value, quad.predicate.value, quad.object.value)
        assert next(axioms.reasons(store, edge), None) is not None, edge


def test_the_python_face_explains(graph: kerege.Graph) -> None:
    with graph:
        found = graph.explain("Bektenov", "met with", "Bassani")
        assert found.holds
        assert str(found) == (
            "Olzhas Bektenov met with Antonella Bassani. Stated by 2 articles, 2 independent sources."
        )
        assert found.stories[0].tellings[0].rules[0].name == "met-with"
        assert found.data()["stories"][0]["fact"] == found.stories[0].iri
        assert not graph.explain("Bektenov", "finances", "Bassani").holds
        assert graph.explain("Bektenov", "metWith").others


def test_where_articles_disagree_about_it_is_told_with_both_versions(published: Publish) -> None:
    """Both say that she works there, and not as what."""
    posts = [Position(person=ANNA, title=title, of=BANK, **SAID) for title in ("Chair", "Deputy Minister of Roads")]
    graph = published(article(1, posts[0]), article(2, posts[1]))
    story = Teller(graph.store, BASE).triple(ANNA.iri, k.worksFor.value, BANK.iri)
    (dispute,) = story.disputes
    assert dispute.reason.endswith(".")
    assert {version.words for version in dispute.versions} == {"Chair", "Deputy Minister of Roads"}
    assert {version.publishers for version in dispute.versions} == {("Daily 1",), ("Daily 2",)}
