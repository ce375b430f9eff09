"""Loading into a store on disk: every article whole or not at all, and nothing twice."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.directory import FORMAT
from graph.store import GraphStore, Status, content_of
from loaders.article import Article
from loaders.facts import Entity, Kind, Mention, Met, Reading
from loaders.quads import Share, quads
from ontology.errors import StoreError
from ontology.iris import Minter

MINTER = Minter()


def reading(number: int, edition: int = 0, reader: str = "reader 1", size: int = 5) -> Reading:
    """An article of a made-up paper with some people who met; ``edition`` changes its text."""
    text = f"Edition {edition}. " + " ".join(f"Person {number} {i} met Minister {i}." for i in range(size))
    article = Article(text=text, url=f"https://example.org/news/{number}", date=date(2025, 1, 1 + number % 28))
    people = tuple(
        Entity(iri=MINTER.person(name), kind=Kind.PERSON, cls="Person", name=name, names=(name,))
        for i in range(size)
        for name in (f"Person {number} {i}", f"Minister {i} of edition {edition}")
    )
    facts = [Mention(evidence=((0, 5),), rule="test", entity=person) for person in people]
    meetings = [Met(evidence=((5, 9),), rule="test", a=people[i], b=people[i + 1]) for i in range(0, len(people), 2)]
    return Reading(article=article, facts=(*facts, *meetings), reader=reader, entities=people)


def stored(content: Iterable[ox.Quad]) -> set[str]:
    """Quads as a store gives them back (it normalizes numbers)."""
    store = ox.Store()
    store.extend(content)
    return {str(quad) for quad in store}


def everything(store: GraphStore) -> set[str]:
    return {str(q) for q in store.live if not str(q.graph_name).startswith("<urn:kerege:live:loaded")}


def test_a_loaded_article_is_there_with_exactly_the_quads_of_its_reading(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        outcomes = list(store.load([reading(1), reading(2)]))
        assert [o.status for o in outcomes] == [Status.LOADED, Status.LOADED]
        for number in (1, 2):
            iri = MINTER.article(reading(number).article.key)
            assert {str(q) for q in content_of(store.live, iri)} == stored(quads(reading(number)))


def test_an_unchanged_article_is_not_read_into_quads_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))

        def fail(*_: object) -> None:
            pytest.fail("an unchanged article was turned into quads")

        monkeypatch.setattr("graph.store.quads", fail)
        assert store.is_current(reading(1).article, "reader 1")
        assert [o.status for o in store.load([reading(1)])] == [Status.UNCHANGED]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(reading(1, edition=1), id="another text"),
        pytest.param(reading(1, reader="reader 2"), id="another reader"),
        pytest.param(
            replace(reading(1), article=replace(reading(1).article, publisher="The Paper")), id="another publisher"
        ),
    ],
)
def test_what_changed_replaces_what_the_article_said_before(tmp_path: Path, changed: Reading) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1), reading(2)]))
        assert not store.is_current(changed.article, changed.reader)
        assert [o.status for o in store.load([changed])] == [Status.REPLACED]
        iri = MINTER.article(changed.article.key)
        assert {str(q) for q in content_of(store.live, iri)} == stored(quads(changed))
        assert [text.text for text in store.texts() if text.key == changed.article.key] == [changed.article.text]
        assert len(list(store.archive.versions())) == 2


def test_a_stricter_share_setting_replaces_what_was_stored_under_a_looser_one(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
    with GraphStore(tmp_path / "s", share=Share.OFFSETS) as store:
        assert [o.status for o in store.load([reading(1)])] == [Status.REPLACED]
        iri = MINTER.article(reading(1).article.key)
        assert not [q for q in content_of(store.live, iri) if q.predicate.value.endswith("#text")]


def test_a_store_keeps_its_share_setting_until_told_otherwise(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s", share=Share.OFFSETS) as store:
        list(store.load([reading(1)]))
    with GraphStore(tmp_path / "s") as store:
        assert store.share is Share.OFFSETS
        assert [o.status for o in store.load([reading(1)])] == [Status.UNCHANGED]
    with GraphStore(tmp_path / "s", share=Share.WORDS) as store:
        assert [o.status for o in store.load([reading(1)])] == [Status.REPLACED]
    (tmp_path / "s" / "share").write_text("everything")
    with pytest.raises(StoreError, match="damaged"):
        GraphStore(tmp_path / "s")


def test_forgetting_leaves_the_store_as_if_the_article_had_never_been_loaded(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "a") as store, GraphStore(tmp_path / "b") as other:
        list(store.load([reading(1), reading(2)]))
        assert store.forget(MINTER.article(reading(2).article.key))
        assert not store.forget(MINTER.article(reading(2).article.key))
        list(other.load([reading(1)]))
        assert set(map(str, store.live)) == set(map(str, other.live))
        assert list(store.archive.versions()) == list(other.archive.versions())
        assert {g.value for g in store.live.named_graphs() if isinstance(g, ox.NamedNode)} == {
            g.value for g in other.live.named_graphs() if isinstance(g, ox.NamedNode)
        }


def test_the_archive_gives_every_article_back_as_it_was(tmp_path: Path) -> None:
    nasty = Article(
        text="\ufeffdate 2025-01-01\r\n\r\nÉmigré — “quoted”\x00\u2028 😀\n", body=5, name="x/1", date=date(2025, 1, 1)
    )
    plain = Article(text="", title="T", publisher="P", date=date(2024, 2, 29), source="a/b.txt")
    with GraphStore(tmp_path / "s") as store:
        list(store.load(Reading(article=a, facts=(), reader="r") for a in (nasty, plain)))
    with GraphStore(tmp_path / "s") as store:
        assert sorted(store.texts(), key=lambda a: a.text) == sorted((nasty, plain), key=lambda a: a.text)


def test_a_damaged_archive_file_is_named_in_the_error(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        (path,) = (tmp_path / "s" / "archive").glob("*/*")
        path.write_bytes(gzip.compress(b"{}")[:-4])
        with pytest.raises(StoreError, match=r"archived text .* cannot be read"):
            list(store.texts())


def test_a_second_writer_is_refused_with_a_sentence_and_let_in_afterwards(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s"):
        script = "import sys\nfrom graph.store import GraphStore\ntry:\n GraphStore(sys.argv[1])\n"
        script += "except Exception as error:\n print(type(error).__name__, error)"
        done = _python(script, tmp_path / "s")
        assert done.startswith(f"StoreError Another process (number {os.getpid()}) is writing to the store")
    with GraphStore(tmp_path / "s") as store:
        assert list(store.articles()) == []


def test_another_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s"):
        pass
    file = tmp_path / "s" / "format"
    for version, advice in ((FORMAT - 1, "Load its articles again"), (FORMAT + 1, "newer program")):
        file.write_text(f'{{"kerege store": {version}, "base": "https://w3id.org/kerege/"}}')
        with pytest.raises(StoreError, match=advice):
            GraphStore(tmp_path / "s")
    file.write_text("not json")
    with pytest.raises(StoreError, match="damaged"):
        GraphStore(tmp_path / "s")


def test_a_directory_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(StoreError, match="holds other things than a store"):
        GraphStore(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        GraphStore(tmp_path / "thesis.doc")
    with pytest.raises(StoreError, match="There is no store"):
        GraphStore(tmp_path / "new", create=False)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_store_keeps_the_base_it_was_made_with(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s", base="https://example.org/kg/") as store:
        assert store.minter.base == "https://example.org/kg/"
    with GraphStore(tmp_path / "s") as store:
        assert store.minter.base == "https://example.org/kg/"
    with pytest.raises(StoreError, match="has the base"):
        GraphStore(tmp_path / "s", base="https://example.org/other/")


def test_quads_of_foreign_graphs_and_blank_nodes_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    node, article = ox.NamedNode("https://example.org/x"), reading(1).article
    with GraphStore(tmp_path / "s") as store:
        for bad in (ox.Quad(node, node, node, node), ox.Quad(node, node, ox.BlankNode(), ox.DefaultGraph())):
            with pytest.raises(StoreError):
                store.put(article, "r", [bad])
        assert len(store.live) == 0
        assert list(store.archive.versions()) == []


def test_a_reading_that_fails_in_the_middle_of_its_quads_leaves_the_old_one(tmp_path: Path) -> None:
    def broken() -> Iterable[ox.Quad]:
        yield from list(quads(reading(1, edition=1)))[:7]
        raise RuntimeError("the rule crashed")

    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        before = set(map(str, store.live))
        with pytest.raises(RuntimeError):
            store.put(reading(1, edition=1).article, "reader 1", broken())
        assert set(map(str, store.live)) == before


LOADER = """
    import sys, runpy
    made = runpy.run_path(sys.argv[2])
    from graph.store import GraphStore
    with GraphStore(sys.argv[1]) as store:
        print("open", flush=True)
        edition = int(sys.argv[3])
        while True:
            for number in range(12):
                list(store.load([made["reading"](number, edition, size=40)]))
            edition += 1
