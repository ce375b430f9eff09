"""Figures of the service for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from service.current import Current

_KINDS: Final = frozenset(
    {"sparql", "queries", "id", "doc", "dump", "dataset", "ontology", "health", "metrics", "graph", "static"}
)
_BUCKETS: Final = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0)


class Metrics:
    """Counts of one service; nothing is shared between services of one process."""

    def __init__(self, current: Current) -> None:
        """Figures of requests, and of the generation that is served."""
        self.registry = CollectorRegistry()
        self.at_work = 0
        self._prefix = current.settings.prefix
        self._requests = _Requests()
        self.registry.register(self._requests)
        self._gauge("kerege_requests_at_work", "Requests that are being answered.", lambda: self.at_work)
        self._gauge("kerege_publication", "Number of the publication served.", lambda: current.generation.number)
        self._gauge("kerege_answer_bytes", "Bytes of answers kept.", lambda: current.generation.answers.size)
        for name, what in (
            ("running", "Queries that run."),
            ("waiting", "Queries that wait for a worker."),
            ("replaced", "Workers that were ended and replaced."),
        ):
            self._gauge(f"kerege_queries_{name}", what, lambda name=name: current.generation.pool.figures[name])

    def began(self) -> None:
        """A request came in."""
        self.at_work += 1

    def ended(self, path: str, status: int, seconds: float, *, kept: bool) -> None:
        """A request was answered, or its client left (status 0)."""
        self.at_work -= 1
        self.answered(path, status, seconds, kept=kept)

    def answered(self, path: str, status: int, seconds: float, *, kept: bool) -> None:
        """A request was answered as soon as it came; ``kept``: with an answer that was known."""
        first = path.removeprefix(self._prefix).lstrip("/").partition("/")[0].partition(".")[0]
        self._requests.count(first if first in _KINDS else "other", status, seconds, kept=kept)

    def exposition(self) -> tuple[bytes, str]:
        """All figures, with their media type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def _gauge(self, name: str, what: str, value: object) -> None:
        Gauge(name, what, registry=self.registry).set_function(value)  # type: ignore[arg-type]


class _Requests(Collector):
    """Plain counts, since those of the library take longer than an answer that is kept."""

    def __init__(self) -> None:
        self._answered: dict[tuple[str, int], int] = defaultdict(int)
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_BUCKETS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)
        self._kept = 0

    def count(self, kind: str, status: int, seconds: float, *, kept: bool) -> None:
        self._answered[kind, status] += 1
        self._buckets[kind][bisect_left(_BUCKETS, seconds)] += 1
        self._seconds[kind] += seconds
        self._kept += kept

    def collect(self) -> Iterator[Metric]:
        requests = CounterMetricFamily("kerege_requests", "Requests answered.", labels=("resource", "status"))
        for (kind, status), number in sorted(self._answered.items()):
            requests.add_metric((kind, str(status)), number)
        yield requests
        times = HistogramMetricFamily("kerege_request_seconds", "Time to answer.", labels=("resource",))
        bounds = (*map(str, _BUCKETS), "+Inf")
        for kind, numbers in sorted(self._buckets.items()):
            times.add_metric((kind,), list(zip(bounds, accumulate(numbers), strict=True)), self._seconds[kind])
        yield times
        yield CounterMetricFamily("kerege_kept_answers", "Requests answered from kept answers.", value=self._kept)
