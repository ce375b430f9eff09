"""A service as its users meet it: the installed command as a process, asked by a client that hides nothing."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlencode, urlsplit

from conftest import clean_environment
from pyoxigraph import Quad, Store

from graph.directory import FORMAT
from graph.publications import Manifest, Publications

_READY = re.compile(r" at (http\S+) \(Ctrl-C")


@dataclass(frozen=True)
class Answer:
    """A response as it came: redirects are not followed, nothing is decompressed."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        """The media type without parameters."""
        return self.headers.get_content_type() if "content-type" in self.headers else ""

    def column(self, name: str) -> list[str]:
        """The values of a column of a SELECT that was answered in JSON; empty text where there is none."""
        return [row.get(name, {}).get("value", "") for row in self.json["results"]["bindings"]]


class Service:
    """A running ``kerege serve``."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, log: IO[bytes]) -> None:
        """A process that listens at an address and writes its log to a file."""
        self.process, self.address = process, address
        self._log = log
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80

    def __call__(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 60,
    ) -> Answer:
        """The answer to one request on a connection of its own; ``path`` begins with a slash and is sent as it is."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str | None = "application/sparql-results+json", **more: Any) -> Answer:
        """The answer to a query by GET; ``more`` is further parameters, lists for those that repeat."""
        parameters = urlencode({"query": query, **more}, doseq=True)
        return self(f"/sparql?{parameters}", headers={} if accept is None else {"Accept": accept})

    def stored(self, name: str, accept: str | None = "application/sparql-results+json", **values: str) -> Answer:
        """The answer to a stored query."""
        parameters = f"?{urlencode(values)}" if values else ""
        return self(f"/queries/{quote(name)}{parameters}", headers={} if accept is None else {"Accept": accept})

    def metric(self, name: str) -> float:
        """A figure of ``/metrics`` by its name, labels included."""
        for line in self("/metrics").text.splitlines():
            if line.startswith(f"{name} "):
                return float(line.rpartition(" ")[2])
        raise AssertionError(f"There is no figure {name}.")

    @property
    def log(self) -> str:
        """What was written to standard error so far."""
        self._log.seek(0)
        return self._log.read().decode("utf-8")

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop, and give its exit code."""
        self.process.send_signal(by)
        return self.process.wait(timeout=60)


@contextmanager
def serving(store: Path, *options: object, env: Mapping[str, str] | None = None) -> Generator[Service]:
    """Serve a store on a free port as long as the block runs; ``options`` are those of ``kerege serve``."""
    command = [Path(sys.executable).with_name("kerege"), "serve", "--store", store, "--port", "0", *map(str, options)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, env={**clean_environment(), **(env or {})}, cwd=tempfile.gettempdir(), stderr=log
        )
        try:
            yield Service(process, _ready(process, log, command), log)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _ready(process: subprocess.Popen[bytes], log: IO[bytes], command: Sequence[object]) -> str:
    """The address, as soon as it is printed."""
    while True:
        ended = process.poll() is not None
        log.seek(0)
        said = log.read().decode("utf-8")
        if found := _READY.search(said):
            return found[1]
        assert not ended, f"{command} ended: {said}"
        time.sleep(0.05)


def published(directory: Path, quads: Iterable[Quad]) -> Path:
    """A store that publishes these quads and nothing else; called again, it publishes anew."""
    directory.mkdir(exist_ok=True)
    (directory / "format").write_text(json.dumps({"kerege store": FORMAT}), "ascii")
    publications = Publications(directory)
    store = Store(str(publications.begin(None) / "store"))
    store.extend(quads)
    store.flush()
    del store
    publications.finish(Manifest(maker=f"test {time.time_ns()}", articles={}))
    return directory
