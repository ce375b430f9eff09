"""``kerege serve`` starts, says where it listens, and stops when it is told to, leaving no process behind."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from serving import Service, serving


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
