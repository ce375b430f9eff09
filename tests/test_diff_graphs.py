"""What came, went and changed between two graphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from graph.difference import Difference, How, What, difference
from graph.difference_sides import differing
from graph.publications import Publications, newest_published
from graph.publish import publish
from graph.store import GraphStore
from loaders import facts as f
from loaders.article import Article
from loaders.facts import Entity, Fact, Kind, Reading
from ontology import terms as k
from tests.told import FIRST, LAST, MINTER, background, person, told, told_on

LUND, KARSK = person("Ada Lund"), person("Bo Karsk")
BANK = Entity(
    iri=MINTER.institution("Meridian Bank"), kind=Kind.INSTITUTION, cls="DevelopmentBank", name="Meridian Bank",
    names=("Meridian Bank",),
)  # fmt: skip
DAM = Entity(iri=MINTER.undertaking("Tolv dam"), kind=Kind.PROJECT, cls="Project", name="Tolv dam", names=("Tolv dam",))
MET = partial(f.Met, a=LUND, b=KARSK)


def reading(number: int, *said: partial[Fact], title: str = "", of: Iterable[Entity] = ()) -> Reading:
    """An article of one sentence that says all of it."""
    text = f"Sentence {number}. {title}"
    more: dict[str, Any] = {"evidence": ((0, len(text)),), "rule": "test.diff"}
    facts = tuple(one(**more) for one in said)
    named = {value for one in facts for value in vars_of(one) if isinstance(value, Entity)} | set(of)
    mentions = tuple(f.Mention(entity=one, **more) for one in sorted(named, key=lambda one: one.iri))
    article = Article(
        text=text, url=f"https://news.example.org/{number}", title=f"News {number}", publisher=f"Paper {number}",
        date=date(2025, 1, number),
    )  # fmt: skip
    return Reading(article=article, facts=(*facts, *mentions), reader="test 1", entities=tuple(named))


def vars_of(fact: Fact) -> list[object]:
    return [getattr(fact, name) for name in fact.__dataclass_fields__]


def compared(
    path: Path, first: Iterable[Reading], then: Iterable[Reading] = (), forget: Iterable[Reading] = ()
) -> Difference:
    """The difference that publishing again makes."""
    with GraphStore(path) as store:
        list(store.load(first))
        publish(store, background())
        list(store.load(then))
        for one in forget:
            store.forget(MINTER.article(one.article.key))
        publish(store, background())
    number = newest_published(path).number
    stores = [Store.read_only(str(Publications(path).path / str(n) / "store")) for n in (number - 1, number)]
    back = difference(stores[1], stores[0])
    there = difference(*stores)
    assert not difference(stores[0], stores[0])
    swapped = {How.CAME: How.WENT, How.WENT: How.CAME, How.STRONGER: How.WEAKER, How.WEAKER: How.STRONGER}
    for what in (What.FACT, What.FIGURE, What.ARTICLE):
        for how, other in swapped.items():
            assert {item.iri for item in there.of(what, how)} == {item.iri for item in back.of(what, other)}
    return there


def test_what_came_and_went_with_an_article(tmp_path: Path) -> None:
    told(tmp_path / "s")
    told_on(tmp_path / "s")
    one, other = (Store.read_only(str(tmp_path / "s" / "publications" / n / "store")) for n in "12")
    found = difference(one, other)
    assert {item.iri for item in found.of(What.ENTITY, How.WENT)} == {
        MINTER.person("Some Body"),
        MINTER.person("No Body"),
    }
    assert found.counts()[What.ARTICLE] == {How.CAME: 3, How.WENT: 1}
    assert found.counts()[What.FACT] == {How.CAME: 3, How.WENT: 1, How.MOVED: 2}


def test_a_thing_that_goes_by_another_iri_is_no_new_one(tmp_path: Path) -> None:
    told(tmp_path / "s")
    told_on(tmp_path / "s")
    one, other = (Store.read_only(str(tmp_path / "s" / "publications" / n / "store")) for n in "12")
    (moved,) = difference(one, other).of(What.ENTITY, How.MOVED)
    assert (moved.other, moved.iri) == (FIRST, LAST)
    (renamed,) = difference(one, other).of(What.ENTITY, How.RENAMED)
    assert dict(renamed.fields) == {"label": (("Omar Said",), ("Omar Ali Said",))}


def test_a_fact_that_more_sources_report_is_better_attested(tmp_path: Path) -> None:
    found = compared(tmp_path / "s", [reading(1, MET)], [reading(2, MET), reading(3, MET)])
    (item,) = found.of(What.FACT)
    assert item.how is How.STRONGER
    assert dict(item.fields) == {"independentSources": (("1",), ("3",)), "articles": (("1",), ("3",))}
    assert "entity" not in found.counts()


def test_a_fact_that_fewer_report_is_less_attested(tmp_path: Path) -> None:
    first = [reading(1, MET), reading(2, MET)]
    assert [item.how for item in compared(tmp_path / "s", first, forget=first[1:]).of(What.FACT)] == [How.WEAKER]


def test_a_figure_with_another_number_changed(tmp_path: Path) -> None:
    jobs = partial(f.Figure, measure="new jobs", unit="jobs", about=DAM)
    found = compared(
        tmp_path / "s", [reading(1, partial(jobs, value=400))], [reading(1, partial(jobs, value=450), title="x")]
    )
    (item,) = found.of(What.FIGURE)
    assert item.how is How.CHANGED
    assert item.fields["value"] == (("400",), ("450",))
    assert item.other != item.iri


def test_a_figure_of_another_thing_is_another_figure(tmp_path: Path) -> None:
    jobs = partial(f.Figure, measure="new jobs", unit="jobs")
    one, other = (
        reading(1, partial(jobs, about=DAM, value=400)),
        reading(1, partial(jobs, about=BANK, value=450), title="x"),
    )
    assert {item.how for item in compared(tmp_path / "s", [one], [other]).of(What.FIGURE)} == {How.CAME, How.WENT}


def test_a_deal_that_reached_another_stage_changed(tmp_path: Path) -> None:
    loan = partial(f.Finances, financier=BANK, target=DAM, amounts=(5_000_000,), currency="USD", instrument="loan")
    found = compared(
        tmp_path / "s", [reading(1, partial(loan, stage="approved"))], [reading(2, partial(loan, stage="signed"))]
    )
    (item,) = (item for item in found.of(What.FACT, How.CHANGED) if "stage" in item.fields)
    before, now = item.fields["stage"]
    assert set(before) < set(now)
    assert item.fields["independentSources"] == (("1",), ("2",))


def test_a_post_with_another_title_changed(tmp_path: Path) -> None:
    post = partial(f.Position, person=LUND, of=BANK)
    found = compared(
        tmp_path / "s",
        [reading(1, partial(post, title="deputy head"))],
        [reading(1, partial(post, title="head"), title="x")],
    )
    (item,) = found.of(What.FACT, How.CHANGED)
    assert item.fields["title"] == (("deputy head",), ("head",))


def test_things_that_become_one_were_joined_and_their_facts_moved(tmp_path: Path) -> None:
    short, whole = person("A. Lund"), person("Ada Lund")
    first = [reading(1, partial(f.Met, a=short, b=KARSK)), reading(2, partial(f.Met, a=whole, b=KARSK))]
    same = [
        reading(
            n,
            of=(
                Entity(
                    iri=one.iri, kind=one.kind, cls=one.cls, name=one.name, names=one.names, join_keys=("person ada",)
                ),
            ),
        )
        for n, one in ((3, short), (4, whole))
    ]
    found = compared(tmp_path / "s", first, same)
    (joined,) = found.of(What.ENTITY, How.JOINED)
    assert {joined.iri, joined.other} == {short.iri, whole.iri}
    (fact,) = found.of(What.FACT, How.MOVED)
    assert fact.fields["independentSources"] == (("1",), ("2",))
    assert {item.how for item in found.of(What.FACT)} == {How.MOVED, How.STRONGER}
    apart = compared(tmp_path / "t", [*first, *same], forget=same)
    (split,) = apart.of(What.ENTITY, How.SPLIT)
    assert (split.iri, split.other) == (joined.iri, joined.other)
    assert {item.how for item in apart.of(What.FACT)} == {How.MOVED, How.WEAKER}


def test_a_thing_of_another_class_was_retyped(tmp_path: Path) -> None:
    company = Entity(iri=BANK.iri, kind=BANK.kind, cls="Company", name=BANK.name, names=BANK.names)
    found = compared(tmp_path / "s", [reading(1, of=(BANK,))], [reading(1, of=(company,), title="x")])
    (item,) = found.of(What.ENTITY)
    assert item.how is How.RETYPED
    assert dict(item.fields) == {"type": (("DevelopmentBank",), ("Company",))}


def test_an_article_with_other_words_changed(tmp_path: Path) -> None:
    (item,) = compared(tmp_path / "s", [reading(1, MET)], [reading(1, MET, title="x")]).of(What.ARTICLE)
    assert item.how is How.CHANGED
    assert "digest" in item.fields


def test_only_some_kinds_are_compared_if_asked(tmp_path: Path) -> None:
    told(tmp_path / "s")
    told_on(tmp_path / "s")
    one, other = (Store.read_only(str(tmp_path / "s" / "publications" / n / "store")) for n in "12")
    assert difference(one, other, only=(What.FIGURE, What.ENTITY)).counts().keys() == {What.ENTITY}


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.randoms(use_true_random=False))
def test_what_differs_does_not_depend_on_the_order(ones: set[int], others: set[int], random: Random) -> None:
    shuffled = [random.sample(sorted(some), len(some)) for some in (ones, others)]
    assert differing(*shuffled) == (ones - others, others - ones)
    assert differing(sorted(ones), sorted(others)) == (ones - others, others - ones)


def test_facts_that_are_only_another_reading_are_not_told_twice(tmp_path: Path) -> None:
    found = compared(tmp_path / "s", [reading(1, MET)], [reading(2, partial(f.Attended, agent=LUND, event=_forum()))])
    assert found.counts()[What.FACT] == {How.CAME: 1}
    (item,) = found.of(What.FACT)
    assert item.iri == MINTER.fact(LUND.iri, k.attended.value, _forum().iri)


def _forum() -> Entity:
    return Entity(iri=MINTER.event("x", "Forum"), kind=Kind.EVENT, cls="Forum", name="Forum", names=("Forum",))
