"""The index of facts, by which parts of large networks are found: it finds what the store has."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyoxigraph import Store

from graph.network.asking import JSON, Networks, message
from graph.network.choosing import Choice
from graph.network.selecting import selected
from graph.network.tie_index import build
from graph.publications import newest_published
from graph.stats import base_of
from service.generation import LARGE
from service.indexing import Index
from service.network_choice import Asked
from service.networks import index_for
from service.problems import Problem

THING = "https://w3id.org/kerege/id/{}".format
BANK, KAZAKHSTAN = THING("institution/world-bank"), THING("place/kazakhstan")


@pytest.fixture(scope="module")
def published(corpus: Path) -> Path:
    """The directory of the published store."""
    return newest_published(corpus).store


@pytest.fixture(scope="module")
def index(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the shipped reports."""
    file = tmp_path_factory.mktemp("ties") / "ties.sqlite"
    build(published, file)
    return file


@pytest.mark.parametrize("most", [2000, 12])
@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(predicates=("metWith", "worksFor", "financedBy")),
        Choice(classes=("Person", "Country")),
        Choice(min_sources=2),
        Choice(since=date(2026, 1, 1)),
        Choice(since=date(2025, 5, 1), until=date(2025, 5, 31)),
        Choice(around=(BANK,)),
        Choice(around=(BANK,), depth=0),
        Choice(around=(BANK,), depth=2),
        Choice(around=(BANK,), depth=3, classes=("Person",)),
        Choice(around=(KAZAKHSTAN, THING("person/nuriddin-azizi")), depth=1, min_sources=2),
        Choice(around=(THING("place/aral-sea"), THING("place/nowhere")), depth=2, until=date(2025, 6, 30)),
    ],
    ids=lambda choice: " ".join(f"{k}={v}" for k, v in message(choice).items() if v)[:80],
)
def test_the_index_finds_what_the_store_has(published: Path, index: Path, choice: Choice, most: int) -> None:
    store = Store.read_only(str(published))
    plain, quick = selected(store, choice, most), selected(store, choice, most, index)
    assert sorted(quick.network.edges(keys=True)) == sorted(plain.network.edges(keys=True))
    assert dict(quick.network.nodes(data=True)) == dict(plain.network.nodes(data=True))
    assert (quick.things, quick.facts, quick.said) == (plain.things, plain.facts, plain.said)


def test_a_worker_asks_the_index(published: Path, index: Path) -> None:
    store = Store.read_only(str(published))
    networks = Networks(store, base_of(store))
    request = {"network": message(Choice()), "most": 20, "form": JSON, "title": "", "top": "/", "index": None}
    assert networks.answer({**request, "index": str(index)}) == networks.answer(request)


def test_a_large_graph_is_asked_by_its_index_once_that_is_made(published: Path) -> None:
    async def large() -> None:
        ties = Index(published, "graph.network.tie_index")
        generation: Any = SimpleNamespace(coverage=SimpleNamespace(facts=LARGE + 1), ties=ties)
        try:
            await ties.start()
            assert await index_for(generation, Asked(most=5)) == ties.file
            assert ties.file.exists()
        finally:
            await ties.close()

    asyncio.run(large())


def test_until_then_only_what_is_next_to_a_thing_is_answered() -> None:
    async def never(_: float) -> bool:
        return False

    async def unready() -> None:
        generation: Any = SimpleNamespace(coverage=SimpleNamespace(facts=LARGE + 1), ties=SimpleNamespace(ready=never))
        assert await index_for(generation, Asked(most=5, around=("World Bank",))) is None
        for wanted in (Asked(most=5), Asked(most=5, around=("World Bank",), depth=2)):
            with pytest.raises(Problem, match="is being prepared") as caught:
                await index_for(generation, wanted)
            assert (caught.value.status, caught.value.headers["Retry-After"]) == (503, "30")
        generation.coverage.facts = LARGE
        assert await index_for(generation, Asked(most=5)) is None

    asyncio.run(unready())
