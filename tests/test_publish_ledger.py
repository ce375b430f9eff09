"""IRIs that were published once are remembered when they end, however the publications after them are made."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.background import Background
from graph.ledger import FILE, Ledger
from graph.publications import Publication, Publications, newest_published, open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders.facts import Reading
from ontology import terms as k
from ontology.errors import StoreError
from tests.strategies import MINTER
from tests.test_publish_property import background, quick, some_corpora
from tests.test_store_loading import reading

BARE = Background.of((), ())


def newest(path: Path) -> Publication:
    return newest_published(path)


def described(store: Store) -> set[str]:
    """Every IRI of a thing of which the default graph says anything."""
    quads = store.quads_for_pattern(None, None, None, DefaultGraph())
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return {iri for iri in found if iri.startswith(f"{MINTER.base}id/")}


@settings(quick, max_examples=8)
@given(corpus=some_corpora, others=some_corpora, data=st.data())
def test_the_ledger_is_what_was_described_once_and_is_not_now(
    corpus: list[Reading], others: list[Reading], data: st.DataObject
) -> None:
    """Each change is published step by step in one store and anew in the other."""
    gone = data.draw(st.lists(st.sampled_from(corpus), unique_by=lambda r: r.article.key))
    back = data.draw(st.lists(st.sampled_from(corpus), max_size=1))
    once = set[str]()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stores = [stack.enter_context(GraphStore(Path(folder, name))) for name in "ab"]
        for loaded, forgotten in ((corpus, ()), (others, gone), (back, ())):
            for store, anew in zip(stores, (False, True), strict=True):
                list(store.load(loaded))
                for one in forgotten:
                    store.forget(MINTER.article(one.article.key))
                publish(store, background(), anew=anew)
            now = described(open_published(stores[0].path))
            once |= now
            one, other = ((newest(store.path).path / FILE).read_bytes() for store in stores)
            assert one == other
            assert Ledger.of(newest(stores[0].path).path).entries().keys() == once - now


def test_of_a_forgotten_article_its_passages_assertions_and_facts_are_in_the_ledger(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1), reading(2)]))
        publish(store, BARE)
        before = open_published(store.path)
        article = next(store.articles()).iri
        parts = {
            q.subject
            for name in (k.statedIn, k.passageOf)
            for q in before.quads_for_pattern(None, name, NamedNode(article))
        }
        assert store.forget(article)
        publish(store, BARE)
    ledger = Ledger.of(newest(tmp_path / "s").path)
    assert parts
    assert all(ledger.find(part.value) == "" for part in parts if isinstance(part, NamedNode))
    assert ledger.find(article) == ""
    assert ledger.find("https://w3id.org/kerege/id/person/nobody") is None


def test_what_comes_back_is_taken_out(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        for _ in range(2):
            list(store.load([reading(1), reading(2)]))
            publish(store, BARE)
            assert Ledger.of(newest(store.path).path).entries() == {}
            store.forget(next(store.articles()).iri)
            publish(store, BARE)
            assert Ledger.of(newest(store.path).path).entries()


def test_a_copied_store_has_its_ledger(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1), reading(2)]))
        publish(store, BARE)
        store.forget(next(store.articles()).iri)
        publish(store, BARE)
    shutil.copytree(tmp_path / "s", tmp_path / "copy")
    with GraphStore(tmp_path / "copy") as copy:
        list(copy.load([reading(3)]))
        publish(copy, BARE)
    entries = Ledger.of(newest(tmp_path / "s").path).entries()
    assert entries
    assert Ledger.of(newest(tmp_path / "copy").path).entries() == entries


def test_a_publication_of_an_older_program_has_an_empty_ledger_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    with GraphStore(tmp_path / "s") as store:
        list(store.load([reading(1)]))
        publish(store, BARE)
        file = newest(store.path).path / FILE
        file.unlink()
        list(store.load([reading(2)]))
        publish(store, BARE)
        assert Ledger.of(newest(store.path).path).entries() == {}
        (newest(store.path).path / FILE).write_bytes(gzip.compress(b"x")[:-3])
        list(store.load([reading(3)]))
        with pytest.raises(StoreError, match="remove it"):
            publish(store, BARE)
        assert Publications(store.path).newest() == newest(store.path)


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda t: not set(t) & set("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")),
        st.just("") | st.just("urn:x"),
    )
)
def test_every_entry_is_found_and_nothing_else(entries: dict[str, str]) -> None:
    lines = [f"{iri}\t{joined}" if joined else iri for iri, joined in sorted(entries.items())]
    ledger = Ledger("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
    assert all(ledger.find(iri) == joined for iri, joined in entries.items())
    assert ledger.find("nowhere at all\x00") is None
