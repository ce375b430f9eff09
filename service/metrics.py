"""Figures of the service for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

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
        self.requests = Counter("kerege_requests", "Requests answered.", ("resource", "status"), registry=self.registry)
        self.seconds = Histogram(
            "kerege_request_seconds", "Time to answer.", ("resource",), registry=self.registry, buckets=_BUCKETS
        )
        self.kept = Counter("kerege_kept_answers", "Requests answered from kept answers.", registry=self.registry)
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

    def ended(self, path: str, status: int, seconds: float) -> None:
        """A request was answered, or its client left (status 0)."""
        self.at_work -= 1
        first = path.lstrip("/").partition("/")[0].partition(".")[0]
        kind = first if first in _KINDS else "other"
        self.requests.labels(kind, str(status)).inc()
        self.seconds.labels(kind).observe(seconds)

    def exposition(self) -> tuple[bytes, str]:
        """All figures, with their media type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def _gauge(self, name: str, what: str, value: object) -> None:
        Gauge(name, what, registry=self.registry).set_function(value)  # type: ignore[arg-type]
