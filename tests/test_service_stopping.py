"""``kerege serve`` starts, says where it listens, and stops when it is told to, leaving no process behind."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Run
from serving import Service, serving

from graph.publications import Publications
from service.problems import Problem
from service.releasing import Releasing
from service.settings import Settings


def children(service: Service) -> list[int]:
    """The processes that a service has started."""
    listed = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children")
    if not listed.exists():
        pytest.skip("needs a system that lists the children of a process")
    return [int(pid) for pid in listed.read_text("ascii").split()]


def gone(pid: int) -> bool:
    """Whether a process ends; it may still be about to."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def until(done: Callable[[], bool]) -> bool:
    """Whether something comes to be within a minute."""
    for _ in range(600):
        if done():
            return True
        time.sleep(0.1)
    return False


def test_the_graph_is_served_where_the_command_says(served: Service) -> None:
    health = served("/health")

    assert health.status == 200
    assert health.json["status"] == "ok"


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_service_and_its_workers(by: signal.Signals, corpus: Path) -> None:
    with serving(corpus, "--workers", 2) as service:
        assert service.sparql("ASK { ?s ?p ?o }").json["boolean"] is True
        workers = children(service)

        assert service.stop(by) == 0
        assert len(workers) >= 2
        assert all(map(gone, workers))
        assert "Traceback" not in service.log


def damage(store: Path) -> None:
    """Write over the data of a store."""
    for file in store.glob("*.sst"):
        file.write_bytes(b"damaged" * 1000)


def test_a_damaged_publication_is_told_and_nothing_is_left(kerege: Run, corpus: Path, tmp_path: Path) -> None:
    store, waiting = tmp_path / "store", tmp_path / "waiting"
    shutil.copytree(corpus, store)
    waiting.mkdir()
    damage(Publications(store).path / "1" / "store")

    done = kerege("serve", "--store", store, "--port", 0, env={"TMPDIR": str(waiting)})

    assert done.returncode == 1
    assert "cannot be opened" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(waiting.iterdir())


def test_after_a_damaged_publication_a_good_one_is_taken_up(corpus: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(corpus, store)
    publications = Publications(store).path
    with serving(store, "--workers", 1, "--no-dumps") as service:
        shutil.copytree(publications / "1", publications / "2")
        damage(publications / "2" / "store")
        (publications / "CURRENT").write_text("2\n", "ascii")
        assert until(lambda: "the one before stays" in service.log)
        assert service("/health").json["publication"] == 1
        assert service("/doc/place/kazakhstan").status == 200
        shutil.copytree(publications / "1", publications / "3")
        (publications / "CURRENT").write_text("3\n", "ascii")
        assert until(lambda: service("/health").json["publication"] == 3)
        assert service.stop() == 0
        assert "Traceback" not in service.log


def test_dumps_that_cannot_be_begun_are_told_and_stop_nothing(monkeypatch: pytest.MonkeyPatch, corpus: Path) -> None:
    """As when the system starts no process any more."""

    async def refused(*_: object) -> None:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr("service.releasing.failure", refused)
    generation: Any = SimpleNamespace(content="not released", number=1)
    current: Any = SimpleNamespace(settings=Settings(store=corpus), ready=generation)

    async def run() -> None:
        releasing = Releasing(current)
        await releasing.start()
        await asyncio.sleep(0.1)
        with pytest.raises(Problem, match="are not made"):
            releasing.made(generation)
        await releasing.close()

    asyncio.run(run())


def test_a_dump_that_was_taken_away_is_not_found(kerege: Run, corpus: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(corpus, store)
    assert kerege("release", "--store", store).returncode == 0
    names = ("kerege.nt", "kerege-facts.nt.license")
    for name in names:
        (file,) = (store / "releases").glob(f"*/{name}")
        file.unlink()
    with serving(store, "--workers", 1, "--no-dumps") as service:
        assert [service(f"/dump/{name}").status for name in names] == [404, 404]
        assert service("/dump/kerege.ttl").status == 200
        assert "Traceback" not in service.log
