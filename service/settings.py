"""What a service is told: which store, where it listens, and the limits it keeps."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ontology.errors import ServiceError

_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(?:/[A-Za-z0-9._~/-]*)?")


def _processors() -> int:
    return max(4, os.cpu_count() or 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request, and all together, may take; each is named in the error that answers what exceeds it."""

    seconds: float = 30.0
    """That a query may run."""
    waiting: float = 15.0
    """Seconds that a query may wait for its turn."""
    memory: int = 2 << 30
    """Bytes that a worker may allocate beyond the open store."""
    rows: int = 100_000
    """Solutions of a query that states no smaller LIMIT."""
    answer: int = 256 << 20
    """Bytes of one answer."""
    query: int = 100_000
    """Characters of a query."""
    body: int = 1 << 20
    """Bytes of a request's body."""
    head: int = 128 << 10
    """Bytes of a request's line and headers."""
    requests: int = 1000
    """At work at once."""
    connections: int = 4000
    """Open at once."""
    queue: int = 500
    """Queries that wait at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a service is told."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public: str | None = None
    """The address under which the world sees the service, path included; without it, what a request was sent to."""
    prefix: str = ""
    """A path before all paths, which a proxy passes on: ``/kerege``."""
    workers: int = field(default_factory=_processors)
    """Processes that answer queries that are quick."""
    long: int = 2
    """Processes, beside these, for queries that take longer than ``moment``."""
    moment: float = 0.25
    """Seconds after which a query counts as long."""
    cache: int = 64 << 20
    """Bytes of answers that are kept."""
    services: tuple[str, ...] = ()
    """Endpoints that SERVICE may ask."""
    proxies: str = "127.0.0.1"
    """Addresses of proxies whose word about scheme and client is taken (``X-Forwarded-*``), with commas between."""
    dumps: bool = True
    """Whether the dumps of what is served are made where they are missing."""
    releases: int = 5
    """Older releases of the dumps that are kept when one is made."""
    watches: Path | None = None
    """The list of watched questions of which there are feeds (``graph.watching_files``)."""
    log: bool = True
    """Whether every request is a line on standard error."""
    limits: Limits = field(default_factory=Limits)

    @property
    def top(self) -> str:
        """The path of the service's root as the world sees it, with a slash at the end: links in pages begin so."""
        path = self.prefix if self.public is None else urlsplit(self.public).path
        return f"{path.rstrip('/')}/"

    def __post_init__(self) -> None:
        """Raise ``ServiceError`` for settings that cannot work."""
        if self.public is not None and not _ADDRESS.fullmatch(self.public):
            raise ServiceError(
                f"“{self.public}” is no address of a service: write https://data.example.org/ or the like."
            )
        if self.prefix and not re.fullmatch(r"(?:/[A-Za-z0-9._~-]+)+", self.prefix):
            raise ServiceError(
                f"“{self.prefix}” is no path prefix: write /kerege or the like, without a slash at the end."
            )
        for endpoint in self.services:
            if not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+", endpoint):
                raise ServiceError(f"“{endpoint}” is no address of an endpoint that SERVICE could ask.")
