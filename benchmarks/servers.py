"""Servers to compare: this service, Oxigraph's own and rdflib-endpoint, each as a process over the same graph."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from pyoxigraph import DefaultGraph, RdfFormat, Store

from graph.publications import newest_published

_SOON = 300.0
"""Seconds that a server may take to answer for the first time."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    pid: int
    root: str
    """Its address without a slash at the end."""
    sparql: str
    """The path of its SPARQL endpoint."""

    def get(self, path: str, headers: Mapping[str, str] | None = None, patience: float = 60) -> bytes:
        """The body of an answer; raises ``OSError`` if there is none within so many seconds."""
        request = urllib.request.Request(f"{self.root}{path}", headers=dict(headers or {}))  # noqa: S310 -- our own server
        with urllib.request.urlopen(request, timeout=patience) as answer:  # noqa: S310 -- as above
            body: bytes = answer.read()
            return body

    def processor(self) -> float:
        """Seconds of processor time that it has taken, with its processes; 0 where the system does not say."""
        return sum(map(_processor, (self.pid, *children(self.pid))))


def program(name: str) -> str | None:
    """Where a program is: beside this Python, or on the path."""
    beside = Path(sys.executable).parent
    return shutil.which(name, path=os.pathsep.join((str(beside), os.environ.get("PATH", ""))))


@contextmanager
def ours(store: Path, *options: str) -> Generator[Server]:
    """This service, with what it takes unless told otherwise; without a line for each request, as the others."""
    command = [sys.executable, "-m", "kerege", "serve", "--store", str(store), "--port", "0", "--quiet", *options]
    with _running(command) as (process, said):
        address = None
        while address is None:
            address = re.search(r" at (http\S+)/ \(Ctrl-C", said())
            _check(process, said)
        yield _first(Server("this service", process.pid, address[1], "/sparql"))


@contextmanager
def oxigraph(store: Path, place: Path) -> Generator[Server | None]:
    """Oxigraph's own server over a copy of what is published."""
    found = program("oxigraph")
    if found is None:
        print("Oxigraph's server is not installed, and left out: make bench installs it (the extra [bench]).")
        yield None
        return
    copy = place / "oxigraph"
    shutil.copytree(newest_published(store).store, copy)
    port = _free()
    with _running([found, "serve-read-only", "--location", str(copy), "--bind", f"127.0.0.1:{port}"]) as (process, _):
        yield _first(Server("Oxigraph", process.pid, f"http://127.0.0.1:{port}", "/query"))


@contextmanager
def rdflib_endpoint(store: Path, place: Path) -> Generator[Server | None]:
    """rdflib-endpoint over rdflib's graph in memory, which holds the default graph of what is published."""
    found = program("rdflib-endpoint")
    if found is None:
        print("rdflib-endpoint is not installed, and left out: make bench installs it (the extra [bench]).")
        yield None
        return
    triples = place / "default.nt"
    published = Store.read_only(str(newest_published(store).store))
    published.dump(triples, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    port = _free()
    with _running([found, "serve", "--host", "127.0.0.1", "--port", str(port), str(triples)]) as (process, _):
        yield _first(Server("rdflib-endpoint", process.pid, f"http://127.0.0.1:{port}", "/"))


@contextmanager
def _running(command: Sequence[str]) -> Generator[tuple[subprocess.Popen[bytes], Said]]:
    """A process as long as the block runs, and what it has written to standard error."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)  # noqa: S603 -- programs named here
        try:
            yield process, Said(log.fileno())
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:  # rdflib-endpoint answers first what it was asked
                process.kill()
                process.wait()


class Said:
    """What a process has written so far."""

    def __init__(self, file: int) -> None:
        """Of a file that it writes to."""
        self._file = file

    def __call__(self) -> str:
        """All of it."""
        return os.pread(self._file, 1 << 20, 0).decode("utf-8", "replace")


def _check(process: subprocess.Popen[bytes], said: Said) -> None:
    if process.poll() is not None:
        sys.exit(f"A server ended: {said()}")
    time.sleep(0.01)


def _first(server: Server) -> Server:
    """The server, once it has answered."""
    ended = time.monotonic() + _SOON
    while time.monotonic() < ended:
        try:
            server.get(f"{server.sparql}?query=ASK%7B%7D", {"Accept": "application/sparql-results+json"})
            return server
        except HTTPError as error:
            sys.exit(f"{server.name} does not answer at {server.sparql}: {error}.")
        except OSError:
            time.sleep(0.05)
    sys.exit(f"{server.name} did not answer within {_SOON:g} seconds.")


def _free() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    try:
        own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []
    return [*own, *(below for one in own for below in children(one))]


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
