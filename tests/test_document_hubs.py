"""A thing with many facts: their order is kept beside the publication, and is the one that is found without."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph import hub_index
from graph.contents import Contents
from graph.fact_lists import listed
from graph.publications import newest_published, open_published
from graph.stats import base_of


@pytest.fixture
def index(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index in which what has twelve facts is a hub."""
    monkeypatch.setattr(hub_index, "MANY", 12)
    hub_index.build(newest_published(corpus).store, tmp_path / "index.sqlite")
    return tmp_path / "index.sqlite"


def test_a_hub_has_the_same_document_with_the_index_and_without(corpus: Path, index: Path) -> None:
    store = open_published(corpus)
    base = base_of(store)
    with sqlite3.connect(index) as lists:
        hubs = [iri for (iri,) in lists.execute("SELECT thing FROM list")]
    assert f"{base}id/place/kazakhstan" in hubs
    for iri in hubs:
        found, again = Contents(store, base).of(iri), Contents(store, base).of(iri, hubs=index)
        assert found is not None
        assert again is not None
        assert (again.facts, again.total) == (found.facts, found.total)
        assert again.total > 0


def test_what_has_few_facts_has_no_list(index: Path, corpus: Path) -> None:
    assert listed(index, f"{base_of(open_published(corpus))}id/person/nobody") is None


def test_an_index_that_went_with_its_publication_is_not_missed(tmp_path: Path, corpus: Path) -> None:
    store = open_published(corpus)
    base = base_of(store)
    content = Contents(store, base).of(f"{base}id/place/kazakhstan", hubs=tmp_path / "gone.sqlite")
    assert content is not None
    assert content.total
