"""Publications as readers meet them: whole, undisturbed by the writer, and there after a kill."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from graph.background import Background
from graph.publications import Publications, open_published
from graph.publish import publish
from graph.store import GraphStore
from graph.workers import Request, Workers
from ontology.errors import NothingPublished, StoreError
from tests.test_store_loading import reading

BARE = Background.of((), ())


def test_without_a_publication_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store at"):
        open_published(tmp_path / "s")
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
    with pytest.raises(NothingPublished, match="kerege load"):
        open_published(tmp_path / "s")


def test_a_reader_keeps_what_it_opened_while_the_writer_publishes_on(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        publish(store, BARE)
        opened = open_published(tmp_path / "s")
        before = sorted(map(str, opened))
        for number in range(2, 6):
            list(store.load([reading(number)]))
            assert publish(store, BARE).number == number
        assert sorted(map(str, opened)) == before
        assert len(open_published(tmp_path / "s")) > len(before)


def test_the_last_two_publications_are_kept(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        for number in range(1, 5):
            list(store.load([reading(number)]))
            publish(store, BARE)
    assert sorted(path.name for path in (tmp_path / "s" / "publications").iterdir()) == ["3", "4", "CURRENT"]


def test_an_unpublished_load_is_not_visible(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        publish(store, BARE)
        before = len(open_published(tmp_path / "s"))
        list(store.load([reading(2)]))
        assert len(open_published(tmp_path / "s")) == before


def test_another_background_is_published_anew(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        assert publish(store, BARE).anew
        assert publish(store, BARE).number == 1
        report = publish(store, Background.load())
        assert (report.number, report.anew) == (2, True)


def test_a_damaged_manifest_is_named_with_the_way_out(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        publish(store, BARE)
        newest = Publications(store.path).newest()
        assert newest
        (newest.path / "manifest.json").write_text("{")
        with pytest.raises(StoreError, match="publish anew"):
            publish(store, BARE)
        assert publish(store, BARE, anew=True).number == 2


def test_damaged_data_are_named_with_the_way_out(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        publish(store, BARE)
        newest = Publications(store.path).newest()
    assert newest
    for file in newest.store.glob("*.sst"):
        file.write_bytes(b"damaged" * 1000)
    with pytest.raises(StoreError, match="publish anew"):
        open_published(tmp_path / "s")
    with Workers(newest.store) as workers, pytest.raises(StoreError, match="cannot be opened"):
        workers.run(Request(query="ASK {}"))


PUBLISHER = """
    import runpy, sys
    made = runpy.run_path(sys.argv[2])
    from graph.background import Background
    from graph.publish import publish
    from graph.store import GraphStore
    bare = Background.of((), ())
    with GraphStore(sys.argv[1]) as store:
        print("open", flush=True)
        while True:
            list(store.load(made["reading"](number, 0, size=60) for number in range(8)))
            publish(store, bare)
            for state in list(store.articles())[4:]:
                store.forget(state.iri)
            publish(store, bare)
"""


def test_killing_a_publishing_at_any_moment_leaves_a_whole_publication(tmp_path: Path) -> None:
    def dataset(path: Path) -> list[str]:
        return sorted(map(str, open_published(path)))

    with GraphStore(tmp_path / "model") as store:
        list(store.load(reading(number, 0, size=60) for number in range(8)))
        publish(store, BARE)
        whole = dataset(store.path)
        for state in list(store.articles())[4:]:
            store.forget(state.iri)
        publish(store, BARE)
        half = dataset(store.path)
    script = Path(__file__).with_name("test_store_loading.py")
    path, moments, seen = tmp_path / "s", random.Random(7), set[int]()  # noqa: S311
    for round_ in range(40):
        publishing = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PUBLISHER), str(path), str(script)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert publishing.stdout
        assert publishing.stdout.readline() == "open\n"
        while not (path / "publications" / "CURRENT").exists():
            assert publishing.poll() is None
            time.sleep(0.02)
        time.sleep(moments.uniform(0, 1.2 + round_ / 4))  # a busy machine takes longer to get to the second one
        publishing.send_signal(signal.SIGKILL)
        publishing.wait()
        publishing.stdout.close()
        assert dataset(path) in (whole, half)
        seen.add(len(dataset(path)))
        if round_ >= 7 and len(seen) == 2:
            break
    assert seen == {len(whole), len(half)}, "the kills all came at the same point"
    with GraphStore(path) as store:
        list(store.load(reading(number, 0, size=60) for number in range(8)))
        publish(store, BARE)
    assert dataset(path) == whole
    assert not (path / "publications" / ".building").exists()