"""


@pytest.mark.parametrize("seed", range(3))
def test_killing_a_load_at_any_moment_leaves_every_article_whole_old_or_new(tmp_path: Path, seed: int) -> None:
    moments = random.Random(seed)  # noqa: S311
    path, edition, seen = tmp_path / "s", 0, set[int]()
    for _ in range(8):
        loading = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(LOADER), str(path), __file__, str(edition)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert loading.stdout
        assert loading.stdout.readline() == "open\n"
        time.sleep(moments.uniform(0, 0.5))
        loading.send_signal(signal.SIGKILL)
        loading.wait()
        loading.stdout.close()
        with GraphStore(path) as store:
            expected: set[str] = set()
            for state in store.articles():
                text = store.archive.article(state.key, state.version)
                number = int((text.url or "").rpartition("/")[2])
                said = int(text.text.split()[1].rstrip("."))
                whole = stored(quads(reading(number, said, size=40)))
                assert {str(q) for q in content_of(store.live, state.iri)} == whole
                expected |= whole
                edition = max(edition, said + 1)
                seen.add(said)
            found = set[str]()
            for state in store.articles():
                found |= {str(q) for q in content_of(store.live, state.iri)}
            assert found == expected
            assert sum(1 for _ in store.live) == len(expected) + 5 * len(list(store.articles())), "stray quads"
            assert set(store.archive.versions()) == {(a.key, a.version) for a in store.articles()}
    assert len(seen) > 1, "no load was killed while replacing"


def _python(script: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return done.stdout
