"""Near copies count as one independent source in what is published, in whatever steps it came."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.article import Article
from loaders.facts import Entity, Kind, Met, Reading
from ontology import terms as k
from tests.source_samples import PARAGRAPHS, TEXT
from tests.strategies import MINTER
from tests.test_publish_property import background, dataset, published, quick

WHO = tuple(
    Entity(iri=MINTER.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,))
    for name in ("Aigul Saparova", "Omar Said")
)
MET = Met(a=WHO[0], b=WHO[1], evidence=((0, 9),), rule="test")
texts = st.lists(st.sampled_from([*PARAGRAPHS, "Word by word " * 30, "x " * 9]), min_size=1, max_size=4).map(
    "\n\n".join
)


def report(number: int, text: str) -> Reading:
    """An article that tells of the meeting."""
    about = {
        "url": f"https://copies.example.org/{number}",
        "publisher": f"Daily {number}",
        "date": date(2026, 3, number),
    }
    return Reading(article=Article(text=text, **about), facts=(MET,), entities=WHO, reader="test")  # type: ignore[arg-type]


def counted(path: Path) -> set[tuple[str, str]]:
    """Articles and independent sources of the facts that are published."""
    store = open_published(path)
    numbers = [
        {quad.subject: quad.object.value for quad in store.quads_for_pattern(None, name, None)}
        for name in (k.articles, k.independentSources)
    ]
    return {(numbers[0][fact], numbers[1][fact]) for fact in numbers[0]}


def test_a_republished_report_is_no_second_source(tmp_path: Path) -> None:
    other = " ".join(reversed(TEXT.split()))
    copies = [report(1, TEXT), report(2, f"Valley road: loan agreed\n\n{TEXT}"), report(3, "\n\n".join(PARAGRAPHS[:2]))]
    published(tmp_path / "store", [copies])
    assert counted(tmp_path / "store") == {("3", "1")}
    published(tmp_path / "store", [[report(4, other)]])
    assert counted(tmp_path / "store") == {("4", "2")}


def test_forgetting_or_changing_one_counts_the_others_anew(tmp_path: Path) -> None:
    path = tmp_path / "store"
    other = " ".join(reversed(TEXT.split()))
    published(path, [[report(1, TEXT), report(2, TEXT + "\n\nMore."), report(3, other)]])
    assert counted(path) == {("3", "2")}
    with GraphStore(path) as store:
        store.forget(MINTER.article(report(3, other).article.key))
        publish(store, background())
    assert counted(path) == {("2", "1")}
    published(path, [[report(2, other)]])
    assert counted(path) == {("2", "2")}


@quick
@given(data=st.data())
def test_copies_are_counted_the_same_stepwise_and_at_once(data: st.DataObject) -> None:
    meetings = [report(number, data.draw(texts)) for number in range(1, data.draw(st.integers(2, 6)))]
    readings = data.draw(st.permutations(meetings))
    cut = data.draw(st.integers(0, len(readings)))
    changed = [replace(meetings[0], article=report(1, data.draw(texts)).article)]
    with tempfile.TemporaryDirectory() as folder:
        stepwise = published(Path(folder, "a"), [readings[:cut], readings[cut:], changed])
        with GraphStore(Path(folder, "a")) as store:
            publish(store, background(), anew=True)
            assert dataset(store.path) == stepwise
        at_once = published(Path(folder, "b"), [[*reversed(meetings[1:]), *changed]])
        assert stepwise == at_once
